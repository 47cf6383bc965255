//! What can be set of a block: the inspector draws itself from it, and every value is checked by it.

use super::{
    blocks::VideoSource,
    href::Href,
    rich_text::{RichDoc, RichLine},
};
use crate::form::{self, FieldErrors, TextError};
use serde_json::{Map, Value};

/// A field of the inspector, and the prop of the same name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// The prop's name.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it is for, where the label does not say it; or empty.
    pub help: &'static str,
    /// What goes into it.
    pub kind: FieldKind,
}

/// One of several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: &'static str,
    /// What it is called.
    pub label: &'static str,
}

/// What goes into a field. Limits of text count characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldKind {
    /// One line of plain text.
    Line {
        /// Characters at most.
        max: usize,
    },
    /// Several lines of plain text, or of code.
    Code {
        /// Characters at most.
        max: usize,
    },
    /// One line, formatted, with merge tags.
    RichLine {
        /// Characters at most.
        max: usize,
    },
    /// Formatted text.
    Rich,
    /// One of several values.
    Choice(&'static [Choice]),
    /// Yes or no.
    Toggle,
    /// A whole number.
    Number {
        /// At least.
        min: u32,
        /// At most.
        max: u32,
        /// What it counts, like `px`.
        unit: &'static str,
    },
    /// An uploaded image, by its hash: 64 hexadecimal digits, or empty while there is none.
    Image,
    /// An address to link to, or empty while there is none.
    Link,
    /// An e-mail address or a merge tag, or empty.
    Email,
    /// A telephone number or a merge tag, or empty.
    Phone,
    /// The address of a video at an allowed host, or empty while there is none.
    Video,
    /// Several of something.
    List {
        /// What one is called.
        item: &'static str,
        /// What can be set of one.
        of: &'static [Field],
        /// So many at most.
        max: usize,
    },
    /// Rows of cells, each a formatted line.
    Grid {
        /// Rows at most.
        rows: usize,
        /// Cells of a row at most.
        columns: usize,
        /// Characters of a cell at most.
        max: usize,
    },
}

const WRONG: &str = "This can't be read. Please fill it in anew.";

impl Field {
    /// A field.
    pub const fn new(name: &'static str, label: &'static str, kind: FieldKind) -> Self {
        Self {
            name,
            label,
            help: "",
            kind,
        }
    }

    /// With an explanation.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }
}

/// What is wrong with props, by field; `images.0.alt` within lists. Props that no field has are not looked at.
pub(super) fn check_all(fields: &[Field], props: &Map<String, Value>) -> FieldErrors {
    let mut errors = FieldErrors::default();
    check_into(fields, props, "", &mut errors);
    errors
}

fn check_into(fields: &[Field], props: &Map<String, Value>, prefix: &str, errors: &mut FieldErrors) {
    for field in fields {
        if let Some(value) = props.get(field.name) {
            check(field.kind, value, &format!("{prefix}{}", field.name), errors);
        }
    }
}

fn check(kind: FieldKind, value: &Value, name: &str, errors: &mut FieldErrors) {
    if let FieldKind::List { of, max, .. } = kind {
        match value.as_array() {
            Some(items) if items.len() <= max => {
                for (nth, item) in items.iter().enumerate() {
                    match item.as_object() {
                        Some(item) => check_into(of, item, &format!("{name}.{nth}."), errors),
                        None => errors.add(format!("{name}.{nth}"), WRONG),
                    }
                }
            }
            Some(_) => errors.add(name, format!("Please use at most {max}.")),
            None => errors.add(name, WRONG),
        }
    } else if let FieldKind::Grid { rows, columns, max } = kind {
        check_grid(value, (rows, columns, max), name, errors);
    } else if let Err(error) = check_one(kind, value) {
        errors.add(name, error);
    }
}

fn check_grid(
    value: &Value,
    (rows, columns, max): (usize, usize, usize),
    name: &str,
    errors: &mut FieldErrors,
) {
    let Some(all) = value.as_array() else {
        errors.add(name, WRONG);
        return;
    };
    if all.len() > rows {
        errors.add(name, format!("A table has at most {rows} rows."));
    }
    for (row, cells) in all.iter().enumerate() {
        match cells.as_array() {
            Some(cells) if cells.len() <= columns => {
                for (column, cell) in cells.iter().enumerate() {
                    if let Err(error) = check_one(FieldKind::RichLine { max }, cell) {
                        errors.add(format!("{name}.{row}.{column}"), error);
                    }
                }
            }
            Some(_) => errors.add(name, format!("A table has at most {columns} columns.")),
            None => errors.add(name, WRONG),
        }
    }
}

fn check_one(kind: FieldKind, value: &Value) -> Result<(), String> {
    let text = || value.as_str().ok_or_else(|| WRONG.to_owned());
    let said = |error: TextError| error.to_string();
    match kind {
        FieldKind::Line { max } => form::line(text()?, max).map(drop).map_err(said),
        FieldKind::Code { max } => form::paragraph(text()?, max).map(drop).map_err(said),
        FieldKind::RichLine { max } => {
            let line = RichLine::from_json(value).ok_or(WRONG)?;
            line.check().map_err(|error| error.to_string())?;
            if line.plain().chars().count() > max {
                return Err(TextError::TooLong(max).to_string());
            }
            Ok(())
        }
        FieldKind::Rich => {
            let doc = RichDoc::from_json(value).ok_or(WRONG)?;
            doc.check().map_err(|error| error.to_string())
        }
        FieldKind::Choice(choices) => {
            let text = text()?;
            let known = choices.iter().any(|choice| choice.value == text);
            known
                .then_some(())
                .ok_or_else(|| "Please choose one of the list.".to_owned())
        }
        FieldKind::Toggle => value.as_bool().map(drop).ok_or_else(|| WRONG.to_owned()),
        FieldKind::Number { min, max, .. } => {
            let within = value
                .as_u64()
                .is_some_and(|number| (u64::from(min)..=u64::from(max)).contains(&number));
            within
                .then_some(())
                .ok_or_else(|| format!("Please enter a whole number from {min} to {max}."))
        }
        FieldKind::Image => {
            let text = text()?;
            let hash = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            (hash || text.is_empty())
                .then_some(())
                .ok_or_else(|| "This image is not there any more. Please choose another.".to_owned())
        }
        FieldKind::Link => address("", text()?),
        FieldKind::Email => {
            let text = text()?;
            if text.contains("{{") {
                address("mailto:", text)
            } else {
                form::email(text).map(drop).map_err(said)
            }
        }
        FieldKind::Phone => address("tel:", &text()?.replace(' ', "")),
        FieldKind::Video => match text()? {
            "" => Ok(()),
            text => VideoSource::parse(text)
                .map(drop)
                .map_err(|error| error.to_string()),
        },
        FieldKind::List { .. } | FieldKind::Grid { .. } => Ok(()),
    }
}

fn address(scheme: &str, text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    Href::parse(&format!("{scheme}{text}"))
        .map(drop)
        .map_err(|error| error.to_string())
}
