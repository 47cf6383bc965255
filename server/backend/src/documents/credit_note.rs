//! The credit note as PDF.

use super::Brand;
use super::flow::{Flow, LEFT, MEASURE};
use super::fonts::faces;
use super::invoice::{author, lead, made, tax_reasons};
use super::letterhead::{Letterhead, repeat};
use super::pairs::{Pair, Pairs, Shape};
use super::sheet::{About, Sheets};
use super::style::{MM, Style};
use super::table::{Column, Side, Table};
use crate::copy;
use crate::error::{BackendError, Result};
use domain::branding::LIGHT_SURFACE;
use domain::invoice::view::{CreditNoteRow, InvoiceDocument};
use domain::locale::Locale;
use domain::money::Money;

/// What is taken back of each tax rate, as the invoice charged it; nothing where no tax was charged.
fn by_tax(note: &CreditNoteRow, locale: Locale) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    if note.shown_tax_groups().next().is_none() {
        return Ok(pairs);
    }
    let line = |label: String, amount: Money| Pair::new(label, amount.format(locale)).styled(Style::of(9.0));
    let bases = note.tax_groups.iter().map(|group| group.base);
    let net = Money::sum(note.amount.currency, bases).map_err(BackendError::internal)?;
    pairs.push(line(copy::text(locale, "document-net"), net));
    for group in note.shown_tax_groups() {
        let arguments = [
            ("name", group.tax.name.clone()),
            ("percent", group.tax.rate.format(locale.numbers())),
            ("base", group.base.format(locale)),
        ];
        let label = copy::text_with(locale, "document-tax-on", &arguments);
        pairs.push(line(label, group.amount));
    }
    // What was rounded for cash is given back with it.
    let taxed = net.checked_add(note.tax).map_err(BackendError::internal)?;
    let rounding = note.amount.checked_sub(taxed).map_err(BackendError::internal)?;
    if !rounding.is_zero() {
        pairs.push(line(copy::text(locale, "document-rounding"), rounding));
    }
    Ok(pairs)
}

/// A credit note of an invoice as a tagged PDF/A with embedded fonts, in the reader's language.
///
/// # Errors
/// When the PDF can't be written; no content of a credit note leads there.
pub fn credit_note_pdf(
    invoice: &InvoiceDocument,
    note: &CreditNoteRow,
    brand: &Brand<'_>,
    locale: Locale,
) -> Result<Vec<u8>> {
    let faces = faces(brand.font)?;
    let text = |key: &str| copy::text(locale, key);
    let number = invoice.number.clone().unwrap_or_default();
    let title = copy::text_with(
        locale,
        "document-credit-note-number",
        &[("number", note.number.clone())],
    );
    let facts = [
        ("document-credit-number", note.number.clone()),
        ("document-date", locale.format_date(note.issue_date)),
        ("document-for-invoice", number.clone()),
        ("document-order", invoice.po_number.clone()),
        ("document-reference", invoice.reference.clone()),
        ("document-buyer-tax", invoice.buyer.tax_id.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.trim().is_empty());
    let mut sheets = Sheets::new();
    let head = Letterhead {
        brand,
        locale,
        seller: &invoice.seller,
        buyer: &invoice.buyer,
        facts: facts.map(|(key, value)| Pair::new(text(key), value)).collect(),
        title: title.clone(),
        stamp: None,
    };
    let y = head.put(&mut sheets, faces);
    let mut flow = Flow::new(sheets, faces, y);
    let amount = note.amount.format(locale);
    lead(
        &mut flow,
        &copy::text_with(
            locale,
            "document-credit-says",
            &[("amount", amount.clone()), ("invoice", number.clone())],
        ),
    );

    let mut pairs = by_tax(note, locale)?;
    let accent = brand.colour.readable_on(LIGHT_SURFACE);
    let total = Pair::new(text("document-credit-total"), amount.clone());
    pairs.push(
        total
            .styled(Style::of(12.5).bold().coloured(accent))
            .ruled(accent, 1.2),
    );
    let shape = Shape {
        width: 88.0 * MM,
        labels: 88.0 * MM - 108.0,
        right: true,
        gap: 3.0,
        lines: 4,
    };
    let sums = Pairs::new(faces, pairs, shape);

    let item = copy::text_with(locale, "document-credit-item", &[("invoice", number)]);
    flow.table(&Table {
        columns: vec![
            Column {
                title: text("document-description"),
                side: Side::Left,
                most: None,
            },
            Column {
                title: text("document-amount"),
                side: Side::Right,
                most: Some(110.0),
            },
        ],
        rows: vec![vec![
            vec![
                (item, Style::of(9.0)),
                (note.reason.clone(), Style::of(8.2).muted()),
            ],
            vec![(amount, Style::of(9.0).figures())],
        ]],
        names: 0,
        keep: sums.height() + 8.0,
    });
    flow.need(sums.height() + 8.0);
    flow.y += 8.0;
    flow.y = sums.put(&mut flow.sheets, LEFT + MEASURE - shape.width, flow.y);
    tax_reasons(&mut flow, note.shown_tax_groups(), locale);

    let mut sheets = flow.sheets;
    repeat(&mut sheets, faces, locale, (&invoice.seller, &title), None);
    let about = About {
        title: &title,
        author: author(&invoice.seller.name, brand),
        locale,
        date: made(Some(note.issue_date), note.id.uuid()),
        id: &note.id.to_string(),
    };
    sheets.write(faces, &about)
}
