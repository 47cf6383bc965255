//! Statements of account: what was owed before, what happened, what is owed now.

use crate::ids::{CompanyId, InvoiceId};
use crate::money::{Currency, Money};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Statements of one or several companies over a period, one account for each company and currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The day that what is open is aged by, in the seller's time zone.
    pub as_of: NaiveDate,
    /// The accounts, by company and currency; those without any entry ever are left out.
    pub accounts: Vec<Account>,
    /// The companies to choose from.
    pub companies: Vec<(CompanyId, String)>,
    /// The one that was chosen; none for all.
    pub company: Option<CompanyId>,
}

/// A company's account in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whose.
    pub company_id: CompanyId,
    /// The company's name.
    pub company_name: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// What was owed before the first day; negative for a credit.
    pub opening: Money,
    /// What happened, oldest first.
    pub entries: Vec<Entry>,
    /// What is owed after the last day; negative for a credit.
    pub closing: Money,
    /// What is open today, by its age.
    pub ageing: Ageing,
    /// Payments that settle no invoice yet, as of today: the client's credit.
    pub unapplied: Money,
}

/// One line of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// On which day.
    pub date: NaiveDate,
    /// What it is.
    pub kind: EntryKind,
    /// An invoice's or credit note's number, or a payment's reference; may be empty.
    pub reference: String,
    /// The invoice to open, if it is about one.
    pub invoice: Option<InvoiceId>,
    /// What it adds to what is owed; negative takes away.
    pub amount: Money,
    /// What is owed after it.
    pub balance: Money,
}

/// What a line of an account is about, in the order in which one day's lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// An invoice was issued.
    Invoice,
    /// A credit note was issued.
    CreditNote,
    /// An invoice was voided.
    Void,
    /// An invoice was written off.
    WriteOff,
    /// Money came in.
    Payment,
    /// Money was given back.
    Refund,
}

impl EntryKind {
    /// The key in translations and style classes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Void => "void",
            Self::WriteOff => "write_off",
            Self::Payment => "payment",
            Self::Refund => "refund",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invoice => "Invoice",
            Self::CreditNote => "Credit note",
            Self::Void => "Invoice voided",
            Self::WriteOff => "Written off",
            Self::Payment => "Payment",
            Self::Refund => "Refund",
        }
    }
}

/// Open amounts by the days since they fell due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ageing {
    /// Not due yet, or due today.
    pub not_due: Money,
    /// 1 to 30 days.
    pub up_to_30: Money,
    /// 31 to 60 days.
    pub up_to_60: Money,
    /// 61 to 90 days.
    pub up_to_90: Money,
    /// More than 90 days.
    pub over_90: Money,
}

impl Ageing {
    /// Nothing open.
    pub const fn zero(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            not_due: zero,
            up_to_30: zero,
            up_to_60: zero,
            up_to_90: zero,
            over_90: zero,
        }
    }

    /// The bucket of something due on `due`, seen on `today`. Without a due date it is not due.
    pub fn bucket(&mut self, due: Option<NaiveDate>, today: NaiveDate) -> &mut Money {
        match due.map_or(0, |due| (today - due).num_days()) {
            ..=0 => &mut self.not_due,
            1..=30 => &mut self.up_to_30,
            31..=60 => &mut self.up_to_60,
            61..=90 => &mut self.up_to_90,
            _ => &mut self.over_90,
        }
    }

    /// The five buckets, from not due to the oldest.
    pub const fn buckets(&self) -> [Money; 5] {
        [
            self.not_due,
            self.up_to_30,
            self.up_to_60,
            self.up_to_90,
            self.over_90,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_change_at_the_end_of_the_day() {
        let due = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let bucket = |days: i64| {
            let mut ageing = Ageing::zero(Currency::EUR);
            ageing
                .bucket(Some(due), due + chrono::TimeDelta::days(days))
                .minor = 1;
            ageing
                .buckets()
                .iter()
                .position(|money| money.minor == 1)
                .unwrap()
        };
        let ages = [-5, 0, 1, 30, 31, 60, 61, 90, 91, 4000].map(bucket);
        assert_eq!(ages, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(Ageing::zero(Currency::EUR).bucket(None, due).minor, 0);
    }
}
