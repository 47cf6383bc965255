//! What staff do with a proposal beside writing it: send, extend, withdraw, reopen.

use super::{
    changed_meanwhile, freeze, refused, status,
    store::{self, amounts, happening, unchanged},
};
use crate::{
    Backend, activity,
    entity::{company, proposal, proposal_answer, proposal_version, staff_user},
    error::{BackendError, Result},
    invoice::{
        commands::{addressee, own_tenant},
        numbering::{self, Series},
    },
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    date,
    ids::ProposalId,
    proposal::{
        ProposalStatus, TransitionError,
        answer::{ExtendForm, ReasonForm},
    },
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

/// What sending did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The number.
    pub number: String,
    /// Which version was sent.
    pub version: i32,
}

/// Sends what is being written: it gets its number, its merge tags are filled in, and it is frozen. The version before is superseded.
///
/// # Errors
/// [`BackendError::Conflict`] when nothing is being written, it was changed since that count of changes, names nobody, or is over.
pub async fn send(backend: &Backend, scope: &StaffScope, id: ProposalId, version: i64) -> Result<Sent> {
    scope.require(Permission::ProposalsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = store::lock(&rows, id).await?;
    let no = before.draft.ok_or_else(|| refused(TransitionError::NoDraft))?;
    if before.version != version {
        return Err(changed_meanwhile());
    }
    // While an acceptance stands, nothing takes its place.
    if status(&before.status)? == ProposalStatus::Accepted {
        return Err(refused(TransitionError::Accepted));
    }
    let draft = store::version(&rows, before.id, no).await?;
    let tenant = own_tenant(&rows).await?;
    let today = backend.clock().today(&tenant.timezone);
    let is = status(&draft.status)?
        .send(draft.valid_until, today)
        .map_err(refused)?;
    let company = rows.get::<company::Entity>(before.company_id).await?;
    let contact = match addressee(&rows, before.company_id, before.contact_id).await {
        Ok(Some(contact)) if contact.archived_at.is_none() => contact,
        Ok(_) | Err(BackendError::Invalid(_)) => {
            return Err(BackendError::Conflict(
                "Choose the person that this proposal is addressed to, and send it then.".to_owned(),
            ));
        }
        Err(error) => return Err(error),
    };
    let content = store::written(&draft)?;
    freeze::check(backend, &rows, &content).await?;
    let number = match &before.number {
        Some(number) => number.clone(),
        None => numbering::next(&rows, &tenant, Series::Proposal, today).await?,
    };
    let row = proposal::ActiveModel {
        number: Set(Some(number.clone())),
        status: Set(is.as_str().to_owned()),
        live: Set(Some(no)),
        draft: Set(None),
        currency: Set(content.currency.to_string()),
        valid_until: Set(draft.valid_until),
        reason: Set(String::new()),
        sent_at: Set(Some(now)),
        decided_at: Set(None),
        reminded_at: Set(None),
        lapsed_at: Set(None),
        version: Set(before.version + 1),
        updated_at: Set(now),
        ..Default::default()
    };
    change(&rows, &before, row).await?;
    let owner = owner_of(&rows, &before).await?;
    let (frozen, kept, hash) = freeze::freeze(
        backend,
        &rows,
        &content,
        (&number, no),
        (&tenant, &company, &contact),
        owner,
    )
    .await?;
    let sums = store::opening_sums(&frozen.content, frozen.rounding)?;
    // The title may hold tags, so that it is known only now.
    let title = proposal::ActiveModel {
        search_key: Set(store::search_key(Some(&number), &frozen.content.title)),
        title: Set(frozen.content.title.clone()),
        ..amounts(&sums)
    };
    rows.update::<proposal::Entity>()
        .filter(proposal::Column::Id.eq(before.id))
        .set_row(title)
        .exec()
        .await?;
    rows.update::<proposal_version::Entity>()
        .filter(proposal_version::Column::ProposalId.eq(before.id))
        .filter(proposal_version::Column::Status.eq(ProposalStatus::Sent.as_str()))
        .set(
            proposal_version::Column::Status,
            ProposalStatus::Superseded.as_str(),
        )
        .exec()
        .await?;
    rows.update::<proposal_version::Entity>()
        .filter(store::of(before.id, no))
        .set_row(proposal_version::ActiveModel {
            status: Set(is.as_str().to_owned()),
            frozen: Set(kept),
            hash: Set(hash),
            tax_rounding: Set(tenant.tax_rounding.clone()),
            sent_by: Set(Some(scope.user().uuid())),
            sent_at: Set(Some(now)),
            ..Default::default()
        })
        .exec()
        .await?;
    let verb = match before.live {
        None => Verb::ProposalSent,
        Some(_) => Verb::ProposalRevised,
    };
    let mut what = happening(&before, "");
    what.object = number.clone();
    activity::record(&rows, now, verb, what).await?;
    rows.commit().await?;
    Ok(Sent { number, version: no })
}

/// Moves the last day of what waits for an answer, also of what has expired, and sends it again.
///
/// # Errors
/// [`BackendError::Invalid`] for the day, [`BackendError::Conflict`] when the state does not allow it.
pub async fn extend(backend: &Backend, scope: &StaffScope, id: ProposalId, form: &ExtendForm) -> Result<()> {
    scope.require(Permission::ProposalsWrite)?;
    let until = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = seen(&rows, id, form.version).await?;
    let tenant = own_tenant(&rows).await?;
    let today = backend.clock().today(&tenant.timezone);
    status(&before.status)?
        .extend(until, today)
        .map_err(|error| match error {
            TransitionError::ValidityOver => BackendError::invalid("valid_until", error.to_string()),
            other => refused(other),
        })?;
    let row = proposal::ActiveModel {
        valid_until: Set(Some(until)),
        sent_at: Set(Some(now)),
        reminded_at: Set(None),
        lapsed_at: Set(None),
        version: Set(before.version + 1),
        updated_at: Set(now),
        ..Default::default()
    };
    change(&rows, &before, row).await?;
    rows.update::<proposal_version::Entity>()
        .filter(store::of(before.id, before.live.unwrap_or_default()))
        .set_row(proposal_version::ActiveModel {
            valid_until: Set(Some(until)),
            ..Default::default()
        })
        .exec()
        .await?;
    let what = happening(&before, &date::to_field(until));
    activity::record(&rows, now, Verb::ProposalExtended, what).await?;
    rows.commit().await
}

/// Takes back what waits for an answer.
///
/// # Errors
/// [`BackendError::Invalid`] for the reason, [`BackendError::Conflict`] when the state does not allow it.
pub async fn withdraw(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    form: &ReasonForm,
) -> Result<()> {
    scope.require(Permission::ProposalsWrite)?;
    let reason = form.validate_optional()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = seen(&rows, id, form.version).await?;
    let is = status(&before.status)?.withdraw().map_err(refused)?;
    let row = proposal::ActiveModel {
        reason: Set(reason.clone()),
        decided_at: Set(Some(now)),
        ..moved(&before, is, now)
    };
    change(&rows, &before, row).await?;
    move_version(&rows, &before, is).await?;
    activity::record(&rows, now, Verb::ProposalWithdrawn, happening(&before, &reason)).await?;
    rows.commit().await
}

/// Takes an acceptance back, with a reason, unless something was made of it.
///
/// # Errors
/// [`BackendError::Invalid`] for the reason, [`BackendError::Conflict`] when the state does not allow it.
pub async fn reopen(backend: &Backend, scope: &StaffScope, id: ProposalId, form: &ReasonForm) -> Result<()> {
    scope.require(Permission::ProposalsReopen)?;
    let reason = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = seen(&rows, id, form.version).await?;
    let converted = !store::conversions(&rows, before.id).await?.is_empty();
    let is = status(&before.status)?.reopen(converted).map_err(refused)?;
    let no = before.live.unwrap_or_default();
    let version = store::version(&rows, before.id, no).await?;
    let content = store::frozen(&version)?
        .ok_or_else(|| BackendError::internal("an accepted version that was never frozen"))?;
    let row = proposal::ActiveModel {
        reason: Set(reason.clone()),
        decided_at: Set(None),
        status: Set(is.as_str().to_owned()),
        version: Set(before.version + 1),
        updated_at: Set(now),
        // What was chosen counts no longer.
        ..amounts(&store::opening_sums(&content.content, content.rounding)?)
    };
    change(&rows, &before, row).await?;
    move_version(&rows, &before, is).await?;
    rows.update::<proposal_answer::Entity>()
        .filter(proposal_answer::Column::ProposalId.eq(before.id))
        .filter(proposal_answer::Column::ReopenedAt.is_null())
        .set_row(proposal_answer::ActiveModel {
            reopened_at: Set(Some(now)),
            ..Default::default()
        })
        .exec()
        .await?;
    activity::record(&rows, now, Verb::ProposalReopened, happening(&before, &reason)).await?;
    rows.commit().await
}

/// The proposal, locked, as it was when the form was opened.
async fn seen(rows: &Rows<'_, StaffScope>, id: ProposalId, version: i64) -> Result<proposal::Model> {
    let before = store::lock(rows, id).await?;
    match before.version == version {
        true => Ok(before),
        false => Err(changed_meanwhile()),
    }
}

fn moved(before: &proposal::Model, is: ProposalStatus, now: DateTime<Utc>) -> proposal::ActiveModel {
    proposal::ActiveModel {
        status: Set(is.as_str().to_owned()),
        version: Set(before.version + 1),
        updated_at: Set(now),
        ..Default::default()
    }
}

async fn change(
    rows: &Rows<'_, StaffScope>,
    before: &proposal::Model,
    row: proposal::ActiveModel,
) -> Result<()> {
    let changed = rows
        .update::<proposal::Entity>()
        .filter(unchanged(before))
        .set_row(row)
        .exec()
        .await?;
    match changed {
        1 => Ok(()),
        _ => Err(changed_meanwhile()),
    }
}

/// The version that clients read goes the same way.
async fn move_version(
    rows: &Rows<'_, StaffScope>,
    before: &proposal::Model,
    is: ProposalStatus,
) -> Result<()> {
    rows.update::<proposal_version::Entity>()
        .filter(store::of(before.id, before.live.unwrap_or_default()))
        .set(proposal_version::Column::Status, is.as_str())
        .exec()
        .await?;
    Ok(())
}

/// Name and address of who looks after it.
async fn owner_of(rows: &Rows<'_, StaffScope>, proposal: &proposal::Model) -> Result<(String, String)> {
    let scope = rows.scope();
    match proposal.owner_id {
        Some(id) => {
            let user = rows.get::<staff_user::Entity>(id).await?;
            Ok((user.name, user.email))
        }
        None => Ok((scope.name().to_owned(), scope.email().to_owned())),
    }
}
