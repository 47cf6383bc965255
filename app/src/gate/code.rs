//! The page that asks for the code on a device not seen before.

use super::client::{dead_link, public_page_in};
use crate::{
    platform,
    ui::{Button, CardPage, Form, FormErrors, Notice, TextField, Tone, Variant},
};
use backend::{access::links, copy, portal_settings::looks};
use domain::form::FieldErrors;
use leptos::prelude::*;
use leptos_meta::{Html, Link, Stylesheet, Title};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    said: String,
}

/// The code's page. It changes nothing, and a link that does not work is one here too.
#[component]
pub fn CodePage() -> impl IntoView {
    public_page_in(async {
        let token: String = platform::param("token")?;
        let backend = platform::backend()?;
        let Some(welcome) = links::look_at(&backend, &token, &platform::visitor(), false).await? else {
            return Ok(dead_link(&token));
        };
        let brand = looks::public(&backend, welcome.tenant).await?;
        let locale = welcome.locale;
        let text = move |key: &str| copy::text(locale, key);
        let sent_to = [("address", welcome.masked_email)];
        let explained = copy::text_with(locale, "code-text", &sent_to);
        let said = platform::query::<Query>().said;
        let error = match said.as_str() {
            "wrong" => Some(text("code-wrong")),
            "too-many" => Some(text("code-too-many")),
            _ => None,
        };
        let sent = (said == "sent").then(|| view! { <Notice tone=Tone::Info>{text("code-sent")}</Notice> });
        let errors = error
            .clone()
            .map_or_else(FieldErrors::default, |error| FieldErrors::one("code", error));
        Ok(view! {
            <Html attr:lang=locale.as_str()/>
            <Title text=text("code-title")/>
            <Stylesheet href=brand.theme_url/>
            <Link rel="icon" href=brand.icon_url/>
            <CardPage name=welcome.portal_name logo=brand.logo title=text("code-title") text=explained>
                {sent}
                <FormErrors errors labels=vec![("code", text("code-label"))] title=text("error-other")/>
                <Form action=format!("/l/{token}/code")>
                    <TextField label=text("code-label") name="code" error required=true class="code" inputmode="numeric"
                        autocomplete="one-time-code" maxlength=12/>
                    <div class="form-actions"><Button variant=Variant::Primary class="wide">{text("code-open")}</Button></div>
                </Form>
                <Form action=format!("/l/{token}")>
                    <div class="form-actions"><Button variant=Variant::Quiet class="wide">{text("code-again")}</Button></div>
                </Form>
            </CardPage>
        }
        .into_any())
    })
}
