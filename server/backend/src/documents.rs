//! Documents for clients: invoices, credit notes and statements of account as PDF, made in this process.
//!
//! A document is laid out on [`sheet`]s from top to bottom ([`flow`]), in built-in typefaces ([`fonts`], [`text`]), and written
//! by krilla as PDF/A-2a and PDF/UA-1. The same data gives the same bytes, offline too. It is work for the processor: call it in
//! `tokio::task::spawn_blocking`.

mod contract;
mod credit_note;
mod flow;
mod fonts;
mod invoice;
mod letterhead;
pub mod logo;
mod pairs;
mod proposal;
mod qr;
mod rich;
mod rich_line;
mod sheet;
mod signature;
mod statement;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod text;

use domain::{branding::Colour, theme::Font};

pub use contract::{
    Certificate, ContractPaper, EVENTS_FILE, FROZEN_FILE, Proof, Signer, completed_contract_pdf, contract_pdf,
};
pub use credit_note::credit_note_pdf;
pub use invoice::invoice_pdf;
pub use proposal::proposal_pdf;
pub use qr::{EpcQr, epc_qr};
pub use statement::statement_pdf;

/// What makes a document the tenant's own.
#[derive(Debug, Clone, Copy)]
pub struct Brand<'a> {
    /// The portal's name, shown where there is no logo.
    pub name: &'a str,
    /// The main colour.
    pub colour: Colour,
    /// The typeface.
    pub font: Font,
    /// The logo as [`logo::re_encode`] made it.
    pub logo_png: Option<&'a [u8]>,
}
