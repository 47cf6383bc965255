//! The pages of members of staff who are not signed in yet.

use crate::{
    error::AppError,
    gate::api::{AcceptInvitation, SetUp, SignIn},
    platform,
    ui::{
        Button, CardPage, EmailField, Form, FormErrors, HiddenField, PasswordField, SelectField, TextField,
        Variant,
    },
};
use backend::staff::{setup, team};
use domain::{
    form::FormView,
    money::Currency,
    staff::{MIN_PASSWORD, SetupForm, SignInForm},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Html, Title};
use serde::Deserialize;
use std::future::Future;

/// The product's own name, where there is no portal to name.
pub(super) const PRODUCT: &str = "Portico";

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
