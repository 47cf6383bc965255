//! The few words that no provider wrote.

use domain::page::Tone;
use std::borrow::Cow;

/// The few words that are a page's own, in the reader's language. All but the first name things for those who listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Said of a link that opens beside the portal.
    pub new_tab: Cow<'static, str>,
    /// What a notice is, by its tone.
    pub info: Cow<'static, str>,
    /// The same of a success.
    pub success: Cow<'static, str>,
    /// The same of a warning.
    pub warning: Cow<'static, str>,
    /// The same of what is important.
    pub danger: Cow<'static, str>,
    /// A table without a caption.
    pub table: Cow<'static, str>,
    /// A video without a title.
    pub video: Cow<'static, str>,
    /// An embed without a title.
    pub embed: Cow<'static, str>,
}

impl Words {
    /// The builder's, which staff read.
    pub const ENGLISH: Self = Self {
        new_tab: Cow::Borrowed("(opens in a new tab)"),
        info: Cow::Borrowed("Information"),
        success: Cow::Borrowed("Success"),
        warning: Cow::Borrowed("Warning"),
        danger: Cow::Borrowed("Important"),
        table: Cow::Borrowed("Table"),
        video: Cow::Borrowed("Video"),
        embed: Cow::Borrowed("Embedded content"),
    };

    pub(crate) fn tone(&self, tone: Tone) -> &str {
        match tone {
            Tone::Info => &self.info,
            Tone::Success => &self.success,
            Tone::Warning => &self.warning,
            Tone::Danger => &self.danger,
        }
    }
}
