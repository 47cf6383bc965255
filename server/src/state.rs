//! What handlers share.

use axum::extract::FromRef;
use backend::Backend;
use leptos::config::LeptosOptions;

/// Shared by every handler.
#[derive(Clone)]
pub struct AppState {
    /// The running back end.
    pub backend: Backend,
    /// Where the site's files are.
    pub options: LeptosOptions,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

impl FromRef<AppState> for Backend {
    fn from_ref(state: &AppState) -> Self {
        state.backend.clone()
    }
}
