//! A version of a proposal as PDF: the same content, choice and sums as on its page.

use super::{
    Brand,
    flow::{Flow, LEFT, MEASURE, RIGHT},
    fonts::faces,
    invoice::{author, lead, made, tax_reasons},
    letterhead::{Letterhead, Stamp, repeat},
    pairs::{Pair, Pairs, Shape},
    sheet::{About, Sheets},
    style::{MM, Style},
    table::{Cell, Column, Side, Table},
};
use crate::{copy, error::Result};
use domain::{
    branding::{Colour, LIGHT_SURFACE},
    invoice::{Totals, calculation::line_net},
    locale::Locale,
    proposal::{DisplayStatus, Item, Period, ProposalStatus, Section, view::ProposalDocument},
};

const TEXT: Style = Style::of(9.6);
const NOTE: Style = Style::of(8.2).muted();
const FIGURES: Style = Style::of(9.0).figures();
/// How wide the block of sums is.
const SUMS: f32 = 250.0;

/// A version of a proposal as a tagged PDF/A with embedded fonts, in the reader's language.
///
/// # Errors
/// When the PDF can't be written; no content of a proposal leads there.
pub fn proposal_pdf(document: &ProposalDocument, brand: &Brand<'_>, locale: Locale) -> Result<Vec<u8>> {
    let faces = faces(brand.font)?;
    let text = |key: &str| copy::text(locale, key);
    let title = match &document.number {
        Some(number) => format!("{} {number}", text("proposal-word")),
        None => text("proposal-word"),
    };
    let mut sheets = Sheets::new();
    let across = match document.status {
        ProposalStatus::Draft => Some(text("document-stamp-draft")),
        ProposalStatus::Withdrawn | ProposalStatus::Superseded => {
            let key = DisplayStatus::derive(document.status, None, chrono::NaiveDate::MIN, false);
            Some(text(&format!("proposal-status-{}", key.as_str())))
        }
        _ => None,
    };
    let beside = (document.status == ProposalStatus::Accepted).then(|| text("proposal-status-accepted"));
    let head = Letterhead {
        brand,
        locale,
        seller: &document.seller,
        buyer: &document.buyer,
        facts: facts(document, locale),
        title: title.clone(),
        stamp: across.clone().map(Stamp::Across).or(beside.map(Stamp::Beside)),
    };
    let y = head.put(&mut sheets, faces);
    let mut flow = Flow::new(sheets, faces, y);
    lead(&mut flow, &document.content.title);
    let parts = Parts {
        document,
        locale,
        accent: brand.colour.readable_on(LIGHT_SURFACE),
    };
    for section in &document.content.sections {
        parts.section(&mut flow, section);
    }
    parts.sums(&mut flow);
    parts.answer(&mut flow);
    let mut sheets = flow.sheets;
    repeat(
        &mut sheets,
        faces,
        locale,
        (&document.seller, &title),
        across.as_deref(),
    );
    let id = format!("{}-{}", document.id, document.version);
    let about = About {
        title: &title,
        author: author(&document.seller.name, brand),
        locale,
        date: made(document.sent_on, document.id.uuid()),
        id: &id,
    };
    sheets.write(faces, &about)
}

fn facts(document: &ProposalDocument, locale: Locale) -> Vec<Pair> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| locale.format_date(day)).unwrap_or_default();
    let (owner, _) = document.owner.clone();
    [
        ("document-number", document.number.clone().unwrap_or_default()),
        ("proposal-sent-on", day(document.sent_on)),
        ("proposal-valid-until", day(document.valid_until)),
        ("proposal-contact", owner),
    ]
    .into_iter()
    .filter(|(_, value)| !value.trim().is_empty())
    .map(|(key, value)| Pair::new(copy::text(locale, key), value))
    .chain([Pair::new(
        copy::text(locale, "proposal-versions"),
        document.version.to_string(),
    )])
    .collect()
}

struct Parts<'a> {
    document: &'a ProposalDocument,
    locale: Locale,
    accent: Colour,
}

