//! Reading and saving the business's details.

use crate::error::AppError;
use domain::settings::{BusinessForm, BusinessSettingsView};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::tenancy::business,
};

/// The page of the business's details.
pub const BUSINESS_PAGE: &str = "/staff/settings/business";

/// The business's details as stored.
#[server(prefix = "/api/staff", endpoint = "business_settings")]
pub async fn business_settings() -> Result<BusinessSettingsView, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(business::view(&backend, &staff).await?)
}

/// Saves the business's details.
#[server(prefix = "/api/staff", endpoint = "save_business_settings")]
pub async fn save_business_settings(form: BusinessForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = business::save(&backend, &staff, &form).await;
    let refused = Answer::new("business", &form, BUSINESS_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{BUSINESS_PAGE}?done=saved")).await
}
