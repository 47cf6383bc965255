//! From ProseMirror's JSON. What is not exactly as this version writes it becomes opaque, and so is never lost.

use super::{
    node::{Inline, Mark, RichBlock, RichDoc, RichLine},
    tag::MergeTag,
};
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::{Map, Value};

impl RichDoc {
    /// The text of ProseMirror's JSON; `None` if it is no document at all.
    pub fn from_json(json: &Value) -> Option<Self> {
        let node = Node::of(json)?;
        (node.kind == "doc").then_some(())?;
        node.plain(&["content"])?;
        Some(Self {
            blocks: blocks(node.content()?),
        })
    }
}

impl RichLine {
    /// The line of ProseMirror's JSON: a list of inline nodes; `None` if it is no list.
    pub fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            inlines: inlines(json.as_array()?),
        })
    }
}

impl<'de> Deserialize<'de> for RichDoc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        let doc = Self::from_json(&json).ok_or_else(|| D::Error::custom("not a formatted text"))?;
        doc.check().map_err(D::Error::custom)?;
        Ok(doc)
    }
}

impl<'de> Deserialize<'de> for RichLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        let line = Self::from_json(&json).ok_or_else(|| D::Error::custom("not a line of text"))?;
        line.check().map_err(D::Error::custom)?;
        Ok(line)
    }
}

/// A node or a mark, as JSON.
struct Node<'a> {
    kind: &'a str,
    object: &'a Map<String, Value>,
}

impl<'a> Node<'a> {
    fn of(json: &'a Value) -> Option<Self> {
        let object = json.as_object()?;
        let kind = object.get("type")?.as_str()?;
        Some(Self { kind, object })
    }

    /// Whether it has no keys but these.
    fn plain(&self, keys: &[&str]) -> Option<()> {
        let known = |key: &String| key == "type" || keys.contains(&key.as_str());
        self.object.keys().all(known).then_some(())
    }

    fn content(&self) -> Option<&'a [Value]> {
        match self.object.get("content") {
            None => Some(&[]),
            Some(content) => content.as_array().map(Vec::as_slice),
        }
    }

    /// Its attributes, if there are none but these.
    fn attrs(&self, keys: &[&str]) -> Option<&'a Map<String, Value>> {
        let attrs = self.object.get("attrs")?.as_object()?;
        attrs
            .keys()
            .all(|key| keys.contains(&key.as_str()))
            .then_some(attrs)
    }

    fn marks(&self) -> Option<Vec<Mark>> {
        match self.object.get("marks") {
            None => Some(Vec::new()),
            Some(marks) => Some(marks.as_array()?.iter().map(mark).collect()),
        }
    }
}

/// An attribute that may be missing or null.
fn text<'a>(attrs: &'a Map<String, Value>, key: &str) -> Option<Option<&'a str>> {
    match attrs.get(key) {
        None | Some(Value::Null) => Some(None),
        Some(value) => value.as_str().map(Some),
    }
}

fn blocks(content: &[Value]) -> Vec<RichBlock> {
    let one = |json: &Value| known_block(json).unwrap_or_else(|| RichBlock::Opaque(json.clone()));
    content.iter().map(one).collect()
}

fn inlines(content: &[Value]) -> Vec<Inline> {
    let one = |json: &Value| known_inline(json).unwrap_or_else(|| Inline::Opaque(json.clone()));
    content.iter().map(one).collect()
}

fn mark(json: &Value) -> Mark {
    known_mark(json).unwrap_or_else(|| Mark::Opaque(json.clone()))
}

fn known_block(json: &Value) -> Option<RichBlock> {
    let node = Node::of(json)?;
    Some(match node.kind {
        "paragraph" => {
            node.plain(&["content"])?;
            RichBlock::Paragraph(inlines(node.content()?))
        }
        "heading" => {
            node.plain(&["attrs", "content"])?;
            let level = node.attrs(&["level"])?.get("level")?.as_u64()?;
            RichBlock::Heading {
                level: u8::try_from(level).ok().filter(|level| (2..=4).contains(level))?,
                content: inlines(node.content()?),
            }
        }
        "bullet_list" => {
            node.plain(&["content"])?;
            RichBlock::BulletList(items(node.content()?)?)
        }
        "ordered_list" => {
            node.plain(&["attrs", "content"])?;
            let start = match node.object.get("attrs") {
                None => 1,
                Some(_) => node.attrs(&["order"])?.get("order")?.as_u64()?,
            };
            RichBlock::OrderedList {
                start: u32::try_from(start).ok()?,
                items: items(node.content()?)?,
            }
        }
        "blockquote" => {
            node.plain(&["content"])?;
            RichBlock::Quote(blocks(node.content()?))
        }
        "code_block" => {
            node.plain(&["content"])?;
            match node.content()? {
                [] => RichBlock::Code(String::new()),
                [json] => match known_inline(json)? {
                    Inline::Text { text, marks } if marks.is_empty() => RichBlock::Code(text),
                    _ => return None,
                },
                _ => return None,
            }
        }
        "horizontal_rule" => {
            node.plain(&[])?;
            RichBlock::Rule
        }
        _ => return None,
    })
}

fn items(content: &[Value]) -> Option<Vec<Vec<RichBlock>>> {
    let item = |json: &Value| {
        let node = Node::of(json)?;
        (node.kind == "list_item").then_some(())?;
        node.plain(&["content"])?;
        Some(blocks(node.content()?))
    };
    content.iter().map(item).collect()
}

fn known_inline(json: &Value) -> Option<Inline> {
    let node = Node::of(json)?;
    Some(match node.kind {
        "text" => {
            node.plain(&["text", "marks"])?;
            let text = node
                .object
                .get("text")?
                .as_str()
                .filter(|text| !text.is_empty())?;
            Inline::Text {
                text: text.to_owned(),
                marks: node.marks()?,
            }
        }
        "hard_break" => {
            node.plain(&[])?;
            Inline::Break
        }
        "merge_tag" => {
            node.plain(&["attrs", "marks"])?;
            let attrs = node.attrs(&["path", "fallback", "format"])?;
            let tag = MergeTag::new(attrs.get("path")?.as_str()?)?;
            Inline::Tag {
                tag: tag.with(text(attrs, "fallback")?, text(attrs, "format")?)?,
                marks: node.marks()?,
            }
        }
        _ => return None,
    })
}

fn known_mark(json: &Value) -> Option<Mark> {
    let node = Node::of(json)?;
    if node.kind == "link" {
        node.plain(&["attrs"])?;
        let attrs = node.attrs(&["href", "title"])?;
        return Some(Mark::Link {
            href: attrs.get("href")?.as_str()?.to_owned(),
            title: text(attrs, "title")?.map(str::to_owned),
        });
    }
    node.plain(&[])?;
    Some(match node.kind {
        "strong" => Mark::Strong,
        "em" => Mark::Em,
        "underline" => Mark::Underline,
        "code" => Mark::Code,
        _ => return None,
    })
}
