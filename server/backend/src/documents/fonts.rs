//! The typefaces that documents are set in, and turning text into glyphs of them.
//!
//! Inter carries Latin, Greek, Cyrillic and Vietnamese; DejaVu Sans stands in for what Inter lacks (Armenian, Georgian,
//! Hebrew, Arabic, symbols). The other typefaces that a portal can choose carry Latin; for what they lack, Inter stands in first. A character that neither has is shown as a replacement mark, and is still copied as itself.

use super::style::{Style, Weight};
use crate::error::{BackendError, Result};
use domain::{signature::Face as Hand, theme::Font as Family};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Feature, UnicodeBuffer, ttf_parser::Tag};
use std::{ops::Range, sync::LazyLock};
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

const REGULAR: usize = 0;
const SEMI_BOLD: usize = 1;
/// What stands in for what the first two lack, in this order of faces.
const STAND_INS: [usize; 2] = [2, FALLBACK];
const FALLBACK: usize = 3;
const CAVEAT: usize = 4;
const ALLURA: usize = 5;

static INTER: &[u8] = include_bytes!("../../fonts/Inter-Regular.ttf");
static DEJA_VU: &[u8] = include_bytes!("../../fonts/DejaVuSans.ttf");
/// The handwritings of typed signatures.
static HANDS: [&[u8]; 2] = [
    include_bytes!("../../fonts/Caveat-Medium.ttf"),
    include_bytes!("../../fonts/Allura-Regular.ttf"),
];

/// A family's regular and its semi-bold file.
fn files(family: Family) -> [&'static [u8]; 2] {
    match family {
        Family::Inter => [INTER, include_bytes!("../../fonts/Inter-SemiBold.ttf")],
        Family::SourceSerif => [
            include_bytes!("../../fonts/SourceSerif4-Regular.ttf"),
            include_bytes!("../../fonts/SourceSerif4-SemiBold.ttf"),
        ],
        Family::Atkinson => [
            include_bytes!("../../fonts/AtkinsonHyperlegible-Regular.ttf"),
            include_bytes!("../../fonts/AtkinsonHyperlegible-Bold.ttf"),
        ],
        Family::Archivo => [
            include_bytes!("../../fonts/Archivo-Regular.ttf"),
            include_bytes!("../../fonts/Archivo-SemiBold.ttf"),
        ],
        Family::Nunito => [
            include_bytes!("../../fonts/NunitoSans-Regular.ttf"),
            include_bytes!("../../fonts/NunitoSans-SemiBold.ttf"),
        ],
    }
}

/// Each family is read when a document first asks for it.
static FAMILIES: [(Family, LazyLock<Option<Faces>>); 5] = [
    (Family::Inter, LazyLock::new(|| Faces::read(Family::Inter))),
    (
        Family::SourceSerif,
        LazyLock::new(|| Faces::read(Family::SourceSerif)),
    ),
    (Family::Atkinson, LazyLock::new(|| Faces::read(Family::Atkinson))),
    (Family::Archivo, LazyLock::new(|| Faces::read(Family::Archivo))),
    (Family::Nunito, LazyLock::new(|| Faces::read(Family::Nunito))),
];

/// Digits of one width, so that columns of figures line up; the marks between them keep theirs.
fn tabular(text: &str) -> Vec<Feature> {
    let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
    let places = digits.filter_map(|(at, _)| u32::try_from(at).ok());
    places
        .map(|at| Feature {
            tag: Tag::from_bytes(b"tnum"),
            value: 1,
            start: at,
            end: at + 1,
        })
        .collect()
}

struct Face {
    shaper: rustybuzz::Face<'static>,
    font: Font,
    em: f32,
}

impl Face {
    fn new(file: &'static [u8]) -> Option<Self> {
        let shaper = rustybuzz::Face::from_slice(file, 0)?;
        let font = Font::new(file.into(), 0)?;
        let em = font.units_per_em();
        Some(Self { shaper, font, em })
    }

