//! What a menu is made of.

use super::integrity::PageFact;
use crate::{
    drag::{Layout, Place, Rect, Row, Rules},
    ids::{CompanyId, ContactId, PageId, TagId},
    module::Module,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// An item's name within its menu, for as long as it lives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(String);

impl ItemId {
    /// An id: 1 to 40 small letters, digits and hyphens.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=40).contains(&text.len())
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an item leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A part of the portal.
    Module(Module),
    /// An address elsewhere.
    Link {
        /// `https:`, `http:`, `mailto:` or `tel:`.
        href: String,
        /// Whether it opens beside the portal.
        new_tab: bool,
    },
    /// A page of the provider's own making.
    Page(PageId),
    /// A heading over other items.
    Group,
    /// Something that this version does not know, with the name of its type. It is kept, moved and deleted, but not shown.
    Unknown(String),
}

/// Who sees an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Audience {
    /// Every client.
    #[default]
    Everyone,
    /// Those who act for one of these companies.
    Companies(Vec<CompanyId>),
    /// These people.
    Contacts(Vec<ContactId>),
    /// Those who have one of these tags, or whose company has.
    Tags(Vec<TagId>),
    /// Something that this version does not know. It is kept; nobody sees the item.
    Unknown(Value),
}

/// An item.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuItem {
    /// Which.
    pub id: ItemId,
    /// What it leads to and how it looks.
    pub props: Props,
    /// What is in it; only groups have any.
    pub children: Vec<Self>,
    /// Fields that this version does not know, kept as they are.
    pub(super) extra: Map<String, Value>,
}

/// What can be set of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Props {
    /// What it leads to.
    pub kind: Kind,
    /// The text; empty is the target's own name, in the reader's language.
    pub label: String,
    /// The icon's name in the sprite; empty is the kind's own.
    pub icon: String,
    /// Whether it is shown at all.
    pub enabled: bool,
    /// Who sees it.
    pub audience: Audience,
}

/// A portal's menu.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Menu {
    /// The items of the first level.
    pub items: Vec<MenuItem>,
    /// Fields that this version does not know, kept as they are.
    pub(super) extra: Map<String, Value>,
}

impl Props {
    /// An item for everyone, under its target's own name.
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            label: String::new(),
            icon: String::new(),
            enabled: true,
            audience: Audience::Everyone,
        }
    }

    /// What the item is called: its own label, or its target's name.
    pub fn name(&self, pages: &[PageFact]) -> String {
        if !self.label.is_empty() {
            return self.label.clone();
        }
        match &self.kind {
            Kind::Module(module) => module.label().to_owned(),
            Kind::Link { href, .. } => link_name(href),
            Kind::Page(id) => pages
                .iter()
                .find(|page| page.id == *id)
                .map_or_else(|| "Missing page".to_owned(), |page| page.title.clone()),
            Kind::Group => "Group".to_owned(),
            Kind::Unknown(_) => "Item of a newer version".to_owned(),
        }
    }
}

/// A link without a label goes by its host, or by the address or number it is for.
pub(super) fn link_name(href: &str) -> String {
    let rest = href.split_once(':').map_or(href, |(_, rest)| rest);
    let host = rest.trim_start_matches('/');
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    if host.is_empty() {
        "Link".to_owned()
    } else {
        host.to_owned()
    }
}

impl MenuItem {
    /// An item without children.
    pub fn new(id: ItemId, props: Props) -> Self {
        Self {
            id,
            props,
            children: Vec::new(),
            extra: Map::new(),
        }
    }

    /// Whether it can hold others.
    pub fn is_group(&self) -> bool {
        self.props.kind == Kind::Group
    }

    pub(super) fn count(&self) -> usize {
        1 + self.children.iter().map(Self::count).sum::<usize>()
    }
}

impl Menu {
    /// The modules, in order: what a portal has before anybody edits its menu.
    pub fn standard() -> Self {
        let item = |module: Module| {
            let id = ItemId(module.key().replace('_', "-"));
            MenuItem::new(id, Props::new(Kind::Module(module)))
        };
        Self {
            items: Module::ALL.map(item).to_vec(),
            extra: Map::new(),
        }
    }

    /// Every item with its level, each group before its items.
    pub fn walk(&self) -> Vec<(usize, &MenuItem)> {
        fn down<'a>(items: &'a [MenuItem], level: usize, all: &mut Vec<(usize, &'a MenuItem)>) {
            for item in items {
                all.push((level, item));
                down(&item.children, level + 1, all);
            }
        }
        let mut all = Vec::new();
        down(&self.items, 0, &mut all);
        all
    }

    /// How many items there are.
    pub fn count(&self) -> usize {
        self.items.iter().map(MenuItem::count).sum()
    }

    /// An item.
    pub fn item(&self, id: &ItemId) -> Option<&MenuItem> {
        self.walk()
            .into_iter()
            .map(|(_, item)| item)
            .find(|item| item.id == *id)
    }

    /// The items of a parent; none for one that is not there.
    pub fn children(&self, parent: Option<&ItemId>) -> &[MenuItem] {
        match parent {
            None => &self.items,
            Some(id) => self.item(id).map_or(&[], |item| &item.children),
        }
    }

    /// Where an item is.
    pub fn place_of(&self, id: &ItemId) -> Option<Place<ItemId>> {
        if let Some(index) = self.items.iter().position(|item| item.id == *id) {
            return Some(Place::root(index));
        }
        self.walk().into_iter().find_map(|(_, parent)| {
            let index = parent.children.iter().position(|item| item.id == *id)?;
            Some(Place::within(parent.id.clone(), index))
        })
    }

    /// An id that no item has yet.
    pub fn fresh_id(&self) -> ItemId {
        let taken = |number: &usize| self.item(&ItemId(format!("item-{number}"))).is_some();
        let free = (1..).find(|number| !taken(number)).unwrap_or_default();
        ItemId(format!("item-{free}"))
    }

    /// The menu as rows that things are dragged over; `rect` says where each one is.
    pub fn layout(&self, rect: impl Fn(&ItemId) -> Rect) -> Layout<ItemId> {
        let row = |(level, item): (usize, &MenuItem)| Row {
            id: item.id.clone(),
            parent: self.place_of(&item.id).and_then(|place| place.parent),
            level,
            container: item.is_group(),
            rect: rect(&item.id),
        };
        Layout::new(self.walk().into_iter().map(row).collect())
    }
}

impl Rules<ItemId> for Menu {
    fn allows(&self, payload: &ItemId, place: &Place<ItemId>) -> Result<(), String> {
        let Some(payload) = self.item(payload) else {
            return Err("This item is not there any more.".to_owned());
        };
        self.fits(payload, place).map_err(|error| error.to_string())
    }
}
