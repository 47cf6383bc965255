//! Templates of contracts.

use super::api::{
    CreateContractTemplate, DeleteContractTemplate, UpdateContractTemplate, get_contract_template,
    list_contract_templates,
};
use crate::{
    platform,
    staff::{
        RichTextField,
        address::{address, shown},
        frame::staff_page,
    },
    ui::{
        Button, Card, CheckField, Confirm, ConflictNotice, EmptyState, Form, FormErrors, HiddenField,
        IconName, LinkButton, NumberField, PageHeader, Pagination, SearchBar, Section, SelectField, Table,
        TextField, Variant,
    },
};
use domain::{
    contract::{DEFAULT_EXPIRY_DAYS, SigningOrder, TemplateForm},
    form::FormView,
    ids::ContractTemplateId,
    locale::Locale,
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

const PATH: &str = "/staff/contracts/templates";

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    search: String,
    page: u32,
}

/// All templates.
#[component]
pub fn ContractTemplatesPage() -> impl IntoView {
    let query: Query = platform::query();
    staff_page("Contract templates", async move {
        let may_write = platform::staff_visit()?
            .frame
            .role
            .may(Permission::ContractsWrite);
        let found = list_contract_templates(query.search.clone(), query.page).await?;
        let (page, count, summary) = (found.page, found.page_count(), shown(&found));
        let new = || {
            view! {
                <LinkButton href="/staff/contracts/templates/new" variant=Variant::Primary icon=IconName::Plus>"New template"</LinkButton>
            }
        };
        let body = if found.total == 0 {
            let (title, text) = match query.search.trim() {
                "" => (
                    "No templates yet",
                    "A template saves writing the same contract again.",
                ),
                _ => ("No template matches", "Try another word."),
            };
            view! { <EmptyState icon=IconName::Documents title=title text=text/> }.into_any()
        } else {
            let rows = found.rows.into_iter().map(|row| {
                let (edit, used) = (
                    format!("{PATH}/{}", row.id),
                    Locale::En.format_date_short(row.updated_at.date_naive()),
                );
                let name = match may_write {
                    true => view! { <a class="row-link" href=edit>{row.name}</a> }.into_any(),
                    false => row.name.into_any(),
                };
                view! {
                    <tr>
                        <td class="cell-main">{name}</td>
                        <td data-label="Title">{row.title}</td>
                        <td data-label="Kind">{row.kind}</td>
                        <td data-label="Changed">{used}</td>
                    </tr>
                }
            });
            let rows = rows.collect_view();
            let base = address(PATH, &[("search", &query.search)]);
            view! {
                <Card class="flush">
                    <Table label="Contract templates">
                        <thead><tr><th scope="col">"Name"</th><th scope="col">"Title"</th><th scope="col">"Kind"</th><th scope="col">"Changed"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </Table>
                    <Pagination page=page page_count=count base=base summary=summary/>
                </Card>
            }
            .into_any()
        };
        Ok(view! {
            <div class="page">
                <PageHeader title="Contract templates" back=("/staff/contracts".to_owned(), "Contracts".to_owned())>
                    {may_write.then(new)}
                </PageHeader>
                <div class="toolbar">
                    <SearchBar action=PATH label="Search templates" name="search" value=query.search.clone()/>
                </div>
                {body}
            </div>
        }
        .into_any())
    })
}

/// A new template.
#[component]
pub fn NewContractTemplatePage() -> impl IntoView {
    staff_page("New contract template", async move {
        platform::permitted(Permission::ContractsWrite)?;
        let returned = platform::returned_form::<TemplateForm>("contract_template").await;
        let form = returned.unwrap_or_else(|| {
            FormView::fresh(TemplateForm {
                expires_days: DEFAULT_EXPIRY_DAYS.to_string(),
                delegation: true,
                countersign: true,
                ..TemplateForm::default()
            })
        });
        Ok(page("New template", None, form))
    })
}

/// A template.
#[component]
pub fn ContractTemplatePage() -> impl IntoView {
    let id = platform::param::<ContractTemplateId>("id");
    staff_page("Contract template", async move {
        platform::permitted(Permission::ContractsWrite)?;
        let id = id?;
        let stored = get_contract_template(id).await?;
        let returned = platform::returned_form::<TemplateForm>("contract_template").await;
        let form = returned.unwrap_or_else(|| FormView::fresh(stored));
        Ok(page("Edit template", Some(id), form))
    })
}

fn page(title: &'static str, id: Option<ContractTemplateId>, form: FormView<TemplateForm>) -> AnyView {
    let (values, errors, stored) = (form.values, form.errors, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="template" reload=PATH/> });
    let (action, key) = match id {
        Some(_) => (UpdateContractTemplate::url(), None),
        None => (
            CreateContractTemplate::url(),
            Some(uuid::Uuid::new_v4().to_string()),
        ),
    };
    let key = key.map(|key| view! { <HiddenField name="idempotency" value=key/> });
    let own = id.map(|id| view! { <HiddenField name="id" value=id.to_string()/> });
    let orders: Vec<(String, String)> = SigningOrder::ALL
        .iter()
        .map(|order| (order.as_str().to_owned(), order.label().to_owned()))
        .collect();
    let (body, wrong) = (values.body.clone(), errors.get("body"));
    let facts = view! {
        <div class="form-grid">
            <TextField label="Name" name="form[name]" value=values.name error=errors.get("name") hint="What you find it by." maxlength=120 required=true/>
            <TextField label="Title" name="form[title]" value=values.title error=errors.get("title") hint="What contracts made from it are called." maxlength=160 required=true/>
            <TextField label="Kind" name="form[kind]" value=values.kind error=errors.get("kind") maxlength=80/>
            <SelectField label="Order" name="form[order]" options=orders value=values.order error=errors.get("order")/>
            <NumberField label="Days to sign" name="form[expires_days]" value=values.expires_days error=errors.get("expires_days")/>
        </div>
        <CheckField label="Signers may name another person" name="form[delegation]" checked=values.delegation/>
        <CheckField label="Whoever makes the contract signs it for us" name="form[countersign]" checked=values.countersign/>
    };
    let delete = id.map(|id| {
        view! {
            <Confirm summary="Delete" title="Delete this template?" icon=IconName::Delete>
                <p class="small">"Contracts that were made from it stay as they are."</p>
                <Form action=DeleteContractTemplate::url()>
                    <HiddenField name="id" value=id.to_string()/>
                    <div class="form-actions"><Button variant=Variant::Danger>"Delete template"</Button></div>
                </Form>
            </Confirm>
        }
    });
    view! {
        <div class="page">
            <PageHeader title=title back=(PATH.to_owned(), "Contract templates".to_owned())/>
            <Form action=action>
                {own}
                {key}
                <HiddenField name="form[version]" value=version.to_string()/>
                {conflict}
                <FormErrors errors=errors/>
                <Section title="What it is">{facts}</Section>
                <Section title="Text" text="Merge tags are filled in when a contract is sent.".to_owned()>
                    <RichTextField label="Text of the contract" name="form[body]" value=body error=wrong required=true/>
                </Section>
                <div class="form-actions">
                    <Button variant=Variant::Primary>"Save template"</Button>
                    <LinkButton href=PATH variant=Variant::Quiet>"Cancel"</LinkButton>
                </div>
            </Form>
            {delete}
        </div>
    }
    .into_any()
}
