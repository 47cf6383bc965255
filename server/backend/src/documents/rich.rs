//! Formatted text on paper: headings, lists, quotations and links, over as many sheets as it takes. Nothing of it is cut off.

use super::flow::{Flow, LEFT, MEASURE, baseline};
use super::rich_line::{Piece, Segment, lines, pieces};
use super::sheet::{Mark, NodeId, Role, rectangle};
use super::style::{LINE, MUTED, PANEL, Style};
use domain::branding::Colour;
use domain::page::rich_text::{Inline, RichBlock, RichDoc};
use krilla::tagging::{ArtifactType, ListNumbering, Tag};

/// Between two paragraphs.
const APART: f32 = 5.5;
/// How far a list's text is set in.
const INDENT: f32 = 17.0;

/// How a formatted text is set.
#[derive(Debug, Clone, Copy)]
pub(in crate::documents) struct Prose {
    /// The size of its text in points.
    pub size: f32,
    /// The colour of links.
    pub accent: Colour,
    /// The level of the heading that it stands under.
    pub under: u16,
}

/// Where a part of a text goes.
#[derive(Debug, Clone, Copy)]
struct Place {
    parent: NodeId,
    left: f32,
    width: f32,
    /// The level of the last heading, so that none is skipped.
    level: u16,
    muted: bool,
}

impl Flow {
    /// Lays a formatted text out. Tags in it that were not frozen, and what this version does not know, are left out.
    pub fn rich(&mut self, doc: &RichDoc, prose: Prose) {
        let place = Place {
            parent: NodeId::ROOT,
            left: LEFT,
            width: MEASURE,
            level: prose.under,
            muted: false,
        };
        self.rich_blocks(&doc.blocks, prose, place);
    }

