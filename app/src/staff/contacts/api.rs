//! What staff do with contacts and their way into the portal.

use crate::error::AppError;
use domain::{
    access::{InvitationForm, SessionLine},
    activity::ActivityLine,
    company::ClientFilter,
    contact::{ContactChoice, ContactDetail, ContactForm, ContactRow},
    ids::{CompanyId, ContactId, MailId, SessionId},
    invoice::view::InvoiceRow,
    list::Page,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{
        access::{links, sessions},
        activity::queries as timeline,
        contact::{commands, queries},
        mail::invitations,
        portal_settings,
    },
};

/// One page of the contacts.
#[server(prefix = "/api/staff", endpoint = "list_contacts")]
pub async fn list_contacts(#[server(default)] filter: ClientFilter) -> Result<Page<ContactRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::list(&backend, &staff, &filter).await?)
}

/// One contact.
#[server(prefix = "/api/staff", endpoint = "get_contact")]
pub async fn get_contact(id: ContactId) -> Result<ContactDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::get(&backend, &staff, id).await?)
}

/// The contacts to choose from, of one company or of all.
#[server(prefix = "/api/staff", endpoint = "contact_choices")]
pub async fn contact_choices(
    #[server(default)] company: Option<CompanyId>,
) -> Result<Vec<ContactChoice>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::choices(&backend, &staff, company).await?)
}

/// The invoices that concern a contact.
#[server(prefix = "/api/staff", endpoint = "contact_invoices")]
pub async fn contact_invoices(
    id: ContactId,
    #[server(default)] page: u32,
) -> Result<Page<InvoiceRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::invoices(&backend, &staff, id, page).await?)
}

/// What happened around a contact.
#[server(prefix = "/api/staff", endpoint = "contact_activity")]
pub async fn contact_activity(
    id: ContactId,
    #[server(default)] page: u32,
) -> Result<Page<ActivityLine>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(timeline::for_contact(&backend, &staff, id, page).await?)
}

/// A contact's open sessions.
#[server(prefix = "/api/staff", endpoint = "contact_sessions")]
pub async fn contact_sessions(id: ContactId) -> Result<Vec<SessionLine>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(sessions::of_contact(&backend, &staff, id).await?)
}

/// How long a new link is valid unless one says otherwise.
#[server(prefix = "/api/staff", endpoint = "usual_link_days")]
pub async fn usual_link_days() -> Result<i32, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(portal_settings::access::link_days(&backend, &staff).await?)
}

/// Adds a contact.
#[server(prefix = "/api/staff", endpoint = "create_contact")]
pub async fn create_contact(
    #[server(default)] form: ContactForm,
    #[server(default)] idempotency: String,
) -> Result<ContactId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = commands::create(&backend, &staff, &form, &idempotency).await;
    let refused = Answer::new("contact", &form, "/staff/contacts/new");
    platform::answer(refused, made, |id| format!("/staff/contacts/{id}?done=created")).await
}

/// Saves a contact's form.
#[server(prefix = "/api/staff", endpoint = "update_contact")]
pub async fn update_contact(id: ContactId, #[server(default)] form: ContactForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = commands::update(&backend, &staff, id, &form).await;
    let refused = Answer::new("contact", &form, format!("/staff/contacts/{id}/edit"));
    platform::answer(refused, saved, |()| format!("/staff/contacts/{id}?done=saved")).await
}

/// Puts a contact away.
#[server(prefix = "/api/staff", endpoint = "archive_contact")]
pub async fn archive_contact(id: ContactId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::archive(&backend, &staff, id).await;
    platform::answer(pressed(id, ""), done, |()| {
        format!("/staff/contacts/{id}?done=archived")
    })
    .await
}

/// Takes a contact back into use.
#[server(prefix = "/api/staff", endpoint = "restore_contact")]
pub async fn restore_contact(id: ContactId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::restore(&backend, &staff, id).await;
    platform::answer(pressed(id, ""), done, |()| {
        format!("/staff/contacts/{id}?done=restored")
    })
    .await
}

/// Queues an invitation with a link into the portal.
#[server(prefix = "/api/staff", endpoint = "send_invitation")]
pub async fn send_invitation(
    id: ContactId,
    #[server(default)] form: InvitationForm,
    #[server(default)] idempotency: String,
) -> Result<MailId, AppError> {
    let (backend, staff) = platform::staff()?;
    let sent = invitations::send(&backend, &staff, id, &form, &idempotency).await;
    let refused = Answer::new("invitation", &form, format!("/staff/contacts/{id}/invite"));
    platform::answer(refused, sent, |_| {
        format!("/staff/contacts/{id}?tab=access&done=invited")
    })
    .await
}

/// Revokes a contact's links and ends the sessions.
#[server(prefix = "/api/staff", endpoint = "revoke_access")]
pub async fn revoke_access(id: ContactId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = links::revoke(&backend, &staff, id).await;
    platform::answer(pressed(id, "?tab=access"), done, |()| {
        format!("/staff/contacts/{id}?tab=access&done=revoked")
    })
    .await
}

/// Ends one session of a contact; the link goes on working.
#[server(prefix = "/api/staff", endpoint = "end_contact_session")]
pub async fn end_contact_session(contact: ContactId, id: SessionId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let ended = sessions::end_of_contact(&backend, &staff, contact, id).await;
    platform::answer(pressed(contact, "?tab=access"), ended, |()| {
        format!("/staff/contacts/{contact}?tab=access&done=session-ended")
    })
    .await
}

/// A button on a contact's page.
#[cfg(feature = "ssr")]
fn pressed(id: ContactId, tab: &str) -> Answer<'static, ()> {
    Answer::new("contact_action", &(), format!("/staff/contacts/{id}{tab}"))
}
