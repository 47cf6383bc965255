//! The frame of the client's pages: a bar above, and on phones a bar of the main pages below.

use super::icon::{Icon, IconName};
use super::nav::{NavLink, anchor, items};
use super::shell::{BrandMark, ShellLabels, sign_out_form};
use super::value::Avatar;
use domain::theme::Logo;
use leptos::prelude::*;

/// How many links the bar has room for on phones, besides "More".
const NARROW: usize = 4;
/// How many on a desktop.
const WIDE: usize = 6;

/// The frame of a client's page.
#[component]
pub fn PortalShell(
    /// The portal's name.
    #[prop(into)]
    name: String,
    /// The logo, if there is one.
    #[prop(optional_no_strip)]
    logo: Option<Logo>,
    /// The menu; the current page is marked. Each link needs an icon.
    nav: Vec<NavLink>,
    /// Who is signed in.
    #[prop(into)]
    user_name: String,
    /// Their address or company.
    #[prop(into)]
    user_detail: String,
    /// Their own pages: profile.
    user_links: Vec<NavLink>,
    /// Where the sign-out form goes; none in a preview.
    #[prop(optional_no_strip, into)]
    sign_out: Option<String>,
    /// The shell's words.
    #[prop(optional)]
    labels: ShellLabels,
    /// Above everything: that this is a preview.
    #[prop(optional_no_strip)]
    banner: Option<AnyView>,
    /// At the foot: who sends the invoices, legal links.
    #[prop(optional)]
    footer: Option<AnyView>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let links = main_links(nav, labels.more.clone());
    let account = format!("{}: {user_name}", labels.account);
    view! {
        <a class="skip" href="#content">{labels.skip}</a>
        {banner.map(|banner| view! { <div class="preview-banner" role="status">{banner}</div> })}
        <div class="portal-shell p-custom">
            <header class="portal-bar p-header">
                <div class="portal-bar-inner">
                    <BrandMark name=name logo=logo href="/portal".to_owned()/>
                    <nav class="portal-nav p-nav" aria-label=labels.menu><ul role="list">{links}</ul></nav>
                    <details class="menu user-menu" name="menu">
                        <summary>
                            <Avatar name=user_name.clone()/>
                            <span class="visually-hidden">{account}</span>
                            <Icon name=IconName::ChevronDown/>
                        </summary>
                        <div class="menu-panel">
                            <div class="menu-head">
                                <p class="user-name">{user_name}</p>
                                <p class="user-detail">{user_detail}</p>
                            </div>
                            <ul role="list">{items(user_links, "page")}</ul>
                            {sign_out.map(|action| sign_out_form(action, labels.sign_out))}
                        </div>
                    </details>
                </div>
            </header>
            <main id="content" class="portal-main p-main" tabindex="-1">{children()}</main>
            {footer.map(|footer| view! { <footer class="portal-footer p-footer">{footer}</footer> })}
        </div>
    }
}

/// The menu's links. Those that phones have no room for are there twice, in the bar and under "More"; the style sheet shows
/// one of the two.
fn main_links(nav: Vec<NavLink>, more: String) -> AnyView {
    let narrow = if nav.len() > NARROW + 1 { NARROW } else { nav.len() };
    let wide = if nav.len() > WIDE + 1 { WIDE } else { nav.len() };
    let near = |nth: usize| (nth >= narrow && nth < wide).then_some("nav-near");
    let folded = nav
        .iter()
        .cloned()
        .enumerate()
        .skip(narrow)
        .map(|(nth, link)| view! { <li class=near(nth)>{anchor(link, "page")}</li> })
        .collect_view();
    let folds = narrow < nav.len();
    let folds_when_wide = wide < nav.len();
    let links = nav
        .into_iter()
        .enumerate()
        .take(wide)
        .map(|(nth, link)| view! { <li class=near(nth)>{anchor(link, "page")}</li> })
        .collect_view();
    view! {
        {links}
        {folds.then(|| view! {
            <li class=if folds_when_wide { "nav-more" } else { "nav-more only-narrow" }>
                <details class="menu more" name="menu">
                    <summary><Icon name=IconName::More/><span class="nav-text">{more}</span></summary>
                    <div class="menu-panel"><ul role="list">{folded}</ul></div>
                </details>
            </li>
        })}
    }
    .into_any()
}
