//! Invoices and statements to make documents of, added up by the one calculator.

use crate::documents::Brand;
use chrono::{NaiveDate, TimeDelta};
use domain::decimal::Percent;
use domain::ids::{CompanyId, CreditNoteId, InvoiceId, PaymentId, RefundId};
use domain::invoice::InvoiceStatus;
use domain::invoice::calculation::{Calculation, Discount, LineInput, TaxGroup, TaxRounding, calculate};
use domain::invoice::status::DisplayStatus;
use domain::invoice::tax::{TaxCategory, TaxRate};
use domain::invoice::view::{
    BankTransfer, CreditNoteRow, DocumentLine, InvoiceDocument, Party, PaymentRow, RefundRow,
};
use domain::money::{Currency, Money};
use domain::payment::{PaymentMethod, PaymentStatus};
use domain::statement::{Account, Ageing, Entry, EntryKind, Statement};
use std::io::Cursor;
use uuid::Uuid;

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn brand(logo_png: Option<&[u8]>) -> Brand<'_> {
    Brand {
        name: "Northlight Portal",
        colour: "#0e7490".parse().unwrap(),
        font: domain::theme::Font::Inter,
        logo_png,
    }
}

/// A word mark of blocks with a transparent ground.
pub(super) fn logo() -> Vec<u8> {
    let mut image = image::RgbaImage::new(600, 160);
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        let inside = x < 150 || (x > 190 && y > 50 && y < 110 && x % 60 < 44);
        *pixel = image::Rgba([14, 116, 144, if inside { 255 } else { 0 }]);
    }
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    crate::documents::logo::re_encode(bytes.get_ref(), crate::documents::logo::Shape::Wide).unwrap()
}

#[derive(Clone)]
pub(super) struct Sample {
    currency: Currency,
    inclusive: bool,
    discount: Discount,
    lines: Vec<(String, String, LineInput)>,
    status: InvoiceStatus,
    paid: i64,
    credited: i64,
    refunded: i64,
}

impl Sample {
    pub fn new() -> Self {
        Self {
            currency: Currency::EUR,
            inclusive: false,
            discount: Discount::None,
            lines: Vec::new(),
            status: InvoiceStatus::Sent,
            paid: 0,
            credited: 0,
            refunded: 0,
        }
    }

    /// What a small agency writes.
    pub fn usual() -> Self {
        let mut sample = Self::new()
            .line("Website relaunch, second instalment\nDesign of eleven page types, two rounds of changes, style guide and hand-over to development.", "1", "4800", 19)
            .line("Photography on site\nHalf a day, two people, 24 edited pictures with unlimited rights of use.", "4.5", "145", 19)
            .line("Printed brochures, A5, 16 pages, recycled paper", "1500", "0.865", 7)
            .line("Hosting and care, October to December", "3", "89.90", 19)
            .line("Workshop in Zürich", "1", "1250", 0);
        for (line, unit) in sample.lines.iter_mut().zip(["", "h", "pcs", "months", "day"]) {
            unit.clone_into(&mut line.1);
        }
        sample.lines[1].2.discount = Discount::Percent(Percent::whole(10).unwrap());
        sample.lines[4].2.tax = TaxRate {
            name: "VAT".into(),
            rate: Percent::ZERO,
            category: TaxCategory::ReverseCharge,
        };
        sample.discount = Discount::Percent(Percent::whole(3).unwrap());
        sample
    }

    pub fn line(mut self, text: &str, quantity: &str, price: &str, rate: i64) -> Self {
        let tax = match rate {
            0 => TaxRate::none(),
            rate => TaxRate::standard("VAT", Percent::whole(rate).unwrap()),
        };
        let input = LineInput {
            quantity: quantity.parse().unwrap(),
            unit_price: price.parse().unwrap(),
            discount: Discount::None,
            tax,
        };
        self.lines.push((text.to_owned(), String::new(), input));
        self
    }

