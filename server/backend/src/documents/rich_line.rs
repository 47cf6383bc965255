//! Lines of mixed looks: pieces in their own styles, broken together.

use super::fonts::Faces;
use super::style::Style;
use super::text::{Line, break_at, cleaned};
use domain::branding::Colour;
use domain::page::rich_text::{Inline, Mark};
use std::ops::Range;

/// A stretch of text of one look.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The text; a line feed begins a new line.
    pub text: String,
    /// How it is set.
    pub style: Style,
    /// Whether a line runs under it.
    pub underlined: bool,
    /// Where it leads, outside of the document.
    pub href: Option<String>,
}

impl Piece {
    /// A stretch that is nothing but text.
    pub fn plain(text: &str, style: Style) -> Self {
        Self {
            text: cleaned(text),
            style,
            underlined: false,
            href: None,
        }
    }
}

/// A part of a line.
#[derive(Debug)]
pub(super) struct Segment {
    /// Which piece it is of.
    pub piece: usize,
    /// How far from the line's beginning it stands.
    pub x: f32,
    /// The part itself.
    pub line: Line,
}

/// The pieces of a paragraph.
pub(super) fn pieces(content: &[Inline], base: Style, accent: Colour) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for inline in content {
        match inline {
            Inline::Text { text, marks } => all.push(piece(text, marks, base, accent)),
            Inline::Break => match all.last_mut() {
                Some(last) => last.text.push('\n'),
                None => all.push(Piece {
                    text: "\n".to_owned(),
                    ..Piece::plain("", base)
                }),
            },
            Inline::Tag { .. } | Inline::Opaque(_) => {}
        }
    }
    all
}

fn piece(text: &str, marks: &[Mark], base: Style, accent: Colour) -> Piece {
    // A line feed within text would be a new paragraph's; in the editor it is a blank.
    let mut piece = Piece::plain(&text.replace('\n', " "), base);
    for mark in marks {
        match mark {
            Mark::Strong => piece.style = piece.style.bold(),
            Mark::Em => piece.style.slanted = true,
            Mark::Underline => piece.underlined = true,
            Mark::Code => piece.style = piece.style.figures(),
            Mark::Link { href, .. } => {
                // A page of the portal has no address outside of it.
                if !href.starts_with("page:") && !href.contains("{{") {
                    piece.href = Some(href.clone());
                    piece.underlined = true;
                    piece.style = piece.style.coloured(accent);
                }
            }
            Mark::Opaque(_) => {}
        }
    }
    piece
}

/// The lines of a paragraph; at least one, which may be empty.
pub(super) fn lines(faces: &Faces, pieces: &[Piece], width: f32) -> Vec<Vec<Segment>> {
    let mut lines = Vec::new();
    for row in rows(pieces) {
        let text: String = row
            .iter()
            .map(|(piece, part)| pieces.get(*piece).and_then(|piece| piece.text.get(part.clone())))
            .map(Option::unwrap_or_default)
            .collect();
        let trimmed = text.trim_end();
        let (ends, starts) = measured(faces, pieces, &row);
        for range in break_at(trimmed, &ends, width.max(20.0)) {
            lines.push(line(faces, pieces, (&row, &starts), &range));
        }
    }
    lines
}

/// Parts of pieces between line feeds.
fn rows(pieces: &[Piece]) -> Vec<Vec<(usize, Range<usize>)>> {
    let mut rows = vec![Vec::new()];
    for (at, piece) in pieces.iter().enumerate() {
        let mut from = 0;
        for (nth, part) in piece.text.split('\n').enumerate() {
            if nth > 0 {
                rows.push(Vec::new());
            }
            if let (Some(row), false) = (rows.last_mut(), part.is_empty()) {
                row.push((at, from..from + part.len()));
            }
            from += part.len() + 1;
        }
    }
    rows
}

/// How far a row reaches at each byte, in points, and at which byte each of its parts begins.
fn measured(faces: &Faces, pieces: &[Piece], row: &[(usize, Range<usize>)]) -> (Vec<f32>, Vec<usize>) {
    let (mut ends, mut starts) = (vec![0.0_f32], Vec::new());
    for (at, part) in row {
        starts.push(ends.len() - 1);
        let Some(piece) = pieces.get(*at) else { continue };
        let text = piece.text.get(part.clone()).unwrap_or_default();
        let before = ends.last().copied().unwrap_or_default();
        let own = faces.ends(text, piece.style);
        ends.extend(own.iter().skip(1).map(|end| before + end * piece.style.size));
    }
    (ends, starts)
}

/// One line: what of each part lies in `range`.
fn line(
    faces: &Faces,
    pieces: &[Piece],
    (row, starts): (&[(usize, Range<usize>)], &[usize]),
    range: &Range<usize>,
) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut x = 0.0;
    for ((at, part), start) in row.iter().zip(starts) {
        let from = range.start.max(*start);
        let to = range.end.min(start + part.len());
        let Some(piece) = pieces.get(*at) else { continue };
        if from >= to {
            continue;
        }
        let own = part.start + from - start..part.start + to - start;
        let line = faces.set(piece.text.get(own).unwrap_or_default(), piece.style);
        let advance: f32 = line.runs.iter().map(super::fonts::Run::advance).sum();
        segments.push(Segment { piece: *at, x, line });
        x += advance * piece.style.size;
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::super::fonts::faces;
    use super::super::style::INK;
    use super::*;
    use domain::theme::Font;

    fn set(content: &[Inline], width: f32) -> Vec<String> {
        let faces = faces(Font::Inter).unwrap();
        let pieces = pieces(content, Style::of(10.0), INK);
        let lines = lines(faces, &pieces, width);
        let text = |line: &Vec<Segment>| line.iter().map(|part| part.line.text.as_str()).collect();
        lines.iter().map(text).collect()
    }

    fn bold(text: &str) -> Inline {
        Inline::Text {
            text: text.to_owned(),
            marks: vec![Mark::Strong],
        }
    }

    #[test]
    fn lines_break_across_looks_and_not_inside_words() {
        let content = [Inline::plain("one tw"), bold("o th"), Inline::plain("ree")];
        assert_eq!(set(&content, 400.0), ["one two three"]);
        assert_eq!(set(&content, 48.0), ["one two ", "three"]);
        let broken = [bold("a"), Inline::Break, Inline::Break, Inline::plain("b")];
        assert_eq!(set(&broken, 400.0), ["a", "", "b"]);
        assert_eq!(set(&[Inline::Break, Inline::plain("b")], 400.0), ["", "b"]);
        assert_eq!(set(&[], 400.0), [""]);
    }

    #[test]
    fn nothing_is_lost_however_long_and_narrow() {
        let word = "Rindfleischetikettierungsüberwachung ".repeat(2_000);
        let content = [Inline::plain(&word), bold("end")];
        let all = set(&content, 90.0).concat();
        assert_eq!(all.len(), word.len() + 3);
        assert_eq!(set(&content, 0.0).concat(), all);
    }

    #[test]
    fn links_lead_outside_only() {
        let linked = |href: &str| Inline::Text {
            text: "x".to_owned(),
            marks: vec![Mark::Link {
                href: href.to_owned(),
                title: None,
            }],
        };
        let content = [
            linked("https://example.com/"),
            linked("page:1"),
            linked("https://a/{{b.c}}"),
        ];
        let hrefs: Vec<_> = pieces(&content, Style::of(9.0), INK)
            .into_iter()
            .map(|piece| piece.href)
            .collect();
        assert_eq!(hrefs, [Some("https://example.com/".to_owned()), None, None]);
    }
}
