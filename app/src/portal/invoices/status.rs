//! The state of an invoice in the client's words.

use crate::{
    portal::reader::Reader,
    ui::{Badge, Tone},
};
use domain::invoice::DisplayStatus;
use leptos::prelude::*;

/// What a state means to who has to pay.
pub(super) const fn tone(status: DisplayStatus) -> Tone {
    match status {
        DisplayStatus::Overdue => Tone::Danger,
        DisplayStatus::Sent | DisplayStatus::Viewed => Tone::Info,
        DisplayStatus::Partial => Tone::Warning,
        DisplayStatus::Paid => Tone::Success,
        DisplayStatus::Draft
        | DisplayStatus::Void
        | DisplayStatus::Uncollectible
        | DisplayStatus::Credited => Tone::Neutral,
    }
}

/// The state's text.
pub(super) fn word(reader: &Reader, status: DisplayStatus) -> String {
    reader.text(&format!("status-{}", status.as_str()))
}

/// The state as a badge.
pub(in crate::portal) fn status_badge(reader: &Reader, status: DisplayStatus) -> impl IntoView + use<> {
    view! { <Badge tone=tone(status) text=word(reader, status)/> }
}
