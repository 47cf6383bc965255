//! What a proposal says: sections in an order, with texts, priced items and steps.
//!
//! A version's content is stored as JSON of these types. When it is sent, merge tags are filled in once and the result is frozen.

mod fill;

use crate::{
    decimal::{Quantity, UnitPrice},
    invoice::calculation::{Discount, LineInput},
    invoice::tax::TaxRate,
    money::Currency,
    page::rich_text::RichDoc,
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The most sections of a proposal.
pub const MAX_SECTIONS: usize = 30;
/// The most items of a proposal, all sections together.
pub const MAX_ITEMS: usize = 100;
/// The most steps of a section.
pub const MAX_STEPS: usize = 40;
/// The largest content as JSON, in bytes.
pub const MAX_BYTES: usize = 400 * 1024;

/// A proposal's content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// What it is called.
    pub title: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// Whether prices include tax.
    pub prices_include_tax: bool,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// A name that stays with it from version to version.
    pub key: String,
    /// What kind of section.
    pub kind: SectionKind,
    /// Its heading, or empty.
    pub heading: String,
    /// Its text.
    #[serde(with = "rich")]
    pub body: RichDoc,
    /// Its priced items.
    pub items: Vec<Item>,
    /// Its steps, with when and what.
    pub steps: Vec<Step>,
}

/// A step of a timeline or of what comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When, in words, or empty.
    pub when: String,
    /// What happens then.
    pub what: String,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// The first page: for whom, from whom, about what.
    Cover,
    /// What it is about.
    #[default]
    Overview,
    /// What is offered, in words.
    Services,
    /// Items with prices.
    Pricing,
    /// What happens when.
    Timeline,
    /// Terms.
    Terms,
    /// What happens after it is accepted.
    NextSteps,
}

impl SectionKind {
    /// Every kind, in the usual order.
    pub const ALL: [Self; 7] = [
        Self::Cover,
        Self::Overview,
        Self::Services,
        Self::Pricing,
        Self::Timeline,
        Self::Terms,
        Self::NextSteps,
    ];

    /// The name as stored and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Overview => "overview",
            Self::Services => "services",
            Self::Pricing => "pricing",
            Self::Timeline => "timeline",
            Self::Terms => "terms",
            Self::NextSteps => "next_steps",
        }
    }

    /// What staff call it; also the heading that a new one begins with.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cover => "Cover",
            Self::Overview => "Overview",
            Self::Services => "Services",
            Self::Pricing => "Pricing",
            Self::Timeline => "Timeline",
            Self::Terms => "Terms",
            Self::NextSteps => "Next steps",
        }
    }

    /// Whether it has items.
    pub const fn has_items(self) -> bool {
        matches!(self, Self::Pricing)
    }

    /// Whether it has steps.
    pub const fn has_steps(self) -> bool {
        matches!(self, Self::Timeline | Self::NextSteps)
    }
}

/// A name that is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of those offered.")]
pub struct Unknown;

impl FromStr for SectionKind {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(Unknown)
    }
}

/// A priced item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// A name that stays with it from version to version; unique in the proposal.
    pub key: String,
    /// Whether and how the client chooses it.
    pub kind: ItemKind,
    /// Which choice it belongs to, within its section; only of [`ItemKind::Choice`].
    pub group: String,
    /// What it is.
    pub name: String,
    /// More about it, or empty.
    pub description: String,
    /// How many, or what the client begins with.
    pub quantity: Quantity,
    /// Of what, or empty.
    pub unit: String,
    /// The price of one.
    pub unit_price: UnitPrice,
    /// The item's reduction.
    pub discount: Discount,
    /// The item's tax.
    pub tax: TaxRate,
    /// How often it is paid.
    pub period: Period,
    /// Within what the client may change the quantity.
    pub range: Option<Range>,
}

/// Whether and how the client chooses an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Always part of it.
    #[default]
    Fixed,
    /// The client may tick it.
    Optional,
    /// Ticked to begin with; the client may take it out.
    OptionalOn,
    /// One of several, of which exactly one is taken.
    Choice,
    /// The one of them that is taken to begin with.
    ChoiceOn,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Fixed,
        Self::Optional,
        Self::OptionalOn,
        Self::Choice,
        Self::ChoiceOn,
    ];

    /// The name as stored and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Optional => "optional",
            Self::OptionalOn => "optional_on",
            Self::Choice => "choice",
            Self::ChoiceOn => "choice_on",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fixed => "Always included",
            Self::Optional => "Optional",
            Self::OptionalOn => "Optional, ticked",
            Self::Choice => "Choose one",
            Self::ChoiceOn => "Choose one, preset",
        }
    }

    /// Whether it is one of several.
    pub const fn is_choice(self) -> bool {
        matches!(self, Self::Choice | Self::ChoiceOn)
    }

    /// Whether the client ticks it.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Optional | Self::OptionalOn)
    }
}

