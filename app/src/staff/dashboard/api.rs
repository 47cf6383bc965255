//! What the staff's start page shows.

use crate::error::AppError;
use domain::dashboard::StaffDashboard;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::platform;

/// The staff's start page.
#[server(prefix = "/api/staff", endpoint = "get_dashboard")]
pub async fn get_dashboard() -> Result<StaffDashboard, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(backend::staff_dashboard::get(&backend, &staff).await?)
}
