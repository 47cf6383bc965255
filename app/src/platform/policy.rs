//! What a page's answer allows the browser (content security policy).

use axum::http::{HeaderValue, header};
use leptos::{nonce::use_nonce, prelude::use_context};
use leptos_axum::ResponseOptions;

/// The policy of a page. `frames` are origins that it may frame besides its own.
pub fn policy(nonce: &str, frames: &[&str]) -> String {
    let frames: String = frames.iter().map(|origin| format!(" {origin}")).collect();
    // 'self' beside 'strict-dynamic' is for browsers that don't know the latter. Styles come from files only.
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'{frames}; base-uri 'none'; \
         frame-ancestors 'none'; object-src 'none'; manifest-src 'self'"
    )
}

/// Lets the page under way frame these origins.
pub fn allow_frames(origins: &[&str]) {
    let Some(response) = use_context::<ResponseOptions>() else {
        return;
    };
    let policy = policy(use_nonce().as_deref().unwrap_or_default(), origins);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}
