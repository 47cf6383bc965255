//! What a tag is: its name, its type, and where it can be used.

use crate::mail::MailKind;
use serde::{Deserialize, Serialize};

/// What a tag stands for. The type decides how the value is written for a reader and which filters fit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagType {
    /// A text, put in as it is.
    Text,
    /// An amount of one currency: `€1,234.50`, `1.234,50 €`.
    Money,
    /// A calendar day: `5 March 2026`.
    Date,
    /// An instant, shown in the reader's zone: `5 March 2026, 14:05`.
    Moment,
    /// A share of a hundred: `19%`.
    Percent,
    /// A number: `1,234.5`.
    Number,
    /// A state: shown as a word in the reader's language, compared by its key.
    Status,
    /// Yes or no.
    Flag,
    /// A web address.
    Url,
    /// A postal address of several lines.
    Address,
    /// Several records, to go through with a loop.
    List,
}

impl TagType {
    /// The type in a word, for staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Money => "Money",
            Self::Date => "Date",
            Self::Moment => "Date and time",
            Self::Percent => "Percent",
            Self::Number => "Number",
            Self::Status => "Status",
            Self::Flag => "Yes or no",
            Self::Url => "Link",
            Self::Address => "Address",
            Self::List => "List",
        }
    }

    /// What its `_raw` twin gives, for comparing; `None` where there is no twin.
    pub const fn raw(self) -> Option<&'static str> {
        match self {
            Self::Money | Self::Percent | Self::Number => Some("the plain number"),
            Self::Date | Self::Moment => Some("the date as 2026-03-31"),
            Self::Status => Some("the state's key, the same in every language"),
            Self::Text | Self::Flag | Self::Url | Self::Address | Self::List => None,
        }
    }
}

/// Where a tag or a group can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// Wherever there are tags.
    Everywhere,
    /// Wherever the reader is a contact: portal pages and clients' mails.
    Clients,
    /// In these mails only.
    Mails(&'static [MailKind]),
    /// On portal pages and in these mails.
    PagesAnd(&'static [MailKind]),
}

/// Where a template is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A text on the client's portal.
    Page,
    /// A mail of this kind.
    Mail(MailKind),
}

impl Place {
    /// The key in addresses and forms: `page`, or a mail's.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Mail(kind) => kind.key(),
        }
    }

    /// The place of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "page" => Some(Self::Page),
            key => MailKind::from_key(key).map(Self::Mail),
        }
    }
}

impl Places {
    /// Whether a place is among them.
    pub fn include(self, place: Place) -> bool {
        match (self, place) {
            (Self::Everywhere, _) | (Self::Clients | Self::PagesAnd(_), Place::Page) => true,
            (Self::Clients, Place::Mail(kind)) => !kind.is_for_staff(),
            (Self::Mails(_), Place::Page) => false,
            (Self::Mails(kinds) | Self::PagesAnd(kinds), Place::Mail(kind)) => kinds.contains(&kind),
        }
    }
}

/// One value of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// The last part of its path, in snake case.
    pub name: &'static str,
    /// What it stands for.
    pub kind: TagType,
    /// What it is called.
    pub label: &'static str,
    /// What it may look like for an English reader.
    pub example: &'static str,
    /// Whether it can be empty although its record is there.
    pub optional: bool,
    /// The values of each item, where it is a list.
    pub items: &'static [Tag],
    /// Where it can be used, within its group's places.
    pub places: Places,
}

impl Tag {
    /// A value that is always there.
    pub const fn new(name: &'static str, kind: TagType, label: &'static str, example: &'static str) -> Self {
        Self {
            name,
            kind,
            label,
            example,
            optional: false,
            items: &[],
            places: Places::Everywhere,
        }
    }

    /// The same, but it can be empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// A list of records with these values.
    pub const fn list(name: &'static str, label: &'static str, items: &'static [Tag]) -> Self {
        let mut tag = Self::new(name, TagType::List, label, "");
        tag.items = items;
        tag
    }

    /// The same, but only here.
    #[must_use]
    pub const fn only(mut self, places: Places) -> Self {
        self.places = places;
        self
    }
}

/// Whether a group is one record or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One record: `{{ invoice.number }}`.
    One,
    /// Several: `{% for invoice in invoices %}…{% endfor %}`.
    Many,
}

/// A group of tags: the first part of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Root {
    /// The first part of the path.
    pub key: &'static str,
    /// What the group is called.
    pub label: &'static str,
    /// Which record is meant, in a sentence.
    pub rule: &'static str,
    /// One record or several.
    pub shape: Shape,
    /// Whether there may be no such record for a reader.
    pub may_be_missing: bool,
    /// Its values, or those of each item.
    pub tags: &'static [Tag],
    /// Where the group can be used.
    pub places: Places,
    /// The part of the product that brings the records; until it is there, the tags are empty.
    pub arrives_with: Option<&'static str>,
}

impl Root {
    /// The value of a name.
    pub fn tag(&self, name: &str) -> Option<&'static Tag> {
        self.tags.iter().find(|tag| tag.name == name)
    }
}
