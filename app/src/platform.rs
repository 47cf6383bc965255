//! Where pages and server functions meet the host: who asks, what was asked, and how an answer leaves.
//!
//! All contact with `leptos_axum` is here, so that a new version of it changes one file.

pub mod cookie;
mod form;
mod page;
mod policy;
mod time;

pub use form::{Answer, answer, enter, returned_form};
pub use page::{bare_page, escaped_title, not_found_page, page};
pub use policy::{allow_frames, policy};
pub use time::{day, staff_zone, stamp, when, when_in};

use crate::error::AppError;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use backend::{
    Backend, BackendError,
    access::{
        Visitor,
        sessions::{ClientVisit, StaffVisit},
    },
    scope::{ClientScope, StaffScope},
};
use domain::{module::Module, role::Permission};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use serde::de::DeserializeOwned;

/// The running back end.
///
/// # Errors
/// [`AppError::Internal`] outside a request.
pub fn backend() -> Result<Backend, AppError> {
    use_context::<Backend>().ok_or_else(|| AppError::Internal {
        reference: "no back end".to_owned(),
    })
}

/// The member of staff who asks, with the page's frame.
///
/// # Errors
/// [`AppError::Unauthenticated`].
pub fn staff_visit() -> Result<StaffVisit, AppError> {
    with_parts(|parts| parts.extensions.get::<StaffVisit>().cloned())
        .flatten()
        .ok_or_else(|| noted(AppError::Unauthenticated))
}

/// The contact who asks, with the portal's frame.
///
/// # Errors
/// [`AppError::Unauthenticated`].
pub fn client_visit() -> Result<ClientVisit, AppError> {
    with_parts(|parts| parts.extensions.get::<ClientVisit>().cloned())
        .flatten()
        .ok_or_else(|| noted(AppError::Unauthenticated))
}

/// The back end and the member of staff who asks: the first line of every staff server function.
///
/// # Errors
/// [`AppError::Unauthenticated`].
pub fn staff() -> Result<(Backend, StaffScope), AppError> {
    Ok((backend()?, staff_visit()?.scope))
}

/// Lets a page go on only for a role that includes this; first, so that nothing is told to whoever may not do it.
///
/// # Errors
/// [`AppError::Forbidden`] otherwise.
pub fn permitted(permission: Permission) -> Result<(), AppError> {
    if staff_visit()?.scope.role().may(permission) {
        Ok(())
    } else {
        Err(noted(AppError::Forbidden))
    }
}

/// The back end and the contact who asks: the first line of every portal server function that belongs to no module.
///
/// # Errors
/// [`AppError::Unauthenticated`].
pub fn client() -> Result<(Backend, ClientScope), AppError> {
    Ok((backend()?, client_visit()?.scope))
}

/// The same for a function of a module.
///
/// # Errors
/// [`AppError::NotFound`] when the module is switched off.
pub fn client_in(module: Module) -> Result<(Backend, ClientScope), AppError> {
    let visit = client_visit()?;
    if visit.frame.modules.has(module) {
        Ok((backend()?, visit.scope))
    } else {
        Err(noted(AppError::NotFound))
    }
}

/// Who knocks, before anybody is signed in.
pub fn visitor() -> Visitor {
    with_parts(|parts| parts.extensions.get::<Visitor>().cloned())
        .flatten()
        .unwrap_or_default()
}

/// From where somebody acts, as evidence: the whole address, and the browser as it names itself.
pub fn hand() -> backend::contracts::Hand {
    backend::contracts::Hand::new(&visitor().address, &header_text("user-agent").unwrap_or_default())
}

fn with_parts<T>(read: impl FnOnce(&Parts) -> T) -> Option<T> {
    with_context(read)
}

/// A header of the request, if it is text.
pub fn header_text(name: &str) -> Option<String> {
    with_parts(|parts| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    })
    .flatten()
}

/// Whether a browser asks for a page: a plain form was sent, or a link followed.
pub fn is_browser() -> bool {
    header_text("accept").is_some_and(|accept| accept.contains("text/html"))
}

/// The query string, read into a struct; what can't be read is as if it were not there.
pub fn query<T: DeserializeOwned + Default>() -> T {
    with_parts(|parts| nested(parts.uri.query().unwrap_or_default()).unwrap_or_default()).unwrap_or_default()
}

/// Reads a query string. Not strict: browsers encode the brackets of `form[name]` when a form is sent by GET.
fn nested<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_qs::Config::new(5, false).deserialize_str(text).ok()
}

/// The path that was asked for.
pub fn path() -> String {
    with_parts(|parts| parts.uri.path().to_owned()).unwrap_or_default()
}

