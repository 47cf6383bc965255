//! To ProseMirror's JSON, in the form in which ProseMirror writes it.

use super::{
    node::{Inline, Mark, RichBlock, RichDoc, RichLine},
    tag::MergeTag,
};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

impl RichDoc {
    /// The text as ProseMirror's JSON.
    pub fn to_json(&self) -> Value {
        node("doc", None, blocks(&self.blocks))
    }
}

impl RichLine {
    /// The line as a list of ProseMirror's inline nodes.
    pub fn to_json(&self) -> Value {
        inlines(&self.inlines).into()
    }
}

impl Serialize for RichDoc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl Serialize for RichLine {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

fn node(kind: &str, attrs: Option<Value>, content: Vec<Value>) -> Value {
    let mut object = Map::new();
    object.insert("type".into(), kind.into());
    object.extend(attrs.map(|attrs| ("attrs".into(), attrs)));
    if !content.is_empty() {
        object.insert("content".into(), content.into());
    }
    object.into()
}

fn blocks(blocks: &[RichBlock]) -> Vec<Value> {
    blocks.iter().map(block).collect()
}

fn block(block: &RichBlock) -> Value {
    match block {
        RichBlock::Paragraph(content) => node("paragraph", None, inlines(content)),
        RichBlock::Heading { level, content } => {
            node("heading", Some(json!({ "level": level })), inlines(content))
        }
        RichBlock::BulletList(all) => node("bullet_list", None, items(all)),
        RichBlock::OrderedList { start, items: all } => {
            node("ordered_list", Some(json!({ "order": start })), items(all))
        }
        RichBlock::Quote(content) => node("blockquote", None, blocks(content)),
        RichBlock::Code(text) if text.is_empty() => node("code_block", None, Vec::new()),
        RichBlock::Code(text) => node("code_block", None, inlines(&[Inline::plain(text)])),
        RichBlock::Rule => node("horizontal_rule", None, Vec::new()),
        RichBlock::Opaque(raw) => raw.clone(),
    }
}

fn items(items: &[Vec<RichBlock>]) -> Vec<Value> {
    items
        .iter()
        .map(|item| node("list_item", None, blocks(item)))
        .collect()
}

fn inlines(inlines: &[Inline]) -> Vec<Value> {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> Value {
    let (mut value, marks) = match inline {
        Inline::Text { text, marks } => (json!({ "type": "text", "text": text }), marks),
        Inline::Break => return node("hard_break", None, Vec::new()),
        Inline::Tag { tag, marks } => {
            let MergeTag {
                path,
                fallback,
                format,
            } = tag;
            let attrs = json!({ "path": path, "fallback": fallback, "format": format });
            (node("merge_tag", Some(attrs), Vec::new()), marks)
        }
        Inline::Opaque(raw) => return raw.clone(),
    };
    if let (false, Some(object)) = (marks.is_empty(), value.as_object_mut()) {
        object.insert("marks".into(), marks.iter().map(mark).collect());
    }
    value
}

fn mark(mark: &Mark) -> Value {
    match mark {
        Mark::Strong => json!({ "type": "strong" }),
        Mark::Em => json!({ "type": "em" }),
        Mark::Underline => json!({ "type": "underline" }),
        Mark::Code => json!({ "type": "code" }),
        Mark::Link { href, title } => {
            json!({ "type": "link", "attrs": { "href": href, "title": title } })
        }
        Mark::Opaque(raw) => raw.clone(),
    }
}
