//! What the checker says of a text, and what a preview shows.

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The text can't be used like this.
    Error,
    /// The text can be used, and somebody should look at it.
    Warning,
}

/// Something that the checker found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// In which line, from 1.
    pub line: u32,
    /// The tag or filter that it is about, or empty.
    pub about: String,
    /// What it is, for the person who wrote the text.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl Finding {
    /// The finding in one sentence, with its line and the suggestion.
    pub fn sentence(&self) -> String {
        let meant = match &self.suggestion {
            Some(suggestion) => format!(" Did you mean {suggestion}?"),
            None => String::new(),
        };
        format!("Line {}: {}{meant}", self.line, self.message)
    }
}

/// A part of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Text as the reader gets it.
    Text(String),
    /// Nothing stands here for this reader; the path of the empty tag.
    Gap(String),
}

/// A text that was checked, and how it reads for a chosen contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedText {
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
    /// How it reads; empty while it can't be used.
    pub pieces: Vec<Piece>,
}
