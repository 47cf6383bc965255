//! A published page as one reader gets it.

use serde::{Deserialize, Serialize};

/// A published page for its reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderPage {
    /// Its title.
    pub title: String,
    /// The title in the browser's tab.
    pub tab: String,
    /// What it is about, for the page's head; may be empty.
    pub description: String,
    /// Its blocks as HTML that the server's templates wrote.
    pub html: String,
    /// Whether it frames videos of other hosts.
    pub videos: bool,
}
