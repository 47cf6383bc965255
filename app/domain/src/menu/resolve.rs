//! The menu as one reader sees it. The portal and the preview for staff both come from here.

use super::{
    integrity::PageFact,
    item::{Audience, Kind, Menu, MenuItem},
};
use crate::{
    ids::{CompanyId, ContactId, TagId},
    module::{Module, ModuleSet},
};
use serde::{Deserialize, Serialize};

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// The contact.
    pub contact: ContactId,
    /// The companies that the contact acts for.
    pub companies: Vec<CompanyId>,
    /// The tags of the contact and of those companies, with those that were merged into one of them.
    pub tags: Vec<TagId>,
}

/// An item that a reader sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownItem {
    /// Its own label; empty is the target's name in the reader's language.
    pub label: String,
    /// The chosen icon; empty is the target's own.
    pub icon: String,
    /// What it leads to.
    pub target: ShownTarget,
}

/// Where an item leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownTarget {
    /// To a part of the portal.
    Module(Module),
    /// Out of the portal.
    Link {
        /// The address.
        href: String,
        /// Whether it opens beside the portal.
        new_tab: bool,
    },
    /// To a page of the provider's, by its address.
    Page(String),
    /// To these.
    Group(Vec<ShownItem>),
}

impl Audience {
    /// Whether a reader is among them.
    pub fn has(&self, reader: &Reader) -> bool {
        match self {
            Self::Everyone => true,
            Self::Companies(ids) => reader.companies.iter().any(|company| ids.contains(company)),
            Self::Contacts(ids) => ids.contains(&reader.contact),
            Self::Tags(ids) => reader.tags.iter().any(|tag| ids.contains(tag)),
            Self::Unknown(_) => false,
        }
    }
}

/// What a reader sees of a menu. Modules that are off, pages that the reader can't open and groups with nothing in them are left
/// out; what this version does not know is, too.
pub fn shown(menu: &Menu, modules: &ModuleSet, pages: &[PageFact], reader: &Reader) -> Vec<ShownItem> {
    list(&menu.items, modules, pages, reader, true)
}

fn list(
    items: &[MenuItem],
    modules: &ModuleSet,
    pages: &[PageFact],
    reader: &Reader,
    groups: bool,
) -> Vec<ShownItem> {
    let one = |item: &MenuItem| -> Option<ShownItem> {
        let props = &item.props;
        if !props.enabled || !props.audience.has(reader) {
            return None;
        }
        let mut label = props.label.clone();
        let target = match &props.kind {
            Kind::Module(module) if modules.has(*module) => ShownTarget::Module(*module),
            Kind::Link { href, new_tab } => {
                if label.is_empty() {
                    label = super::item::link_name(href);
                }
                ShownTarget::Link {
                    href: href.clone(),
                    new_tab: *new_tab,
                }
            }
            Kind::Page(id) => {
                let page = pages.iter().find(|page| page.id == *id)?;
                if !page.published || !page.audience.has(reader) {
                    return None;
                }
                if label.is_empty() {
                    label.clone_from(&page.title);
                }
                ShownTarget::Page(page.address.clone())
            }
            Kind::Group if groups => {
                let inside = list(&item.children, modules, pages, reader, false);
                if inside.is_empty() {
                    return None;
                }
                ShownTarget::Group(inside)
            }
            _ => return None,
        };
        Some(ShownItem {
            label,
            icon: props.icon.clone(),
            target,
        })
    };
    items.iter().filter_map(one).collect()
}
