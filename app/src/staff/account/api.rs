//! The own password and the own sessions.

use crate::error::AppError;
use domain::{access::SessionLine, ids::SessionId, staff::PasswordForm};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{access::sessions, staff::account},
};

/// The own account's page.
pub const ACCOUNT_PAGE: &str = "/staff/account";

/// The own open sessions, the one used last first.
#[server(prefix = "/api/staff", endpoint = "own_sessions")]
pub async fn own_sessions() -> Result<Vec<SessionLine>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(sessions::own_of_staff(&backend, &staff).await?)
}

/// Changes the own password.
#[server(prefix = "/api/staff", endpoint = "change_password")]
pub async fn change_password(form: PasswordForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let changed = account::change_password(&backend, &staff, &form).await;
    platform::answer(refused("password"), changed, |()| {
        format!("{ACCOUNT_PAGE}?done=password")
    })
    .await
}

/// Ends one of the own sessions.
#[server(prefix = "/api/staff", endpoint = "end_own_session")]
pub async fn end_own_session(id: SessionId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let ended = sessions::end_own_of_staff(&backend, &staff, id).await;
    platform::answer(refused("sessions"), ended, |()| {
        format!("{ACCOUNT_PAGE}?done=ended")
    })
    .await
}

/// Ends all own sessions but this one.
#[server(prefix = "/api/staff", endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let ended = account::end_other_sessions(&backend, &staff).await;
    platform::answer(refused("sessions"), ended, |()| {
        format!("{ACCOUNT_PAGE}?done=ended-others")
    })
    .await
}

/// Back to the page; of a password form nothing is kept.
#[cfg(feature = "ssr")]
fn refused(form: &'static str) -> Answer<'static, ()> {
    Answer::new(form, &(), ACCOUNT_PAGE.to_owned())
}
