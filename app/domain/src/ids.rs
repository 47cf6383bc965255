//! Typed identifiers: an id of one kind can't be passed where another kind is meant.
//!
//! Ids are UUIDv7 (RFC 9562), so they sort by creation time. They are never authority: every query also carries a scope.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A text that is not a UUID. Shown to a user as "not found", never as a parse error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct InvalidId;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new, time-ordered id.
            #[cfg(feature = "generate")]
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The raw UUID, for the database.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            /// Accepts the canonical hyphenated form only, so that one record has one address.
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if text.len() != 36 {
                    return Err(InvalidId);
                }
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    )+};
}

typed_id! {
    /// A provider's workspace; the outermost wall between data.
    TenantId,
    /// A member of a provider's staff.
    UserId,
    /// A person on the client's side.
    ContactId,
    /// A client organisation.
    CompanyId,
    /// An invoice, in whatever state.
    InvoiceId,
    /// One line of an invoice.
    InvoiceLineId,
    /// Money received.
    PaymentId,
    /// Money given back from a payment.
    RefundId,
    /// A document that reduces an issued invoice.
    CreditNoteId,
    /// A signed-in browser.
    SessionId,
    /// A mailed link into the portal.
    AccessLinkId,
    /// A mail, from queueing to delivery.
    MailId,
    /// A page of the provider's own making.
    PageId,
    /// A tag on companies and contacts.
    TagId,
    /// A contract, in whatever state.
    ContractId,
    /// One of those who take part in a contract.
    RecipientId,
    /// A contract to begin with.
    ContractTemplateId,
    /// One line of a timeline.
    ActivityId,
    /// A proposal, with all its versions.
    ProposalId,
    /// A proposal's template, or a saved section of one.
    ProposalPresetId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_form_is_an_id() {
        let text = "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b";
        assert_eq!(text.parse::<InvoiceId>().unwrap().to_string(), text);
        for bad in [
            "",
            "1",
            "0192f0c12d3e7f408a5b6c7d8e9f0a1b",
            "{0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b}",
            "../../etc",
            "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1g",
        ] {
            assert_eq!(bad.parse::<InvoiceId>(), Err(InvalidId), "{bad}");
        }
    }
}
