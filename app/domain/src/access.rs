//! Who can open the portal, by which link, and what they did there.

use crate::{
    form::{self, FieldErrors},
    ids::{AccessLinkId, ContactId, InvoiceId, ProposalId, SessionId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Days that a link is valid unless the provider set otherwise.
pub const DEFAULT_LINK_DAYS: i32 = 30;
/// The longest validity that can be set, in days.
pub const MAX_LINK_DAYS: i32 = 365;

/// What became of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It opens the portal.
    Active,
    /// Its time is up.
    Expired,
    /// Staff withdrew it.
    Revoked,
    /// A newer link took its place.
    Superseded,
}

impl LinkState {
    /// The state of a link at an instant. The first reason wins: revoked, superseded, expired.
    pub fn at(
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
        revoked_at: Option<DateTime<Utc>>,
        superseded_at: Option<DateTime<Utc>>,
    ) -> Self {
        if revoked_at.is_some() {
            Self::Revoked
        } else if superseded_at.is_some_and(|at| at <= now) {
            Self::Superseded
        } else if expires_at <= now {
            Self::Expired
        } else {
            Self::Active
        }
    }

    /// The state in a word, for staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Expired => "Expired",
            Self::Revoked => "Revoked",
            Self::Superseded => "Replaced",
        }
    }
}

/// What staff see of a link. The link itself is never shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSummary {
    /// Which link.
    pub id: AccessLinkId,
    /// What became of it.
    pub state: LinkState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it is valid.
    pub expires_at: DateTime<Utc>,
    /// How often a session was opened with it.
    pub use_count: i32,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Why a contact can't open the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The whole portal is switched off.
    PortalOff,
    /// The contact is archived.
    Archived,
    /// The contact's own access is switched off.
    AccessOff,
    /// There is no address to send a link to.
    NoEmail,
    /// The contact belongs to no company, or all of them are archived.
    NoCompany,
    /// No link was sent yet.
    NotInvited,
    /// The link's time is up.
    LinkExpired,
    /// The link was revoked.
    LinkRevoked,
}

impl Obstacle {
    /// The reason, to follow "Visible in portal: no, because …".
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::PortalOff => "the portal is switched off in the settings",
            Self::Archived => "this contact is archived",
            Self::AccessOff => "portal access is switched off for this contact",
            Self::NoEmail => "there is no e-mail address to send a link to",
            Self::NoCompany => "this contact belongs to no active company",
            Self::NotInvited => "no invitation was sent yet",
            Self::LinkExpired => "the link has expired",
            Self::LinkRevoked => "the link was revoked",
        }
    }
}

/// Whether a contact can open the portal now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalVisibility {
    /// Yes.
    Yes,
    /// No, for these reasons, the most basic first.
    No(Vec<Obstacle>),
}

impl PortalVisibility {
    /// What keeps an invitation from being sent; a missing or old link does not.
    pub fn invitation_obstacle(&self) -> Option<Obstacle> {
        let Self::No(obstacles) = self else {
            return None;
        };
        let of_link = |obstacle: &Obstacle| {
            matches!(
                obstacle,
                Obstacle::NotInvited | Obstacle::LinkExpired | Obstacle::LinkRevoked
            )
        };
        obstacles.iter().find(|obstacle| !of_link(obstacle)).copied()
    }
}

/// The facts from which [`PortalVisibility`] follows.
#[derive(Debug, Clone, Copy)]
pub struct VisibilityFacts {
    /// The portal is on.
    pub portal_on: bool,
    /// The contact is archived.
    pub archived: bool,
    /// The contact may use the portal.
    pub access_on: bool,
    /// There is an e-mail address.
    pub has_email: bool,
    /// There is an active company.
    pub has_company: bool,
    /// The newest link's state.
    pub link: Option<LinkState>,
}

