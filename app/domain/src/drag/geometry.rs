//! Points and rectangles, in CSS pixels of the document.

/// A point.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// A point.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// How far another point is.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// This point, moved.
    #[must_use]
    pub fn shifted(self, x: f64, y: f64) -> Self {
        Self::new(self.x + x, self.y + y)
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    /// The left side.
    pub left: f64,
    /// The upper side.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// A rectangle.
    pub const fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self {
            left,
            top,
            width,
            height,
        }
    }

    /// The lower side.
    pub fn bottom(self) -> f64 {
        self.top + self.height
    }

    /// The right side.
    pub fn right(self) -> f64 {
        self.left + self.width
    }

    /// Whether a point is in it.
    pub(super) fn contains(self, point: Point) -> bool {
        (self.left..=self.right()).contains(&point.x) && (self.top..=self.bottom()).contains(&point.y)
    }

    /// It, without so much above and below.
    pub(super) fn shrunk(self, by: f64) -> Self {
        Self::new(
            self.left,
            self.top + by,
            self.width,
            (self.height - 2.0 * by).max(0.0),
        )
    }

    /// How far a point is from it; 0 within.
    pub(super) fn distance(self, point: Point) -> f64 {
        let x = (self.left - point.x).max(point.x - self.right()).max(0.0);
        x.hypot(self.vertical_distance(point.y))
    }

    /// How far above or below the rectangle a height is; 0 beside it.
    pub(super) fn vertical_distance(self, y: f64) -> f64 {
        (self.top - y).max(y - self.bottom()).max(0.0)
    }
}
