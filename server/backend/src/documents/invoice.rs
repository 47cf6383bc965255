//! The invoice as PDF: the same numbers as on its page, written by the same functions.

mod parts;

pub(super) use parts::tax_reasons;

use super::Brand;
use super::flow::{Flow, LEFT, MEASURE};
use super::fonts::faces;
use super::letterhead::{Letterhead, Stamp, repeat};
use super::pairs::Pair;
use super::sheet::{About, NodeId, Role, Sheets};
use super::style::{MM, Style};
use crate::copy;
use crate::error::Result;
use chrono::{DateTime, NaiveDate};
use domain::branding::LIGHT_SURFACE;
use domain::invoice::InvoiceStatus;
use domain::invoice::status::DisplayStatus;
use domain::invoice::view::InvoiceDocument;
use domain::locale::Locale;
use krilla::tagging::Tag;
use parts::Parts;
use uuid::Uuid;

/// An invoice as a tagged PDF/A with embedded fonts, in the reader's language.
///
/// # Errors
/// When the PDF can't be written; no content of an invoice leads there.
pub fn invoice_pdf(document: &InvoiceDocument, brand: &Brand<'_>, locale: Locale) -> Result<Vec<u8>> {
    let faces = faces(brand.font)?;
    let title = title(document, locale);
    let mut sheets = Sheets::new();
    let stamp = stamp(document.status, locale);
    let across = match &stamp {
        Some(Stamp::Across(word)) => Some(word.clone()),
        _ => None,
    };
    let head = Letterhead {
        brand,
        locale,
        seller: &document.seller,
        buyer: &document.buyer,
        facts: facts(document, locale),
        title: title.clone(),
        stamp,
    };
    let y = head.put(&mut sheets, faces);
    let mut flow = Flow::new(sheets, faces, y);
    lead(&mut flow, &ask(document, locale));

    let parts = Parts {
        document,
        locale,
        accent: brand.colour.readable_on(LIGHT_SURFACE),
    };
    parts.lines(&mut flow);
    parts.sums(&mut flow);
    parts.tax_reasons(&mut flow);
    parts.movements(&mut flow);
    parts.transfer(&mut flow);
    parts.texts(&mut flow);

    let mut sheets = flow.sheets;
    repeat(
        &mut sheets,
        faces,
        locale,
        (&document.seller, &title),
        across.as_deref(),
    );
    let about = About {
        title: &title,
        author: author(&document.seller.name, brand),
        locale,
        date: made(document.issue_date, document.id.uuid()),
        id: &document.id.to_string(),
    };
    sheets.write(faces, &about)
}

/// The sentence below the title.
pub(super) fn lead(flow: &mut Flow, text: &str) {
    let style = Style::of(10.5);
    let element = flow.sheets.element(NodeId::ROOT, Tag::P);
    for line in flow.faces.wrap(text, style, MEASURE) {
        let y = super::flow::baseline(flow.y, style.leading(), &style);
        flow.sheets.text(Role::Content(element), LEFT, y, line);
        flow.y += style.leading();
    }
    flow.y += 5.0 * MM;
}

/// Who the PDF says it is by.
pub(super) fn author<'a>(seller: &'a str, brand: &'a Brand<'_>) -> &'a str {
    if seller.trim().is_empty() {
        brand.name
    } else {
        seller
    }
}

/// The date on it, or the day on which its id was made: a draft has no date yet.
pub(super) fn made(issued: Option<NaiveDate>, id: Uuid) -> NaiveDate {
    issued.unwrap_or_else(|| {
        let seconds = id.get_timestamp().map_or(0, |stamp| stamp.to_unix().0);
        let instant = i64::try_from(seconds)
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        instant.unwrap_or_default().date_naive()
    })
}

fn title(document: &InvoiceDocument, locale: Locale) -> String {
    match &document.number {
        Some(number) => copy::text_with(locale, "document-invoice-number", &[("number", number.clone())]),
        None => copy::text(locale, "document-invoice-draft"),
    }
}

fn stamp(status: InvoiceStatus, locale: Locale) -> Option<Stamp> {
    let word = |key: &str| copy::text(locale, key);
    match status {
        InvoiceStatus::Paid => Some(Stamp::Beside(word("document-stamp-paid"))),
        InvoiceStatus::Credited => Some(Stamp::Beside(word("document-stamp-credited"))),
        InvoiceStatus::Void => Some(Stamp::Across(word("document-stamp-void"))),
        InvoiceStatus::Draft => Some(Stamp::Across(word("document-stamp-draft"))),
        InvoiceStatus::Sent | InvoiceStatus::Partial | InvoiceStatus::Uncollectible => None,
    }
}

fn facts(document: &InvoiceDocument, locale: Locale) -> Vec<Pair> {
    let date = |date: Option<NaiveDate>| date.map(|date| locale.format_date(date)).unwrap_or_default();
    [
        ("document-number", document.number.clone().unwrap_or_default()),
        ("document-date", date(document.issue_date)),
        ("document-due", date(document.due_date)),
        ("document-order", document.po_number.clone()),
        ("document-reference", document.reference.clone()),
        ("document-buyer-tax", document.buyer.tax_id.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.trim().is_empty())
    .map(|(key, value)| Pair::new(copy::text(locale, key), value))
    .collect()
}

fn ask(document: &InvoiceDocument, locale: Locale) -> String {
    match document.status {
        InvoiceStatus::Draft => return copy::text(locale, "document-is-draft"),
        InvoiceStatus::Void => return copy::text(locale, "document-is-void"),
        InvoiceStatus::Credited => return copy::text(locale, "document-is-credited"),
        _ if !document.balance.is_positive() => return copy::text(locale, "document-is-paid"),
        _ => {}
    }
    let amount = ("amount", document.balance.format(locale));
    let Some(due) = document.due_date else {
        return copy::text_with(locale, "document-ask-open", &[amount]);
    };
    let key = match document.display_status {
        DisplayStatus::Overdue => "document-ask-overdue",
        _ => "document-ask",
    };
    copy::text_with(locale, key, &[amount, ("date", locale.format_date(due))])
}