impl VisibilityFacts {
    /// Yes, or all reasons why not.
    pub fn judge(self) -> PortalVisibility {
        let mut obstacles = Vec::new();
        let mut note = |is: bool, obstacle| {
            if is {
                obstacles.push(obstacle);
            }
        };
        note(!self.portal_on, Obstacle::PortalOff);
        note(self.archived, Obstacle::Archived);
        note(!self.access_on, Obstacle::AccessOff);
        note(!self.has_email, Obstacle::NoEmail);
        note(!self.has_company, Obstacle::NoCompany);
        note(self.link.is_none(), Obstacle::NotInvited);
        note(
            matches!(self.link, Some(LinkState::Expired | LinkState::Superseded)),
            Obstacle::LinkExpired,
        );
        note(self.link == Some(LinkState::Revoked), Obstacle::LinkRevoked);
        if obstacles.is_empty() {
            PortalVisibility::Yes
        } else {
            PortalVisibility::No(obstacles)
        }
    }

    /// What keeps an invitation from being sent; a missing or old link does not.
    pub fn invitation_obstacle(self) -> Option<Obstacle> {
        self.judge().invitation_obstacle()
    }
}

/// The invitation form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationForm {
    /// A personal line above the button; may be empty.
    pub message: String,
    /// How long the link is valid, in days.
    pub days: String,
}

/// A checked invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// A personal line, or empty.
    pub message: String,
    /// Validity in days.
    pub days: i32,
}

impl InvitationForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<Invitation, FieldErrors> {
        let mut errors = FieldErrors::default();
        let message = errors
            .take("message", form::paragraph(&self.message, 2_000))
            .unwrap_or_default();
        let days = errors.take("days", link_days(&self.days)).unwrap_or_default();
        errors.into_result(Invitation { message, days })
    }
}

/// Checks a link's validity in days.
///
/// # Errors
/// A sentence for the user.
pub fn link_days(text: &str) -> Result<i32, &'static str> {
    match text.trim().parse::<i32>() {
        Ok(days) if (1..=MAX_LINK_DAYS).contains(&days) => Ok(days),
        _ => Err("Please enter a number of days from 1 to 365."),
    }
}

/// What a contact did that the access log keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessKind {
    /// The link's page was opened; a mail scanner does that too.
    LinkOpened,
    /// A session was opened by the link's button.
    SignedIn,
    /// A session was closed.
    SignedOut,
    /// A new link was asked for.
    LinkRequested,
    /// A document's page was viewed.
    Viewed,
    /// A document was downloaded.
    Downloaded,
}

impl AccessKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::LinkOpened,
        Self::SignedIn,
        Self::SignedOut,
        Self::LinkRequested,
        Self::Viewed,
        Self::Downloaded,
    ];

    /// The key stored in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LinkOpened => "link_opened",
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::LinkRequested => "link_requested",
            Self::Viewed => "viewed",
            Self::Downloaded => "downloaded",
        }
    }

    /// The kind in words, for staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::LinkOpened => "Opened the link",
            Self::SignedIn => "Signed in",
            Self::SignedOut => "Signed out",
            Self::LinkRequested => "Asked for a new link",
            Self::Viewed => "Viewed",
            Self::Downloaded => "Downloaded",
        }
    }

    /// The kind of a stored key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How staff look at the access log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccessFilter {
    /// One contact's id; empty for all.
    pub contact: String,
    /// One kind's key; empty for all.
    pub kind: String,
    /// Page, from 1.
    pub page: u32,
}

impl AccessFilter {
    /// The events of one contact.
    pub fn of(contact: ContactId, page: u32) -> Self {
        Self {
            contact: contact.to_string(),
            kind: String::new(),
            page,
        }
    }

    /// The kind asked for; an unknown key asks for all.
    pub fn kind(&self) -> Option<AccessKind> {
        AccessKind::from_key(&self.kind)
    }
}

/// One line of the access log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLine {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub contact: ContactId,
    /// Who, by name.
    pub contact_name: String,
    /// What.
    pub kind: AccessKind,
    /// Which document, as it was called then; empty where there is none.
    pub object: String,
    /// The invoice to link to, if it was one.
    pub invoice: Option<InvoiceId>,
    /// The proposal to link to, if it was one.
    pub proposal: Option<ProposalId>,
    /// Browser and system, such as "Firefox on Android".
    pub browser: String,
    /// The address, shortened to its network (/24, /48).
    pub address: String,
}

/// A signed-in browser, as its owner and staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    /// Which session.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// Browser and system.
    pub browser: String,
    /// The address, shortened to its network.
    pub address: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// Until when it is valid at most.
    pub expires_at: DateTime<Utc>,
}

