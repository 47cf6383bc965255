//! The states of a proposal: what is stored, what is shown, and which way leads from one to the other.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The state that the database holds, of a proposal and of each of its versions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalStatus {
    /// Being written; no client sees it.
    #[default]
    Draft,
    /// Sent; the client may answer.
    Sent,
    /// Accepted by the client.
    Accepted,
    /// Declined by the client.
    Declined,
    /// Taken back by staff.
    Withdrawn,
    /// A newer version took its place; only versions have this state.
    Superseded,
}

/// A state that is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of the states offered.")]
pub struct UnknownStatus;

/// Why a proposal can't go where it was asked to. The text is for staff; clients read the one of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionError {
    /// The action needs a sent proposal.
    #[error("This proposal is still a draft. Send it first.")]
    StillDraft,
    /// Nothing is there to be sent.
    #[error("There is no draft to send. To change a proposal that was sent, write a new version.")]
    NoDraft,
    /// There is a draft already.
    #[error("A new version is being written already. Edit that one.")]
    HasDraft,
    /// It was accepted.
    #[error("This proposal has been accepted.")]
    Accepted,
    /// It was declined.
    #[error("This proposal has been declined.")]
    Declined,
    /// It was taken back.
    #[error("This proposal has been withdrawn.")]
    Withdrawn,
    /// A newer version took its place.
    #[error("There is a newer version of this proposal. Please read that one.")]
    Superseded,
    /// Its last day is over.
    #[error("This proposal is no longer valid.")]
    Expired,
    /// A last day that is over already.
    #[error("The last day of validity is over already. Please choose a later one.")]
    ValidityOver,
    /// Only what was accepted is reopened.
    #[error("Only an accepted proposal can be reopened.")]
    NotAccepted,
    /// Something was made of it.
    #[error("Something was made of this proposal already, so it can't be reopened.")]
    Converted,
}

impl TransitionError {
    /// The key of the text that a client reads.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "proposal-error-accepted",
            Self::Declined => "proposal-error-declined",
            Self::Withdrawn => "proposal-error-withdrawn",
            Self::Expired | Self::ValidityOver => "proposal-error-expired",
            Self::StillDraft
            | Self::NoDraft
            | Self::HasDraft
            | Self::Superseded
            | Self::NotAccepted
            | Self::Converted => "proposal-error-changed",
        }
    }
}

/// Whether the last day of validity is over. The day itself still counts; without one a proposal never ends.
pub fn is_over(valid_until: Option<NaiveDate>, today: NaiveDate) -> bool {
    valid_until.is_some_and(|last| today > last)
}

