//! The one calculator: live editor, portal, PDF and API all add up with it.
//!
//! Exact integer arithmetic throughout, rounded half away from zero at these points and nowhere else:
//!
//! 1. line gross = round(quantity × unit price); line net = gross − discount, where a percentage applies to the
//!    *rounded* gross, so that 100 % leaves exactly 0.00.
//! 2. subtotal = Σ line nets (EN 16931, BR-CO-10).
//! 3. The document discount is split over the tax groups, in order of first appearance, pro rata; the last takes the
//!    rest. Where rounding would push a group below zero or a share below nothing, the neighbour takes the difference.
//! 4. tax of a group = round(base × rate) (BR-CO-17) or, per line, Σ round(line base × rate); total tax = Σ groups
//!    (BR-CO-14); total = net + tax (BR-CO-15).
//! 5. Prices that include tax: net of a group = round(gross ÷ (1 + rate)), tax = gross − net.
//! 6. Cash rounding is a signed amount of its own, outside the tax base; payable = total + rounding (BR-CO-16).

use super::tax::TaxRate;
use crate::decimal::{NumberError, Percent, Quantity, UnitPrice};
use crate::money::{Currency, MAX_MINOR, Money};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

mod round;

pub use round::split_pro_rata;
use round::{of_percent, rounded_div, without_percent};

/// Where tax is rounded; a tenant's setting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxRounding {
    /// Once for each tax group (EN 16931).
    #[default]
    PerGroup,
    /// On each line.
    PerLine,
}

impl TaxRounding {
    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PerGroup => "per_group",
            Self::PerLine => "per_line",
        }
    }
}

impl FromStr for TaxRounding {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        match text {
            "per_group" => Ok(Self::PerGroup),
            "per_line" => Ok(Self::PerLine),
            _ => Err(NumberError::NotANumber),
        }
    }
}

/// A reduction of a line or of the whole document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discount {
    /// None.
    #[default]
    None,
    /// So much of the amount.
    Percent(Percent),
    /// So many minor units of the invoice's currency.
    Amount(i64),
}

impl Discount {
    /// The kind as stored and as in a form: `none`, `percent`, `amount`.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Percent(_) => "percent",
            Self::Amount(_) => "amount",
        }
    }

    /// The value as stored: a raw [`Percent`], minor units, or 0.
    pub const fn raw(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Percent(percent) => percent.raw(),
            Self::Amount(minor) => minor,
        }
    }

    /// From the two stored values; an unknown kind is no discount.
    pub fn from_stored(kind: &str, raw: i64) -> Self {
        match kind {
            "percent" => Self::Percent(Percent::from_raw(raw)),
            "amount" => Self::Amount(raw),
            _ => Self::None,
        }
    }

    /// The discount on an amount: `None` if it would be negative, or more than the amount.
    fn on(self, amount: i128) -> Option<i128> {
        match self {
            Self::None => Some(0),
            Self::Percent(percent) if percent.raw() < 0 || percent > Percent::HUNDRED => None,
            Self::Percent(percent) => of_percent(amount, percent),
            Self::Amount(minor) => {
                Some(i128::from(minor)).filter(|fixed| *fixed >= 0 && *fixed <= amount.max(0))
            }
        }
    }
}

/// The smallest coin in use, for cash totals: 0.05 CHF, 1.00 SEK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashRounding {
    /// The step in minor units; more than 0.
    pub step: i64,
}

/// One line, as the calculator needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineInput {
    /// How many; may be negative for a return.
    pub quantity: Quantity,
    /// The price of one, with or without tax as the document says.
    pub unit_price: UnitPrice,
    /// The line's own reduction.
    pub discount: Discount,
    /// The line's tax.
    pub tax: TaxRate,
}

/// Everything a total depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculation {
    /// The document's currency.
    pub currency: Currency,
    /// Whether unit prices include tax.
    pub prices_include_tax: bool,
    /// Where tax is rounded.
    pub rounding: TaxRounding,
    /// The reduction of the whole document.
    pub discount: Discount,
    /// The smallest coin, where totals are rounded to it.
    pub cash_rounding: Option<CashRounding>,
    /// The lines.
    pub lines: Vec<LineInput>,
}

