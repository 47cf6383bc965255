//! The portal's settings: one file for each area, which is a tab of the page, and the history of them all.

pub mod access;
mod area;
pub mod branding;
pub mod css;
pub mod general;
pub mod history;
pub mod looks;
pub mod mails;
pub mod menu;
#[cfg(test)]
mod menu_tests;
pub mod modules;
#[cfg(test)]
mod tests;

use crate::{
    entity::portal,
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope},
};
use serde::Serialize;

/// The portal's row.
async fn portal_row<S: Reads<portal::Entity> + Scope>(rows: &Rows<'_, S>) -> Result<portal::Model> {
    rows.find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// A form's state for the history, or for a stale edit.
fn json<T: Serialize>(form: &T) -> Result<serde_json::Value> {
    serde_json::to_value(form).map_err(BackendError::internal)
}
