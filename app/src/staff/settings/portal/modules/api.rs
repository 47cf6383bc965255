//! The modules as stored, and saving them.

use crate::error::AppError;
use domain::settings::ModulesForm;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::portal_settings::modules,
};

/// The page.
pub const MODULES_PAGE: &str = "/staff/settings/portal/modules";

/// The modules as stored.
#[server(prefix = "/api/staff", endpoint = "module_settings")]
pub async fn module_settings() -> Result<ModulesForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(modules::form(&backend, &staff).await?)
}

/// Saves which modules are on.
#[server(prefix = "/api/staff", endpoint = "save_module_settings")]
pub async fn save_module_settings(form: ModulesForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = modules::save(&backend, &staff, &form).await;
    let refused = Answer::new("modules", &form, MODULES_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{MODULES_PAGE}?done=saved")).await
}
