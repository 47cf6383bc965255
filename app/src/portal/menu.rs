//! The client's menu in the client's language: what the portal shows, and what staff see of it in a preview.

use crate::ui::{NavEntry, NavLink, menu_icon};
use backend::copy;
use domain::{
    locale::Locale,
    menu::{ShownItem, ShownTarget},
    module::Module,
};

/// The menu's entries for a page of the portal at a path.
pub fn entries(locale: Locale, items: &[ShownItem], at: &str) -> Vec<NavEntry> {
    let entry = |item: &ShownItem| match &item.target {
        ShownTarget::Group(inside) => NavEntry::Group {
            label: item.label.clone(),
            icon: menu_icon(item),
            links: inside.iter().map(|item| link(locale, item, at)).collect(),
        },
        _ => NavEntry::Link(link(locale, item, at)),
    };
    items.iter().map(entry).collect()
}

/// The same items, each with the text that the reader sees.
pub fn named(locale: Locale, items: Vec<ShownItem>) -> Vec<ShownItem> {
    let one = |item: ShownItem| ShownItem {
        label: label(locale, &item),
        target: match item.target {
            ShownTarget::Group(inside) => ShownTarget::Group(named(locale, inside)),
            other => other,
        },
        icon: item.icon,
    };
    items.into_iter().map(one).collect()
}

/// Whether a path is a link's own, or below it.
pub fn is_current(at: &str, href: &str) -> bool {
    at == href || (href != "/portal" && at.starts_with(&format!("{href}/")))
}

fn link(locale: Locale, item: &ShownItem, at: &str) -> NavLink {
    let label = label(locale, item);
    let icon = menu_icon(item);
    match &item.target {
        ShownTarget::Link { href, new_tab } => {
            let link = NavLink::new(label, href).icon(icon);
            if *new_tab {
                link.new_tab(copy::text(locale, "nav-new-tab"))
            } else {
                link
            }
        }
        ShownTarget::Module(module) => {
            let (_, href) = room(*module);
            NavLink::new(label, href).icon(icon).current(is_current(at, href))
        }
        ShownTarget::Page(href) => NavLink::new(label, href).icon(icon).current(is_current(at, href)),
        // A group within a group is never shown.
        ShownTarget::Group(_) => NavLink::new(label, "").icon(icon),
    }
}

fn label(locale: Locale, item: &ShownItem) -> String {
    match &item.target {
        ShownTarget::Module(module) if item.label.is_empty() => copy::text(locale, room(*module).0),
        _ => item.label.clone(),
    }
}

/// A module's name among the texts, and its address.
fn room(module: Module) -> (&'static str, &'static str) {
    match module {
        Module::Invoices => ("nav-invoices", "/portal/invoices"),
        Module::Proposals => ("nav-proposals", "/portal/proposals"),
        Module::Contracts => ("nav-contracts", "/portal/contracts"),
        Module::Statement => ("nav-statement", "/portal/statement"),
        Module::Activity => ("nav-activity", "/portal/activity"),
    }
}
