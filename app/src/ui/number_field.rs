//! Numbers and amounts, kept as typed until the server reads them.

use super::field::Frame;
use super::input::Input;
use leptos::prelude::*;

/// A number as typed. A text input with a decimal keyboard: `type=number` drops what it cannot read, and changes on scrolling.
#[component]
pub fn NumberField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// What is in it.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What somebody else has saved in the meantime.
    #[prop(optional_no_strip, into)]
    stored: Option<String>,
    /// What helps in filling it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// A unit before the value.
    #[prop(optional, into)]
    prefix: Option<String>,
    /// A unit after the value: `%`, `days`.
    #[prop(optional, into)]
    suffix: Option<String>,
    /// An example, shown while empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// More classes.
    #[prop(optional, into)]
    class: Option<String>,
    /// An id of its own, where two forms share a page.
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
        required,
        class,
    };
    number(value, prefix, suffix, placeholder).view(frame)
}

/// An amount of money as typed, with its currency beside it.
#[component]
pub fn MoneyField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// What is in it, as typed: `1,250.00`.
    #[prop(optional, into)]
    value: String,
    /// The currency's code, shown before the amount.
    #[prop(into)]
    currency: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What somebody else has saved in the meantime.
    #[prop(optional_no_strip, into)]
    stored: Option<String>,
    /// What helps in filling it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// More classes.
    #[prop(optional, into)]
    class: Option<String>,
    /// An id of its own, where two forms share a page.
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
        required,
        class,
    };
    number(value, Some(currency), None, None).view(frame)
}

fn number(
    value: String,
    prefix: Option<String>,
    suffix: Option<String>,
    placeholder: Option<String>,
) -> Input {
    Input {
        kind: "text",
        value: Some(value),
        inputmode: Some("decimal"),
        autocomplete: Some("off".into()),
        maxlength: Some(32),
        prefix,
        suffix,
        placeholder,
        class: "num",
        ..Input::default()
    }
}
