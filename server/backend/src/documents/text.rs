//! Lines: text cleaned, broken to a width, and ordered for the eye (UAX #9, UAX #14).

use super::fonts::{Faces, Run};
use super::style::Style;
use std::borrow::Cow;
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

/// The most characters of one text that are set; what a form accepts is far less.
const MAX_CHARACTERS: usize = 20_000;

/// One line of text, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The characters, for whoever reads the PDF by ear or by machine.
    pub text: String,
    /// The glyphs.
    pub runs: Vec<Run>,
    /// How wide it is in points, without spaces at its end.
    pub width: f32,
    /// How it is set.
    pub style: Style,
}

/// Takes out what has no place on paper: control characters, direction overrides (they could make an amount read
/// backwards), byte-order marks and non-characters; private-use characters mean nothing in our fonts.
pub(super) fn clean(text: &str) -> String {
    cleaned(text).chars().take(MAX_CHARACTERS).collect()
}

/// The same however long, for papers of which nothing may be left out.
pub(super) fn cleaned(text: &str) -> String {
    let kept = |c: char| match c {
        '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\t' => Some(' '),
        c if c.is_control() => None,
        '\u{AD}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => None,
        '\u{2061}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' => None,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Some('\u{FFFD}'),
        c if (c as u32) & 0xFFFE == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c) => None,
        c => Some(c),
    };
    text.chars().filter_map(kept).collect()
}

impl Faces {
    /// A text on one line, however long.
    pub fn line(&self, text: &str, style: Style) -> Line {
        let text = clean(text).replace('\n', " ");
        self.set(text.trim(), style)
    }

    /// A text on one line, cut with an ellipsis where it is too wide.
    pub fn fit(&self, text: &str, style: Style, width: f32) -> Line {
        let line = self.line(text, style);
        if line.width <= width {
            return line;
        }
        let room = width - self.set("…", style).width;
        let ends = self.ends(&line.text, style);
        let mut cut = 0;
        for (at, cluster) in line.text.grapheme_indices(true) {
            let end = at + cluster.len();
            if ends.get(end).is_none_or(|reach| reach * style.size > room) {
                break;
            }
            cut = end;
        }
        let kept = line.text.get(..cut).unwrap_or("").trim_end();
        self.set(&format!("{kept}…"), style)
    }

    /// A text in lines no wider than `width`; a word that is wider is broken.
    pub fn wrap(&self, text: &str, style: Style, width: f32) -> Vec<Line> {
        let text = clean(text);
        let mut lines = Vec::new();
        for paragraph in text.trim().split('\n') {
            let paragraph = paragraph.trim_end();
            let pieces = self.break_paragraph(paragraph, style, width.max(style.size));
            lines.extend(
                pieces
                    .into_iter()
                    .map(|piece| self.set(paragraph.get(piece).unwrap_or(""), style)),
            );
        }
        lines
    }

    /// A text in at most so many lines; what is cut off is shown by an ellipsis.
    pub fn wrap_at_most(&self, text: &str, style: Style, width: f32, most: usize) -> Vec<Line> {
        let mut lines = self.wrap(text, style, width);
        if lines.len() > most {
            let rest: String = lines
                .iter()
                .skip(most - 1)
                .map(|line| line.text.as_str())
                .collect();
            lines.truncate(most - 1);
            lines.push(self.fit(&rest, style, width));
        }
        lines
    }

    fn break_paragraph(&self, text: &str, style: Style, width: f32) -> Vec<Range<usize>> {
        let ends = self.ends(text, style);
        let ends: Vec<f32> = ends.into_iter().map(|end| end * style.size).collect();
        break_at(text, &ends, width)
    }

    /// For each byte at which a cluster ends: how far the text reaches there, in ems; other bytes hold the reach before.
    pub fn ends(&self, text: &str, style: Style) -> Vec<f32> {
        let mut widths = vec![0.0_f32; text.len() + 1];
        for run in self.runs(text, style) {
            for glyph in run.glyphs {
                if let Some(width) = widths.get_mut(glyph.text_range.end) {
                    *width += glyph.x_advance;
                }
            }
        }
        let mut sum = 0.0;
        for width in &mut widths {
            sum += *width;
            *width = sum;
        }
        widths
    }

    /// A line of this text as it is.
    pub fn set(&self, text: &str, style: Style) -> Line {
        let runs = self.runs(text, style);
        let whole: f32 = runs.iter().map(Run::advance).sum();
        let kept = text.trim_end().len();
        let spaces: f32 = runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .filter(|glyph| glyph.text_range.start >= kept)
            .map(|glyph| glyph.x_advance)
            .sum();
        Line {
            width: (whole - spaces - style.tracking).max(0.0) * style.size,
            text: text.to_owned(),
            runs,
            style,
        }
    }