    fn rich_blocks(&mut self, blocks: &[RichBlock], prose: Prose, place: Place) {
        let mut place = place;
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                self.space(APART);
            }
            match block {
                RichBlock::Paragraph(content) => {
                    let element = self.sheets.element(place.parent, Tag::P);
                    self.rich_paragraph(
                        content,
                        self.text_style(prose, place),
                        (element, place),
                        prose,
                        0.0,
                    );
                }
                RichBlock::Heading { level, content } => {
                    place.level = self.rich_heading(*level, content, prose, place);
                }
                RichBlock::BulletList(items) => {
                    let list = self.sheets.element(place.parent, Tag::L(ListNumbering::Disc));
                    for item in items {
                        self.rich_item(
                            "•",
                            item,
                            prose,
                            Place {
                                parent: list,
                                ..place
                            },
                        );
                    }
                }
                RichBlock::OrderedList { start, items } => {
                    let list = self.sheets.element(place.parent, Tag::L(ListNumbering::Decimal));
                    for (number, item) in (*start..).zip(items) {
                        let label = format!("{number}.");
                        self.rich_item(
                            &label,
                            item,
                            prose,
                            Place {
                                parent: list,
                                ..place
                            },
                        );
                    }
                }
                RichBlock::Quote(blocks) => self.rich_quote(blocks, prose, place),
                RichBlock::Code(code) => self.rich_code(code, prose, place),
                RichBlock::Rule => {
                    self.need(16.0);
                    let y = self.y + 5.0;
                    self.sheets.rule(place.left, y, place.width, 0.5, LINE);
                    self.y += 10.0;
                }
                RichBlock::Opaque(_) => {}
            }
        }
    }

    fn text_style(&self, prose: Prose, place: Place) -> Style {
        let style = Style::of(prose.size);
        if place.muted { style.coloured(MUTED) } else { style }
    }

    fn rich_heading(&mut self, level: u8, content: &[Inline], prose: Prose, place: Place) -> u16 {
        let size = match level {
            0..=2 => prose.size + 3.2,
            3 => prose.size + 1.4,
            _ => prose.size + 0.4,
        };
        let style = Style::of(size).bold();
        let level = (u16::from(level) + prose.under)
            .saturating_sub(1)
            .clamp(prose.under + 1, place.level + 1);
        self.space(7.0);
        self.need(style.leading() + 2.0 + 2.0 * Style::of(prose.size).leading());
        let text = RichDoc {
            blocks: vec![RichBlock::Paragraph(content.to_vec())],
        }
        .plain();
        let y = self.y;
        let element = self.sheets.heading(place.parent, level, &text, y);
        self.rich_paragraph(content, style, (element, place), prose, 14.0);
        level
    }

    fn rich_item(&mut self, label: &str, item: &[RichBlock], prose: Prose, place: Place) {
        let style = self.text_style(prose, place);
        // The label stands on the sheet of the first line.
        self.need(3.0 * style.leading());
        let element = self.sheets.element(place.parent, Tag::LI);
        let marker = self.sheets.element(element, Tag::Lbl);
        let line = self.faces.line(label, style.figures());
        // Long numbers reach to the left of the usual place.
        let x = (place.left + INDENT - 5.0 - line.width).min(place.left + 4.0);
        let y = baseline(self.y, style.leading(), &style);
        self.sheets.text(Role::Content(marker), x, y, line);
        let body = self.sheets.element(element, Tag::LBody);
        let place = Place {
            parent: body,
            left: place.left + INDENT,
            width: (place.width - INDENT).max(60.0),
            ..place
        };
        if item.is_empty() {
            self.y += style.leading();
        }
        self.rich_blocks(item, prose, place);
        self.space(2.0);
    }

    fn rich_quote(&mut self, blocks: &[RichBlock], prose: Prose, place: Place) {
        let element = self.sheets.element(place.parent, Tag::BlockQuote);
        let inner = Place {
            parent: element,
            left: place.left + 13.0,
            width: (place.width - 13.0).max(60.0),
            muted: true,
            ..place
        };
        let (sheet, top) = (self.sheets.count(), self.y);
        self.rich_blocks(blocks, prose, inner);
        // A bar beside it, where it stands on one sheet.
        if sheet == self.sheets.count()
            && let Some(path) = rectangle(place.left + 1.0, top, 2.0, self.y - top)
        {
            self.sheets.put(
                Role::Artifact(ArtifactType::Layout),
                Mark::Area { path, colour: LINE },
            );
        }
    }

    fn rich_code(&mut self, code: &str, prose: Prose, place: Place) {
        let element = self.sheets.element(place.parent, Tag::P);
        let style = Style::of(prose.size - 0.8).figures();
        let inner = place.width - 14.0;
        for row in code.split('\n') {
            let piece = Piece::plain(row, style);
            for line in lines(self.faces, &[piece], inner) {
                self.need(style.leading());
                if let Some(path) = rectangle(place.left, self.y, place.width, style.leading() + 0.4) {
                    self.sheets.put(
                        Role::Artifact(ArtifactType::Layout),
                        Mark::Area { path, colour: PANEL },
                    );
                }
                let y = baseline(self.y, style.leading(), &style);
                for segment in line {
                    self.put_line(element, place.left + 7.0 + segment.x, y, segment.line);
                }
                self.y += style.leading();
            }
        }
    }

    /// A paragraph's lines; its first two and last two stay together, and all of it with `keep` more points.
    fn rich_paragraph(
        &mut self,
        content: &[Inline],
        style: Style,
        (element, place): (NodeId, Place),
        prose: Prose,
        keep: f32,
    ) {
        let leading = style.leading() * 1.03;
        let all = pieces(content, style, prose.accent);
        // With links in it, each stretch is an element of its own, so that they are read in order.
        let linked = all.iter().any(|piece| piece.href.is_some());
        let elements: Vec<NodeId> = all
            .iter()
            .map(|piece| match (&piece.href, linked) {
                (Some(_), _) => self.sheets.element(element, Tag::Link),
                (None, true) => self.sheets.element(element, Tag::Span),
                (None, false) => element,
            })
            .collect();
        let lines = lines(self.faces, &all, place.width);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let together = match count - at {
                left if at == 0 => left.min(if left == 3 { 3 } else { 2 }),
                2 if at > 0 => 2,
                _ => 1,
            };
            let keep = if at + together >= count { keep } else { 0.0 };
            self.need(leading * together as f32 + keep);
            for segment in line {
                self.segment(segment, &all, &elements, (place.left, leading));
            }
            self.y += leading;
        }
    }

    fn segment(&mut self, segment: Segment, all: &[Piece], elements: &[NodeId], (left, leading): (f32, f32)) {
        let Segment { piece, x, line } = segment;
        let (Some(whole), Some(element)) = (all.get(piece), elements.get(piece)) else {
            return;
        };
        let (style, width, says) = (line.style, line.width, line.text.clone());
        let y = baseline(self.y, leading, &style);
        if whole.underlined {
            self.sheets
                .rule(left + x, y + style.size * 0.14, width, 0.5, style.colour);
        }
        self.put_line(*element, left + x, y, line);
        if let (Some(href), true) = (&whole.href, width > 0.0) {
            let area = (left + x, self.y, width, leading);
            let says = says.trim();
            let says = if says.is_empty() { href } else { says };
            self.sheets.link(*element, area, href, says);
        }
    }
}
