//! What the builder asks while a page is made: how a client sees it, whom a rule lets see something, and pasted HTML as text.
//!
//! A page goes up as JSON: a form's fields would be nested too deep.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform;
use domain::{
    ids::{ContactId, PageId},
    page::{Rule, StoredDoc},
    pages::editing::{Audience, Seen},
};
use leptos::prelude::*;
use server_fn::codec::Json;

/// The page as a contact sees it: the builder's state of it, or the stored draft if none is sent.
#[server(prefix = "/api/staff", endpoint = "see_page", input = Json)]
pub async fn see_page(
    id: PageId,
    contact: Option<ContactId>,
    doc: Option<StoredDoc>,
) -> Result<Seen, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(backend::pages::seeing::page(&backend, &staff, id, contact, doc).await?)
}

/// How many clients a rule lets see something; everybody if there is none.
#[server(prefix = "/api/staff", endpoint = "count_audience", input = Json)]
pub async fn count_audience(rule: Option<Rule>) -> Result<Audience, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(backend::pages::seeing::audience(&backend, &staff, rule.as_ref()).await?)
}

/// Pasted HTML as formatted text, in the editor's JSON.
#[server(prefix = "/api/staff", endpoint = "clean_pasted_html", input = Json)]
pub async fn clean_pasted_html(html: String) -> Result<serde_json::Value, AppError> {
    let (_, staff) = platform::staff()?;
    Ok(backend::pages::paste::for_staff(&staff, &html)?.to_json())
}
