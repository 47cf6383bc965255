//! The button on a link's page: the only thing that opens a client's session.

use app::platform::cookie::{self, Kind};
use axum::{
    Extension,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Backend, BackendError,
    access::{Visitor, links},
};

/// Opens a session and leads into the portal. A link that does not work leads back to its own page, which says so.
pub async fn redeem(
    State(backend): State<Backend>,
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
) -> Response {
    match links::redeem(&backend, &token, &visitor).await {
        Ok(session) => {
            let cookie = cookie::set(backend.config(), Kind::Client, &session);
            ([(header::SET_COOKIE, cookie)], Redirect::to("/portal")).into_response()
        }
        Err(BackendError::TooMany { retry_after }) => (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, retry_after.to_string())],
            "That was too often. Please wait a moment and press the button in the mail again.",
        )
            .into_response(),
        Err(BackendError::NotFound) => {
            // The token's shape is checked before it goes into a header.
            let path = if links::selector_of(&token).is_some() {
                format!("/l/{token}")
            } else {
                "/l/unknown".to_owned()
            };
            Redirect::to(&path).into_response()
        }
        Err(error) => {
            tracing::error!(cause = %error, "a link could not be redeemed");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong on our side. Please try again in a moment.",
            )
                .into_response()
        }
    }
}