impl ProposalStatus {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Sent,
        Self::Accepted,
        Self::Declined,
        Self::Withdrawn,
        Self::Superseded,
    ];

    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }

    /// Whether a client has something to answer.
    fn check_open(self) -> Result<(), TransitionError> {
        match self {
            Self::Sent => Ok(()),
            Self::Draft => Err(TransitionError::StillDraft),
            Self::Accepted => Err(TransitionError::Accepted),
            Self::Declined => Err(TransitionError::Declined),
            Self::Withdrawn => Err(TransitionError::Withdrawn),
            Self::Superseded => Err(TransitionError::Superseded),
        }
    }

    /// Draft → sent, of a version. The last day of validity must not be over.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub fn send(self, valid_until: Option<NaiveDate>, today: NaiveDate) -> Result<Self, TransitionError> {
        match self {
            Self::Draft if is_over(valid_until, today) => Err(TransitionError::ValidityOver),
            Self::Draft => Ok(Self::Sent),
            _ => Err(TransitionError::NoDraft),
        }
    }

    /// Whether a new version may be written: of whatever was sent, but not while an acceptance stands.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub fn check_revisable(self, has_draft: bool) -> Result<(), TransitionError> {
        match self {
            _ if has_draft => Err(TransitionError::HasDraft),
            Self::Draft => Err(TransitionError::StillDraft),
            Self::Accepted => Err(TransitionError::Accepted),
            Self::Sent | Self::Declined | Self::Withdrawn | Self::Superseded => Ok(()),
        }
    }

    /// Sent → withdrawn.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub fn withdraw(self) -> Result<Self, TransitionError> {
        self.check_open().map(|()| Self::Withdrawn)
    }

    /// Sent → accepted, while it is valid.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub fn accept(self, valid_until: Option<NaiveDate>, today: NaiveDate) -> Result<Self, TransitionError> {
        self.check_open()?;
        if is_over(valid_until, today) {
            return Err(TransitionError::Expired);
        }
        Ok(Self::Accepted)
    }

    /// Sent → declined, while it is valid.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub fn decline(self, valid_until: Option<NaiveDate>, today: NaiveDate) -> Result<Self, TransitionError> {
        self.accept(valid_until, today).map(|_| Self::Declined)
    }

    /// A later last day of validity; the state stays, and it is sent again.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub fn extend(self, until: NaiveDate, today: NaiveDate) -> Result<Self, TransitionError> {
        self.check_open()?;
        if is_over(Some(until), today) {
            return Err(TransitionError::ValidityOver);
        }
        Ok(Self::Sent)
    }

    /// Accepted → sent, unless something was made of it.
    ///
    /// # Errors
    /// [`TransitionError`].
    pub fn reopen(self, converted: bool) -> Result<Self, TransitionError> {
        match self {
            Self::Accepted if converted => Err(TransitionError::Converted),
            Self::Accepted => Ok(Self::Sent),
            _ => Err(TransitionError::NotAccepted),
        }
    }
}

impl fmt::Display for ProposalStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ProposalStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(UnknownStatus)
    }
}

/// The state that people see: expired ▸ viewed ▸ sent, derived and never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisplayStatus {
    /// Being written.
    Draft,
    /// Sent, not opened yet.
    Sent,
    /// Sent and opened by a client.
    Viewed,
    /// Sent, and its last day is over.
    Expired,
    /// Accepted.
    Accepted,
    /// Declined.
    Declined,
    /// Taken back.
    Withdrawn,
    /// Replaced by a newer version.
    Superseded,
}

impl DisplayStatus {
    /// Every state, in the order in which a filter offers them.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Sent,
        Self::Viewed,
        Self::Expired,
        Self::Accepted,
        Self::Declined,
        Self::Withdrawn,
        Self::Superseded,
    ];

    /// What to show. `today` is the day in the tenant's time zone; on the last day itself nothing is over.
    pub fn derive(
        status: ProposalStatus,
        valid_until: Option<NaiveDate>,
        today: NaiveDate,
        viewed: bool,
    ) -> Self {
        match status {
            ProposalStatus::Sent if is_over(valid_until, today) => Self::Expired,
            ProposalStatus::Sent if viewed => Self::Viewed,
            ProposalStatus::Draft => Self::Draft,
            ProposalStatus::Sent => Self::Sent,
            ProposalStatus::Accepted => Self::Accepted,
            ProposalStatus::Declined => Self::Declined,
            ProposalStatus::Withdrawn => Self::Withdrawn,
            ProposalStatus::Superseded => Self::Superseded,
        }
    }

    /// Whether the client may answer now.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Viewed)
    }

    /// The name in addresses, style classes and translations.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Viewed => "viewed",
            Self::Expired => "expired",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Sent => "Sent",
            Self::Viewed => "Viewed",
            Self::Expired => "Expired",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Withdrawn => "Withdrawn",
            Self::Superseded => "Superseded",
        }
    }
}

