//! Portal: what a client does with contracts.

use crate::error::AppError;
use domain::{
    contract::{
        DeclineForm, DelegateForm, SignForm,
        view::{ContractFilter, ContractForClient, ContractRow},
    },
    ids::ContractId,
    list::Page,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::contracts::{ceremony, code, queries},
    domain::module::Module,
};

/// A page of the own contracts.
#[server(prefix = "/api/portal", endpoint = "list_contracts")]
pub async fn list_contracts(
    #[server(default)] filter: ContractFilter,
) -> Result<Page<ContractRow>, AppError> {
    let (backend, client) = platform::client_in(Module::Contracts)?;
    Ok(queries::list_for_client(&backend, &client, &filter).await?)
}

/// One of the own contracts. Opening its page is an event of the contract; fetching it ahead, or by a program, is not.
#[server(prefix = "/api/portal", endpoint = "contract")]
pub async fn contract(id: ContractId) -> Result<ContractForClient, AppError> {
    let (backend, client) = platform::client_in(Module::Contracts)?;
    if platform::is_real_view() {
        ceremony::opened(&backend, &client, &platform::hand(), id).await?;
    }
    Ok(queries::for_client(&backend, &client, id).await?)
}

/// Mails a code; what was typed beside it stays.
#[server(prefix = "/api/portal", endpoint = "request_contract_code")]
pub async fn request_contract_code(
    id: ContractId,
    #[server(default)] form: SignForm,
) -> Result<(), AppError> {
    let (backend, client) = platform::client_in(Module::Contracts)?;
    let mailed = code::request(&backend, &client, &platform::hand(), id).await;
    platform::answer(on("contract_sign", id, &form).keeping(), mailed, |()| {
        page(id, "contract-code")
    })
    .await
}

/// Signs or approves.
#[server(prefix = "/api/portal", endpoint = "sign_contract")]
pub async fn sign_contract(
    id: ContractId,
    #[server(default)] form: SignForm,
    #[server(default)] idempotency: String,
) -> Result<(), AppError> {
    let (backend, client) = platform::client_in(Module::Contracts)?;
    let signed = ceremony::sign(&backend, &client, &platform::hand(), id, &form, &idempotency).await;
    platform::answer(on("contract_sign", id, &form), signed, |()| {
        page(id, "contract-signed")
    })
    .await
}

/// Declines.
#[server(prefix = "/api/portal", endpoint = "decline_contract")]
pub async fn decline_contract(id: ContractId, #[server(default)] form: DeclineForm) -> Result<(), AppError> {
    let (backend, client) = platform::client_in(Module::Contracts)?;
    let declined = ceremony::decline(&backend, &client, &platform::hand(), id, &form).await;
    platform::answer(on("contract_decline", id, &form), declined, |()| {
        page(id, "contract-declined")
    })
    .await
}

/// Names another person, who signs instead.
#[server(prefix = "/api/portal", endpoint = "delegate_contract")]
pub async fn delegate_contract(
    id: ContractId,
    #[server(default)] form: DelegateForm,
) -> Result<(), AppError> {
    let (backend, client) = platform::client_in(Module::Contracts)?;
    let done = ceremony::delegate(&backend, &client, &platform::hand(), id, &form).await;
    platform::answer(on("contract_delegate", id, &form), done, |()| {
        "/portal/contracts?done=contract-delegated".to_owned()
    })
    .await
}

/// A contract's page after something was done.
#[cfg(feature = "ssr")]
fn page(id: ContractId, done: &str) -> String {
    format!("/portal/contracts/{id}?done={done}")
}

/// A form on a contract's page.
#[cfg(feature = "ssr")]
fn on<'a, F>(form: &'static str, id: ContractId, values: &'a F) -> Answer<'a, F> {
    Answer::new(form, values, format!("/portal/contracts/{id}"))
}
