//! Writing: made, changed, copied, revised and deleted. What is being written no client sees.

use super::{
    changed_meanwhile, editing, freeze, refused, status,
    store::{self, amounts, happening, json, unchanged},
};
use crate::{
    Backend, activity,
    entity::{company, proposal, proposal_version, staff_user, tenant},
    error::{BackendError, Result},
    idempotency::Attempt,
    invoice::commands::{addressee, draft::billable, own_tenant},
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Days, Utc};
use domain::{
    activity::Verb,
    ids::{CompanyId, ProposalId},
    proposal::{ProposalDraft, ProposalForm, ProposalStatus, Sums, TransitionError},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use uuid::Uuid;

/// How long a copy is valid.
const VALID_DAYS: Days = Days::new(30);

/// Makes a draft. The same key makes it once.
///
/// # Errors
/// [`BackendError::Invalid`] by field; nothing is saved then.
pub async fn create(
    backend: &Backend,
    scope: &StaffScope,
    form: &ProposalForm,
    key: &str,
) -> Result<ProposalId> {
    scope.require(Permission::ProposalsWrite)?;
    let draft = form.validate()?;
    let attempt = Attempt::new(key, "proposal.create", scope.user().uuid(), form);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    // The lock makes a second request with the same key wait, and find the first one's answer.
    let company = billable(&rows, draft.company_id, None).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    freeze::check(backend, &rows, &draft.content).await?;
    let tenant = own_tenant(&rows).await?;
    let id = insert(&rows, now, &tenant, &company, &draft).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    Ok(id)
}

/// Changes what is being written.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Stale`] with the stored [`ProposalForm`] when somebody else saved first,
/// [`BackendError::Conflict`] when nothing is being written.
pub async fn update(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    form: &ProposalForm,
) -> Result<()> {
    scope.require(Permission::ProposalsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = store::lock(&rows, id).await?;
    let no = before.draft.ok_or_else(|| refused(TransitionError::NoDraft))?;
    let draft = form.validate()?;
    if before.version != draft.version {
        let stored = store::version(&rows, before.id, no).await?;
        let stored = editing::stored_form(&before, &stored)?;
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    let sent = before.live.is_some();
    if sent && draft.company_id.uuid() != before.company_id {
        return Err(BackendError::invalid(
            "company_id",
            "This proposal was sent to another company. Write a copy for this one.",
        ));
    }
    billable(&rows, draft.company_id, Some(before.company_id)).await?;
    addressee(&rows, draft.company_id.uuid(), draft.contact_id.map(Uuid::from)).await?;
    freeze::check(backend, &rows, &draft.content).await?;
    let tenant = own_tenant(&rows).await?;
    let sums = sums(&tenant, &draft)?;
    let mut row = proposal::ActiveModel {
        contact_id: Set(draft.contact_id.map(Uuid::from)),
        owner_id: Set(Some(owner(&rows, &draft).await?)),
        make_invoice: Set(draft.make_invoice),
        internal_notes: Set(draft.internal_notes.clone()),
        version: Set(before.version + 1),
        updated_at: Set(now),
        ..Default::default()
    };
    if !sent {
        // Of what was sent, the row tells what the client reads.
        row = proposal::ActiveModel {
            company_id: Set(draft.company_id.uuid()),
            title: Set(draft.content.title.clone()),
            currency: Set(draft.content.currency.to_string()),
            valid_until: Set(draft.valid_until),
            search_key: Set(store::search_key(None, &draft.content.title)),
            ..merged(row, &sums)
        };
    }
    let changed = rows
        .update::<proposal::Entity>()
        .filter(unchanged(&before))
        .set_row(row)
        .exec()
        .await?;
    if changed != 1 {
        return Err(changed_meanwhile());
    }
    rows.update::<proposal_version::Entity>()
        .filter(store::of(before.id, no))
        .filter(proposal_version::Column::Status.eq(ProposalStatus::Draft.as_str()))
        .set_row(proposal_version::ActiveModel {
            content: Set(json(&draft.content)?),
            valid_until: Set(draft.valid_until),
            ..Default::default()
        })
        .exec()
        .await?;
    activity::record(&rows, now, Verb::ProposalUpdated, happening(&before, "")).await?;
    rows.commit().await
}

/// Deletes what is being written: the proposal, if it was never sent, else the draft of its new version.
///
/// # Errors
/// [`BackendError::Conflict`] when nothing is being written, or it was changed since that count of changes.
pub async fn delete(backend: &Backend, scope: &StaffScope, id: ProposalId, version: i64) -> Result<()> {
    scope.require(Permission::ProposalsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = store::lock(&rows, id).await?;
    let no = before.draft.ok_or_else(|| refused(TransitionError::NoDraft))?;
    if before.version != version {
        return Err(changed_meanwhile());
    }
    if before.live.is_none() {
        if rows.delete::<proposal::Entity>(unchanged(&before)).await? != 1 {
            return Err(changed_meanwhile());
        }
    } else {
        let row = proposal::ActiveModel {
            draft: Set(None),
            version: Set(before.version + 1),
            updated_at: Set(now),
            ..Default::default()
        };
        let changed = rows
            .update::<proposal::Entity>()
            .filter(unchanged(&before))
            .set_row(row);
        if changed.exec().await? != 1 {
            return Err(changed_meanwhile());
        }
        rows.delete::<proposal_version::Entity>(
            store::of(before.id, no).add(proposal_version::Column::Status.eq(ProposalStatus::Draft.as_str())),
        )
        .await?;
    }
    let mut what = happening(&before, "");
    if before.live.is_none() {
        // Its page is gone.
        what.proposal = None;
    }
    activity::record(&rows, now, Verb::ProposalDeleted, what).await?;
    rows.commit().await
}

/// Makes a new draft with the same content, valid for 30 days, from a proposal in whatever state. The same key makes it once.
///
/// # Errors
/// [`BackendError::Conflict`] when the company is archived.
pub async fn duplicate(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    key: &str,
) -> Result<ProposalId> {
    scope.require(Permission::ProposalsWrite)?;
    let attempt = Attempt::new(key, "proposal.duplicate", scope.user().uuid(), &id);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let model = store::lock(&rows, id).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let tenant = own_tenant(&rows).await?;
    let company = match billable(&rows, CompanyId::from(model.company_id), None).await {
        Err(BackendError::Invalid(errors)) => {
            let text = errors.get("company_id").unwrap_or_default();
            return Err(BackendError::Conflict(text));
        }
        found => found?,
    };
    let from = store::version(&rows, model.id, model.draft.or(model.live).unwrap_or(1)).await?;
    let today = backend.clock().today(&tenant.timezone);
    // Somebody who has left the company is not written to again.
    let contact = addressee(&rows, model.company_id, model.contact_id)
        .await
        .ok()
        .flatten();
    let draft = ProposalDraft {
        company_id: CompanyId::from(model.company_id),
        contact_id: contact.map(|contact| contact.id.into()),
        owner_id: Some(scope.user()),
        valid_until: today.checked_add_days(VALID_DAYS),
        make_invoice: model.make_invoice,
        internal_notes: model.internal_notes.clone(),
        version: 0,
        content: store::written(&from)?,
    };
    let copy = insert(&rows, now, &tenant, &company, &draft).await?;
    attempt.remember(&rows, now, &copy).await?;
    rows.commit().await?;
    Ok(copy)
}

/// Begins a new version of what was sent; clients keep reading the old one until the new one is sent. Says which it is.
///
/// # Errors
/// [`BackendError::Conflict`] when the state does not allow it.
pub async fn revise(backend: &Backend, scope: &StaffScope, id: ProposalId, version: i64) -> Result<i32> {
    scope.require(Permission::ProposalsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = store::lock(&rows, id).await?;
    status(&before.status)?
        .check_revisable(before.draft.is_some())
        .map_err(refused)?;
    if before.version != version {
        return Err(changed_meanwhile());
    }
    let live = before.live.ok_or_else(|| refused(TransitionError::StillDraft))?;
    let from = store::version(&rows, before.id, live).await?;
    let no = live + 1;
    let row = proposal::ActiveModel {
        draft: Set(Some(no)),
        version: Set(before.version + 1),
        updated_at: Set(now),
        ..Default::default()
    };
    let changed = rows
        .update::<proposal::Entity>()
        .filter(unchanged(&before))
        .set_row(row)
        .exec()
        .await?;
    if changed != 1 {
        return Err(changed_meanwhile());
    }
    insert_version(
        &rows,
        now,
        before.id,
        no,
        (from.content.clone(), from.valid_until),
    )
    .await?;
    activity::record(&rows, now, Verb::ProposalUpdated, happening(&before, "")).await?;
    rows.commit().await?;
    Ok(no)
}

async fn insert(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    tenant: &tenant::Model,
    company: &company::Model,
    draft: &ProposalDraft,
) -> Result<ProposalId> {
    addressee(rows, company.id, draft.contact_id.map(Uuid::from)).await?;
    let owner = owner(rows, draft).await?;
    let sums = sums(tenant, draft)?;
    let id = ProposalId::new();
    let row = proposal::ActiveModel {
        id: Set(id.uuid()),
        company_id: Set(company.id),
        contact_id: Set(draft.contact_id.map(Uuid::from)),
        owner_id: Set(Some(owner)),
        number: Set(None),
        title: Set(draft.content.title.clone()),
        status: Set(ProposalStatus::Draft.as_str().to_owned()),
        live: Set(None),
        draft: Set(Some(1)),
        currency: Set(draft.content.currency.to_string()),
        valid_until: Set(draft.valid_until),
        make_invoice: Set(draft.make_invoice),
        internal_notes: Set(draft.internal_notes.clone()),
        reason: Set(String::new()),
        search_key: Set(store::search_key(None, &draft.content.title)),
        sent_at: Set(None),
        decided_at: Set(None),
        reminded_at: Set(None),
        lapsed_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    rows.insert::<proposal::Entity>(merged(row, &sums)).await?;
    insert_version(
        rows,
        now,
        id.uuid(),
        1,
        (json(&draft.content)?, draft.valid_until),
    )
    .await?;
    let what = activity::Happening {
        company: Some(company.id.into()),
        proposal: Some(id),
        object: draft.content.title.clone(),
        ..activity::Happening::default()
    };
    activity::record(rows, now, Verb::ProposalCreated, what).await?;
    Ok(id)
}

async fn insert_version(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    proposal: Uuid,
    no: i32,
    (content, valid_until): (String, Option<chrono::NaiveDate>),
) -> Result<()> {
    rows.insert::<proposal_version::Entity>(proposal_version::ActiveModel {
        id: Set(Uuid::now_v7()),
        proposal_id: Set(proposal),
        no: Set(no),
        status: Set(ProposalStatus::Draft.as_str().to_owned()),
        content: Set(content),
        frozen: Set(String::new()),
        hash: Set(String::new()),
        tax_rounding: Set(String::new()),
        valid_until: Set(valid_until),
        sent_by: Set(None),
        sent_at: Set(None),
        created_at: Set(now),
        ..Default::default()
    })
    .await
}

/// Who looks after it: an active member of the team; whoever writes it where none is named.
async fn owner(rows: &Rows<'_, StaffScope>, draft: &ProposalDraft) -> Result<Uuid> {
    let Some(id) = draft.owner_id.filter(|id| *id != rows.scope().user()) else {
        return Ok(rows.scope().user().uuid());
    };
    let unknown = || BackendError::invalid("owner_id", "Please choose somebody of your team.");
    match rows.get::<staff_user::Entity>(id.uuid()).await {
        Ok(user) if user.active => Ok(user.id),
        Ok(_) | Err(BackendError::NotFound) => Err(unknown()),
        Err(error) => Err(error),
    }
}

fn sums(tenant: &tenant::Model, draft: &ProposalDraft) -> Result<Sums> {
    let rounding = tenant.tax_rounding.parse().map_err(BackendError::internal)?;
    store::opening_sums(&draft.content, rounding)
}

/// A row with the columns that follow from the sums.
fn merged(row: proposal::ActiveModel, sums: &Sums) -> proposal::ActiveModel {
    let of = amounts(sums);
    proposal::ActiveModel {
        once_minor: of.once_minor,
        monthly_minor: of.monthly_minor,
        quarterly_minor: of.quarterly_minor,
        yearly_minor: of.yearly_minor,
        ..row
    }
}