impl Parts<'_> {
    fn text(&self, key: &str) -> String {
        copy::text(self.locale, key)
    }

    fn column(&self, key: &str, side: Side, most: Option<f32>) -> Column {
        Column {
            title: self.text(key),
            side,
            most,
        }
    }

    fn section(&self, flow: &mut Flow, section: &Section) {
        let title = match section.heading.trim() {
            "" => String::new(),
            heading => heading.to_owned(),
        };
        if !title.is_empty() {
            flow.heading(&title, 40.0);
        }
        for paragraph in section.body.plain().split('\n') {
            flow.paragraph(paragraph, TEXT, MEASURE);
            flow.space(3.0);
        }
        if !section.items.is_empty() {
            flow.space(6.0);
            let rows = section.items.iter().map(|item| self.item(item)).collect();
            flow.table(&Table {
                columns: vec![
                    self.column("proposal-item", Side::Left, None),
                    self.column("proposal-quantity", Side::Right, Some(80.0)),
                    self.column("proposal-amount", Side::Right, Some(110.0)),
                ],
                rows,
                names: 0,
                keep: 0.0,
            });
        }
        if !section.steps.is_empty() {
            flow.space(6.0);
            let rows = section
                .steps
                .iter()
                .map(|step| {
                    vec![
                        vec![(step.when.clone(), FIGURES)],
                        vec![(step.what.clone(), TEXT)],
                    ]
                })
                .collect();
            flow.table(&Table {
                columns: vec![
                    self.column("proposal-when", Side::Left, Some(130.0)),
                    self.column("proposal-what", Side::Left, None),
                ],
                rows,
                names: 0,
                keep: 0.0,
            });
        }
    }

    fn item(&self, item: &Item) -> Vec<Cell> {
        let (document, numbers) = (self.document, self.locale.numbers());
        let taken = document.selection.takes(item);
        let quantity = document.selection.quantity(item);
        let style = if taken { TEXT } else { TEXT.muted() };
        let mut name = vec![(item.name.clone(), style)];
        if !item.description.trim().is_empty() {
            name.push((item.description.clone(), NOTE));
        }
        if !taken {
            name.push((self.text("proposal-optional"), NOTE));
        }
        let amount = line_net(&item.line(quantity), document.content.currency).ok();
        let amount = amount.map(|money| money.format(self.locale)).unwrap_or_default();
        let figures = if taken { FIGURES } else { FIGURES.muted() };
        let mut cell = vec![(amount, figures)];
        if item.period != Period::Once {
            cell.push((
                self.text(&format!("proposal-period-{}", item.period.as_str())),
                NOTE,
            ));
        }
        let count = format!("{}\u{A0}{}", quantity.format(numbers), item.unit.trim());
        vec![name, vec![(count.trim().to_owned(), figures)], cell]
    }

    /// What is paid once and what again and again, each with its tax.
    fn sums(&self, flow: &mut Flow) {
        let sums = &self.document.sums;
        let mut pairs = Vec::new();
        for period in Period::ALL {
            let Some(totals) = sums.of(period) else { continue };
            if period == Period::Once && totals.total.is_zero() && !sums.recurring.is_empty() {
                continue;
            }
            pairs.extend(self.totals(period, totals));
        }
        let shape = Shape {
            width: SUMS,
            labels: SUMS - 108.0,
            right: true,
            gap: 3.0,
            lines: 4,
        };
        let laid = Pairs::new(flow.faces, pairs, shape);
        flow.space(10.0);
        flow.need(laid.height() + 8.0);
        flow.y = laid.put(&mut flow.sheets, LEFT + MEASURE - SUMS, flow.y);
        tax_reasons(flow, ProposalDocument::shown_taxes(&sums.once), self.locale);
    }

    fn totals(&self, period: Period, totals: &Totals) -> Vec<Pair> {
        let plain = |label: String, value: String| Pair::new(label, value).styled(TEXT);
        let mut pairs = Vec::new();
        let groups: Vec<_> = ProposalDocument::shown_taxes(totals).collect();
        if !groups.is_empty() {
            pairs.push(plain(self.text("document-net"), totals.net.format(self.locale)));
        }
        for group in groups {
            let rate = group.tax.rate.format(self.locale.numbers());
            let label = format!("{} {rate}\u{A0}%", group.tax.name);
            pairs.push(plain(label, group.amount.format(self.locale)));
        }
        let label = self.text(&format!("proposal-sum-{}", period.as_str()));
        pairs.push(
            Pair::new(label, totals.payable.format(self.locale))
                .styled(Style::of(11.0).bold().coloured(self.accent))
                .ruled(self.accent, 0.8),
        );
        pairs
    }

    /// Who accepted, and how.
    fn answer(&self, flow: &mut Flow) {
        let accepted = |answer: &&domain::proposal::view::Answer| answer.declined.is_none();
        let Some(answer) = self.document.answer.as_ref().filter(accepted) else {
            return;
        };
        flow.heading(&self.text("proposal-certificate"), 80.0);
        let at = answer.at.format("%Y-%m-%d %H:%M:%S UTC").to_string();
        let pairs = [
            ("proposal-certificate-name", answer.name.clone()),
            ("proposal-certificate-email", answer.email.clone()),
            ("proposal-certificate-at", at),
            ("proposal-order-number", answer.po_number.clone()),
            ("proposal-hash", answer.hash.clone()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| Pair::new(self.text(key), value))
        .collect();
        let shape = Shape {
            width: RIGHT - LEFT,
            labels: 130.0,
            right: false,
            gap: 2.8,
            lines: 4,
        };
        let laid = Pairs::new(flow.faces, pairs, shape);
        flow.need(laid.height() + 4.0);
        flow.y = laid.put(&mut flow.sheets, LEFT, flow.y);
        flow.space(2.0 * MM);
        flow.paragraph(&answer.consent, NOTE, MEASURE);
        flow.paragraph(&self.text("proposal-certificate-text"), NOTE, MEASURE);
    }
}