impl FromStr for DisplayStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(UnknownStatus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_still_counts() {
        let (last, next) = (day("2026-03-31"), day("2026-04-01"));
        assert_eq!(
            ProposalStatus::Sent.accept(Some(last), last),
            Ok(ProposalStatus::Accepted)
        );
        assert_eq!(
            ProposalStatus::Sent.accept(Some(last), next),
            Err(TransitionError::Expired)
        );
        assert_eq!(
            ProposalStatus::Sent.accept(None, next),
            Ok(ProposalStatus::Accepted)
        );
        assert_eq!(
            DisplayStatus::derive(ProposalStatus::Sent, Some(last), last, true),
            DisplayStatus::Viewed
        );
        assert_eq!(
            DisplayStatus::derive(ProposalStatus::Sent, Some(last), next, true),
            DisplayStatus::Expired
        );
        // What was answered in time does not expire.
        assert_eq!(
            DisplayStatus::derive(ProposalStatus::Accepted, Some(last), next, true),
            DisplayStatus::Accepted
        );
    }

    #[test]
    fn only_what_is_open_is_answered() {
        let today = day("2026-03-01");
        for (status, error) in [
            (ProposalStatus::Draft, TransitionError::StillDraft),
            (ProposalStatus::Accepted, TransitionError::Accepted),
            (ProposalStatus::Declined, TransitionError::Declined),
            (ProposalStatus::Withdrawn, TransitionError::Withdrawn),
            (ProposalStatus::Superseded, TransitionError::Superseded),
        ] {
            assert_eq!(status.accept(None, today), Err(error));
            assert_eq!(status.decline(None, today), Err(error));
            assert_eq!(status.withdraw(), Err(error));
            assert_eq!(status.extend(today, today), Err(error));
        }
        assert_eq!(
            ProposalStatus::Sent.decline(None, today),
            Ok(ProposalStatus::Declined)
        );
        assert_eq!(ProposalStatus::Sent.withdraw(), Ok(ProposalStatus::Withdrawn));
    }

    #[test]
    fn drafts_are_sent_while_valid_and_expired_ones_are_extended() {
        let (before, today) = (day("2026-02-28"), day("2026-03-01"));
        let send = |status: ProposalStatus, until| status.send(Some(until), today);
        assert_eq!(send(ProposalStatus::Draft, today), Ok(ProposalStatus::Sent));
        assert_eq!(
            send(ProposalStatus::Draft, before),
            Err(TransitionError::ValidityOver)
        );
        assert_eq!(send(ProposalStatus::Sent, today), Err(TransitionError::NoDraft));
        assert_eq!(
            ProposalStatus::Sent.extend(before, today),
            Err(TransitionError::ValidityOver)
        );
        assert_eq!(
            ProposalStatus::Sent.extend(today, today),
            Ok(ProposalStatus::Sent)
        );
    }

    #[test]
    fn an_acceptance_is_reopened_unless_something_was_made_of_it() {
        assert_eq!(ProposalStatus::Accepted.reopen(false), Ok(ProposalStatus::Sent));
        assert_eq!(
            ProposalStatus::Accepted.reopen(true),
            Err(TransitionError::Converted)
        );
        assert_eq!(
            ProposalStatus::Declined.reopen(false),
            Err(TransitionError::NotAccepted)
        );
    }

    #[test]
    fn one_draft_at_a_time_and_none_beside_an_acceptance() {
        assert_eq!(ProposalStatus::Sent.check_revisable(false), Ok(()));
        assert_eq!(ProposalStatus::Declined.check_revisable(false), Ok(()));
        assert_eq!(
            ProposalStatus::Sent.check_revisable(true),
            Err(TransitionError::HasDraft)
        );
        assert_eq!(
            ProposalStatus::Accepted.check_revisable(false),
            Err(TransitionError::Accepted)
        );
        assert_eq!(
            ProposalStatus::Draft.check_revisable(false),
            Err(TransitionError::StillDraft)
        );
    }

    #[test]
    fn stored_names_read_back() {
        for status in ProposalStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        for status in DisplayStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        assert!("paid".parse::<ProposalStatus>().is_err());
    }
}
