//! Writing a contract: company and template first, then the form.

use super::api::{
    CreateContract, UpdateContract, contract_countersigners, contract_template_choices, edit_contract,
    get_contract, new_contract,
};
use crate::{
    error::AppError,
    platform,
    staff::{
        RichTextField, companies::api::company_choices, contacts::api::contact_choices, frame::staff_page,
    },
    ui::{
        Button, Card, CheckField, ConflictNotice, DateField, EmptyState, Form, FormErrors, HiddenField,
        IconName, LinkButton, NumberField, PageHeader, Section, SelectField, TextField, Variant,
    },
};
use domain::{
    contract::{ContractForm, RecipientForm, RecipientRole, SigningOrder},
    form::{FieldErrors, FormView},
    ids::{CompanyId, ContractId, ContractTemplateId},
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Rows for people beyond those in use.
const SPARE: usize = 3;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    company: String,
    template: String,
}

/// What the form offers to choose from.
struct Choices {
    people: Vec<(String, String)>,
    staff: Vec<(String, String)>,
}

impl Choices {
    async fn of(company: CompanyId) -> Result<Self, AppError> {
        let people = contact_choices(Some(company)).await?;
        let staff = contract_countersigners().await?;
        Ok(Self {
            people: people
                .into_iter()
                .map(|person| (person.id.to_string(), person.name))
                .collect(),
            staff: staff
                .into_iter()
                .map(|(id, name)| (id.to_string(), name))
                .collect(),
        })
    }
}

/// A new contract.
#[component]
pub fn NewContractPage() -> impl IntoView {
    let query: Query = platform::query();
    staff_page("New contract", async move {
        platform::permitted(Permission::ContractsWrite)?;
        let company = match query.company.trim() {
            "" => return choose().await,
            id => id.parse::<CompanyId>().map_err(|_| AppError::NotFound)?,
        };
        let template = query.template.parse::<ContractTemplateId>().ok();
        let returned = platform::returned_form::<ContractForm>("contract").await;
        let form = match returned {
            Some(form) => form,
            None => FormView::fresh(new_contract(Some(company), template).await?),
        };
        let choices = Choices::of(company).await?;
        let head = view! {
            <PageHeader title="New contract" back=("/staff/contracts".to_owned(), "Contracts".to_owned())>
                <LinkButton href="/staff/contracts/new" variant=Variant::Quiet>"Another company or template"</LinkButton>
            </PageHeader>
        };
        Ok(page(head.into_any(), form_view(None, form, choices)))
    })
}

fn page(head: AnyView, body: AnyView) -> AnyView {
    view! { <div class="page">{head}{body}</div> }.into_any()
}

