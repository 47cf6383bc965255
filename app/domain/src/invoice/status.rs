//! The states of an invoice: what is stored, what is shown, and which way leads from one to the other.
//!
//! After issue a state follows from the money (total, payments, refunds, credits) and is recomputed, never set by hand;
//! only voiding and writing off are decisions.

use crate::money::{Currency, Money, MoneyError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};

/// The state that the database holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceStatus {
    /// Being written; has no number, and no client sees it.
    #[default]
    Draft,
    /// Issued; nothing received yet.
    Sent,
    /// Issued and partly paid.
    Partial,
    /// Nothing left to pay.
    Paid,
    /// Cancelled before any money came; keeps its number.
    Void,
    /// Written off; may still be paid later.
    Uncollectible,
    /// Taken back in full by credit notes.
    Credited,
}

/// A status that is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of the states offered.")]
pub struct UnknownStatus;

/// Why an invoice can't go where it was asked to. The text is for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    /// Only a draft is issued, edited freely or deleted.
    #[error("This invoice has already been issued. To change its amounts, credit it and write a new one.")]
    AlreadyIssued,
    /// The action needs an issued invoice.
    #[error("This invoice is still a draft. Issue it first.")]
    StillDraft,
    /// An invoice with money or a credit on it can't be voided.
    #[error(
        "This invoice has payments or credits on it, so it can't be voided. Write a credit note instead."
    )]
    HasMoney,
    /// Nothing more happens to a void invoice.
    #[error("This invoice is void.")]
    Void,
    /// Nothing more happens to a fully credited invoice.
    #[error("This invoice has been credited in full.")]
    Credited,
    /// Nothing is left to pay.
    #[error("This invoice has already been paid.")]
    AlreadyPaid,
    /// It was written off before.
    #[error("This invoice has already been written off.")]
    AlreadyWrittenOff,
    /// An amount of nothing or less.
    #[error("Please enter an amount above zero.")]
    NotPositive,
    /// A credit of more than is left.
    #[error("A credit note can't be for more than what is left of the invoice.")]
    CreditTooLarge,
    /// A refund of more than was paid.
    #[error("A refund can't be for more than what is left of the payment.")]
    RefundTooLarge,
    /// The amounts don't fit together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// The money that belongs to an issued invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// What the invoice asks for, cash rounding included.
    pub total: Money,
    /// The sum of the completed payments applied to it.
    pub paid: Money,
    /// The sum given back out of those payments.
    pub refunded: Money,
    /// The sum of its issued credit notes.
    pub credited: Money,
}

impl Settlement {
    /// From the four sums in minor units.
    pub const fn from_minor(currency: Currency, total: i64, paid: i64, refunded: i64, credited: i64) -> Self {
        Self {
            total: Money::new(total, currency),
            paid: Money::new(paid, currency),
            refunded: Money::new(refunded, currency),
            credited: Money::new(credited, currency),
        }
    }

    /// A newly issued invoice.
    pub const fn unpaid(total: Money) -> Self {
        Self::from_minor(total.currency, total.minor, 0, 0, 0)
    }

    /// total − (paid − refunded) − credited: positive is owed to us, negative is owed by us.
    pub fn open(&self) -> Result<Money, MoneyError> {
        self.total.checked_sub(self.kept()?)?.checked_sub(self.credited)
    }

    /// What is left to pay: never negative.
    pub fn balance(&self) -> Result<Money, MoneyError> {
        self.open()
            .map(|open| Money::new(open.minor.max(0), open.currency))
    }

    /// What was received beyond what is owed, the client's credit: never negative.
    pub fn overpaid(&self) -> Result<Money, MoneyError> {
        let open = self.open()?;
        if open.is_negative() {
            open.checked_neg()
        } else {
            Ok(Money::zero(open.currency))
        }
    }

    /// What was received and not given back.
    pub fn kept(&self) -> Result<Money, MoneyError> {
        self.paid.checked_sub(self.refunded)
    }

