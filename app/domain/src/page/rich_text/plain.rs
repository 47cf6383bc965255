//! The text alone, for search, names and summaries.

use super::{
    node::{Inline, RichBlock, RichDoc, RichLine},
    tag::MergeTag,
};

impl RichDoc {
    /// The text alone, a line for each paragraph; tags as they are typed.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        add(&self.blocks, &mut text, &MergeTag::typed);
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

impl RichDoc {
    /// The same with each tag by its name, for the names of blocks: `Hello ‹First name›`.
    pub fn named(&self) -> String {
        let mut text = String::new();
        add(&self.blocks, &mut text, &MergeTag::chip);
        text.truncate(text.trim_end().len());
        text
    }
}

impl RichLine {
    /// The same with each tag by its name.
    pub fn named(&self) -> String {
        written(&self.inlines, &MergeTag::chip)
    }
}

fn add(blocks: &[RichBlock], text: &mut String, tag: &impl Fn(&MergeTag) -> String) {
    for block in blocks {
        match block {
            RichBlock::Paragraph(content) | RichBlock::Heading { content, .. } => {
                text.push_str(&written(content, tag));
                text.push('\n');
            }
            RichBlock::BulletList(items) | RichBlock::OrderedList { items, .. } => {
                for item in items {
                    add(item, text, tag);
                }
            }
            RichBlock::Quote(blocks) => add(blocks, text, tag),
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
    written(inlines, &MergeTag::typed)
}

fn written(inlines: &[Inline], as_text: &impl Fn(&MergeTag) -> String) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text: piece, .. } => text.push_str(piece),
            Inline::Break => text.push('\n'),
            Inline::Tag { tag, .. } => text.push_str(&as_text(tag)),
            Inline::Opaque(_) => {}
        }
    }
    text
}
