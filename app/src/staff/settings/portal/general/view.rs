//! The general settings' page.

use super::api::{GENERAL_PAGE, SaveGeneralSettings, general_settings};
use crate::{
    platform,
    staff::settings::portal::{
        frame::{portal_settings_page, switched},
        tags::{
            api::{TAGS_PAGE, check_text, merge_tags},
            beside::{findings, people, preview_frame},
        },
    },
    ui::{
        Button, CheckField, ConflictNotice, EmailField, Form, FormErrors, HiddenField, IconName, Section,
        SelectField, TagPicker, TextAreaField, TextField, Variant,
    },
};
use domain::{
    form::{FieldErrors, FormView},
    merge::Finding,
    settings::{Area, GeneralForm},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Where the greeting's tags are known.
const PLACE: &str = "page";
/// Where the preview is made, by a plain handler of the host.
const PREVIEW: &str = "/staff/settings/portal/preview";

/// Name, switch, greeting and support contact.
#[component]
pub fn GeneralSettingsPage() -> impl IntoView {
    portal_settings_page(Some(Area::General), async {
        let stored = general_settings().await?;
        let people = people().await?;
        let first = people.first().and_then(|(id, _)| id.parse().ok());
        let found = check_text(stored.welcome_message.clone(), PLACE.to_owned(), None)
            .await?
            .findings;
        let tags = merge_tags(PLACE.to_owned(), first).await?;
        let form = platform::returned_form::<GeneralForm>("general")
            .await
            .unwrap_or_else(|| FormView::fresh(stored));
        Ok(view! {
            <div class="columns">
                {settings_form(form, found, people)}
                <aside class="stack">
                    <Section title="Tags">
                        <div class="stack">
                            <TagPicker rows=tags place=PLACE fields=vec!["f-welcome_message".to_owned()] contact_field="f-preview_contact"/>
                            <p class="small"><a href=TAGS_PAGE>"How tags are written, and all filters"</a></p>
                        </div>
                    </Section>
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

fn settings_form(
    form: FormView<GeneralForm>,
    found: Vec<Finding>,
    people: Vec<(String, String)>,
) -> impl IntoView {
    let (values, stored) = (form.values, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=GENERAL_PAGE/> });
    let labels = vec![
        ("enabled", "Portal".to_owned()),
        ("welcome_message", "Welcome message".to_owned()),
    ];
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors=form.errors.clone() labels/>
            <Form action=SaveGeneralSettings::url() label="General settings">
                <HiddenField name="form[version]" value=version.to_string()/>
                {general(&values, stored.as_ref(), &form.errors)}
                {welcome(&values, stored.as_ref(), &form.errors, &found, people)}
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
    let (name, enabled) = (values.name.clone(), values.enabled);
    let stored_name = stored.map(|stored| stored.name.clone());
    let stored_enabled = switched(enabled, stored.map(|stored| stored.enabled));
    let errors = errors.clone();
    view! {
        <Section title="General">
            <div class="stack loose">
                <CheckField switch=true label="Clients can open the portal" name="form[enabled]" checked=enabled stored=stored_enabled
                    hint="Switched off, every link leads to a page that says it does not work, and open sessions end. Links work again when you switch it on."/>
                <TextField label="Name" name="form[name]" value=name error=errors.get("name") stored=stored_name required=true
                    maxlength=80 hint="Shown in the portal's header, in mails and in the browser's tab."/>
            </div>
        </Section>
    }
}

/// The greeting with its tags, checked and as a client would read it.
fn welcome(
    values: &GeneralForm,
    stored: Option<&GeneralForm>,
    errors: &FieldErrors,
    found: &[Finding],
    people: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let text = values.welcome_message.clone();
    let stored = stored.map(|stored| stored.welcome_message.clone());
    let error = errors.get("welcome_message");
    let found = findings(found);
    let contact = people.first().map(|(id, _)| id.clone()).unwrap_or_default();
    view! {
        <Section title="Welcome message" text="Greets clients at the top of their start page.".to_owned()>
            <div class="stack loose">
                <TextAreaField label="Text" name="form[welcome_message]" value=text error stored maxlength=2_000 rows=5
                    hint="Tags such as {{ contact.first_name }} become each reader's own values. An empty line begins a paragraph."/>
                {found}
                <div class="inline-form">
                    <SelectField label="Show values of" name="preview_contact" options=people value=contact/>
                    <Button formaction=PREVIEW formtarget="preview" icon=IconName::Eye>"Check and preview"</Button>
                </div>
                {preview_frame("The welcome message as the chosen contact reads it")}
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
