//! The frame of a portal page: brand, menu, language, and notices after something was done.

use super::menu;
use crate::{
    error::AppError,
    platform,
    staff::preview::EndPreview,
    ui::{
        Button, EmptyState, Form, IconName, LinkButton, NavEntry, NavLink, Notice, PortalShell, ShellLabels,
        Tone,
    },
};
use backend::{access::sessions::ClientVisit, copy};
use domain::locale::Locale;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Html, Link, Stylesheet, Title};
use std::future::Future;

/// The page of a client. `body` renders what goes into it, starting with `<div class="page">`.
pub fn portal_page(
    title_key: &'static str,
    body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static,
) -> AnyView {
    let locale = platform::client_visit().map(|visit| visit.scope.locale());
    portal_page_called(async move { Ok((copy::text(locale?, title_key), body.await?)) })
}

/// The same for a page with a title of its own, which `body` brings.
pub fn portal_page_called(
    body: impl Future<Output = Result<(String, AnyView), AppError>> + Send + 'static,
) -> AnyView {
    match platform::client_visit() {
        Ok(visit) => platform::page(async move {
            Ok(match body.await {
                Ok((title, body)) => framed(&visit, Some(&title), body),
                Err(error) => framed(&visit, None, error_page(visit.scope.locale(), &error)),
            })
        }),
        Err(error) => platform::bare_page(async move { Err(error) }),
    }
}

/// What did not work, in the client's language and with the error's status.
fn error_page(locale: Locale, error: &AppError) -> AnyView {
    platform::set_status(platform::status_of(error));
    let text = |key: &str| copy::text(locale, key);
    let (icon, title, detail) = match error {
        AppError::NotFound | AppError::Unauthenticated | AppError::Forbidden => {
            (IconName::Search, "error-not-found", text("error-not-found-text"))
        }
        AppError::TooMany { retry_after } => {
            let seconds = [("seconds", retry_after.to_string())];
            (
                IconName::Clock,
                "error-too-many",
                copy::text_with(locale, "error-too-many-text", &seconds),
            )
        }
        other => {
            let reference = match other {
                AppError::Internal { reference } => reference.clone(),
                _ => platform::path(),
            };
            let reference = [("reference", reference)];
            (
                IconName::Warning,
                "error-other",
                copy::text_with(locale, "error-other-text", &reference),
            )
        }
    };
    let (heading, home) = (text(title), text("error-home"));
    view! {
        <Title text=heading.clone()/>
        <div class="page narrow">
            <h1 class="visually-hidden">{heading.clone()}</h1>
            <EmptyState icon=icon title=heading text=detail>
                <LinkButton href="/portal">{home}</LinkButton>
            </EmptyState>
        </div>
    }
    .into_any()
}

/// The body within the portal's frame; without a title where the body brings its own.
fn framed(visit: &ClientVisit, title: Option<&str>, body: AnyView) -> AnyView {
    let (frame, locale) = (&visit.frame, visit.scope.locale());
    let text = |key: &str| copy::text(locale, key);
    let at = platform::path();
    let link = |key: &str, href: &str, icon| {
        NavLink::new(text(key), href)
            .icon(icon)
            .current(menu::is_current(&at, href))
    };
    let mut nav = vec![NavEntry::Link(link("nav-home", "/portal", IconName::Home))];
    nav.extend(menu::entries(locale, &frame.menu, &at));
    let user_links = vec![link("nav-profile", "/portal/profile", IconName::User)];
    let labels = ShellLabels {
        skip: text("shell-skip"),
        menu: text("shell-menu"),
        more: text("shell-more"),
        account: text("shell-account"),
        sign_out: text("shell-sign-out"),
    };
    let title = title.map(|title| format!("{title} · {}", frame.name));
    let contact = [
        frame.support_email.as_str(),
        frame.support_phone.as_str(),
        frame.support_hours.as_str(),
    ];
    let contact = contact
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let footer = view! {
        <p>{frame.business_name.clone()}</p>
        {(!contact.is_empty()).then(|| view! { <p>{copy::text_with(locale, "shell-questions", &[("contact", contact)])}</p> })}
    };
    view! {
        <Html attr:lang=locale.as_str()/>
        {title.map(|title| view! { <Title text=title/> })}
        <Stylesheet href=frame.theme_url.clone()/>
        {own_css(visit).map(|href| view! { <Stylesheet href/> })}
        <Link rel="icon" href=frame.icon_url.clone()/>
        <PortalShell
            name=frame.name.clone()
            logo=frame.logo.clone()
            nav
            user_name=visit.scope.name().to_owned()
            user_detail=frame.name.clone()
            user_links
            sign_out=visit.preview.is_none().then(|| "/api/portal/sign_out".to_owned())
            labels
            banner=preview_banner(visit)
            footer=footer.into_any()
        >
            {done_notice(locale)}
            {body}
        </PortalShell>
    }
    .into_any()
}

/// The portal's own CSS for this page. Staff who look at a preview can leave it out (`?nocss=1`), to repair what it has broken;
/// a client can't.
fn own_css(visit: &ClientVisit) -> Option<String> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Query {
        nocss: String,
    }
    let without = visit.preview.is_some() && platform::query::<Query>().nocss == "1";
    // Where somebody signs, nothing that was typed elsewhere covers or hides what they sign.
    let signing = platform::path().starts_with("/portal/contracts/");
    visit.frame.css_url.clone().filter(|_| !without && !signing)
}

/// The mark on a preview, with the way out. For staff, so it is English whatever the client reads.
fn preview_banner(visit: &ClientVisit) -> Option<AnyView> {
    let note = visit.preview.as_ref()?;
    let name = visit.scope.name().to_owned();
    let obstacle = note
        .obstacle
        .map(|why| view! { <span>{format!("Today this client could not open it: {why}.")}</span> });
    Some(
        view! {
            <div class="preview-banner-inner" lang="en">
                <p>
                    <strong>{format!("Preview: the portal as {name} sees it.")}</strong>" "
                    <span>"Nothing can be changed, and nothing counts as a view."</span>" "
                    {obstacle}
                </p>
                <Form action=EndPreview::url() class="inline-form"><Button class="small">"End preview"</Button></Form>
            </div>
        }
        .into_any(),
    )
}

/// After a change the browser is sent on with `?done=…`; the page then says in one sentence what was done.
fn done_notice(locale: Locale) -> Option<AnyView> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Query {
        done: String,
    }
    let key = match platform::query::<Query>().done.as_str() {
        "saved" => "done-saved",
        "ended" => "done-session-ended",
        "proposal-accepted" => "proposal-done-accepted",
        "proposal-declined" => "proposal-done-declined",
        "proposal-commented" => "proposal-done-commented",
        "contract-code" => "done-contract-code",
        "contract-signed" => "done-contract-signed",
        "contract-declined" => "done-contract-declined",
        "contract-delegated" => "done-contract-delegated",
        "preview" => {
            // Staff read this, and staff's pages are English.
            let sentence = "This is a preview: nothing was changed.";
            return Some(view! { <div class="page flash" lang="en"><Notice tone=Tone::Warning>{sentence}</Notice></div> }.into_any());
        }
        _ => return None,
    };
    let sentence = copy::text(locale, key);
    Some(view! { <div class="page flash"><Notice tone=Tone::Success>{sentence}</Notice></div> }.into_any())
}
