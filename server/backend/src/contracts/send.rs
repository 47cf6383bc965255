//! Sending: the text is frozen with its values, the contract gets its number, and those whose turn it is are asked.

use super::{
    draft,
    finish::{self, Original},
    log::Who,
    mails, paper, refused,
    table::Table,
};
use crate::{
    Backend, activity,
    clock::time_zone,
    copy,
    entity::{company, contact, contract, contract_recipient, portal, staff_user, tenant},
    error::{BackendError, Result},
    idempotency::Attempt,
    invoice::{
        commands::{buyer, seller},
        numbering::{self, Series},
    },
    merge::{freeze, scope_of},
    scope::{Rows, Scope, StaffScope},
};
use chrono::{DateTime, Days, TimeDelta, TimeZone, Utc};
use domain::{
    activity::Verb, contract::RecipientRole, ids::ContractId, locale::Locale, page::rich_text::RichDoc,
    role::Permission,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The first reminder comes after so long.
pub(super) const FIRST_REMINDER: TimeDelta = TimeDelta::days(5);

/// Sends a draft. The same key sends it once.
///
/// # Errors
/// [`BackendError::Conflict`] when it was sent or changed since that version, when somebody can't be reached, or when a tag stands for
/// nothing.
pub async fn send(
    backend: &Backend,
    scope: &StaffScope,
    id: ContractId,
    version: i64,
    key: &str,
) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let attempt = Attempt::new(key, "contract.send", scope.user().uuid(), &(id, version));
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    if attempt.earlier(&rows).await?.is_some() {
        return Ok(());
    }
    table.signing.status.check_editable().map_err(refused)?;
    table.check_version(version)?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let company = rows.get::<company::Entity>(table.row.company_id).await?;
    if company.archived_at.is_some() {
        return conflict("The company is archived. Restore it first.");
    }
    reachable(&rows, &mut table).await?;
    let asked = table.signing.send().map_err(refused)?;
    let today = backend.clock().today(&tenant.timezone);
    let number = numbering::next(&rows, &tenant, Series::Contract, today).await?;
    let original = freeze_all(backend, &rows, &mut table, &number, (&tenant, &company), now).await?;
    let row = &mut table.row;
    row.search_key = paper::search_key(Some(&number), &row.title, &row.kind);
    row.expires_at = Some(end_of_day(now, row.expires_days, &tenant.timezone));
    row.remind_at = Some(now + FIRST_REMINDER);
    row.owner_id = scope.user().uuid();
    let who = Who::staff(scope);
    let created = json!({ "created_at": row.created_at.to_rfc3339(), "title": row.title, "number": number });
    table.note(now, "created", &who, created);
    for one in table.recipients.clone() {
        let details =
            json!({ "name": one.name, "email": one.email, "role": one.role, "place": one.position + 1 });
        table.note(now, "recipient_added", &who, details);
    }
    table.note(
        now,
        "sent",
        &who,
        json!({ "expires_at": table.row.expires_at.map(|at| at.to_rfc3339()) }),
    );
    let table = table.store(&rows, now).await?;
    finish::keep_original(&rows, now, id, original).await?;
    ask(&rows, now, &table, &asked).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Asks those whose turn has come: by mail, and on their timelines.
pub(super) async fn ask<S>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    table: &Table,
    places: &[usize],
) -> Result<()>
where
    S: super::table::Desk + activity::Actor,
{
    for place in places {
        let one = &table.recipients[*place];
        mails::ask(rows, now, &table.row, one).await?;
        if let Some(contact) = one.contact_id {
            let what = happening(&table.row, Some(contact));
            activity::record(rows, now, Verb::ContractSent, what).await?;
        }
    }
    Ok(())
}

/// A line for the timelines of a contract and its company, and of one contact.
pub(super) fn happening(row: &contract::Model, contact: Option<uuid::Uuid>) -> activity::Happening {
    activity::Happening {
        company: Some(row.company_id.into()),
        contact: contact.map(Into::into),
        contract: Some(row.id.into()),
        object: paper::called(row),
        ..activity::Happening::default()
    }
}

