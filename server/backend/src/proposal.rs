//! Proposals: written by staff in versions, frozen when sent, answered by clients, and taken further.
//!
//! A proposal's row is what all versions share; `live` is the version that clients read, `draft` the one that is being written. Every
//! change locks the row and names the count of changes that it was in, so that of two at once one wins.

pub mod answer;
pub mod comment;
pub mod convert;
mod document;
pub mod draft;
pub mod editing;
mod freeze;
pub(crate) mod list;
pub mod presets;
pub mod queries;
pub mod send;
mod store;

#[cfg(test)]
pub(crate) mod tests;

use crate::{
    copy,
    error::{BackendError, Result},
};
use domain::{
    form::FieldErrors,
    locale::Locale,
    proposal::{ProposalStatus, TransitionError, answer::Wrong},
};

/// A stored state.
pub(crate) fn status(name: &str) -> Result<ProposalStatus> {
    name.parse().map_err(BackendError::internal)
}

/// A transition that the state does not allow, for staff.
pub(crate) fn refused(error: TransitionError) -> BackendError {
    BackendError::Conflict(error.to_string())
}

/// The same for a client, in the client's language.
pub(crate) fn refused_to(locale: Locale, key: &str) -> BackendError {
    BackendError::Conflict(copy::text(locale, key))
}

/// A client's form that is wrong, in the client's language.
pub(crate) fn wrong(locale: Locale, wrong: Wrong) -> BackendError {
    let mut errors = FieldErrors::default();
    for (field, key) in wrong {
        errors.add(field, copy::text(locale, key));
    }
    BackendError::Invalid(errors)
}

/// Somebody else was faster.
pub(crate) fn changed_meanwhile() -> BackendError {
    BackendError::Conflict(
        "This proposal was changed in the meantime. Please look at it again before you go on.".to_owned(),
    )
}
