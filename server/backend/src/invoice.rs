//! Invoices: drafts, their issue, and what happens to them afterwards.

pub mod commands;
mod document;
pub mod editing;
pub(crate) mod list;
pub(crate) mod numbering;
pub mod queries;
pub(crate) mod settle;
pub mod visibility;

#[cfg(test)]
pub(crate) mod tests;

use crate::error::{BackendError, Result};
use domain::{
    invoice::{InvoiceStatus, TransitionError},
    money::{Currency, MoneyError},
};

/// A stored currency.
pub(crate) fn currency(code: &str) -> Result<Currency> {
    code.parse().map_err(BackendError::internal)
}

/// A stored state.
pub(crate) fn status(name: &str) -> Result<InvoiceStatus> {
    name.parse().map_err(BackendError::internal)
}

/// A transition that the state does not allow.
pub(crate) fn refused(error: TransitionError) -> BackendError {
    BackendError::Conflict(error.to_string())
}

/// Amounts that don't fit together.
pub(crate) fn amounts(error: MoneyError) -> BackendError {
    BackendError::internal(error)
}

/// Somebody else was faster.
pub(crate) fn changed_meanwhile() -> BackendError {
    BackendError::Conflict(
        "This invoice was changed in the meantime. Please look at it again before you go on.".to_owned(),
    )
}
