//! The portal's own CSS as stored, judging a sheet, and saving it.

use crate::error::AppError;
use domain::settings::{CssForm, CssProblem, CssView};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::portal_settings::css,
};

/// The page.
pub const CSS_PAGE: &str = "/staff/settings/portal/css";

/// The portal's own CSS as stored.
#[server(prefix = "/api/staff", endpoint = "css_settings")]
pub async fn css_settings() -> Result<CssView, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(css::view(&backend, &staff).await?)
}

/// What is wrong with a sheet, line by line; it is saved nowhere.
#[server(prefix = "/api/staff", endpoint = "check_css")]
pub async fn check_css(#[server(default)] source: String) -> Result<Vec<CssProblem>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(css::check(&backend, &staff, &source).await?)
}

/// Saves the portal's own CSS. A sheet with anything in it that is not allowed changes nothing.
#[server(prefix = "/api/staff", endpoint = "save_css_settings")]
pub async fn save_css_settings(form: CssForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = css::save(&backend, &staff, &form).await;
    let refused = Answer::new("css", &form, CSS_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{CSS_PAGE}?done=saved")).await
}
