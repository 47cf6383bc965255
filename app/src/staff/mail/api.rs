//! Reading the mail log, and sending a mail again.

use crate::error::AppError;
use domain::{
    ids::MailId,
    list::Page,
    mail::{MailDetail, MailFilter, MailRow},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::platform::{self, Answer};
#[cfg(feature = "ssr")]
use backend::mail::log;

/// One page of the mail log.
#[server(prefix = "/api/staff", endpoint = "list_mails")]
pub async fn list_mails(#[server(default)] filter: MailFilter) -> Result<Page<MailRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(log::list(&backend, &staff, &filter).await?)
}

/// One mail, whole, with its links blotted out.
#[server(prefix = "/api/staff", endpoint = "get_mail")]
pub async fn get_mail(id: MailId) -> Result<MailDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(log::get(&backend, &staff, id).await?)
}

/// Sends a mail again that was given up or refused.
#[server(prefix = "/api/staff", endpoint = "retry_mail")]
pub async fn retry_mail(id: MailId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let retried = log::retry(&backend, &staff, id).await;
    let refused = Answer::new("retry", &(), format!("/staff/mail/{id}"));
    platform::answer(refused, retried, |()| format!("/staff/mail/{id}?done=retried")).await
}

/// A mail's text as it lies in the mailbox folder, with its working links. Each look is logged.
#[server(prefix = "/api/staff", endpoint = "get_delivered_mail")]
pub async fn get_delivered_mail(id: MailId) -> Result<String, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(log::delivered_copy(&backend, &staff, id).await?)
}
