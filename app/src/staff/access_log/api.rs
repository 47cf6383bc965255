//! Reading the access log.

use crate::error::AppError;
use domain::{
    access::{AccessFilter, AccessLine},
    list::Page,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::platform;

/// One page of the access log.
#[server(prefix = "/api/staff", endpoint = "list_access")]
pub async fn list_access(#[server(default)] filter: AccessFilter) -> Result<Page<AccessLine>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(backend::access_log::list(&backend, &staff, &filter).await?)
}
