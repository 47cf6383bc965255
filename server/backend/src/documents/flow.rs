//! From top to bottom: where the next thing goes, and when a new sheet begins.

use super::fonts::Faces;
use super::sheet::{NodeId, Role, Sheets, WIDTH};
use super::style::{MM, Style};
use super::text::Line;
use krilla::tagging::Tag;

/// Where text begins: 25 mm, as on a letter after DIN 5008.
pub(super) const LEFT: f32 = 25.0 * MM;
/// Where text ends.
pub(super) const RIGHT: f32 = WIDTH - 20.0 * MM;
/// How wide text runs.
pub(super) const MEASURE: f32 = RIGHT - LEFT;
/// Where text begins on the second sheet and after.
pub(super) const TOP: f32 = 34.0 * MM;
/// Where text ends on every sheet.
pub(super) const BOTTOM: f32 = 297.0 * MM - 25.0 * MM;

/// A document being filled from top to bottom.
pub(super) struct Flow {
    /// What has been laid out.
    pub sheets: Sheets,
    /// The typefaces.
    pub faces: &'static Faces,
    /// How far down the last sheet is filled.
    pub y: f32,
}

/// Where the baseline of a line goes so that its capitals stand in the middle of `leading`.
pub(super) fn baseline(top: f32, leading: f32, style: &Style) -> f32 {
    top + leading / 2.0 + style.size * 0.3635
}

impl Flow {
    /// Starts below the letterhead of the first sheet.
    pub fn new(sheets: Sheets, faces: &'static Faces, y: f32) -> Self {
        Self { sheets, faces, y }
    }

    /// What is left of the last sheet.
    pub fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Begins a new sheet.
    pub fn turn(&mut self) {
        self.sheets.add();
        self.y = TOP;
    }

    /// Begins a new sheet unless so much fits on this one.
    pub fn need(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.turn();
        }
    }

    /// Leaves space, unless a sheet has just begun.
    pub fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// A heading within the document that stays with at least `next` of what follows.
    pub fn heading(&mut self, text: &str, next: f32) {
        let style = Style::of(10.5).bold();
        let leading = style.leading();
        self.space(16.0);
        self.need(leading + 3.0 + next);
        let y = baseline(self.y, leading, &style);
        let element = self.sheets.heading(NodeId::ROOT, 2, text, y);
        let line = self.faces.fit(text, style, MEASURE);
        self.sheets.text(Role::Content(element), LEFT, y, line);
        self.y += leading + 3.0;
    }

    /// A paragraph that may run over several sheets; its first two and last two lines stay together.
    pub fn paragraph(&mut self, text: &str, style: Style, width: f32) {
        if text.trim().is_empty() {
            return;
        }
        let lines = self.faces.wrap(text, style, width);
        let leading = style.leading();
        let element = self.sheets.element(NodeId::ROOT, Tag::P);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let together = match count - at {
                left if at == 0 => left.min(if left == 3 { 3 } else { 2 }),
                2 if at > 0 => 2,
                _ => 1,
            };
            self.need(leading * together as f32);
            let y = baseline(self.y, leading, &style);
            self.put_line(element, LEFT, y, line);
            self.y += leading;
        }
    }

    /// Puts a line if there is anything on it.
    pub fn put_line(&mut self, element: NodeId, x: f32, y: f32, line: Line) {
        if !line.runs.is_empty() {
            self.sheets.text(Role::Content(element), x, y, line);
        }
    }
}
