//! What staff do with companies.

use crate::error::AppError;
use domain::{
    activity::ActivityLine,
    company::{ClientFilter, CompanyChoice, CompanyDetail, CompanyForm, CompanyRow},
    ids::CompanyId,
    invoice::view::InvoiceRow,
    list::Page,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{
        activity::queries as timeline,
        company::{commands, queries},
    },
};

/// One page of the companies.
#[server(prefix = "/api/staff", endpoint = "list_companies")]
pub async fn list_companies(#[server(default)] filter: ClientFilter) -> Result<Page<CompanyRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::list(&backend, &staff, &filter).await?)
}

/// One company.
#[server(prefix = "/api/staff", endpoint = "get_company")]
pub async fn get_company(id: CompanyId) -> Result<CompanyDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::get(&backend, &staff, id).await?)
}

/// The companies to choose from.
#[server(prefix = "/api/staff", endpoint = "company_choices")]
pub async fn company_choices(
    #[server(default)] chosen: Vec<CompanyId>,
) -> Result<Vec<CompanyChoice>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::choices(&backend, &staff, &chosen).await?)
}

/// The form of a new company.
#[server(prefix = "/api/staff", endpoint = "new_company")]
pub async fn new_company() -> Result<CompanyForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::new_form(&backend, &staff).await?)
}

/// A company's invoices.
#[server(prefix = "/api/staff", endpoint = "company_invoices")]
pub async fn company_invoices(
    id: CompanyId,
    #[server(default)] page: u32,
) -> Result<Page<InvoiceRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::invoices(&backend, &staff, id, page).await?)
}

/// What happened around a company.
#[server(prefix = "/api/staff", endpoint = "company_activity")]
pub async fn company_activity(
    id: CompanyId,
    #[server(default)] page: u32,
) -> Result<Page<ActivityLine>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(timeline::for_company(&backend, &staff, id, page).await?)
}

/// Adds a company.
#[server(prefix = "/api/staff", endpoint = "create_company")]
pub async fn create_company(
    #[server(default)] form: CompanyForm,
    #[server(default)] idempotency: String,
) -> Result<CompanyId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = commands::create(&backend, &staff, &form, &idempotency).await;
    let refused = Answer::new("company", &form, "/staff/companies/new");
    platform::answer(refused, made, |id| format!("/staff/companies/{id}?done=created")).await
}

/// Saves a company's form.
#[server(prefix = "/api/staff", endpoint = "update_company")]
pub async fn update_company(id: CompanyId, #[server(default)] form: CompanyForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = commands::update(&backend, &staff, id, &form).await;
    let refused = Answer::new("company", &form, format!("/staff/companies/{id}/edit"));
    platform::answer(refused, saved, |()| format!("/staff/companies/{id}?done=saved")).await
}

/// Puts a company away.
#[server(prefix = "/api/staff", endpoint = "archive_company")]
pub async fn archive_company(id: CompanyId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::archive(&backend, &staff, id).await;
    platform::answer(pressed(id), done, |()| {
        format!("/staff/companies/{id}?done=archived")
    })
    .await
}

/// Takes a company back into use.
#[server(prefix = "/api/staff", endpoint = "restore_company")]
pub async fn restore_company(id: CompanyId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::restore(&backend, &staff, id).await;
    platform::answer(pressed(id), done, |()| {
        format!("/staff/companies/{id}?done=restored")
    })
    .await
}

/// A button on a company's page.
#[cfg(feature = "ssr")]
fn pressed(id: CompanyId) -> Answer<'static, ()> {
    Answer::new("company_action", &(), format!("/staff/companies/{id}"))
}
