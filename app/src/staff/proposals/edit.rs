//! Writing a proposal: the company first, then the form.

use super::{
    api::{CreateProposal, UpdateProposal, edit_proposal, get_proposal, new_proposal, proposal_presets},
    parts,
};
use crate::{
    error::AppError,
    platform,
    staff::{companies::api::company_choices, frame::staff_page},
    ui::{
        Button, Card, CheckField, ConflictNotice, DateField, EmptyState, Form, FormErrors, HiddenField,
        IconName, LinkButton, PageHeader, Section, SelectField, TextAreaField, TextField, Variant,
    },
};
use domain::{
    form::{FieldErrors, FormView},
    ids::{CompanyId, ProposalId, ProposalPresetId},
    money::Currency,
    proposal::{ProposalForm, view::ProposalEditing},
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    company: String,
    template: String,
}

/// A new proposal.
#[component]
pub fn NewProposalPage() -> impl IntoView {
    let query: Query = platform::query();
    staff_page("New proposal", async move {
        platform::permitted(Permission::ProposalsWrite)?;
        let company = query.company.parse::<CompanyId>().ok();
        let template = query.template.parse::<ProposalPresetId>().ok();
        if company.is_none() {
            return choose(&query.template).await;
        }
        let returned = platform::returned_form::<ProposalForm>("proposal").await;
        let editing = new_proposal(company, template).await?;
        let form = returned.unwrap_or_else(|| FormView::fresh(editing.form.clone()));
        let name = editing.company.as_ref().map(|company| company.name.clone());
        let text = format!("For {}", name.unwrap_or_default());
        let head = view! {
            <PageHeader title="New proposal" back=("/staff/proposals".to_owned(), "Proposals".to_owned()) text=text>
                <LinkButton href="/staff/proposals/new" variant=Variant::Quiet>"Another company"</LinkButton>
            </PageHeader>
        };
        Ok(view! { <div class="page">{head}{form_view(None, form, editing)}</div> }.into_any())
    })
}

