//! Writing an invoice: the company first, then the form; and what may still change once it is issued.

use super::{
    api::{
        AmendInvoice, CreateInvoice, UpdateInvoice, edit_invoice, get_amend_form, get_invoice, new_invoice,
    },
    islands::InvoiceEditor,
};
use crate::{
    error::AppError,
    platform,
    staff::{companies::api::company_choices, frame::staff_page},
    ui::{
        Button, Card, ConflictNotice, DateField, EmptyState, Form, FormErrors, HiddenField, IconName,
        LinkButton, PageHeader, Section, SelectField, TextAreaField, TextField, Variant,
    },
};
use domain::{
    contact::ContactChoice,
    form::FormView,
    ids::{CompanyId, InvoiceId},
    invoice::{AmendForm, InvoiceForm, InvoiceStatus, editor::InvoiceEditing},
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Lines beyond those in use, for browsers without JavaScript.
const SPARE: u32 = 4;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    company: String,
}

/// A new invoice.
#[component]
pub fn NewInvoicePage() -> impl IntoView {
    let query: Query = platform::query();
    staff_page("New invoice", async move {
        platform::permitted(Permission::InvoicesWrite)?;
        let company = query.company.parse::<CompanyId>().ok();
        if company.is_none() {
            return choose_company().await;
        }
        let returned = platform::returned_form::<InvoiceForm>("invoice").await;
        let editing = new_invoice(company).await?;
        let form = returned.unwrap_or_else(|| FormView::fresh(editing.form.clone()));
        let subject = editing
            .company
            .as_ref()
            .map(|company| company.name.clone())
            .unwrap_or_default();
        let head = view! {
            <PageHeader
                title="New invoice"
                back=("/staff/invoices".to_owned(), "Invoices".to_owned())
                text=format!("For {subject}")
            >
                <LinkButton href="/staff/invoices/new" variant=Variant::Quiet>"Another company"</LinkButton>
            </PageHeader>
        };
        Ok(page(head.into_any(), form_view(None, form, editing)))
    })
}

fn page(head: AnyView, body: AnyView) -> AnyView {
    view! { <div class="page">{head}{body}</div> }.into_any()
}