    fn has(&self, character: char) -> bool {
        is_invisible(character) || self.shaper.glyph_index(character).is_some()
    }
}

/// The typefaces, read once.
pub(super) struct Faces {
    faces: Vec<Face>,
    replacement: u16,
}

/// Glyphs of one typeface, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Which typeface.
    pub face: usize,
    /// Its glyphs, measured in ems.
    pub glyphs: Vec<KrillaGlyph>,
}

impl Run {
    /// How far it reaches, in ems.
    pub fn advance(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }
}

/// A stretch of text of one typeface and direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    range: Range<usize>,
    /// `None` where no typeface has it.
    face: Option<usize>,
    right_to_left: bool,
}

/// The typefaces of a family, with those that stand in for what it lacks.
pub(super) fn faces(family: Family) -> Result<&'static Faces> {
    FAMILIES
        .iter()
        .find(|(known, _)| *known == family)
        .and_then(|(_, faces)| faces.as_ref())
        .ok_or_else(|| BackendError::internal("the built-in fonts can't be read"))
}

impl Faces {
    fn read(family: Family) -> Option<Self> {
        let faces = files(family)
            .into_iter()
            .chain([INTER, DEJA_VU])
            .chain(HANDS)
            .map(Face::new)
            .collect::<Option<Vec<_>>>()?;
        let replacement = faces.get(FALLBACK)?.shaper.glyph_index('\u{FFFD}')?.0;
        Some(Self { faces, replacement })
    }

    /// The typeface as the PDF embeds it.
    pub fn font(&self, face: usize) -> Option<Font> {
        self.faces.get(face).map(|face| face.font.clone())
    }

    /// Cuts part of a text into stretches of one typeface; all of one direction.
    pub fn items(&self, text: &str, part: Range<usize>, weight: Weight, level: Level) -> Vec<Item> {
        let preferred = match weight {
            Weight::Regular => REGULAR,
            Weight::SemiBold => SEMI_BOLD,
            Weight::Hand(Hand::Caveat) => CAVEAT,
            Weight::Hand(Hand::Allura) => ALLURA,
        };
        let mut items: Vec<Item> = Vec::new();
        for (at, cluster) in text.get(part.clone()).unwrap_or("").grapheme_indices(true) {
            let range = part.start + at..part.start + at + cluster.len();
            let before = items.last_mut();
            // A space stays with the word before it, so that a foreign sentence is one stretch.
            let first = match &before {
                Some(Item { face: Some(face), .. }) if cluster == " " => *face,
                _ => preferred,
            };
            let face = [first, preferred].into_iter().chain(STAND_INS).find(|face| {
                self.faces
                    .get(*face)
                    .is_some_and(|face| cluster.chars().all(|c| face.has(c)))
            });
            match before {
                Some(item) if item.face.is_some() && item.face == face => item.range.end = range.end,
                _ => items.push(Item {
                    range,
                    face,
                    right_to_left: level.is_rtl(),
                }),
            }
        }
        if level.is_rtl() {
            items.reverse();
        }
        items
    }

