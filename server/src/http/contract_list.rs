//! Lists of contracts as CSV, as they are searched and sorted on their page.

use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::{ClientVisit, StaffVisit},
    contracts::export,
};
use domain::{contract::view::ContractFilter, module::Module};

/// What can't be read asks for everything, as on the page.
fn asked(query: Result<Query<ContractFilter>, QueryRejection>) -> ContractFilter {
    query.map(|Query(filter)| filter).unwrap_or_default()
}

/// The client's own.
pub async fn for_client(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    query: Result<Query<ContractFilter>, QueryRejection>,
) -> Response {
    if !visit.frame.modules.has(Module::Contracts) {
        return StatusCode::NOT_FOUND.into_response();
    }
    answer(export::for_client(&backend, &visit.scope, &asked(query)).await)
}

/// All of the workspace.
pub async fn for_staff(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    query: Result<Query<ContractFilter>, QueryRejection>,
) -> Response {
    answer(export::for_staff(&backend, &visit.scope, &asked(query)).await)
}

fn answer(csv: Result<String, BackendError>) -> Response {
    match csv {
        Ok(csv) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"contracts.csv\"",
                ),
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
