//! What pages and mails show of contracts. Values stay typed; each reader's language formats them.

use super::status::{ContractStatus, RecipientRole, RecipientStatus, SigningOrder};
use crate::{
    ids::{CompanyId, ContactId, ContractId, ContractTemplateId, RecipientId, UserId},
    invoice::view::Party,
    list::sort_key,
    money::Money,
    page::rich_text::RichDoc,
    signature::Signature,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One row of a list of contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRow {
    /// Which one.
    pub id: ContractId,
    /// Its number; none for a draft.
    pub number: Option<String>,
    /// What it is called.
    pub title: String,
    /// The client.
    pub company_id: CompanyId,
    /// The client's name.
    pub company_name: String,
    /// Its state.
    pub status: ContractStatus,
    /// How many have signed or approved.
    pub signed: u32,
    /// How many have to.
    pub signers: u32,
    /// Whether the reader is asked to do something now.
    pub your_turn: bool,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// Until when there is time to sign.
    pub expires_at: Option<DateTime<Utc>>,
    /// When everybody had signed.
    pub completed_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// One who takes part, as everybody who reads the contract sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The name.
    pub name: String,
    /// What they do.
    pub role: RecipientRole,
    /// How far they are.
    pub status: RecipientStatus,
    /// Signs for the provider.
    pub countersigns: bool,
    /// When they signed or approved.
    pub signed_at: Option<DateTime<Utc>>,
    /// Whether this is the reader.
    pub is_reader: bool,
    /// Who named them in their place, or empty.
    pub named_by: String,
}

/// The text with what stands above it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Which one.
    pub id: ContractId,
    /// Its number; none for a draft.
    pub number: Option<String>,
    /// What it is called.
    pub title: String,
    /// What kind of contract, or empty.
    pub kind: String,
    /// The provider, as frozen.
    pub provider: Party,
    /// The client, as frozen.
    pub client: Party,
    /// The first day.
    pub start_date: Option<NaiveDate>,
    /// The last day.
    pub end_date: Option<NaiveDate>,
    /// What it is worth.
    pub value: Option<Money>,
    /// The day on which it was sent; none for a draft.
    pub sent_at: Option<DateTime<Utc>>,
    /// The text as `RichDoc`'s JSON: with tags in a draft, without once it is sent.
    pub body: serde_json::Value,
    /// SHA-256 of the document, in hex; empty for a draft.
    pub hash: String,
}

impl Paper {
    /// The text.
    pub fn text(&self) -> RichDoc {
        RichDoc::from_json(&self.body).unwrap_or_default()
    }
}

/// What the reader has to do with a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyPart {
    /// The reader's place.
    pub recipient: RecipientId,
    /// What they do.
    pub role: RecipientRole,
    /// How far they are.
    pub status: RecipientStatus,
    /// Whether they can sign, approve or decline now.
    pub asked: bool,
    /// Whether they may name another person.
    pub may_delegate: bool,
    /// Their name as it is signed.
    pub name: String,
    /// Their address, shortened, where the code goes.
    pub masked_email: String,
    /// Whether a code that still works was mailed for this session.
    pub code_sent: bool,
}

/// A contract as a client reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContractForClient {
    /// What is read.
    pub paper: Paper,
    /// Its state.
    pub status: ContractStatus,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The reader's part; none for a colleague who may only read.
    pub mine: Option<MyPart>,
    /// Until when there is time to sign.
    pub expires_at: Option<DateTime<Utc>>,
    /// When everybody had signed.
    pub completed_at: Option<DateTime<Utc>>,
    /// Why it was declined or taken back, or empty.
    pub reason: String,
    /// Whether the sealed document can be downloaded.
    pub sealed: bool,
    /// Whether the document as it was sent can be downloaded.
    pub has_file: bool,
}

/// One who takes part, as staff see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientDetail {
    /// Which place.
    pub id: RecipientId,
    /// The contact, if it is one.
    pub contact: Option<ContactId>,
    /// The member of staff, if it is one.
    pub user: Option<UserId>,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they do.
    pub role: RecipientRole,
    /// How far they are.
    pub status: RecipientStatus,
    /// When it became their turn.
    pub sent_at: Option<DateTime<Utc>>,
    /// When they first opened it.
    pub opened_at: Option<DateTime<Utc>>,
    /// When they signed, approved or declined.
    pub acted_at: Option<DateTime<Utc>>,
    /// Why they declined, or empty.
    pub reason: String,
    /// From which network address they acted, or empty.
    pub ip: String,
    /// With which browser, or empty.
    pub user_agent: String,
    /// Who named them in their place, or empty.
    pub named_by: String,
    /// What they signed with.
    pub signature: Option<Signature>,
}

