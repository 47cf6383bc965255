//! The text alone, for search, names and summaries.

use super::node::{Inline, RichBlock, RichDoc, RichLine};

impl RichDoc {
    /// The text alone, a line for each paragraph; tags as they are typed.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        add(&self.blocks, &mut text);
        text.truncate(text.trim_end().len());
        text
    }
}

impl RichLine {
    /// The text alone; tags as they are typed.
    pub fn plain(&self) -> String {
        of(&self.inlines)
    }
}

fn add(blocks: &[RichBlock], text: &mut String) {
    for block in blocks {
        match block {
            RichBlock::Paragraph(content) | RichBlock::Heading { content, .. } => {
                text.push_str(&of(content));
                text.push('\n');
            }
            RichBlock::BulletList(items) | RichBlock::OrderedList { items, .. } => {
                for item in items {
                    add(item, text);
                }
            }
            RichBlock::Quote(blocks) => add(blocks, text),
            RichBlock::Code(code) => {
                text.push_str(code);
                text.push('\n');
            }
            RichBlock::Rule | RichBlock::Opaque(_) => {}
        }
    }
}

/// The text of a line.
pub(in crate::page) fn of(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text: piece, .. } => text.push_str(piece),
            Inline::Break => text.push('\n'),
            Inline::Tag { tag, .. } => text.push_str(&tag.typed()),
            Inline::Opaque(_) => {}
        }
    }
    text
}