    fn runs(&self, text: &str, style: Style) -> Vec<Run> {
        let mut items = Vec::new();
        if text.chars().all(|c| c < '\u{590}') {
            items = self.items(text, 0..text.len(), style.weight, Level::ltr());
        } else {
            let bidi = BidiInfo::new(text, Some(Level::ltr()));
            for paragraph in &bidi.paragraphs {
                let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
                for run in runs {
                    let level = levels.get(run.start).copied().unwrap_or_else(Level::ltr);
                    items.extend(self.items(text, run, style.weight, level));
                }
            }
        }
        items.iter().map(|item| self.shape(text, item, &style)).collect()
    }
}

/// Where lines no wider than `width` begin and end; a word that is wider is cut. `ends` says for each byte how far the text reaches
/// there, in points.
pub(super) fn break_at(text: &str, ends: &[f32], width: f32) -> Vec<Range<usize>> {
    let reach = |at: usize| ends.get(at).copied().unwrap_or(0.0);
    let fits = |from: usize, to: usize| {
        let trimmed = text.get(from..to).unwrap_or("").trim_end().len();
        reach(from + trimmed) - reach(from) <= width + 0.01
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut good = 0;
    for (at, _) in linebreaks(text) {
        if !fits(start, at) {
            if good > start {
                pieces.push(start..good);
                start = good;
            }
            // A word wider than the line is cut between two letters.
            while !fits(start, at) {
                let letters = text.get(start..at).unwrap_or("").grapheme_indices(true);
                let cut = letters
                    .map(|(offset, cluster)| start + offset + cluster.len())
                    .take_while(|end| fits(start, *end))
                    .last();
                let first = text
                    .get(start..at)
                    .unwrap_or("")
                    .graphemes(true)
                    .next()
                    .map_or(1, str::len);
                let cut = cut.unwrap_or(start + first);
                pieces.push(start..cut);
                start = cut;
            }
        }
        good = at;
    }
    if start < text.len() || pieces.is_empty() {
        pieces.push(start..text.len());
    }
    pieces
}

/// Several texts as one, the empty ones left out.
pub(super) fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    let kept: Vec<Cow<'a, str>> = parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(Cow::Borrowed)
        .collect();
    kept.join(between)
}

#[cfg(test)]
mod tests {
    use super::super::fonts::faces;
    use super::*;
    use domain::theme::Font;

    fn texts(text: &str, width: f32) -> Vec<String> {
        let lines = faces(Font::Inter).unwrap().wrap(text, Style::of(10.0), width);
        // The last letter of a cut word was measured with its kerning to the next: less than a point.
        assert!(lines.iter().all(|line| line.width <= width + 1.0), "{text}");
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_break_between_words_and_long_words_inside() {
        assert_eq!(texts("one two three", 45.0), ["one two ", "three"]);
        assert_eq!(texts("a\n\nb", 100.0), ["a", "", "b"]);
        assert_eq!(texts("", 100.0), [""]);
        let long = texts(&"Donaudampfschifffahrt".repeat(4), 100.0);
        assert!(long.len() > 3);
        assert_eq!(long.concat(), "Donaudampfschifffahrt".repeat(4));
        // An amount and its currency stay together.
        assert_eq!(
            texts("total 1.234,50\u{A0}€", 60.0),
            ["total ", "1.234,50\u{A0}€"]
        );
        // Narrower than a letter still ends.
        assert_eq!(texts_any("abc", 1.0).len(), 3);
    }

    fn texts_any(text: &str, width: f32) -> Vec<String> {
        let lines = faces(Font::Inter).unwrap().wrap(text, Style::of(10.0), width);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn whatever_is_written_nothing_is_lost_or_left_over() {
        for text in [
            "🎉 emoji 👨‍👩‍👧 family",
            "漢字かな交じり文",
            "مرحبا بالعالم 123 abc",
            "שלום",
            "z͈̤̭͖̉͑́a̳ͫ́̇͑̽l",
            "\u{202E}desrever",
            "a\u{0}b\u{7}\u{FEFF}c\u{E000}\u{10FFFF}",
        ] {
            for width in [12.0, 40.0, 400.0] {
                assert_eq!(texts_any(text, width).concat(), clean(text), "{text:?}");
            }
        }
        assert_eq!(clean("a\u{0}\u{202E}b\r\nc\td\u{E000}"), "ab\nc d\u{FFFD}");
    }

    #[test]
    fn right_to_left_text_stands_in_the_order_of_the_eye() {
        let line = faces(Font::Inter).unwrap().line("ab שלום cd", Style::of(10.0));
        let starts: Vec<usize> = line
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.text_range.start)
            .collect();
        assert!(starts.windows(2).any(|pair| pair[0] > pair[1]), "{starts:?}");
    }

    #[test]
    fn a_line_that_must_fit_ends_with_an_ellipsis() {
        let line =
            faces(Font::Inter)
                .unwrap()
                .fit("A company with a very long name indeed", Style::of(10.0), 80.0);
        assert!(line.text.ends_with('…') && line.width <= 80.0);
        assert_eq!(
            faces(Font::Inter)
                .unwrap()
                .fit("short", Style::of(10.0), 80.0)
                .text,
            "short"
        );
    }
}
