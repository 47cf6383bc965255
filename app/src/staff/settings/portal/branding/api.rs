//! The looks as stored, and saving them. The logo comes as a file, to a plain handler of the host.

use crate::error::AppError;
use domain::settings::{BrandingForm, BrandingView};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::portal_settings::branding,
};

/// The page.
pub const BRANDING_PAGE: &str = "/staff/settings/portal/branding";

/// The looks as stored.
#[server(prefix = "/api/staff", endpoint = "branding_settings")]
pub async fn branding_settings() -> Result<BrandingView, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(branding::view(&backend, &staff).await?)
}

/// Saves the colours.
#[server(prefix = "/api/staff", endpoint = "save_branding_settings")]
pub async fn save_branding_settings(form: BrandingForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = branding::save(&backend, &staff, &form).await;
    let refused = Answer::new("branding", &form, BRANDING_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{BRANDING_PAGE}?done=saved")).await
}

/// Takes the logo away; the portal's name stands in its place again.
#[server(prefix = "/api/staff", endpoint = "remove_logo")]
pub async fn remove_logo() -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let removed = branding::save_logo(&backend, &staff, None).await;
    let refused = Answer::new("logo", &(), BRANDING_PAGE.to_owned());
    platform::answer(refused, removed, |()| format!("{BRANDING_PAGE}?done=saved")).await
}