    /// What may still be credited.
    pub fn creditable(&self) -> Result<Money, MoneyError> {
        self.total.checked_sub(self.credited)
    }
}

impl InvoiceStatus {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Sent,
        Self::Partial,
        Self::Paid,
        Self::Void,
        Self::Uncollectible,
        Self::Credited,
    ];

    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Partial => "partial",
            Self::Paid => "paid",
            Self::Void => "void",
            Self::Uncollectible => "uncollectible",
            Self::Credited => "credited",
        }
    }

    /// Whether a client may see it; drafts they never do.
    pub const fn is_issued(self) -> bool {
        !matches!(self, Self::Draft)
    }

    /// Whether money is still expected.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Partial)
    }

    /// Whether lines and amounts may change, and the invoice may be deleted.
    pub fn check_editable(self) -> Result<(), TransitionError> {
        if self == Self::Draft {
            Ok(())
        } else {
            Err(TransitionError::AlreadyIssued)
        }
    }

    /// Whether notes, due date and contact may change after issue.
    pub fn check_notes_editable(self) -> Result<(), TransitionError> {
        match self {
            Self::Void => Err(TransitionError::Void),
            Self::Credited => Err(TransitionError::Credited),
            _ => Ok(()),
        }
    }

    /// draft → sent, or → paid if there is nothing to pay.
    pub fn issue(self, total: Money) -> Result<Self, TransitionError> {
        self.check_editable()?;
        Ok(if total.is_positive() {
            Self::Sent
        } else {
            Self::Paid
        })
    }

    /// sent → void, while there is no money and no credit on it.
    pub fn void(self, settlement: &Settlement) -> Result<Self, TransitionError> {
        match self {
            Self::Draft => Err(TransitionError::StillDraft),
            Self::Void => Err(TransitionError::Void),
            Self::Credited => Err(TransitionError::Credited),
            Self::Uncollectible => Err(TransitionError::AlreadyWrittenOff),
            Self::Partial | Self::Paid => Err(TransitionError::HasMoney),
            Self::Sent if !settlement.kept()?.is_zero() || !settlement.credited.is_zero() => {
                Err(TransitionError::HasMoney)
            }
            Self::Sent => Ok(Self::Void),
        }
    }

    /// sent or partial → uncollectible.
    pub fn write_off(self) -> Result<Self, TransitionError> {
        match self {
            Self::Draft => Err(TransitionError::StillDraft),
            Self::Void => Err(TransitionError::Void),
            Self::Credited => Err(TransitionError::Credited),
            Self::Paid => Err(TransitionError::AlreadyPaid),
            Self::Uncollectible => Err(TransitionError::AlreadyWrittenOff),
            Self::Sent | Self::Partial => Ok(Self::Uncollectible),
        }
    }

    /// Whether a payment may be recorded. More than the balance is allowed: the rest is the client's credit.
    pub fn check_payment(self, settlement: &Settlement, amount: Money) -> Result<(), TransitionError> {
        match self {
            Self::Draft => return Err(TransitionError::StillDraft),
            Self::Void => return Err(TransitionError::Void),
            Self::Credited => return Err(TransitionError::Credited),
            Self::Sent | Self::Partial | Self::Paid | Self::Uncollectible => {}
        }
        let balance = settlement.balance()?;
        balance.compare(amount)?;
        match (balance.is_positive(), amount.is_positive()) {
            (false, _) => Err(TransitionError::AlreadyPaid),
            (_, false) => Err(TransitionError::NotPositive),
            _ => Ok(()),
        }
    }

    /// Whether a credit note may be written: at most what is left of the total, paid or not.
    pub fn check_credit(self, settlement: &Settlement, amount: Money) -> Result<(), TransitionError> {
        match self {
            Self::Draft => return Err(TransitionError::StillDraft),
            Self::Void => return Err(TransitionError::Void),
            Self::Credited => return Err(TransitionError::Credited),
            Self::Sent | Self::Partial | Self::Paid | Self::Uncollectible => {}
        }
        if !amount.is_positive() {
            return Err(TransitionError::NotPositive);
        }
        match amount.compare(settlement.creditable()?)? {
            Ordering::Greater => Err(TransitionError::CreditTooLarge),
            _ => Ok(()),
        }
    }

    /// The state that follows from the money. Drafts and void invoices stay what they are, and what was written off
    /// stays so until it is paid or credited in full.
    pub fn recomputed(self, settlement: &Settlement) -> Result<Self, MoneyError> {
        if matches!(self, Self::Draft | Self::Void) {
            return Ok(self);
        }
        let (open, kept) = (settlement.open()?, settlement.kept()?);
        let fully_credited =
            settlement.total.is_positive() && settlement.credited.minor >= settlement.total.minor;
        Ok(match self {
            _ if fully_credited => Self::Credited,
            _ if !open.is_positive() => Self::Paid,
            Self::Uncollectible => Self::Uncollectible,
            _ if kept.is_positive() => Self::Partial,
            _ => Self::Sent,
        })
    }
}