async fn choose(template: &str) -> Result<AnyView, AppError> {
    let companies = company_choices(Vec::new()).await?;
    let templates: Vec<(String, String)> = proposal_presets()
        .await?
        .into_iter()
        .filter(|row| !row.section)
        .map(|row| (row.id.to_string(), row.name))
        .collect();
    let body = if companies.is_empty() {
        view! {
            <EmptyState icon=IconName::Building title="A company first" text="Proposals are made to companies. Add one, and come back.">
                <LinkButton href="/staff/companies/new" variant=Variant::Primary>"Add a company"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let options: Vec<(String, String)> = companies
            .into_iter()
            .map(|company| (company.id.to_string(), company.name))
            .collect();
        view! {
            <form method="get" action="/staff/proposals/new" class="form">
                <SelectField label="Company" name="company" options=options required=true/>
                <SelectField label="Begin with" name="template" options=templates value=template.to_owned() empty="The usual sections"/>
                <div class="form-actions"><Button variant=Variant::Primary>"Continue"</Button></div>
            </form>
        }
        .into_any()
    };
    Ok(view! {
        <div class="page narrow">
            <PageHeader
                title="New proposal"
                back=("/staff/proposals".to_owned(), "Proposals".to_owned())
                text="Who is it for?".to_owned()
            />
            <Card>{body}</Card>
        </div>
    }
    .into_any())
}

/// What is being written.
#[component]
pub fn EditProposalPage() -> impl IntoView {
    let id = platform::param::<ProposalId>("id");
    staff_page("Edit proposal", async move {
        platform::permitted(Permission::ProposalsWrite)?;
        let id = id?;
        let proposal = get_proposal(id).await?;
        let returned = platform::returned_form::<ProposalForm>("proposal").await;
        let editing = edit_proposal(id).await?;
        let form = returned.unwrap_or_else(|| FormView::fresh(editing.form.clone()));
        let title = match &proposal.document.number {
            Some(number) => format!("{number}, version {}", editing.version),
            None => "Edit draft".to_owned(),
        };
        let head = view! {
            <PageHeader
                title=title
                back=(format!("/staff/proposals/{id}"), "Proposal".to_owned())
                text=format!("For {}", proposal.company_name)
            >
                <LinkButton href=format!("/staff/proposals/{id}/preview") icon=IconName::Eye>"View as client"</LinkButton>
            </PageHeader>
        };
        Ok(view! { <div class="page">{head}{form_view(Some(id), form, editing)}</div> }.into_any())
    })
}

fn form_view(id: Option<ProposalId>, form: FormView<ProposalForm>, editing: ProposalEditing) -> AnyView {
    let (values, errors, stored) = (form.values, form.errors, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored.is_some().then(|| {
        let reload = id.map_or_else(
            || "/staff/proposals/new".to_owned(),
            |id| format!("/staff/proposals/{id}/edit"),
        );
        view! { <ConflictNotice subject="proposal" reload=reload/> }
    });
    let (action, key) = match id {
        Some(_) => (UpdateProposal::url(), None),
        None => (CreateProposal::url(), Some(uuid::Uuid::new_v4().to_string())),
    };
    let cancel = id.map_or_else(
        || "/staff/proposals".to_owned(),
        |id| format!("/staff/proposals/{id}"),
    );
    let id = id.map(|id| view! { <HiddenField name="id" value=id.to_string()/> });
    let key = key.map(|key| view! { <HiddenField name="idempotency" value=key/> });
    let about = about(&values, &errors, stored.as_ref(), &editing);
    let sections = parts::sections(&values, errors.clone(), editing.rounding, editing.sections);
    let sections_error = errors
        .get("sections")
        .map(|text| view! { <p class="field-error" id="f-sections">{text}</p> });
    let notes = values.internal_notes.clone();
    view! {
        <Form action=action>
            // The first button is what the enter key presses.
            <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">"Save draft"</button>
            {id}
            {key}
            <HiddenField name="form[company_id]" value=values.company_id.clone()/>
            <HiddenField name="form[version]" value=version.to_string()/>
            {conflict}
            <FormErrors errors=errors.clone()/>
            <Section title="What, to whom, and until when">{about}</Section>
            <Section title="Content">
                {sections_error}
                {sections}
            </Section>
            <Section title="For staff only">
                <TextAreaField
                    label="Notes"
                    name="form[internal_notes]"
                    value=notes
                    error=errors.get("internal_notes")
                    rows=2
                />
            </Section>
            <div class="form-actions">
                <Button variant=Variant::Primary>"Save draft"</Button>
                <LinkButton href=cancel variant=Variant::Quiet>"Cancel"</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn about(
    values: &ProposalForm,
    errors: &FieldErrors,
    stored: Option<&ProposalForm>,
    editing: &ProposalEditing,
) -> AnyView {
    let stored = |field: fn(&ProposalForm) -> &String| stored.map(|stored| field(stored).clone());
    let contacts = editing
        .contacts
        .iter()
        .map(|contact| (contact.id.to_string(), contact.name.clone()))
        .collect::<Vec<_>>();
    let owners = editing
        .owners
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect::<Vec<_>>();
    let currencies: Vec<(String, String)> = Currency::all()
        .into_iter()
        .map(|currency| (currency.to_string(), currency.to_string()))
        .collect();
    let company_error = errors
        .get("company_id")
        .map(|text| view! { <p class="field-error" id="f-company_id">{text}</p> });
    view! {
        <div class="form-grid">
            {company_error}
            <TextField
                label="Title"
                name="form[title]"
                value=values.title.clone()
                error=errors.get("title")
                stored=stored(|form| &form.title)
                maxlength=120
                required=true
                class="span-2"
            />
            <SelectField
                label="Addressed to"
                name="form[contact_id]"
                options=contacts
                value=values.contact_id.clone()
                empty="Nobody yet"
                error=errors.get("contact_id")
                stored=stored(|form| &form.contact_id)
                hint="Its merge tags are filled in for this person. Others of the company see it in the portal, too."
            />
            <SelectField
                label="Looked after by"
                name="form[owner_id]"
                options=owners
                value=values.owner_id.clone()
                empty="Whoever writes it"
                error=errors.get("owner_id")
                stored=stored(|form| &form.owner_id)
                hint="Who among you looks after it. Clients read your business's name."
            />
            <DateField
                label="Valid until"
                name="form[valid_until]"
                value=values.valid_until.clone()
                error=errors.get("valid_until")
                stored=stored(|form| &form.valid_until)
                hint="The day itself still counts. Empty: without end."
            />
            <SelectField
                label="Currency"
                name="form[currency]"
                options=currencies
                value=values.currency.clone()
                error=errors.get("currency")
                stored=stored(|form| &form.currency)
                class="short"
            />
            <CheckField label="Prices include tax" name="form[prices_include_tax]" checked=values.prices_include_tax/>
            <CheckField
                label="Make a draft invoice as soon as it is accepted"
                name="form[make_invoice]"
                checked=values.make_invoice
            />
        </div>
    }
    .into_any()
}
