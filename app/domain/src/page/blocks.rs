//! The kinds of blocks. Each has a file of its own; the list below makes [`Body`] and the registry out of them.
//!
//! To add a block: its file, with a struct of its props and a [`Block`] implementation, and its line in the list. The compiler then
//! names every place that has to know what to do with it.

use super::field::{self, Field};
use crate::{form::FieldErrors, module::Module};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

mod look;

pub use look::{Align, Space, Tone};

/// What a block's type brings: where it stands in the palette, what can be set of it, and what goes into it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlockMeta {
    /// The name of the type, as stored.
    pub kind: &'static str,
    /// The version that this program writes. A change of the props' meaning takes a new one, and a step in [`Block::migrate`].
    pub version: u32,
    /// What it is called.
    pub label: &'static str,
    /// The same within a sentence, with its article: `an accordion item`.
    pub one: &'static str,
    /// Several of them within a sentence: `accordion items`.
    pub many: &'static str,
    /// What it is for, in one sentence.
    pub description: &'static str,
    /// Words that find it in the palette.
    pub keywords: &'static [&'static str],
    /// The icon's name in the sprite.
    pub icon: &'static str,
    /// Under which heading of the palette it stands.
    pub group: Group,
    /// What can be set of it.
    pub fields: &'static [Field],
    /// The places in it that hold blocks.
    pub slots: &'static [SlotMeta],
    /// The only type that it goes into, if there is one.
    pub only_in: Option<&'static str>,
    /// How many of its type may be one in another, if that is limited.
    pub nested: Option<usize>,
    /// The module that must be switched on for it to show anything.
    pub module: Option<Module>,
    /// Whether only staff who may put HTML on pages can add and change it.
    pub restricted: bool,
}

/// A heading of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Headings, texts, buttons.
    Text,
    /// Images and videos.
    Media,
    /// What arranges other blocks.
    Layout,
    /// What shows the reader's own records.
    Data,
    /// What comes from elsewhere.
    Embed,
}

impl Group {
    /// All, in the palette's order.
    pub const ALL: [Self; 5] = [Self::Text, Self::Layout, Self::Media, Self::Data, Self::Embed];

    /// The heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Media => "Images and video",
            Self::Layout => "Layout",
            Self::Data => "Your client's records",
            Self::Embed => "From elsewhere",
        }
    }
}

/// A place in a block that holds blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotMeta {
    /// As stored.
    pub name: &'static str,
    /// What it is called beside the block's name: `left`. Empty where the block has one only.
    pub label: &'static str,
    /// What goes into it.
    pub accepts: Accepts,
}

/// What goes into a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// Every block that is not bound to a certain parent.
    Any,
    /// Blocks of this type.
    Only(&'static str),
}

impl BlockMeta {
    /// A block that holds no others, of version 1.
    pub const fn leaf(
        kind: &'static str,
        label: &'static str,
        one: &'static str,
        many: &'static str,
    ) -> Self {
        Self {
            kind,
            version: 1,
            label,
            one,
            many,
            description: "",
            keywords: &[],
            icon: kind,
            group: Group::Text,
            fields: &[],
            slots: &[],
            only_in: None,
            nested: None,
            module: None,
            restricted: false,
        }
    }

    /// What a slot is called.
    pub fn slot(&self, name: &str) -> Option<&'static SlotMeta> {
        self.slots.iter().find(|slot| slot.name == name)
    }

    /// Whether a word of the palette's search means it.
    pub fn matches(&self, search: &str) -> bool {
        let search = search.trim().to_lowercase();
        let within = |text: &str| text.to_lowercase().contains(&search);
        within(self.label) || self.keywords.iter().any(|word| within(word))
    }
}

/// A kind of block: its props, typed. A prop that is missing has its default.
pub trait Block: Default + Serialize + DeserializeOwned {
    /// The registry's entry.
    const META: BlockMeta;

    /// Brings the props of an older version up to the next one.
    fn migrate(_from: u32, _props: &mut Map<String, Value>) {}

    /// The slots that are in use with these props.
    fn slots(&self) -> &'static [SlotMeta] {
        Self::META.slots
    }

    /// The words that tell it from others of its kind, in lists and sentences; may be empty.
    fn name(&self) -> String {
        String::new()
    }
}

