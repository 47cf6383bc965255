//! What the editor's page shows and sends: the whole menu at once, or one change by a button that works without JavaScript.

use super::{
    integrity::{Facts, PageFact},
    item::{Audience, ItemId, Kind, Menu, MenuItem, Props},
    ops::Op,
    resolve::Reader,
};
use crate::{
    client_tag::TagChoice,
    drag::{Place, Step, step},
    form::FieldErrors,
    ids::{CompanyId, ContactId, TagId},
    module::{Module, ModuleSet},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};
use uuid::Uuid;

/// The whole menu, as sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MenuForm {
    /// The menu as JSON; empty is the standard menu.
    pub doc: String,
    /// The version that was opened.
    pub version: i64,
}

/// One change, as sent by a button.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MenuChange {
    /// What to do: `up`, `down`, `in`, `out`, `to`, `hide`, `show`, `delete`, `edit` or `add`.
    pub act: String,
    /// The item's id; empty to add one.
    pub item: String,
    /// Where to, for `to`: the parent's id or nothing, a dot, and the index. `group.0`, `.2`.
    pub place: String,
    /// What to add: `link`, `group`, `module:invoices` or `page:…`.
    pub kind: String,
    /// The text.
    pub label: String,
    /// A link's address.
    pub href: String,
    /// Whether a link opens beside the portal.
    pub new_tab: bool,
    /// The icon's name; empty is the kind's own.
    pub icon: String,
    /// `everyone`, `companies`, `contacts` or `tags`; empty leaves it as it is.
    pub audience: String,
    /// Ids of companies.
    pub companies: Vec<String>,
    /// Ids of contacts.
    pub contacts: Vec<String>,
    /// Ids of tags.
    pub tags: Vec<String>,
    /// The version that was opened.
    pub version: i64,
}

/// A company that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyChoice {
    /// Which.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
}

/// A contact that can be chosen, and the menu looked at as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Which, and for whom they act.
    pub reader: Reader,
    /// Full name.
    pub name: String,
    /// The names of their companies.
    pub detail: String,
}

/// What the editor opens with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MenuView {
    /// The menu.
    pub menu: Menu,
    /// Its version.
    pub version: i64,
    /// The modules that are on.
    pub modules: ModuleSet,
    /// The provider's own pages.
    pub pages: Vec<PageFact>,
    /// Companies, by name.
    pub companies: Vec<CompanyChoice>,
    /// Contacts who can open the portal, by name.
    pub people: Vec<Person>,
    /// Tags, by name.
    pub tags: Vec<TagChoice>,
    /// Whether there are more companies or contacts than these.
    pub more: bool,
    /// Those who are chosen in the menu and are not among the above, by id, with their names: archived, without access, or
    /// beyond the first ones.
    pub others: BTreeMap<Uuid, String>,
}

impl MenuView {
    /// What the menu is held against.
    pub fn facts(&self) -> Facts {
        Facts {
            modules: self.modules.clone(),
            pages: self.pages.clone(),
            readers: self.people.iter().map(|person| person.reader.clone()).collect(),
        }
    }
}

impl MenuChange {
    /// What it does to a menu.
    ///
    /// # Errors
    /// Why it can't be done, by field.
    pub fn op(&self, menu: &Menu) -> Result<Op, FieldErrors> {
        if self.act == "add" {
            return self.add(menu);
        }
        let gone = || FieldErrors::one("", "This item is not there any more.");
        let item = ItemId::new(&self.item)
            .and_then(|id| menu.item(&id))
            .ok_or_else(gone)?;
        let id = item.id.clone();
        let to = |to| Op::Move { id: id.clone(), to };
        let walk = |way| {
            let from = menu.place_of(&id).ok_or_else(gone)?;
            let layout = menu.layout(|_| crate::drag::Rect::default());
            step(&layout, &id, &from, way, menu)
                .map(to)
                .map_err(|why| FieldErrors::one("", why))
        };
        let set = |change: &dyn Fn(&mut Props)| {
            let mut props = item.props.clone();
            change(&mut props);
            Ok(Op::SetProps {
                id: id.clone(),
                props,
            })
        };
        match self.act.as_str() {
            "up" => walk(Step::Up),
            "down" => walk(Step::Down),
            "in" => walk(Step::In),
            "out" => walk(Step::Out),
            "to" => {
                let place = read_place(&self.place);
                place
                    .map(to)
                    .ok_or_else(|| FieldErrors::one("place", "Please choose a place from the list."))
            }
            "hide" => set(&|props| props.enabled = false),
            "show" => set(&|props| props.enabled = true),
            "delete" => Ok(Op::Remove { id }),
            "edit" => {
                let audience = self.audience(&item.props.audience)?;
                set(&|props| {
                    props.label = self.label.trim().to_owned();
                    props.icon.clone_from(&self.icon);
                    props.audience = audience.clone();
                    if let Kind::Link { href, new_tab } = &mut props.kind {
                        *href = self.href.trim().to_owned();
                        *new_tab = self.new_tab;
                    }
                })
            }
            _ => Err(FieldErrors::one("", "Please use the buttons beside the item.")),
        }
    }

    fn add(&self, menu: &Menu) -> Result<Op, FieldErrors> {
        let unknown = || FieldErrors::one("kind", "Please choose from the list.");
        let kind = match self.kind.split_once(':').unwrap_or((&self.kind, "")) {
            ("link", _) => Kind::Link {
                href: self.href.trim().to_owned(),
                new_tab: self.new_tab,
            },
            ("group", _) => Kind::Group,
            ("module", key) => Kind::Module(Module::from_key(key).ok_or_else(unknown)?),
            ("page", id) => Kind::Page(id.parse().map_err(|_| unknown())?),
            _ => return Err(unknown()),
        };
        let props = Props {
            label: self.label.trim().to_owned(),
            icon: self.icon.clone(),
            ..Props::new(kind)
        };
        Ok(Op::Insert {
            at: Place::root(menu.items.len()),
            item: MenuItem::new(menu.fresh_id(), props),
        })
    }

    fn audience(&self, now: &Audience) -> Result<Audience, FieldErrors> {
        fn ids<T: FromStr>(texts: &[String], field: &str) -> Result<Vec<T>, FieldErrors> {
            let ids = texts
                .iter()
                .map(|text| text.parse().ok())
                .collect::<Option<Vec<T>>>();
            ids.ok_or_else(|| FieldErrors::one(field, "Please choose from the list."))
        }
        Ok(match self.audience.as_str() {
            "" => now.clone(),
            "everyone" => Audience::Everyone,
            "companies" => Audience::Companies(ids::<CompanyId>(&self.companies, "companies")?),
            "contacts" => Audience::Contacts(ids::<ContactId>(&self.contacts, "contacts")?),
            "tags" => Audience::Tags(ids::<TagId>(&self.tags, "tags")?),
            _ => return Err(FieldErrors::one("audience", "Please choose from the list.")),
        })
    }
}

/// A place as a form writes it.
impl std::fmt::Display for Place<ItemId> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parent = self.parent.as_ref().map(ItemId::as_str).unwrap_or_default();
        write!(f, "{parent}.{}", self.index)
    }
}

fn read_place(text: &str) -> Option<Place<ItemId>> {
    let (parent, index) = text.split_once('.')?;
    let index = index.parse().ok()?;
    if parent.is_empty() {
        return Some(Place::root(index));
    }
    Some(Place::within(ItemId::new(parent)?, index))
}