/// One event of a contract's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    /// Which, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What: a key such as `signed`.
    pub kind: String,
    /// Who, by name.
    pub actor: String,
    /// From which network address, or empty.
    pub ip: String,
    /// The event's link in the chain, in hex.
    pub hash: String,
}

/// A contract as staff see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContractDetail {
    /// What is read.
    pub paper: Paper,
    /// Its state.
    pub status: ContractStatus,
    /// The client.
    pub company_id: CompanyId,
    /// The client's name today.
    pub company_name: String,
    /// Whether one waits for another.
    pub order: SigningOrder,
    /// Whether a signer may name another person.
    pub delegation: bool,
    /// Whether everybody of the company may read it once it is completed.
    pub shared: bool,
    /// Days to sign.
    pub expires_days: u32,
    /// Until when there is time to sign.
    pub expires_at: Option<DateTime<Utc>>,
    /// When everybody had signed.
    pub completed_at: Option<DateTime<Utc>>,
    /// Why it was declined or taken back, or empty.
    pub reason: String,
    /// Who takes part.
    pub recipients: Vec<RecipientDetail>,
    /// Its log; empty for a draft.
    pub events: Vec<EventRow>,
    /// Whether the log is whole: each event follows from the one before.
    pub chain_whole: bool,
    /// Whether the reader is asked to countersign now.
    pub your_turn: bool,
    /// Whether the sealed document can be downloaded.
    pub sealed: bool,
    /// Whether the document as it was sent can be downloaded.
    pub has_file: bool,
    /// SHA-256 of the sealed document in hex, or empty.
    pub sealed_hash: String,
    /// The proposal that it came from, by number, or empty.
    pub proposal: String,
    /// The stored version.
    pub version: i64,
}

/// One row of the list of templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    /// Which one.
    pub id: ContractTemplateId,
    /// What staff find it by.
    pub name: String,
    /// What contracts made from it are called.
    pub title: String,
    /// What kind of contract, or empty.
    pub kind: String,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// How a list of contracts is cut and sorted, as typed in its address. Every part may be empty or nonsense.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractFilter {
    /// Words of a number, title, kind or company.
    pub search: String,
    /// `open`, or a key of [`ContractStatus`].
    pub status: String,
    /// The id of a company.
    pub company: String,
    /// The id of a contact who takes part.
    pub contact: String,
    /// The page, from 1.
    pub page: String,
    /// A key of [`ContractSort`], with a leading `-` for descending.
    pub sort: String,
}

/// Which contracts a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StatusFilter {
    /// Every one.
    #[default]
    All,
    /// Those that wait for somebody.
    Open,
    /// Those of one state.
    Only(ContractStatus),
}

/// The column that a list of contracts is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContractSort {
    /// When it was last changed.
    #[default]
    Updated,
    /// The number.
    Number,
    /// What it is called.
    Title,
    /// The client's name.
    Company,
    /// Until when there is time to sign.
    Expires,
}

impl ContractSort {
    /// Every column that sorts.
    pub const ALL: [Self; 5] = [
        Self::Updated,
        Self::Number,
        Self::Title,
        Self::Company,
        Self::Expires,
    ];

    /// The column's key in the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Number => "number",
            Self::Title => "title",
            Self::Company => "company",
            Self::Expires => "expires",
        }
    }
}

impl ContractFilter {
    /// Which states; unknown names show all.
    pub fn status(&self) -> StatusFilter {
        match self.status.trim() {
            "open" => StatusFilter::Open,
            name => name.parse().map_or(StatusFilter::All, StatusFilter::Only),
        }
    }

    /// Which company, if one is named rightly.
    pub fn company(&self) -> Option<CompanyId> {
        self.company.trim().parse().ok()
    }

    /// Which contact, if one is named rightly.
    pub fn contact(&self) -> Option<ContactId> {
        self.contact.trim().parse().ok()
    }

    /// The page, from 1 to 100,000.
    pub fn page(&self) -> u32 {
        self.page.trim().parse().unwrap_or(1).clamp(1, 100_000)
    }

    /// The column and whether it descends; the last changed first if none is named rightly.
    pub fn sort(&self) -> (ContractSort, bool) {
        let (key, descending) = sort_key(self.sort.trim());
        let sort = ContractSort::ALL.into_iter().find(|sort| sort.as_str() == key);
        sort.map_or((ContractSort::Updated, true), |sort| (sort, descending))
    }
}