/// The request's method.
pub fn method() -> String {
    with_parts(|parts| parts.method.to_string()).unwrap_or_default()
}

/// Whether somebody really looks at this page.
pub fn is_real_view() -> bool {
    with_parts(|parts| is_real(&parts.method, &parts.headers)).unwrap_or_default()
}

/// Whether somebody really looks. A browser that fetches ahead says so, and a HEAD asks for nothing to look at.
pub fn is_real(method: &Method, headers: &HeaderMap) -> bool {
    let ahead = ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
        headers
            .get(*name)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains("prefetch") || value.contains("prerender"))
    });
    method == Method::GET && !ahead
}

/// The value of a session cookie in the request.
pub fn session_cookie(kind: cookie::Kind) -> Option<String> {
    let backend = backend().ok()?;
    with_parts(|parts| cookie::read(backend.config(), kind, &parts.headers)).flatten()
}

/// A part of the path, read as an id or the like.
///
/// # Errors
/// [`AppError::NotFound`] when it is not one: a malformed id is like an unknown one.
pub fn param<T: std::str::FromStr>(name: &str) -> Result<T, AppError> {
    let params = leptos_router::hooks::use_params_map();
    params
        .with_untracked(|map| map.get(name))
        .and_then(|text| text.parse().ok())
        .ok_or(AppError::NotFound)
}

/// Sets the answer's status.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Adds a cookie to the answer.
pub fn add_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(header::SET_COOKIE, value);
    }
}

/// Has the browser forget what our pages wrote down in it; cookies stay.
pub fn forget_storage() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"storage\""),
        );
    }
}

/// Sends the browser on to a path of ours.
pub fn redirect(path: &str) {
    if path.starts_with('/') && !path.starts_with("//") && HeaderValue::from_str(path).is_ok() {
        leptos_axum::redirect(path);
    }
}

/// A path at or below one of ours, or that one itself: `next` of a form never leads to somebody else.
pub fn inside(root: &str, next: &str) -> String {
    let below = next
        .strip_prefix(root)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = next.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if below && plain && !next.contains("//") {
        next
    } else {
        root
    }
    .to_owned()
}

/// The HTTP status of an error.
pub fn status_of(error: &AppError) -> StatusCode {
    match error {
        AppError::Unauthenticated => StatusCode::UNAUTHORIZED,
        AppError::Forbidden | AppError::Preview => StatusCode::FORBIDDEN,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Stale { .. } | AppError::Conflict { .. } => StatusCode::CONFLICT,
        AppError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::Malformed => StatusCode::BAD_REQUEST,
        AppError::Internal { .. } | AppError::Unreachable => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Lets a program that called a server function see the status too. A browser that sent a plain form gets a redirect or a page
/// instead, whose status must not be overwritten.
pub(crate) fn note_status(error: &AppError) {
    if is_browser() {
        return;
    }
    set_status(status_of(error));
    if let (AppError::TooMany { retry_after }, Some(response)) = (error, use_context::<ResponseOptions>()) {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(*retry_after));
    }
}

fn noted(error: AppError) -> AppError {
    note_status(&error);
    error
}

impl From<BackendError> for AppError {
    /// The boundary: the cause is logged here, once, and stays here.
    fn from(error: BackendError) -> Self {
        noted(match error {
            BackendError::Unauthenticated => Self::Unauthenticated,
            BackendError::Preview => Self::Preview,
            BackendError::Forbidden => Self::Forbidden,
            BackendError::NotFound => Self::NotFound,
            BackendError::Invalid(fields) => Self::Invalid { fields },
            BackendError::Stale(stored) => Self::Stale { stored },
            BackendError::Conflict(message) => Self::Conflict { message },
            BackendError::TooMany { retry_after } => Self::TooMany { retry_after },
            BackendError::Database(_) | BackendError::Internal(_) => {
                let reference = uuid::Uuid::new_v4().simple().to_string()[..8].to_owned();
                tracing::error!(%reference, cause = %error, path = %path(), "request failed");
                Self::Internal { reference }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn the_next_page_is_one_of_ours() {
        for (root, next) in [
            ("/portal", "/portal/invoices?page=2"),
            ("/staff", "/staff?done=saved"),
            ("/staff", "/staff"),
        ] {
            assert_eq!(inside(root, next), next);
        }
        for next in [
            "",
            "/staff",
            "//evil.example",
            "/portal//evil.example",
            "/portalx",
            "https://evil.example/portal",
            "/portal/\\x",
            "/portal/\n",
        ] {
            assert_eq!(inside("/portal", next), "/portal", "{next}");
        }
    }
}