fn conflict<T>(text: impl Into<String>) -> Result<T> {
    Err(BackendError::Conflict(text.into()))
}

/// Goes on only if the contract can come to everybody; takes names and addresses as they are today.
async fn reachable(rows: &Rows<'_, StaffScope>, table: &mut Table) -> Result<()> {
    let portal = rows.get::<portal::Entity>(rows.scope().tenant().uuid()).await?;
    if !portal.enabled {
        return conflict("The portal is switched off, so nobody could open the contract.");
    }
    let modules = domain::module::ModuleSet::from_keys(&portal.modules);
    if !modules.has(domain::module::Module::Contracts) {
        return conflict("Contracts are switched off in the portal. Switch them on in the settings first.");
    }
    let members = draft::people_of(rows, table.row.company_id).await?;
    let mut any = false;
    for one in &mut table.recipients {
        if let Some(id) = one.contact_id {
            any = true;
            let Some(person) = members.iter().find(|member| member.id == id) else {
                return conflict(format!("{} no longer belongs to the company.", one.name));
            };
            check_person(person)?;
            one.name = domain::contact::full_name(&person.first_name, &person.last_name);
            one.email.clone_from(&person.email);
        } else if let Some(id) = one.user_id {
            let user = rows.get::<staff_user::Entity>(id).await?;
            if !user.active {
                return conflict(format!(
                    "{} no longer works here, so somebody else must countersign.",
                    user.name
                ));
            }
            (one.name, one.email) = (user.name, user.email);
        }
    }
    if any {
        Ok(())
    } else {
        conflict("Please choose at least one person of the company.")
    }
}

/// Goes on only if somebody can open the portal.
pub(super) fn check_person(person: &contact::Model) -> Result<()> {
    let name = domain::contact::full_name(&person.first_name, &person.last_name);
    if person.email.is_empty() {
        return conflict(format!(
            "{name} has no e-mail address, so no code could be sent before signing."
        ));
    }
    if !person.portal_enabled {
        return conflict(format!(
            "{name} may not use the portal, and contracts are signed there."
        ));
    }
    Ok(())
}

/// The instant at which the day so many days from now ends in a zone.
pub(super) fn end_of_day(now: DateTime<Utc>, days: i32, zone: &str) -> DateTime<Utc> {
    let zone = time_zone(zone).unwrap_or(chrono_tz::UTC);
    let days = u64::try_from(days).unwrap_or(1);
    let last = now
        .with_timezone(&zone)
        .date_naive()
        .checked_add_days(Days::new(days));
    let midnight = last
        .and_then(|day| day.checked_add_days(Days::new(1)))
        .and_then(|day| day.and_hms_opt(0, 0, 0))
        .and_then(|midnight| zone.from_local_datetime(&midnight).earliest());
    midnight.map_or(now + TimeDelta::days(30), |at| at.with_timezone(&Utc))
}

/// Puts the values into the text, as the first signer would read it, and notes the hash of what is sent.
async fn freeze_all(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    table: &mut Table,
    number: &str,
    (tenant, company): (&tenant::Model, &company::Model),
    now: DateTime<Utc>,
) -> Result<Original> {
    let doc = paper::body(&table.row)?;
    if doc.is_blank() {
        return conflict("The contract has no text yet.");
    }
    let reader = first_reader(&table.recipients).ok_or_else(|| {
        BackendError::Conflict("Please choose at least one person of the company.".to_owned())
    })?;
    let client = scope_of(rows, reader.into()).await?;
    let locale = client.locale();
    table.row.number = Some(number.to_owned());
    table.row.sent_at = Some(now);
    let given = values(
        &table.row,
        &table.recipients,
        company,
        locale,
        rows.scope(),
        backend,
    )?;
    let frozen = freeze::for_reader(backend, &rows.with(&client), &doc, &given).await?;
    refuse_gaps(&doc, &frozen.gaps)?;
    let to_json = |party| serde_json::to_string(&party).map_err(BackendError::internal);
    let row = &mut table.row;
    row.frozen = frozen.doc.to_field();
    row.provider = to_json(seller(tenant))?;
    row.client = to_json(buyer(company, None))?;
    locale.as_str().clone_into(&mut row.locale);
    let original = finish::original(rows, row).await?;
    row.document_hash.clone_from(&original.hash);
    Ok(original)
}

