//! The values that a template meets: typed, written for the reader, and never a row of the database.

use super::voice::Voice;
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use domain::{
    merge::{MAX_ITEMS, Tag, TagType},
    money::Money,
};
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// A value with a type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Typed {
    Text(String),
    Money(Money),
    /// Sums of several currencies, the first in the record's own.
    Sums(Vec<Money>),
    Date(NaiveDate),
    Moment(DateTime<Utc>),
    Percent(f64),
    Number(f64),
    Status {
        key: String,
        word: String,
    },
    Flag(bool),
    Url(String),
    Address(Vec<String>),
}

impl Typed {
    /// The type in the catalogue.
    pub(super) fn kind(&self) -> TagType {
        match self {
            Self::Text(_) => TagType::Text,
            Self::Money(_) | Self::Sums(_) => TagType::Money,
            Self::Date(_) => TagType::Date,
            Self::Moment(_) => TagType::Moment,
            Self::Percent(_) => TagType::Percent,
            Self::Number(_) => TagType::Number,
            Self::Status { .. } => TagType::Status,
            Self::Flag(_) => TagType::Flag,
            Self::Url(_) => TagType::Url,
            Self::Address(_) => TagType::Address,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Url(text) => text.is_empty(),
            Self::Address(lines) => lines.is_empty(),
            Self::Sums(sums) => sums.is_empty(),
            _ => false,
        }
    }

    fn shown(&self, voice: &Voice) -> String {
        match self {
            Self::Text(text) | Self::Url(text) => text.clone(),
            Self::Money(money) => voice.money(*money),
            Self::Sums(sums) => {
                let sums: Vec<_> = sums.iter().map(|sum| voice.money(*sum)).collect();
                sums.join(", ")
            }
            Self::Date(date) => voice.date(*date),
            Self::Moment(at) => voice.moment(*at),
            Self::Percent(number) => voice.percent(*number),
            Self::Number(number) => voice.number(*number, None),
            Self::Status { word, .. } => word.clone(),
            Self::Flag(flag) => voice.text(if *flag { "merge-yes" } else { "merge-no" }),
            Self::Address(lines) => lines.join(", "),
        }
    }

