//! Words in which templates are written. Ids are given when a page is made.

use crate::page::{
    blocks::{
        Accordion, AccordionItem, Activity, Align, Balance, Block, Button, ButtonStyle, Callout, Card,
        CardStyle, Columns, ContactCard, Divider, Heading, HeadingLevel, InvoiceChoice, Invoices, Layout,
        NeedsAction, Payments, Space, Table, Text, Tone, props_of,
    },
    id::{BlockId, SlotName},
    rich_text::{Inline, Mark, RichBlock, RichDoc, RichLine},
    rule::Rule,
    stored::StoredBlock,
};

/// A block of its default id.
fn block<B: Block>(block: &B) -> StoredBlock {
    StoredBlock::new(
        BlockId::from_random(0),
        B::META.kind,
        B::META.version,
        props_of(block),
    )
}

fn with(mut block: StoredBlock, slot: &str, children: Vec<StoredBlock>) -> StoredBlock {
    block
        .slots
        .extend(SlotName::new(slot).map(|slot| (slot, children)));
    block
}

/// A section's heading.
pub(super) fn section(text: &str) -> StoredBlock {
    block(&Heading {
        text: RichLine::text(text),
        ..Heading::default()
    })
}

/// A subsection's heading.
pub(super) fn subsection(text: &str) -> StoredBlock {
    block(&Heading {
        text: RichLine::text(text),
        level: HeadingLevel::H3,
        ..Heading::default()
    })
}

/// Formatted text: paragraphs parted by empty lines, `**strong**`, and lists of lines that begin with `- ` or `1. `.
pub(super) fn text(text: &str) -> StoredBlock {
    block(&Text { text: rich(text) })
}

fn rich(text: &str) -> RichDoc {
    let blocks = text.split("\n\n").map(|part| {
        let items = |sign: &str| -> Option<Vec<Vec<RichBlock>>> {
            let item = |line: &str| Some(vec![RichBlock::Paragraph(line_of(line.strip_prefix(sign)?))]);
            part.lines().map(item).collect()
        };
        if let Some(items) = items("- ") {
            RichBlock::BulletList(items)
        } else if let Some(items) = items("1. ") {
            RichBlock::OrderedList { start: 1, items }
        } else {
            RichBlock::Paragraph(line_of(part))
        }
    });
    RichDoc {
        blocks: blocks.collect(),
    }
}

fn line_of(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for (nth, part) in text.split("**").enumerate() {
        for mut inline in Inline::of(part) {
            if let (1, Inline::Text { marks, .. } | Inline::Tag { marks, .. }) = (nth % 2, &mut inline) {
                marks.push(Mark::Strong);
            }
            inlines.push(inline);
        }
    }
    inlines
}

/// A filled button.
pub(super) fn button(text: &str, href: &str) -> StoredBlock {
    block(&Button {
        text: RichLine::text(text),
        href: href.to_owned(),
        ..Button::default()
    })
}

/// An outlined button.
pub(super) fn quiet_button(text: &str, href: &str) -> StoredBlock {
    block(&Button {
        text: RichLine::text(text),
        href: href.to_owned(),
        style: ButtonStyle::Secondary,
        align: Align::Start,
        new_tab: false,
    })
}

/// A notice.
pub(super) fn callout(tone: Tone, title: &str, text: &str) -> StoredBlock {
    block(&Callout {
        tone,
        title: RichLine::text(title),
        text: rich(text),
    })
}

/// Two to four columns of the same width, or two of others.
pub(super) fn columns(layout: Layout, all: Vec<Vec<StoredBlock>>) -> StoredBlock {
    let columns = block(&Columns {
        layout,
        middle: false,
    });
    let number = |(nth, column)| (format!("c{}", nth + 1), column);
    all.into_iter()
        .enumerate()
        .map(number)
        .fold(columns, |columns, (slot, column)| with(columns, &slot, column))
}

/// A card with a title.
pub(super) fn card(title: &str, content: Vec<StoredBlock>) -> StoredBlock {
    let card = Card {
        title: RichLine::text(title),
        style: CardStyle::Outlined,
    };
    with(block(&card), "content", content)
}

/// A card that stands out.
pub(super) fn tinted(title: &str, content: Vec<StoredBlock>) -> StoredBlock {
    let card = Card {
        title: RichLine::text(title),
        style: CardStyle::Tinted,
    };
    with(block(&card), "content", content)
}

/// Questions and answers.
pub(super) fn questions(all: &[(&str, &str)]) -> StoredBlock {
    let item = |(question, answer): &(&str, &str)| {
        let item = AccordionItem {
            title: RichLine::text(question),
            open: false,
        };
        with(block(&item), "content", vec![text(answer)])
    };
    with(
        block(&Accordion::default()),
        "items",
        all.iter().map(item).collect(),
    )
}

/// A table whose first row names the columns.
pub(super) fn table<const N: usize>(caption: &str, rows: &[[&str; N]]) -> StoredBlock {
    let row = |row: &[&str; N]| row.map(RichLine::text).to_vec();
    block(&Table {
        caption: caption.to_owned(),
        header: true,
        rows: rows.iter().map(row).collect(),
    })
}

/// A person or a team, by merge tags or plainly.
pub(super) fn person(name: &str, role: &str, email: &str, phone: &str) -> StoredBlock {
    block(&ContactCard {
        name: RichLine::text(name),
        role: RichLine::text(role),
        email: email.to_owned(),
        phone: phone.to_owned(),
        photo: String::new(),
    })
}

/// A line across.
pub(super) fn divider() -> StoredBlock {
    block(&Divider { space: Space::Medium })
}

/// What waits for the reader.
pub(super) fn needs_action() -> StoredBlock {
    block(&NeedsAction::default())
}

/// What the reader has to pay.
pub(super) fn balance() -> StoredBlock {
    block(&Balance::default())
}

/// The reader's invoices.
pub(super) fn invoices(title: &str, show: InvoiceChoice, limit: u32, empty: &str) -> StoredBlock {
    block(&Invoices {
        title: RichLine::text(title),
        show,
        limit,
        empty: empty.to_owned(),
    })
}

/// What the reader has paid.
pub(super) fn payments() -> StoredBlock {
    block(&Payments::default())
}

/// What happened.
pub(super) fn activity(title: &str, limit: u32) -> StoredBlock {
    block(&Activity {
        title: RichLine::text(title),
        limit,
    })
}

/// A block that some readers see.
pub(super) fn only_if(rule: Rule, mut block: StoredBlock) -> StoredBlock {
    block.show_if = Some(rule);
    block
}
