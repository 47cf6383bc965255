//! What pages, PDFs and mails show of proposals. Values stay typed; each reader's language formats them.

use super::answer::DeclineReason;
use super::content::{Content, Period};
use super::conversion::Kind;
use super::form::ProposalForm;
use super::selection::{Selection, Sums};
use super::status::{DisplayStatus, ProposalStatus};
use crate::company::CompanyChoice;
use crate::contact::ContactChoice;
use crate::ids::{CompanyId, ContactId, ProposalId, ProposalPresetId, UserId};
use crate::invoice::calculation::TaxRounding;
use crate::invoice::tax::TaxRate;
use crate::invoice::view::Party;
use crate::list::sort_key;
use crate::locale::Locale;
use crate::money::Money;
use crate::settings::PortalFrame;
use crate::signature::Signature;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One row of a list of proposals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRow {
    /// Which one.
    pub id: ProposalId,
    /// Its number; `None` until it is first sent.
    pub number: Option<String>,
    /// What it is called.
    pub title: String,
    /// The client.
    pub company_id: CompanyId,
    /// The client's name.
    pub company_name: String,
    /// The person it is addressed to, or empty.
    pub contact_name: String,
    /// Which version is shown.
    pub version: i32,
    /// What is paid once: of what was accepted, else of what is preset.
    pub once: Money,
    /// What is paid again and again.
    pub recurring: Vec<(Period, Money)>,
    /// The last day on which it can be accepted.
    pub valid_until: Option<NaiveDate>,
    /// When its version was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// The state to show.
    pub display_status: DisplayStatus,
    /// Whether a newer version is being written; staff only.
    pub has_draft: bool,
}

impl ProposalRow {
    /// Number and title.
    pub fn name(&self) -> String {
        match &self.number {
            Some(number) => format!("{number} · {}", self.title),
            None => self.title.clone(),
        }
    }
}

/// An answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// To which version.
    pub version: i32,
    /// Why it was declined; accepted where there is no reason.
    pub declined: Option<DeclineReason>,
    /// More about why, or empty.
    pub text: String,
    /// The name as typed, or the contact's.
    pub name: String,
    /// The contact's address.
    pub email: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The client's order number, or empty.
    pub po_number: String,
    /// The signature, if there is one.
    pub signature: Option<Signature>,
    /// What was agreed to, in the words that were shown.
    pub consent: String,
    /// The consent text's version.
    pub consent_version: String,
    /// The hash of what was answered.
    pub hash: String,
    /// Browser and system; empty in what a client gets.
    pub browser: String,
    /// Shortened network address; empty in what a client gets.
    pub address: String,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The key of the section it is about, or empty.
    pub section: String,
    /// About which version it was said.
    pub version: i32,
    /// Who said it, by name.
    pub author: String,
    /// Whether a member of staff did.
    pub staff: bool,
    /// Whether only staff read it.
    pub internal: bool,
    /// What.
    pub body: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One version of a proposal, as its client gets it: nothing in it is secret from the client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalDocument {
    /// Which proposal.
    pub id: ProposalId,
    /// Its number; `None` for what was never sent.
    pub number: Option<String>,
    /// Which version.
    pub version: i32,
    /// The version's stored state.
    pub status: ProposalStatus,
    /// The state to show.
    pub display_status: DisplayStatus,
    /// SHA-256 of what is frozen; empty for a draft.
    pub hash: String,
    /// Who offers.
    pub seller: Party,
    /// To whom.
    pub buyer: Party,
    /// Who looks after it: name and address.
    pub owner: (String, String),
    /// When it was sent, as a day where the business is.
    pub sent_on: Option<NaiveDate>,
    /// The last day on which it can be accepted.
    pub valid_until: Option<NaiveDate>,
    /// What it says; of what was sent, as it was frozen.
    pub content: Content,
    /// Where tax is rounded.
    pub rounding: TaxRounding,
    /// What was accepted, or what is preset.
    pub selection: Selection,
    /// What that comes to.
    pub sums: Sums,
    /// The answer, if there is one that stands.
    pub answer: Option<Answer>,
    /// The comments, oldest first; those of staff among themselves are not in it.
    pub comments: Vec<Comment>,
    /// The newest version that a client may read.
    pub newest: i32,
}

impl ProposalDocument {
    /// The number, or `Draft`.
    pub fn title(&self) -> &str {
        self.number.as_deref().unwrap_or("Draft")
    }

    /// The taxes worth a row: all but "no tax".
    pub fn shown_taxes(totals: &crate::invoice::Totals) -> impl Iterator<Item = &crate::invoice::TaxGroup> {
        totals.tax_groups.iter().filter(|group| !group.tax.is_none())
    }
}

/// A version in the list of a proposal's versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Which.
    pub no: i32,
    /// Its state.
    pub status: ProposalStatus,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// SHA-256 of what is frozen, or empty.
    pub hash: String,
}

