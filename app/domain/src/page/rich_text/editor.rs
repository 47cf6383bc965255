//! What an editor gets to see, and what it gives back.
//!
//! ProseMirror throws at a node that its schema does not have. Unknown nodes and marks are therefore wrapped before it starts
//! (`opaque_block`, `opaque_inline`, `opaque_mark`, each with the original in `attrs.raw`) and unwrapped after.

use super::node::{Inline, Mark, RichBlock, RichDoc, RichLine};
use serde_json::{Value, json};

const BLOCK: &str = "opaque_block";
const INLINE: &str = "opaque_inline";
const MARK: &str = "opaque_mark";

/// What an editor of a text starts with.
pub fn open(doc: &RichDoc) -> Value {
    RichDoc {
        blocks: each_block(&doc.blocks, &wrap),
    }
    .to_json()
}

/// What an editor of one line starts with.
pub fn open_line(line: &RichLine) -> Value {
    RichLine {
        inlines: each_inline(&line.inlines, &wrap),
    }
    .to_json()
}

/// The text of what an editor gives back; `None` if it is no document.
pub fn close(json: &Value) -> Option<RichDoc> {
    let doc = RichDoc::from_json(json)?;
    // What was unwrapped may be known by now, so it is read once more.
    RichDoc::from_json(
        &RichDoc {
            blocks: each_block(&doc.blocks, &unwrap),
        }
        .to_json(),
    )
}

/// The line of what an editor gives back; `None` if it is no list.
pub fn close_line(json: &Value) -> Option<RichLine> {
    let line = RichLine::from_json(json)?;
    RichLine::from_json(
        &RichLine {
            inlines: each_inline(&line.inlines, &unwrap),
        }
        .to_json(),
    )
}

fn wrap(kind: &str, raw: &Value) -> Value {
    json!({ "type": kind, "attrs": { "raw": raw } })
}

fn unwrap(kind: &str, json: &Value) -> Value {
    let wrapped = json.get("type").and_then(Value::as_str) == Some(kind);
    match json.get("attrs").and_then(|attrs| attrs.get("raw")) {
        Some(raw) if wrapped => raw.clone(),
        _ => json.clone(),
    }
}

/// Puts what `change` makes of them in the place of all opaque parts.
fn each_block(blocks: &[RichBlock], change: &impl Fn(&str, &Value) -> Value) -> Vec<RichBlock> {
    let items = |items: &[Vec<RichBlock>]| items.iter().map(|item| each_block(item, change)).collect();
    let one = |block: &RichBlock| match block {
        RichBlock::Paragraph(content) => RichBlock::Paragraph(each_inline(content, change)),
        RichBlock::Heading { level, content } => RichBlock::Heading {
            level: *level,
            content: each_inline(content, change),
        },
        RichBlock::BulletList(all) => RichBlock::BulletList(items(all)),
        RichBlock::OrderedList { start, items: all } => RichBlock::OrderedList {
            start: *start,
            items: items(all),
        },
        RichBlock::Quote(content) => RichBlock::Quote(each_block(content, change)),
        RichBlock::Code(_) | RichBlock::Rule => block.clone(),
        RichBlock::Opaque(raw) => RichBlock::Opaque(change(BLOCK, raw)),
    };
    blocks.iter().map(one).collect()
}

fn each_inline(inlines: &[Inline], change: &impl Fn(&str, &Value) -> Value) -> Vec<Inline> {
    let marks = |marks: &[Mark]| {
        let one = |mark: &Mark| match mark {
            Mark::Opaque(raw) => Mark::Opaque(change(MARK, raw)),
            known => known.clone(),
        };
        marks.iter().map(one).collect()
    };
    let one = |inline: &Inline| match inline {
        Inline::Text { text, marks: all } => Inline::Text {
            text: text.clone(),
            marks: marks(all),
        },
        Inline::Tag { tag, marks: all } => Inline::Tag {
            tag: tag.clone(),
            marks: marks(all),
        },
        Inline::Break => Inline::Break,
        Inline::Opaque(raw) => Inline::Opaque(change(INLINE, raw)),
    };
    inlines.iter().map(one).collect()
}