    /// The glyphs of one stretch of a text, in the order in which they stand on the page.
    pub fn shape(&self, text: &str, item: &Item, style: &Style) -> Run {
        let part = text.get(item.range.clone()).unwrap_or("");
        let index = item.face.unwrap_or(FALLBACK);
        let Some(face) = self.faces.get(index) else {
            return Run {
                face: index,
                glyphs: Vec::new(),
            };
        };
        if item.face.is_none() {
            let id = GlyphId::new(u32::from(self.replacement));
            let advance = face
                .shaper
                .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(self.replacement));
            let advance = f32::from(advance.unwrap_or(0)) / face.em + style.tracking;
            let glyph = KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, item.range.clone(), None);
            return Run {
                face: index,
                glyphs: vec![glyph],
            };
        }
        let mut buffer = UnicodeBuffer::new();
        for (at, character) in part.char_indices() {
            // A negative figure gets a minus as wide as a plus; copied, it stays what was written.
            let minus = character == '-' && style.tabular && item.range.start + at == 0;
            buffer.add(
                if minus { '\u{2212}' } else { character },
                u32::try_from(at).unwrap_or(u32::MAX),
            );
        }
        buffer.guess_segment_properties();
        buffer.set_direction(if item.right_to_left {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let features = if style.tabular { tabular(part) } else { Vec::new() };
        let shaped = rustybuzz::shape(&face.shaper, &features, buffer);

        let mut starts: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| info.cluster as usize)
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let box_glyph = face.shaper.glyph_index('\u{25A1}').map_or(0, |id| id.0);
        let glyphs = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| {
                let start = info.cluster as usize;
                let next = starts.partition_point(|at| *at <= start);
                let end = starts.get(next).copied().unwrap_or(part.len());
                // Every character was looked up before, so glyph 0 ("missing") is only a safeguard: PDF/A forbids it.
                let id = if info.glyph_id == 0 {
                    u32::from(box_glyph)
                } else {
                    info.glyph_id
                };
                KrillaGlyph::new(
                    GlyphId::new(id),
                    position.x_advance as f32 / face.em + style.tracking,
                    position.x_offset as f32 / face.em,
                    position.y_offset as f32 / face.em,
                    position.y_advance as f32 / face.em,
                    item.range.start + start..item.range.start + end,
                    None,
                )
            });
        Run {
            face: index,
            glyphs: glyphs.collect(),
        }
    }
}

/// Characters that only steer their neighbours: a typeface need not have them.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces_of(text: &str) -> Vec<Option<usize>> {
        let items = faces(Family::Inter)
            .unwrap()
            .items(text, 0..text.len(), Weight::Regular, Level::ltr());
        items.into_iter().map(|item| item.face).collect()
    }

    #[test]
    fn inter_carries_the_languages_of_europe_and_vietnam() {
        for text in [
            "Straße Łódź İstanbul",
            "Ελληνικά",
            "Українська",
            "Tiếng Việt ₫",
            "1 234,50 € − 5 %",
            "„“‚‘«»…–—",
        ] {
            assert_eq!(faces_of(text), [Some(REGULAR)], "{text}");
        }
    }

    #[test]
    fn what_inter_lacks_falls_back_and_what_nobody_has_is_replaced() {
        assert_eq!(faces_of("Հայերեն"), [Some(FALLBACK)]);
        assert_eq!(faces_of("عربي"), [Some(FALLBACK)]);
        assert_eq!(faces_of("a漢b"), [Some(REGULAR), None, Some(REGULAR)]);
        // One family of four, one mark.
        assert_eq!(faces_of("👨\u{200D}👩\u{200D}👧\u{200D}👦"), [None]);
    }

    #[test]
    fn every_family_carries_western_and_central_europe_and_leaves_the_rest_to_others() {
        for family in Family::ALL {
            let faces = faces(*family).unwrap();
            let of = |text: &str| {
                let items = faces.items(text, 0..text.len(), Weight::SemiBold, Level::ltr());
                items.into_iter().map(|item| item.face).collect::<Vec<_>>()
            };
            assert_eq!(
                of("Straße Łódź Škoda Győr 1.234,50 €"),
                [Some(SEMI_BOLD)],
                "{family}"
            );
            assert_eq!(of("عربي"), [Some(FALLBACK)], "{family}");
            let greek = of("Ελληνικά");
            assert!(
                greek.iter().all(Option::is_some) && !greek.contains(&Some(FALLBACK)),
                "{family}: {greek:?}"
            );
        }
    }

    #[test]
    fn digits_are_of_one_width_where_asked() {
        let width = |text: &str, tabular| {
            let style = Style {
                tabular,
                ..Style::default()
            };
            let faces = faces(Family::Inter).unwrap();
            let items = faces.items(text, 0..text.len(), Weight::Regular, Level::ltr());
            faces.shape(text, &items[0], &style).advance()
        };
        assert!(width("1111", false) < width("8888", false));
        assert!((width("1111", true) - width("8888", true)).abs() < 1e-6);
    }
}
