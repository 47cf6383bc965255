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
    if let Ok(token) = &started {
        platform::add_cookie(&cookie::set(backend.config(), cookie::Kind::Preview, token));
    }
    let refused = Answer::new("contact_action", &(), format!("/staff/contacts/{id}"));
    platform::answer(refused, started, |_| portal_path(&next))
        .await
        .map(drop)
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

/// A path inside the portal, or its start: never an address of somebody else.
#[cfg(feature = "ssr")]
fn portal_path(next: &str) -> String {
    let inside = next == "/portal" || next.starts_with("/portal/") || next.starts_with("/portal?");
    let plain = next.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if inside && plain && !next.contains("//") {
        next.to_owned()
    } else {
        "/portal".to_owned()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::portal_path;

    #[test]
    fn a_preview_leads_nowhere_else() {
        assert_eq!(portal_path("/portal/invoices?page=2"), "/portal/invoices?page=2");
        for next in [
            "",
            "/staff",
            "//evil.example",
            "/portal//evil.example",
            "/portalx",
            "https://evil.example/portal",
            "/portal/\\x",
        ] {
            assert_eq!(portal_path(next), "/portal", "{next}");
        }
    }
}
