//! The first sheet's head after DIN 5008, form B (the address shows in a window envelope), and what every sheet repeats.

use super::Brand;
use super::flow::{LEFT, MEASURE, RIGHT, TOP, baseline};
use super::fonts::Faces;
use super::pairs::{Pair, Pairs, Shape};
use super::sheet::{HEIGHT, Mark, NodeId, Role, Sheets, WIDTH, rectangle, rounded};
use super::style::{LINE, MM, MUTED, Style};
use super::text::joined;
use crate::copy;
use domain::branding::{Colour, LIGHT_SURFACE};
use domain::invoice::view::Party;
use domain::locale::Locale;
use krilla::image::Image;
use krilla::tagging::{ArtifactType, Tag};

/// Where the right column begins.
const ASIDE: f32 = 120.0 * MM;
/// The lower edge of the envelope's window, and some air.
const BELOW_ADDRESS: f32 = 98.0 * MM;
const ADDRESS_WIDTH: f32 = 80.0 * MM;

/// What stands at the head of a document and on each of its sheets.
pub(super) struct Letterhead<'a> {
    /// The tenant's looks.
    pub brand: &'a Brand<'a>,
    /// The reader's language.
    pub locale: Locale,
    /// Who sends it; no name for the brand's.
    pub seller: &'a Party,
    /// Who gets it.
    pub buyer: &'a Party,
    /// Number, dates and the like.
    pub facts: Vec<Pair>,
    /// What it is called.
    pub title: String,
    /// One word across it or beside its title.
    pub stamp: Option<Stamp>,
}

/// A word that says at a glance what has become of a document.
#[derive(Debug, Clone)]
pub(super) enum Stamp {
    /// Beside the title.
    Beside(String),
    /// Across every sheet.
    Across(String),
}

const GREEN: Colour = Colour::new(22, 115, 71);
const RED: Colour = Colour::new(176, 32, 48);

impl Letterhead<'_> {
    /// Draws the head. Returns how far down it reaches.
    pub fn put(self, sheets: &mut Sheets, faces: &Faces) -> f32 {
        if let Some(path) = rectangle(0.0, 0.0, WIDTH, 1.8 * MM) {
            let colour = self.brand.colour;
            sheets.put(Role::Artifact(ArtifactType::Layout), Mark::Area { path, colour });
        }
        mark(self.brand, self.locale, sheets, faces);
        let seller_ends = self.seller(sheets, faces);
        self.address(sheets, faces);
        fold_marks(sheets);

        let shape = Shape {
            width: RIGHT - ASIDE,
            labels: 34.0 * MM,
            right: true,
            gap: 2.4,
            lines: 4,
        };
        let facts = Pairs::new(faces, self.facts, shape);
        // Beside the address if the seller's details leave room, but never over them.
        let facts_top = (BELOW_ADDRESS - facts.height())
            .min(62.7 * MM)
            .max(seller_ends + 5.0 * MM);
        let facts_end = facts.put(sheets, ASIDE, facts_top);

        let style = Style::of(20.0).bold();
        let mut y = BELOW_ADDRESS.max(facts_end) + 4.0 * MM;
        let stamp = match &self.stamp {
            Some(Stamp::Beside(word)) => beside(sheets, faces, word, y + style.leading() / 2.0),
            _ => 0.0,
        };
        let element = sheets.heading(NodeId::ROOT, 1, &self.title, y);
        for line in faces.wrap_at_most(&self.title, style, MEASURE - stamp, 3) {
            let at = baseline(y, style.leading(), &style);
            sheets.text(Role::Content(element), LEFT, at, line);
            y += style.leading();
        }
        y + 1.5 * MM
    }

    fn seller_name(&self) -> &str {
        if self.seller.name.trim().is_empty() {
            self.brand.name
        } else {
            &self.seller.name
        }
    }

    /// Who sends it, in the right column. Returns where it ends.
    fn seller(&self, sheets: &mut Sheets, faces: &Faces) -> f32 {
        let (name, small) = (Style::of(8.6).bold(), Style::of(8.0).muted());
        let mut y = 13.0 * MM;
        let element = sheets.element(NodeId::ROOT, Tag::P);
        let mut lines = faces.wrap(self.seller_name(), name, RIGHT - ASIDE);
        let rest =
            self.seller
                .address
                .iter()
                .chain([&self.seller.email, &self.seller.phone, &self.seller.website]);
        for text in rest.filter(|text| !text.trim().is_empty()) {
            lines.extend(faces.wrap(text, small, RIGHT - ASIDE));
        }
        for line in lines.into_iter().take(14) {
            let leading = 11.2;
            let at = baseline(y, leading, &line.style);
            sheets.text(Role::Content(element), ASIDE, at, line);
            y += leading;
        }
        y
    }

    /// The return line and the address, where the window is: 20–105 mm from the left, 45–90 mm from the top.
    fn address(&self, sheets: &mut Sheets, faces: &Faces) {
        let place = joined(self.seller.address.iter().map(String::as_str), ", ");
        let sender = joined([self.seller_name(), &place], " · ");
        let line = faces.fit(&sender, Style::of(6.4).muted(), ADDRESS_WIDTH);
        let under = line.width;
        sheets.text(Role::Artifact(ArtifactType::Layout), LEFT, 59.6 * MM, line);
        sheets.rule(LEFT, 60.7 * MM, under, 0.3, LINE);

        let parts: Vec<&str> = [&self.buyer.name, &self.buyer.attention]
            .into_iter()
            .chain(&self.buyer.address)
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        let room = 27.3 * MM;
        // Smaller, and smaller again, until the whole address shows in the window.
        let mut lines = Vec::new();
        for size in [10.0, 9.0, 8.0, 7.0, 6.0] {
            let style = Style::of(size);
            lines = parts
                .iter()
                .flat_map(|part| faces.wrap(part, style, ADDRESS_WIDTH))
                .collect();
            if lines.len() as f32 * size * 1.28 <= room {
                break;
            }
        }
        let element = sheets.element(NodeId::ROOT, Tag::P);
        let mut y = 62.7 * MM;
        for line in lines {
            let leading = line.style.size * 1.28;
            if y + leading > 62.7 * MM + room + 1.0 {
                break;
            }
            let at = baseline(y, leading, &line.style);
            sheets.text(Role::Content(element), LEFT, at, line);
            y += leading;
        }
    }
}

