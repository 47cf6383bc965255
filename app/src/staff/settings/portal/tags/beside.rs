//! What stands beside a field with tags: what was found in it, whose values are shown, and how it reads.

use crate::{
    error::AppError,
    staff::contacts::api::contact_choices,
    ui::{Notice, Tone},
};
use domain::merge::{Finding, Severity};
use leptos::prelude::*;

/// The contacts whose values a preview can show: id and name.
pub async fn people() -> Result<Vec<(String, String)>, AppError> {
    let choices = contact_choices(None).await?;
    Ok(choices
        .into_iter()
        .map(|choice| (choice.id.to_string(), choice.name))
        .collect())
}

/// What the compiler says, as a list; nothing where there is nothing to say.
pub fn findings(found: &[Finding]) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let tone = match found.iter().any(|finding| finding.severity == Severity::Error) {
        true => Tone::Danger,
        false => Tone::Warning,
    };
    let items = found
        .iter()
        .map(|finding| view! { <li>{finding.sentence()}</li> })
        .collect_view();
    Some(view! { <Notice tone=tone><ul class="plain tag-findings">{items}</ul></Notice> }.into_any())
}

/// Where the preview appears that a button of the form asks for. The frame can run nothing, and is empty until then.
pub fn preview_frame(title: &'static str) -> AnyView {
    view! {
        <p class="muted small tag-waiting">"“Check and preview” shows it here."</p>
        <iframe class="mail-frame" name="preview" sandbox="" title=title></iframe>
    }
    .into_any()
}
