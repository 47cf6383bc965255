//! Portal: reading invoices.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform;
#[cfg(feature = "ssr")]
use domain::module::Module;
use domain::{
    ids::InvoiceId,
    invoice::view::{InvoiceDocument, InvoiceFilter, InvoiceRow},
    list::Page,
};
use leptos::prelude::*;

/// A page of the own invoices.
#[server(prefix = "/api/portal", endpoint = "list_invoices")]
pub async fn list_invoices(#[server(default)] filter: InvoiceFilter) -> Result<Page<InvoiceRow>, AppError> {
    let (backend, client) = platform::client_in(Module::Invoices)?;
    Ok(backend::invoice::queries::list_for_client(&backend, &client, &filter).await?)
}

/// One of the own invoices. Opening its page is noted for staff; fetching it ahead, or by a program, is not.
#[server(prefix = "/api/portal", endpoint = "invoice")]
pub async fn invoice(id: InvoiceId) -> Result<InvoiceDocument, AppError> {
    let (backend, client) = platform::client_in(Module::Invoices)?;
    let really = platform::is_real_view();
    Ok(backend::client_documents::look_at_invoice(&backend, &client, id, really).await?)
}
