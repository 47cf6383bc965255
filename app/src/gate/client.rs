//! The pages of clients who are not signed in yet: the start page, a mailed link's page, and asking for a new link. They speak the
//! contact's language where a link tells whose it is, and the browser's otherwise.

use super::view::PRODUCT;
use crate::{
    error::AppError,
    gate::api::RequestNewLink,
    platform,
    ui::{Button, CardPage, EmailField, Form, HiddenField, Notice, Tone, Variant},
};
use axum::http::header;
use backend::{access::links, copy, portal_settings::looks, staff::setup};
use domain::locale::Locale;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Html, Link, Stylesheet, Title};
use serde::Deserialize;
use std::future::Future;

/// A page for whoever is not signed in, which names its language itself.
pub(super) fn public_page_in(
    body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static,
) -> AnyView {
    platform::bare_page(body)
}

/// The language of somebody whom nobody knows yet: what the browser asks for.
pub(super) fn browsers_language() -> Locale {
    platform::header_text(header::ACCEPT_LANGUAGE.as_str())
        .and_then(|asked| Locale::from_accept_language(&asked))
        .unwrap_or_default()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    done: String,
}

/// The start page: leads whoever is signed in to the right place, and helps everybody else to a link.
#[component]
pub fn StartPage() -> impl IntoView {
    public_page_in(async {
        if setup::is_needed(&platform::backend()?).await? {
            platform::redirect("/setup");
        } else if platform::client_visit().is_ok() {
            platform::redirect("/portal");
        } else if platform::staff_visit().is_ok() {
            platform::redirect("/staff");
        }
        let locale = browsers_language();
        let text = move |key: &str| copy::text(locale, key);
        let signed_out = platform::query::<Query>().done == "signed-out";
        let notice =
            signed_out.then(|| view! { <Notice tone=Tone::Success>{text("gate-signed-out")}</Notice> });
        Ok(view! {
            <Html attr:lang=locale.as_str()/>
            <Title text=text("gate-start-title")/>
            <CardPage
                name=PRODUCT
                title=text("gate-start-title")
                text=text("gate-start-text")
                footer=view! { <a href="/staff/sign-in">{text("gate-staff")}</a> }.into_any()
            >
                {notice}
                {new_link_form(locale, None)}
            </CardPage>
        }
        .into_any())
    })
}

/// "Send me a new link": by address, or by the link at hand.
fn new_link_form(locale: Locale, selector: Option<String>) -> AnyView {
    let text = move |key: &str| copy::text(locale, key);
    let variant = match selector {
        Some(_) => Variant::Primary,
        None => Variant::Secondary,
    };
    let whose = match selector {
        Some(selector) => view! { <HiddenField name="selector" value=selector/> }.into_any(),
        None => view! {
            <EmailField
                label=text("gate-address")
                name="email"
                autocomplete="email"
                required=true
                hint=text("gate-address-hint")
            />
        }
        .into_any(),
    };
    view! {
        <Form action=RequestNewLink::url()>
            {whose}
            <div class="form-actions"><Button variant>{text("gate-new-link")}</Button></div>
        </Form>
    }
    .into_any()
}

/// The answer to every request for a new link.
#[component]
pub fn LinkSentPage() -> impl IntoView {
    let locale = browsers_language();
    let text = move |key: &str| copy::text(locale, key);
    view! {
        <Html attr:lang=locale.as_str()/>
        <Title text=text("gate-sent-title")/>
        <CardPage
            name=PRODUCT
            title=text("gate-sent-title")
            text=text("gate-sent-text")
            footer=view! { <a href="/">{text("gate-back")}</a> }.into_any()
        >
            <p class="muted">{text("gate-sent-nothing")}</p>
        </CardPage>
    }
}

/// The page behind a mailed link. It changes nothing: only the button's POST opens a session.
#[component]
pub fn LinkPage() -> impl IntoView {
    public_page_in(async {
        let token: String = platform::param("token")?;
        let backend = platform::backend()?;
        let really = platform::is_real_view();
        let Some(welcome) = links::look_at(&backend, &token, &platform::visitor(), really).await? else {
            return Ok(dead_link(&token));
        };
        let brand = looks::public(&backend, welcome.tenant).await?;
        let locale = welcome.locale;
        let text = move |key: &str| copy::text(locale, key);
        let title = copy::text_with(locale, "gate-welcome", &[("portal", welcome.portal_name.clone())]);
        let who = copy::text_with(locale, "gate-continue-as", &[("address", welcome.masked_email)]);
        Ok(view! {
            <Html attr:lang=locale.as_str()/>
            <Title text=welcome.portal_name.clone()/>
            <Stylesheet href=brand.theme_url/>
            <Link rel="icon" href=brand.icon_url/>
            <CardPage name=welcome.portal_name logo=brand.logo title=title>
                <p>{who}</p>
                <Form action=format!("/l/{token}")>
                    <div class="form-actions">
                        <Button variant=Variant::Primary class="wide">{text("gate-open")}</Button>
                    </div>
                </Form>
                <p class="muted small">{text("gate-link-yours")}</p>
            </CardPage>
        }
        .into_any())
    })
}

/// One page for a link that has expired, was revoked, or never was: it tells nobody which, and so speaks the browser's language.
pub(super) fn dead_link(token: &str) -> AnyView {
    let locale = browsers_language();
    let text = move |key: &str| copy::text(locale, key);
    let selector = links::selector_of(token).unwrap_or("unknown").to_owned();
    view! {
        <Html attr:lang=locale.as_str()/>
        <Title text=text("gate-dead-title")/>
        <CardPage name=PRODUCT title=text("gate-dead-title") text=text("gate-dead-text")>
            {new_link_form(locale, Some(selector))}
        </CardPage>
    }
    .into_any()
}
