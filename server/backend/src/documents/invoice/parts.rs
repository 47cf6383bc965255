//! An invoice's parts, from its lines to its notes.

use crate::copy;
use crate::documents::flow::{Flow, LEFT, MEASURE, RIGHT, baseline};
use crate::documents::pairs::{Pair, Pairs, Shape};
use crate::documents::qr;
use crate::documents::sheet::{Mark, NodeId, Role, rounded, white};
use crate::documents::style::{INK, LINE, MM, PANEL, Style};
use crate::documents::table::{Cell, Column, Side, Table};
use chrono::NaiveDate;
use domain::branding::Colour;
use domain::decimal::UnitPrice;
use domain::invoice::InvoiceStatus;
use domain::invoice::calculation::{Discount, TaxGroup};
use domain::invoice::view::{BankTransfer, DocumentLine, InvoiceDocument};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use krilla::tagging::{ArtifactType, Tag};

const TEXT: Style = Style::of(9.0);
const NOTE: Style = Style::of(8.2).muted();
const FIGURES: Style = Style::of(9.0).figures();

/// The parts of one invoice.
pub(super) struct Parts<'a> {
    /// The invoice.
    pub document: &'a InvoiceDocument,
    /// The reader's language.
    pub locale: Locale,
    /// The brand's colour, dark enough to be read.
    pub accent: Colour,
}