    /// The plain value for comparing.
    fn raw(&self) -> Value {
        match self {
            Self::Money(money) => decimal(*money),
            Self::Sums(sums) => sums.first().map_or(Value::UNDEFINED, |sum| decimal(*sum)),
            Self::Date(date) => Value::from(date.to_string()),
            Self::Moment(at) => Value::from(at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            Self::Percent(number) | Self::Number(number) => plain(*number),
            Self::Status { key, .. } => Value::from(key.as_str()),
            Self::Text(_) | Self::Url(_) | Self::Flag(_) | Self::Address(_) => Value::UNDEFINED,
        }
    }

    fn is_true(&self) -> bool {
        match self {
            Self::Money(money) => !money.is_zero(),
            Self::Sums(sums) => sums.iter().any(|sum| !sum.is_zero()),
            Self::Percent(number) | Self::Number(number) => *number != 0.0,
            Self::Flag(flag) => *flag,
            other => !other.is_empty(),
        }
    }

    /// The day, and its time in the reader's zone where there is one.
    pub(super) fn day(&self, voice: &Voice) -> Option<(NaiveDate, Option<(u32, u32)>)> {
        match self {
            Self::Date(date) => Some((*date, None)),
            Self::Moment(at) => {
                let local = voice.local(*at);
                Some((local.date_naive(), Some((local.hour(), local.minute()))))
            }
            _ => None,
        }
    }

    /// The number in it.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Money(money) => money.to_plain().parse().ok(),
            Self::Sums(sums) => sums.first().and_then(|sum| sum.to_plain().parse().ok()),
            Self::Percent(number) | Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

fn decimal(money: Money) -> Value {
    money.to_plain().parse::<f64>().map_or(Value::UNDEFINED, plain)
}

/// A whole number without a decimal point.
fn plain(number: f64) -> Value {
    #[allow(clippy::cast_possible_truncation)] // within what an i64 holds exactly
    if number.fract() == 0.0 && number.abs() < 9e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

/// A typed value and how it reads.
pub(super) struct Shown {
    pub(super) typed: Typed,
    text: String,
}

impl Shown {
    /// The value as a template meets it: texts are plain strings, which compare as expected.
    pub(super) fn value(typed: Typed, voice: &Voice) -> Value {
        let text = typed.shown(voice);
        match typed {
            Typed::Text(text) => Value::from(text),
            typed => Value::from_object(Self { typed, text }),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Object for Shown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.typed.is_true()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Where a known tag has no value for this reader: nothing for a client, a mark in a preview.
#[derive(Debug)]
pub(super) struct Gap(pub(super) String);

impl Gap {
    pub(super) fn value(path: String) -> Value {
        Value::from_object(Self(path))
    }
}

impl Object for Gap {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Whether there is nothing in a value.
pub(super) fn is_empty(value: &Value) -> bool {
    value.is_undefined()
        || value.is_none()
        || value.downcast_object_ref::<Gap>().is_some()
        || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// A value as text.
pub(super) fn text_of(value: &Value) -> String {
    match value.downcast_object_ref::<Shown>() {
        Some(shown) => shown.text().to_owned(),
        None if is_empty(value) => String::new(),
        None => value.to_string(),
    }
}

/// A record: values by name, each typed one with its `_raw` twin.
#[derive(Debug)]
pub(super) struct Record {
    values: BTreeMap<String, Value>,
    present: bool,
}

impl Object for Record {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.values.get(key).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.present
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Puts a record together. What the catalogue does not name, it does not take; what was not given, is a gap.
pub(super) struct RecordOf<'v> {
    voice: &'v Voice,
    path: String,
    tags: &'static [Tag],
    values: BTreeMap<String, Value>,
}

impl<'v> RecordOf<'v> {
    pub(super) fn new(voice: &'v Voice, path: impl Into<String>, tags: &'static [Tag]) -> Self {
        Self {
            voice,
            path: path.into(),
            tags,
            values: BTreeMap::new(),
        }
    }

    /// Gives a value its place.
    #[must_use]
    pub(super) fn set(mut self, name: &str, typed: Typed) -> Self {
        let known = self
            .tags
            .iter()
            .any(|tag| tag.name == name && tag.kind == typed.kind());
        debug_assert!(
            known,
            "{}.{name} is not in the catalogue as {:?}",
            self.path,
            typed.kind()
        );
        if known && !typed.is_empty() {
            let raw = typed.raw();
            if !raw.is_undefined() {
                self.values.insert(format!("{name}_raw"), raw);
            }
            self.values
                .insert(name.to_owned(), Shown::value(typed, self.voice));
        }
        self
    }

    #[must_use]
    pub(super) fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.set(name, Typed::Text(text.into()))
    }

    /// Gives a value its place, if there is one.
    #[must_use]
    pub(super) fn maybe(self, name: &str, typed: Option<Typed>) -> Self {
        match typed {
            Some(typed) => self.set(name, typed),
            None => self,
        }
    }

    /// A list of records.
    #[must_use]
    pub(super) fn list(mut self, name: &str, items: Vec<Value>) -> Self {
        debug_assert!(
            self.tags
                .iter()
                .any(|tag| tag.name == name && tag.kind == TagType::List),
            "{}.{name}",
            self.path
        );
        self.values.insert(name.to_owned(), list(items));
        self
    }

    pub(super) fn done(self) -> Value {
        self.finish(true)
    }

    /// The record of which there is none.
    pub(super) fn missing(self) -> Value {
        self.finish(false)
    }

    fn finish(mut self, present: bool) -> Value {
        for tag in self.tags {
            let path = &self.path;
            self.values
                .entry(tag.name.to_owned())
                .or_insert_with(|| match tag.kind {
                    TagType::List => list(Vec::new()),
                    _ => Gap::value(format!("{path}.{}", tag.name)),
                });
        }
        Value::from_object(Record {
            values: self.values,
            present,
        })
    }
}

/// Records to go through, never more than a loop may.
pub(super) fn list(mut items: Vec<Value>) -> Value {
    items.truncate(MAX_ITEMS);
    Value::from(items)
}