/// Shortens an address to its network: /24 for IPv4, /48 for IPv6. Anything else becomes empty.
pub fn shortened_address(address: &str) -> String {
    use std::net::IpAddr;
    match address.trim().parse::<IpAddr>() {
        Ok(IpAddr::V4(v4)) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Ok(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => shortened_address(&v4.to_string()),
            None => {
                let [a, b, c, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
        },
        Err(_) => String::new(),
    }
}

/// Browser and system out of a User-Agent header, coarse on purpose.
pub fn browser_name(user_agent: &str) -> String {
    let has = |word: &str| user_agent.contains(word);
    let browser = if has("Edg/") {
        "Edge"
    } else if has("OPR/") {
        "Opera"
    } else if has("SamsungBrowser") {
        "Samsung Internet"
    } else if has("Firefox/") || has("FxiOS") {
        "Firefox"
    } else if has("Chrome/") || has("CriOS") {
        "Chrome"
    } else if has("Safari/") {
        "Safari"
    } else {
        "Other browser"
    };
    let system = if has("Android") {
        "Android"
    } else if has("iPhone") {
        "iPhone"
    } else if has("iPad") {
        "iPad"
    } else if has("Windows") {
        "Windows"
    } else if has("Mac OS X") {
        "macOS"
    } else if has("CrOS") {
        "ChromeOS"
    } else if has("Linux") {
        "Linux"
    } else {
        return browser.to_owned();
    };
    format!("{browser} on {system}")
}

/// `j***@acme.com`: enough to recognise one's own address, not enough to learn another's.
pub fn masked_email(email: &str) -> String {
    match email.split_once('@') {
        Some((local, host)) => format!("{}***@{host}", local.chars().next().unwrap_or('*')),
        None => "***".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn link_states() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let (before, after) = (now - TimeDelta::seconds(1), now + TimeDelta::seconds(1));
        assert_eq!(LinkState::at(now, after, None, None), LinkState::Active);
        assert_eq!(LinkState::at(now, now, None, None), LinkState::Expired);
        assert_eq!(LinkState::at(now, after, Some(before), None), LinkState::Revoked);
        assert_eq!(
            LinkState::at(now, after, None, Some(after)),
            LinkState::Active,
            "within its grace"
        );
        assert_eq!(
            LinkState::at(now, after, None, Some(before)),
            LinkState::Superseded
        );
    }

    #[test]
    fn visibility_names_every_reason() {
        let fine = VisibilityFacts {
            portal_on: true,
            archived: false,
            access_on: true,
            has_email: true,
            has_company: true,
            link: Some(LinkState::Active),
        };
        assert_eq!(fine.judge(), PortalVisibility::Yes);
        let bad = VisibilityFacts {
            portal_on: false,
            has_email: false,
            link: None,
            ..fine
        };
        assert_eq!(
            bad.judge(),
            PortalVisibility::No(vec![Obstacle::PortalOff, Obstacle::NoEmail, Obstacle::NotInvited])
        );
        assert_eq!(bad.invitation_obstacle(), Some(Obstacle::PortalOff));
        assert_eq!(
            VisibilityFacts {
                link: Some(LinkState::Revoked),
                ..fine
            }
            .invitation_obstacle(),
            None
        );
    }

    #[test]
    fn addresses_are_shortened() {
        assert_eq!(shortened_address("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(shortened_address("2001:db8:12:34::9"), "2001:db8:12::/48");
        assert_eq!(shortened_address("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(shortened_address("<script>"), "");
    }

    #[test]
    fn browsers_are_named_coarsely() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(browser_name(chrome), "Chrome on Linux");
        assert_eq!(
            browser_name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"),
            "Safari on iPhone"
        );
        assert_eq!(browser_name("<script>alert(1)</script>"), "Other browser");
    }

    #[test]
    fn masks_and_days() {
        assert_eq!(masked_email("jane@acme.com"), "j***@acme.com");
        assert_eq!(link_days("30"), Ok(30));
        for bad in ["0", "366", "-1", "x", ""] {
            assert!(link_days(bad).is_err());
        }
    }
}
