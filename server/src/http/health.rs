//! For whoever watches the process.

use axum::{extract::State, http::StatusCode};
use backend::Backend;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set when the process is asked to stop, so that load balancers turn away first.
pub static STOPPING: AtomicBool = AtomicBool::new(false);

/// The process runs; says nothing of the database.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The process can serve: the database answers, its schema is current, and it is not stopping.
pub async fn readyz(State(backend): State<Backend>) -> (StatusCode, &'static str) {
    if STOPPING.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    match backend.db().is_migrated().await {
        Ok(true) => (StatusCode::OK, "ready"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the schema is not current"),
        Err(error) => {
            tracing::error!(cause = %error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