/// Something that was made of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What.
    pub kind: Kind,
    /// Where staff find it; empty if it is gone again.
    pub address: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A proposal with what only staff see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalDetail {
    /// What the client sees, too; of the draft, where nothing was sent yet.
    pub document: ProposalDocument,
    /// The proposal's own state.
    pub status: ProposalStatus,
    /// The client.
    pub company_id: CompanyId,
    /// The client's name today.
    pub company_name: String,
    /// The person it is addressed to.
    pub contact_id: Option<ContactId>,
    /// That person's name, or empty.
    pub contact_name: String,
    /// For staff only, or empty.
    pub internal_notes: String,
    /// The version that is being written, if one is.
    pub draft: Option<i32>,
    /// All versions, the newest first.
    pub versions: Vec<VersionRow>,
    /// What was made of it.
    pub made: Vec<Made>,
    /// Whether a draft invoice is made as soon as it is accepted.
    pub make_invoice: bool,
    /// Every comment, also those of staff among themselves.
    pub comments: Vec<Comment>,
    /// Why it was withdrawn or reopened, or empty.
    pub reason: String,
    /// Who has looked at the version that was sent, by name, with the first time.
    pub seen: Vec<(String, DateTime<Utc>)>,
    /// The count of changes, for forms.
    pub changes: i64,
}

/// A proposal's form with what can be chosen in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalEditing {
    /// The form as it opens.
    pub form: ProposalForm,
    /// Which version it writes; 1 for a new proposal.
    pub version: i32,
    /// The company that it is for; none until one is chosen.
    pub company: Option<CompanyChoice>,
    /// The company's contacts.
    pub contacts: Vec<ContactChoice>,
    /// The team, to look after it.
    pub owners: Vec<(UserId, String)>,
    /// The taxes used so far.
    pub taxes: Vec<TaxRate>,
    /// Where tax is rounded.
    pub rounding: TaxRounding,
    /// Sections that were saved for reuse.
    pub sections: Vec<PresetRow>,
}

/// A template or saved section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresetRow {
    /// Which.
    pub id: ProposalPresetId,
    /// Its name.
    pub name: String,
    /// Whether it is a section alone.
    pub section: bool,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// A proposal as its client sees it, for staff who want to see it so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalPreview {
    /// What the client gets.
    pub document: ProposalDocument,
    /// The portal around it.
    pub frame: PortalFrame,
    /// The client's language.
    pub locale: Locale,
    /// The client's time zone.
    pub timezone: String,
    /// Who would look.
    pub name: String,
}

/// The sums of a filtered list in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalTotal {
    /// How many proposals.
    pub proposals: u64,
    /// What is paid once for them.
    pub once: Money,
}

/// How a list of proposals is cut and sorted, as typed in its address. Every part may be empty or nonsense.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalFilter {
    /// Part of a number, a title or a company's name.
    pub search: String,
    /// A name of [`StatusFilter`].
    pub status: String,
    /// The id of a company.
    pub company: String,
    /// The page, from 1.
    pub page: String,
    /// A key of [`ProposalSort`], with a leading `-` for descending.
    pub sort: String,
}

/// Which proposals a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StatusFilter {
    /// Every one.
    #[default]
    All,
    /// Those that wait for the client's answer.
    Open,
    /// Those of one shown state.
    Only(DisplayStatus),
}

/// The column that a list of proposals is sorted by. Each sort ends with the id, so that pages don't overlap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProposalSort {
    /// When it was last sent, drafts first.
    #[default]
    Sent,
    /// The number.
    Number,
    /// The title.
    Title,
    /// The client's name.
    Company,
    /// The last day of validity.
    ValidUntil,
    /// What is paid once.
    Total,
}

impl ProposalSort {
    /// Every column that sorts.
    pub const ALL: [Self; 6] = [
        Self::Sent,
        Self::Number,
        Self::Title,
        Self::Company,
        Self::ValidUntil,
        Self::Total,
    ];

    /// The column's key in the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Number => "number",
            Self::Title => "title",
            Self::Company => "company",
            Self::ValidUntil => "valid_until",
            Self::Total => "total",
        }
    }
}

impl ProposalFilter {
    /// The longest search, in characters; the rest is not looked at.
    pub const MAX_SEARCH: usize = 100;

    /// The text to look for, trimmed and cut; empty for none.
    pub fn search(&self) -> String {
        self.search
            .trim()
            .chars()
            .filter(|c| !c.is_control())
            .take(Self::MAX_SEARCH)
            .collect()
    }

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

    /// The page, from 1 to 100,000.
    pub fn page(&self) -> u32 {
        self.page.trim().parse().unwrap_or(1).clamp(1, 100_000)
    }

    /// The column and whether it descends; the newest first if none is named rightly.
    pub fn sort(&self) -> (ProposalSort, bool) {
        let (key, descending) = sort_key(self.sort.trim());
        let sort = ProposalSort::ALL.into_iter().find(|sort| sort.as_str() == key);
        sort.map_or((ProposalSort::Sent, true), |sort| (sort, descending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_any_address() {
        let filter = ProposalFilter {
            search: format!("  a\u{0}b{}", "x".repeat(200)),
            status: "expired".into(),
            company: "'; --".into(),
            page: "-3".into(),
            sort: "-valid_until".into(),
        };
        assert_eq!(filter.search().chars().count(), ProposalFilter::MAX_SEARCH);
        assert_eq!(filter.status(), StatusFilter::Only(DisplayStatus::Expired));
        assert_eq!(
            (filter.company(), filter.page(), filter.sort()),
            (None, 1, (ProposalSort::ValidUntil, true))
        );
        let empty = ProposalFilter::default();
        assert_eq!(
            (empty.status(), empty.page(), empty.sort()),
            (StatusFilter::All, 1, (ProposalSort::Sent, true))
        );
    }
}