async fn choose() -> Result<AnyView, AppError> {
    let companies = company_choices(Vec::new()).await?;
    let templates = contract_template_choices().await?;
    let body = if companies.is_empty() {
        view! {
            <EmptyState
                icon=IconName::Building
                title="A company first"
                text="Contracts are made with companies, and there is none yet."
            >
                <LinkButton href="/staff/companies/new" variant=Variant::Primary>"New company"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let companies: Vec<(String, String)> = companies
            .into_iter()
            .map(|company| (company.id.to_string(), company.name))
            .collect();
        let templates: Vec<(String, String)> = templates
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect();
        view! {
            <form method="get" action="/staff/contracts/new" class="form">
                <SelectField label="Company" name="company" options=companies required=true/>
                <SelectField
                    label="Template"
                    name="template"
                    options=templates
                    empty="Blank"
                    hint="Its text is copied; later changes to the template don't change the contract."
                />
                <div class="form-actions"><Button variant=Variant::Primary>"Continue"</Button></div>
            </form>
        }
        .into_any()
    };
    Ok(view! {
        <div class="page narrow">
            <PageHeader
                title="New contract"
                back=("/staff/contracts".to_owned(), "Contracts".to_owned())
                text="With whom, and what to begin with?".to_owned()
            />
            <Card>{body}</Card>
        </div>
    }
    .into_any())
}

/// A draft.
#[component]
pub fn EditContractPage() -> impl IntoView {
    let id = platform::param::<ContractId>("id");
    staff_page("Edit contract", async move {
        platform::permitted(Permission::ContractsWrite)?;
        let id = id?;
        let contract = get_contract(id).await?;
        let returned = platform::returned_form::<ContractForm>("contract").await;
        let form = match returned {
            Some(form) => form,
            None => FormView::fresh(edit_contract(id).await?),
        };
        let choices = Choices::of(contract.company_id).await?;
        let back = (format!("/staff/contracts/{id}"), "Contract".to_owned());
        let text = format!("With {}", contract.company_name);
        let head = view! { <PageHeader title="Edit draft" back=back text=text/> };
        Ok(page(head.into_any(), form_view(Some(id), form, choices)))
    })
}

fn form_view(id: Option<ContractId>, form: FormView<ContractForm>, choices: Choices) -> AnyView {
    let (values, errors, stored) = (form.values, form.errors, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored.as_ref().map(|_| {
        let reload = id.map_or_else(
            || "/staff/contracts/new".to_owned(),
            |id| format!("/staff/contracts/{id}/edit"),
        );
        view! { <ConflictNotice subject="draft" reload=reload/> }
    });
    let (action, key) = match id {
        Some(_) => (UpdateContract::url(), None),
        None => (CreateContract::url(), Some(uuid::Uuid::new_v4().to_string())),
    };
    let cancel = id.map_or_else(
        || "/staff/contracts".to_owned(),
        |id| format!("/staff/contracts/{id}"),
    );
    let id = id.map(|id| view! { <HiddenField name="id" value=id.to_string()/> });
    let key = key.map(|key| view! { <HiddenField name="idempotency" value=key/> });
    let facts = facts(&values, &errors, stored.as_ref());
    let people = people(&values, &errors, choices);
    let (company, body, wrong) = (values.company_id.clone(), values.body.clone(), errors.get("body"));
    view! {
        <Form action=action>
            {id}
            {key}
            <HiddenField name="form[company_id]" value=company/>
            <HiddenField name="form[version]" value=version.to_string()/>
            {conflict}
            <FormErrors errors=errors/>
            <Section title="What it is">{facts}</Section>
            <Section title="Text" text="Merge tags are filled in when the contract is sent, and stay as they are then.".to_owned()>
                <RichTextField label="Text of the contract" name="form[body]" value=body error=wrong required=true/>
            </Section>
            <Section title="Who takes part">{people}</Section>
            <div class="form-actions">
                <Button variant=Variant::Primary>"Save draft"</Button>
                <LinkButton href=cancel variant=Variant::Quiet>"Cancel"</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn facts(values: &ContractForm, errors: &FieldErrors, stored: Option<&ContractForm>) -> AnyView {
    let stored = |field: fn(&ContractForm) -> &String| stored.map(|stored| field(stored).clone());
    view! {
        <div class="form-grid">
            <TextField
                label="Title"
                name="form[title]"
                value=values.title.clone()
                error=errors.get("title")
                stored=stored(|form| &form.title)
                maxlength=160
                required=true
            />
            <TextField
                label="Kind"
                name="form[kind]"
                value=values.kind.clone()
                error=errors.get("kind")
                stored=stored(|form| &form.kind)
                hint="Such as: Service agreement."
                maxlength=80
            />
            <DateField
                label="Begins"
                name="form[start_date]"
                value=values.start_date.clone()
                error=errors.get("start_date")
                stored=stored(|form| &form.start_date)
            />
            <DateField
                label="Ends"
                name="form[end_date]"
                value=values.end_date.clone()
                error=errors.get("end_date")
                stored=stored(|form| &form.end_date)
            />
            <TextField
                label="Value"
                name="form[value]"
                value=values.value.clone()
                error=errors.get("value")
                stored=stored(|form| &form.value)
                inputmode="decimal"
            />
            <TextField
                label="Currency"
                name="form[currency]"
                value=values.currency.clone()
                error=errors.get("currency")
                stored=stored(|form| &form.currency)
                maxlength=3
            />
        </div>
    }
    .into_any()
}

fn people(values: &ContractForm, errors: &FieldErrors, choices: Choices) -> AnyView {
    let roles: Vec<(String, String)> = RecipientRole::ALL
        .iter()
        .map(|role| (role.as_str().to_owned(), role.label().to_owned()))
        .collect();
    let orders: Vec<(String, String)> = SigningOrder::ALL
        .iter()
        .map(|order| (order.as_str().to_owned(), order.label().to_owned()))
        .collect();
    let filled = values
        .recipients
        .iter()
        .filter(|row| !row.contact_id.is_empty())
        .count();
    let rows = (0..(filled + SPARE)
        .max(values.recipients.len())
        .min(domain::contract::MAX_RECIPIENTS))
        .map(|nth| {
            let row = values.recipients.get(nth).cloned().unwrap_or(RecipientForm {
                role: RecipientRole::Signer.as_str().to_owned(),
                ..RecipientForm::default()
            });
            let (person, role) = (
                format!("form[recipients][{nth}][contact_id]"),
                format!("form[recipients][{nth}][role]"),
            );
            let error = |field: &str| errors.get(&format!("recipients.{nth}.{field}"));
            view! {
                <div class="form-grid person-row">
                    <SelectField
                        label=format!("Person {}", nth + 1)
                        name=person
                        id=format!("f-recipients.{nth}.contact_id")
                        options=choices.people.clone()
                        value=row.contact_id
                        empty="Nobody"
                        error=error("contact_id")
                    />
                    <SelectField
                        label="What they do"
                        name=role
                        id=format!("f-recipients.{nth}.role")
                        options=roles.clone()
                        value=row.role
                        error=error("role")
                    />
                </div>
            }
        });
    let rows = rows.collect_view();
    view! {
        <div class="stack">
            {rows}
            <div class="form-grid">
                <SelectField
                    label="Order"
                    name="form[order]"
                    options=orders
                    value=values.order.clone()
                    error=errors.get("order")
                    hint="One after another: in the order above, and nobody sees it before their turn."
                />
                <SelectField
                    label="Signs for us"
                    name="form[countersigner]"
                    options=choices.staff.clone()
                    value=values.countersigner.clone()
                    empty="Nobody"
                    error=errors.get("countersigner")
                    hint="After everybody else."
                />
                <NumberField
                    label="Days to sign"
                    name="form[expires_days]"
                    value=values.expires_days.clone()
                    error=errors.get("expires_days")
                />
            </div>
            <CheckField
                label="Signers may name another person"
                name="form[delegation]"
                checked=values.delegation
                hint="Somebody new gets a link of their own, and sees this contract only."
            />
            <CheckField
                label="Everybody of the company may read it once it is completed"
                name="form[shared]"
                checked=values.shared
            />
        </div>
    }
    .into_any()
}
