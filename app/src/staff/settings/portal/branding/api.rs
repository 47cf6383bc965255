//! The looks as stored, and saving them. Pictures come as files, to a plain handler of the host.

use crate::error::AppError;
use domain::{
    settings::{BrandingForm, BrandingView},
    theme::Picture,
};
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

/// Saves colours, font and shapes.
#[server(prefix = "/api/staff", endpoint = "save_branding_settings")]
pub async fn save_branding_settings(form: BrandingForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = branding::save(&backend, &staff, &form).await;
    let refused = Answer::new("branding", &form, BRANDING_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{BRANDING_PAGE}?done=saved")).await
}

/// Takes a picture away; what stands in for it is shown again. Without a name it is the logo.
#[server(prefix = "/api/staff", endpoint = "remove_logo")]
pub async fn remove_logo(#[server(default)] picture: Option<Picture>) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let picture = picture.unwrap_or(Picture::Logo);
    let removed = branding::save_picture(&backend, &staff, picture, None).await;
    let refused = Answer::new("logo", &(), BRANDING_PAGE.to_owned());
    platform::answer(refused, removed, |()| format!("{BRANDING_PAGE}?done=saved")).await
}