    pub fn inclusive(mut self) -> Self {
        self.inclusive = true;
        self
    }

    pub fn currency(mut self, currency: Currency) -> Self {
        self.currency = currency;
        self
    }

    pub fn open(mut self) -> Self {
        self.status = InvoiceStatus::Sent;
        self
    }

    pub fn status(mut self, status: InvoiceStatus) -> Self {
        self.status = status;
        self
    }

    pub fn paid_in_part(mut self) -> Self {
        (self.status, self.paid, self.refunded, self.credited) =
            (InvoiceStatus::Partial, 250_000, 20_000, 50_000);
        self
    }

    pub fn document(self) -> InvoiceDocument {
        let money = |minor| Money::new(minor, self.currency);
        let totals = calculate(&Calculation {
            currency: self.currency,
            prices_include_tax: self.inclusive,
            rounding: TaxRounding::PerGroup,
            lines: self.lines.iter().map(|line| line.2.clone()).collect(),
            discount: self.discount,
            cash_rounding: None,
        })
        .unwrap();
        let settled = match self.status {
            InvoiceStatus::Paid => totals.payable.minor,
            _ => self.paid - self.refunded,
        };
        let closed = matches!(self.status, InvoiceStatus::Void | InvoiceStatus::Credited);
        let credited = if self.status == InvoiceStatus::Credited {
            totals.payable.minor
        } else {
            self.credited
        };
        let balance = if closed {
            0
        } else {
            totals.payable.minor - settled - credited
        };
        let lines = self
            .lines
            .iter()
            .zip(&totals.lines)
            .map(|((text, unit, input), net)| DocumentLine {
                description: text.clone(),
                quantity: input.quantity,
                unit: unit.clone(),
                unit_price: input.unit_price,
                discount: input.discount,
                tax: input.tax.clone(),
                net: *net,
            });
        InvoiceDocument {
            id: InvoiceId::from(Uuid::from_u128(0x0192_f0c1_2d3e_7f40_8a5b_6c7d_8e9f_0a1b)),
            number: (self.status != InvoiceStatus::Draft).then(|| "RE-2026-00042".to_owned()),
            status: self.status,
            display_status: DisplayStatus::Sent,
            seller: seller(),
            buyer: buyer(),
            issue_date: (self.status != InvoiceStatus::Draft).then(|| day(2026, 11, 24)),
            due_date: Some(day(2026, 12, 8)),
            po_number: "PO 4711-B".into(),
            reference: String::new(),
            prices_include_tax: self.inclusive,
            lines: lines.collect(),
            subtotal: totals.subtotal,
            discount: self.discount,
            discount_amount: totals.discount,
            net: totals.net,
            tax_groups: totals.tax_groups,
            tax: totals.tax,
            total: totals.total,
            rounding: totals.rounding,
            payable: totals.payable,
            paid: money(settled),
            credited: money(credited),
            balance: money(balance),
            payments: payments(self.paid, self.refunded, self.currency),
            credit_notes: credits(self.credited, self.currency),
            notes: "Thank you for working with us. Questions about this invoice? Just reply to the mail it came with.".into(),
            terms: "Payable within 14 days without deduction. Title passes with full payment.".into(),
            transfer: Some(BankTransfer {
                account_name: "Northlight Studio GmbH".into(),
                iban: "DE89370400440532013000".parse().unwrap(),
                bic: Some("COBADEFFXXX".parse().unwrap()),
                bank_name: "Commerzbank Köln".into(),
                reference: "RE-2026-00042".into(),
            }),
        }
    }
}

fn seller() -> Party {
    Party {
        name: "Northlight Studio GmbH".into(),
        address: vec!["Lindenstraße 7".into(), "50674 Köln".into(), "Germany".into()],
        tax_id: "DE123456789".into(),
        registration: "HRB 12345, Amtsgericht Köln".into(),
        email: "office@northlight.example".into(),
        phone: "+49 221 555 01 23".into(),
        website: "northlight.example".into(),
        ..Party::default()
    }
}

