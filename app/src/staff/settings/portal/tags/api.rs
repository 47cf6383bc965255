//! Tags with a chosen client's values, and judging a text before it is saved.

use crate::error::AppError;
use domain::{
    ids::ContactId,
    merge::{CheckedText, TagRow},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform,
    backend::{BackendError, merge::preview, scope::StaffScope},
    domain::{merge::Place, role::Permission},
};

/// The reference page.
pub const TAGS_PAGE: &str = "/staff/settings/portal/tags";

/// The place of a key, for those who may manage the settings: others are told nothing.
#[cfg(feature = "ssr")]
fn place_of(staff: &StaffScope, key: &str) -> Result<Place, BackendError> {
    staff.require(Permission::SettingsManage)?;
    Place::from_key(key).ok_or(BackendError::NotFound)
}

/// The tags of a place; with a contact, that contact's values stand for the examples.
#[server(prefix = "/api/staff", endpoint = "merge_tags")]
pub async fn merge_tags(
    place: String,
    #[server(default)] contact: Option<ContactId>,
) -> Result<Vec<TagRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(preview::tags(&backend, &staff, place_of(&staff, &place)?, contact).await?)
}

/// A contact's values of the tags of a place, in the order of [`merge_tags`].
#[server(prefix = "/api/staff", endpoint = "tag_values")]
pub async fn tag_values(place: String, contact: ContactId) -> Result<Vec<String>, AppError> {
    let (backend, staff) = platform::staff()?;
    let rows = preview::tags(&backend, &staff, place_of(&staff, &place)?, Some(contact)).await?;
    Ok(rows.into_iter().map(|row| row.example).collect())
}

/// Judges a text, and shows how it reads for a contact.
#[server(prefix = "/api/staff", endpoint = "check_text")]
pub async fn check_text(
    text: String,
    place: String,
    #[server(default)] contact: Option<ContactId>,
) -> Result<CheckedText, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(preview::of_text(&backend, &staff, &text, place_of(&staff, &place)?, contact).await?)
}
