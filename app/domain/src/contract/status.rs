//! The states of a contract and of those who take part.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A text that names none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of those offered.")]
pub struct UnknownKey;

macro_rules! keyed {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal, $label:literal;)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key stored in the database, sent in forms and used in translations.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// In a word, for staff.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownKey;

            fn from_str(text: &str) -> Result<Self, UnknownKey> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or(UnknownKey)
            }
        }
    )+};
}

keyed! {
    /// The state of a contract.
    ContractStatus {
        /// Being written; no client sees it.
        Draft = "draft", "Draft";
        /// Frozen and sent; nobody has signed yet.
        Sent = "sent", "Sent";
        /// Some have signed, others not yet.
        PartiallySigned = "partially_signed", "Partly signed";
        /// Everybody has done their part.
        Completed = "completed", "Completed";
        /// Somebody has declined; nobody can sign any more.
        Declined = "declined", "Declined";
        /// The time to sign is over; staff can extend it.
        Expired = "expired", "Expired";
        /// Taken back by staff.
        Void = "void", "Void";
    }
    /// What somebody does with a contract.
    RecipientRole {
        /// Signs.
        Signer = "signer", "Signs";
        /// Approves without a signature.
        Approver = "approver", "Approves";
        /// Must have opened it.
        Viewer = "viewer", "Reads";
        /// Gets a copy once it is completed.
        Copy = "copy", "Gets a copy";
    }
    /// How far somebody is.
    RecipientStatus {
        /// Not their turn yet.
        Waiting = "waiting", "Waiting";
        /// It is their turn.
        Sent = "sent", "Sent";
        /// They have opened it.
        Opened = "opened", "Opened";
        /// They have signed, or approved.
        Signed = "signed", "Signed";
        /// They have declined.
        Declined = "declined", "Declined";
        /// They let the time pass.
        Expired = "expired", "Expired";
    }
    /// Whether one waits for another.
    SigningOrder {
        /// All at the same time; a countersignature still comes last.
        Parallel = "parallel", "All at the same time";
        /// One after another; nobody sees it before their turn.
        Sequential = "sequential", "One after another";
    }
}

impl ContractStatus {
    /// Whether it waits for somebody.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::PartiallySigned)
    }

    /// Whether nothing more is expected of anybody.
    pub const fn is_closed(self) -> bool {
        !matches!(self, Self::Draft | Self::Sent | Self::PartiallySigned)
    }

    /// Whether it may be edited or deleted.
    ///
    /// # Errors
    /// [`ContractError::AlreadySent`].
    pub const fn check_editable(self) -> Result<(), ContractError> {
        match self {
            Self::Draft => Ok(()),
            _ => Err(ContractError::AlreadySent),
        }
    }

    /// Whether those who take part can still do something.
    ///
    /// # Errors
    /// Why not, for whoever tries.
    pub const fn check_open(self) -> Result<(), ContractError> {
        match self {
            Self::Draft => Err(ContractError::StillDraft),
            Self::Sent | Self::PartiallySigned => Ok(()),
            Self::Completed => Err(ContractError::Completed),
            Self::Declined => Err(ContractError::Declined),
            Self::Expired => Err(ContractError::Expired),
            Self::Void => Err(ContractError::Void),
        }
    }
}

impl RecipientRole {
    /// Whether the contract waits for them.
    pub const fn takes_part(self) -> bool {
        !matches!(self, Self::Copy)
    }

    /// Whether they sign or approve, after consent and a code.
    pub const fn commits(self) -> bool {
        matches!(self, Self::Signer | Self::Approver)
    }
}

/// Why something can't be done with a contract. The texts are for staff; clients read those of [`ContractError::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContractError {
    /// It is frozen.
    #[error("This contract was already sent, so its text can't be changed. Void it and write a new one.")]
    AlreadySent,
    /// It has not been sent.
    #[error("This contract is still a draft. Send it first.")]
    StillDraft,
    /// Everybody has signed.
    #[error("This contract has already been completed.")]
    Completed,
    /// Somebody has declined.
    #[error("This contract was declined, so nobody can sign it any more.")]
    Declined,
    /// The time is over.
    #[error("The time to sign this contract is over.")]
    Expired,
    /// It was taken back.
    #[error("This contract was taken back, so nobody can sign it any more.")]
    Void,
    /// Somebody else comes first.
    #[error("It is not your turn yet: somebody else signs before you.")]
    NotYourTurn,
    /// They have signed before.
    #[error("You have already signed this contract.")]
    AlreadySigned,
    /// A reader or somebody who gets a copy signs nothing.
    #[error("You get this contract to read; there is nothing to sign.")]
    NothingToSign,
    /// Nobody of that place.
    #[error("This person does not take part in the contract.")]
    NotTakingPart,
    /// A contract without signers.
    #[error("Please choose at least one person who signs.")]
    NoSigner,
    /// Only an expired or open contract has a time to extend.
    #[error("Only a contract that waits for signatures, or whose time is over, can be extended.")]
    NotExtendable,
    /// The text that was read is not the text that is stored.
    #[error("This is not the version of the contract that you read. Please read it again before you sign.")]
    OtherVersion,
}

impl ContractError {
    /// The key of the text that a client reads.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AlreadySent => "contract-error-sent",
            Self::StillDraft | Self::NotTakingPart => "contract-error-none",
            Self::Completed => "contract-error-completed",
            Self::Declined => "contract-error-declined",
            Self::Expired | Self::NotExtendable => "contract-error-expired",
            Self::Void => "contract-error-void",
            Self::NotYourTurn => "contract-error-turn",
            Self::AlreadySigned => "contract-error-signed",
            Self::NothingToSign | Self::NoSigner => "contract-error-nothing",
            Self::OtherVersion => "contract-error-version",
        }
    }
}
