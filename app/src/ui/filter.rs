//! Finding things in a list: a search form and filters that are links.

use super::icon::{Icon, IconName};
use super::nav::{NavLink, items};
use leptos::prelude::*;

/// A search by GET; what was searched for stays in the address.
#[component]
pub fn SearchBar(
    /// The list's own address.
    #[prop(into)]
    action: String,
    /// The accessible name, and the text shown while empty.
    #[prop(into)]
    label: String,
    /// The parameter.
    #[prop(default = "q".into(), into)]
    name: String,
    /// What is searched for.
    #[prop(optional, into)]
    value: String,
    /// The button's text.
    #[prop(default = "Search".into(), into)]
    button: String,
    /// Hidden fields that keep filter and sorting, or more controls.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <form method="get" action=action class="search" role="search">
            <span class="search-box">
                <Icon name=IconName::Search/>
                <input
                    type="search"
                    class="input"
                    name=name
                    value=value
                    placeholder=label.clone()
                    aria-label=label
                    autocomplete="off"
                    maxlength="200"
                />
            </span>
            {children.map(|children| children())}
            <button type="submit" class="button">{button}</button>
        </form>
    }
}

/// A list's views as links: `All · Open · Overdue`.
#[component]
pub fn FilterChips(
    /// The accessible name: `Invoices by state`.
    #[prop(into)]
    label: String,
    /// The views; the current one is marked.
    chips: Vec<NavLink>,
) -> impl IntoView {
    view! {
        <nav class="chips" aria-label=label>
            <ul role="list">{items(chips, "true")}</ul>
        </nav>
    }
}