impl FromStr for ItemKind {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(Unknown)
    }
}

/// How often an item is paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Once.
    #[default]
    Once,
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every year.
    Yearly,
}

impl Period {
    /// Every period, once first.
    pub const ALL: [Self; 4] = [Self::Once, Self::Monthly, Self::Quarterly, Self::Yearly];

    /// The name as stored and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Once => "Once",
            Self::Monthly => "Every month",
            Self::Quarterly => "Every quarter",
            Self::Yearly => "Every year",
        }
    }
}

impl FromStr for Period {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        Self::ALL
            .into_iter()
            .find(|period| period.as_str() == text)
            .ok_or(Unknown)
    }
}

/// Within what a client may change a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// At least.
    pub min: Quantity,
    /// At most.
    pub max: Quantity,
    /// In steps of, counted from the least.
    pub step: Quantity,
}

impl Range {
    /// Whether a quantity fits.
    pub const fn has(&self, quantity: Quantity) -> bool {
        let (raw, min, step) = (quantity.raw(), self.min.raw(), self.step.raw());
        raw >= min && raw <= self.max.raw() && step > 0 && (raw - min) % step == 0
    }
}

impl Item {
    /// What the calculator needs, with a quantity.
    pub fn line(&self, quantity: Quantity) -> LineInput {
        LineInput {
            quantity,
            unit_price: self.unit_price,
            discount: self.discount,
            tax: self.tax.clone(),
        }
    }
}

impl Content {
    /// Every item with the section it is in.
    pub fn items(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.sections
            .iter()
            .flat_map(|section| section.items.iter().map(move |item| (section, item)))
    }

    /// The item of a key.
    pub fn item(&self, key: &str) -> Option<&Item> {
        self.items().map(|(_, item)| item).find(|item| item.key == key)
    }

    /// Whether the client has anything to choose.
    pub fn has_choices(&self) -> bool {
        self.items()
            .any(|(_, item)| item.kind != ItemKind::Fixed || item.range.is_some())
    }
}

mod rich {
    use crate::page::rich_text::RichDoc;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(doc: &RichDoc, serializer: S) -> Result<S::Ok, S::Error> {
        doc.to_json().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RichDoc, D::Error> {
        let json = serde_json::Value::deserialize(deserializer)?;
        RichDoc::from_json(&json).ok_or_else(|| D::Error::custom("no formatted text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_survives_being_stored() {
        let content = Content {
            title: "Relaunch".into(),
            currency: Currency::EUR,
            prices_include_tax: false,
            sections: vec![Section {
                key: "s1".into(),
                kind: SectionKind::Terms,
                heading: String::new(),
                body: RichDoc::text("Dear {{contact.name}}\n\nBye"),
                items: Vec::new(),
                steps: Vec::new(),
            }],
        };
        let json = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), content);
    }

    #[test]
    fn tags_are_found_and_filled_in_once() {
        let content = Content {
            title: "For {{company.name}}".into(),
            currency: Currency::EUR,
            prices_include_tax: false,
            sections: vec![Section {
                key: "s1".into(),
                kind: SectionKind::Overview,
                heading: "{{system.company_name}}".into(),
                body: RichDoc::text("Dear {{contact.first_name | default(\"you\")}}, hello"),
                items: Vec::new(),
                steps: vec![Step {
                    when: String::new(),
                    what: "Ask {{user.name}}".into(),
                }],
            }],
        };
        let paths: Vec<String> = content.tags().into_iter().map(|tag| tag.path).collect();
        assert_eq!(
            paths,
            [
                "company.name",
                "system.company_name",
                "contact.first_name",
                "user.name"
            ]
            .map(str::to_owned)
            .into_iter()
            .collect::<Vec<_>>()
        );
        // A value that looks like a tag is not filled in again.
        let filled = content.filled(&|tag| format!("{{{{{}}}}}\nX", tag.path));
        assert!(filled.title.starts_with("For {{company.name}}"));
        assert!(filled.sections[0].body.plain().contains("{{contact.first_name}}"));
        assert!(content.filled(&|_| "A".into()).tags().is_empty());
    }

    #[test]
    fn steps_are_counted_from_the_least() {
        let range = Range {
            min: Quantity::from_raw(5_000),
            max: Quantity::from_raw(50_000),
            step: Quantity::from_raw(10_000),
        };
        for (raw, fits) in [
            (5_000, true),
            (15_000, true),
            (45_000, true),
            (10_000, false),
            (55_000, false),
            (0, false),
            (-5_000, false),
        ] {
            assert_eq!(range.has(Quantity::from_raw(raw)), fits, "{raw}");
        }
    }
}
