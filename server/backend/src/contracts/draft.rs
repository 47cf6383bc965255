//! Drafts: written, changed, copied and deleted. No client sees them.

use super::{changed_meanwhile, paper, refused, status, table};
use crate::{
    Backend, activity,
    entity::{
        company, contact, contract, contract_recipient, contract_template, membership, staff_user, tenant,
    },
    error::{BackendError, Result},
    idempotency::Attempt,
    merge::{check, refuse},
    scope::{Rows, Scope, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    contact::full_name,
    contract::{ContractDraft, ContractForm, ContractStatus, RecipientRole, RecipientStatus},
    ids::{CompanyId, ContractId, ContractTemplateId, RecipientId, UserId},
    merge::Place,
    page::rich_text::RichDoc,
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};
use uuid::Uuid;

/// Writes a draft. The same key writes it once.
///
/// # Errors
/// [`BackendError::Invalid`] by field; nothing is saved then.
pub async fn create(
    backend: &Backend,
    scope: &StaffScope,
    form: &ContractForm,
    key: &str,
) -> Result<ContractId> {
    scope.require(Permission::ContractsWrite)?;
    let draft = form.validate()?;
    let attempt = Attempt::new(key, "contract.create", scope.user().uuid(), form);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    // The lock makes a second request with the same key wait, and find the first one's answer.
    lock_company(&rows, draft.company, None).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    judge(backend, &rows, &draft.body).await?;
    let id = insert(&rows, now, &draft, None).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    Ok(id)
}

/// Changes a draft.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Stale`] with the stored [`ContractForm`] when somebody else saved first,
/// [`BackendError::Conflict`] when it was sent.
pub async fn update(
    backend: &Backend,
    scope: &StaffScope,
    id: ContractId,
    form: &ContractForm,
) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = locked(&rows, id).await?;
    let draft = form.validate()?;
    if before.version != draft.version {
        let stored = form_of(&rows, &before).await?;
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    lock_company(&rows, draft.company, Some(before.company_id)).await?;
    judge(backend, &rows, &draft.body).await?;
    let changed = rows
        .update::<contract::Entity>()
        .filter(unchanged(&before))
        .set_row(contract::ActiveModel {
            version: Set(before.version + 1),
            updated_at: Set(now),
            ..columns(&rows, &draft).await?
        })
        .exec()
        .await?;
    if changed != 1 {
        return Err(changed_meanwhile());
    }
    rows.delete::<contract_recipient::Entity>(contract_recipient::Column::ContractId.eq(id.uuid()))
        .await?;
    seat_all(&rows, id, &draft).await?;
    note(&rows, now, Verb::ContractUpdated, &before, &draft.title).await?;
    rows.commit().await
}

/// Deletes a draft for good.
///
/// # Errors
/// [`BackendError::Conflict`] when it was sent, or changed since that version.
pub async fn delete(backend: &Backend, scope: &StaffScope, id: ContractId, version: i64) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = locked(&rows, id).await?;
    if before.version != version || rows.delete::<contract::Entity>(unchanged(&before)).await? != 1 {
        return Err(changed_meanwhile());
    }
    note(&rows, now, Verb::ContractDeleted, &before, &before.title).await?;
    rows.commit().await
}

/// Makes a new draft with the same text and people, from a contract in whatever state. The same key makes it once.
///
/// # Errors
/// [`BackendError::Conflict`] when the company is archived.
pub async fn duplicate(
    backend: &Backend,
    scope: &StaffScope,
    id: ContractId,
    key: &str,
) -> Result<ContractId> {
    scope.require(Permission::ContractsWrite)?;
    let attempt = Attempt::new(key, "contract.duplicate", scope.user().uuid(), &id);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = rows
        .find::<contract::Entity>()
        .filter(contract::Column::Id.eq(id.uuid()))
        .locked()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let mut form = form_of(&rows, &before).await?;
    let members = people_of(&rows, before.company_id).await?;
    // Somebody who has left the company, or is a guest, is not asked again.
    form.recipients.retain(|one| {
        one.contact_id
            .parse()
            .is_ok_and(|id: Uuid| members.iter().any(|member| member.id == id))
    });
    let draft = form.validate()?;
    if let Err(BackendError::Invalid(errors)) = lock_company(&rows, draft.company, None).await {
        return Err(BackendError::Conflict(
            errors.get("company_id").unwrap_or_default(),
        ));
    }
    let copy = insert(&rows, now, &draft, None).await?;
    attempt.remember(&rows, now, &copy).await?;
    rows.commit().await?;
    Ok(copy)
}

