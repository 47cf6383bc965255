//! The filters. Each takes any value and gives something to read; none can reach outside.

use super::{
    engine::{Escape, escaped, percent_encoded},
    value::{Gap, Shown, Typed, is_empty, text_of},
    voice::Voice,
};
use domain::money::{Currency, Money};
use minijinja::{
    Environment, Error, ErrorKind,
    value::{Kwargs, Value, ValueKind},
};
use std::{cmp::Ordering, sync::Arc};

fn cannot(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into())
}

/// Adds all of them.
pub(super) fn add(environment: &mut Environment<'static>, voice: &Arc<Voice>, escape: Escape) {
    words(environment);
    lists(environment, voice);
    figures(environment, voice);
    days(environment, voice);
    environment.add_filter("escape", move |value: &Value| match escape {
        Escape::Html if value.is_safe() => value.clone(),
        Escape::Html => Value::from_safe_string(escaped(&text_of(value))),
        Escape::Text | Escape::Subject | Escape::Url => Value::from(text_of(value)),
    });
    environment.add_filter("nl2br", move |value: &Value| match escape {
        Escape::Html => {
            let text = text_of(value);
            let text = if value.is_safe() { text } else { escaped(&text) };
            Value::from_safe_string(text.replace('\n', "<br>\n"))
        }
        Escape::Text | Escape::Subject | Escape::Url => Value::from(text_of(value)),
    });
    for (name, empty) in [("defined", false), ("undefined", true), ("empty", true)] {
        environment.add_test(name, move |value: &Value| is_empty(value) == empty);
    }
}

/// A filter from text to text, which leaves a gap a gap.
fn text_filter(environment: &mut Environment<'static>, name: &'static str, change: fn(&str) -> String) {
    environment.add_filter(name, move |value: &Value| {
        match value.downcast_object_ref::<Gap>() {
            Some(_) => value.clone(),
            None => Value::from(change(&text_of(value))),
        }
    });
}

fn words(environment: &mut Environment<'static>) {
    text_filter(environment, "upper", str::to_uppercase);
    text_filter(environment, "lower", str::to_lowercase);
    text_filter(environment, "trim", |text| text.trim().to_owned());
    text_filter(environment, "capitalize", capitalized);
    text_filter(environment, "title", |text| {
        let words: Vec<_> = text.split(' ').map(capitalized).collect();
        words.join(" ")
    });
    text_filter(environment, "initials", initials);
    environment.add_filter("url_encode", |value: &Value| percent_encoded(&text_of(value)));
    environment.add_filter("truncate", |value: &Value, length: Option<usize>| {
        let (text, length) = (text_of(value), length.unwrap_or(80).max(1));
        if text.chars().count() <= length {
            return text;
        }
        let kept: String = text.chars().take(length - 1).collect();
        format!("{}…", kept.trim_end())
    });
    environment.add_filter(
        "default",
        |value: &Value, other: Option<Value>, _also_empty: Option<Value>| {
            if is_empty(value) {
                other.unwrap_or_else(|| Value::from(""))
            } else {
                value.clone()
            }
        },
    );
    environment.add_filter("yesno", |value: &Value, words: Option<String>| {
        let words = words.unwrap_or_else(|| "Yes,No".to_owned());
        let (yes, no) = words.split_once(',').unwrap_or((&words, ""));
        let chosen = if value.is_true() && !is_empty(value) {
            yes
        } else {
            no
        };
        chosen.trim().to_owned()
    });
    environment.add_filter("address", |value: &Value, how: Option<&str>| {
        let between = match how {
            None | Some("line") => ", ",
            Some("lines") => "\n",
            Some(_) => return Err(cannot("address knows \"line\" and \"lines\"")),
        };
        Ok(
            match value.downcast_object_ref::<Shown>().map(|shown| &shown.typed) {
                Some(Typed::Address(lines)) => lines.join(between),
                _ => text_of(value),
            },
        )
    });
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first
            .to_uppercase()
            .chain(letters.as_str().to_lowercase().chars())
            .collect(),
        None => String::new(),
    }
}

