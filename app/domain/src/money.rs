//! Money: whole minor units of one currency, with arithmetic that refuses rather than wraps.

mod currency;

pub use currency::{Currency, UnknownCurrency};

use crate::decimal::{self, NumberError};
use crate::locale::{Locale, NumberFormat};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The largest amount, in minor units, that a form or a calculation accepts: 100 thousand million euros.
///
/// Nearly a million amounts of this size can be added before an `i64` overflows, and every amount is exact in
/// JavaScript as well.
pub const MAX_MINOR: i64 = 10_000_000_000_000;

/// An amount of one currency, in its minor unit (cents; yen; thousandths of a dinar), as ISO 4217 counts decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Why two amounts could not be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Amounts of different currencies are never added or compared.
    #[error("Amounts in {0} and {1} can't be combined.")]
    CurrencyMismatch(Currency, Currency),
    /// The result does not fit.
    #[error("This amount is too large.")]
    Overflow,
}

impl Money {
    /// So many minor units of a currency.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether it is more than nothing.
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Whether it is within ±[`MAX_MINOR`].
    pub const fn in_bounds(self) -> bool {
        self.minor.unsigned_abs() <= MAX_MINOR as u64
    }

    fn same(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrencyMismatch(self.currency, other.currency))
        }
    }

    /// The sum of two amounts of one currency.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The difference of two amounts of one currency.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The amount with its sign turned.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_neg().ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The sum of several amounts; nothing in `currency` for none.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Self::zero(currency), Self::checked_add)
    }

    /// Compares two amounts of one currency.
    pub fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        self.same(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// The smaller of two amounts of one currency.
    pub fn smaller(self, other: Self) -> Result<Self, MoneyError> {
        Ok(if self.compare(other)? == Ordering::Greater {
            other
        } else {
            self
        })
    }

    /// Reads a typed amount by the rule in [`decimal`]; the currency's own code or symbol may stand beside it.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, NumberError> {
        let minor = decimal::read(&strip_currency(text, currency), currency.exponent())?;
        Self::bounded(minor, currency)
    }

    /// As [`Money::parse`], where the writer's way of writing numbers is known. Reads back what [`Money::format`] wrote.
    pub fn parse_in(text: &str, currency: Currency, numbers: NumberFormat) -> Result<Self, NumberError> {
        let minor = decimal::read_in(&strip_currency(text, currency), currency.exponent(), numbers)?;
        Self::bounded(minor, currency)
    }

    fn bounded(minor: i64, currency: Currency) -> Result<Self, NumberError> {
        let money = Self { minor, currency };
        if money.in_bounds() {
            Ok(money)
        } else {
            Err(NumberError::TooLarge)
        }
    }

    /// For a reader of a language: `€1,234.50`, `1.234,50 €`; the code where a symbol would be ambiguous (`CAD 5.00`).
    pub fn format(self, locale: Locale) -> String {
        self.format_in(locale.numbers())
    }

    /// As [`Money::format`], in any way of writing numbers.
    pub fn format_in(self, numbers: NumberFormat) -> String {
        let number = numbers.write(self.minor.unsigned_abs(), self.currency.exponent());
        let sign = if self.minor < 0 { "-" } else { "" };
        match self.currency.symbol() {
            Some(symbol) if numbers.currency_first => format!("{sign}{symbol}{number}"),
            Some(symbol) => format!("{sign}{number}\u{A0}{symbol}"),
            None if numbers.currency_first => format!("{sign}{}\u{A0}{number}", self.currency),
            None => format!("{sign}{number}\u{A0}{}", self.currency),
        }
    }

    /// The bare number with a decimal point and all its decimals (`1234.50`), for a form field or a file.
    pub fn to_plain(self) -> String {
        let exponent = self.currency.exponent();
        let scale = 10_u64.pow(exponent);
        let (whole, fraction) = (
            self.minor.unsigned_abs() / scale,
            self.minor.unsigned_abs() % scale,
        );
        let sign = if self.minor < 0 { "-" } else { "" };
        match exponent {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{fraction:0>width$}", width = exponent as usize),
        }
    }
}

/// Takes the currency's own code or symbol off either end, keeping a leading minus sign.
fn strip_currency(text: &str, currency: Currency) -> String {
    let text = text.trim();
    let (sign, number) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text),
    };
    for mark in [Some(currency.as_str()), currency.symbol()].into_iter().flatten() {
        if let Some(rest) = number.strip_prefix(mark).or_else(|| number.strip_suffix(mark)) {
            return format!("{sign}{}", rest.trim());
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests;