/// What one tax comes to (EN 16931, BG-23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxGroup {
    /// The tax.
    pub tax: TaxRate,
    /// The amount it is charged on, without tax (BT-116).
    pub base: Money,
    /// The tax itself (BT-117).
    pub amount: Money,
}

/// A document added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Each line after its own discount, in the order given; with tax if prices include it (BT-131).
    pub lines: Vec<Money>,
    /// The sum of the lines (BR-CO-10).
    pub subtotal: Money,
    /// The document discount, not negative.
    pub discount: Money,
    /// The amount without tax: the sum of the groups' bases (BT-109).
    pub net: Money,
    /// Each tax, in order of first appearance.
    pub tax_groups: Vec<TaxGroup>,
    /// The sum of the groups' tax (BR-CO-14).
    pub tax: Money,
    /// With tax (BR-CO-15).
    pub total: Money,
    /// What cash rounding adds or takes away (BT-114).
    pub rounding: Money,
    /// What is to be paid: total and rounding.
    pub payable: Money,
}

/// Why a document can't be added up. Lines count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalculationError {
    /// A line comes to more than an invoice can hold, or one of its values is beyond its bounds.
    #[error("This line's amount is too large.")]
    LineTooLarge(usize),
    /// A line's discount is negative, above 100 %, or more than the line.
    #[error("The discount can't be more than the line's amount.")]
    LineDiscount(usize),
    /// A line's tax rate does not fit its category.
    #[error("This tax category and rate don't go together: only “Taxed” has a rate above 0 %.")]
    LineTax(usize),
    /// The document discount is negative, above 100 %, or more than the subtotal.
    #[error("The discount can't be more than the subtotal.")]
    Discount,
    /// The document comes to less than nothing; only a credit note may.
    #[error("The total can't be negative. Use a credit note to give money back.")]
    NegativeTotal,
    /// The document comes to more than it can hold.
    #[error("The total is too large.")]
    TotalTooLarge,
    /// A cash rounding step of nothing or less.
    #[error("The cash rounding step must be more than 0.")]
    CashRounding,
}

impl CalculationError {
    /// The form field that the error belongs to (`lines.0.unit_price`); empty for the form as a whole.
    pub fn field(self) -> String {
        match self {
            Self::LineTooLarge(line) => format!("lines.{line}.unit_price"),
            Self::LineDiscount(line) => format!("lines.{line}.discount_percent"),
            Self::LineTax(line) => format!("lines.{line}.tax_rate"),
            Self::Discount => "discount_value".into(),
            Self::NegativeTotal | Self::TotalTooLarge | Self::CashRounding => String::new(),
        }
    }

    /// The same error for another line, where blank lines were dropped in between.
    #[must_use]
    pub fn at_line(self, of: impl Fn(usize) -> usize) -> Self {
        match self {
            Self::LineTooLarge(line) => Self::LineTooLarge(of(line)),
            Self::LineDiscount(line) => Self::LineDiscount(of(line)),
            Self::LineTax(line) => Self::LineTax(of(line)),
            other => other,
        }
    }
}

/// A group while it is being added up.
struct Group<'a> {
    tax: &'a TaxRate,
    /// The positions of its lines.
    lines: Vec<usize>,
    /// The sum of its lines before the document discount.
    sum: i128,
}

/// One line after its own discount, in minor units: rule 1.
pub fn line_net(line: &LineInput, currency: Currency) -> Result<Money, CalculationError> {
    checked_line(0, line, currency).map(|net| Money::new(net, currency))
}

fn checked_line(at: usize, line: &LineInput, currency: Currency) -> Result<i64, CalculationError> {
    let too_large = CalculationError::LineTooLarge(at);
    if !line.quantity.in_bounds() || !line.unit_price.in_bounds() {
        return Err(too_large);
    }
    if !line.tax.is_consistent() {
        return Err(CalculationError::LineTax(at));
    }
    let exact = i128::from(line.quantity.raw())
        .checked_mul(i128::from(line.unit_price.raw()))
        .and_then(|exact| exact.checked_mul(10_i128.pow(currency.exponent())))
        .ok_or(too_large)?;
    let gross = rounded_div(exact, i128::from(Quantity::SCALE) * i128::from(UnitPrice::SCALE));
    bounded(gross, too_large)?;
    let discount = line
        .discount
        .on(gross)
        .ok_or(CalculationError::LineDiscount(at))?;
    bounded(gross - discount, too_large)
}

