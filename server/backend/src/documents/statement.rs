//! The statement of account as PDF: each company's account in each currency, with its ageing.

use super::Brand;
use super::flow::{Flow, LEFT, MEASURE};
use super::fonts::faces;
use super::invoice::{author, lead};
use super::letterhead::{Letterhead, repeat};
use super::pairs::{Pair, Pairs, Shape};
use super::sheet::{About, Sheets};
use super::style::{LINE, MM, Style};
use super::table::{Cell, Column, Side, Table};
use crate::copy;
use crate::error::Result;
use domain::branding::{Colour, LIGHT_SURFACE};
use domain::invoice::view::Party;
use domain::locale::Locale;
use domain::statement::{Account, Entry, Statement};

/// How wide the closing balance is.
const CLOSING: f32 = 120.0 * MM;
const TEXT: Style = Style::of(9.0);
const FIGURES: Style = Style::of(9.0).figures();

/// A statement of account as a tagged PDF/A with embedded fonts, in the reader's language.
///
/// # Errors
/// When the PDF can't be written; no content of a statement leads there.
pub fn statement_pdf(
    statement: &Statement,
    seller: &Party,
    buyer: &Party,
    brand: &Brand<'_>,
    locale: Locale,
) -> Result<Vec<u8>> {
    let faces = faces(brand.font)?;
    let title = copy::text(locale, "document-statement");
    let date = |date| locale.format_date(date);
    let period = [("from", date(statement.from)), ("to", date(statement.to))];
    let period = copy::text_with(locale, "document-statement-period", &period);
    let mut sheets = Sheets::new();
    let head = Letterhead {
        brand,
        locale,
        seller,
        buyer,
        facts: vec![Pair::new(
            copy::text(locale, "document-date"),
            date(statement.as_of),
        )],
        title: title.clone(),
        stamp: None,
    };
    let y = head.put(&mut sheets, faces);
    let mut flow = Flow::new(sheets, faces, y);
    let empty = statement.accounts.is_empty();
    lead(
        &mut flow,
        &if empty {
            copy::text(locale, "document-statement-empty")
        } else {
            period
        },
    );
    let sheet = AccountSheet {
        statement,
        locale,
        accent: brand.colour.readable_on(LIGHT_SURFACE),
    };
    for account in &statement.accounts {
        sheet.put(&mut flow, account, statement.accounts.len() > 1);
    }

    let mut sheets = flow.sheets;
    repeat(&mut sheets, faces, locale, (seller, &title), None);
    let id = format!("statement {} {} {}", buyer.name, statement.from, statement.to);
    let about = About {
        title: &title,
        author: author(&seller.name, brand),
        locale,
        date: statement.as_of,
        id: &id,
    };
    sheets.write(faces, &about)
}

struct AccountSheet<'a> {
    statement: &'a Statement,
    locale: Locale,
    accent: Colour,
}

impl AccountSheet<'_> {
    fn text(&self, key: &str) -> String {
        copy::text(self.locale, key)
    }

    fn dated(&self, key: &str, date: chrono::NaiveDate) -> String {
        copy::text_with(self.locale, key, &[("date", self.locale.format_date(date))])
    }

    fn put(&self, flow: &mut Flow, account: &Account, several: bool) {
        if several {
            let arguments = [
                ("company", account.company_name.clone()),
                ("currency", account.currency.to_string()),
            ];
            flow.heading(
                &copy::text_with(self.locale, "document-statement-account", &arguments),
                60.0,
            );
        }
        let closing = self.closing(flow, account);
        let column = |key: &str, side, most| Column {
            title: self.text(key),
            side,
            most,
        };
        let columns = vec![
            column("document-date", Side::Left, Some(90.0)),
            column("document-entry-what", Side::Left, None),
            column("document-entry-charge", Side::Right, Some(110.0)),
            column("document-entry-balance", Side::Right, Some(110.0)),
        ];
        let short = |date| self.locale.format_date_short(date);
        let mut rows: Vec<Vec<Cell>> = vec![vec![
            vec![(short(self.statement.from), FIGURES)],
            vec![(self.dated("document-opening", self.statement.from), TEXT.muted())],
            vec![("–".to_owned(), FIGURES.muted())],
            vec![(account.opening.format(self.locale), FIGURES)],
        ]];
        rows.extend(account.entries.iter().map(|entry| self.entry(entry)));
        flow.table(&Table {
            columns,
            rows,
            names: 1,
            keep: closing.height() + 8.0,
        });
        flow.need(closing.height() + 8.0);
        flow.y += 8.0;
        flow.y = closing.put(&mut flow.sheets, LEFT + MEASURE - CLOSING, flow.y);
        self.ageing(flow, account);
    }

    fn entry(&self, entry: &Entry) -> Vec<Cell> {
        let key = format!("document-entry-{}", entry.kind.as_str());
        let what = copy::text_with(self.locale, &key, &[("reference", entry.reference.clone())]);
        vec![
            vec![(self.locale.format_date_short(entry.date), FIGURES)],
            vec![(what.trim().to_owned(), TEXT)],
            vec![(entry.amount.format(self.locale), FIGURES)],
            vec![(entry.balance.format(self.locale), FIGURES)],
        ]
    }

    fn closing(&self, flow: &Flow, account: &Account) -> Pairs {
        let label = self.dated("document-closing", self.statement.to);
        let style = Style::of(12.0).bold().coloured(self.accent);
        let mut pairs = vec![Pair::new(label, account.closing.format(self.locale)).styled(style)];
        if !account.unapplied.is_zero() {
            let credit = Pair::new(
                self.text("document-unapplied"),
                account.unapplied.format(self.locale),
            );
            pairs.push(credit.styled(TEXT).ruled(LINE, 0.6));
        }
        let shape = Shape {
            width: CLOSING,
            labels: CLOSING - 108.0,
            right: true,
            gap: 3.0,
            lines: 4,
        };
        Pairs::new(flow.faces, pairs, shape)
    }

    /// What is open, by its age; left out where nothing is.
    fn ageing(&self, flow: &mut Flow, account: &Account) {
        let buckets = account.ageing.buckets();
        if buckets.iter().all(|amount| amount.is_zero()) {
            return;
        }
        flow.heading(&self.dated("document-ageing", self.statement.as_of), 60.0);
        let keys = [
            "document-age-not-due",
            "document-age-30",
            "document-age-60",
            "document-age-90",
            "document-age-over",
        ];
        let width = (MEASURE - 4.0 * 12.0) / 5.0;
        let column = |key: &&str| Column {
            title: self.text(key),
            side: Side::Right,
            most: Some(width),
        };
        let columns: Vec<Column> = keys.iter().map(column).collect();
        let figures: Vec<Cell> = buckets
            .iter()
            .map(|amount| vec![(amount.format(self.locale), FIGURES)])
            .collect();
        // No column names this row: each figure has its heading above it.
        flow.table(&Table {
            columns,
            rows: vec![figures],
            names: usize::MAX,
            keep: 0.0,
        });
    }
}
