//! Buttons, and links that look like them.

use super::icon::{Icon, IconName};
use super::link::safe_href;
use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variant {
    /// The one thing to do here.
    Primary,
    /// Anything else.
    #[default]
    Secondary,
    /// As quiet as a link, as large as a button.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Variant {
    /// The classes of a button.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary p-button p-primary",
            Self::Secondary => "button p-button",
            Self::Quiet => "button quiet p-button",
            Self::Danger => "button danger p-button",
        }
    }
}

/// A button; submits its form unless told otherwise.
#[component]
pub fn Button(
    /// How much attention it asks for.
    #[prop(optional)]
    variant: Variant,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// `submit`, `button` or `reset`.
    #[prop(default = "submit")]
    kind: &'static str,
    /// Its name in the form, to tell several submit buttons apart.
    #[prop(optional, into)]
    name: Option<String>,
    /// Its value in the form.
    #[prop(optional, into)]
    value: Option<String>,
    /// Sends the form elsewhere.
    #[prop(optional, into)]
    formaction: Option<String>,
    /// Shows the answer in the frame of this name.
    #[prop(optional, into)]
    formtarget: Option<String>,
    /// Cannot be pressed.
    #[prop(optional)]
    disabled: bool,
    /// An accessible name that says more than the text, or stands for a lone icon.
    #[prop(optional, into)]
    label: Option<String>,
    /// More classes: `small`, `wide`, `icon-only`.
    #[prop(optional, into)]
    class: Option<String>,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = classes(variant, class);
    view! {
        <button
            type=kind
            class=class
            name=name
            value=value
            formaction=formaction
            formtarget=formtarget
            disabled=disabled
            aria-label=label
        >
            {icon.map(|name| view! { <Icon name=name/> })}
            {children.map(|children| children())}
        </button>
    }
}

/// A link with a button's looks: for going somewhere, never for changing something.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: String,
    /// How much attention it asks for.
    #[prop(optional)]
    variant: Variant,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Offers the target as a download.
    #[prop(optional)]
    download: bool,
    /// An accessible name that says more than the text, or stands for a lone icon.
    #[prop(optional, into)]
    label: Option<String>,
    /// More classes: `small`, `wide`, `icon-only`.
    #[prop(optional, into)]
    class: Option<String>,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = classes(variant, class);
    view! {
        <a href=safe_href(&href) class=class download=download.then_some("") aria-label=label>
            {icon.map(|name| view! { <Icon name=name/> })}
            {children.map(|children| children())}
        </a>
    }
}

fn classes(variant: Variant, more: Option<String>) -> String {
    more.map_or_else(
        || variant.class().to_owned(),
        |more| format!("{} {more}", variant.class()),
    )
}