/// Why a block is kept, but not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Issue {
    /// This version has no such type.
    #[error("This block's type is not known here. It is kept.")]
    UnknownType,
    /// A newer version of its type wrote it.
    #[error("This block is from a newer version. It is kept.")]
    NewerVersion,
    /// Its props can't be read.
    #[error("This block's settings can't be read. It is kept. {why}")]
    Invalid {
        /// Which, and what is wrong.
        why: String,
    },
}

macro_rules! blocks {
    ($($name:ident: $module:ident),+ $(,)?) => {
        $(
            mod $module;
            pub use $module::*;
        )+

        /// What a block is, typed.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Body {
            $(
                #[doc = concat!("A block of the type `", stringify!($module), "`.")]
                $name($name),
            )+
            /// Something that this version can't show. It is kept, moved, duplicated and deleted, but not changed.
            Opaque(Issue),
        }

        /// Every type, in the palette's order.
        pub static REGISTRY: &[BlockMeta] = &[$($name::META),+];

        impl Body {
            /// What props of a type mean. Older ones are brought up to date; anything else is left as it is.
            pub fn decode(kind: &str, v: &mut u32, props: &mut Map<String, Value>) -> Self {
                match kind {
                    $(kind if kind == $name::META.kind => decoded(v, props).map_or_else(Self::Opaque, Self::$name),)+
                    _ => Self::Opaque(Issue::UnknownType),
                }
            }

            /// The registry's entry; none for what is opaque.
            pub fn meta(&self) -> Option<&'static BlockMeta> {
                match self {
                    $(Self::$name(_) => meta($name::META.kind),)+
                    Self::Opaque(_) => None,
                }
            }

            /// The slots that are in use.
            pub fn slots(&self) -> &'static [SlotMeta] {
                match self {
                    $(Self::$name(block) => block.slots(),)+
                    Self::Opaque(_) => &[],
                }
            }

            /// The words that tell it from others of its kind; may be empty.
            pub fn name(&self) -> String {
                match self {
                    $(Self::$name(block) => block.name(),)+
                    Self::Opaque(_) => String::new(),
                }
            }
        }

        /// The props of a new block of a type; `None` if there is no such type.
        pub fn default_props(kind: &str) -> Option<Map<String, Value>> {
            match kind {
                $(kind if kind == $name::META.kind => Some(props_of(&$name::default())),)+
                _ => None,
            }
        }
    };
}

blocks! {
    Heading: heading,
    Text: text,
    Button: button,
    Callout: callout,
    Table: table,
    ContactCard: contact_card,
    Columns: columns,
    Card: card,
    Accordion: accordion,
    AccordionItem: accordion_item,
    Divider: divider,
    Spacer: spacer,
    Image: image,
    Gallery: gallery,
    Video: video,
    Invoices: invoices,
    Balance: balance,
    Payments: payments,
    Activity: activity,
    NeedsAction: needs_action,
    Html: html,
}

/// The registry's entry of a type.
pub fn meta(kind: &str) -> Option<&'static BlockMeta> {
    REGISTRY.iter().find(|meta| meta.kind == kind)
}

/// What is wrong with the props of a type, field by field. Nothing is wrong with a type that is not known.
pub fn check_props(kind: &str, props: &Map<String, Value>) -> FieldErrors {
    meta(kind)
        .map(|meta| field::check_all(meta.fields, props))
        .unwrap_or_default()
}

/// A block's props, as they are stored.
pub fn props_of(block: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(block) {
        Ok(Value::Object(props)) => props,
        _ => Map::new(),
    }
}

fn decoded<B: Block>(v: &mut u32, props: &mut Map<String, Value>) -> Result<B, Issue> {
    if *v > B::META.version {
        return Err(Issue::NewerVersion);
    }
    let invalid = |why: String| Issue::Invalid { why };
    if *v < B::META.version {
        // On a copy: what can't be brought up to date stays as it was written.
        let mut newer = props.clone();
        for from in *v..B::META.version {
            B::migrate(from, &mut newer);
        }
        let block = read(&newer).map_err(invalid)?;
        *v = B::META.version;
        *props = newer;
        return Ok(block);
    }
    read(props).map_err(invalid)
}

fn read<B: Block>(props: &Map<String, Value>) -> Result<B, String> {
    if let Some((field, error)) = field::check_all(B::META.fields, props).0.pop_first() {
        return Err(format!("{field}: {error}"));
    }
    B::deserialize(props).map_err(|error| error.to_string())
}

/// The first words of a text.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let start: String = line.chars().take(MOST - 1).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests;