async fn choose_company() -> Result<AnyView, AppError> {
    let companies = company_choices(Vec::new()).await?;
    let body = if companies.is_empty() {
        view! {
            <EmptyState
                icon=IconName::Building
                title="A company first"
                text="Invoices are made out to companies, and there is none yet."
            >
                <LinkButton href="/staff/companies/new" variant=Variant::Primary>"New company"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let options: Vec<(String, String)> = companies
            .into_iter()
            .map(|company| (company.id.to_string(), company.name))
            .collect();
        view! {
            <form method="get" action="/staff/invoices/new" class="form">
                <SelectField
                    label="Company"
                    name="company"
                    options=options
                    hint="Its currency, days to pay and contacts come with it."
                    required=true
                />
                <div class="form-actions"><Button variant=Variant::Primary>"Continue"</Button></div>
            </form>
        }
        .into_any()
    };
    Ok(view! {
        <div class="page narrow">
            <PageHeader
                title="New invoice"
                back=("/staff/invoices".to_owned(), "Invoices".to_owned())
                text="Who is it for?".to_owned()
            />
            <Card>{body}</Card>
        </div>
    }
    .into_any())
}

/// A draft, or what may still change of an issued invoice.
#[component]
pub fn EditInvoicePage() -> impl IntoView {
    let id = platform::param::<InvoiceId>("id");
    staff_page("Edit invoice", async move {
        platform::permitted(Permission::InvoicesWrite)?;
        let id = id?;
        let invoice = get_invoice(id).await?;
        let back = (format!("/staff/invoices/{id}"), "Invoice".to_owned());
        if invoice.document.status == InvoiceStatus::Draft {
            let returned = platform::returned_form::<InvoiceForm>("invoice").await;
            let editing = edit_invoice(id).await?;
            let form = returned.unwrap_or_else(|| FormView::fresh(editing.form.clone()));
            let text = format!("For {}", invoice.company_name);
            let head = view! { <PageHeader title="Edit draft" back=back text=text/> };
            return Ok(page(head.into_any(), form_view(Some(id), form, editing)));
        }
        let returned = platform::returned_form::<AmendForm>("amend").await;
        let form = match returned {
            Some(form) => form,
            None => FormView::fresh(get_amend_form(id).await?),
        };
        let contacts = crate::staff::contacts::api::contact_choices(Some(invoice.company_id)).await?;
        let head = view! {
            <PageHeader
                title=format!("Edit invoice {}", invoice.document.title())
                back=back
                text="Amounts are frozen once an invoice is issued. To change them, write a credit note and a new invoice.".to_owned()
            />
        };
        Ok(page(head.into_any(), amend_view(id, form, contacts)))
    })
}

fn contact_options(contacts: Vec<ContactChoice>) -> Vec<(String, String)> {
    contacts
        .into_iter()
        .map(|contact| (contact.id.to_string(), contact.name))
        .collect()
}

fn form_view(id: Option<InvoiceId>, form: FormView<InvoiceForm>, editing: InvoiceEditing) -> AnyView {
    let (values, errors, stored) = (form.values, form.errors, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored.is_some().then(|| {
        let reload = id.map_or_else(
            || "/staff/invoices/new".to_owned(),
            |id| format!("/staff/invoices/{id}/edit"),
        );
        view! { <ConflictNotice subject="draft" reload=reload/> }
    });
    let (action, key) = match id {
        Some(_) => (UpdateInvoice::url(), None),
        None => (CreateInvoice::url(), Some(uuid::Uuid::new_v4().to_string())),
    };
    let cancel = id.map_or_else(
        || "/staff/invoices".to_owned(),
        |id| format!("/staff/invoices/{id}"),
    );
    let id = id.map(|id| view! { <HiddenField name="id" value=id.to_string()/> });
    let key = key.map(|key| view! { <HiddenField name="idempotency" value=key/> });
    let addressed = addressed(
        &values,
        &errors,
        stored.as_ref(),
        contact_options(editing.contacts),
    );
    let texts = texts(&values, &errors, stored.as_ref());
    view! {
        <Form action=action>
            {id}
            {key}
            <HiddenField name="form[company_id]" value=values.company_id.clone()/>
            <HiddenField name="form[version]" value=version.to_string()/>
            {conflict}
            <FormErrors errors=errors.clone()/>
            <Section title="To whom, and when">{addressed}</Section>
            <Section title="What for">
                <InvoiceEditor
                    form=values
                    spare=SPARE
                    errors=errors
                    stored=stored
                    rounding=editing.rounding
                    taxes=editing.taxes
                />
            </Section>
            <Section title="Notes">{texts}</Section>
            <div class="form-actions">
                <Button variant=Variant::Primary>"Save draft"</Button>
                <LinkButton href=cancel variant=Variant::Quiet>"Cancel"</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn addressed(
    values: &InvoiceForm,
    errors: &domain::form::FieldErrors,
    stored: Option<&InvoiceForm>,
    contacts: Vec<(String, String)>,
) -> AnyView {
    let stored = |field: fn(&InvoiceForm) -> &String| stored.map(|stored| field(stored).clone());
    let company_error = errors
        .get("company_id")
        .map(|text| view! { <p class="field-error" id="f-company_id">{text}</p> });
    view! {
        <div class="form-grid">
            {company_error}
            <SelectField
                label="Contact"
                name="form[contact_id]"
                options=contacts
                value=values.contact_id.clone()
                empty="Nobody in particular"
                error=errors.get("contact_id")
                stored=stored(|form| &form.contact_id)
                hint="Addressed on the invoice, and told by mail when it is issued."
            />
            <DateField
                label="Due date"
                name="form[due_date]"
                value=values.due_date.clone()
                error=errors.get("due_date")
                stored=stored(|form| &form.due_date)
                required=true
            />
            <DateField
                label="Invoice date"
                name="form[issue_date]"
                value=values.issue_date.clone()
                error=errors.get("issue_date")
                stored=stored(|form| &form.issue_date)
                hint="Leave it empty for the day of issue."
            />
            <TextField
                label="Client's order number"
                name="form[po_number]"
                value=values.po_number.clone()
                error=errors.get("po_number")
                stored=stored(|form| &form.po_number)
                maxlength=60
            />
            <TextField
                label="Reference"
                name="form[reference]"
                value=values.reference.clone()
                error=errors.get("reference")
                stored=stored(|form| &form.reference)
                maxlength=60
            />
        </div>
    }
    .into_any()
}

fn texts(values: &InvoiceForm, errors: &domain::form::FieldErrors, stored: Option<&InvoiceForm>) -> AnyView {
    let stored = |field: fn(&InvoiceForm) -> &String| stored.map(|stored| field(stored).clone());
    view! {
        <div class="stack">
            <TextAreaField
                label="For the client"
                name="form[notes]"
                value=values.notes.clone()
                error=errors.get("notes")
                stored=stored(|form| &form.notes)
                rows=3
            />
            <TextAreaField
                label="Terms of payment"
                name="form[terms]"
                value=values.terms.clone()
                error=errors.get("terms")
                stored=stored(|form| &form.terms)
                rows=2
            />
            <TextAreaField
                label="For staff only"
                name="form[internal_notes]"
                value=values.internal_notes.clone()
                error=errors.get("internal_notes")
                stored=stored(|form| &form.internal_notes)
                rows=2
            />
        </div>
    }
    .into_any()
}

fn amend_view(id: InvoiceId, form: FormView<AmendForm>, contacts: Vec<ContactChoice>) -> AnyView {
    let (values, errors, stored) = (form.values, form.errors, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored.is_some().then(|| {
        view! { <ConflictNotice subject="invoice" reload=format!("/staff/invoices/{id}/edit")/> }
    });
    let held = stored.clone();
    let stored = move |field: fn(&AmendForm) -> &String| held.as_ref().map(|stored| field(stored).clone());
    let error = {
        let errors = errors.clone();
        move |field: &str| errors.get(field)
    };
    view! {
        <Card>
            <Form action=AmendInvoice::url()>
                <HiddenField name="id" value=id.to_string()/>
                <HiddenField name="form[version]" value=version.to_string()/>
                {conflict}
                <FormErrors errors=errors/>
                <div class="form-grid">
                    <SelectField
                        label="Contact"
                        name="form[contact_id]"
                        options=contact_options(contacts)
                        value=values.contact_id
                        empty="Nobody in particular"
                        error=error("contact_id")
                        stored=stored(|form| &form.contact_id)
                    />
                    <DateField
                        label="Due date"
                        name="form[due_date]"
                        value=values.due_date
                        error=error("due_date")
                        stored=stored(|form| &form.due_date)
                        required=true
                    />
                    <TextAreaField
                        label="For the client"
                        name="form[notes]"
                        value=values.notes
                        error=error("notes")
                        stored=stored(|form| &form.notes)
                        class="span-2"
                    />
                    <TextAreaField
                        label="For staff only"
                        name="form[internal_notes]"
                        value=values.internal_notes
                        error=error("internal_notes")
                        stored=stored(|form| &form.internal_notes)
                        class="span-2"
                    />
                </div>
                <div class="form-actions">
                    <Button variant=Variant::Primary>"Save"</Button>
                    <LinkButton href=format!("/staff/invoices/{id}") variant=Variant::Quiet>"Cancel"</LinkButton>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}
