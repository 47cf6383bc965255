//! The timeline: what happened, to whom, in words.

use crate::ids::{ActivityId, CompanyId, ContactId, ContractId, InvoiceId, ProposalId};
use crate::module::Module;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $key:literal, client: $client:literal, $label:literal;)+) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Verb {
            $($(#[$doc])* #[serde(rename = $key)] $name,)+
        }

        impl Verb {
            /// All verbs.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The key stored in the database; also the translation's key.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// Whether the client's own timeline shows it.
            pub const fn client_sees(self) -> bool {
                match self { $(Self::$name => $client),+ }
            }

            /// The verb in words, for staff, to follow the actor's name.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }

            /// The verb of a stored key.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|verb| verb.key() == key)
            }
        }
    };
}

verbs! {
    /// A company was created.
    CompanyCreated = "company.created", client: false, "created the company";
    /// A company was changed.
    CompanyUpdated = "company.updated", client: false, "changed the company";
    /// A company was archived.
    CompanyArchived = "company.archived", client: false, "archived the company";
    /// A company was taken back from the archive.
    CompanyRestored = "company.restored", client: false, "restored the company";
    /// A contact was created.
    ContactCreated = "contact.created", client: false, "created the contact";
    /// A contact was changed by staff.
    ContactUpdated = "contact.updated", client: false, "changed the contact";
    /// A contact changed the own profile.
    ProfileUpdated = "profile.updated", client: true, "changed the profile";
    /// A contact was archived.
    ContactArchived = "contact.archived", client: false, "archived the contact";
    /// A contact was taken back from the archive.
    ContactRestored = "contact.restored", client: false, "restored the contact";
    /// A portal invitation was sent.
    PortalInvited = "portal.invited", client: true, "sent a portal invitation";
    /// A contact's link was revoked.
    LinkRevoked = "portal.revoked", client: false, "revoked the portal link";
    /// A contact opened a session.
    PortalAccessed = "portal.accessed", client: true, "signed in to the portal";
    /// A member of staff looked at the portal through a contact's eyes.
    PortalPreviewed = "portal.previewed", client: false, "previewed the portal";
    /// A draft invoice was created.
    InvoiceCreated = "invoice.created", client: false, "created a draft invoice";
    /// A draft invoice was changed.
    InvoiceUpdated = "invoice.updated", client: false, "changed an invoice";
    /// A draft was deleted.
    InvoiceDeleted = "invoice.deleted", client: false, "deleted a draft invoice";
    /// An invoice was issued.
    InvoiceIssued = "invoice.issued", client: true, "issued an invoice";
    /// A client looked at an invoice for the first time.
    InvoiceViewed = "invoice.viewed", client: true, "viewed an invoice";
    /// A client downloaded an invoice.
    InvoiceDownloaded = "invoice.downloaded", client: true, "downloaded an invoice";
    /// A payment was recorded.
    PaymentReceived = "payment.received", client: true, "recorded a payment";
    /// A recorded payment was corrected.
    PaymentCorrected = "payment.corrected", client: false, "corrected a payment";
    /// A payment was refunded.
    PaymentRefunded = "payment.refunded", client: true, "refunded a payment";
    /// An invoice was voided.
    InvoiceVoided = "invoice.voided", client: true, "voided an invoice";
    /// An invoice was written off.
    InvoiceWrittenOff = "invoice.written_off", client: false, "wrote off an invoice";
    /// A credit note was issued.
    CreditNoteIssued = "credit_note.issued", client: true, "issued a credit note";
    /// A draft proposal was created.
    ProposalCreated = "proposal.created", client: false, "created a draft proposal";
    /// A draft proposal, or a new version of one, was changed.
    ProposalUpdated = "proposal.updated", client: false, "changed a proposal";
    /// A draft proposal, or the draft of a new version, was deleted.
    ProposalDeleted = "proposal.deleted", client: false, "deleted a draft proposal";
    /// A proposal was sent for the first time.
    ProposalSent = "proposal.sent", client: true, "sent a proposal";
    /// A newer version of a proposal was sent.
    ProposalRevised = "proposal.revised", client: true, "sent a new version of a proposal";
    /// A proposal's last day of validity was moved, and it was sent again; the remark is the day.
    ProposalExtended = "proposal.extended", client: true, "extended a proposal";
    /// A client looked at a proposal for the first time.
    ProposalViewed = "proposal.viewed", client: true, "viewed a proposal";
    /// A client downloaded a proposal.
    ProposalDownloaded = "proposal.downloaded", client: true, "downloaded a proposal";
    /// Somebody commented on a proposal, for both sides to read.
    ProposalCommented = "proposal.commented", client: true, "commented on a proposal";
    /// Staff commented on a proposal among themselves.
    ProposalNoted = "proposal.noted", client: false, "left a note on a proposal";
    /// A client accepted a proposal.
    ProposalAccepted = "proposal.accepted", client: true, "accepted a proposal";
    /// A client declined a proposal.
    ProposalDeclined = "proposal.declined", client: true, "declined a proposal";
    /// Staff took a proposal back.
    ProposalWithdrawn = "proposal.withdrawn", client: true, "withdrew a proposal";
    /// Staff took an acceptance back.
    ProposalReopened = "proposal.reopened", client: true, "reopened a proposal";
    /// A proposal's last day comes near; its reader was reminded.
    ProposalExpiring = "proposal.expiring", client: true, "reminded of a proposal's last day";
    /// A proposal's last day is over.
    ProposalExpired = "proposal.expired", client: true, "noted that a proposal has expired";
    /// Something was made of an accepted proposal; the remark says what.
    ProposalConverted = "proposal.converted", client: false, "took an accepted proposal further";
    /// A draft contract was written.
    ContractCreated = "contract.created", client: false, "wrote a draft contract";
    /// A draft contract was changed.
    ContractUpdated = "contract.updated", client: false, "changed a draft contract";
    /// A draft contract was deleted.
    ContractDeleted = "contract.deleted", client: false, "deleted a draft contract";
    /// A contract came to somebody whose turn it is.
    ContractSent = "contract.sent", client: true, "sent a contract";
    /// A client read a contract for the first time.
    ContractViewed = "contract.viewed", client: true, "read a contract";
    /// Somebody signed or approved a contract.
    ContractSigned = "contract.signed", client: true, "signed a contract";
    /// Somebody declined a contract; the remark is why.
    ContractDeclined = "contract.declined", client: true, "declined a contract";
    /// A signer named another person, who is the remark.
    ContractDelegated = "contract.delegated", client: true, "named another person for a contract";
    /// Everybody has signed a contract.
    ContractCompleted = "contract.completed", client: true, "completed a contract";
    /// The time to sign a contract is over.
    ContractExpired = "contract.expired", client: true, "noted that the time to sign a contract is over";
    /// A contract got more time.
    ContractExtended = "contract.extended", client: false, "gave a contract more time";
    /// A contract was taken back; the remark is why.
    ContractVoided = "contract.voided", client: true, "took back a contract";
    /// A tag of clients was renamed; the remark is the name before.
    TagRenamed = "tag.renamed", client: false, "renamed a tag";
    /// A tag of clients was merged into another, which is the remark.
    TagMerged = "tag.merged", client: false, "merged a tag into another";
    /// A tag of clients was deleted.
    TagDeleted = "tag.deleted", client: false, "deleted a tag";
    /// The portal's settings were changed.
    SettingsChanged = "settings.changed", client: false, "changed the settings";
    /// A member of staff was added.
    MemberAdded = "team.added", client: false, "added a member of staff";
    /// A member of staff's role or access was changed.
    MemberChanged = "team.changed", client: false, "changed a member of staff";
}