/// The first letters of the first and the last word.
pub(super) fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let ends = match words.as_slice() {
        [] => return String::new(),
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    ends.into_iter()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect()
}

/// The items of a list; nothing for nothing.
fn items(value: &Value) -> Result<Vec<Value>, Error> {
    if is_empty(value) {
        return Ok(Vec::new());
    }
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => value.try_iter()?.checked().collect(),
        _ => Err(cannot("only a list has items")),
    }
}

fn attribute(item: &Value, name: Option<&str>) -> Result<Value, Error> {
    match name {
        Some(name) => item.get_attr(name),
        None => Ok(item.clone()),
    }
}

fn lists(environment: &mut Environment<'static>, voice: &Arc<Voice>) {
    environment.add_filter("first", |value: &Value| {
        Ok::<_, Error>(items(value)?.into_iter().next().unwrap_or(Value::UNDEFINED))
    });
    environment.add_filter("last", |value: &Value| {
        Ok::<_, Error>(items(value)?.into_iter().next_back().unwrap_or(Value::UNDEFINED))
    });
    environment.add_filter("length", |value: &Value| {
        Ok::<_, Error>(match value.as_str() {
            Some(text) => text.chars().count(),
            None => items(value)?.len(),
        })
    });
    environment.add_filter("join", |value: &Value, between: Option<&str>, named: Kwargs| {
        let name: Option<&str> = named.get("attribute")?;
        named.assert_all_used()?;
        let mut texts = Vec::new();
        for item in items(value)? {
            texts.push(text_of(&attribute(&item, name)?));
        }
        Ok::<_, Error>(texts.join(between.unwrap_or(", ")))
    });
    environment.add_filter("sort", |value: &Value, named: Kwargs| {
        let (name, reverse): (Option<&str>, Option<bool>) = (named.get("attribute")?, named.get("reverse")?);
        named.assert_all_used()?;
        let mut keyed = Vec::new();
        for item in items(value)? {
            keyed.push((sort_key(&item, name)?, item));
        }
        keyed.sort_by(|(one, _), (other, _)| {
            let order = one.partial_cmp(other).unwrap_or(Ordering::Equal);
            if reverse == Some(true) {
                order.reverse()
            } else {
                order
            }
        });
        Ok::<_, Error>(Value::from(
            keyed.into_iter().map(|(_, item)| item).collect::<Vec<_>>(),
        ))
    });
    let voice = voice.clone();
    environment.add_filter("sum", move |value: &Value, named: Kwargs| {
        let name: Option<&str> = named.get("attribute")?;
        named.assert_all_used()?;
        sum(&items(value)?, name, &voice)
    });
}

/// What a value is sorted by: its plain twin, where there is one.
fn sort_key(item: &Value, name: Option<&str>) -> Result<Value, Error> {
    let Some(name) = name else {
        return Ok(item.clone());
    };
    let twin = item.get_attr(&format!("{name}_raw"))?;
    if !twin.is_undefined() {
        return Ok(twin);
    }
    let value = item.get_attr(name)?;
    Ok(Value::from(text_of(&value).to_lowercase()))
}

/// One sum per currency, or of plain numbers.
fn sum(items: &[Value], name: Option<&str>, voice: &Voice) -> Result<Value, Error> {
    let (mut sums, mut number, mut money) = (Vec::<Money>::new(), 0.0, false);
    for item in items {
        let value = attribute(item, name)?;
        let more = match value.downcast_object_ref::<Shown>().map(|shown| &shown.typed) {
            Some(Typed::Money(amount)) => vec![*amount],
            Some(Typed::Sums(amounts)) => amounts.clone(),
            Some(other) => {
                number += other.number().unwrap_or_default();
                continue;
            }
            None => {
                number += f64::try_from(value).unwrap_or_default();
                continue;
            }
        };
        money = true;
        for amount in more {
            match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
                Some(sum) => {
                    *sum = sum
                        .checked_add(amount)
                        .map_err(|error| cannot(error.to_string()))?
                }
                None => sums.push(amount),
            }
        }
    }
    let typed = match sums.as_slice() {
        [one] => Typed::Money(*one),
        _ if money => Typed::Sums(sums),
        _ => Typed::Number(number),
    };
    Ok(Shown::value(typed, voice))
}

