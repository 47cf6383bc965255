//! The general settings as stored, and saving it.

use crate::error::AppError;
use domain::settings::GeneralForm;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::portal_settings::general,
};

/// The page.
pub const GENERAL_PAGE: &str = "/staff/settings/portal";

/// The general settings as stored.
#[server(prefix = "/api/staff", endpoint = "general_settings")]
pub async fn general_settings() -> Result<GeneralForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(general::form(&backend, &staff).await?)
}

/// Saves the general settings.
#[server(prefix = "/api/staff", endpoint = "save_general_settings")]
pub async fn save_general_settings(form: GeneralForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = general::save(&backend, &staff, &form).await;
    let refused = Answer::new("general", &form, GENERAL_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{GENERAL_PAGE}?done=saved")).await
}
