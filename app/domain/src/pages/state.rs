//! The states of a page, and which of them follow each other.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Where a page stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageState {
    /// Readers have never seen it.
    #[default]
    Draft,
    /// It will be published at a set time, and is not there until then.
    Scheduled,
    /// Readers see it.
    Published,
    /// Readers have seen it, and do not any more.
    Unpublished,
    /// Put away: in no list, and its address is free again.
    Archived,
}

/// What is done with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAction {
    /// Shows the draft to readers.
    Publish,
    /// Sets when the draft is shown, or when the page is taken back.
    Schedule,
    /// Gives up what was set.
    Cancel,
    /// Takes it back from readers.
    Unpublish,
    /// Puts it away.
    Archive,
    /// Takes it out of the archive.
    Restore,
}

/// An action that the state does not allow. The text is for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    /// It is in the archive.
    #[error("This page is archived. Restore it first.")]
    Archived,
    /// It is not in the archive.
    #[error("This page is not archived.")]
    NotArchived,
    /// Readers don't see it anyway.
    #[error("This page is not published.")]
    NotPublished,
}

impl PageState {
    /// All states, in the order of the list's filter.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Scheduled,
        Self::Published,
        Self::Unpublished,
        Self::Archived,
    ];

    /// The key stored in the database and used in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Unpublished => "unpublished",
            Self::Archived => "archived",
        }
    }

    /// The name shown to staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Published => "Published",
            Self::Unpublished => "Unpublished",
            Self::Archived => "Archived",
        }
    }

    /// What it means for readers, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Draft => "Clients have never seen this page.",
            Self::Scheduled => "Clients see this page from the set time on.",
            Self::Published => "Clients who may open this page see it.",
            Self::Unpublished => "Clients do not see this page any more.",
            Self::Archived => "This page is put away. Its address is free for another one.",
        }
    }

    /// The state after an action. `seen` says whether readers have ever seen the page.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub const fn after(self, action: PageAction, seen: bool) -> Result<Self, TransitionError> {
        let hidden = if seen { Self::Unpublished } else { Self::Draft };
        match (self, action) {
            (Self::Archived, PageAction::Restore) => Ok(hidden),
            (Self::Archived, _) => Err(TransitionError::Archived),
            (_, PageAction::Restore) => Err(TransitionError::NotArchived),
            (_, PageAction::Archive) => Ok(Self::Archived),
            (_, PageAction::Publish) => Ok(Self::Published),
            // What readers see goes on until then.
            (Self::Published, PageAction::Schedule | PageAction::Cancel) => Ok(Self::Published),
            (_, PageAction::Schedule) => Ok(Self::Scheduled),
            (_, PageAction::Cancel) => Ok(hidden),
            (Self::Published, PageAction::Unpublish) => Ok(Self::Unpublished),
            (_, PageAction::Unpublish) => Err(TransitionError::NotPublished),
        }
    }
}

/// A text that names no state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a page's state")]
pub struct UnknownState;

impl FromStr for PageState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL
            .into_iter()
            .find(|state| state.key() == text)
            .ok_or(UnknownState)
    }
}

impl fmt::Display for PageState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PageAction::*;
    use PageState::*;

    #[test]
    fn a_page_goes_its_way() {
        for (from, action, seen, to) in [
            (Draft, Publish, false, Ok(Published)),
            (Draft, Schedule, false, Ok(Scheduled)),
            (Scheduled, Publish, false, Ok(Published)),
            (Scheduled, Cancel, false, Ok(Draft)),
            (Scheduled, Cancel, true, Ok(Unpublished)),
            (Published, Publish, true, Ok(Published)),
            (Published, Schedule, true, Ok(Published)),
            (Published, Cancel, true, Ok(Published)),
            (Published, Unpublish, true, Ok(Unpublished)),
            (Unpublished, Publish, true, Ok(Published)),
            (Unpublished, Unpublish, true, Err(TransitionError::NotPublished)),
            (Draft, Unpublish, false, Err(TransitionError::NotPublished)),
            (Scheduled, Unpublish, false, Err(TransitionError::NotPublished)),
            (Draft, Restore, false, Err(TransitionError::NotArchived)),
            (Archived, Restore, false, Ok(Draft)),
            (Archived, Restore, true, Ok(Unpublished)),
            (Archived, Publish, true, Err(TransitionError::Archived)),
            (Archived, Archive, true, Err(TransitionError::Archived)),
        ] {
            assert_eq!(from.after(action, seen), to, "{from:?} {action:?} {seen}");
        }
        for state in [Draft, Scheduled, Published, Unpublished] {
            assert_eq!(state.after(Archive, true), Ok(Archived));
        }
    }

    #[test]
    fn keys_read_back() {
        for state in PageState::ALL {
            assert_eq!(state.key().parse(), Ok(state));
        }
        assert_eq!("deleted".parse::<PageState>(), Err(UnknownState));
    }
}
