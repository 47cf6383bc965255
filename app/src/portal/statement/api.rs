//! Portal: reading the statement of account.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform;
use chrono::NaiveDate;
#[cfg(feature = "ssr")]
use domain::module::Module;
use domain::{ids::CompanyId, statement::Statement};
use leptos::prelude::*;

/// What was charged, paid and credited; the last twelve months and all own companies unless asked otherwise.
#[server(prefix = "/api/portal", endpoint = "statement")]
pub async fn client_statement(
    #[server(default)] from: Option<NaiveDate>,
    #[server(default)] to: Option<NaiveDate>,
    #[server(default)] company: Option<CompanyId>,
) -> Result<Statement, AppError> {
    let (backend, client) = platform::client_in(Module::Statement)?;
    Ok(backend::statement::for_client(&backend, &client, from, to, company).await?)
}
