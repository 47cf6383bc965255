//! The ways in as stored, and saving them.

use crate::error::AppError;
use domain::settings::AccessForm;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::portal_settings::access,
};

/// The page.
pub const ACCESS_PAGE: &str = "/staff/settings/portal/access";

/// The ways in as stored.
#[server(prefix = "/api/staff", endpoint = "access_settings")]
pub async fn access_settings() -> Result<AccessForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(access::form(&backend, &staff).await?)
}

/// Saves the ways in.
#[server(prefix = "/api/staff", endpoint = "save_access_settings")]
pub async fn save_access_settings(form: AccessForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = access::save(&backend, &staff, &form).await;
    let refused = Answer::new("access", &form, ACCESS_PAGE.to_owned());
    platform::answer(refused, saved, |()| format!("{ACCESS_PAGE}?done=saved")).await
}

/// Ends every link and every session of all clients.
#[server(prefix = "/api/staff", endpoint = "revoke_all_access")]
pub async fn revoke_all_access() -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let revoked = access::revoke_all(&backend, &staff).await;
    let refused = Answer::new("access", &(), ACCESS_PAGE.to_owned());
    platform::answer(refused, revoked, |_| format!("{ACCESS_PAGE}?done=revoked-all"))
        .await
        .map(drop)
}
