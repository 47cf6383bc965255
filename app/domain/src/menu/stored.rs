//! Reading and writing a menu as JSON, losing nothing.
//!
//! Every item is an object. What this version knows of it is taken out of the object; the rest stays in it and is written back. An
//! item whose type or whose known fields this version can't read is kept whole, as [`Kind::Unknown`].

use super::item::{Audience, ItemId, Kind, Menu, MenuItem, Props};
use crate::module::Module;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};

/// A text that is no menu. A stored one never is; one that was sent is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This is not a menu. Please open the page anew and try again.")]
pub struct Unreadable;

/// The version of the document; for changes across items.
const VERSION: u32 = 1;

impl Menu {
    /// The menu of a stored text; an empty one is the standard menu.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(json: &str) -> Result<Self, Unreadable> {
        if json.is_empty() {
            return Ok(Self::standard());
        }
        serde_json::from_str::<Value>(json)
            .map_err(|_| Unreadable)
            .and_then(Self::from_value)
    }

    /// The menu as it is stored.
    pub fn write(&self) -> String {
        self.to_value().to_string()
    }

    fn from_value(value: Value) -> Result<Self, Unreadable> {
        let Value::Object(mut extra) = value else {
            return Err(Unreadable);
        };
        let items = take_items(&mut extra, "items").ok_or(Unreadable)?;
        // A newer version stays written down as what it is.
        if extra.get("version").and_then(Value::as_u64) == Some(u64::from(VERSION)) {
            extra.remove("version");
        }
        Ok(Self { items, extra })
    }

    fn to_value(&self) -> Value {
        let mut object = Map::new();
        object.insert("version".into(), VERSION.into());
        object.extend(self.extra.clone());
        object.insert(
            "items".into(),
            self.items.iter().map(MenuItem::to_value).collect(),
        );
        Value::Object(object)
    }
}

/// The items of a list; `None` if there is no list, or something in it has no id.
fn take_items(object: &mut Map<String, Value>, key: &str) -> Option<Vec<MenuItem>> {
    let list = match object.get(key)? {
        Value::Array(list) => list
            .iter()
            .cloned()
            .map(MenuItem::from_value)
            .collect::<Option<Vec<_>>>()?,
        _ => return None,
    };
    object.remove(key);
    Some(list)
}

impl MenuItem {
    fn from_value(value: Value) -> Option<Self> {
        let Value::Object(whole) = value else { return None };
        let id = ItemId::new(whole.get("id")?.as_str()?)?;
        if let Some(item) = Self::known(id.clone(), whole.clone()) {
            return Some(item);
        }
        let mut extra = whole;
        let kind = extra
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        extra.remove("id");
        Some(Self {
            id,
            props: Props {
                enabled: extra.get("enabled").and_then(Value::as_bool).unwrap_or(true),
                label: extra
                    .get("label")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                ..Props::new(Kind::Unknown(kind))
            },
            children: Vec::new(),
            extra,
        })
    }

    /// The item, if this version can read all that it knows of it.
    fn known(id: ItemId, mut fields: Map<String, Value>) -> Option<Self> {
        fields.remove("id");
        let text = |value: Value| value.as_str().map(str::to_owned);
        let kind = match text(fields.remove("type")?)?.as_str() {
            "module" => Kind::Module(Module::from_key(&text(fields.remove("module")?)?)?),
            "link" => Kind::Link {
                href: text(fields.remove("href")?)?,
                new_tab: fields
                    .remove("new_tab")
                    .map_or(Some(false), |value| value.as_bool())?,
            },
            "page" => Kind::Page(text(fields.remove("page")?)?.parse().ok()?),
            "group" => Kind::Group,
            _ => return None,
        };
        let mut string = |key: &str| fields.remove(key).map_or(Some(String::new()), text);
        let (label, icon) = (string("label")?, string("icon")?);
        let enabled = fields
            .remove("enabled")
            .map_or(Some(true), |value| value.as_bool())?;
        let audience = fields
            .remove("audience")
            .map_or(Audience::Everyone, Audience::from_value);
        let children = if fields.contains_key("children") {
            take_items(&mut fields, "children")?
        } else {
            Vec::new()
        };
        Some(Self {
            id,
            props: Props {
                kind,
                label,
                icon,
                enabled,
                audience,
            },
            children,
            extra: fields,
        })
    }

    fn to_value(&self) -> Value {
        let mut object = self.extra.clone();
        let props = &self.props;
        object.insert("id".into(), self.id.as_str().into());
        let mut set = |key: &str, value: Value| {
            object.insert(key.into(), value);
        };
        match &props.kind {
            Kind::Module(module) => {
                set("type", "module".into());
                set("module", module.key().into());
            }
            Kind::Link { href, new_tab } => {
                set("type", "link".into());
                set("href", href.clone().into());
                set("new_tab", (*new_tab).into());
            }
            Kind::Page(id) => {
                set("type", "page".into());
                set("page", id.to_string().into());
            }
            Kind::Group => set("type", "group".into()),
            // Everything else of it is in `extra`, as it came.
            Kind::Unknown(_) => return Value::Object(object),
        }
        set("label", props.label.clone().into());
        set("icon", props.icon.clone().into());
        set("enabled", props.enabled.into());
        set("audience", props.audience.to_value());
        if !self.children.is_empty() {
            set("children", self.children.iter().map(Self::to_value).collect());
        }
        Value::Object(object)
    }
}

impl Audience {
    fn from_value(value: Value) -> Self {
        fn ids<T: std::str::FromStr>(list: &Value) -> Option<Vec<T>> {
            list.as_array()?
                .iter()
                .map(|id| id.as_str()?.parse().ok())
                .collect()
        }
        if value.as_str() == Some("everyone") {
            return Self::Everyone;
        }
        let known = value
            .as_object()
            .filter(|object| object.len() == 1)
            .and_then(|object| {
                let (key, list) = object.iter().next()?;
                match key.as_str() {
                    "companies" => ids(list).map(Self::Companies),
                    "contacts" => ids(list).map(Self::Contacts),
                    "tags" => ids(list).map(Self::Tags),
                    _ => None,
                }
            });
        known.unwrap_or(Self::Unknown(value))
    }

    fn to_value(&self) -> Value {
        fn list<T: ToString>(key: &str, ids: &[T]) -> Value {
            let ids = ids.iter().map(|id| Value::from(id.to_string())).collect();
            Value::Object(Map::from_iter([(key.to_owned(), ids)]))
        }
        match self {
            Self::Everyone => "everyone".into(),
            Self::Companies(ids) => list("companies", ids),
            Self::Contacts(ids) => list("contacts", ids),
            Self::Tags(ids) => list("tags", ids),
            Self::Unknown(value) => value.clone(),
        }
    }
}

impl Serialize for Menu {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Menu {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_value(value).map_err(D::Error::custom)
    }
}

impl Serialize for Audience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from_value)
    }
}
