//! What staff do with a contract that was sent: remind, give more time, put another person in somebody's place, take it back.

use super::{ceremony, draft, log::Who, mails, refused, send, table::Table};
use crate::{
    Backend, activity,
    entity::tenant,
    error::{BackendError, Result},
    scope::{Scope, StaffScope},
};
use chrono::TimeDelta;
use domain::{
    activity::Verb,
    contract::{ExtendForm, ReplaceForm, VoidForm},
    ids::ContractId,
    role::Permission,
};
use serde_json::json;

/// Nobody is reminded by hand more often.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Takes a contract back. Those who had it are told.
///
/// # Errors
/// [`BackendError::Conflict`] when it is closed, or changed since that version.
pub async fn void(backend: &Backend, scope: &StaffScope, id: ContractId, form: &VoidForm) -> Result<()> {
    scope.require(Permission::ContractsVoid)?;
    let reason = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    table.signing.void().map_err(refused)?;
    table.check_version(form.version)?;
    table.note(now, "voided", &Who::staff(scope), json!({ "reason": reason }));
    table.row.reason.clone_from(&reason);
    table.row.remind_at = None;
    table.row.closed_at = Some(now);
    let table = table.store(&rows, now).await?;
    for one in table.recipients.iter().filter(|one| one.sent_at.is_some()) {
        if let Some(contact) = one.contact_id {
            let mut what = send::happening(&table.row, Some(contact));
            what.remark.clone_from(&reason);
            activity::record(&rows, now, Verb::ContractVoided, what).await?;
        }
    }
    mails::tell_all(&rows, now, &table, "voided").await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Gives more time, also after the time was over; then those whose turn it is are asked again.
///
/// # Errors
/// [`BackendError::Conflict`] when it is closed, or changed since that version.
pub async fn extend(backend: &Backend, scope: &StaffScope, id: ContractId, form: &ExtendForm) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let days = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    let asked = table.signing.extend().map_err(refused)?;
    table.check_version(form.version)?;
    let zone = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?.timezone;
    let days = i32::try_from(days).map_err(BackendError::internal)?;
    let until = send::end_of_day(now, days, &zone);
    table.row.expires_at = Some(until);
    table.row.closed_at = None;
    table.row.remind_at = Some(now + send::FIRST_REMINDER);
    table.row.reminders = 0;
    table.note(
        now,
        "extended",
        &Who::staff(scope),
        json!({ "expires_at": until.to_rfc3339() }),
    );
    let table = table.store(&rows, now).await?;
    send::ask(&rows, now, &table, &asked).await?;
    let what = send::happening(&table.row, None);
    activity::record(&rows, now, Verb::ContractExtended, what).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Mails those whose turn it is once more.
///
/// # Errors
/// [`BackendError::Conflict`] when it waits for nobody, or they were reminded a moment ago.
pub async fn remind(backend: &Backend, scope: &StaffScope, id: ContractId) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    table.signing.status.check_open().map_err(refused)?;
    let last = super::log::read(&rows, id.uuid()).await?;
    let lately = last
        .iter()
        .any(|link| matches!(link.event.kind.as_str(), "resent" | "sent") && now - link.event.at < PAUSE);
    if lately {
        return Err(BackendError::Conflict(
            "They were written to a moment ago. Please wait ten minutes before you remind them.".to_owned(),
        ));
    }
    let asked: Vec<usize> = table.signing.asked().collect();
    let names: Vec<String> = asked
        .iter()
        .map(|place| table.recipients[*place].name.clone())
        .collect();
    table.note(now, "resent", &Who::staff(scope), json!({ "to": names }));
    let table = table.store(&rows, now).await?;
    for place in asked {
        mails::remind(&rows, now, &table.row, &table.recipients[place]).await?;
    }
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Puts another of the company's contacts in the place of somebody who has not signed; whoever had the place can't open the contract
/// any more.
///
/// # Errors
/// [`BackendError::Invalid`] when that person can't sign; [`BackendError::Conflict`] when somebody has signed, or it changed since.
pub async fn replace(
    backend: &Backend,
    scope: &StaffScope,
    id: ContractId,
    form: &ReplaceForm,
) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let (recipient, contact) = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    table.signing.status.check_open().map_err(refused)?;
    table.check_version(form.version)?;
    let place = table
        .recipients
        .iter()
        .position(|one| one.id == recipient.uuid() && one.contact_id.is_some())
        .ok_or(BackendError::NotFound)?;
    if table.signing.seats[place].is_done() && table.signing.seats[place].role.takes_part() {
        return Err(BackendError::Conflict(format!(
            "{} has already done their part.",
            table.recipients[place].name
        )));
    }
    let members = draft::people_of(&rows, table.row.company_id).await?;
    let Some(person) = members.into_iter().find(|member| member.id == contact.uuid()) else {
        return Err(BackendError::invalid(
            "contact_id",
            "Please choose one of the company's contacts.",
        ));
    };
    send::check_person(&person)?;
    if table.place_of_contact(person.id).is_some() {
        return Err(BackendError::invalid(
            "contact_id",
            "This person takes part already.",
        ));
    }
    let before = table.recipients[place].clone();
    ceremony::hand_over(&mut table, place, &person, "", now);
    let one = &table.recipients[place];
    let details = json!({
        "place": place + 1,
        "from": { "name": before.name, "email": before.email },
        "to": { "name": one.name, "email": one.email },
    });
    table.note(now, "recipient_changed", &Who::staff(scope), details);
    let asked = table.signing.seats[place].is_asked();
    let table = table.store(&rows, now).await?;
    if asked {
        send::ask(&rows, now, &table, &[place]).await?;
    }
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}