fn figure(value: &Value) -> Option<f64> {
    match value.downcast_object_ref::<Shown>() {
        Some(shown) => shown.typed.number(),
        None => f64::try_from(value.clone()).ok(),
    }
}

fn figures(environment: &mut Environment<'static>, voice: &Arc<Voice>) {
    let speaker = voice.clone();
    environment.add_filter(
        "number",
        move |value: &Value, decimals: Option<u32>| match figure(value) {
            Some(number) => Value::from(speaker.number(number, decimals)),
            None => value.clone(),
        },
    );
    let speaker = voice.clone();
    environment.add_filter("percent", move |value: &Value| match figure(value) {
        Some(number) => Value::from(speaker.percent(number)),
        None => value.clone(),
    });
    let speaker = voice.clone();
    environment.add_filter("money", move |value: &Value, code: Option<&str>| {
        if let Some(Typed::Money(money)) = value.downcast_object_ref::<Shown>().map(|shown| &shown.typed) {
            return match code {
                Some(code) if code != money.currency.as_str() => Err(cannot(format!(
                    "an amount in {} can't be shown in {code}",
                    money.currency
                ))),
                _ => Ok(value.clone()),
            };
        }
        let (Some(number), Some(code)) = (figure(value), code) else {
            return match code {
                None if figure(value).is_some() => Err(cannot("please name the currency: money(\"EUR\")")),
                _ => Ok(value.clone()),
            };
        };
        let currency: Currency = code
            .parse()
            .map_err(|_| cannot(format!("{code} is not a currency")))?;
        let plain = format!("{number:.*}", currency.exponent() as usize);
        let money = Money::parse(&plain, currency).map_err(|error| cannot(error.to_string()))?;
        Ok(Value::from(speaker.money(money)))
    });
    environment.add_filter("plural", |value: &Value, one: &str, many: &str| {
        let one_only = match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => items(value)?.len() == 1,
            _ => figure(value) == Some(1.0),
        };
        Ok::<_, Error>(if one_only { one.to_owned() } else { many.to_owned() })
    });
}

fn days(environment: &mut Environment<'static>, voice: &Arc<Voice>) {
    let speaker = voice.clone();
    environment.add_filter("date", move |value: &Value, how: Option<&str>| {
        let Some((date, time)) = day(value, &speaker) else {
            return Ok(value.clone());
        };
        Ok(Value::from(match how {
            None | Some("long") => speaker.date(date),
            Some("short") => speaker.locale.format_date_short(date),
            Some("iso") => date.to_string(),
            Some(pattern) => speaker
                .pattern(date, time, pattern)
                .ok_or_else(|| cannot("a date's pattern has the signs %d %e %m %Y %y %B %b %H %M"))?,
        }))
    });
    let speaker = voice.clone();
    environment.add_filter("datetime", move |value: &Value| match day(value, &speaker) {
        Some((date, Some((hour, minute)))) => {
            Value::from(format!("{}, {hour:02}:{minute:02}", speaker.date(date)))
        }
        Some((date, None)) => Value::from(speaker.date(date)),
        None => value.clone(),
    });
    let speaker = voice.clone();
    environment.add_filter("relative", move |value: &Value| match day(value, &speaker) {
        Some((date, _)) => Value::from(speaker.relative(date)),
        None => value.clone(),
    });
}

/// The day of a value; a plain text counts if it is written as 2026-03-31.
fn day(value: &Value, voice: &Voice) -> Option<(chrono::NaiveDate, Option<(u32, u32)>)> {
    match value.downcast_object_ref::<Shown>() {
        Some(shown) => shown.typed.day(voice),
        None => Some((value.as_str()?.parse().ok()?, None)),
    }
}
