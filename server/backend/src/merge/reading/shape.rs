//! What an expression comes to, as far as that can be told before it is rendered.

use domain::merge::{Tag, TagType};

/// What an expression comes to.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// A record.
    One {
        path: String,
        tags: &'static [Tag],
        /// Whether it is one of a list: then it is there.
        of_list: bool,
    },
    /// Several records.
    Many { path: String, tags: &'static [Tag] },
    /// A tag's value.
    Value {
        kind: TagType,
        /// Which tag, as long as no filter has changed it.
        path: Option<String>,
        /// Whether it can be empty.
        optional: bool,
    },
    /// A plain number.
    Figure,
    /// A plain text.
    Words,
    /// That shows only later.
    Unknown,
}

impl Form {
    /// What filters see of it.
    pub(super) fn kind(&self) -> Option<TagType> {
        match self {
            Self::Many { .. } => Some(TagType::List),
            Self::Value { kind, .. } => Some(*kind),
            Self::Figure => Some(TagType::Number),
            Self::Words => Some(TagType::Text),
            Self::One { .. } | Self::Unknown => None,
        }
    }

    /// Whether it is a value that is compared by its twin.
    pub(super) fn has_twin(&self) -> bool {
        matches!(self, Self::Value { kind, .. } if kind.raw().is_some())
    }
}
