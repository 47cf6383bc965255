//! The general settings' page.

use super::api::{GENERAL_PAGE, SaveGeneralSettings, general_settings};
use crate::{
    platform,
    staff::settings::portal::frame::{portal_settings_page, switched},
    ui::{
        Button, CheckField, ConflictNotice, EmailField, Form, FormErrors, HiddenField, Section,
        TextAreaField, TextField, Variant,
    },
};
use domain::{
    form::{FieldErrors, FormView},
    settings::{Area, GeneralForm},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Name, switch, greeting and support contact.
#[component]
pub fn GeneralSettingsPage() -> impl IntoView {
    portal_settings_page(Some(Area::General), async {
        let stored = general_settings().await?;
        let form = platform::returned_form::<GeneralForm>("general")
            .await
            .unwrap_or_else(|| FormView::fresh(stored));
        Ok(view! {
            <div class="columns">
                {settings_form(form)}
                <aside class="stack">
                    <Section title="See it yourself">
                        <p class="muted small">
                            "Open one of your " <a href="/staff/contacts">"contacts"</a> " and press “View as client”: you see the real pages, menu and values, and nothing you do there changes or counts."
                        </p>
                    </Section>
                </aside>
            </div>
        }
        .into_any())
    })
}

fn settings_form(form: FormView<GeneralForm>) -> impl IntoView {
    let (values, stored) = (form.values, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=GENERAL_PAGE/> });
    let labels = vec![("enabled", "Portal".to_owned())];
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors=form.errors.clone() labels/>
            <Form action=SaveGeneralSettings::url() label="General settings">
                <HiddenField name="form[version]" value=version.to_string()/>
                {general(&values, stored.as_ref(), &form.errors)}
                {support(&values, stored.as_ref(), &form.errors)}
                <div class="form-actions"><Button variant=Variant::Primary>"Save"</Button></div>
            </Form>
        </div>
    }
}

fn general(
    values: &GeneralForm,
    stored: Option<&GeneralForm>,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let (name, enabled, welcome) = (
        values.name.clone(),
        values.enabled,
        values.welcome_message.clone(),
    );
    let stored_name = stored.map(|stored| stored.name.clone());
    let stored_welcome = stored.map(|stored| stored.welcome_message.clone());
    let stored_enabled = switched(enabled, stored.map(|stored| stored.enabled));
    let errors = errors.clone();
    view! {
        <Section title="General">
            <div class="stack loose">
                <CheckField switch=true label="Clients can open the portal" name="form[enabled]" checked=enabled stored=stored_enabled
                    hint="Switched off, every link leads to a page that says it does not work, and open sessions end. Links work again when you switch it on."/>
                <TextField label="Name" name="form[name]" value=name error=errors.get("name") stored=stored_name required=true
                    maxlength=80 hint="Shown in the portal's header, in mails and in the browser's tab."/>
                <TextAreaField label="Welcome message" name="form[welcome_message]" value=welcome
                    error=errors.get("welcome_message") stored=stored_welcome maxlength=2_000
                    hint="Greets clients at the top of their start page. Plain text."/>
            </div>
        </Section>
    }
}

fn support(
    values: &GeneralForm,
    stored: Option<&GeneralForm>,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let (email, phone, hours) = (
        values.support_email.clone(),
        values.support_phone.clone(),
        values.support_hours.clone(),
    );
    let stored_email = stored.map(|stored| stored.support_email.clone());
    let stored_phone = stored.map(|stored| stored.support_phone.clone());
    let stored_hours = stored.map(|stored| stored.support_hours.clone());
    let errors = errors.clone();
    view! {
        <Section title="Support contact" text="Stands at the foot of every page of the portal. What you leave empty is taken from your business details.".to_owned()>
            <div class="form-grid">
                <EmailField label="E-mail address" name="form[support_email]" value=email error=errors.get("support_email") stored=stored_email/>
                <TextField label="Telephone" name="form[support_phone]" value=phone error=errors.get("support_phone") stored=stored_phone maxlength=40/>
                <TextField label="Hours" name="form[support_hours]" value=hours error=errors.get("support_hours") stored=stored_hours maxlength=120
                    hint="For example: Monday to Friday, 9:00–17:00."/>
            </div>
        </Section>
    }
}
