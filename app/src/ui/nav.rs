//! Links that lead around: menus, tabs.

use super::icon::{Icon, IconName};
use super::link::{is_external, safe_href};
use leptos::prelude::*;

/// A link of a menu, a row of tabs or of filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NavLink {
    /// The text.
    pub label: String,
    /// Where to.
    pub href: String,
    /// The icon before the text.
    pub icon: Option<IconName>,
    /// Whether this is where one is.
    pub current: bool,
    /// How many there are, or need something.
    pub count: Option<String>,
    /// That it opens in a new tab, in words; without, it opens here.
    pub new_tab: Option<String>,
}

impl NavLink {
    /// A link.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            ..Self::default()
        }
    }

    /// With an icon.
    #[must_use]
    pub fn icon(self, icon: IconName) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// Marked as where one is.
    #[must_use]
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }

    /// Opening in a new tab, which these words say to those who don't see the sign.
    #[must_use]
    pub fn new_tab(self, words: impl Into<String>) -> Self {
        Self {
            new_tab: Some(words.into()),
            ..self
        }
    }

    /// With a number beside it.
    #[must_use]
    pub fn count(self, count: impl ToString) -> Self {
        Self {
            count: Some(count.to_string()),
            ..self
        }
    }
}

/// Links of a menu that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NavGroup {
    /// The heading, if any.
    pub label: Option<String>,
    /// The links.
    pub links: Vec<NavLink>,
}

/// What a portal's menu has on its first level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NavEntry {
    /// A link.
    Link(NavLink),
    /// Links under one heading, which unfold.
    Group {
        /// The heading.
        label: String,
        /// The icon before it.
        icon: IconName,
        /// The links.
        links: Vec<NavLink>,
    },
}

/// A link's inside and outside; `current` is the value of `aria-current`.
pub(super) fn anchor(link: NavLink, current: &'static str) -> AnyView {
    let rel = is_external(&link.href).then_some("noopener noreferrer");
    let target = link.new_tab.is_some().then_some("_blank");
    view! {
        <a href=safe_href(&link.href) aria-current=link.current.then_some(current) target=target rel=rel>
            {link.icon.map(|name| view! { <Icon name=name/> })}
            <span class="nav-text">{link.label}</span>
            {link.new_tab.map(|words| view! {
                <span class="visually-hidden">" ("{words}")"</span>
                <span class="nav-sign"><Icon name=IconName::External/></span>
            })}
            {link.count.map(|count| view! { <span class="count">{count}</span> })}
        </a>
    }
    .into_any()
}

/// The links as list items.
pub(super) fn items(links: Vec<NavLink>, current: &'static str) -> AnyView {
    links
        .into_iter()
        .map(|link| view! { <li>{anchor(link, current)}</li> })
        .collect_view()
        .into_any()
}

/// A thing's pages, side by side.
#[component]
pub fn Tabs(
    /// The accessible name: `Acme Ltd`.
    #[prop(into)]
    label: String,
    /// The pages; the current one is marked.
    tabs: Vec<NavLink>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            <ul role="list">{items(tabs, "page")}</ul>
        </nav>
    }
}
