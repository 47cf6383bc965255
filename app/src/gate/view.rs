//! The pages before anybody is signed in.

use crate::{
    error::AppError,
    gate::api::{AcceptInvitation, RequestNewLink, SetUp, SignIn},
    platform,
    ui::{
        Button, CardPage, EmailField, Form, FormErrors, HiddenField, Notice, PasswordField, SelectField,
        TextField, Tone, Variant,
    },
};
use backend::{
    access::links,
    staff::{setup, team},
};
use domain::{
    form::FormView,
    money::Currency,
    staff::{MIN_PASSWORD, SetupForm, SignInForm},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Html, Stylesheet, Title};
use serde::Deserialize;
use std::future::Future;

/// The product's own name, where there is no portal to name.
pub(super) const PRODUCT: &str = "Portico";

/// A page for whoever is not signed in, which names its language itself.
pub(super) fn public_page_in(
    body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static,
) -> AnyView {
    platform::page(body)
}

/// A page for whoever is not signed in.
pub(super) fn public_page(body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static) -> AnyView {
    let body = platform::page(body);
    view! {
        <Html attr:lang="en"/>
        {body}
    }
    .into_any()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SignInQuery {
    next: String,
    done: String,
}

/// The start page: leads whoever is signed in to the right place, and helps everybody else to a link.
#[component]
pub fn StartPage() -> impl IntoView {
    public_page(async {
        if setup::is_needed(&platform::backend()?).await? {
            platform::redirect("/setup");
        } else if platform::client_visit().is_ok() {
            platform::redirect("/portal");
        } else if platform::staff_visit().is_ok() {
            platform::redirect("/staff");
        }
        let signed_out = platform::query::<SignInQuery>().done == "signed-out";
        let notice = signed_out.then(|| view! { <Notice tone=Tone::Success>"You are signed out."</Notice> });
        Ok(view! {
            <Title text="Open your portal"/>
            <CardPage
                name=PRODUCT
                title="Open your portal"
                text="Your portal opens by the link in your invitation mail. No password is needed.".to_owned()
                footer=view! { <a href="/staff/sign-in">"Staff sign-in"</a> }.into_any()
            >
                {notice}
                {new_link_form(None)}
            </CardPage>
        }
        .into_any())
    })
}

/// "Send me a new link": by address, or by the link at hand.
fn new_link_form(selector: Option<String>) -> AnyView {
    let by_selector = selector.is_some();
    view! {
        <Form action=RequestNewLink::url()>
            {match selector {
                Some(selector) => view! { <HiddenField name="selector" value=selector/> }.into_any(),
                None => view! {
                    <EmailField
                        label="Your e-mail address"
                        name="email"
                        autocomplete="email"
                        required=true
                        hint="The address that your invitation was sent to."
                    />
                }
                .into_any(),
            }}
            <div class="form-actions">
                <Button variant=if by_selector { Variant::Primary } else { Variant::Secondary }>"Send me a new link"</Button>
            </div>
        </Form>
    }
    .into_any()
}

/// The answer to every request for a new link.
#[component]
pub fn LinkSentPage() -> impl IntoView {
    view! {
        <Html attr:lang="en"/>
        <Title text="Check your mail"/>
        <CardPage
            name=PRODUCT
            title="Check your mail"
            text="If this address belongs to a portal, a new link is on its way. It takes a minute or two; please look in the spam folder too."
                .to_owned()
            footer=view! { <a href="/">"Back"</a> }.into_any()
        >
            <p class="muted">"Nothing arrives? Your contact at the firm that invited you can send an invitation again."</p>
        </CardPage>
    }
}

/// The page behind a mailed link. It changes nothing: only the button's POST opens a session.
#[component]
pub fn LinkPage() -> impl IntoView {
    public_page(async {
        let token: String = platform::param("token")?;
        let welcome = links::look_at(
            &platform::backend()?,
            &token,
            &platform::visitor(),
            platform::is_real_view(),
        )
        .await?;
        let Some(welcome) = welcome else {
            return Ok(dead_link(&token));
        };
        let brand = backend::portal_settings::branding::public(&platform::backend()?, welcome.tenant).await?;
        Ok(view! {
            <Title text=welcome.portal_name.clone()/>
            <Stylesheet href=brand.theme_url/>
            <CardPage name=welcome.portal_name.clone() logo=brand.logo_url title=format!("Welcome to {}", welcome.portal_name)>
                <p>"Continue as " <strong class="nowrap">{welcome.masked_email}</strong></p>
                <Form action=format!("/l/{token}")>
                    <div class="form-actions">
                        <Button variant=Variant::Primary class="wide">"Open the portal"</Button>
                    </div>
                </Form>
                <p class="muted small">
                    "This link is yours alone: please don't forward it. Your browser keeps one cookie to know you; nothing else."
                </p>
            </CardPage>
        }
        .into_any())
    })
}

/// One page for a link that has expired, was revoked, or never was: it tells nobody which.
pub(super) fn dead_link(token: &str) -> AnyView {
    let form = new_link_form(Some(links::selector_of(token).unwrap_or("unknown").to_owned()));
    view! {
        <Title text="This link does not work any more"/>
        <CardPage
            name=PRODUCT
            title="This link does not work any more"
            text="Links are valid for a limited time, and a newer link replaces an older one. We can mail you a new one, to the address your invitation was sent to."
                .to_owned()
        >
            {form}
        </CardPage>
    }
    .into_any()
}

/// Staff sign-in.
#[component]
pub fn SignInPage() -> impl IntoView {
    public_page(async {
        let query: SignInQuery = platform::query();
        let form = platform::returned_form::<SignInForm>("sign_in").await;
        let form = form.unwrap_or_else(|| {
            FormView::fresh(SignInForm {
                next: query.next,
                ..SignInForm::default()
            })
        });
        Ok(view! {
            <Title text="Sign in"/>
            <CardPage name=PRODUCT title="Staff sign-in" footer=view! { <a href="/">"You are a client? Open your portal"</a> }.into_any()>
                <FormErrors errors=form.errors.clone() title="Signing in did not work"/>
                <Form action=SignIn::url()>
                    <HiddenField name="form[next]" value=form.values.next/>
                    <EmailField label="E-mail address" name="form[email]" value=form.values.email error=form.errors.get("email")
                        autocomplete="username" required=true/>
                    <PasswordField label="Password" name="form[password]" error=form.errors.get("password")/>
                    <div class="form-actions"><Button variant=Variant::Primary class="wide">"Sign in"</Button></div>
                </Form>
            </CardPage>
        }
        .into_any())
    })
}

/// A member of staff answers an invitation.
#[component]
pub fn WelcomePage() -> impl IntoView {
    public_page(async {
        let token: String = platform::param("token")?;
        let (business, name) = team::look_at_invitation(&platform::backend()?, &token).await?;
        let form = platform::returned_form::<()>("accept_invitation")
            .await
            .unwrap_or_else(|| FormView::fresh(()));
        Ok(view! {
            <Title text="Welcome"/>
            <CardPage name=business.clone() title=format!("Welcome, {name}") text=format!("Choose a password to join {business}.")>
                <FormErrors errors=form.errors.clone()/>
                <Form action=AcceptInvitation::url()>
                    <HiddenField name="token" value=token/>
                    <PasswordField label="New password" name="password" error=form.errors.get("password") autocomplete="new-password"
                        hint=format!("At least {MIN_PASSWORD} characters; a few unrelated words are best.")/>
                    <div class="form-actions"><Button variant=Variant::Primary class="wide">"Join"</Button></div>
                </Form>
            </CardPage>
        }
        .into_any())
    })
}

/// The first start.
#[component]
pub fn SetupPage() -> impl IntoView {
    public_page(async {
        if !setup::is_needed(&platform::backend()?).await? {
            return Err(AppError::NotFound);
        }
        let fresh = SetupForm {
            currency: "EUR".to_owned(),
            timezone: "Europe/Berlin".to_owned(),
            ..SetupForm::default()
        };
        let form = platform::returned_form::<SetupForm>("set_up")
            .await
            .unwrap_or_else(|| FormView::fresh(fresh));
        let errors = form.errors.clone();
        let error = move |field: &str| errors.get(field);
        let currencies = Currency::all()
            .into_iter()
            .map(|currency| (currency.to_string(), currency.to_string()))
            .collect();
        let zones = backend::clock::zone_names()
            .map(|zone| (zone.to_owned(), zone.replace('_', " ")))
            .collect();
        let values = form.values.clone();
        Ok(view! {
            <Title text="Set up Portico"/>
            <CardPage name=PRODUCT title="Set up your workspace" wide=true
                text="This page works once. The code is on the console where Portico was started.".to_owned()>
                <FormErrors errors=form.errors.clone()/>
                <Form action=SetUp::url()>
                    <TextField label="Code from the console" name="form[code]" value=values.code error=error("code") required=true class="code"/>
                    <TextField label="Business name" name="form[business]" value=values.business error=error("business") required=true
                        autocomplete="organization"/>
                    <div class="form-grid">
                        <SelectField label="Currency" name="form[currency]" options=currencies value=values.currency error=error("currency")/>
                        <SelectField label="Time zone" name="form[timezone]" options=zones value=values.timezone error=error("timezone")/>
                    </div>
                    <TextField label="Your name" name="form[name]" value=values.name error=error("name") required=true autocomplete="name"/>
                    <EmailField label="Your e-mail address" name="form[email]" value=values.email error=error("email") required=true
                        autocomplete="username"/>
                    <PasswordField label="Password" name="form[password]" error=error("password") autocomplete="new-password"
                        hint=format!("At least {MIN_PASSWORD} characters; a few unrelated words are best.")/>
                    <div class="form-actions"><Button variant=Variant::Primary class="wide">"Create workspace"</Button></div>
                </Form>
            </CardPage>
        }
        .into_any())
    })
}
