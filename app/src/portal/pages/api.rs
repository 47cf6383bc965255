//! Portal: reading a page of the provider's own.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform;
use domain::pages::ReaderPage;
use leptos::prelude::*;

/// A published page. Opening it is noted for staff; fetching it ahead, or by a program, is not.
#[server(prefix = "/api/portal", endpoint = "own_page")]
pub async fn own_page(slug: String) -> Result<ReaderPage, AppError> {
    let (backend, client) = platform::client()?;
    let really = platform::is_real_view();
    Ok(backend::pages::reader::page(&backend, &client, &slug, really).await?)
}
