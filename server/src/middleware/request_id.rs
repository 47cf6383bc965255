//! A number for every request, in the log and in the answer.

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::Instrument;

const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// Numbers the request and logs its end. The log names the matched route, never the address: addresses hold link secrets.
pub async fn request_id(request: Request, next: Next) -> Response {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let span = tracing::info_span!("request", %id, method = %request.method(), %route);
    let start = Instant::now();
    async move {
        let mut response = next.run(request).await;
        let millis = start.elapsed().as_millis();
        if response.status().is_server_error() {
            tracing::error!(status = response.status().as_u16(), millis, "answered");
        } else {
            tracing::debug!(status = response.status().as_u16(), millis, "answered");
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(NAME, value);
        }
        response
    }
    .instrument(span)
    .await
}
