//! Labels with values beside them: the facts beside the address, the sums, the bank details. Never broken over two sheets.

use super::flow::baseline;
use super::fonts::Faces;
use super::sheet::{NodeId, Role, Sheets};
use super::style::Style;
use super::text::Line;
use domain::branding::Colour;
use krilla::tagging::{TableHeaderScope, Tag};

/// A label and its value.
pub(super) struct Pair {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
    /// How the label is set.
    pub label_style: Style,
    /// How the value is set.
    pub value_style: Style,
    /// A rule above it, and how heavy.
    pub rule: Option<(Colour, f32)>,
}

impl Pair {
    /// A muted label with its value.
    pub fn new(label: String, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
            label_style: Style::of(8.6).muted(),
            value_style: Style::of(8.6).figures(),
            rule: None,
        }
    }

    /// Both in one style.
    pub fn styled(self, style: Style) -> Self {
        Self {
            label_style: style,
            value_style: style.figures(),
            ..self
        }
    }

    /// With a rule above it.
    pub fn ruled(self, colour: Colour, weight: f32) -> Self {
        Self {
            rule: Some((colour, weight)),
            ..self
        }
    }
}

/// How a block of pairs stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// How wide the whole is.
    pub width: f32,
    /// How wide the labels may be; values take the rest.
    pub labels: f32,
    /// Whether values end at the right edge.
    pub right: bool,
    /// Space between two pairs.
    pub gap: f32,
    /// The most lines of a value; more ends with an ellipsis.
    pub lines: usize,
}

struct Laid {
    label: Vec<Line>,
    value: Vec<Line>,
    leading: f32,
    rule: Option<(Colour, f32)>,
}

/// Pairs laid out, so that their height is known.
pub(super) struct Pairs {
    rows: Vec<Laid>,
    shape: Shape,
}

/// Space on either side of a rule.
const RULE_SPACE: f32 = 4.5;
const GUTTER: f32 = 10.0;

impl Pairs {
    /// Breaks labels and values into lines.
    pub fn new(faces: &Faces, pairs: Vec<Pair>, shape: Shape) -> Self {
        let widest = pairs
            .iter()
            .map(|pair| faces.line(&pair.label, pair.label_style).width);
        let shape = Shape {
            labels: widest.fold(0.0, f32::max).min(shape.labels) + 0.5,
            ..shape
        };
        let values = shape.width - shape.labels - GUTTER;
        let lay = |pair: Pair| Laid {
            label: faces.wrap(&pair.label, pair.label_style, shape.labels),
            value: faces.wrap_at_most(&pair.value, pair.value_style, values, shape.lines),
            leading: pair.label_style.leading().max(pair.value_style.leading()),
            rule: pair.rule,
        };
        Self {
            rows: pairs.into_iter().map(lay).collect(),
            shape,
        }
    }

    /// How high they are together.
    pub fn height(&self) -> f32 {
        let rows: f32 = self.rows.iter().map(Laid::height).sum();
        rows + self.shape.gap * self.rows.len().saturating_sub(1) as f32
    }

    /// Puts them on the last sheet, as a table whose labels name the rows. Returns where they end.
    pub fn put(self, sheets: &mut Sheets, x: f32, top: f32) -> f32 {
        let mut y = top;
        let table = sheets.element(NodeId::ROOT, Tag::Table);
        let right = x + self.shape.width;
        for row in self.rows {
            if let Some((colour, weight)) = row.rule {
                y += RULE_SPACE;
                sheets.rule(x, y, self.shape.width, weight, colour);
                y += RULE_SPACE;
            }
            let element = sheets.element(table, Tag::TR);
            let height = row.lines() as f32 * row.leading;
            let label = sheets.element(element, Tag::TH(TableHeaderScope::Row));
            for (at, line) in row.label.into_iter().enumerate() {
                let at = baseline(y + at as f32 * row.leading, row.leading, &line.style);
                sheets.text(Role::Content(label), x, at, line);
            }
            let value = sheets.element(element, Tag::TD);
            for (at, line) in row.value.into_iter().enumerate() {
                let at = baseline(y + at as f32 * row.leading, row.leading, &line.style);
                if self.shape.right {
                    sheets.text_right(Role::Content(value), right, at, line);
                } else {
                    sheets.text(Role::Content(value), x + self.shape.labels + GUTTER, at, line);
                }
            }
            y += height + self.shape.gap;
        }
        y - self.shape.gap
    }
}

impl Laid {
    fn lines(&self) -> usize {
        self.label.len().max(self.value.len())
    }

    fn height(&self) -> f32 {
        let rule = if self.rule.is_some() {
            2.0 * RULE_SPACE
        } else {
            0.0
        };
        self.lines() as f32 * self.leading + rule
    }
}
