//! Filling in merge tags, once.

use super::{Content, Item, Section, Step};
use crate::page::rich_text::{Inline, MergeTag, RichBlock, RichDoc};

/// What a merge tag stands for; empty where there is nothing.
type Fill<'f> = &'f dyn Fn(&MergeTag) -> String;

impl Content {
    /// Every merge tag in it.
    pub fn tags(&self) -> Vec<MergeTag> {
        let found = std::cell::RefCell::new(Vec::new());
        // Walked as when it is filled in; what comes of it is of no interest.
        let _ = self.filled(&|tag| {
            found.borrow_mut().push(tag.clone());
            String::new()
        });
        found.into_inner()
    }

    /// The same with every merge tag as text.
    #[must_use]
    pub fn filled(&self, fill: Fill<'_>) -> Self {
        let section = |section: &Section| Section {
            heading: text(&section.heading, fill),
            body: RichDoc {
                blocks: section.body.blocks.iter().map(|each| block(each, fill)).collect(),
            },
            items: section
                .items
                .iter()
                .map(|item| Item {
                    name: text(&item.name, fill),
                    description: text(&item.description, fill),
                    ..item.clone()
                })
                .collect(),
            steps: section
                .steps
                .iter()
                .map(|step| Step {
                    when: text(&step.when, fill),
                    what: text(&step.what, fill),
                })
                .collect(),
            key: section.key.clone(),
            kind: section.kind,
        };
        Self {
            title: text(&self.title, fill),
            currency: self.currency,
            prices_include_tax: self.prices_include_tax,
            sections: self.sections.iter().map(section).collect(),
        }
    }
}

fn text(text: &str, fill: Fill<'_>) -> String {
    MergeTag::split(text)
        .into_iter()
        .map(|piece| piece.map_or_else(|text| text, |tag| fill(&tag)))
        .collect()
}

fn inlines(content: &[Inline], fill: Fill<'_>) -> Vec<Inline> {
    let one = |inline: &Inline| match inline {
        Inline::Tag { tag, marks } => {
            let text = fill(tag);
            // A value of several lines, such as an address, stays of several lines.
            let mut pieces = Vec::new();
            for (nth, line) in text.lines().enumerate() {
                pieces.extend((nth > 0).then_some(Inline::Break));
                pieces.extend((!line.is_empty()).then(|| Inline::Text {
                    text: line.to_owned(),
                    marks: marks.clone(),
                }));
            }
            pieces
        }
        other => vec![other.clone()],
    };
    content.iter().flat_map(one).collect()
}

fn block(of: &RichBlock, fill: Fill<'_>) -> RichBlock {
    let blocks = |all: &[RichBlock]| all.iter().map(|each| block(each, fill)).collect::<Vec<_>>();
    match of {
        RichBlock::Paragraph(content) => RichBlock::Paragraph(inlines(content, fill)),
        RichBlock::Heading { level, content } => RichBlock::Heading {
            level: *level,
            content: inlines(content, fill),
        },
        RichBlock::BulletList(items) => {
            RichBlock::BulletList(items.iter().map(|item| blocks(item)).collect())
        }
        RichBlock::OrderedList { start, items } => RichBlock::OrderedList {
            start: *start,
            items: items.iter().map(|item| blocks(item)).collect(),
        },
        RichBlock::Quote(all) => RichBlock::Quote(blocks(all)),
        RichBlock::Code(_) | RichBlock::Rule | RichBlock::Opaque(_) => of.clone(),
    }
}
