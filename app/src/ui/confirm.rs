//! Things that unfold: a second look before loss, and menus. `<details>`, so that no script is needed.

use super::button::Variant;
use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// Asks before something is lost: a button that unfolds the question and the form that answers it.
#[component]
pub fn Confirm(
    /// The button's text: `Void invoice`.
    #[prop(into)]
    summary: String,
    /// The question: `Void this invoice?`.
    #[prop(into)]
    title: String,
    /// The button's looks.
    #[prop(default = Variant::Danger)]
    variant: Variant,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// More classes of the button: `small`.
    #[prop(optional, into)]
    class: Option<String>,
    /// Unfolded from the start: the form came back with something to put right.
    #[prop(optional)]
    open: bool,
    /// What will happen, and the form.
    children: Children,
) -> impl IntoView {
    let class = class.map_or_else(
        || variant.class().to_owned(),
        |more| format!("{} {more}", variant.class()),
    );
    view! {
        <details class="confirm" name="confirm" open=open>
            <summary class=class>
                {icon.map(|name| view! { <Icon name=name/> })}
                {summary}
            </summary>
            <div class="confirm-panel">
                <p class="confirm-title">{title}</p>
                {children()}
            </div>
        </details>
    }
}

/// A folded list of further actions: links, and forms of one button with the class `menu-item`.
#[component]
pub fn Menu(
    /// The button's text, or its accessible name where `icon_only`.
    #[prop(into)]
    label: String,
    /// The button's icon.
    #[prop(default = IconName::More)]
    icon: IconName,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// The items.
    children: Children,
) -> impl IntoView {
    let class = if icon_only {
        "button quiet icon-only"
    } else {
        "button"
    };
    let text = if icon_only { "visually-hidden" } else { "" };
    view! {
        <details class="menu" name="menu">
            <summary class=class><Icon name=icon/><span class=text>{label}</span></summary>
            <div class="menu-panel">{children()}</div>
        </details>
    }
}