fn bounded(value: i128, error: CalculationError) -> Result<i64, CalculationError> {
    i64::try_from(value)
        .ok()
        .filter(|minor| minor.unsigned_abs() <= MAX_MINOR as u64)
        .ok_or(error)
}

/// Adds a document up, by the rules in the [module](self) documentation.
pub fn calculate(input: &Calculation) -> Result<Totals, CalculationError> {
    let currency = input.currency;
    let nets = input
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| checked_line(at, line, currency))
        .collect::<Result<Vec<i64>, _>>()?;
    let groups = grouped(&input.lines, &nets);

    let subtotal: i128 = nets.iter().copied().map(i128::from).sum();
    if subtotal < 0 {
        return Err(CalculationError::NegativeTotal);
    }
    let discount = input.discount.on(subtotal).ok_or(CalculationError::Discount)?;
    let sums: Vec<i128> = groups.iter().map(|group| group.sum).collect();
    let shares = split_pro_rata(discount, &sums);

    let mut tax_groups = Vec::with_capacity(groups.len());
    let (mut net, mut tax) = (0_i128, 0_i128);
    for (group, share) in groups.iter().zip(shares) {
        let (base, amount) = group_tax(input, group, &nets, share).ok_or(CalculationError::TotalTooLarge)?;
        net += base;
        tax += amount;
        let money =
            |value| bounded(value, CalculationError::TotalTooLarge).map(|minor| Money::new(minor, currency));
        tax_groups.push(TaxGroup {
            tax: group.tax.clone(),
            base: money(base)?,
            amount: money(amount)?,
        });
    }

    let total = net + tax;
    let rounding = cash_difference(total, input.cash_rounding)?;
    if total < 0 || total + rounding < 0 {
        return Err(CalculationError::NegativeTotal);
    }
    let money =
        |value| bounded(value, CalculationError::TotalTooLarge).map(|minor| Money::new(minor, currency));
    Ok(Totals {
        lines: nets.into_iter().map(|net| Money::new(net, currency)).collect(),
        subtotal: money(subtotal)?,
        discount: money(discount)?,
        net: money(net)?,
        tax_groups,
        tax: money(tax)?,
        total: money(total)?,
        rounding: money(rounding)?,
        payable: money(total + rounding)?,
    })
}

/// Gathers lines of the same tax, in order of first appearance.
fn grouped<'a>(lines: &'a [LineInput], nets: &[i64]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (at, (line, net)) in lines.iter().zip(nets).enumerate() {
        let net = i128::from(*net);
        match groups.iter_mut().find(|group| *group.tax == line.tax) {
            Some(group) => {
                group.lines.push(at);
                group.sum += net;
            }
            None => groups.push(Group {
                tax: &line.tax,
                lines: vec![at],
                sum: net,
            }),
        }
    }
    groups
}

/// Base and tax of a group after its share of the document discount: rules 4 and 5.
fn group_tax(input: &Calculation, group: &Group<'_>, nets: &[i64], share: i128) -> Option<(i128, i128)> {
    let rate = group.tax.rate;
    let amounts = match input.rounding {
        TaxRounding::PerGroup => vec![group.sum - share],
        TaxRounding::PerLine => {
            let lines: Vec<i128> = group
                .lines
                .iter()
                .filter_map(|at| nets.get(*at))
                .copied()
                .map(i128::from)
                .collect();
            let shares = split_pro_rata(share, &lines);
            lines
                .iter()
                .zip(shares)
                .map(|(line, share)| line - share)
                .collect()
        }
    };
    amounts.into_iter().try_fold((0, 0), |(base, tax), amount| {
        let (more_base, more_tax) = if input.prices_include_tax {
            let net = without_percent(amount, rate)?;
            (net, amount - net)
        } else {
            (amount, of_percent(amount, rate)?)
        };
        Some((base + more_base, tax + more_tax))
    })
}

/// What rounding to the smallest coin adds to a total: rule 6.
fn cash_difference(total: i128, rounding: Option<CashRounding>) -> Result<i128, CalculationError> {
    match rounding {
        None => Ok(0),
        Some(CashRounding { step }) if step <= 0 => Err(CalculationError::CashRounding),
        Some(CashRounding { step }) => Ok(rounded_div(total, i128::from(step)) * i128::from(step) - total),
    }
}

#[cfg(test)]
mod tests;