/// The logo, or else the name.
pub(super) fn mark(brand: &Brand<'_>, locale: Locale, sheets: &mut Sheets, faces: &Faces) {
    let top = 13.0 * MM;
    let image = brand
        .logo_png
        .and_then(|png| Image::from_png(png.to_vec().into(), false).ok());
    let Some(image) = image else {
        let style = Style::of(17.0)
            .bold()
            .coloured(brand.colour.readable_on(LIGHT_SURFACE));
        let line = faces.fit(brand.name, style, ASIDE - LEFT - 8.0 * MM);
        let element = sheets.element(NodeId::ROOT, Tag::P);
        sheets.text(Role::Content(element), LEFT, top + 14.0, line);
        return;
    };
    let (wide, high) = image.size();
    // At most 62 × 18 mm, and never coarser than 150 dots an inch.
    let scale = (62.0 * MM / wide as f32)
        .min(18.0 * MM / high as f32)
        .min(72.0 / 150.0);
    let (width, height) = (wide as f32 * scale, high as f32 * scale);
    let alt = copy::text_with(locale, "document-logo", &[("name", brand.name.to_owned())]);
    let element = sheets.element(NodeId::ROOT, Tag::Figure(Some(alt)));
    sheets.put(
        Role::Content(element),
        Mark::Picture {
            x: LEFT,
            y: top,
            width,
            height,
            image,
        },
    );
}

/// The word in a frame, slightly turned, right of the title. Returns how much room it takes from the title.
fn beside(sheets: &mut Sheets, faces: &Faces, word: &str, middle: f32) -> f32 {
    let style = Style {
        tracking: 0.08,
        ..Style::of(12.5).bold().coloured(GREEN)
    };
    let line = faces.fit(&word.to_uppercase(), style, 50.0 * MM);
    let (width, height) = (line.width + 18.0, 24.0);
    let (x, y) = (RIGHT - width - 2.0, middle - height / 2.0);
    let text = Mark::Text {
        x: x + 9.0,
        y: baseline(y, height, &style),
        line,
    };
    let frame = rounded(x, y, width, height, 4.0).map(|path| Mark::Outline {
        path,
        colour: GREEN,
        width: 1.4,
    });
    let marks = frame.into_iter().chain([text]).collect();
    let turned = Mark::Turned {
        x: x + width / 2.0,
        y: middle,
        degrees: -4.0,
        opacity: 1.0,
        marks,
    };
    // The sentence below the title says the same in words.
    sheets.put(Role::Artifact(ArtifactType::Layout), turned);
    width + 12.0
}

