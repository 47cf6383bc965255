//! Contracts: written by staff, frozen when they are sent, read and signed in turn, sealed when everybody has done their part.
//!
//! Every step goes through [`table::Table`]: the contract's row is locked, the rules of `domain::contract` say whose turn comes, and
//! the UPDATE names the state and version that was read, so that of two at the same time one wins and the other is told why. What
//! happens is chained (`contract_chain`) in the same transaction.

pub mod ceremony;
pub mod code;
pub mod countersign;
pub mod draft;
pub mod due;
pub mod export;
mod finish;
mod from_proposal;
mod log;
pub(crate) mod mails;
mod paper;
pub mod queries;
pub mod send;
pub mod steps;
mod table;
pub mod templates;
#[cfg(test)]
mod tests;

pub use finish::{run as finish_run, run_due as finish_due};
#[expect(unused_imports, reason = "an accepted proposal leads to a contract")]
pub(crate) use from_proposal::{FromProposal, from_proposal};

use crate::{copy::text, error::BackendError};
use domain::{
    contract::{ContractError, ContractStatus},
    form::FieldErrors,
    locale::Locale,
};

/// From where somebody acts on a contract. It is evidence, so the address is whole.
#[derive(Debug, Clone, Default)]
pub struct Hand {
    /// The network address.
    pub ip: String,
    /// The browser as it names itself.
    pub user_agent: String,
}

impl Hand {
    /// Of an address and a User-Agent header, cut to what a browser has.
    pub fn new(address: &str, user_agent: &str) -> Self {
        let cut = |text: &str, most: usize| text.chars().filter(|c| !c.is_control()).take(most).collect();
        Self {
            ip: cut(address, 64),
            user_agent: cut(user_agent, 300),
        }
    }
}

/// A stored state.
pub(crate) fn status(key: &str) -> Result<ContractStatus, BackendError> {
    key.parse().map_err(BackendError::internal)
}

/// What the rules refuse, in words for staff.
fn refused(error: ContractError) -> BackendError {
    BackendError::Conflict(error.to_string())
}

/// What the rules refuse, in the client's language.
fn refused_to(locale: Locale) -> impl Fn(ContractError) -> BackendError {
    move |error| BackendError::Conflict(text(locale, error.key()))
}

/// The client's texts of errors that are keys.
fn spoken(locale: Locale, errors: FieldErrors) -> FieldErrors {
    let said = errors
        .0
        .into_iter()
        .map(|(field, key)| (field, text(locale, &key)));
    FieldErrors(said.collect())
}

/// One field's error in the client's language.
fn wrong(locale: Locale, field: &str, key: &str) -> BackendError {
    BackendError::invalid(field, text(locale, key))
}

/// Somebody else was faster.
fn changed_meanwhile() -> BackendError {
    BackendError::Conflict(
        "This contract was changed in the meantime. Please look at it again before you go on.".to_owned(),
    )
}
