//! What formatted text is made of.

use super::tag::MergeTag;
use serde_json::Value;

/// A text of several paragraphs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RichDoc {
    /// The paragraphs, lists and so on.
    pub blocks: Vec<RichBlock>,
}

/// A text of one line: a heading's, a button's, a table cell's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RichLine {
    /// The pieces.
    pub inlines: Vec<Inline>,
}

/// A part of a text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum RichBlock {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading within the text.
    Heading {
        /// 2 to 4; 1 is the page's title.
        level: u8,
        /// The text.
        content: Vec<Inline>,
    },
    /// A list with bullets; each item is blocks.
    BulletList(Vec<Vec<Self>>),
    /// A numbered list.
    OrderedList {
        /// The first number.
        start: u32,
        /// The items, each of blocks.
        items: Vec<Vec<Self>>,
    },
    /// A quotation.
    Quote(Vec<Self>),
    /// Program text, or anything else whose blanks count.
    Code(String),
    /// A line across.
    Rule,
    /// Something that this version does not know, whole.
    Opaque(Value),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text.
    Text {
        /// Never empty.
        text: String,
        /// How it looks.
        marks: Vec<Mark>,
    },
    /// A new line in the same paragraph.
    Break,
    /// A value that is filled in for the reader.
    Tag {
        /// Which.
        tag: MergeTag,
        /// How it looks.
        marks: Vec<Mark>,
    },
    /// Something that this version does not know, whole.
    Opaque(Value),
}

/// How a piece of a line looks, or where it leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Strong importance.
    Strong,
    /// Stress.
    Em,
    /// Underlined.
    Underline,
    /// Program text.
    Code,
    /// A link.
    Link {
        /// Where to; see [`Href`](crate::page::Href).
        href: String,
        /// A hint.
        title: Option<String>,
    },
    /// Something that this version does not know, whole.
    Opaque(Value),
}

impl RichLine {
    /// A line of plain text; `{{contact.name}}` in it becomes a tag.
    pub fn text(text: &str) -> Self {
        Self {
            inlines: Inline::of(text),
        }
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.inlines.iter().all(Inline::is_blank)
    }
}

impl RichDoc {
    /// Paragraphs of plain text, parted by empty lines; `{{contact.name}}` in it becomes a tag.
    pub fn text(text: &str) -> Self {
        let paragraphs = text
            .split("\n\n")
            .map(str::trim)
            .filter(|paragraph| !paragraph.is_empty());
        let lines = |paragraph: &str| {
            let mut inlines = Vec::new();
            for (nth, line) in paragraph.lines().enumerate() {
                inlines.extend((nth > 0).then_some(Inline::Break));
                inlines.extend(Inline::of(line.trim_end()));
            }
            RichBlock::Paragraph(inlines)
        };
        Self {
            blocks: paragraphs.map(lines).collect(),
        }
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.blocks.iter().all(RichBlock::is_blank)
    }

    /// Every line of text in it, with the level where it is a heading.
    pub fn lines(&self) -> Vec<(Option<u8>, &[Inline])> {
        fn down<'a>(blocks: &'a [RichBlock], all: &mut Vec<(Option<u8>, &'a [Inline])>) {
            for block in blocks {
                match block {
                    RichBlock::Paragraph(content) => all.push((None, content)),
                    RichBlock::Heading { level, content } => all.push((Some(*level), content)),
                    RichBlock::BulletList(items) | RichBlock::OrderedList { items, .. } => {
                        for item in items {
                            down(item, all);
                        }
                    }
                    RichBlock::Quote(blocks) => down(blocks, all),
                    RichBlock::Code(_) | RichBlock::Rule | RichBlock::Opaque(_) => {}
                }
            }
        }
        let mut all = Vec::new();
        down(&self.blocks, &mut all);
        all
    }
}

impl RichBlock {
    fn is_blank(&self) -> bool {
        match self {
            Self::Paragraph(content) | Self::Heading { content, .. } => content.iter().all(Inline::is_blank),
            Self::BulletList(items) | Self::OrderedList { items, .. } => {
                items.iter().flatten().all(Self::is_blank)
            }
            Self::Quote(blocks) => blocks.iter().all(Self::is_blank),
            Self::Code(text) => text.trim().is_empty(),
            Self::Rule | Self::Opaque(_) => false,
        }
    }
}

impl Inline {
    /// Plain text without marks.
    pub fn plain(text: &str) -> Self {
        Self::Text {
            text: text.to_owned(),
            marks: Vec::new(),
        }
    }

    /// Pieces of a plain text; `{{contact.name}}` in it becomes a tag.
    pub fn of(text: &str) -> Vec<Self> {
        let piece = |piece| match piece {
            Ok(tag) => Self::Tag {
                tag,
                marks: Vec::new(),
            },
            Err(text) => Self::Text {
                text,
                marks: Vec::new(),
            },
        };
        MergeTag::split(text).into_iter().map(piece).collect()
    }

    /// How it looks.
    pub fn marks(&self) -> &[Mark] {
        match self {
            Self::Text { marks, .. } | Self::Tag { marks, .. } => marks,
            Self::Break | Self::Opaque(_) => &[],
        }
    }

    /// Where it leads, if it is part of a link.
    pub fn href(&self) -> Option<&str> {
        self.marks().iter().find_map(|mark| match mark {
            Mark::Link { href, .. } => Some(href.as_str()),
            _ => None,
        })
    }

    fn is_blank(&self) -> bool {
        match self {
            Self::Text { text, .. } => text.trim().is_empty(),
            Self::Break => true,
            Self::Tag { .. } | Self::Opaque(_) => false,
        }
    }
}
