//! Fields that are one `<input>`.

use super::field::Frame;
use super::input::Input;
use leptos::prelude::*;

/// One line of text.
#[component]
pub fn TextField(
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
    /// What browsers may fill in.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// At most so many characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An example, shown while empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// `text`, `tel`, `url` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that phones show.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// A unit before the value.
    #[prop(optional, into)]
    prefix: Option<String>,
    /// A unit after the value.
    #[prop(optional, into)]
    suffix: Option<String>,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// Can be read and copied, not changed.
    #[prop(optional)]
    readonly: bool,
    /// What the browser may complete it to.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// More classes: `span-2`, `short`.
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
    Input {
        kind,
        value: Some(value),
        inputmode,
        autocomplete,
        maxlength,
        placeholder,
        prefix,
        suffix,
        autofocus,
        readonly,
        suggestions,
        ..Input::default()
    }
    .view(frame)
}

/// An e-mail address.
#[component]
pub fn EmailField(
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
    /// What browsers may fill in: `email` for one's own, `off` for somebody else's.
    #[prop(default = "off".into(), into)]
    autocomplete: String,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
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
    Input {
        kind: "email",
        value: Some(value),
        inputmode: Some("email"),
        autocomplete: Some(autocomplete),
        maxlength: Some(254),
        autofocus,
        no_spellcheck: true,
        ..Input::default()
    }
    .view(frame)
}

/// A password; never filled in again.
#[component]
pub fn PasswordField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What helps in filling it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must not be empty.
    #[prop(default = true)]
    required: bool,
    /// `current-password` to sign in, `new-password` to choose one.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
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
        stored: None,
        required,
        class,
    };
    Input {
        kind: "password",
        autocomplete: Some(autocomplete.into()),
        maxlength: Some(256),
        ..Input::default()
    }
    .view(frame)
}

/// A day on the calendar, `2026-11-24` on the wire.
#[component]
pub fn DateField(
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
    /// The first day that can be picked.
    #[prop(optional, into)]
    min: Option<String>,
    /// The last day that can be picked.
    #[prop(optional, into)]
    max: Option<String>,
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
    Input {
        kind: "date",
        value: Some(value),
        min,
        max,
        ..Input::default()
    }
    .view(frame)
}

/// A colour, `#0d5750` on the wire.
#[component]
pub fn ColourField(
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
        required: false,
        class,
    };
    Input {
        kind: "color",
        value: Some(value),
        class: "colour",
        ..Input::default()
    }
    .view(frame)
}

/// A file to upload; its form needs `multipart`.
#[component]
pub fn FileField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What helps in filling it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// The media types that can be picked: `image/png,image/jpeg`.
    #[prop(optional, into)]
    accept: Option<String>,
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
        stored: None,
        required,
        class,
    };
    Input {
        kind: "file",
        accept,
        class: "file",
        ..Input::default()
    }
    .view(frame)
}
