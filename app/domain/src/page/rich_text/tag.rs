//! A merge tag: a value that is filled in for the reader.

use crate::merge;
use serde::{Deserialize, Serialize};

/// A value that is filled in for the reader. Whether there is such a tag is the catalogue's matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeTag {
    /// Which: `contact.first_name`.
    pub path: String,
    /// What stands there where the value is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<String>,
    /// How it is written: a filter, like `upper` or `date("long")`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

/// The longest path, fallback or format, in bytes.
const MAX: usize = 200;

impl MergeTag {
    /// A tag without fallback and format.
    ///
    /// `None` if the path is not two or more names of small letters, digits and underscores with points between.
    pub fn new(path: &str) -> Option<Self> {
        let name = |name: &str| {
            name.bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
                && name.starts_with(|c: char| c.is_ascii_lowercase())
        };
        let fits = path.len() <= MAX && path.contains('.') && path.split('.').all(name);
        fits.then(|| Self {
            path: path.to_owned(),
            fallback: None,
            format: None,
        })
    }

    /// With what stands there where the value is empty; `None` if it is too long.
    pub(super) fn with(self, fallback: Option<&str>, format: Option<&str>) -> Option<Self> {
        let short = |text: Option<&str>| text.is_none_or(|text| text.len() <= MAX);
        (short(fallback) && short(format)).then(|| Self {
            fallback: fallback.map(str::to_owned),
            format: format.map(str::to_owned),
            ..self
        })
    }

    /// The tag as it is typed: `{{contact.first_name | default("there")}}`.
    pub fn typed(&self) -> String {
        let format = self
            .format
            .as_ref()
            .map(|format| format!(" | {format}"))
            .unwrap_or_default();
        let fallback = self.fallback.as_ref().map(|text| {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!(" | default(\"{text}\")")
        });
        format!("{{{{{}{format}{}}}}}", self.path, fallback.unwrap_or_default())
    }

    /// What the tag is called, as a chip in a text: `‹First name›`, and of another than the reader `‹Company: Name›`.
    pub fn chip(&self) -> String {
        let name = match merge::find(&self.path) {
            Some((root, tag)) if root.key == "contact" => tag.label.to_owned(),
            Some((root, tag)) => format!("{}: {}", root.label, tag.label),
            None => self.path.clone(),
        };
        format!("‹{name}›")
    }

    /// The tags of a text, and as errors the text between them. What looks like a tag but is none stays text.
    pub fn split(text: &str) -> Vec<Result<Self, String>> {
        let mut pieces: Vec<Result<Self, String>> = Vec::new();
        let add_text = |pieces: &mut Vec<Result<Self, String>>, text: &str| match pieces.last_mut() {
            Some(Err(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => pieces.push(Err(text.to_owned())),
        };
        let mut rest = text;
        while let Some(start) = rest.find("{{") {
            let Some(length) = rest[start..].find("}}") else {
                break;
            };
            let end = start + length + 2;
            match Self::inner(&rest[start + 2..end - 2]) {
                Some(tag) => {
                    add_text(&mut pieces, &rest[..start]);
                    pieces.push(Ok(tag));
                }
                None => add_text(&mut pieces, &rest[..end]),
            }
            rest = &rest[end..];
        }
        add_text(&mut pieces, rest);
        pieces
    }

    /// The tag of what is between the braces.
    fn inner(text: &str) -> Option<Self> {
        let mut parts = parts(text).into_iter();
        let tag = Self::new(parts.next()?.trim())?;
        let (mut fallback, mut format) = (None, None);
        for filter in parts {
            let filter = filter.trim();
            match filter
                .strip_prefix("default(")
                .and_then(|rest| rest.strip_suffix(')'))
            {
                Some(quoted) if fallback.is_none() => fallback = Some(unquoted(quoted.trim())?),
                None if format.is_none() && !filter.is_empty() => format = Some(filter),
                _ => return None,
            }
        }
        tag.with(fallback.as_deref(), format)
    }
}

/// What is between the bars that are not in quotes.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '|' if !quoted => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

/// The text of a text in double quotes.
fn unquoted(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let (mut text, mut escaped) = (String::new(), false);
    for c in inner.chars() {
        match c {
            '\\' | '"' if escaped => {
                text.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return None,
            _ if escaped => return None,
            _ => text.push(c),
        }
    }
    (!escaped).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_tags_become_tags_and_back() {
        for text in [
            "{{contact.name}}",
            "{{contact.first_name | default(\"there\")}}",
            "{{invoice.due_date | date(\"long\")}}",
            "{{invoice.due_date | date(\"long\") | default(\"a \\\"day\\\" | or two\")}}",
        ] {
            let pieces = MergeTag::split(text);
            let [Ok(tag)] = pieces.as_slice() else {
                panic!("{text}: {pieces:?}")
            };
            assert_eq!(tag.typed(), text);
        }
        let pieces = MergeTag::split("Dear {{ contact.name|default(\"you\") }}, hello");
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[1].as_ref().unwrap().fallback.as_deref(), Some("you"));
    }

    #[test]
    fn what_is_no_tag_stays_text() {
        for text in [
            "",
            "{{",
            "{{}}",
            "{{name}}",
            "{{Contact.name}}",
            "{{contact..name}}",
            "{{contact.name | default(x)}}",
            "{{contact.name | a | b}}",
            "{{ 1 + 1 }} and }} and {{",
            "{% for x in y %}",
        ] {
            let whole: String = MergeTag::split(text)
                .into_iter()
                .map(Result::unwrap_err)
                .collect();
            assert_eq!(whole, text);
        }
    }
}
