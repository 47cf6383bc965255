//! The frame of the staff's pages: a sidebar, or a bar with a folded menu on phones.

use super::icon::{Icon, IconName};
use super::nav::{NavGroup, NavLink, items};
use super::shell::{BrandMark, ShellLabels, sign_out_form};
use super::value::Avatar;
use leptos::prelude::*;

/// The frame of a staff page.
#[component]
pub fn StaffShell(
    /// The tenant's name.
    #[prop(into)]
    name: String,
    /// The logo's address.
    #[prop(optional_no_strip, into)]
    logo: Option<domain::theme::Logo>,
    /// The menu; the current page is marked.
    nav: Vec<NavGroup>,
    /// Who is signed in.
    #[prop(into)]
    user_name: String,
    /// Their role or address.
    #[prop(into)]
    user_detail: String,
    /// Their own pages: account, settings.
    user_links: Vec<NavLink>,
    /// Where the sign-out form goes.
    #[prop(into)]
    sign_out: String,
    /// The page.
    children: Children,
) -> impl IntoView {
    let labels = ShellLabels::default();
    let user = |links: Vec<NavLink>| {
        view! {
            <details class="menu user-menu" name="menu">
                <summary>
                    <Avatar name=user_name.clone()/>
                    <span class="user-text">
                        <span class="user-name">{user_name.clone()}</span>
                        <span class="user-detail">{user_detail.clone()}</span>
                    </span>
                    <Icon name=IconName::Sort/>
                </summary>
                <div class="menu-panel">
                    <ul role="list">{items(links, "page")}</ul>
                    {sign_out_form(sign_out.clone(), labels.sign_out.clone())}
                </div>
            </details>
        }
    };
    view! {
        <a class="skip" href="#content">{labels.skip.clone()}</a>
        <div class="staff-shell">
            <header class="topbar">
                <BrandMark name=name.clone() logo=logo.clone() href="/staff".to_owned()/>
                <details class="fold">
                    <summary class="button quiet"><Icon name=IconName::Menu/><span>{labels.menu.clone()}</span></summary>
                    <div class="fold-panel">
                        <nav class="side-nav" aria-label=labels.menu.clone()>{groups(nav.clone())}</nav>
                        {user(user_links.clone())}
                    </div>
                </details>
            </header>
            <header class="sidebar">
                <BrandMark name=name logo=logo href="/staff".to_owned()/>
                <nav class="side-nav" aria-label=labels.menu.clone()>{groups(nav)}</nav>
                {user(user_links)}
            </header>
            <main id="content" class="staff-main" tabindex="-1">{children()}</main>
        </div>
    }
}

fn groups(groups: Vec<NavGroup>) -> AnyView {
    groups
        .into_iter()
        .map(|group| {
            view! {
                {group.label.map(|label| view! { <p class="side-nav-label">{label}</p> })}
                <ul role="list">{items(group.links, "page")}</ul>
            }
        })
        .collect_view()
        .into_any()
}
