//! Lists of contracts as CSV, as they are searched and sorted on their page.

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::{ClientVisit, StaffVisit},
    contracts::export,
};
use domain::{contract::view::ContractFilter, module::Module};

fn filter(query: Option<String>) -> ContractFilter {
    serde_qs::Config::new(5, false)
        .deserialize_str(&query.unwrap_or_default())
        .unwrap_or_default()
}

/// The client's own.
pub async fn for_client(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    RawQuery(query): RawQuery,
) -> Response {
    if !visit.frame.modules.has(Module::Contracts) {
        return StatusCode::NOT_FOUND.into_response();
    }
    answer(export::for_client(&backend, &visit.scope, &filter(query)).await)
}

/// All of the workspace.
pub async fn for_staff(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    RawQuery(query): RawQuery,
) -> Response {
    answer(export::for_staff(&backend, &visit.scope, &filter(query)).await)
}

fn answer(csv: Result<String, BackendError>) -> Response {
    match csv {
        Ok(csv) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"contracts.csv\""),
                (header::CACHE_CONTROL, "private, no-store"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            (headers, csv).into_response()
        }
        Err(BackendError::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => {
            tracing::error!(cause = %error, "a list could not be exported");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
