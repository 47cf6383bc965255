//! What members of staff may do.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A member of staff's role in one workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads what staff read; changes nothing.
    Viewer,
    /// Day-to-day work with clients and invoices.
    Staff,
    /// The above, and the portal's settings and the team.
    Admin,
    /// Everything; there is always at least one.
    Owner,
}

/// One thing that a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See companies and contacts.
    ClientsRead,
    /// Create, edit and archive companies and contacts.
    ClientsWrite,
    /// Invite contacts into the portal, resend and revoke links.
    AccessManage,
    /// See who opened, viewed and downloaded what.
    AccessLogRead,
    /// See invoices and payments.
    InvoicesRead,
    /// Create, edit and issue invoices, record and refund payments.
    InvoicesWrite,
    /// Void, write off and credit.
    InvoicesCorrect,
    /// See proposals and what was answered.
    ProposalsRead,
    /// Write, send, revise and withdraw proposals, and comment on them.
    ProposalsWrite,
    /// Take an acceptance back.
    ProposalsReopen,
    /// See contracts.
    ContractsRead,
    /// Write and send contracts, remind, give more time, countersign; keep templates.
    ContractsWrite,
    /// Take back contracts that were sent.
    ContractsVoid,
    /// See the mail log.
    MailRead,
    /// Send a failed mail again, and open mails as delivered in the mailbox folder (they hold working links).
    MailManage,
    /// Change the portal's settings and the business's details.
    SettingsManage,
    /// Make, edit and publish the portal's own pages.
    PagesManage,
    /// Put HTML from elsewhere on pages.
    PagesEmbed,
    /// Add members of staff and change their roles.
    TeamManage,
}

impl Role {
    /// All roles, the smallest first.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Staff, Self::Admin, Self::Owner];

    /// The key stored in the database and used on the wire.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Staff => "staff",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// The name shown to staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Viewer => "Viewer",
            Self::Staff => "Staff",
            Self::Admin => "Admin",
            Self::Owner => "Owner",
        }
    }

    /// What a person in this role can do, in one line.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Viewer => "Reads clients, invoices, proposals, contracts and the logs; changes nothing.",
            Self::Staff => {
                "Works with clients, invoices, proposals and contracts, invites clients, and makes pages."
            }
            Self::Admin => {
                "Also corrects invoices, reopens proposals, takes contracts back, puts HTML on pages, and manages settings, mails and the team."
            }
            Self::Owner => "Everything, including other owners.",
        }
    }

    /// The permission set of this role.
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission::*;
        match self {
            Self::Viewer => &[
                ClientsRead,
                AccessLogRead,
                InvoicesRead,
                ProposalsRead,
                ContractsRead,
                MailRead,
            ],
            Self::Staff => &[
                ClientsRead,
                ClientsWrite,
                AccessManage,
                AccessLogRead,
                InvoicesRead,
                InvoicesWrite,
                ProposalsRead,
                ProposalsWrite,
                ContractsRead,
                ContractsWrite,
                MailRead,
                PagesManage,
            ],
            Self::Admin | Self::Owner => &[
                ClientsRead,
                ClientsWrite,
                AccessManage,
                AccessLogRead,
                InvoicesRead,
                InvoicesWrite,
                InvoicesCorrect,
                ProposalsRead,
                ProposalsWrite,
                ProposalsReopen,
                ContractsRead,
                ContractsWrite,
                ContractsVoid,
                MailRead,
                MailManage,
                SettingsManage,
                PagesManage,
                PagesEmbed,
                TeamManage,
            ],
        }
    }

    /// Whether this role includes a permission.
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }

    /// Whether a member in this role may add, change or remove a member in that role: only owners touch owners.
    pub fn may_manage(self, other: Self) -> bool {
        self.may(Permission::TeamManage) && (other < Self::Owner || self == Self::Owner)
    }
}

/// A text that names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Please choose a role from the list.")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.key() == text)
            .ok_or(UnknownRole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greater_role_may_all_that_a_smaller_one_may() {
        for pair in Role::ALL.windows(2) {
            assert!(
                pair[0]
                    .permissions()
                    .iter()
                    .all(|permission| pair[1].may(*permission)),
                "{pair:?}"
            );
        }
    }

    #[test]
    fn a_viewer_changes_nothing_and_admins_leave_owners_alone() {
        use Permission::*;
        for write in [
            ClientsWrite,
            AccessManage,
            InvoicesWrite,
            InvoicesCorrect,
            ProposalsWrite,
            ProposalsReopen,
            ContractsWrite,
            ContractsVoid,
            MailManage,
            SettingsManage,
            PagesManage,
            PagesEmbed,
            TeamManage,
        ] {
            assert!(!Role::Viewer.may(write), "{write:?}");
        }
        assert!(!Role::Admin.may_manage(Role::Owner));
        assert!(Role::Owner.may_manage(Role::Owner));
        assert!(!Role::Staff.may_manage(Role::Viewer));
    }

    #[test]
    fn keys_read_back() {
        for role in Role::ALL {
            assert_eq!(role.key().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err(UnknownRole));
    }
}
