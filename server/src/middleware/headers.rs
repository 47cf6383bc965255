//! Security headers on every answer, with a nonce for the page's own scripts.

use app::platform::policy;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::nonce::Nonce;

use crate::state::AppState;

/// The nonce that this request's page may use; the policy in the answer names it.
#[derive(Clone)]
pub struct PageNonce(pub Nonce);

/// Adds the headers, unless a handler has set its own.
pub async fn security_headers(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    let policy = policy(&nonce, &[]);
    let is_link = request.uri().path().starts_with("/l/");
    request.extensions_mut().insert(PageNonce(nonce));
    let mut response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    let headers = response.headers_mut();
    if let (true, Ok(value)) = (is_page, HeaderValue::from_str(&policy)) {
        keep_or_set(headers, header::CONTENT_SECURITY_POLICY, value);
    }
    let fixed: [(HeaderName, &'static str); 7] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not `no-referrer`: with it browsers send `Origin: null` with a form, and the origin check could not work.
        (
            header::REFERRER_POLICY,
            if is_link { "strict-origin" } else { "same-origin" },
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    for (name, value) in fixed {
        keep_or_set(headers, name, HeaderValue::from_static(value));
    }
    if state.backend.config().over_tls() {
        let value = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        keep_or_set(headers, header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}

fn keep_or_set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
