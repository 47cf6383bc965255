//! The frame of the client's pages: a bar above, and on phones a bar of the main pages below.

use super::icon::{Icon, IconName};
use super::nav::{NavEntry, NavLink, anchor, items};
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
    nav: Vec<NavEntry>,
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

/// The menu's links. Those that phones have no room for, and groups, are there twice, in the bar and under "More"; the style
/// sheet shows one of the two.
fn main_links(nav: Vec<NavEntry>, more: String) -> AnyView {
    let wide = if nav.len() > WIDE + 1 { WIDE } else { nav.len() };
    let on_phones = on_phones(&nav, wide);
    let near = |nth: usize| (!on_phones.contains(&nth) && nth < wide).then_some("nav-near");
    let folded = nav
        .iter()
        .cloned()
        .enumerate()
        .filter(|(nth, _)| !on_phones.contains(nth))
        .map(|(nth, entry)| view! { <li class=near(nth)>{in_more(entry)}</li> })
        .collect_view();
    let folds = on_phones.len() < nav.len();
    let folds_when_wide = wide < nav.len();
    let links = nav
        .into_iter()
        .enumerate()
        .take(wide)
        .map(|(nth, entry)| view! { <li class=near(nth)>{in_bar(entry)}</li> })
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

/// Which entries phones show in the bar: links only, groups unfold under "More".
fn on_phones(nav: &[NavEntry], wide: usize) -> Vec<usize> {
    let is_link = |entry: &NavEntry| matches!(entry, NavEntry::Link(_));
    // The last place is worth more as a link than as a "More" with one link behind it.
    if nav.len() <= NARROW + 1 && nav.iter().all(is_link) {
        return (0..nav.len()).collect();
    }
    let links = nav
        .iter()
        .take(wide)
        .enumerate()
        .filter(|(_, entry)| is_link(entry));
    links.map(|(nth, _)| nth).take(NARROW).collect()
}

fn in_bar(entry: NavEntry) -> AnyView {
    match entry {
        NavEntry::Link(link) => anchor(link, "page"),
        NavEntry::Group { label, icon, links } => {
            let current = links.iter().any(|link| link.current);
            let class = if current { "menu more current" } else { "menu more" };
            view! {
                <details class=class name="menu">
                    <summary>
                        <Icon name=icon/>
                        <span class="nav-text">{label}</span>
                        <span class="nav-sign"><Icon name=IconName::ChevronDown/></span>
                    </summary>
                    <div class="menu-panel"><ul role="list">{items(links, "page")}</ul></div>
                </details>
            }
            .into_any()
        }
    }
}

fn in_more(entry: NavEntry) -> AnyView {
    match entry {
        NavEntry::Link(link) => anchor(link, "page"),
        NavEntry::Group { label, icon, links } => {
            let current = links.iter().any(|link| link.current);
            view! {
                <details class="nav-fold" open=current>
                    <summary class="menu-item">
                        <Icon name=icon/>
                        <span class="nav-text">{label}</span>
                        <span class="nav-sign"><Icon name=IconName::ChevronDown/></span>
                    </summary>
                    <ul role="list">{items(links, "page")}</ul>
                </details>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nav(kinds: &str) -> Vec<NavEntry> {
        let entry = |kind| match kind {
            'g' => NavEntry::Group {
                label: "Group".into(),
                icon: IconName::Folder,
                links: vec![NavLink::new("Inside", "/portal/inside")],
            },
            _ => NavEntry::Link(NavLink::new("Link", "/portal/link")),
        };
        kinds.chars().map(entry).collect()
    }

    #[test]
    fn phones_show_links_and_fold_groups() {
        for (kinds, expected) in [
            ("lll", vec![0, 1, 2]),
            ("lllll", vec![0, 1, 2, 3, 4]),
            ("llllll", vec![0, 1, 2, 3]),
            ("lgl", vec![0, 2]),
            ("ggg", vec![]),
            // What a wide screen has folded, a narrow one has too.
            ("gggggglll", vec![]),
        ] {
            let nav = nav(kinds);
            let wide = if nav.len() > WIDE + 1 { WIDE } else { nav.len() };
            assert_eq!(on_phones(&nav, wide), expected, "{kinds}");
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_link_elsewhere_opens_in_a_tab_that_knows_nothing_of_this_one() {
        let link = NavLink::new("Help <b>", "https://help.example/?a=\"b\"").new_tab("opens in a new tab");
        let html = main_links(vec![NavEntry::Link(link)], "More".into()).to_html();
        assert!(
            html.contains("target=\"_blank\"") && html.contains("rel=\"noopener"),
            "{html}"
        );
        assert!(
            html.contains("Help &lt;b&gt;") && !html.contains("\"b\""),
            "{html}"
        );
        let bad = NavLink::new("Bad", "javascript:alert(1)");
        assert!(
            !main_links(vec![NavEntry::Link(bad)], "More".into())
                .to_html()
                .contains("javascript")
        );
    }
}
