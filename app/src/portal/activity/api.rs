//! Portal: reading the timeline.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform;
#[cfg(feature = "ssr")]
use domain::module::Module;
use domain::{activity::ActivityLine, list::Page};
use leptos::prelude::*;

/// As many events as fit beside the start page's invoices.
#[cfg(feature = "ssr")]
const LATEST: u64 = 6;

/// A page of what happened, newest first.
#[server(prefix = "/api/portal", endpoint = "activity")]
pub async fn client_activity(#[server(default)] page: u32) -> Result<Page<ActivityLine>, AppError> {
    let (backend, client) = platform::client_in(Module::Activity)?;
    let modules = platform::client_visit()?.frame.modules;
    Ok(backend::activity::queries::for_client(&backend, &client, &modules, page.max(1)).await?)
}

/// What happened last, for the start page.
#[server(prefix = "/api/portal", endpoint = "latest_activity")]
pub async fn latest_activity() -> Result<Vec<ActivityLine>, AppError> {
    let (backend, client) = platform::client_in(Module::Activity)?;
    let modules = platform::client_visit()?.frame.modules;
    Ok(backend::activity::queries::latest_for_client(&backend, &client, &modules, LATEST).await?)
}
