//! What is made of an accepted proposal, each once.

use serde::{Deserialize, Serialize};

/// What can be made of an accepted proposal. A later section adds its kind here and to [`Kind::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A draft invoice.
    Invoice,
    /// A contract.
    Contract,
    /// A project; comes with the projects.
    Project,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Invoice, Self::Contract, Self::Project];

    /// The name as stored.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Contract => "contract",
            Self::Project => "project",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invoice => "Draft invoice",
            Self::Contract => "Contract",
            Self::Project => "Project",
        }
    }

    /// Where its page for staff is.
    pub fn address(self, target: uuid::Uuid) -> String {
        match self {
            Self::Invoice => format!("/staff/invoices/{target}"),
            Self::Contract => format!("/staff/contracts/{target}"),
            Self::Project => format!("/staff/projects/{target}"),
        }
    }

    /// The kind of a stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_names_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(Kind::from_key("spaceship"), None);
    }
}
