//! Credit notes: taking back an issued invoice in part or in full.

use crate::form::FieldErrors;
use crate::invoice::calculation::{TaxGroup, split_pro_rata};
use crate::invoice::closing::reason;
use crate::invoice::status::TransitionError;
use crate::money::{Money, MoneyError};
use crate::payment::positive;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A credit note as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditNoteForm {
    /// How much, with tax; ignored if `full`.
    pub amount: String,
    /// Everything that is left of the invoice. A checkbox with the value `true`.
    pub full: bool,
    /// Why, of several lines; must not be empty.
    pub reason: String,
    /// The invoice's version that the form was opened with.
    pub version: i64,
}

/// A checked credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditNoteDraft {
    /// How much, with tax; more than nothing and at most what is left of the invoice.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// The invoice's version that the form was opened with.
    pub version: i64,
}

impl CreditNoteForm {
    /// Checks the credit note against what may still be credited ([`crate::invoice::Settlement::creditable`]).
    pub fn validate(&self, creditable: Money) -> Result<CreditNoteDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let amount = if self.full {
            Ok(creditable)
        } else {
            positive(&self.amount, creditable.currency)
        };
        let amount = amount.and_then(|amount| match amount.compare(creditable) {
            _ if !creditable.is_positive() => Err(TransitionError::Credited.to_string()),
            Ok(Ordering::Greater) => Err(TransitionError::CreditTooLarge.to_string()),
            _ => Ok(amount),
        });
        let amount = errors.take("amount", amount);
        let reason = errors.take("reason", reason(&self.reason));
        match (amount, reason) {
            (Some(amount), Some(reason)) => Ok(CreditNoteDraft {
                amount,
                reason,
                version: self.version,
            }),
            _ => Err(errors),
        }
    }
}

/// A credit note's amount by tax, as the tax authority wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditSplit {
    /// What is taken back of each tax group, as positive amounts.
    pub groups: Vec<TaxGroup>,
    /// Without tax.
    pub net: Money,
    /// Tax.
    pub tax: Money,
    /// What is taken back of the invoice's cash rounding.
    pub rounding: Money,
}

/// What is left of an invoice's tax groups after earlier credit notes. Groups are matched by their tax.
pub fn remaining_groups(invoice: &[TaxGroup], credited: &[TaxGroup]) -> Result<Vec<TaxGroup>, MoneyError> {
    let mut left = invoice.to_vec();
    for taken in credited {
        if let Some(group) = left.iter_mut().find(|group| group.tax == taken.tax) {
            group.base = group.base.checked_sub(taken.base)?;
            group.amount = group.amount.checked_sub(taken.amount)?;
        }
    }
    Ok(left)
}

/// Splits a credit over what is left of an invoice's tax groups and its cash rounding: pro rata over the groups with
/// tax, the last taking the rest, and within each group over base and tax in their proportion.
///
/// Crediting all that is left takes back exactly what is left of every base and tax, so that invoice and credit notes
/// cancel out to the cent.
pub fn split_credit(
    amount: Money,
    left: &[TaxGroup],
    rounding_left: Money,
) -> Result<CreditSplit, MoneyError> {
    let currency = amount.currency;
    let mut gross = Vec::with_capacity(left.len());
    for group in left {
        gross.push(group.base.checked_add(group.amount)?);
    }
    let everything = Money::sum(currency, gross.iter().copied())?.checked_add(rounding_left)?;
    let all = amount.compare(everything)? != Ordering::Less;
    let of_groups = if all {
        everything.checked_sub(rounding_left)?
    } else {
        amount.smaller(Money::sum(currency, gross.iter().copied())?)?
    };
    let rounding = if all {
        rounding_left
    } else {
        amount.checked_sub(of_groups)?
    };

    let weights: Vec<i128> = gross.iter().map(|gross| i128::from(gross.minor)).collect();
    let shares = split_pro_rata(i128::from(of_groups.minor), &weights);
    let mut groups = Vec::with_capacity(left.len());
    for (group, share) in left.iter().zip(shares) {
        let parts = [i128::from(group.base.minor), i128::from(group.amount.minor)];
        let split = split_pro_rata(share, &parts);
        let minor = |at: usize| {
            let part = split.get(at).copied().unwrap_or(0);
            i64::try_from(part).map_err(|_| MoneyError::Overflow)
        };
        let (base, tax) = (Money::new(minor(0)?, currency), Money::new(minor(1)?, currency));
        groups.push(TaxGroup {
            tax: group.tax.clone(),
            base,
            amount: tax,
        });
    }
    let net = Money::sum(currency, groups.iter().map(|group| group.base))?;
    let tax = Money::sum(currency, groups.iter().map(|group| group.amount))?;
    Ok(CreditSplit {
        groups,
        net,
        tax,
        rounding,
    })
}

#[cfg(test)]
mod tests;
