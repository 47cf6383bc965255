//! What can go wrong, as it travels between server and browser.

use domain::form::FieldErrors;
use serde::{Deserialize, Serialize};
use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

/// An error that a page, an island or another program can act on. Causes stay on the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in.
    #[error("Please sign in.")]
    Unauthenticated,
    /// A member of staff looks through a client's eyes.
    #[error("This is a preview: nothing can be changed in it.")]
    Preview,
    /// The role does not include this.
    #[error(
        "Your role does not include this. An owner or admin of your team can do it, or change your role."
    )]
    Forbidden,
    /// It is not there, or not yours; the two are one answer.
    #[error("This is not here.")]
    NotFound,
    /// A form is wrong, field by field. Nothing was saved.
    #[error("Some fields need another look.")]
    Invalid {
        /// What is wrong with which field.
        fields: FieldErrors,
    },
    /// Somebody else saved first.
    #[error("Somebody else changed this since you opened it.")]
    Stale {
        /// What is stored now, in the form's own shape.
        stored: serde_json::Value,
    },
    /// The state does not allow this (any more).
    #[error("{message}")]
    Conflict {
        /// Why, for the user.
        message: String,
    },
    /// Too often.
    #[error("That was too often. Please wait {retry_after} seconds and try again.")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// What was sent can't be read.
    #[error("What was sent can't be read. Please open the page anew and try again.")]
    Malformed,
    /// Portico failed; the operator finds the cause by this reference.
    #[error(
        "Something went wrong on our side. Nothing was lost. If it happens again, please mention {reference}."
    )]
    Internal {
        /// What to look for in the log.
        reference: String,
    },
    /// The server could not be reached (made in the browser).
    #[error("The server could not be reached. Please check the connection and try again.")]
    Unreachable,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        let error = match value {
            // On the server, what can't be read are the arguments; in the browser, the answer.
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Deserialization(_) => Self::Malformed,
            #[cfg(not(feature = "ssr"))]
            ServerFnErrorErr::Deserialization(_) => Self::Unreachable,
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Serialization(_) => Self::Malformed,
            _ => Self::Internal {
                reference: "server function".to_owned(),
            },
        };
        #[cfg(feature = "ssr")]
        crate::platform::note_status(&error);
        error
    }
}
