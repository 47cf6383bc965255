//! The history of the settings, and taking a change back.

use crate::error::AppError;
use domain::settings::{Area, Revision};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::portal_settings::history,
};

/// The page.
pub const HISTORY_PAGE: &str = "/staff/settings/portal/history";

/// The newest changes, of one area or of all.
#[server(prefix = "/api/staff", endpoint = "settings_history")]
pub async fn settings_history(#[server(default)] area: Option<Area>) -> Result<Vec<Revision>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(history::list(&backend, &staff, area).await?)
}

/// Puts an area back to what it was before a change.
#[server(prefix = "/api/staff", endpoint = "undo_settings")]
pub async fn undo_settings(id: Uuid) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let undone = history::undo(&backend, &staff, id).await;
    let refused = Answer::new("history", &(), HISTORY_PAGE.to_owned());
    platform::answer(refused, undone, |()| format!("{HISTORY_PAGE}?done=undone")).await
}
