//! Who sees a block: a typed rule, judged on the server by facts about the reader. Never a text that is evaluated.

use crate::{
    ids::{CompanyId, ContactId, TagId},
    module::Module,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

mod judge;
mod words;

pub use judge::Facts;

/// So many conditions at most in one rule.
pub const MAX_CONDITIONS: usize = 50;
/// Groups of conditions are nested so deep at most.
pub const MAX_LEVELS: usize = 6;

/// Who sees a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Everyone who sees the page.
    Everyone,
    /// Those for whom all of these hold.
    All(Vec<Self>),
    /// Those for whom one of these holds.
    Any(Vec<Self>),
    /// Those for whom this does not hold.
    Not(Box<Self>),
    /// Those who act for one of these companies.
    Companies(Vec<CompanyId>),
    /// These people.
    Contacts(Vec<ContactId>),
    /// Those who have one of these tags, or whose company has. A tag that is deleted is nobody's.
    Tags(Vec<TagId>),
    /// Those whose portal has this module.
    Module(Module),
    /// Those who have something to pay.
    HasOpenInvoices,
    /// Those who are late with something.
    HasOverdueInvoices,
    /// Those for whom a merge tag's value is not empty.
    HasValue(String),
    /// Those for whom a merge tag's value compares so.
    Cmp(Comparison),
    /// Something that this version does not know. It is kept; where it decides, nobody sees the block.
    #[serde(untagged)]
    Unknown(Value),
}

/// A merge tag's value compared with another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The tag: `company.balance`. Amounts and dates compare by their `_raw` values.
    pub path: String,
    /// How.
    pub op: Compare,
    /// With what.
    pub value: RuleValue,
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// They are the same; texts without regard to case.
    Is,
    /// They are not.
    IsNot,
    /// It is more, or later.
    More,
    /// It is less, or earlier.
    Less,
    /// A text contains another, without regard to case.
    Contains,
}

/// A value in a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RuleValue {
    /// A number; an amount in its main unit.
    Number(f64),
    /// A text, or a date as `2026-03-31`.
    Text(String),
}

impl RuleValue {
    /// The value as it was typed.
    pub fn typed(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Why a rule can't be used. The texts are for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// More than [`MAX_CONDITIONS`].
    #[error("A rule has at most {MAX_CONDITIONS} conditions.")]
    TooMany,
    /// Deeper than [`MAX_LEVELS`].
    #[error("Conditions can be nested {MAX_LEVELS} levels deep.")]
    TooDeep,
    /// A group without conditions, or a list of nobody.
    #[error("Please add a condition, or choose somebody.")]
    Empty,
    /// Something that this version does not know.
    #[error("This rule is from a newer version. It is kept, but can't be set here.")]
    Unknown,
}

impl Rule {
    /// Whether it can be set.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn check(&self) -> Result<(), RuleError> {
        let mut conditions = 0;
        self.check_within(1, &mut conditions)
    }

    fn check_within(&self, level: usize, conditions: &mut usize) -> Result<(), RuleError> {
        *conditions += 1;
        if *conditions > MAX_CONDITIONS {
            return Err(RuleError::TooMany);
        }
        if level > MAX_LEVELS {
            return Err(RuleError::TooDeep);
        }
        match self {
            Self::All(rules) | Self::Any(rules) if rules.is_empty() => Err(RuleError::Empty),
            Self::Companies(ids) if ids.is_empty() => Err(RuleError::Empty),
            Self::Contacts(ids) if ids.is_empty() => Err(RuleError::Empty),
            Self::Tags(ids) if ids.is_empty() => Err(RuleError::Empty),
            Self::All(rules) | Self::Any(rules) => rules
                .iter()
                .try_for_each(|rule| rule.check_within(level + 1, conditions)),
            Self::Not(rule) => rule.check_within(level + 1, conditions),
            Self::Unknown(_) => Err(RuleError::Unknown),
            _ => Ok(()),
        }
    }

    /// The tags that it names, wherever in it.
    pub fn tags(&self) -> Vec<TagId> {
        match self {
            Self::Tags(ids) => ids.clone(),
            Self::All(rules) | Self::Any(rules) => rules.iter().flat_map(Self::tags).collect(),
            Self::Not(rule) => rule.tags(),
            _ => Vec::new(),
        }
    }

    /// The merge tags whose values it asks for, by their paths.
    pub fn paths(&self) -> Vec<String> {
        match self {
            Self::HasValue(path) => vec![path.clone()],
            Self::Cmp(comparison) => vec![comparison.path.clone()],
            Self::All(rules) | Self::Any(rules) => rules.iter().flat_map(Self::paths).collect(),
            Self::Not(rule) => rule.paths(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
