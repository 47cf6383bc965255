//! The areas of the portal's settings: each is a tab, is saved by itself and has a history of its own.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An area of the portal's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Name, switch, greeting, support contact.
    General,
    /// Logo, colours, font, shape.
    Branding,
    /// Which modules are on.
    Modules,
    /// The menu.
    Menu,
    /// How clients get in.
    Access,
    /// Words of the mails.
    Mails,
    /// Own CSS.
    Css,
}

/// A text that names no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("There is no such part of the settings.")]
pub struct UnknownArea;

impl Area {
    /// All areas, in the order of the tabs.
    pub const ALL: [Self; 7] = [
        Self::General,
        Self::Branding,
        Self::Modules,
        Self::Menu,
        Self::Access,
        Self::Mails,
        Self::Css,
    ];

    /// The key stored in the history and used in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Branding => "branding",
            Self::Modules => "modules",
            Self::Menu => "menu",
            Self::Access => "access",
            Self::Mails => "mails",
            Self::Css => "css",
        }
    }

    /// The name shown to staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::General => "General",
            Self::Branding => "Branding",
            Self::Modules => "Modules",
            Self::Menu => "Menu",
            Self::Access => "Access",
            Self::Mails => "E-mails",
            Self::Css => "Custom CSS",
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Area {
    type Err = UnknownArea;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|area| area.key() == key)
            .ok_or(UnknownArea)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for area in Area::ALL {
            assert_eq!(area.key().parse(), Ok(area));
        }
        assert_eq!("".parse::<Area>(), Err(UnknownArea));
    }
}