impl Parts<'_> {
    fn text(&self, key: &str) -> String {
        copy::text(self.locale, key)
    }

    fn text_with(&self, key: &str, arguments: &[(&str, String)]) -> String {
        copy::text_with(self.locale, key, arguments)
    }

    fn money(&self, amount: Money) -> String {
        amount.format(self.locale)
    }

    /// What an amount takes away.
    fn minus(&self, amount: Money) -> String {
        amount.checked_neg().unwrap_or(amount).format(self.locale)
    }

    /// The lines, as a table that may run over several sheets.
    pub fn lines(&self, flow: &mut Flow) {
        let document = self.document;
        let taxed = document.shown_tax_groups().next().is_some();
        let column = |key: &str, side, most| Column {
            title: self.text(key),
            side,
            most,
        };
        let mut columns = vec![
            column("document-position", Side::Right, Some(24.0)),
            column("document-description", Side::Left, None),
            column("document-quantity", Side::Right, Some(70.0)),
            column("document-unit-price", Side::Right, Some(84.0)),
            column("document-amount", Side::Right, Some(104.0)),
        ];
        if taxed {
            columns.insert(4, column("document-tax-column", Side::Right, Some(42.0)));
        }
        let rows = document
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| self.line(at, line, taxed))
            .collect();
        flow.table(&Table {
            columns,
            rows,
            names: 1,
            keep: self.sums_laid(flow).height() + 8.0,
        });
    }

    fn line(&self, at: usize, line: &DocumentLine, taxed: bool) -> Vec<Cell> {
        let numbers = self.locale.numbers();
        let (first, rest) = line
            .description
            .trim()
            .split_once('\n')
            .unwrap_or((line.description.trim(), ""));
        let mut description = vec![(first.to_owned(), TEXT)];
        if !rest.trim().is_empty() {
            description.push((rest.to_owned(), NOTE));
        }
        if let Some(discount) = self.discount(line.discount, line.net.currency) {
            description.push((
                self.text_with("document-line-discount", &[("discount", discount)]),
                NOTE,
            ));
        }
        let quantity = format!("{}\u{A0}{}", line.quantity.format(numbers), line.unit.trim());
        let mut cells = vec![
            vec![((at + 1).to_string(), FIGURES.muted())],
            description,
            vec![(quantity.trim().to_owned(), FIGURES)],
            vec![(
                unit_price(line.unit_price, line.net.currency, self.locale),
                FIGURES,
            )],
            vec![(self.money(line.net), FIGURES)],
        ];
        if taxed {
            let tax = if line.tax.is_none() {
                "–".to_owned()
            } else {
                format!("{}\u{A0}%", line.tax.rate.format(numbers))
            };
            cells.insert(4, vec![(tax, FIGURES)]);
        }
        cells
    }

    fn discount(&self, discount: Discount, currency: Currency) -> Option<String> {
        match discount {
            Discount::None => None,
            Discount::Percent(percent) => Some(format!("{}\u{A0}%", percent.format(self.locale.numbers()))),
            Discount::Amount(minor) => Some(self.money(Money::new(minor, currency))),
        }
    }

    /// The sums, right below the lines.
    pub fn sums(&self, flow: &mut Flow) {
        let sums = self.sums_laid(flow);
        flow.need(sums.height() + 8.0);
        flow.y += 8.0;
        flow.y = sums.put(&mut flow.sheets, LEFT + MEASURE - SUMS, flow.y);
    }

    fn sums_laid(&self, flow: &Flow) -> Pairs {
        let shape = Shape {
            width: SUMS,
            labels: SUMS - 108.0,
            right: true,
            gap: 3.0,
            lines: 4,
        };
        Pairs::new(flow.faces, self.sum_pairs(), shape)
    }

    fn sum_pairs(&self) -> Vec<Pair> {
        let document = self.document;
        let inclusive = document.prices_include_tax;
        let plain = |key: &str, value: String| Pair::new(self.text(key), value).styled(TEXT);
        let muted = |label: String, value: String| Pair::new(label, value).styled(TEXT.muted());
        let mut pairs = Vec::new();
        let groups: Vec<_> = document.shown_tax_groups().collect();
        let discounted = !document.discount_amount.is_zero();
        let subtotal = if inclusive && !groups.is_empty() {
            "document-subtotal-inclusive"
        } else {
            "document-subtotal"
        };
        if discounted || (!inclusive && !groups.is_empty()) {
            pairs.push(plain(subtotal, self.money(document.subtotal)));
        }
        if discounted {
            let label = match document.discount {
                Discount::Percent(percent) => {
                    let percent = percent.format(self.locale.numbers());
                    self.text_with("document-discount-percent", &[("percent", percent)])
                }
                _ => self.text("document-discount"),
            };
            pairs.push(Pair::new(label, self.minus(document.discount_amount)).styled(TEXT));
        }
        if !inclusive {
            if discounted && !groups.is_empty() {
                pairs.push(plain("document-net", self.money(document.net)));
            }
            for group in &groups {
                pairs.push(
                    Pair::new(self.tax_label("document-tax-on", group), self.money(group.amount))
                        .styled(TEXT),
                );
            }
        }
        let total = Pair::new(self.text("document-total"), self.money(document.total)).styled(TEXT.bold());
        pairs.push(if pairs.is_empty() {
            total
        } else {
            total.ruled(LINE, 0.6)
        });
        if inclusive {
            for group in &groups {
                pairs.push(muted(
                    self.tax_label("document-tax-included", group),
                    self.money(group.amount),
                ));
            }
            if !groups.is_empty() {
                pairs.push(muted(self.text("document-net"), self.money(document.net)));
            }
        }
        if !document.rounding.is_zero() {
            pairs.push(plain("document-rounding", self.money(document.rounding)));
            pairs.push(plain("document-payable", self.money(document.payable)));
        }
        if !document.paid.is_zero() {
            pairs.push(plain("document-paid", self.minus(document.paid)));
        }
        if !document.credited.is_zero() {
            pairs.push(plain("document-credited", self.minus(document.credited)));
        }
        if document.status != InvoiceStatus::Draft {
            let balance = Pair::new(self.text("document-balance"), self.money(document.balance));
            pairs.push(
                balance
                    .styled(Style::of(12.5).bold().coloured(self.accent))
                    .ruled(self.accent, 1.2),
            );
        }
        pairs
    }

    fn tax_label(&self, key: &str, group: &TaxGroup) -> String {
        let arguments = [
            ("name", group.tax.name.clone()),
            ("percent", group.tax.rate.format(self.locale.numbers())),
            ("base", self.money(group.base)),
        ];
        self.text_with(key, &arguments)
    }

    /// Why no tax is charged, in the words that the law wants.
    pub fn tax_reasons(&self, flow: &mut Flow) {
        tax_reasons(flow, self.document.shown_tax_groups(), self.locale);
    }

    /// What was paid, given back and credited, in order of time.
    pub fn movements(&self, flow: &mut Flow) {
        let mut rows: Vec<(NaiveDate, String, String, Money)> = Vec::new();
        for payment in self
            .document
            .payments
            .iter()
            .filter(|payment| payment.status.counts())
        {
            let what = self.text(&format!("document-payment-{}", payment.method.as_str()));
            let here = payment.applied.checked_add(payment.refunded);
            let note = if here == Ok(payment.amount) {
                payment.reference.clone()
            } else {
                let part = self.text_with(
                    "document-payment-applied",
                    &[("amount", self.money(payment.applied))],
                );
                format!("{}\n{part}", payment.reference).trim().to_owned()
            };
            rows.push((payment.received_on, what, note, payment.amount));
            for refund in &payment.refunds {
                let taken = refund.amount.checked_neg().unwrap_or(refund.amount);
                rows.push((
                    refund.refunded_on,
                    self.text("document-refund"),
                    refund.reason.clone(),
                    taken,
                ));
            }
        }
        for credit in &self.document.credit_notes {
            let what = self.text_with("document-credit-note", &[("number", credit.number.clone())]);
            rows.push((credit.issue_date, what, credit.reason.clone(), credit.amount));
        }
        if rows.is_empty() {
            return;
        }
        rows.sort_by_key(|row| row.0);
        flow.heading(&self.text("document-payments"), 50.0);
        let column = |key: &str, side, most| Column {
            title: self.text(key),
            side,
            most,
        };
        let columns = vec![
            column("document-date", Side::Left, Some(90.0)),
            column("document-payment-what", Side::Left, None),
            column("document-amount", Side::Right, Some(110.0)),
        ];
        let row = |(date, what, note, amount): (NaiveDate, String, String, Money)| {
            let mut about = vec![(what, TEXT)];
            if !note.trim().is_empty() {
                about.push((note, NOTE));
            }
            vec![
                vec![(self.locale.format_date_short(date), FIGURES)],
                about,
                vec![(self.money(amount), FIGURES)],
            ]
        };
        let rows = rows.into_iter().map(row).collect();
        flow.table(&Table {
            columns,
            rows,
            names: 1,
            keep: 0.0,
        });
    }

    /// The bank details on a panel, with the code to scan; only where something is to be paid.
    pub fn transfer(&self, flow: &mut Flow) {
        let due = self.document.balance;
        let closed = matches!(
            self.document.status,
            InvoiceStatus::Draft | InvoiceStatus::Void | InvoiceStatus::Credited
        );
        let Some(transfer) = self
            .document
            .transfer
            .as_ref()
            .filter(|_| due.is_positive() && !closed)
        else {
            return;
        };
        let payload = transfer.epc_payload(due).ok();
        let inset = 4.0 * MM;
        let code = 30.0 * MM;
        let beside = if payload.is_some() {
            code + 3.0 * inset
        } else {
            2.0 * inset
        };
        let shape = Shape {
            width: MEASURE - beside,
            labels: 110.0,
            right: false,
            gap: 2.8,
            lines: 4,
        };
        let pairs = Pairs::new(flow.faces, self.bank_pairs(transfer), shape);
        let caption = 13.0;
        let least = if payload.is_some() { code + caption } else { 0.0 };
        let inner = pairs.height().max(least);
        let height = inner + 2.0 * inset;
        // Heading and panel together.
        flow.heading(&self.text("document-pay"), height);
        let top = flow.y + 2.0;
        if let Some(path) = rounded(LEFT, top, MEASURE, height, 5.0) {
            flow.sheets.put(
                Role::Artifact(ArtifactType::Layout),
                Mark::Area { path, colour: PANEL },
            );
        }
        let middle = top + (height - pairs.height()) / 2.0;
        pairs.put(&mut flow.sheets, LEFT + inset, middle);
        if let Some(payload) = payload {
            let y = top + (height - code - caption) / 2.0;
            self.code(flow, transfer, &payload, (RIGHT - inset - code, y, code));
        }
        flow.y = top + height + 6.0;
        flow.paragraph(&self.text("document-verify"), NOTE, MEASURE);
    }

    fn bank_pairs(&self, transfer: &BankTransfer) -> Vec<Pair> {
        let bic = transfer
            .bic
            .as_ref()
            .map(|bic| bic.as_str().to_owned())
            .unwrap_or_default();
        [
            ("document-account-name", transfer.account_name.clone(), false),
            ("document-iban", transfer.iban.grouped(), true),
            ("document-bic", bic, false),
            ("document-bank", transfer.bank_name.clone(), false),
            ("document-pay-reference", transfer.reference.clone(), true),
            ("document-pay-amount", self.money(self.document.balance), true),
        ]
        .into_iter()
        .filter(|(_, value, _)| !value.trim().is_empty())
        .map(|(key, value, strong)| {
            let mut pair = Pair::new(self.text(key), value);
            if strong {
                pair.value_style = pair.value_style.bold();
            }
            pair
        })
        .collect()
    }

    fn code(&self, flow: &mut Flow, transfer: &BankTransfer, payload: &str, (x, y, size): (f32, f32, f32)) {
        // Four modules of white around the code, of 45 to 69 modules in all: 8 % of the side does for all of them.
        let quiet = size * 0.085;
        let Some((path, _)) = qr::path(payload, x + quiet, y + quiet, size - 2.0 * quiet) else {
            return;
        };
        if let Some(paper) = white(x, y, size, size) {
            flow.sheets.put(Role::Artifact(ArtifactType::Layout), paper);
        }
        let arguments = [
            ("amount", self.money(self.document.balance)),
            ("name", transfer.account_name.clone()),
            ("iban", transfer.iban.grouped()),
            ("reference", transfer.reference.clone()),
        ];
        let figure = flow.sheets.element(
            NodeId::ROOT,
            Tag::Figure(Some(self.text_with("document-qr-alt", &arguments))),
        );
        flow.sheets
            .put(Role::Content(figure), Mark::Area { path, colour: INK });
        let style = Style::of(6.6).muted();
        let line = flow.faces.fit(&self.text("document-qr"), style, size + 20.0);
        let element = flow.sheets.element(NodeId::ROOT, Tag::P);
        let at = baseline(y + size + 2.0, 12.0, &style);
        let left = x + (size - line.width) / 2.0;
        flow.sheets.text(Role::Content(element), left, at, line);
    }

    /// Notes and terms.
    pub fn texts(&self, flow: &mut Flow) {
        for (key, text) in [
            ("document-notes", &self.document.notes),
            ("document-terms", &self.document.terms),
        ] {
            if !text.trim().is_empty() {
                flow.heading(&self.text(key), TEXT.leading());
                flow.paragraph(text, TEXT, MEASURE);
            }
        }
    }
}

/// How wide the sums are.
const SUMS: f32 = 88.0 * MM;

/// A unit price with at least the currency's decimals: `80.00`, `33.335`.
fn unit_price(price: UnitPrice, currency: Currency, locale: Locale) -> String {
    let spare = 10_i64.pow(UnitPrice::DECIMALS.saturating_sub(currency.exponent()));
    match u64::try_from(price.raw()) {
        Ok(_) if price.raw() % spare == 0 => locale
            .numbers()
            .write((price.raw() / spare).unsigned_abs(), currency.exponent()),
        _ => price.format(locale.numbers()),
    }
}

/// Why these groups bear no tax, in the words that the law wants, each once.
pub(in crate::documents) fn tax_reasons<'a>(
    flow: &mut Flow,
    groups: impl Iterator<Item = &'a TaxGroup>,
    locale: Locale,
) {
    let mut reasons: Vec<&str> = Vec::new();
    for reason in groups.filter_map(|group| group.tax.category.reason(locale)) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if !reasons.is_empty() {
        flow.space(12.0);
        flow.paragraph(&reasons.join("\n"), NOTE, MEASURE);
    }
}