/// The marks at which a letter is folded for the envelope, and at its middle for punching.
fn fold_marks(sheets: &mut Sheets) {
    for (at, length) in [(105.0, 3.0), (148.5, 4.5), (210.0, 3.0)] {
        sheets.rule(5.0 * MM, at * MM, length * MM, 0.3, LINE);
    }
}

/// What every sheet repeats, once the number of sheets is known: the head of later sheets, the foot, the word across.
pub(super) fn repeat(
    sheets: &mut Sheets,
    faces: &Faces,
    locale: Locale,
    (seller, title): (&Party, &str),
    across: Option<&str>,
) {
    let all = 0..sheets.count();
    repeat_on(sheets, faces, locale, all, (seller, title), across);
}

/// The same on some of the sheets, which are counted by themselves.
pub(super) fn repeat_on(
    sheets: &mut Sheets,
    faces: &Faces,
    locale: Locale,
    on: std::ops::Range<usize>,
    (seller, title): (&Party, &str),
    across: Option<&str>,
) {
    let (first, count) = (on.start, on.len());
    let small = Style::of(7.0).muted();
    let place = joined(seller.address.iter().map(String::as_str), ", ");
    let fact = |key: &str, number: &str| match number.trim() {
        "" => String::new(),
        number => copy::text_with(locale, key, &[("number", number.to_owned())]),
    };
    let (vat, register) = (
        fact("document-vat", &seller.tax_id),
        fact("document-register", &seller.registration),
    );
    let feet = [
        joined([seller.name.as_str(), &place], " · "),
        joined([vat.as_str(), &register, &seller.email, &seller.website], " · "),
    ];
    let feet: Vec<&String> = feet.iter().filter(|foot| !foot.is_empty()).collect();
    for page in on {
        if let Some(word) = across {
            sheets.put_on(
                page,
                Role::Artifact(ArtifactType::Watermark),
                watermark(faces, word),
            );
        }
        let foot = Role::Artifact(ArtifactType::Footer);
        let top = HEIGHT - 20.0 * MM;
        if let Some(path) = rectangle(LEFT, top, MEASURE, 0.4) {
            sheets.put_on(page, foot, Mark::Area { path, colour: LINE });
        }
        let arguments = [
            ("page", (page - first + 1).to_string()),
            ("count", count.to_string()),
        ];
        let number = faces.line(
            &copy::text_with(locale, "document-page", &arguments),
            small.figures(),
        );
        let left = MEASURE - number.width - 20.0;
        for (at, text) in feet.iter().enumerate() {
            let line = faces.fit(text, small, left);
            sheets.put_on(
                page,
                foot,
                Mark::Text {
                    x: LEFT,
                    y: top + 12.0 + at as f32 * 9.6,
                    line,
                },
            );
        }
        let x = RIGHT - number.width;
        sheets.put_on(
            page,
            foot,
            Mark::Text {
                x,
                y: top + 12.0,
                line: number,
            },
        );
        if page > first {
            running_head(sheets, faces, page, (&seller.name, title));
        }
    }
}

fn running_head(sheets: &mut Sheets, faces: &Faces, page: usize, (seller, title): (&str, &str)) {
    let head = Role::Artifact(ArtifactType::Header);
    let y = TOP - 9.0 * MM;
    let title = faces.fit(title, Style::of(8.0).bold(), MEASURE / 2.0);
    let seller = faces.fit(seller, Style::of(8.0).coloured(MUTED), MEASURE / 2.0 - 20.0);
    let x = RIGHT - title.width;
    sheets.put_on(
        page,
        head,
        Mark::Text {
            x: LEFT,
            y,
            line: seller,
        },
    );
    sheets.put_on(page, head, Mark::Text { x, y, line: title });
    if let Some(path) = rectangle(LEFT, y + 6.0, MEASURE, 0.4) {
        sheets.put_on(page, head, Mark::Area { path, colour: LINE });
    }
}

/// A word from the lower left to the upper right, faint enough to read through.
fn watermark(faces: &Faces, word: &str) -> Mark {
    let word = word.to_uppercase();
    let base = Style {
        tracking: 0.06,
        ..Style::of(100.0).bold().coloured(RED)
    };
    let natural = faces.line(&word, base).width.max(1.0);
    let size = (100.0 * 470.0 / natural).min(118.0);
    let line = faces.line(&word, Style { size, ..base });
    let (x, y) = (WIDTH / 2.0, HEIGHT / 2.0);
    let text = Mark::Text {
        x: x - line.width / 2.0,
        y: y + size * 0.36,
        line,
    };
    Mark::Turned {
        x,
        y,
        degrees: -52.0,
        opacity: 0.13,
        marks: vec![text],
    }
}
