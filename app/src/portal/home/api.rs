//! Portal: what the start page shows of invoices.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform;
use domain::client_dashboard::ClientDashboard;
#[cfg(feature = "ssr")]
use domain::module::Module;
use leptos::prelude::*;

/// What is due, what needs action, and what came last.
#[server(prefix = "/api/portal", endpoint = "dashboard")]
pub async fn dashboard() -> Result<ClientDashboard, AppError> {
    let (backend, client) = platform::client_in(Module::Invoices)?;
    Ok(backend::client_dashboard::get(&backend, &client).await?)
}

/// The provider's greeting as this client reads it, paragraph by paragraph; none where there is none.
#[server(prefix = "/api/portal", endpoint = "greeting")]
pub async fn greeting() -> Result<Vec<String>, AppError> {
    let (backend, client) = platform::client()?;
    Ok(backend::merge::greeting::of(&backend, &client).await)
}
