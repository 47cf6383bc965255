//! What stands within a line: text, its marks, and links.

use super::tree::{self, Element, Node};
use domain::page::{
    Href,
    rich_text::{Inline, Mark},
};

/// A line that is put together, blanks collapsed as a browser shows them.
#[derive(Default)]
pub(super) struct Line {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String, Vec<Mark>),
    Break,
}

impl Line {
    /// The line of an element's content, whatever is in it.
    pub(super) fn of(nodes: &[Node], marks: &[Mark]) -> Self {
        let mut line = Self::default();
        for node in nodes {
            line.add(node, marks);
        }
        line
    }

    pub(super) fn add(&mut self, node: &Node, marks: &[Mark]) {
        match node {
            Node::Text(text) => self.text(text, marks),
            Node::Element(element) if element.name == "br" => self.pieces.push(Piece::Break),
            Node::Element(element) if is_words_bullet(element) => {}
            Node::Element(element) => {
                // Blocks within a line, as in a table's cell, are told apart by a blank.
                let apart = super::is_block(&element.name);
                if apart {
                    self.text(" ", marks);
                }
                let marks = with_marks_of(element, marks);
                for child in &element.children {
                    self.add(child, &marks);
                }
                if apart {
                    self.text(" ", &marks);
                }
            }
        }
    }

    fn text(&mut self, text: &str, marks: &[Mark]) {
        let mut plain = String::with_capacity(text.len());
        let mut blank = self.ends_blank();
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') {
                if !blank {
                    plain.push(' ');
                }
                blank = true;
            } else if !c.is_control() {
                plain.push(c);
                blank = false;
            }
        }
        if plain.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(Piece::Text(before, same)) if same.as_slice() == marks => before.push_str(&plain),
            _ => self.pieces.push(Piece::Text(plain, marks.to_vec())),
        }
    }

    /// Whether a blank here would be one too many.
    fn ends_blank(&self) -> bool {
        match self.pieces.last() {
            None | Some(Piece::Break) => true,
            Some(Piece::Text(text, _)) => text.ends_with(' '),
        }
    }

    /// The pieces, without blanks and breaks at both ends. Empty if there is nothing to see.
    pub(super) fn done(mut self) -> Vec<Inline> {
        let blank = |text: &str| text.trim_matches(|c: char| c.is_whitespace()).is_empty();
        while let Some(last) = self.pieces.last_mut() {
            match last {
                Piece::Text(text, _) if !blank(text) => {
                    text.truncate(text.trim_end().len());
                    break;
                }
                _ => {
                    self.pieces.pop();
                }
            }
        }
        let mut inlines = Vec::new();
        for piece in self.pieces {
            match piece {
                Piece::Break if inlines.is_empty() => {}
                Piece::Break => inlines.push(Inline::Break),
                Piece::Text(text, marks) => {
                    let text = if inlines.is_empty() {
                        text.trim_start()
                    } else {
                        &text
                    };
                    inlines.extend(Inline::of(text).into_iter().map(|inline| marked(inline, &marks)));
                }
            }
        }
        inlines
    }
}

fn marked(inline: Inline, marks: &[Mark]) -> Inline {
    let marks = marks.to_vec();
    match inline {
        Inline::Text { text, .. } => Inline::Text { text, marks },
        Inline::Tag { tag, .. } => Inline::Tag { tag, marks },
        other => other,
    }
}

/// The same without a mark.
pub(super) fn without(mut inlines: Vec<Inline>, mark: &Mark) -> Vec<Inline> {
    for inline in &mut inlines {
        if let Inline::Text { marks, .. } | Inline::Tag { marks, .. } = inline {
            marks.retain(|other| other != mark);
        }
    }
    inlines
}

/// The marks within an element: its own and those around it, in the order in which they are stored.
pub(super) fn with_marks_of(element: &Element, around: &[Mark]) -> Vec<Mark> {
    let mut marks = around.to_vec();
    let mut set = |mark: Mark, on: bool| {
        marks.retain(|other| *other != mark);
        if on {
            marks.push(mark);
        }
    };
    match element.name.as_str() {
        "strong" | "b" => set(Mark::Strong, true),
        "em" | "i" => set(Mark::Em, true),
        "u" | "ins" => set(Mark::Underline, true),
        "code" | "tt" | "kbd" | "samp" => set(Mark::Code, true),
        _ => {}
    }
    for (property, value) in styles(element) {
        match property {
            "font-weight" => {
                let heavy = value
                    .parse::<u32>()
                    .map_or(value.starts_with("bold"), |weight| weight >= 600);
                set(Mark::Strong, heavy);
            }
            "font-style" => set(Mark::Em, value == "italic" || value == "oblique"),
            "text-decoration" | "text-decoration-line" if value.contains("underline") => {
                set(Mark::Underline, true)
            }
            _ => {}
        }
    }
    if let (Some(href), "a") = (element.attr("href"), element.name.as_str())
        && Href::parse(href).is_ok()
    {
        marks.retain(|mark| !matches!(mark, Mark::Link { .. }));
        let title = element.attr("title").filter(|title| !title.trim().is_empty());
        marks.push(Mark::Link {
            href: href.to_owned(),
            title: title.map(str::to_owned),
        });
    }
    // A link is underlined as it is.
    if marks.iter().any(|mark| matches!(mark, Mark::Link { .. })) {
        marks.retain(|mark| *mark != Mark::Underline);
    }
    marks.sort_by_key(|mark| match mark {
        Mark::Link { .. } => 0,
        Mark::Strong => 1,
        Mark::Em => 2,
        Mark::Underline => 3,
        Mark::Code => 4,
        Mark::Opaque(_) => 5,
    });
    marks
}

fn styles(element: &Element) -> impl Iterator<Item = (&str, &str)> {
    let style = element.attr("style").unwrap_or_default();
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        Some((property.trim(), value.trim()))
    })
}

/// Whether a paragraph is an item of a list, in Word's way.
pub(super) fn is_word_item(element: &Element) -> bool {
    let class = element.attr("class").unwrap_or_default();
    class.starts_with("MsoListParagraph") || styles(element).any(|(property, _)| property == "mso-list")
}

/// Where Word writes an item's bullet or number.
fn is_words_bullet(element: &Element) -> bool {
    styles(element).any(|(property, value)| property == "mso-list" && value.eq_ignore_ascii_case("ignore"))
}

/// The text of an item of Word's, and whether it is numbered.
pub(super) fn word_item(element: &Element, marks: &[Mark]) -> (Vec<Inline>, bool) {
    fn bullet(nodes: &[Node]) -> Option<String> {
        nodes.iter().find_map(|node| match node {
            Node::Text(_) => None,
            Node::Element(element) if is_words_bullet(element) => Some(tree::text(&element.children)),
            Node::Element(element) => bullet(&element.children),
        })
    }
    let sign = bullet(&element.children).unwrap_or_default();
    let ordered = sign
        .trim()
        .trim_end_matches(['.', ')'])
        .chars()
        .all(char::is_alphanumeric)
        && sign.trim().ends_with(['.', ')']);
    (Line::of(&element.children, marks).done(), ordered)
}
