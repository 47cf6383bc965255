//! A contract's state in a word.

use crate::{
    portal::reader::Reader,
    ui::{Badge, Tone},
};
use domain::contract::ContractStatus;
use leptos::prelude::*;

/// What a state means.
pub(crate) fn tone(status: ContractStatus) -> Tone {
    match status {
        ContractStatus::Draft | ContractStatus::Void => Tone::Neutral,
        ContractStatus::Sent | ContractStatus::PartiallySigned => Tone::Info,
        ContractStatus::Completed => Tone::Success,
        ContractStatus::Expired => Tone::Warning,
        ContractStatus::Declined => Tone::Danger,
    }
}

/// The state in the client's words.
pub(in crate::portal) fn status_badge(reader: &Reader, status: ContractStatus) -> AnyView {
    let word = reader.text(&format!("contract-status-{status}"));
    view! { <Badge tone=tone(status) text=word/> }.into_any()
}
