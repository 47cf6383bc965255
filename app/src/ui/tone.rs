//! What a colour says, without naming the colour.

/// The meaning of a badge, notice or event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Neutral,
    /// Good to know, or under way.
    Info,
    /// Went well.
    Success,
    /// Needs somebody soon.
    Warning,
    /// Went wrong, or is overdue.
    Danger,
}

impl Tone {
    /// The class that style sheets know the tone by.
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Info => "tone-info",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }
}
