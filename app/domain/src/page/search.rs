//! The texts of a page: for search, for the diff, and for checking their merge tags.

use super::{
    blocks::meta,
    doc::{Doc, Node},
    field::{Field, FieldKind},
    href::Href,
    rich_text::{Inline, MergeTag, RichDoc, RichLine},
};
use serde_json::{Map, Value};

impl Node {
    /// Every text in it as plain text, with its field: `images.0.alt`. Blocks that can't be shown have none.
    pub fn texts(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        self.each(&mut |name, kind, value| {
            let text = match kind {
                FieldKind::Line { .. } => value.as_str().map(str::to_owned),
                FieldKind::RichLine { .. } => RichLine::from_json(value).map(|line| line.plain()),
                FieldKind::Rich => RichDoc::from_json(value).map(|doc| doc.plain()),
                _ => None,
            };
            all.extend(
                text.filter(|text| !text.trim().is_empty())
                    .map(|text| (name, text)),
            );
        });
        all
    }

    /// Every merge tag in it, those within links too, with its field.
    pub fn tags(&self) -> Vec<(String, MergeTag)> {
        let mut all = Vec::new();
        let link = |href: &str| Href::parse(href).map(|href| href.tags().cloned().collect::<Vec<_>>());
        let of_line = |inlines: &[Inline]| {
            let of = |inline: &Inline| {
                let mut tags = inline.href().and_then(|href| link(href).ok()).unwrap_or_default();
                if let Inline::Tag { tag, .. } = inline {
                    tags.push(tag.clone());
                }
                tags
            };
            inlines.iter().flat_map(of).collect::<Vec<_>>()
        };
        self.each(&mut |name, kind, value| {
            let text = value.as_str().unwrap_or_default();
            let tags = match kind {
                FieldKind::RichLine { .. } => RichLine::from_json(value).map(|line| of_line(&line.inlines)),
                FieldKind::Rich => RichDoc::from_json(value).map(|doc| {
                    doc.lines()
                        .into_iter()
                        .flat_map(|(_, line)| of_line(line))
                        .collect()
                }),
                FieldKind::Link => link(text).ok(),
                FieldKind::Email | FieldKind::Phone => {
                    Some(MergeTag::split(text).into_iter().filter_map(Result::ok).collect())
                }
                _ => None,
            };
            all.extend(tags.into_iter().flatten().map(|tag| (name.clone(), tag)));
        });
        all
    }

    fn each(&self, look: &mut impl FnMut(String, FieldKind, &Value)) {
        if let (None, Some(meta)) = (self.issue(), meta(&self.kind)) {
            each(meta.fields, &self.props, "", look);
        }
    }
}

fn each(
    fields: &[Field],
    props: &Map<String, Value>,
    prefix: &str,
    look: &mut impl FnMut(String, FieldKind, &Value),
) {
    for field in fields {
        let Some(value) = props.get(field.name) else {
            continue;
        };
        let name = format!("{prefix}{}", field.name);
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        match field.kind {
            FieldKind::List { of, .. } => {
                for (nth, item) in items.iter().enumerate() {
                    if let Some(item) = item.as_object() {
                        each(of, item, &format!("{name}.{nth}."), look);
                    }
                }
            }
            FieldKind::Grid { max, .. } => {
                for (row, cells) in items.iter().enumerate() {
                    for (column, cell) in cells.as_array().into_iter().flatten().enumerate() {
                        look(
                            format!("{name}.{row}.{column}"),
                            FieldKind::RichLine { max },
                            cell,
                        );
                    }
                }
            }
            kind => look(name, kind, value),
        }
    }
}

impl Doc {
    /// All texts of the page, a line each, in its order.
    pub fn plain(&self) -> String {
        let of = |id| self.node(id).map(Node::texts).unwrap_or_default();
        let texts = self.walk().into_iter().flat_map(|(_, id)| of(id));
        texts.map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }
}
