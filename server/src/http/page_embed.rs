//! HTML from elsewhere that a provider has put on a page, in the frame that shows it.
//!
//! It may run scripts, so it gets an origin of its own: with `sandbox` and without `allow-same-origin` it reaches neither the portal's
//! pages nor its cookies, in its frame and also when somebody opens its address by itself.

use axum::{
    Extension,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{Backend, BackendError, access::sessions::ClientVisit, pages::reader};

/// What it may do: run, be filled in and open windows; from servers over TLS only, and only in a page of ours.
const POLICY: &str = "sandbox allow-scripts allow-forms allow-popups; default-src https: data: blob: 'unsafe-inline' 'unsafe-eval'; \
                      base-uri 'none'; form-action https:; frame-ancestors 'self'";

/// An embed of a published page, for its reader.
pub async fn embed(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    Path((slug, block)): Path<(String, String)>,
) -> Response {
    match reader::embed(&backend, &visit.scope, &slug, &block).await {
        Ok(html) => {
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::REFERRER_POLICY, "no-referrer"),
            ];
            let page = format!("<!doctype html><meta charset=\"utf-8\">{html}");
            (headers, page).into_response()
        }
        Err(error) => {
            if !matches!(error, BackendError::NotFound) {
                tracing::error!(cause = %error, "an embed could not be shown");
            }
            StatusCode::NOT_FOUND.into_response()
        }
    }
}
