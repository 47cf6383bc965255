//! What staff do with contracts.

use crate::error::AppError;
use domain::{
    contract::{
        ContractForm, ExtendForm, ReplaceForm, SignForm, TemplateForm, VoidForm,
        view::{ContractDetail, ContractFilter, ContractRow, TemplateRow},
    },
    ids::{CompanyId, ContractId, ContractTemplateId, UserId},
    list::Page,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::contracts::{countersign, draft, queries, send, steps, templates},
};

/// Functions that may be sent a whole contract, or a picture of a signature.
#[cfg(feature = "ssr")]
pub const LARGE: [&str; 7] = [
    "/api/staff/create_contract",
    "/api/staff/update_contract",
    "/api/staff/create_contract_template",
    "/api/staff/update_contract_template",
    "/api/staff/countersign_contract",
    "/api/portal/sign_contract",
    "/api/portal/request_contract_code",
];

/// One page of the contracts.
#[server(prefix = "/api/staff", endpoint = "list_contracts")]
pub async fn list_contracts(
    #[server(default)] filter: ContractFilter,
) -> Result<Page<ContractRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::list(&backend, &staff, &filter).await?)
}

/// One contract.
#[server(prefix = "/api/staff", endpoint = "get_contract")]
pub async fn get_contract(id: ContractId) -> Result<ContractDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::get(&backend, &staff, id).await?)
}

/// The form of a new contract, for a company and from a template once they are chosen.
#[server(prefix = "/api/staff", endpoint = "new_contract")]
pub async fn new_contract(
    #[server(default)] company: Option<CompanyId>,
    #[server(default)] template: Option<ContractTemplateId>,
) -> Result<ContractForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(draft::new_form(&backend, &staff, company, template).await?)
}

/// A draft's form.
#[server(prefix = "/api/staff", endpoint = "edit_contract")]
pub async fn edit_contract(id: ContractId) -> Result<ContractForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(draft::form(&backend, &staff, id).await?)
}

/// Those who may sign for the provider.
#[server(prefix = "/api/staff", endpoint = "contract_countersigners")]
pub async fn contract_countersigners() -> Result<Vec<(UserId, String)>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(draft::countersigners(&backend, &staff).await?)
}

/// Writes a draft.
#[server(prefix = "/api/staff", endpoint = "create_contract")]
pub async fn create_contract(
    #[server(default)] form: ContractForm,
    #[server(default)] idempotency: String,
) -> Result<ContractId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = draft::create(&backend, &staff, &form, &idempotency).await;
    platform::answer(on_new(&form), made, |id| page(*id, "created")).await
}

/// Saves a draft.
#[server(prefix = "/api/staff", endpoint = "update_contract")]
pub async fn update_contract(id: ContractId, #[server(default)] form: ContractForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = draft::update(&backend, &staff, id, &form).await;
    let refused = Answer::new("contract", &form, format!("/staff/contracts/{id}/edit"));
    platform::answer(refused, saved, |()| page(id, "saved")).await
}

/// Deletes a draft.
#[server(prefix = "/api/staff", endpoint = "delete_contract")]
pub async fn delete_contract(id: ContractId, #[server(default)] version: i64) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = draft::delete(&backend, &staff, id, version).await;
    platform::answer(on("contract_action", id, &()), done, |()| {
        "/staff/contracts?done=deleted".to_owned()
    })
    .await
}

/// Makes a draft with the same text and people.
#[server(prefix = "/api/staff", endpoint = "duplicate_contract")]
pub async fn duplicate_contract(
    id: ContractId,
    #[server(default)] idempotency: String,
) -> Result<ContractId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = draft::duplicate(&backend, &staff, id, &idempotency).await;
    platform::answer(on("contract_action", id, &()), made, |id| {
        format!("/staff/contracts/{id}/edit?done=contract-copied")
    })
    .await
}

/// Sends a draft.
#[server(prefix = "/api/staff", endpoint = "send_contract")]
pub async fn send_contract(
    id: ContractId,
    #[server(default)] version: i64,
    #[server(default)] idempotency: String,
) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let sent = send::send(&backend, &staff, id, version, &idempotency).await;
    platform::answer(on("contract_action", id, &()), sent, |()| {
        page(id, "contract-sent")
    })
    .await
}

/// Mails those whose turn it is once more.
#[server(prefix = "/api/staff", endpoint = "remind_contract")]
pub async fn remind_contract(id: ContractId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = steps::remind(&backend, &staff, id).await;
    platform::answer(on("contract_action", id, &()), done, |()| {
        page(id, "contract-reminded")
    })
    .await
}

