//! What staff see of pages.

use super::{form::PageForm, schedule::ScheduleForm, state::PageState};
use crate::{
    client_tag::TagChoice,
    ids::{ContactId, PageId},
    list::sort_key,
    menu::CompanyChoice,
    merge::Finding as TagFinding,
    page::{BlockId, Change, Finding, Rev},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which pages to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageFilter {
    /// Words to find in title, address and description.
    pub search: String,
    /// A state's key; all that are not archived otherwise.
    pub state: String,
    /// A column, with `-` before it for descending.
    pub sort: String,
    /// Which page of the list, from 1.
    pub page: String,
}

/// How the list can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// By title.
    Title,
    /// By state.
    State,
    /// By last change.
    Changed,
}

impl PageFilter {
    /// The state asked for.
    pub fn state(&self) -> Option<PageState> {
        self.state.parse().ok()
    }

    /// The column, and whether the last comes first. The latest changes come first of themselves.
    pub fn sort(&self) -> (Sort, bool) {
        match sort_key(&self.sort) {
            ("title", down) => (Sort::Title, down),
            ("state", down) => (Sort::State, down),
            ("changed", down) => (Sort::Changed, down),
            _ => (Sort::Changed, true),
        }
    }

    /// Which page, from 1.
    pub fn page(&self) -> u32 {
        self.page.trim().parse().unwrap_or(1)
    }
}

/// A page in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRow {
    /// Which.
    pub id: PageId,
    /// Its title.
    pub title: String,
    /// The last part of its address.
    pub slug: String,
    /// Where it stands.
    pub state: PageState,
    /// Whether the draft differs from what readers see.
    pub changed: bool,
    /// When it is to be published.
    pub publish_at: Option<DateTime<Utc>>,
    /// Who may open it, in words.
    pub audience: String,
    /// The menu's items that lead to it.
    pub menu: Vec<String>,
    /// How many of its blocks this version can't show.
    pub opaque: u32,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// By whom.
    pub updated_by: String,
}

/// A merge tag that something is wrong with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedTag {
    /// The tag as it is typed.
    pub tag: String,
    /// The blocks that it is in, by name.
    pub blocks: Vec<String>,
    /// What is wrong.
    pub finding: TagFinding,
}

/// What is to be said of a draft before it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The state that was looked at.
    pub rev: Rev,
    /// What publishing would change; `None` before the first time.
    pub changes: Option<Vec<Change>>,
    /// The same in words.
    pub words: String,
    /// What should be put right, each with its block's name.
    pub findings: Vec<(String, Finding)>,
    /// Merge tags with something wrong; errors keep the page from being published.
    pub tags: Vec<CheckedTag>,
}

/// Whether a draft can be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to be said.
    Fine,
    /// It can, and something should be put right.
    Doubtful,
    /// It can't.
    Refused,
}

impl Check {
    /// Whether the draft can be published.
    pub fn verdict(&self) -> Verdict {
        let wrong = |tag: &CheckedTag| tag.finding.severity == crate::merge::Severity::Error;
        if self.tags.iter().any(wrong) {
            Verdict::Refused
        } else if self.tags.is_empty() && self.findings.is_empty() {
            Verdict::Fine
        } else {
            Verdict::Doubtful
        }
    }
}

/// A state of a page that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionRow {
    /// Which.
    pub id: Uuid,
    /// Counts from 1.
    pub number: i64,
    /// Its title then.
    pub title: String,
    /// What was different, in words.
    pub note: String,
    /// Whether readers saw it.
    pub published: bool,
    /// Whether it is what readers see now.
    pub current: bool,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Blocks kept for reuse, in the list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionRow {
    /// Which.
    pub id: Uuid,
    /// What they are called.
    pub name: String,
    /// How many blocks.
    pub blocks: usize,
    /// Who saved them last.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A page with all that its own page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageDetail {
    /// Which.
    pub id: PageId,
    /// Its settings.
    pub form: PageForm,
    /// Where it stands.
    pub state: PageState,
    /// How many blocks the draft has.
    pub blocks: usize,
    /// How many of them this version can't show.
    pub opaque: usize,
    /// The draft before it is published; `None` for one that can't be opened, with the reason.
    pub check: Result<Check, String>,
    /// When what readers see was published.
    pub published_at: Option<DateTime<Utc>>,
    /// When the draft is to be published.
    pub publish_at: Option<DateTime<Utc>>,
    /// When the page is to be taken back.
    pub unpublish_at: Option<DateTime<Utc>>,
    /// The same two as the form takes them.
    pub schedule: ScheduleForm,
    /// The menu's items that lead to it.
    pub menu: Vec<String>,
    /// Who may open it, in words.
    pub audience: String,
    /// The states that were kept, the newest first.
    pub revisions: Vec<RevisionRow>,
    /// The name of the template it was made from.
    pub template: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// By whom.
    pub updated_by: String,
    /// Companies to choose from.
    pub companies: Vec<CompanyChoice>,
    /// Contacts to choose from, by name.
    pub contacts: Vec<(ContactId, String)>,
    /// Tags to choose from, by name.
    pub tags: Vec<TagChoice>,
}

/// The draft held against an earlier state of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The page's title now.
    pub title: String,
    /// Whether the page is archived, and nothing can be brought back.
    pub archived: bool,
    /// The state's number.
    pub number: i64,
    /// Who made it.
    pub by: String,
    /// When it was kept.
    pub at: DateTime<Utc>,
    /// What was changed since, in a sentence.
    pub words: String,
    /// The blocks that are different now.
    pub blocks: Vec<ChangedBlock>,
}

/// A block that is different from what it was in an earlier state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedBlock {
    /// Which.
    pub block: BlockId,
    /// What it is called.
    pub name: String,
    /// What became of it since, in words.
    pub what: Vec<String>,
    /// Whether it can be made again what it was; one that was added since can't.
    pub can_come_back: bool,
}

/// What the page of a new page offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    /// Pages that can be copied, by title.
    pub pages: Vec<(PageId, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::Severity;

    #[test]
    fn addresses_of_the_list_do_no_harm() {
        let filter = |state: &str, sort: &str, page: &str| PageFilter {
            state: state.into(),
            sort: sort.into(),
            page: page.into(),
            ..PageFilter::default()
        };
        let odd = filter("nowhere", "-password", "-7");
        assert_eq!(
            (odd.state(), odd.sort(), odd.page()),
            (None, (Sort::Changed, true), 1)
        );
        let plain = filter("draft", "-title", "3");
        assert_eq!(
            (plain.state(), plain.sort(), plain.page()),
            (Some(PageState::Draft), (Sort::Title, true), 3)
        );
    }

    #[test]
    fn only_an_error_keeps_a_page_back() {
        let tag = |severity| CheckedTag {
            tag: "{{contact.nmae}}".into(),
            blocks: Vec::new(),
            finding: TagFinding {
                severity,
                line: 1,
                about: String::new(),
                message: String::new(),
                suggestion: None,
            },
        };
        let check = |tags| Check {
            rev: Rev(1),
            changes: None,
            words: String::new(),
            findings: Vec::new(),
            tags,
        };
        assert_eq!(check(Vec::new()).verdict(), Verdict::Fine);
        assert_eq!(check(vec![tag(Severity::Warning)]).verdict(), Verdict::Doubtful);
        let both = vec![tag(Severity::Warning), tag(Severity::Error)];
        assert_eq!(check(both).verdict(), Verdict::Refused);
    }
}
