//! The form of a company.

use super::api::{CreateCompany, UpdateCompany, get_company, new_company};
use crate::{
    platform,
    staff::{
        frame::staff_page,
        tags::{api::tag_choices, chips::tags_field},
    },
    ui::{
        Button, ConflictNotice, EmailField, Form, FormErrors, HiddenField, IconName, LinkButton, NumberField,
        PageHeader, SelectField, TextAreaField, TextField, Variant,
    },
};
use domain::{
    client_tag::TagChoice, company::CompanyForm, form::FormView, ids::CompanyId, money::Currency,
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Adding a company.
#[component]
pub fn NewCompanyPage() -> impl IntoView {
    staff_page("New company", async move {
        let fresh = new_company().await?;
        let tags = tag_choices().await?;
        let form = platform::returned_form::<CompanyForm>("company").await;
        let form = form.unwrap_or_else(|| FormView::fresh(fresh));
        Ok(view! {
            <div class="page narrow">
                <PageHeader title="New company" back=("/staff/companies".to_owned(), "Companies".to_owned())/>
                {form_view(form, None, &tags)}
            </div>
        }
        .into_any())
    })
}

/// Changing a company.
#[component]
pub fn EditCompanyPage() -> impl IntoView {
    let id = platform::param::<CompanyId>("id");
    staff_page("Edit company", async move {
        platform::permitted(Permission::ClientsWrite)?;
        let id = id?;
        let stored = get_company(id).await?.form;
        let tags = tag_choices().await?;
        let title = format!("Edit {}", stored.name);
        let back = (format!("/staff/companies/{id}"), stored.name.clone());
        let form = platform::returned_form::<CompanyForm>("company").await;
        let form = form.unwrap_or_else(|| FormView::fresh(stored));
        Ok(view! {
            <div class="page narrow">
                <PageHeader title=title back=back/>
                {form_view(form, Some(id), &tags)}
            </div>
        }
        .into_any())
    })
}

/// One line of text of the form.
fn text(
    form: &FormView<CompanyForm>,
    (label, name): (&'static str, &'static str),
    read: fn(&CompanyForm) -> &String,
    class: &'static str,
) -> AnyView {
    let kind = match name {
        "phone" => "tel",
        "website" => "url",
        _ => "text",
    };
    view! {
        <TextField
            label=label
            name=format!("form[{name}]")
            value=read(&form.values).clone()
            error=form.errors.get(name)
            stored=form.stored.as_ref().map(|stored| read(stored).clone())
            required=name == "name"
            kind=kind
            autocomplete="off"
            class=class
        />
    }
    .into_any()
}

fn form_view(form: FormView<CompanyForm>, id: Option<CompanyId>, tags: &[TagChoice]) -> AnyView {
    let action = if id.is_some() {
        UpdateCompany::url()
    } else {
        CreateCompany::url()
    };
    let page = id.map_or_else(
        || "/staff/companies".to_owned(),
        |id| format!("/staff/companies/{id}"),
    );
    let conflict = form.stored.is_some().then(|| {
        view! { <ConflictNotice subject="company" reload=format!("{page}/edit")/> }
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
    let (identity, address, billing) = (identity(&form, tags), address(&form), billing(&form));
    view! {
        {conflict}
        <Form action=action label="Company">
            <FormErrors errors=errors/>
            {target}
            <HiddenField name="form[version]" value=version.to_string()/>
            {identity}
            {address}
            {billing}
            <div class="form-actions">
                <Button variant=Variant::Primary icon=IconName::Check>"Save company"</Button>
                <LinkButton href=page variant=Variant::Quiet>"Cancel"</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn identity(form: &FormView<CompanyForm>, tags: &[TagChoice]) -> AnyView {
    let tags = tags_field(form, tags, |form| &form.tags);
    let name = text(form, ("Name", "name"), |form| &form.name, "span-2");
    let legal = text(
        form,
        ("Registered name", "legal_name"),
        |form| &form.legal_name,
        "span-2",
    );
    let phone = text(form, ("Telephone", "phone"), |form| &form.phone, "");
    let website = text(form, ("Web address", "website"), |form| &form.website, "");
    let tax = text(form, ("VAT or tax number", "tax_id"), |form| &form.tax_id, "");
    let email = view! {
        <EmailField
            label="E-mail"
            name="form[email]"
            value=form.values.email.clone()
            error=form.errors.get("email")
            stored=form.stored.as_ref().map(|stored| stored.email.clone())
        />
    }
    .into_any();
    view! {
        <fieldset class="group">
            <legend>"Company"</legend>
            <div class="form-grid">{name}{legal}{email}{phone}{website}{tax}{tags}</div>
        </fieldset>
    }
    .into_any()
}

fn address(form: &FormView<CompanyForm>) -> AnyView {
    let line1 = text(
        form,
        ("Address", "address_line1"),
        |form| &form.address_line1,
        "span-2",
    );
    let line2 = text(
        form,
        ("Address, second line", "address_line2"),
        |form| &form.address_line2,
        "span-2",
    );
    let postal_code = text(form, ("Postal code", "postal_code"), |form| &form.postal_code, "");
    let city = text(form, ("Town", "city"), |form| &form.city, "");
    let state = text(form, ("State or county", "state"), |form| &form.state, "");
    let country = text(form, ("Country", "country"), |form| &form.country, "");
    view! {
        <fieldset class="group">
            <legend>"Postal address"</legend>
            <div class="form-grid">{line1}{line2}{postal_code}{city}{state}{country}</div>
        </fieldset>
    }
    .into_any()
}

fn billing(form: &FormView<CompanyForm>) -> AnyView {
    let stored = form.stored.as_ref();
    let currencies: Vec<(String, String)> = Currency::all()
        .into_iter()
        .map(|currency| (currency.to_string(), currency.to_string()))
        .collect();
    view! {
        <fieldset class="group">
            <legend>"Billing and notes"</legend>
            <div class="form-grid">
                <SelectField
                    label="Currency of new invoices"
                    name="form[currency]"
                    options=currencies
                    value=form.values.currency.clone()
                    error=form.errors.get("currency")
                    stored=stored.map(|stored| stored.currency.clone())
                    required=true
                />
                <NumberField
                    label="Days to pay"
                    name="form[payment_days]"
                    value=form.values.payment_days.clone()
                    error=form.errors.get("payment_days")
                    stored=stored.map(|stored| stored.payment_days.clone())
                    suffix="days"
                    required=true
                />
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