impl Verb {
    /// The module that must be on for a client to see it.
    pub const fn module(self) -> Option<Module> {
        match self {
            Self::InvoiceCreated
            | Self::InvoiceUpdated
            | Self::InvoiceDeleted
            | Self::InvoiceIssued
            | Self::InvoiceViewed
            | Self::InvoiceDownloaded
            | Self::PaymentReceived
            | Self::PaymentCorrected
            | Self::PaymentRefunded
            | Self::InvoiceVoided
            | Self::InvoiceWrittenOff
            | Self::CreditNoteIssued => Some(Module::Invoices),
            Self::ProposalCreated
            | Self::ProposalUpdated
            | Self::ProposalDeleted
            | Self::ProposalSent
            | Self::ProposalRevised
            | Self::ProposalExtended
            | Self::ProposalViewed
            | Self::ProposalDownloaded
            | Self::ProposalCommented
            | Self::ProposalNoted
            | Self::ProposalAccepted
            | Self::ProposalDeclined
            | Self::ProposalWithdrawn
            | Self::ProposalReopened
            | Self::ProposalExpiring
            | Self::ProposalExpired
            | Self::ProposalConverted => Some(Module::Proposals),
            Self::ContractCreated
            | Self::ContractUpdated
            | Self::ContractDeleted
            | Self::ContractSent
            | Self::ContractViewed
            | Self::ContractSigned
            | Self::ContractDeclined
            | Self::ContractDelegated
            | Self::ContractCompleted
            | Self::ContractExpired
            | Self::ContractExtended
            | Self::ContractVoided => Some(Module::Contracts),
            _ => None,
        }
    }
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A member of staff.
    Staff,
    /// A contact.
    Contact,
    /// Portico itself.
    System,
}

impl ActorKind {
    /// The key stored in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Contact => "contact",
            Self::System => "system",
        }
    }

    /// The kind of a stored key; an unknown one is the system's.
    pub fn from_key(key: &str) -> Self {
        match key {
            "staff" => Self::Staff,
            "contact" => Self::Contact,
            _ => Self::System,
        }
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLine {
    /// Which line.
    pub id: ActivityId,
    /// When.
    pub at: DateTime<Utc>,
    /// What kind of actor.
    pub actor: ActorKind,
    /// The actor's name as it was then.
    pub actor_name: String,
    /// What.
    pub verb: Verb,
    /// Which object, as it was called then; empty where there is none.
    pub object: String,
    /// The invoice to link to, if the line is about one.
    pub invoice: Option<InvoiceId>,
    /// The proposal to link to, if the line is about one.
    pub proposal: Option<ProposalId>,
    /// The contract to link to, if the line is about one.
    pub contract: Option<ContractId>,
    /// The contact to link to, if the line is about one.
    pub contact: Option<ContactId>,
    /// The company to link to, if the line is about one.
    pub company: Option<CompanyId>,
    /// A reason or other remark; empty where there is none. Never shown to clients.
    pub remark: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_verbs_read_back() {
        for verb in Verb::ALL {
            assert_eq!(Verb::from_key(verb.key()), Some(*verb));
        }
        assert_eq!(Verb::from_key("nonsense"), None);
    }
}
