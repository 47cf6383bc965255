//! Looking at the portal through a client's eyes.

use crate::error::AppError;
use domain::ids::ContactId;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer, cookie},
    backend::access::preview,
};

/// Starts a preview as a contact and leads into the portal, or to `next` in it.
#[server(prefix = "/api/staff", endpoint = "preview_as")]
pub async fn preview_as(id: ContactId, #[server(default)] next: String) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let started = preview::start(&backend, &staff, id, &platform::visitor()).await;
    let refused = Answer::new("contact_action", &(), format!("/staff/contacts/{id}"));
    platform::enter(
        cookie::Kind::Preview,
        refused,
        started,
        platform::inside("/portal", &next),
    )
    .await
}

/// Ends the preview and leads back to the contact.
#[server(prefix = "/api/staff", endpoint = "end_preview")]
pub async fn end_preview() -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let back = preview::end(&backend, &staff).await?;
    platform::add_cookie(&cookie::clear(backend.config(), cookie::Kind::Preview));
    platform::redirect(&back.map_or_else(|| "/staff".to_owned(), |id| format!("/staff/contacts/{id}")));
    Ok(())
}
