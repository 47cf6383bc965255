//! Money received and given back.

use crate::date;
use crate::decimal::NumberError;
use crate::form::{self, FieldErrors};
use crate::invoice::status::check_refund;
use crate::money::{Currency, Money};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

const MAX_REFERENCE: usize = 140;
const MAX_NOTE: usize = 1000;

/// How money came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// To the bank account.
    #[default]
    BankTransfer,
    /// By debit or credit card.
    Card,
    /// In cash.
    Cash,
    /// By cheque.
    Cheque,
    /// In some other way.
    Other,
}

/// How far a payment has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Announced, not received.
    Pending,
    /// Received.
    #[default]
    Completed,
    /// Did not arrive.
    Failed,
    /// Taken back before it counted, or recorded by mistake.
    Cancelled,
    /// Received, and partly given back.
    PartiallyRefunded,
    /// Received, and given back in full.
    Refunded,
}

/// A name that is no payment method or status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of the options offered.")]
pub struct UnknownOption;

impl PaymentMethod {
    /// Every method, in the order in which a choice offers them.
    pub const ALL: [Self; 5] = [
        Self::BankTransfer,
        Self::Card,
        Self::Cash,
        Self::Cheque,
        Self::Other,
    ];

    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BankTransfer => "bank_transfer",
            Self::Card => "card",
            Self::Cash => "cash",
            Self::Cheque => "cheque",
            Self::Other => "other",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::BankTransfer => "Bank transfer",
            Self::Card => "Card",
            Self::Cash => "Cash",
            Self::Cheque => "Cheque",
            Self::Other => "Other",
        }
    }
}

impl PaymentStatus {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
        Self::PartiallyRefunded,
        Self::Refunded,
    ];

    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Refunded => "refunded",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Completed => "Received",
            Self::Failed => "Failed",
            Self::Cancelled => "Cancelled",
            Self::PartiallyRefunded => "Partly refunded",
            Self::Refunded => "Refunded",
        }
    }

    /// Whether the payment counts as paid (and its refunds as given back).
    pub const fn counts(self) -> bool {
        matches!(self, Self::Completed | Self::PartiallyRefunded | Self::Refunded)
    }

    /// The status of a received payment of which so much (minor units) has been given back.
    pub const fn received(amount: i64, refunded: i64) -> Self {
        match refunded {
            ..=0 => Self::Completed,
            part if part < amount => Self::PartiallyRefunded,
            _ => Self::Refunded,
        }
    }
}

macro_rules! stored_name {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownOption;

            fn from_str(text: &str) -> Result<Self, UnknownOption> {
                Self::ALL.into_iter().find(|known| known.as_str() == text).ok_or(UnknownOption)
            }
        }
    )+};
}

stored_name!(PaymentMethod, PaymentStatus);

/// A payment as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentForm {
    /// How much.
    pub amount: String,
    /// `2026-03-05`.
    pub received_on: String,
    /// A name of [`PaymentMethod`].
    pub method: String,
    /// The bank's or the client's reference.
    pub reference: String,
    /// For staff, of several lines.
    pub note: String,
    /// The payment's version when corrected; the invoice's when new.
    pub version: i64,
}

/// A checked payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentDraft {
    /// How much, more than nothing.
    pub amount: Money,
    /// On which day, not in the future.
    pub received_on: NaiveDate,
    /// How.
    pub method: PaymentMethod,
    /// A reference, or empty.
    pub reference: String,
    /// For staff, or empty.
    pub note: String,
    /// The version that the form was opened with.
    pub version: i64,
}

/// Giving money back, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefundForm {
    /// How much.
    pub amount: String,
    /// `2026-03-05`.
    pub refunded_on: String,
    /// Why, of several lines.
    pub reason: String,
    /// The payment's version that the form was opened with.
    pub version: i64,
}

/// A checked refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundDraft {
    /// How much, more than nothing and at most what is left of the payment.
    pub amount: Money,
    /// On which day, not in the future.
    pub refunded_on: NaiveDate,
    /// Why, or empty.
    pub reason: String,
    /// The payment's version that the form was opened with.
    pub version: i64,
}

/// A typed amount above zero.
pub(crate) fn positive(typed: &str, currency: Currency) -> Result<Money, String> {
    match Money::parse(typed, currency) {
        Ok(amount) if amount.is_positive() => Ok(amount),
        Ok(_) => Err("Please enter an amount above zero.".into()),
        Err(NumberError::Empty) => Err("Please enter an amount.".into()),
        Err(error) => Err(error.to_string()),
    }
}

