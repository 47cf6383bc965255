//! What a client does with a contract: read, sign or approve, decline, name another person.
//!
//! The contract is looked up through the client's own scope; what follows from the step, such as another's turn, is written by the
//! system in the same transaction.

use super::{Hand, code, finish, mails, refused_to, send, spoken, table::Table, wrong};
use crate::{
    Backend,
    access::rate,
    access_log,
    activity::{self, Actor},
    copy,
    entity::{contact, contract, contract_recipient, membership},
    error::{BackendError, Result},
    idempotency::Attempt,
    scope::{ClientScope, Rows, Scope, SystemScope},
    secret::sha256_hex,
    signature,
};
use chrono::{DateTime, Utc};
use domain::{
    access::AccessKind,
    activity::Verb,
    contact::full_name,
    contract::{
        CONSENT_VERSION, ContractError, ContractStatus, DeclineForm, DelegateDraft, DelegateForm,
        RecipientRole, RecipientStatus, SignForm,
    },
    form::normalised_email,
    ids::{ContactId, ContractId, RecipientId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use serde_json::json;
use uuid::Uuid;

/// The contract on the table, and the place of the contact who asks.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not theirs to see, or they have no place in it.
pub(super) async fn seated(
    rows: &Rows<'_, ClientScope>,
    system: &SystemScope,
    id: ContractId,
) -> Result<(Table, usize)> {
    // In reach at all?
    rows.get::<contract::Entity>(id.uuid()).await?;
    let table = Table::lock(&rows.with(system), id).await?;
    let place = table
        .place_of_contact(rows.scope().contact().uuid())
        .ok_or(BackendError::NotFound)?;
    Ok((table, place))
}

/// Notes that the contact who asks has the contract before them. The first time is an event of the contract, and all that a reader is
/// asked for. A colleague who may only read leaves no trace in the log.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not theirs to see.
pub async fn opened(backend: &Backend, scope: &ClientScope, hand: &Hand, id: ContractId) -> Result<()> {
    if scope.only_looks() {
        return Ok(());
    }
    let now = backend.clock().now();
    let seen = backend.read(scope).get::<contract::Entity>(id.uuid()).await?;
    let rows = backend.begin(scope).await?;
    access_log::record(&rows, now, AccessKind::Viewed, None, &super::paper::called(&seen)).await?;
    let system = SystemScope::new(scope.tenant(), "a contact reads a contract");
    let all = rows.with(&system);
    let mut table = Table::lock(&all, id).await?;
    let place = table.place_of_contact(scope.contact().uuid());
    if let Some(place) = place.filter(|place| table.recipients[*place].opened_at.is_none()) {
        let asked = table.signing.open(place).map_err(refused_to(scope.locale()))?;
        table.recipients[place].opened_at = Some(now);
        let who = table.who(place, hand, scope.session().uuid());
        table.note(now, "viewed", &who, json!(null));
        let what = send::happening(&table.row, Some(scope.contact().uuid()));
        activity::record_as(&all, now, scope.actor(), Verb::ContractViewed, what).await?;
        carry_on(&all, now, table, &asked).await?;
    }
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Signs or approves. The same key does it once, and a click that is sent twice is one signature.
///
/// # Errors
/// [`BackendError::Invalid`] by field; [`BackendError::Conflict`] when it can't be signed (any more) or is not what was read;
/// [`BackendError::TooMany`]. All in the client's language.
pub async fn sign(
    backend: &Backend,
    scope: &ClientScope,
    hand: &Hand,
    id: ContractId,
    form: &SignForm,
    key: &str,
) -> Result<()> {
    let locale = scope.locale();
    let draft = form
        .validate(true)
        .map_err(|errors| BackendError::Invalid(spoken(locale, errors)));
    let attempt = Attempt::new(key, "contract.sign", scope.contact().uuid(), form);
    code::hit(backend, scope, id, rate::CONTRACT_CODE_TRY).await?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let system = SystemScope::new(scope.tenant(), "a contact signs");
    let all = rows.with(&system);
    let (mut table, place) = seated(&rows, &system, id).await?;
    if attempt.earlier(&all).await?.is_some() {
        return Ok(());
    }
    let said = refused_to(locale);
    table.signing.check_may_act(place).map_err(&said)?;
    let draft = draft?;
    if draft.hash != table.row.document_hash {
        return Err(said(ContractError::OtherVersion));
    }
    let signs = table.signing.seats[place].role == RecipientRole::Signer;
    let signature = match signs {
        true => Some(
            signature::from_field(&form.signature)
                .map_err(|error| wrong(locale, "signature", error.key()))?,
        ),
        false => None,
    };
    let (recipient, session) = (table.recipients[place].id, scope.session().uuid());
    if !code::is_right(backend, &all, (recipient, scope.contact(), session), &draft.code).await? {
        let who = table.who(place, hand, session);
        table.note(now, "code_failed", &who, json!(null));
        table.store(&all, now).await?;
        // A try counts, whatever comes of it.
        rows.commit().await?;
        return Err(wrong(locale, "code", "contract-code-wrong"));
    }
    let asked = table.signing.sign(place).map_err(&said)?;
    let who = table.who(place, hand, session);
    table.note(now, "code_verified", &who, json!(null));
    let consent = copy::text(locale, &format!("contract-consent-{CONSENT_VERSION}"));
    let agreed = json!({ "version": CONSENT_VERSION, "sha256": sha256_hex(consent.as_bytes()), "locale": locale.as_str() });
    table.note(now, "consent_given", &who, agreed);
    let stored = match &signature {
        Some(signature) => serde_json::to_string(signature).map_err(BackendError::internal)?,
        None => String::new(),
    };
    let details = match &signature {
        Some(_) => json!({ "signature_sha256": sha256_hex(stored.as_bytes()), "place": place + 1 }),
        None => json!({ "place": place + 1 }),
    };
    table.note(now, if signs { "signed" } else { "approved" }, &who, details);
    table.acted(place, now, hand, session);
    let one = &mut table.recipients[place];
    one.code_at = Some(now);
    one.consent_version = i32::try_from(CONSENT_VERSION).map_err(BackendError::internal)?;
    one.signature = stored;
    let what = send::happening(&table.row, Some(scope.contact().uuid()));
    activity::record_as(&all, now, scope.actor(), Verb::ContractSigned, what).await?;
    let name = table.recipients[place].name.clone();
    let table = carry_on(&all, now, table, &asked).await?;
    if table.signing.status != ContractStatus::Completed {
        mails::tell_owner(&all, now, &table.row, "signed", &name, "").await?;
    }
    attempt.remember(&all, now, &id).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Stores what somebody's step led to, and asks those whose turn has come; the last step completes the contract.
pub(super) async fn carry_on<S>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    mut table: Table,
    asked: &[usize],
) -> Result<Table>
where
    S: super::table::Desk + Actor,
{
    let done = table.signing.status == ContractStatus::Completed && table.row.completed_at.is_none();
    if done {
        finish::completed(&mut table, now);
    }
    let table = table.store(rows, now).await?;
    send::ask(rows, now, &table, asked).await?;
    if done {
        for contact in table.recipients.iter().filter_map(|one| one.contact_id) {
            let what = send::happening(&table.row, Some(contact));
            let system = (domain::activity::ActorKind::System, None, "Portico".to_owned());
            activity::record_as(rows, now, system, Verb::ContractCompleted, what).await?;
        }
    }
    Ok(table)
}

/// Declines, which stops everyone. The owner and those who have signed are told.
///
/// # Errors
/// As [`sign`].
pub async fn decline(
    backend: &Backend,
    scope: &ClientScope,
    hand: &Hand,
    id: ContractId,
    form: &DeclineForm,
) -> Result<()> {
    let locale = scope.locale();
    let reason = form.validate().map_err(|errors| spoken(locale, errors))?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let system = SystemScope::new(scope.tenant(), "a contact declines");
    let all = rows.with(&system);
    let (mut table, place) = seated(&rows, &system, id).await?;
    table.signing.decline(place).map_err(refused_to(locale))?;
    let session = scope.session().uuid();
    let who = table.who(place, hand, session);
    table.note(now, "declined", &who, json!({ "reason": reason }));
    table.acted(place, now, hand, session);
    table.recipients[place].reason.clone_from(&reason);
    table.row.reason.clone_from(&reason);
    table.row.remind_at = None;
    let mut what = send::happening(&table.row, Some(scope.contact().uuid()));
    what.remark.clone_from(&reason);
    activity::record_as(&all, now, scope.actor(), Verb::ContractDeclined, what).await?;
    let table = table.store(&all, now).await?;
    let name = table.recipients[place].name.clone();
    mails::tell_owner(&all, now, &table.row, "declined", &name, &reason).await?;
    mails::tell_signers(&all, now, &table, "declined", &name).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Names another person, who signs or approves instead: a contact of the workspace, or somebody new, who then reads what is addressed
/// to them and nothing else. Whoever named them gets a copy at the end.
///
/// # Errors
/// As [`sign`].
pub async fn delegate(
    backend: &Backend,
    scope: &ClientScope,
    hand: &Hand,
    id: ContractId,
    form: &DelegateForm,
) -> Result<()> {
    let locale = scope.locale();
    let draft = form.validate().map_err(|errors| spoken(locale, errors))?;
    code::hit(backend, scope, id, rate::CONTRACT_DELEGATE).await?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let system = SystemScope::new(scope.tenant(), "a contact names another person");
    let all = rows.with(&system);
    let (mut table, place) = seated(&rows, &system, id).await?;
    table.signing.check_may_act(place).map_err(refused_to(locale))?;
    if !table.row.delegation {
        return Err(BackendError::Conflict(copy::text(
            locale,
            "contract-delegate-off",
        )));
    }
    let person = person(&rows, &all, now, &table.row, &draft).await?;
    if table.place_of_contact(person.id).is_some() {
        return Err(wrong(locale, "email", "contract-delegate-takes-part"));
    }
    let session = scope.session().uuid();
    let who = table.who(place, hand, session);
    let name = full_name(&person.first_name, &person.last_name);
    table.note(
        now,
        "delegated",
        &who,
        json!({ "name": name, "email": person.email, "place": place + 1 }),
    );
    let before = table.recipients[place].clone();
    let named_by = before.name.clone();
    hand_over(&mut table, place, &person, &named_by, now);
    // Whoever named them still gets the copy.
    let position = i32::try_from(table.recipients.len()).map_err(BackendError::internal)?;
    table.recipients.push(contract_recipient::Model {
        id: RecipientId::new().uuid(),
        position,
        role: RecipientRole::Copy.as_str().to_owned(),
        status: RecipientStatus::Waiting.as_str().to_owned(),
        named_by: String::new(),
        sent_at: None,
        ..before
    });
    table
        .signing
        .seats
        .push(domain::contract::Seat::new(RecipientRole::Copy));
    let mut what = send::happening(&table.row, Some(scope.contact().uuid()));
    what.remark.clone_from(&name);
    activity::record_as(&all, now, scope.actor(), Verb::ContractDelegated, what).await?;
    let table = table.store(&all, now).await?;
    send::ask(&all, now, &table, &[place]).await?;
    mails::tell_owner(&all, now, &table.row, "delegated", &named_by, &name).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Puts another contact into a place, as if it had just become their turn.
pub(super) fn hand_over(
    table: &mut Table,
    place: usize,
    person: &contact::Model,
    named_by: &str,
    now: DateTime<Utc>,
) {
    let asked = table.signing.seats[place].is_asked();
    let one = &mut table.recipients[place];
    one.contact_id = Some(person.id);
    one.name = full_name(&person.first_name, &person.last_name);
    one.email.clone_from(&person.email);
    named_by.clone_into(&mut one.named_by);
    one.opened_at = None;
    one.sent_at = asked.then_some(now);
    if asked {
        table.signing.seats[place].status = RecipientStatus::Sent;
    }
}

/// The contact of an address: one who is there and may use the portal, or a new guest.
async fn person(
    rows: &Rows<'_, ClientScope>,
    all: &Rows<'_, SystemScope>,
    now: DateTime<Utc>,
    row: &contract::Model,
    draft: &DelegateDraft,
) -> Result<contact::Model> {
    let locale = rows.scope().locale();
    let key = normalised_email(&draft.email);
    let found = all
        .find::<contact::Entity>()
        .filter(contact::Column::EmailKey.eq(key.as_str()))
        .one()
        .await?;
    if let Some(found) = found {
        let usable = found.archived_at.is_none() && found.portal_enabled && belongs(all, found.id).await?;
        return match usable {
            true => Ok(found),
            false => Err(wrong(locale, "email", "contract-delegate-impossible")),
        };
    }
    let id = ContactId::new();
    let name = full_name(&draft.first_name, &draft.last_name);
    all.insert::<contact::Entity>(contact::ActiveModel {
        id: Set(id.uuid()),
        first_name: Set(draft.first_name.clone()),
        last_name: Set(draft.last_name.clone()),
        email: Set(draft.email.clone()),
        email_key: Set(Some(key.clone())),
        phone: Set(String::new()),
        job_title: Set(String::new()),
        locale: Set(Some(locale.as_str().to_owned())),
        timezone: Set(None),
        notes: Set(String::new()),
        portal_enabled: Set(true),
        may_accept: Set(false),
        guest: Set(true),
        bounced_at: Set(None),
        last_seen_at: Set(None),
        search_key: Set(format!("{} {} {key}", draft.last_name, draft.first_name).to_lowercase()),
        archived_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    })
    .await?;
    all.insert::<membership::Entity>(membership::ActiveModel {
        contact_id: Set(id.uuid()),
        company_id: Set(row.company_id),
        created_at: Set(now),
        ..Default::default()
    })
    .await?;
    let what = activity::Happening {
        company: Some(row.company_id.into()),
        contact: Some(id),
        object: name,
        ..activity::Happening::default()
    };
    activity::record_as(all, now, rows.scope().actor(), Verb::ContactCreated, what).await?;
    all.get::<contact::Entity>(id.uuid()).await
}

/// Whether somebody acts for any company that is in use.
async fn belongs(all: &Rows<'_, SystemScope>, contact: Uuid) -> Result<bool> {
    let companies = crate::contact::visibility::companies_of(all, &[contact]).await?;
    Ok(companies
        .into_values()
        .flatten()
        .any(|(_, _, archived)| !archived))
}