/// Takes a contract back.
#[server(prefix = "/api/staff", endpoint = "void_contract")]
pub async fn void_contract(id: ContractId, #[server(default)] form: VoidForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = steps::void(&backend, &staff, id, &form).await;
    platform::answer(on("contract_void", id, &form), done, |()| {
        page(id, "contract-voided")
    })
    .await
}

/// Gives more time.
#[server(prefix = "/api/staff", endpoint = "extend_contract")]
pub async fn extend_contract(id: ContractId, #[server(default)] form: ExtendForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = steps::extend(&backend, &staff, id, &form).await;
    platform::answer(on("contract_extend", id, &form), done, |()| {
        page(id, "contract-extended")
    })
    .await
}

/// Puts another person in somebody's place.
#[server(prefix = "/api/staff", endpoint = "replace_contract_recipient")]
pub async fn replace_contract_recipient(
    id: ContractId,
    #[server(default)] form: ReplaceForm,
) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = steps::replace(&backend, &staff, id, &form).await;
    platform::answer(on("contract_replace", id, &form), done, |()| {
        page(id, "contract-replaced")
    })
    .await
}

/// Signs for the provider.
#[server(prefix = "/api/staff", endpoint = "countersign_contract")]
pub async fn countersign_contract(
    id: ContractId,
    #[server(default)] form: SignForm,
    #[server(default)] idempotency: String,
) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let hand = platform::hand();
    let signed = countersign::countersign(&backend, &staff, &hand, id, &form, &idempotency).await;
    let refused = Answer::new(
        "contract_countersign",
        &form,
        format!("/staff/contracts/{id}/sign"),
    );
    platform::answer(refused, signed, |()| page(id, "contract-signed")).await
}

/// A page of the templates.
#[server(prefix = "/api/staff", endpoint = "list_contract_templates")]
pub async fn list_contract_templates(
    #[server(default)] search: String,
    #[server(default)] page: u32,
) -> Result<Page<TemplateRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(templates::list(&backend, &staff, &search, page).await?)
}

/// All templates to choose from.
#[server(prefix = "/api/staff", endpoint = "contract_template_choices")]
pub async fn contract_template_choices() -> Result<Vec<(ContractTemplateId, String)>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(templates::choices(&backend, &staff).await?)
}

/// A template's form.
#[server(prefix = "/api/staff", endpoint = "get_contract_template")]
pub async fn get_contract_template(id: ContractTemplateId) -> Result<TemplateForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(templates::form(&backend, &staff, id).await?)
}

/// Makes a template.
#[server(prefix = "/api/staff", endpoint = "create_contract_template")]
pub async fn create_contract_template(
    #[server(default)] form: TemplateForm,
    #[server(default)] idempotency: String,
) -> Result<ContractTemplateId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = templates::create(&backend, &staff, &form, &idempotency).await;
    let refused = Answer::new("contract_template", &form, "/staff/contracts/templates/new");
    platform::answer(refused, made, |_| {
        "/staff/contracts/templates?done=created".to_owned()
    })
    .await
}

/// Saves a template.
#[server(prefix = "/api/staff", endpoint = "update_contract_template")]
pub async fn update_contract_template(
    id: ContractTemplateId,
    #[server(default)] form: TemplateForm,
) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = templates::update(&backend, &staff, id, &form).await;
    let refused = Answer::new(
        "contract_template",
        &form,
        format!("/staff/contracts/templates/{id}"),
    );
    platform::answer(refused, saved, |()| {
        "/staff/contracts/templates?done=saved".to_owned()
    })
    .await
}

/// Deletes a template.
#[server(prefix = "/api/staff", endpoint = "delete_contract_template")]
pub async fn delete_contract_template(id: ContractTemplateId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = templates::delete(&backend, &staff, id).await;
    let refused = Answer::new(
        "contract_template",
        &(),
        format!("/staff/contracts/templates/{id}"),
    );
    platform::answer(refused, done, |()| {
        "/staff/contracts/templates?done=deleted".to_owned()
    })
    .await
}

/// A contract's page after something was done.
#[cfg(feature = "ssr")]
fn page(id: ContractId, done: &str) -> String {
    format!("/staff/contracts/{id}?done={done}")
}

/// A form on a contract's page.
#[cfg(feature = "ssr")]
fn on<'a, F>(form: &'static str, id: ContractId, values: &'a F) -> Answer<'a, F> {
    Answer::new(form, values, format!("/staff/contracts/{id}"))
}

/// The form of a new contract, for the company that was chosen.
#[cfg(feature = "ssr")]
fn on_new(form: &ContractForm) -> Answer<'_, ContractForm> {
    let company = form.company_id.parse::<CompanyId>();
    let page = company.map_or_else(
        |_| "/staff/contracts/new".to_owned(),
        |id| format!("/staff/contracts/new?company={id}"),
    );
    Answer::new("contract", form, page)
}
