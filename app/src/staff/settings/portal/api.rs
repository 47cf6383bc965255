//! Reading and saving the portal's settings. The logo comes as a file, to a plain handler of the host.

use crate::error::AppError;
use domain::settings::{PortalForm, PortalSettingsView};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::tenancy::settings,
};

/// The page of the portal's settings.
pub const PORTAL_PAGE: &str = "/staff/settings/portal";

/// The portal's settings as stored.
#[server(prefix = "/api/staff", endpoint = "portal_settings")]
pub async fn portal_settings() -> Result<PortalSettingsView, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(settings::portal(&backend, &staff).await?)
}

/// Saves the portal's settings.
#[server(prefix = "/api/staff", endpoint = "save_portal_settings")]
pub async fn save_portal_settings(form: PortalForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = settings::save_portal(&backend, &staff, &form).await;
    let refused = Answer::new("portal", &form, PORTAL_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{PORTAL_PAGE}?done=saved")).await
}

/// Takes the logo away; the portal's name stands in its place again.
#[server(prefix = "/api/staff", endpoint = "remove_logo")]
pub async fn remove_logo() -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let removed = settings::save_logo(&backend, &staff, None).await;
    let refused = Answer::new("logo", &(), PORTAL_PAGE.to_owned());
    platform::answer(refused, removed, |()| format!("{PORTAL_PAGE}?done=saved")).await
}