fn buyer() -> Party {
    Party {
        name: "Bergmann & Söhne Maschinenbau AG".into(),
        attention: "Frau Dr. Annegret Żółkowska".into(),
        address: vec![
            "Industriestrasse 114".into(),
            "8005 Zürich".into(),
            "Switzerland".into(),
        ],
        tax_id: "CHE-123.456.789 MWST".into(),
        ..Party::default()
    }
}

fn payments(paid: i64, refunded: i64, currency: Currency) -> Vec<PaymentRow> {
    if paid == 0 {
        return Vec::new();
    }
    let money = |minor| Money::new(minor, currency);
    vec![PaymentRow {
        id: PaymentId::from(Uuid::from_u128(2)),
        received_on: day(2026, 11, 28),
        amount: money(paid),
        applied: money(paid - refunded),
        refunded: money(refunded),
        method: PaymentMethod::BankTransfer,
        status: PaymentStatus::PartiallyRefunded,
        reference: "RE-2026-00042 first half".into(),
        note: String::new(),
        version: 1,
        refunds: vec![RefundRow {
            id: RefundId::from(Uuid::from_u128(3)),
            refunded_on: day(2026, 12, 1),
            amount: money(refunded),
            reason: "Paid twice".into(),
        }],
    }]
}

fn credits(credited: i64, currency: Currency) -> Vec<CreditNoteRow> {
    if credited == 0 {
        return Vec::new();
    }
    let group = |percent, base: i64, amount: i64| TaxGroup {
        tax: TaxRate::standard("VAT", Percent::whole(percent).unwrap()),
        base: Money::new(base, currency),
        amount: Money::new(amount, currency),
    };
    vec![CreditNoteRow {
        id: CreditNoteId::from(Uuid::from_u128(0x0192_f0c1_2d3e_7f40_8a5b_6c7d_8e9f_0a1c)),
        number: "GS-2026-00003".into(),
        issue_date: day(2026, 11, 30),
        amount: Money::new(credited, currency),
        tax: Money::new(7983, currency),
        tax_groups: vec![
            group(19, 36_842, 7000),
            // A cent of cash rounding is left.
            group(7, credited - 7983 - 36_842 - 1, 983),
        ],
        reason: "Two pictures could not be used.".into(),
    }]
}

pub(super) fn statement(entries: i64) -> Statement {
    let account = |currency: Currency, entries: i64| {
        let money = |minor| Money::new(minor, currency);
        let mut balance = 123_450;
        let list = (0..entries).map(|number| {
            let kind = [
                EntryKind::Invoice,
                EntryKind::Payment,
                EntryKind::CreditNote,
                EntryKind::Refund,
            ][number as usize % 4];
            let amount = if number % 2 == 0 && kind != EntryKind::CreditNote {
                98_765 + number
            } else {
                -45_678
            };
            balance += amount;
            Entry {
                date: day(2026, 1, 3) + TimeDelta::days(number * 4),
                kind,
                reference: format!("RE-2026-{number:05}"),
                invoice: None,
                amount: money(amount),
                balance: money(balance),
            }
        });
        let entries: Vec<Entry> = list.collect();
        Account {
            company_id: CompanyId::from(Uuid::from_u128(9)),
            company_name: "Bergmann & Söhne Maschinenbau AG".into(),
            currency,
            opening: money(123_450),
            closing: money(balance),
            entries,
            ageing: Ageing {
                not_due: money(10_000),
                up_to_30: money(2_000_000),
                up_to_60: money(0),
                up_to_90: money(33),
                over_90: money(1_234_567),
            },
            unapplied: money(5_000),
        }
    };
    Statement {
        from: day(2026, 1, 1),
        to: day(2026, 12, 31),
        as_of: day(2026, 11, 24),
        accounts: vec![account(Currency::EUR, entries), account(Currency::CHF, 3)],
        companies: Vec::new(),
        company: None,
    }
}
