//! The frame around every control: label, hint, error, and what is stored by now.

use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// What every field has.
#[derive(Default)]
pub struct Frame {
    /// The control's id; made from the name when empty.
    pub id: Option<String>,
    /// The name in the form.
    pub name: String,
    /// The visible label.
    pub label: String,
    /// What helps in filling it in.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What somebody else has saved in the meantime, if that differs.
    pub stored: Option<String>,
    /// Must not be empty.
    pub required: bool,
    /// More classes of the frame.
    pub class: Option<String>,
}

impl Frame {
    /// The control's id; error summaries link to it.
    pub fn id(&self) -> String {
        self.id.clone().unwrap_or_else(|| field_id(&self.name))
    }

    /// The ids of the texts that describe the control.
    pub fn described_by(&self) -> Option<String> {
        let id = self.id();
        let parts: Vec<String> = [
            (self.error.is_some(), "error"),
            (self.stored.is_some(), "stored"),
            (self.hint.is_some(), "hint"),
        ]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// `aria-invalid` while there is an error.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    /// Forgets a stored value that is what was typed anyway.
    pub fn compared_with(mut self, value: &str) -> Self {
        // Browsers send line ends as CR LF; stored texts have LF.
        self.stored = self
            .stored
            .filter(|stored| *stored != value.replace("\r\n", "\n"));
        self
    }

    /// The frame around a control.
    pub fn around(self, control: AnyView) -> AnyView {
        let id = self.id();
        let class = self.classes("field");
        let required = self.required.then(required_mark);
        let label_for = id.clone();
        let label = self.label.clone();
        view! {
            <div class=class>
                <label class="field-label" for=label_for>{label}{required}</label>
                {control}
                {self.notes()}
            </div>
        }
        .into_any()
    }

    /// The frame's classes.
    pub fn classes(&self, base: &str) -> String {
        let mut class = base.to_owned();
        if self.error.is_some() {
            class.push_str(" has-error");
        }
        if let Some(more) = &self.class {
            class.push(' ');
            class.push_str(more);
        }
        class
    }

    /// The texts below a control.
    pub fn notes(self) -> AnyView {
        let id = self.id();
        let hint_id = format!("{id}-hint");
        let stored_id = format!("{id}-stored");
        let error_id = format!("{id}-error");
        view! {
            {self.error.map(|text| view! {
                <p class="field-error" id=error_id><Icon name=IconName::Warning/><span>{text}</span></p>
            })}
            {self.stored.map(|text| view! {
                <p class="field-stored" id=stored_id>"Stored now: "<strong>{shown(text)}</strong></p>
            })}
            {self.hint.map(|text| view! { <p class="field-hint" id=hint_id>{text}</p> })}
        }
        .into_any()
    }
}

/// The id of a field, the same for its name in the form (`form[lines][0][quantity]`) and its key in the errors
/// (`lines.0.quantity`).
pub(super) fn field_id(name: &str) -> String {
    let name = name
        .strip_prefix("form")
        .filter(|rest| rest.starts_with('['))
        .unwrap_or(name);
    let parts = name.split(['[', ']', '.']).filter(|part| !part.is_empty());
    parts.fold("f".to_owned(), |id, part| format!("{id}-{part}"))
}

/// The mark beside a required field's label; the control's own `required` says it to screen readers.
pub(super) fn required_mark() -> AnyView {
    view! { <span class="field-required" aria-hidden="true">"*"</span> }.into_any()
}

fn shown(stored: String) -> String {
    if stored.is_empty() {
        "(empty)".into()
    } else {
        stored
    }
}

#[cfg(test)]
mod tests {
    use super::field_id;

    #[test]
    fn names_and_error_keys_lead_to_one_id() {
        assert_eq!(field_id("form[lines][0][quantity]"), field_id("lines.0.quantity"));
        assert_eq!(field_id("form[email]"), "f-email");
        assert_eq!(field_id("formula"), "f-formula");
    }
}