/// The form of a new contract: of a company once one is chosen, with a template's text if one is.
///
/// # Errors
/// [`BackendError::NotFound`] for a template that is not this tenant's.
pub async fn new_form(
    backend: &Backend,
    scope: &StaffScope,
    company: Option<CompanyId>,
    template: Option<ContractTemplateId>,
) -> Result<ContractForm> {
    scope.require(Permission::ContractsWrite)?;
    let rows = backend.read(scope);
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let mut form = ContractForm {
        company_id: company.map(|id| id.to_string()).unwrap_or_default(),
        currency: tenant.currency,
        order: "parallel".to_owned(),
        expires_days: domain::contract::DEFAULT_EXPIRY_DAYS.to_string(),
        countersigner: scope.user().to_string(),
        delegation: true,
        ..ContractForm::default()
    };
    if let Some(company) = company {
        form.currency = rows.get::<company::Entity>(company.uuid()).await?.currency;
    }
    if let Some(id) = template {
        let row = rows.get::<contract_template::Entity>(id.uuid()).await?;
        form.title = row.title;
        form.kind = row.kind;
        form.order = row.signing_order;
        form.expires_days = row.expires_days.to_string();
        form.delegation = row.delegation;
        form.body = row.body;
        if !row.countersign {
            form.countersigner = String::new();
        }
    }
    Ok(form)
}

/// A draft's form.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's, [`BackendError::Conflict`] when it was sent.
pub async fn form(backend: &Backend, scope: &StaffScope, id: ContractId) -> Result<ContractForm> {
    scope.require(Permission::ContractsWrite)?;
    let rows = backend.read(scope);
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    status(&row.status)?.check_editable().map_err(refused)?;
    form_of(&rows, &row).await
}

