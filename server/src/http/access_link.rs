//! The button on a link's page and the code after it: the only things that open a client's session.

use app::platform::cookie::{self, Kind};
use axum::{
    Extension, Form,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use backend::{
    Backend, BackendError,
    access::{
        Visitor,
        code::{self, Entry},
        links,
    },
};
use serde::Deserialize;

/// Opens a session and leads into the portal, or to the page that asks for the code just mailed. A link that does not work leads back
/// to its own page, which says so.
pub async fn redeem(
    State(backend): State<Backend>,
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let device = cookie::read(backend.config(), Kind::Device, &headers);
    match code::enter(&backend, &token, device.as_deref(), &visitor).await {
        Ok(Entry::Opened(session)) => {
            let cookie = cookie::set(backend.config(), Kind::Client, &session);
            ([(header::SET_COOKIE, cookie)], Redirect::to("/portal")).into_response()
        }
        Ok(Entry::CodeMailed) => {
            let again = headers
                .get(header::REFERER)
                .and_then(|from| from.to_str().ok())
                .is_some_and(|from| from.split('?').next().is_some_and(|path| path.ends_with("/code")));
            let said = if again { "?said=sent" } else { "" };
            Redirect::to(&format!("{}/code{said}", page_of(&token))).into_response()
        }
        Err(error) => refused(&token, error),
    }
}

/// What the code's page sends.
#[derive(Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
}

/// Opens a session by link and code, and remembers the device.
pub async fn redeem_with_code(
    State(backend): State<Backend>,
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(form): Form<CodeForm>,
) -> Response {
    let config = backend.config();
    let device = cookie::read(config, Kind::Device, &headers);
    match code::enter_with_code(&backend, &token, &form.code, device.as_deref(), &visitor).await {
        Ok(proven) => {
            let cookies = [
                cookie::set(config, Kind::Client, &proven.session),
                cookie::set(config, Kind::Device, &proven.device),
            ];
            let cookies = AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)));
            (cookies, Redirect::to("/portal")).into_response()
        }
        Err(BackendError::Invalid(_)) => {
            Redirect::to(&format!("{}/code?said=wrong", page_of(&token))).into_response()
        }
        Err(BackendError::TooMany { .. }) => {
            Redirect::to(&format!("{}/code?said=too-many", page_of(&token))).into_response()
        }
        Err(error) => refused(&token, error),
    }
}

/// The link's page. The token's shape is checked before it goes into a header.
fn page_of(token: &str) -> String {
    if links::selector_of(token).is_some() {
        format!("/l/{token}")
    } else {
        "/l/unknown".to_owned()
    }
}

fn refused(token: &str, error: BackendError) -> Response {
    match error {
        BackendError::TooMany { retry_after } => (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, HeaderValue::from(retry_after))],
            "That was too often. Please wait a moment and press the button in the mail again.",
        )
            .into_response(),
        BackendError::NotFound => Redirect::to(&page_of(token)).into_response(),
        error => {
            tracing::error!(cause = %error, "a link could not be redeemed");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong on our side. Please try again in a moment.",
            )
                .into_response()
        }
    }
}
