//! The form of a contact.

use super::api::{CreateContact, UpdateContact, get_contact};
use crate::{
    platform,
    staff::{
        companies::api::company_choices,
        frame::staff_page,
        tags::{api::tag_choices, chips::tags_field},
    },
    ui::{
        Button, CheckField, ConflictNotice, EmailField, Form, FormErrors, HiddenField, Icon, IconName,
        LinkButton, PageHeader, SelectField, TextAreaField, TextField, Variant,
    },
};
use backend::clock::zone_names;
use domain::{
    client_tag::TagChoice,
    company::CompanyChoice,
    contact::ContactForm,
    form::FormView,
    ids::{CompanyId, ContactId},
    locale::Locale,
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct For {
    company: String,
}

/// Adding a contact, for a company if one comes from its page.
#[component]
pub fn NewContactPage() -> impl IntoView {
    let wanted: For = platform::query();
    staff_page("New contact", async move {
        platform::permitted(Permission::ClientsWrite)?;
        let fresh = ContactForm {
            portal_enabled: true,
            may_accept: true,
            companies: wanted
                .company
                .parse::<CompanyId>()
                .map(|id| id.to_string())
                .into_iter()
                .collect(),
            ..ContactForm::default()
        };
        let form = platform::returned_form::<ContactForm>("contact").await;
        let form = form.unwrap_or_else(|| FormView::fresh(fresh));
        let choices = company_choices(Vec::new()).await?;
        let tags = tag_choices().await?;
        Ok(view! {
            <div class="page narrow">
                <PageHeader title="New contact" back=("/staff/contacts".to_owned(), "Contacts".to_owned())/>
                {form_view(form, None, choices, &tags)}
            </div>
        }
        .into_any())
    })
}

/// Changing a contact.
#[component]
pub fn EditContactPage() -> impl IntoView {
    let id = platform::param::<ContactId>("id");
    staff_page("Edit contact", async move {
        platform::permitted(Permission::ClientsWrite)?;
        let id = id?;
        let contact = get_contact(id).await?;
        let back = (format!("/staff/contacts/{id}"), contact.name.clone());
        let chosen: Vec<CompanyId> = contact.companies.iter().map(|(id, _)| *id).collect();
        let form = platform::returned_form::<ContactForm>("contact").await;
        let form = form.unwrap_or_else(|| FormView::fresh(contact.form));
        let choices = company_choices(chosen).await?;
        let tags = tag_choices().await?;
        Ok(view! {
            <div class="page narrow">
                <PageHeader title=format!("Edit {}", contact.name) back=back/>
                {form_view(form, Some(id), choices, &tags)}
            </div>
        }
        .into_any())
    })
}

/// One line of text of the form.
fn text(
    form: &FormView<ContactForm>,
    (label, name): (&'static str, &'static str),
    read: fn(&ContactForm) -> &String,
) -> AnyView {
    let kind = if name == "phone" { "tel" } else { "text" };
    view! {
        <TextField
            label=label
            name=format!("form[{name}]")
            value=read(&form.values).clone()
            error=form.errors.get(name)
            stored=form.stored.as_ref().map(|stored| read(stored).clone())
            kind=kind
            autocomplete="off"
        />
    }
    .into_any()
}

fn form_view(
    form: FormView<ContactForm>,
    id: Option<ContactId>,
    choices: Vec<CompanyChoice>,
    tags: &[TagChoice],
) -> AnyView {
    let action = if id.is_some() {
        UpdateContact::url()
    } else {
        CreateContact::url()
    };
    let page = id.map_or_else(
        || "/staff/contacts".to_owned(),
        |id| format!("/staff/contacts/{id}"),
    );
    let conflict = form.stored.is_some().then(|| {
        view! { <ConflictNotice subject="contact" reload=format!("{page}/edit")/> }
    });
    let target = match id {
        Some(id) => view! { <HiddenField name="id" value=id.to_string()/> }.into_any(),
        None => {
            let key = uuid::Uuid::new_v4().to_string();
            view! { <HiddenField name="idempotency" value=key/> }.into_any()
        }
    };
    // After a conflict the form goes on from what is stored now: saving again is then a decision.
    let version = form.stored.as_ref().unwrap_or(&form.values).version;
    let errors = form.errors.clone();
    let (person, companies, portal) = (person(&form, tags), companies(&form, choices), portal(&form));
    view! {
        {conflict}
        <Form action=action label="Contact">
            <FormErrors errors=errors/>
            {target}
            <HiddenField name="form[version]" value=version.to_string()/>
            {person}
            {companies}
            {portal}
            <div class="form-actions">
                <Button variant=Variant::Primary icon=IconName::Check>"Save contact"</Button>
                <LinkButton href=page variant=Variant::Quiet>"Cancel"</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn person(form: &FormView<ContactForm>, tags: &[TagChoice]) -> AnyView {
    let first = text(form, ("First name", "first_name"), |form| &form.first_name);
    let last = text(form, ("Last name", "last_name"), |form| &form.last_name);
    let phone = text(form, ("Telephone", "phone"), |form| &form.phone);
    let job = text(form, ("Job title", "job_title"), |form| &form.job_title);
    let stored = form.stored.as_ref();
    let tags = tags_field(form, tags, |form| &form.tags);
    view! {
        <fieldset class="group">
            <legend>"Person"</legend>
            <div class="form-grid">
                {first}
                {last}
                <EmailField
                    label="E-mail"
                    name="form[email]"
                    value=form.values.email.clone()
                    error=form.errors.get("email")
                    stored=stored.map(|stored| stored.email.clone())
                    hint="The portal link goes here. A new address ends the links that were mailed to the old one."
                    class="span-2"
                />
                {phone}
                {job}
                {tags}
                <TextAreaField
                    label="Notes"
                    name="form[notes]"
                    value=form.values.notes.clone()
                    error=form.errors.get("notes")
                    stored=stored.map(|stored| stored.notes.clone())
                    hint="Only staff see these."
                    class="span-2"
                />
            </div>
        </fieldset>
    }
    .into_any()
}

/// The names of these companies.
fn names(ids: &[String], choices: &[CompanyChoice]) -> String {
    let name = |id: &String| choices.iter().find(|choice| choice.id.to_string() == *id);
    let names: Vec<String> = ids
        .iter()
        .filter_map(name)
        .map(|choice| choice.name.clone())
        .collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn companies(form: &FormView<ContactForm>, choices: Vec<CompanyChoice>) -> AnyView {
    let error = form.errors.get("companies").map(|error| {
        view! { <p class="field-error" id="f-companies-error"><Icon name=IconName::Warning/><span>{error}</span></p> }
    });
    let sorted = |ids: &[String]| {
        let mut ids = ids.to_vec();
        ids.sort();
        ids
    };
    let stored = form
        .stored
        .as_ref()
        .filter(|stored| sorted(&stored.companies) != sorted(&form.values.companies))
        .map(|stored| {
            let stored = names(&stored.companies, &choices);
            view! { <p class="field-stored">"Stored now: "<strong>{stored}</strong></p> }
        });
    let none = choices.is_empty().then(|| {
        view! { <p class="muted">"There are no companies yet. Add one first, or save this contact and choose later."</p> }
    });
    let boxes: Vec<AnyView> = choices
        .into_iter()
        .map(|choice| {
            let value = choice.id.to_string();
            let checked = form.values.companies.contains(&value);
            let label = if choice.archived {
                format!("{} (archived)", choice.name)
            } else {
                choice.name
            };
            let id = format!("f-companies-{value}");
            view! { <CheckField label=label name="form[companies][]" value=value checked=checked id=id/> }
                .into_any()
        })
        .collect();
    view! {
        <fieldset class="group" id="f-companies" tabindex="-1">
            <legend>"Companies"</legend>
            <p class="field-hint">"Whose invoices this person sees in the portal."</p>
            {error}
            {stored}
            {none}
            <div class="check-list">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

fn portal(form: &FormView<ContactForm>) -> AnyView {
    let stored = form.stored.as_ref();
    let locales = Locale::ALL.map(|locale| (locale.as_str().to_owned(), locale.own_name().to_owned()));
    let zones = zone_names()
        .map(|zone| (zone.to_owned(), zone.replace('_', " ")))
        .collect();
    let stored_switch = stored
        .filter(|stored| stored.portal_enabled != form.values.portal_enabled)
        .map(|stored| {
            if stored.portal_enabled {
                "on".to_owned()
            } else {
                "off".to_owned()
            }
        });
    let stored_accept = stored
        .filter(|stored| stored.may_accept != form.values.may_accept)
        .map(|stored| if stored.may_accept { "on" } else { "off" }.to_owned());
    view! {
        <fieldset class="group">
            <legend>"Portal"</legend>
            <CheckField
                label="May use the portal"
                name="form[portal_enabled]"
                checked=form.values.portal_enabled
                stored=stored_switch
                switch=true
                hint="Switched off, this person is signed out at once and no link works."
            />
            <CheckField
                label="May accept and decline proposals"
                name="form[may_accept]"
                checked=form.values.may_accept
                stored=stored_accept
                switch=true
                hint="Switched off, this person still reads and comments on them."
            />
            <div class="form-grid">
                <SelectField
                    label="Language"
                    name="form[locale]"
                    options=locales.to_vec()
                    empty="As in the settings"
                    value=form.values.locale.clone()
                    error=form.errors.get("locale")
                    stored=stored.map(|stored| stored.locale.clone())
                />
                <SelectField
                    label="Time zone"
                    name="form[timezone]"
                    options=zones
                    empty="As in the settings"
                    value=form.values.timezone.clone()
                    error=form.errors.get("timezone")
                    stored=stored.map(|stored| stored.timezone.clone())
                />
            </div>
        </fieldset>
    }
    .into_any()
}
