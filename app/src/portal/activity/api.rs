//! Portal: reading the timeline.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform;
#[cfg(feature = "ssr")]
use domain::module::Module;
use domain::{activity::ActivityLine, list::Page};
use leptos::prelude::*;

/// A page of what happened, newest first.
#[server(prefix = "/api/portal", endpoint = "activity")]
pub async fn client_activity(#[server(default)] page: u32) -> Result<Page<ActivityLine>, AppError> {
    let (backend, client) = platform::client_in(Module::Activity)?;
    let modules = platform::client_visit()?.frame.modules;
    Ok(backend::activity::queries::for_client(&backend, &client, &modules, page.max(1)).await?)
}