/// A contract with holes in it is no contract. A tag with a fallback of its own has none.
fn refuse_gaps(doc: &RichDoc, gaps: &BTreeSet<String>) -> Result<()> {
    let without: BTreeSet<String> = freeze::tags_of(doc)
        .into_iter()
        .filter(|tag| tag.fallback.is_none())
        .map(|tag| tag.chip())
        .collect();
    let holes: Vec<&str> = gaps.intersection(&without).map(String::as_str).collect();
    if holes.is_empty() {
        return Ok(());
    }
    conflict(format!(
        "These tags stand for nothing with this client: {}. Fill in what is missing, or give the tags a fallback.",
        holes.join(", ")
    ))
}

/// The contact in whose language and with whose values the text is frozen: the first who signs, or else the first at all.
fn first_reader(recipients: &[contract_recipient::Model]) -> Option<uuid::Uuid> {
    let signs = |one: &&contract_recipient::Model| one.role == RecipientRole::Signer.as_str();
    let contacts = || recipients.iter().filter(|one| one.contact_id.is_some());
    contacts().find(signs).or_else(|| contacts().next())?.contact_id
}

/// What tags of the contract itself, and of whoever sends it, stand for.
fn values(
    row: &contract::Model,
    recipients: &[contract_recipient::Model],
    company: &company::Model,
    locale: Locale,
    sender: &StaffScope,
    backend: &Backend,
) -> Result<BTreeMap<String, String>> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| locale.format_date(day)).unwrap_or_default();
    let url = format!("{}/portal/contracts/{}", backend.config().public_url, row.id);
    let names: Vec<&str> = recipients
        .iter()
        .filter(|one| one.role == RecipientRole::Signer.as_str())
        .map(|one| one.name.as_str())
        .collect();
    let value = paper::value(row)?.map(|value| value.format(locale));
    let date = row.sent_at.map(|at| locale.format_date(at.date_naive()));
    let given = [
        ("contract.number", row.number.clone().unwrap_or_default()),
        ("contract.title", row.title.clone()),
        ("contract.type", row.kind.clone()),
        ("contract.status", copy::text(locale, "contract-status-sent")),
        ("contract.date", date.unwrap_or_default()),
        ("contract.start_date", day(row.start_date)),
        ("contract.end_date", day(row.end_date)),
        ("contract.value", value.unwrap_or_default()),
        ("contract.currency", row.currency.clone()),
        ("contract.signers", names.join(", ")),
        ("contract.proposal_number", row.proposal_number.clone()),
        ("contract.url", url),
        ("contract.company", company.name.clone()),
        ("user.name", sender.name().to_owned()),
        ("user.email", sender.email().to_owned()),
    ];
    Ok(given
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::end_of_day;

    #[test]
    fn the_last_day_counts_to_its_end_in_the_workspaces_zone() {
        let now = "2026-03-15T10:00:00Z".parse().unwrap();
        // Summer time begins on 29 March.
        assert_eq!(
            end_of_day(now, 30, "Europe/Berlin").to_rfc3339(),
            "2026-04-14T22:00:00+00:00"
        );
        assert_eq!(
            end_of_day(now, 1, "Europe/Berlin").to_rfc3339(),
            "2026-03-16T23:00:00+00:00"
        );
        assert_eq!(
            end_of_day(now, 1, "Nowhere/Land").to_rfc3339(),
            "2026-03-17T00:00:00+00:00"
        );
    }
}
