//! Proposals to take away: each version as PDF, and lists as CSV.

use super::download::answer;
use app::platform::is_real;
use axum::{
    Extension,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::{ClientVisit, StaffVisit},
    client_documents, proposal,
};
use domain::{ids::ProposalId, module::Module, proposal::view::ProposalFilter};
use serde::Deserialize;

/// Which version, as the address says it; the newest where it says none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    version: String,
}

impl Which {
    fn of(query: Result<Query<Self>, QueryRejection>) -> Option<i32> {
        query.ok().and_then(|Query(which)| which.version.parse().ok())
    }
}

/// A version for its client. Fetching it is noted for staff; a browser that fetches ahead is not a reader.
pub async fn client_pdf(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    Path(id): Path<String>,
    which: Result<Query<Which>, QueryRejection>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let known = id.parse::<ProposalId>().ok();
    let Some(id) = known.filter(|_| visit.frame.modules.has(Module::Proposals)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let really = is_real(&method, &headers);
    answer(client_documents::proposal_for_client(&backend, &visit.scope, id, Which::of(which), really).await)
}

/// A version as its client gets it, for staff. It is never noted.
pub async fn staff_pdf(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(id): Path<String>,
    which: Result<Query<Which>, QueryRejection>,
) -> Response {
    match id.parse() {
        Ok(id) => {
            answer(client_documents::proposal_for_staff(&backend, &visit.scope, id, Which::of(which)).await)
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The client's filtered list.
pub async fn client_csv(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    filter: Result<Query<ProposalFilter>, QueryRejection>,
) -> Response {
    if !visit.frame.modules.has(Module::Proposals) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Query(filter) = filter.unwrap_or_default();
    csv(proposal::queries::export_for_client(&backend, &visit.scope, &filter).await)
}

/// The staff's filtered list.
pub async fn staff_csv(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    filter: Result<Query<ProposalFilter>, QueryRejection>,
) -> Response {
    let Query(filter) = filter.unwrap_or_default();
    csv(proposal::queries::export(&backend, &visit.scope, &filter).await)
}

fn csv(file: Result<String, BackendError>) -> Response {
    match file {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"proposals.csv\"",
                ),
                (header::CACHE_CONTROL, "private, no-store"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
            ];
            (headers, text).into_response()
        }
        Err(BackendError::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(BackendError::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => {
            tracing::error!(cause = %error, "a list could not be written");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The file could not be made. Please try again in a moment.",
            )
                .into_response()
        }
    }
}
