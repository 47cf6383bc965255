//! What can go wrong in this layer.

use domain::form::FieldErrors;

/// An error of the backend. What a user may read of it is decided at the boundary; the cause is logged there, once.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// Nobody is signed in, or the session is over.
    #[error("not signed in")]
    Unauthenticated,
    /// A member of staff looks through a client's eyes, and nothing can be changed that way.
    #[error("a preview changes nothing")]
    Preview,
    /// The role does not include this.
    #[error("not permitted")]
    Forbidden,
    /// It is not there, or not the caller's: the two are one answer.
    #[error("not found")]
    NotFound,
    /// A form is wrong; nothing was saved.
    #[error("invalid: {0:?}")]
    Invalid(FieldErrors),
    /// The record was changed since it was opened; holds what is stored now, in the form's own shape.
    #[error("stale edit")]
    Stale(serde_json::Value),
    /// The state does not allow this (any more). The text is for the user.
    #[error("conflict: {0}")]
    Conflict(String),
    /// Too often; try again after so many seconds.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// Anything else that should not happen.
    #[error("{0}")]
    Internal(String),
}

/// The usual result of this layer.
pub type Result<T, E = BackendError> = std::result::Result<T, E>;

impl BackendError {
    /// Something that should not happen, with its cause.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// One field is wrong.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(FieldErrors::one(field, message))
    }

    /// Whether a unique index refused a row.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(error)
            if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))))
    }

    /// Whether a foreign key refused a row: it refers to something that is not there, or not this tenant's.
    pub fn is_foreign(&self) -> bool {
        matches!(self, Self::Database(error)
            if matches!(error.sql_err(), Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_))))
    }
}

impl From<FieldErrors> for BackendError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}
