//! Protection against cross-site request forgery, beside tower-http's `CsrfLayer`.
//!
//! That layer refuses what `Sec-Fetch-Site` or `Origin` show to come from elsewhere, but lets a request pass that carries neither.
//! Every browser that can sign in sends one of them with a POST, so here such a request is refused as well when it carries a
//! session's cookie. A GET never changes anything: a test over all server functions says so.

use crate::state::AppState;
use app::platform::cookie::{self, Kind};
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Refuses a changing request of a signed-in browser that does not show where it comes from.
pub async fn shown_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (config, headers) = (state.backend.config(), request.headers());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let shown = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    let signed_in = || {
        [Kind::Staff, Kind::Client, Kind::Preview]
            .into_iter()
            .any(|kind| cookie::read(config, kind, headers).is_some())
    };
    if reads || shown || !signed_in() {
        return next.run(request).await;
    }
    tracing::warn!("refused a request that does not show its origin");
    (
        StatusCode::FORBIDDEN,
        "This request does not show where it comes from and was refused.",
    )
        .into_response()
}
