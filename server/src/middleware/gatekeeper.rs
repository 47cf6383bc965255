//! Who may go where: no address under `/staff`, `/portal` or their server functions is reached without a session of its kind.
//!
//! It runs before arguments are decoded, so that a malformed request tells a stranger nothing.

use crate::state::AppState;
use app::platform::cookie::{self, Kind};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    BackendError,
    access::{Visitor, preview, sessions},
};
use std::net::SocketAddr;

/// What an address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody.
    Public,
    /// A member of staff.
    Staff,
    /// A contact.
    Client,
}

/// Which door a path is behind. What is public is listed; everything else under the two sides is not.
pub fn door(path: &str) -> Door {
    let under =
        |root: &str| path == root || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    if matches!(path, "/staff/sign-in" | "/staff/sign-in/workspace") || under("/staff/welcome") {
        Door::Public
    } else if under("/staff") || under("/api/staff") {
        Door::Staff
    } else if under("/portal") || under("/api/portal") {
        Door::Client
    } else {
        Door::Public
    }
}

/// Finds out who asks and lets nobody through a door that is not theirs.
pub async fn gatekeeper(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let backend = &state.backend;
    let visitor = visitor(&state, &request);
    request.extensions_mut().insert(visitor);
    let path = request.uri().path().to_owned();
    let door = door(&path);
    let staff_token = cookie::read(backend.config(), Kind::Staff, request.headers());
    let client_token = cookie::read(backend.config(), Kind::Client, request.headers());
    // The start page leads either kind on.
    let either = path == "/";
    let mut known = false;
    if let (true, Some(token)) = (door == Door::Staff || either, staff_token) {
        match sessions::staff(backend, &token).await {
            Ok(visit) => {
                request.extensions_mut().insert(visit);
                known = true;
            }
            Err(BackendError::Unauthenticated) => {}
            Err(error) => return failed(&error),
        }
    }
    let preview_token = cookie::read(backend.config(), Kind::Preview, request.headers());
    if let (Door::Client, Some(token)) = (door, preview_token) {
        match preview::visit(backend, &token).await {
            // The reach itself refuses changes too; here it is said before anything is decoded.
            Ok(_) if !request.method().is_safe() => return nothing_changes(request.headers()),
            Ok(visit) => {
                request.extensions_mut().insert(visit);
                known = true;
            }
            Err(BackendError::Unauthenticated) => {}
            Err(error) => return failed(&error),
        }
    }
    if let (true, false, Some(token)) = (door == Door::Client || either, known && !either, client_token) {
        match sessions::client(backend, &token).await {
            Ok(visit) => {
                request.extensions_mut().insert(visit);
                known = true;
            }
            Err(BackendError::Unauthenticated) => {}
            Err(error) => return failed(&error),
        }
    }
    if door != Door::Public && !known {
        return turned_away(door, &path, request.uri().query(), request.headers());
    }
    next.run(request).await
}

/// A preview is for looking. A browser goes back to the page it came from, which says so.
fn nothing_changes(headers: &HeaderMap) -> Response {
    if !is_browser(headers) {
        let body = r#"{"code":"preview"}"#;
        let json = [(header::CONTENT_TYPE, "application/json")];
        return (StatusCode::FORBIDDEN, json, body).into_response();
    }
    let from = headers
        .get(header::REFERER)
        .and_then(|address| address.to_str().ok())
        .and_then(|address| address.parse::<Uri>().ok());
    let page = from
        .as_ref()
        .map(Uri::path)
        .filter(|path| door(path) == Door::Client && !path.starts_with("/api/"))
        .unwrap_or("/portal");
    Redirect::to(&format!("{page}?done=preview")).into_response()
}

fn is_browser(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn turned_away(door: Door, path: &str, query: Option<&str>, headers: &HeaderMap) -> Response {
    if !is_browser(headers) {
        let body = r#"{"code":"unauthenticated"}"#;
        return (
            StatusCode::UNAUTHORIZED,
            [(header::CONTENT_TYPE, "application/json")],
            body,
        )
            .into_response();
    }
    match door {
        Door::Client => Redirect::to("/").into_response(),
        // A form sent after the session ended leads to the sign-in page; its own page is where to go afterwards.
        _ if path.starts_with("/api/") => Redirect::to("/staff/sign-in").into_response(),
        _ => {
            let next = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
            let encoded: String = next
                .bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                        char::from(byte).to_string()
                    }
                    _ => format!("%{byte:02X}"),
                })
                .collect();
            Redirect::to(&format!("/staff/sign-in?next={encoded}")).into_response()
        }
    }
}

fn failed(error: &BackendError) -> Response {
    tracing::error!(cause = %error, "the session could not be read");
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "Portico can't reach its database. Please try again in a moment.",
    )
        .into_response()
}

/// Who knocks. Behind a proxy the last `X-Forwarded-For` entry counts, which the proxy itself has written.
fn visitor(state: &AppState, request: &Request) -> Visitor {
    let headers = request.headers();
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip().to_string());
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .map(|address| address.trim().to_owned())
        .filter(|address| address.parse::<std::net::IpAddr>().is_ok());
    let address = if state.backend.config().behind_proxy {
        forwarded.or(direct)
    } else {
        direct
    };
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    Visitor::new(&address.unwrap_or_default(), agent)
}

#[cfg(test)]
mod tests {
    use super::{Door, door};

    #[test]
    fn doors() {
        for (path, expected) in [
            ("/", Door::Public),
            ("/staff", Door::Staff),
            ("/staff/sign-in", Door::Public),
            ("/staff/sign-in/workspace", Door::Public),
            ("/staff/sign-in/workspace/x", Door::Staff),
            ("/staff/sign-in/x", Door::Staff),
            ("/staff/companies", Door::Staff),
            ("/staffx", Door::Public),
            ("/portal", Door::Client),
            ("/portal/invoices", Door::Client),
            ("/api/staff/sign_out", Door::Staff),
            ("/api/portal/sign_out", Door::Client),
            ("/api/public/sign_in", Door::Public),
            ("/l/abc", Door::Public),
        ] {
            assert_eq!(door(path), expected, "{path}");
        }
    }
}