/// Adds a draft in the caller's transaction. `proposal` is the accepted proposal that it comes from, with its number.
pub(super) async fn insert(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    draft: &ContractDraft,
    proposal: Option<(Uuid, &str)>,
) -> Result<ContractId> {
    let id = ContractId::new();
    let row = contract::ActiveModel {
        id: Set(id.uuid()),
        number: Set(None),
        status: Set(ContractStatus::Draft.as_str().to_owned()),
        frozen: Set(String::new()),
        provider: Set(String::new()),
        client: Set(String::new()),
        locale: Set(String::new()),
        document_hash: Set(String::new()),
        sealed_hash: Set(String::new()),
        expires_at: Set(None),
        remind_at: Set(None),
        reminders: Set(0),
        reason: Set(String::new()),
        proposal_id: Set(proposal.map(|(id, _)| id)),
        proposal_number: Set(proposal.map(|(_, number)| number.to_owned()).unwrap_or_default()),
        sent_at: Set(None),
        completed_at: Set(None),
        closed_at: Set(None),
        seal_at: Set(None),
        seal_tries: Set(0),
        event_count: Set(0),
        event_hash: Set(String::new()),
        owner_id: Set(rows.scope().user().uuid()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..columns(rows, draft).await?
    };
    rows.insert::<contract::Entity>(row).await?;
    seat_all(rows, id, draft).await?;
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    note(rows, now, Verb::ContractCreated, &row, &draft.title).await?;
    Ok(id)
}

/// The columns that a draft fills.
async fn columns(rows: &Rows<'_, StaffScope>, draft: &ContractDraft) -> Result<contract::ActiveModel> {
    let currency = match draft.value {
        Some(value) => value.currency.to_string(),
        None => rows.get::<company::Entity>(draft.company.uuid()).await?.currency,
    };
    Ok(contract::ActiveModel {
        company_id: Set(draft.company.uuid()),
        title: Set(draft.title.clone()),
        kind: Set(draft.kind.clone()),
        signing_order: Set(draft.order.as_str().to_owned()),
        body: Set(draft.body.to_field()),
        start_date: Set(draft.start_date),
        end_date: Set(draft.end_date),
        value_minor: Set(draft.value.map(|value| value.minor)),
        currency: Set(currency),
        expires_days: Set(i32::try_from(draft.expires_days).map_err(BackendError::internal)?),
        delegation: Set(draft.delegation),
        shared: Set(draft.shared),
        search_key: Set(paper::search_key(None, &draft.title, &draft.kind)),
        ..Default::default()
    })
}

/// Gives everybody a place: the contacts in order, and then whoever signs for the provider.
async fn seat_all(rows: &Rows<'_, StaffScope>, id: ContractId, draft: &ContractDraft) -> Result<()> {
    let members = people_of(rows, draft.company.uuid()).await?;
    let mut seats = Vec::new();
    for (nth, one) in draft.recipients.iter().enumerate() {
        let Some(person) = members.iter().find(|member| member.id == one.contact.uuid()) else {
            return Err(BackendError::invalid(
                &format!("recipients.{nth}.contact_id"),
                "Please choose one of the company's contacts.",
            ));
        };
        seats.push(contract_recipient::ActiveModel {
            role: Set(one.role.as_str().to_owned()),
            countersigns: Set(false),
            contact_id: Set(Some(person.id)),
            user_id: Set(None),
            name: Set(full_name(&person.first_name, &person.last_name)),
            email: Set(person.email.clone()),
            ..Default::default()
        });
    }
    if let Some(user) = draft.countersigner {
        let user = countersigner(rows, user.uuid()).await?;
        seats.push(contract_recipient::ActiveModel {
            role: Set(RecipientRole::Signer.as_str().to_owned()),
            countersigns: Set(true),
            contact_id: Set(None),
            user_id: Set(Some(user.id)),
            name: Set(user.name),
            email: Set(user.email),
            ..Default::default()
        });
    }
    let seats = seats
        .into_iter()
        .zip(0_i32..)
        .map(|(seat, position)| contract_recipient::ActiveModel {
            id: Set(RecipientId::new().uuid()),
            contract_id: Set(id.uuid()),
            position: Set(position),
            status: Set(RecipientStatus::Waiting.as_str().to_owned()),
            named_by: Set(String::new()),
            sent_at: Set(None),
            opened_at: Set(None),
            acted_at: Set(None),
            code_at: Set(None),
            consent_version: Set(0),
            signature: Set(String::new()),
            reason: Set(String::new()),
            ip: Set(String::new()),
            user_agent: Set(String::new()),
            session_id: Set(None),
            ..seat
        });
    rows.insert_all::<contract_recipient::Entity, _>(seats).await
}

/// Those who may sign for the provider: id and name.
///
/// # Errors
/// When the role does not include it.
pub async fn countersigners(backend: &Backend, scope: &StaffScope) -> Result<Vec<(UserId, String)>> {
    scope.require(Permission::ContractsWrite)?;
    let rows = backend.read(scope);
    let mut all = rows.find::<staff_user::Entity>().all().await?;
    all.retain(|user| {
        let role = user.role.parse::<domain::role::Role>();
        user.active && role.is_ok_and(|role| role.may(Permission::ContractsWrite))
    });
    all.sort_by_key(|user| user.name.to_lowercase());
    Ok(all.into_iter().map(|user| (user.id.into(), user.name)).collect())
}

/// Whoever may sign for the provider: an active member of staff who may write contracts.
async fn countersigner(rows: &Rows<'_, StaffScope>, id: Uuid) -> Result<staff_user::Model> {
    let unknown = || BackendError::invalid("countersigner", "Please choose a person from the list.");
    let user = match rows.get::<staff_user::Entity>(id).await {
        Err(BackendError::NotFound) => return Err(unknown()),
        found => found?,
    };
    let may = user
        .role
        .parse::<domain::role::Role>()
        .is_ok_and(|role| role.may(Permission::ContractsWrite));
    if user.active && may {
        Ok(user)
    } else {
        Err(unknown())
    }
}

/// The contacts in use who act for a company; guests are not among them.
pub(super) async fn people_of(rows: &Rows<'_, StaffScope>, company: Uuid) -> Result<Vec<contact::Model>> {
    let members = rows
        .find::<membership::Entity>()
        .filter(membership::Column::CompanyId.eq(company));
    rows.find::<contact::Entity>()
        .filter(crate::scope::is_in(
            contact::Column::Id,
            members,
            membership::Column::ContactId,
        ))
        .filter(contact::Column::ArchivedAt.is_null())
        .filter(contact::Column::Guest.eq(false))
        .all()
        .await
}

/// The company, locked: this tenant's, and not archived unless the contract is with it already.
pub(super) async fn lock_company(
    rows: &Rows<'_, StaffScope>,
    id: CompanyId,
    already: Option<Uuid>,
) -> Result<company::Model> {
    let wanted = rows
        .find::<company::Entity>()
        .filter(company::Column::Id.eq(id.uuid()));
    let Some(company) = wanted.locked().one().await? else {
        return Err(BackendError::invalid(
            "company_id",
            "Please choose a company from the list.",
        ));
    };
    if company.archived_at.is_some() && already != Some(company.id) {
        return Err(BackendError::invalid(
            "company_id",
            "This company is archived. Restore it first, or choose another one.",
        ));
    }
    Ok(company)
}

/// Refuses a text whose tags can't be used.
pub(super) async fn judge(backend: &Backend, rows: &Rows<'_, StaffScope>, body: &RichDoc) -> Result<()> {
    let tags: Vec<String> = crate::merge::freeze::tags_of(body)
        .iter()
        .map(domain::page::rich_text::MergeTag::typed)
        .collect();
    if tags.is_empty() {
        return Ok(());
    }
    let findings = check(backend, rows, &tags.join("\n"), Place::Page).await?;
    refuse("body", &findings)
}

fn unchanged(before: &contract::Model) -> Condition {
    Condition::all()
        .add(contract::Column::Id.eq(before.id))
        .add(contract::Column::Version.eq(before.version))
        .add(contract::Column::Status.eq(before.status.as_str()))
}

/// A draft of this tenant, locked until the transaction ends.
async fn locked(rows: &Rows<'_, StaffScope>, id: ContractId) -> Result<contract::Model> {
    let row = rows
        .find::<contract::Entity>()
        .filter(contract::Column::Id.eq(id.uuid()))
        .locked()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    status(&row.status)?.check_editable().map_err(refused)?;
    Ok(row)
}

/// A stored contract as its form.
async fn form_of(rows: &Rows<'_, StaffScope>, row: &contract::Model) -> Result<ContractForm> {
    let seats = table::of(rows, row.id).await?;
    let day = |day: Option<chrono::NaiveDate>| day.map(domain::date::to_field).unwrap_or_default();
    let value = paper::value(row)?;
    let countersigner = seats.iter().find_map(|seat| seat.user_id);
    Ok(ContractForm {
        company_id: row.company_id.to_string(),
        title: row.title.clone(),
        kind: row.kind.clone(),
        start_date: day(row.start_date),
        end_date: day(row.end_date),
        value: value.map(|value| value.to_plain()).unwrap_or_default(),
        currency: row.currency.clone(),
        order: row.signing_order.clone(),
        expires_days: row.expires_days.to_string(),
        delegation: row.delegation,
        shared: row.shared,
        countersigner: countersigner.map(|id| id.to_string()).unwrap_or_default(),
        body: row.body.clone(),
        recipients: seats
            .iter()
            .filter_map(|seat| {
                Some(domain::contract::RecipientForm {
                    contact_id: seat.contact_id?.to_string(),
                    role: seat.role.clone(),
                })
            })
            .collect(),
        version: row.version,
    })
}

async fn note(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    verb: Verb,
    row: &contract::Model,
    title: &str,
) -> Result<()> {
    let what = activity::Happening {
        company: Some(row.company_id.into()),
        contract: Some(row.id.into()),
        object: title.to_owned(),
        ..activity::Happening::default()
    };
    activity::record(rows, now, verb, what).await
}
