//! A proposal's page as its client sees it, shown to staff. Nothing of it is noted.

use super::document::chosen;
use crate::{
    portal::reader::Reader,
    ui::{IconName, LinkButton, PortalShell, ShellLabels},
};
use domain::{
    module::Module,
    proposal::{ProposalStatus, view::ProposalPreview},
};
use leptos::prelude::*;
use leptos_meta::{Html, Stylesheet, Title};

/// The page, with the way back for staff on top.
pub(crate) fn preview(preview: ProposalPreview, back: String) -> AnyView {
    let ProposalPreview {
        document,
        frame,
        locale,
        timezone,
        name,
    } = preview;
    let reader = Reader {
        locale,
        zone: timezone,
        frame,
        name,
        several_companies: false,
    };
    let text = |key: &str| reader.text(key);
    let labels = ShellLabels {
        skip: text("shell-skip"),
        menu: text("shell-menu"),
        more: text("shell-more"),
        account: text("shell-account"),
        sign_out: text("shell-sign-out"),
    };
    let hint = match document.status {
        ProposalStatus::Draft => {
            "Preview: what the client will see once this is sent. Merge tags are filled in then."
        }
        _ if !reader.has(Module::Proposals) => {
            "Preview: clients don't see it while proposals are switched off."
        }
        _ => "Preview: this is what the client sees. It is not noted as a view.",
    };
    let banner = view! {
        <span>{hint}</span>
        <LinkButton href=back icon=IconName::ArrowLeft class="small">"Back to the proposal"</LinkButton>
    };
    let (lang, theme, logo) = (
        locale.as_str(),
        reader.frame.theme_url.clone(),
        reader.frame.logo.clone(),
    );
    let (portal, name) = (reader.frame.name.clone(), reader.name.clone());
    let article = chosen(&reader, &document);
    view! {
        <Html attr:lang=lang/>
        <Title text=format!("Preview · {portal}")/>
        <Stylesheet href=theme/>
        <PortalShell
            name=portal.clone()
            logo=logo
            nav=Vec::new()
            user_name=name
            user_detail=portal
            user_links=Vec::new()
            sign_out=None
            labels=labels
            banner=Some(banner.into_any())
        >
            <div class="page">{article}</div>
        </PortalShell>
    }
    .into_any()
}
