//! Made-up values of every type: a text is tried out with them before it is saved.

use super::{
    engine::Values,
    reading::Reading,
    value::{RecordOf, Typed, list},
    voice::Voice,
};
use chrono::Days;
use domain::{
    merge::{self, Shape, Tag, TagType},
    money::{Currency, Money},
};
use minijinja::Value;

/// A list has so many made-up items.
const ITEMS: usize = 5;

/// Values for all groups that a template names.
pub(super) fn values(voice: &Voice, reading: &Reading) -> Values {
    merge::roots()
        .filter(|root| reading.names(root.key))
        .map(|root| {
            let value = match root.shape {
                Shape::One => record(voice, root.key, root.tags),
                Shape::Many => records(voice, root.key, root.tags),
            };
            (root.key.to_owned(), value)
        })
        .collect()
}

fn records(voice: &Voice, path: &str, tags: &'static [Tag]) -> Value {
    list((0..ITEMS).map(|_| record(voice, path, tags)).collect())
}

fn record(voice: &Voice, path: &str, tags: &'static [Tag]) -> Value {
    let mut record = RecordOf::new(voice, path, tags);
    for tag in tags {
        record = match tag.kind {
            TagType::List => {
                let path = format!("{path}.{}", tag.name);
                record.list(
                    tag.name,
                    (0..ITEMS)
                        .map(|_| self::record(voice, &path, tag.items))
                        .collect(),
                )
            }
            kind => record.set(tag.name, sample(voice, kind, tag.example)),
        };
    }
    record.done()
}

fn sample(voice: &Voice, kind: TagType, example: &str) -> Typed {
    match kind {
        TagType::Text | TagType::List => Typed::Text(example.to_owned()),
        TagType::Money => Typed::Money(Money::new(124_000, Currency::EUR)),
        TagType::Date => Typed::Date(voice.today.checked_add_days(Days::new(5)).unwrap_or(voice.today)),
        TagType::Moment => Typed::Moment(voice.now),
        TagType::Percent => Typed::Percent(45.0),
        TagType::Number => Typed::Number(2.0),
        TagType::Status => Typed::Status {
            key: "sent".to_owned(),
            word: example.to_owned(),
        },
        TagType::Flag => Typed::Flag(true),
        TagType::Url => Typed::Url(example.to_owned()),
        TagType::Address => Typed::Address(vec![example.to_owned()]),
    }
}
