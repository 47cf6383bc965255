//! An invoice's page as its client sees it, shown to staff. Nothing of it is noted.

use super::document::{article, top};
use crate::{
    portal::reader::Reader,
    ui::{IconName, LinkButton, PortalShell, ShellLabels},
};
use domain::{
    invoice::{InvoiceStatus, editor::ClientPreview},
    module::Module,
};
use leptos::prelude::*;
use leptos_meta::{Html, Stylesheet, Title};

/// The page, with the way back for staff on top.
pub(crate) fn preview(preview: ClientPreview, back: String) -> AnyView {
    let ClientPreview {
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
        InvoiceStatus::Draft => "Preview: what the client will see once this is issued.",
        _ if !reader.has(Module::Invoices) => {
            "Preview: clients don't see it while invoices are switched off."
        }
        _ => "Preview: this is what the client sees. It is not noted as a view.",
    };
    let banner = view! {
        <span>{hint}</span>
        <LinkButton href=back icon=IconName::ArrowLeft class="small">"Back to the invoice"</LinkButton>
    };
    // A draft asks for nothing yet.
    let top = document.status.is_issued().then(|| top(&reader, &document));
    let (lang, theme, logo) = (
        locale.as_str(),
        reader.frame.theme_url.clone(),
        reader.frame.logo.clone(),
    );
    let (portal, name) = (reader.frame.name.clone(), reader.name.clone());
    let article = article(&reader, &document, "/staff");
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
            <div class="page">
                {top}
                {article}
            </div>
        </PortalShell>
    }
    .into_any()
}
