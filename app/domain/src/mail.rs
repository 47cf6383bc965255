//! The mail log, as staff see it.

use crate::ids::{ContactId, MailId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waiting for its turn, or for another try.
    Queued,
    /// Taken by the mail server, or written to the mailbox folder.
    Sent,
    /// Given up after the last try; staff can send it again.
    Failed,
    /// The mail server refused the address for good.
    Bounced,
}

impl MailState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Sent, Self::Failed, Self::Bounced];

    /// The key stored in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Bounced => "bounced",
        }
    }

    /// The state in a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Queued => "Waiting",
            Self::Sent => "Sent",
            Self::Failed => "Failed",
            Self::Bounced => "Refused",
        }
    }

    /// The state of a stored key; an unknown one counts as waiting.
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|state| state.key() == key)
            .unwrap_or(Self::Queued)
    }
}

/// Which mail it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A contact is invited into the portal.
    Invitation,
    /// A contact asked for a new link.
    NewLink,
    /// A session was opened from a browser not seen before.
    NewDevice,
    /// A code for a device not seen before.
    SignInCode,
    /// An invoice was issued.
    InvoiceIssued,
    /// A member of staff is invited.
    StaffInvitation,
    /// A contract waits for somebody.
    ContractRequest,
    /// It still does.
    ContractReminder,
    /// A code before a contract is signed.
    ContractCode,
    /// Nothing comes of a contract, or not in time.
    ContractNews,
    /// A contract is completed; the sealed document goes along.
    ContractCompleted,
    /// What happened to a contract, for staff.
    ContractNotice,
}

impl MailKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Invitation,
        Self::NewLink,
        Self::NewDevice,
        Self::SignInCode,
        Self::InvoiceIssued,
        Self::StaffInvitation,
        Self::ContractRequest,
        Self::ContractReminder,
        Self::ContractCode,
        Self::ContractNews,
        Self::ContractCompleted,
        Self::ContractNotice,
    ];

    /// The key stored in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::NewLink => "new_link",
            Self::NewDevice => "new_device",
            Self::SignInCode => "sign_in_code",
            Self::InvoiceIssued => "invoice_issued",
            Self::StaffInvitation => "staff_invitation",
            Self::ContractRequest => "contract_request",
            Self::ContractReminder => "contract_reminder",
            Self::ContractCode => "contract_code",
            Self::ContractNews => "contract_news",
            Self::ContractCompleted => "contract_completed",
            Self::ContractNotice => "contract_notice",
        }
    }

    /// The kind in words, for staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invitation => "Portal invitation",
            Self::NewLink => "New link",
            Self::NewDevice => "New device notice",
            Self::SignInCode => "Sign-in code",
            Self::InvoiceIssued => "Invoice",
            Self::StaffInvitation => "Team invitation",
            Self::ContractRequest => "Contract to sign",
            Self::ContractReminder => "Contract reminder",
            Self::ContractCode => "Code for a contract",
            Self::ContractNews => "News about a contract",
            Self::ContractCompleted => "Contract completed",
            Self::ContractNotice => "Contract, for staff",
        }
    }

    /// Whether it goes to a member of staff, whatever contacts are chosen for trying it out.
    pub const fn is_for_staff(self) -> bool {
        matches!(self, Self::StaffInvitation | Self::ContractNotice)
    }

    /// The kind of a stored key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How staff look at the mail log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailFilter {
    /// One state's key; empty for all.
    pub state: String,
    /// One contact's id; empty for all.
    pub contact: String,
    /// Page, from 1.
    pub page: u32,
}

impl MailFilter {
    /// The state asked for; an unknown key asks for all.
    pub fn state(&self) -> Option<MailState> {
        MailState::ALL.into_iter().find(|state| state.key() == self.state)
    }
}

/// A mail in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    /// Which mail.
    pub id: MailId,
    /// Which kind of mail.
    pub kind: MailKind,
    /// To whom, by name.
    pub to_name: String,
    /// To which address.
    pub to_address: String,
    /// Its subject; empty until it was made.
    pub subject: String,
    /// What became of it.
    pub state: MailState,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
}

/// One mail, whole. Links that open a session are blotted out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailDetail {
    /// The log's line.
    pub row: MailRow,
    /// The contact it went to, if it was one.
    pub contact: Option<ContactId>,
    /// The plain text.
    pub text: String,
    /// How it was delivered: the mail server's or the folder's name.
    pub transport: String,
    /// The Message-ID header.
    pub message_id: String,
    /// How often sending was tried.
    pub attempts: i32,
    /// What the mail server last answered; empty if nothing went wrong.
    pub error: String,
    /// When it is tried next, while it waits.
    pub next_try_at: Option<DateTime<Utc>>,
    /// Whether there is a copy in the mailbox folder that the owner may open.
    pub has_delivered_copy: bool,
}
