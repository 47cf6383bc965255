//! A portal's own CSS: the form, and what it can address.

use serde::{Deserialize, Serialize};

/// The largest sheet, in bytes.
pub const MAX_CSS_BYTES: usize = 64 * 1024;

/// The class around everything that own CSS can reach.
pub const CSS_ROOT: &str = "p-custom";

/// The portal's classes for own CSS, with what each of them is. They stay, whatever else changes in the pages.
pub const CSS_CLASSES: &[(&str, &str)] = &[
    ("p-header", "The bar at the top"),
    ("p-logo", "Logo and name in the bar"),
    ("p-nav", "The menu"),
    ("p-main", "The page below the bar"),
    ("p-footer", "The foot of the page"),
    ("p-title", "A page's heading"),
    ("p-welcome", "The greeting on the start page"),
    ("p-due", "The box with the amount due"),
    ("p-card", "A box with a part of a page"),
    ("p-card-title", "A box's heading"),
    ("p-button", "A button"),
    (
        "p-primary",
        "The button of a page's main action, together with p-button",
    ),
    ("p-table", "A table"),
    ("p-badge", "A state: paid, overdue"),
];

/// The portal's own values that own CSS can set, on `.p-custom` or further in, with what each of them does.
pub const CSS_PROPERTIES: &[(&str, &str)] = &[
    ("--brand", "Main colour: filled buttons and the amount due"),
    ("--on-brand", "Text on the main colour"),
    ("--brand-ink", "The main colour as text: links"),
    ("--brand-soft", "The main colour as a tint"),
    ("--accent", "Second colour"),
    ("--accent-ink", "The second colour as text"),
    ("--canvas", "The page's ground"),
    ("--paper", "The ground of boxes"),
    ("--ink", "Text"),
    ("--ink-2", "Softer text"),
    ("--line", "Lines between things"),
    ("--radius", "Corners of buttons and fields"),
    ("--radius-l", "Corners of boxes"),
];

/// Own CSS, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CssForm {
    /// The sheet.
    pub source: String,
    /// The version that was opened.
    pub version: i64,
}

/// What is wrong at one place of a sheet, or was left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CssProblem {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 units as editors count.
    pub column: u32,
    /// What is wrong and what to do.
    pub text: String,
}

impl std::fmt::Display for CssProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line {}, column {}: {}", self.line, self.column, self.text)
    }
}

/// The page of the portal's own CSS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CssView {
    /// The stored sheet, as the form shows it.
    pub form: CssForm,
    /// What was left out of the stored sheet.
    pub warnings: Vec<CssProblem>,
    /// Address of what clients get, if there is anything.
    pub url: Option<String>,
}