/// Whether so much may be given back of a payment, of which something may have been given back before.
pub fn check_refund(payment: Money, refunded: Money, amount: Money) -> Result<(), TransitionError> {
    if !amount.is_positive() {
        return Err(TransitionError::NotPositive);
    }
    match amount.compare(payment.checked_sub(refunded)?)? {
        Ordering::Greater => Err(TransitionError::RefundTooLarge),
        _ => Ok(()),
    }
}

impl fmt::Display for InvoiceStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for InvoiceStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(UnknownStatus)
    }
}

/// The state that people see: overdue ▸ partial ▸ viewed ▸ sent, derived and never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisplayStatus {
    /// Being written.
    Draft,
    /// Issued, not opened yet.
    Sent,
    /// Issued and opened by a client.
    Viewed,
    /// Partly paid.
    Partial,
    /// Something is left to pay and the due day is over.
    Overdue,
    /// Nothing left to pay.
    Paid,
    /// Cancelled.
    Void,
    /// Written off.
    Uncollectible,
    /// Taken back in full.
    Credited,
}

impl DisplayStatus {
    /// Every state, in the order in which a filter offers them.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Sent,
        Self::Viewed,
        Self::Partial,
        Self::Overdue,
        Self::Paid,
        Self::Void,
        Self::Uncollectible,
        Self::Credited,
    ];

    /// What to show. `today` is the day in the tenant's time zone; on the due day itself nothing is overdue.
    pub fn derive(
        status: InvoiceStatus,
        balance: Money,
        due_date: Option<NaiveDate>,
        today: NaiveDate,
        viewed: bool,
    ) -> Self {
        let late = balance.is_positive() && due_date.is_some_and(|due| today > due);
        match status {
            InvoiceStatus::Sent | InvoiceStatus::Partial if late => Self::Overdue,
            InvoiceStatus::Sent if viewed => Self::Viewed,
            InvoiceStatus::Draft => Self::Draft,
            InvoiceStatus::Sent => Self::Sent,
            InvoiceStatus::Partial => Self::Partial,
            InvoiceStatus::Paid => Self::Paid,
            InvoiceStatus::Void => Self::Void,
            InvoiceStatus::Uncollectible => Self::Uncollectible,
            InvoiceStatus::Credited => Self::Credited,
        }
    }

    /// The name in addresses, style classes and translations.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Viewed => "viewed",
            Self::Partial => "partial",
            Self::Overdue => "overdue",
            Self::Paid => "paid",
            Self::Void => "void",
            Self::Uncollectible => "uncollectible",
            Self::Credited => "credited",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Sent => "Sent",
            Self::Viewed => "Viewed",
            Self::Partial => "Partly paid",
            Self::Overdue => "Overdue",
            Self::Paid => "Paid",
            Self::Void => "Void",
            Self::Uncollectible => "Written off",
            Self::Credited => "Credited",
        }
    }
}

impl fmt::Display for DisplayStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DisplayStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(UnknownStatus)
    }
}

#[cfg(test)]
mod tests;
