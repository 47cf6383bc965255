//! What the shells around pages share, and the narrow page of sign-in, set-up and links.

use super::value::initials;
use domain::theme::Logo;
use leptos::prelude::*;

/// The shells' own words; English by default, translated for the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShellLabels {
    /// The link past the menu.
    pub skip: String,
    /// The menu's name.
    pub menu: String,
    /// The rest of the menu on phones.
    pub more: String,
    /// The profile menu's name, before the person's.
    pub account: String,
    /// The way out.
    pub sign_out: String,
}

impl Default for ShellLabels {
    fn default() -> Self {
        Self {
            skip: "Skip to content".into(),
            menu: "Menu".into(),
            more: "More".into(),
            account: "Account".into(),
            sign_out: "Sign out".into(),
        }
    }
}

/// The tenant's logo, or its initial on the brand's colour, with the name.
#[component]
pub fn BrandMark(
    /// The tenant's or portal's name.
    #[prop(into)]
    name: String,
    /// The logo, if there is one.
    #[prop(optional_no_strip)]
    logo: Option<Logo>,
    /// Where it leads; plain without.
    #[prop(optional_no_strip, into)]
    href: Option<String>,
) -> impl IntoView {
    let mark = match logo {
        Some(logo) => picture(logo),
        None => {
            let letter: String = initials(&name).chars().take(1).collect();
            view! { <span class="brand-letter" aria-hidden="true">{letter}</span> }.into_any()
        }
    };
    let inside = view! { {mark}<span class="brand-name">{name}</span> };
    match href {
        Some(href) => view! { <a class="brand p-logo" href=href>{inside}</a> }.into_any(),
        None => view! { <span class="brand p-logo">{inside}</span> }.into_any(),
    }
}

/// The logo for this screen. The name stands beside it, so the picture itself adds nothing.
fn picture(logo: Logo) -> AnyView {
    let Logo {
        url,
        dark_url,
        square_url,
    } = logo;
    let square = square_url.map(|url| view! { <source media="(max-width: 480px)" srcset=url/> });
    let dark = dark_url.map(|url| view! { <source media="(prefers-color-scheme: dark)" srcset=url/> });
    view! {
        <picture>{square}{dark}<img class="brand-logo" src=url alt="" width="32" height="32"/></picture>
    }
    .into_any()
}

/// A page that is one card: signing in, setting up, opening a link.
#[component]
pub fn CardPage(
    /// The tenant's or portal's name.
    #[prop(into)]
    name: String,
    /// The logo, if there is one.
    #[prop(optional_no_strip)]
    logo: Option<Logo>,
    /// The heading.
    #[prop(into)]
    title: String,
    /// A sentence below it.
    #[prop(optional_no_strip, into)]
    text: Option<String>,
    /// Below the card: a way out, small print.
    #[prop(optional)]
    footer: Option<AnyView>,
    /// A little wider, for set-up.
    #[prop(optional)]
    wide: bool,
    /// What is on the card.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="card-page">
            <main id="content" class=if wide { "card-page-inner wide" } else { "card-page-inner" }>
                <BrandMark name=name logo=logo/>
                <div class="card roomy">
                    <h1>{title}</h1>
                    {text.map(|text| view! { <p class="page-lead">{text}</p> })}
                    {children()}
                </div>
                {footer.map(|footer| view! { <div class="card-page-footer">{footer}</div> })}
            </main>
        </div>
    }
}

/// The form that signs out.
pub(super) fn sign_out_form(action: String, label: String) -> AnyView {
    use super::icon::{Icon, IconName};
    view! {
        <form method="post" action=action>
            <button type="submit" class="menu-item"><Icon name=IconName::SignOut/><span>{label}</span></button>
        </form>
    }
    .into_any()
}
