//! The portal's modules, which a provider switches on and off.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A part of the client's portal. Off means: no menu entry, no feed line, and its pages answer 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// Invoices and their PDFs.
    Invoices,
    /// Proposals, to answer.
    Proposals,
    /// Contracts to read, sign and keep.
    Contracts,
    /// Statement of account.
    Statement,
    /// The client's own timeline.
    Activity,
}

impl Module {
    /// All modules, in menu order.
    pub const ALL: [Self; 5] = [
        Self::Invoices,
        Self::Proposals,
        Self::Contracts,
        Self::Statement,
        Self::Activity,
    ];

    /// The key stored in settings and used as a form field's name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Invoices => "invoices",
            Self::Proposals => "proposals",
            Self::Contracts => "contracts",
            Self::Statement => "statement",
            Self::Activity => "activity",
        }
    }

    /// The name shown to staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invoices => "Invoices",
            Self::Proposals => "Proposals",
            Self::Contracts => "Contracts",
            Self::Statement => "Statement of account",
            Self::Activity => "Activity",
        }
    }

    /// What switching it on gives the client.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Invoices => "Clients see their issued invoices, download PDFs and find out how to pay.",
            Self::Proposals => {
                "Clients read their proposals, choose options, comment, and accept or decline."
            }
            Self::Contracts => {
                "Clients read and sign the contracts that you send them, and keep the sealed copies."
            }
            Self::Statement => {
                "Clients see every invoice, payment and credit of a period with a running balance."
            }
            Self::Activity => "Clients see a timeline of what happened in their portal.",
        }
    }

    /// The module of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.key() == key)
    }
}

/// The modules that are switched on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModuleSet(BTreeSet<Module>);

impl ModuleSet {
    /// The set of these modules.
    pub fn of(modules: impl IntoIterator<Item = Module>) -> Self {
        Self(modules.into_iter().collect())
    }

    /// Whether a module is on.
    pub fn has(&self, module: Module) -> bool {
        self.0.contains(&module)
    }

    /// Space-separated keys, as stored.
    pub fn to_keys(&self) -> String {
        self.0
            .iter()
            .map(|module| module.key())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Reads stored keys; one that this version does not know is passed over.
    pub fn from_keys(keys: &str) -> Self {
        Self(keys.split_whitespace().filter_map(Module::from_key).collect())
    }
}

impl Default for ModuleSet {
    /// Everything on.
    fn default() -> Self {
        Self::of(Module::ALL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_keys_read_back_and_unknown_ones_do_no_harm() {
        let set = ModuleSet::of([Module::Invoices, Module::Activity]);
        assert_eq!(ModuleSet::from_keys(&set.to_keys()), set);
        assert_eq!(
            ModuleSet::from_keys("invoices hologram"),
            ModuleSet::of([Module::Invoices])
        );
        assert!(!ModuleSet::from_keys("").has(Module::Invoices));
    }
}
