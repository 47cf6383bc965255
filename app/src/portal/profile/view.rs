//! Portal: the profile page.

use super::{
    api::{UpdateClientProfile, client_profile, client_sessions},
    sessions::sessions,
};
use crate::{
    platform,
    portal::{frame::portal_page, reader::Reader},
    ui::{
        Button, Definition, DefinitionList, Form, FormErrors, HiddenField, Notice, PageHeader, Section,
        SelectField, TextField, Tone, Variant,
    },
};
use domain::{
    contact::{Profile, ProfileForm},
    form::{FieldErrors, FormView},
    locale::Locale,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Who the client is, how they like to read, and where they are signed in.
#[component]
pub fn ProfilePage() -> impl IntoView {
    portal_page("nav-profile", async {
        let reader = Reader::here()?;
        let profile = client_profile().await?;
        let lines = client_sessions().await?;
        let version = profile.form.version;
        let mut form = platform::returned_form::<ProfileForm>("profile")
            .await
            .unwrap_or_else(|| FormView::fresh(profile.form.clone()));
        // After a conflict a second "save" means to keep what was typed.
        form.values.version = version;
        Ok(view! {
            <div class="page narrow">
                <PageHeader title=reader.text("nav-profile")/>
                {preferences(&reader, form)}
                {details(&reader, profile)}
                {sessions(&reader, lines)}
            </div>
        }
        .into_any())
    })
}

fn details(reader: &Reader, profile: Profile) -> impl IntoView + use<> {
    let several = profile.companies.len() > 1;
    let companies = profile
        .companies
        .into_iter()
        .map(|name| view! { <li>{name}</li> })
        .collect_view();
    let facts = [
        ("profile-name", profile.name),
        ("profile-email", profile.email),
        ("profile-job-title", profile.job_title),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| view! { <Definition label=reader.text(key)>{text}</Definition> })
    .collect_view();
    let note = several.then(|| view! { <p class="small muted">{reader.text("profile-companies-text")}</p> });
    let label = reader.text("profile-companies");
    view! {
        <Section title=reader.text("profile-details") text=reader.business("profile-details-text")>
            <DefinitionList>
                {facts}
                <Definition label=label><ul role="list">{companies}</ul>{note}</Definition>
            </DefinitionList>
        </Section>
    }
}

/// The same fields, their errors in the client's language.
fn in_words(reader: &Reader, errors: &FieldErrors) -> FieldErrors {
    let mut said = FieldErrors::default();
    for (field, message) in &errors.0 {
        let text = match field.as_str() {
            "phone" | "locale" | "timezone" => reader.text(&format!("profile-error-{field}")),
            _ => message.clone(),
        };
        said.add(field.clone(), text);
    }
    said
}

fn preferences(reader: &Reader, form: FormView<ProfileForm>) -> impl IntoView + use<> {
    let errors = in_words(reader, &form.errors);
    let shown = errors.clone();
    let error = move |field: &str| shown.get(field);
    let conflict = form.stored.is_some().then(|| {
        let text = reader.text("profile-conflict-text");
        view! { <Notice tone=Tone::Warning alert=true title=reader.text("profile-conflict")><p>{text}</p></Notice> }
    });
    let languages = Locale::ALL
        .map(|locale| (locale.to_string(), locale.own_name().to_owned()))
        .to_vec();
    let zones = backend::clock::zone_names()
        .map(|zone| (zone.to_owned(), zone.replace('_', " ")))
        .collect();
    let labels = [
        ("phone", "profile-phone"),
        ("locale", "profile-language"),
        ("timezone", "profile-timezone"),
    ]
    .map(|(field, key)| (field, reader.text(key)))
    .to_vec();
    let values = form.values;
    let fields = view! {
        <HiddenField name="form[version]" value=values.version.to_string()/>
        <div class="form-grid">
            <SelectField
                label=reader.text("profile-language")
                name="form[locale]"
                options=languages
                value=values.locale
                empty=reader.business("profile-language-default")
                hint=reader.text("profile-language-hint")
                error=error("locale")
            />
            <SelectField
                label=reader.text("profile-timezone")
                name="form[timezone]"
                options=zones
                value=values.timezone
                empty=reader.business("profile-timezone-default")
                hint=reader.text("profile-timezone-hint")
                error=error("timezone")
            />
            <TextField
                label=reader.text("profile-phone")
                name="form[phone]"
                kind="tel"
                autocomplete="tel"
                maxlength=40
                value=values.phone
                error=error("phone")
            />
        </div>
    };
    let (save, title) = (reader.text("profile-save"), reader.text("profile-errors"));
    view! {
        <Section title=reader.text("profile-preferences")>
            <div class="stack">
                {conflict}
                <FormErrors errors=errors title=title labels=labels/>
                <Form action=UpdateClientProfile::url()>
                    {fields}
                    <div class="form-actions"><Button variant=Variant::Primary>{save}</Button></div>
                </Form>
            </div>
        </Section>
    }
}
