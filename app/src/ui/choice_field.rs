//! Fields where one chooses.

use super::field::{Frame, required_mark};
use leptos::prelude::*;

/// One of several values, from a list that folds.
#[component]
pub fn SelectField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// The choices: value and text.
    options: Vec<(String, String)>,
    /// The value that is chosen.
    #[prop(optional, into)]
    value: String,
    /// A first choice with an empty value: `Choose a company`.
    #[prop(optional, into)]
    empty: Option<String>,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// The value somebody else has saved in the meantime.
    #[prop(optional_no_strip, into)]
    stored: Option<String>,
    /// What helps in choosing.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must be chosen.
    #[prop(optional)]
    required: bool,
    /// What browsers may fill in.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// More classes.
    #[prop(optional, into)]
    class: Option<String>,
    /// An id of its own, where two forms share a page.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let mut frame = Frame {
        id,
        name,
        label,
        hint,
        error,
        stored,
        required,
        class,
    }
    .compared_with(&value);
    frame.stored = frame.stored.map(|stored| {
        options
            .iter()
            .find(|(value, _)| *value == stored)
            .map_or(stored, |(_, text)| text.clone())
    });
    let empty = empty.map(|text| view! { <option value="" selected=value.is_empty()>{text}</option> });
    let choices = options
        .into_iter()
        .map(|(choice, text)| {
            let selected = choice == value;
            view! { <option value=choice selected=selected>{text}</option> }
        })
        .collect_view();
    let control = view! {
        <span class="select">
            <select
                id=frame.id()
                name=frame.name.clone()
                class="input"
                required=frame.required
                autocomplete=autocomplete
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
            >
                {empty}
                {choices}
            </select>
        </span>
    }
    .into_any();
    frame.around(control)
}

/// Yes or no. An empty box is not sent at all.
#[component]
pub fn CheckField(
    /// The text beside the box.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// Whether it is ticked.
    #[prop(optional)]
    checked: bool,
    /// What is sent when it is ticked.
    #[prop(default = "true".into(), into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What somebody else has saved in the meantime, as text.
    #[prop(optional_no_strip, into)]
    stored: Option<String>,
    /// What it means.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Looks like a switch.
    #[prop(optional)]
    switch: bool,
    /// Cannot be changed.
    #[prop(optional)]
    disabled: bool,
    /// More classes.
    #[prop(optional, into)]
    class: Option<String>,
    /// An id of its own, where several boxes share a name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let frame = Frame {
        id,
        name,
        label,
        hint,
        error,
        stored,
        required: false,
        class,
    };
    let class = frame.classes("field check");
    let label = frame.label.clone();
    view! {
        <div class=class>
            <input
                type="checkbox"
                id=frame.id()
                name=frame.name.clone()
                class=if switch { "switch" } else { "box" }
                value=value
                checked=checked
                disabled=disabled
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
            />
            <label class="check-label" for=frame.id()>{label}</label>
            {frame.notes()}
        </div>
    }
}

/// One of a few values, all in view.
#[component]
pub fn RadioField(
    /// The question.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// The choices: value and text.
    options: Vec<(String, String)>,
    /// The value that is chosen.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What helps in choosing.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must be chosen.
    #[prop(optional)]
    required: bool,
    /// More classes; `inline` puts the choices side by side.
    #[prop(optional, into)]
    class: Option<String>,
) -> impl IntoView {
    let frame = Frame {
        name,
        label,
        hint,
        error,
        required,
        class,
        ..Frame::default()
    };
    let class = frame.classes("field radios");
    let id = frame.id();
    let choices = options
        .into_iter()
        .enumerate()
        .map(|(nth, (choice, text))| {
            // The first one carries the field's id, so that an error summary leads to it.
            let id = if nth == 0 {
                id.clone()
            } else {
                format!("{id}-{nth}")
            };
            let checked = choice == value;
            view! {
                <div class="check">
                    <input
                        type="radio"
                        class="box"
                        id=id.clone()
                        name=frame.name.clone()
                        value=choice
                        checked=checked
                        required=required
                    />
                    <label class="check-label" for=id>{text}</label>
                </div>
            }
        })
        .collect_view();
    let described_by = frame.described_by();
    let legend = frame.label.clone();
    view! {
        <fieldset class=class aria-describedby=described_by>
            <legend class="field-label">{legend}{required.then(required_mark)}</legend>
            <div class="radio-list">{choices}</div>
            {frame.notes()}
        </fieldset>
    }
}