/// A typed date that has come already; `today` is the day in the tenant's time zone.
fn past(typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    match date::parse(typed) {
        Ok(date) if date > today => Err("This date is in the future.".into()),
        Ok(date) => Ok(date),
        Err(error) => Err(error.to_string()),
    }
}

impl PaymentForm {
    /// Checks the payment. Whether the invoice takes it, [`crate::invoice::InvoiceStatus::check_payment`] says.
    pub fn validate(&self, currency: Currency, today: NaiveDate) -> Result<PaymentDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let amount = errors.take("amount", positive(&self.amount, currency));
        let received_on = errors.take("received_on", past(&self.received_on, today));
        let method = errors.take("method", self.method.trim().parse());
        let reference = errors.take("reference", form::line(&self.reference, MAX_REFERENCE));
        let note = errors.take("note", form::paragraph(&self.note, MAX_NOTE));
        match (amount, received_on, method, reference, note) {
            (Some(amount), Some(received_on), Some(method), Some(reference), Some(note)) => {
                Ok(PaymentDraft {
                    amount,
                    received_on,
                    method,
                    reference,
                    note,
                    version: self.version,
                })
            }
            _ => Err(errors),
        }
    }
}

impl RefundForm {
    /// Checks the refund of a payment, of which `refunded` was given back before.
    pub fn validate(
        &self,
        payment: Money,
        refunded: Money,
        today: NaiveDate,
    ) -> Result<RefundDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let amount = positive(&self.amount, payment.currency).and_then(|amount| {
            check_refund(payment, refunded, amount)
                .map(|()| amount)
                .map_err(|error| error.to_string())
        });
        let amount = errors.take("amount", amount);
        let refunded_on = errors.take("refunded_on", past(&self.refunded_on, today));
        let reason = errors.take("reason", form::paragraph(&self.reason, MAX_NOTE));
        match (amount, refunded_on, reason) {
            (Some(amount), Some(refunded_on), Some(reason)) => Ok(RefundDraft {
                amount,
                refunded_on,
                reason,
                version: self.version,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 5).unwrap()
    }

    fn payment() -> PaymentForm {
        PaymentForm {
            amount: "1.234,50".into(),
            received_on: "2026-03-05".into(),
            method: "bank_transfer".into(),
            ..PaymentForm::default()
        }
    }

    #[test]
    fn a_payment_is_checked_field_by_field() {
        let draft = payment().validate(Currency::EUR, today()).unwrap();
        assert_eq!(
            (draft.amount.minor, draft.method),
            (123_450, PaymentMethod::BankTransfer)
        );
        let bad = PaymentForm {
            amount: "-1".into(),
            received_on: "2026-03-06".into(),
            method: "barter".into(),
            reference: "x\ny".into(),
            note: "x\u{202E}".into(),
            version: 0,
        };
        let errors = bad.validate(Currency::EUR, today()).unwrap_err();
        let fields: Vec<&str> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["amount", "method", "note", "received_on", "reference"]);
        for amount in ["", "0", "0.00", "1.005", "1e3", "999999999999999999"] {
            let form = PaymentForm {
                amount: amount.into(),
                ..payment()
            };
            assert!(form.validate(Currency::EUR, today()).is_err(), "{amount}");
        }
    }

    #[test]
    fn a_refund_never_exceeds_its_payment() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let form = |amount: &str| RefundForm {
            amount: amount.into(),
            refunded_on: "2026-03-05".into(),
            ..RefundForm::default()
        };
        assert!(form("60").validate(eur(10_000), eur(4_000), today()).is_ok());
        let errors = form("60.01")
            .validate(eur(10_000), eur(4_000), today())
            .unwrap_err();
        assert!(errors.get("amount").is_some());
        assert!(form("0").validate(eur(10_000), eur(0), today()).is_err());
    }

    #[test]
    fn a_payment_status_follows_from_its_refunds() {
        assert_eq!(
            [0, 1, 99, 100].map(|refunded| PaymentStatus::received(100, refunded).as_str()),
            [
                "completed",
                "partially_refunded",
                "partially_refunded",
                "refunded"
            ]
        );
        assert!(!PaymentStatus::Pending.counts() && PaymentStatus::Refunded.counts());
        for status in PaymentStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        for method in PaymentMethod::ALL {
            assert_eq!(serde_json::to_string(&method).unwrap(), format!("\"{method}\""));
        }
    }
}
