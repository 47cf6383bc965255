//! What is odd about a menu that may be saved all the same.

use super::{
    item::{Audience, ItemId, Kind, Menu},
    resolve::Reader,
};
use crate::{
    ids::PageId,
    module::{Module, ModuleSet},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt};

/// A page of the provider's, as far as the menu is concerned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageFact {
    /// Which.
    pub id: PageId,
    /// Its title.
    pub title: String,
    /// Its path in the portal.
    pub address: String,
    /// Whether clients can open it.
    pub published: bool,
    /// Which clients.
    pub audience: Audience,
}

/// What a menu is held against.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The modules that are on.
    pub modules: ModuleSet,
    /// Every page there is.
    pub pages: Vec<PageFact>,
    /// Everybody who can open the portal.
    pub readers: Vec<Reader>,
}

/// Something odd, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The item; none is the menu as a whole.
    pub item: Option<ItemId>,
    /// What.
    pub kind: WarningKind,
}

/// What is odd.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// The module is off.
    ModuleOff(Module),
    /// The page is gone.
    PageMissing,
    /// The page is not published.
    PageUnpublished,
    /// So many who are meant to see the item can't open its page.
    PageHidden(usize),
    /// Nothing in the group can be seen.
    EmptyGroup,
    /// Another item leads to the same place.
    Duplicate,
    /// Nobody is in the audience.
    NobodySees,
    /// A newer version made it.
    Unknown,
    /// A module that is on is in no menu.
    ModuleNowhere(Module),
    /// A published page, by its title, is in no menu.
    PageNowhere(String),
}

impl fmt::Display for WarningKind {
    /// The sentence for staff.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ModuleOff(module) => {
                write!(
                    f,
                    "{} is switched off, so clients don't see this item.",
                    module.label()
                )
            }
            Self::PageMissing => {
                f.write_str("This page does not exist any more. Clients don't see this item.")
            }
            Self::PageUnpublished => f.write_str("This page is not published. Clients don't see this item."),
            Self::PageHidden(1) => f.write_str(
                "1 person who is meant to see this item can't open its page, and does not see it.",
            ),
            Self::PageHidden(many) => {
                write!(
                    f,
                    "{many} people who are meant to see this item can't open its page, and do not see it."
                )
            }
            Self::EmptyGroup => {
                f.write_str("Clients see nothing in this group, so they don't see the group.")
            }
            Self::Duplicate => f.write_str("Another item leads to the same place."),
            Self::NobodySees => f.write_str("Nobody is chosen, so nobody sees this item."),
            Self::Unknown => f.write_str(
                "This item is from a newer version of Portico. It is kept, but clients don't see it.",
            ),
            Self::ModuleNowhere(module) => write!(f, "{} is on, but in no menu.", module.label()),
            Self::PageNowhere(title) => write!(f, "The page “{title}” is published, but in no menu."),
        }
    }
}

/// All that is odd about a menu.
pub fn warnings(menu: &Menu, facts: &Facts) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut targets: BTreeSet<String> = BTreeSet::new();
    for (_, item) in menu.walk() {
        let mut warn = |kind| {
            found.push(Warning {
                item: Some(item.id.clone()),
                kind,
            });
        };
        // An item that is hidden on purpose needs no advice.
        if !item.props.enabled {
            continue;
        }
        if let Some(kind) = of_audience(&item.props.audience, facts) {
            warn(kind);
        }
        match &item.props.kind {
            Kind::Module(module) if !facts.modules.has(*module) => warn(WarningKind::ModuleOff(*module)),
            Kind::Page(id) => {
                if let Some(kind) = of_page(*id, &item.props.audience, facts) {
                    warn(kind);
                }
            }
            Kind::Group if !item.children.iter().any(|child| can_be_seen(child, facts)) => {
                warn(WarningKind::EmptyGroup);
            }
            Kind::Unknown(_) => warn(WarningKind::Unknown),
            _ => {}
        }
        if let Some(target) = target(&item.props.kind)
            && !targets.insert(target)
        {
            warn(WarningKind::Duplicate);
        }
    }
    // One that is there and hidden is meant to be so.
    let nowhere = |kind: &Kind| !menu.walk().iter().any(|(_, item)| item.props.kind == *kind);
    let mut whole = |kind| found.push(Warning { item: None, kind });
    for module in Module::ALL
        .into_iter()
        .filter(|module| facts.modules.has(*module))
    {
        if nowhere(&Kind::Module(module)) {
            whole(WarningKind::ModuleNowhere(module));
        }
    }
    for page in facts.pages.iter().filter(|page| page.published) {
        if nowhere(&Kind::Page(page.id)) {
            whole(WarningKind::PageNowhere(page.title.clone()));
        }
    }
    found
}

fn of_audience(audience: &Audience, facts: &Facts) -> Option<WarningKind> {
    match audience {
        Audience::Companies(ids) if ids.is_empty() => Some(WarningKind::NobodySees),
        Audience::Contacts(ids) if ids.is_empty() => Some(WarningKind::NobodySees),
        Audience::Tags(ids) if ids.is_empty() => Some(WarningKind::NobodySees),
        // Also after the tag is deleted.
        Audience::Tags(_) if !facts.readers.iter().any(|reader| audience.has(reader)) => {
            Some(WarningKind::NobodySees)
        }
        Audience::Unknown(_) => Some(WarningKind::Unknown),
        _ => None,
    }
}

fn of_page(id: PageId, audience: &Audience, facts: &Facts) -> Option<WarningKind> {
    let Some(page) = facts.pages.iter().find(|page| page.id == id) else {
        return Some(WarningKind::PageMissing);
    };
    if !page.published {
        return Some(WarningKind::PageUnpublished);
    }
    let meant = facts.readers.iter().filter(|reader| audience.has(reader));
    match meant.filter(|reader| !page.audience.has(reader)).count() {
        0 => None,
        shut_out => Some(WarningKind::PageHidden(shut_out)),
    }
}

fn can_be_seen(item: &super::MenuItem, facts: &Facts) -> bool {
    let open = match &item.props.kind {
        Kind::Module(module) => facts.modules.has(*module),
        Kind::Link { .. } => true,
        Kind::Page(id) => facts.pages.iter().any(|page| page.id == *id && page.published),
        Kind::Group | Kind::Unknown(_) => false,
    };
    open && item.props.enabled && of_audience(&item.props.audience, facts).is_none()
}

/// Where a kind leads, as a text to compare.
fn target(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Module(module) => Some(module.key().to_owned()),
        Kind::Link { href, .. } if !href.is_empty() => Some(href.trim_end_matches('/').to_lowercase()),
        Kind::Page(id) => Some(id.to_string()),
        _ => None,
    }
}
