//! What clients answer: exactly one answer stands, to the version that was read.

use super::{
    convert, refused_to, status,
    store::{self, amounts, happening, json, unchanged},
    wrong,
};
use crate::{
    Backend, activity, copy,
    entity::{contact, proposal, proposal_answer, proposal_version},
    error::{BackendError, Result},
    scope::{ClientScope, Rows, Scope, SystemScope},
    signature,
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    form::FieldErrors,
    ids::ProposalId,
    proposal::{AcceptForm, DeclineForm, ProposalStatus, Selection, SelectionError, answer::CONSENT_VERSION},
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use uuid::Uuid;

/// What a client agrees to when accepting, in the client's language.
pub fn consent(scope: &ClientScope) -> String {
    copy::text(scope.locale(), "proposal-consent")
}

/// Accepts what was read, with what was chosen. Sent again by the same person, after a lost connection, it is the same acceptance.
///
/// # Errors
/// [`BackendError::Invalid`] by field; [`BackendError::Forbidden`] for a contact who may not decide; [`BackendError::Conflict`] when another
/// version is valid now, another amount was shown, or the proposal does not wait for an answer (any more);
/// [`BackendError::NotFound`] when it is not one of the client's companies'. All texts are in the client's language.
pub async fn accept(backend: &Backend, scope: &ClientScope, id: ProposalId, form: &AcceptForm) -> Result<()> {
    let locale = scope.locale();
    let now = backend.clock().now();
    let today = backend.clock().today(scope.business_timezone());
    let rows = backend.begin(scope).await?;
    let before = store::lock(&rows, id).await?;
    let who = decider(&rows).await?;
    let acceptance = form.validate().map_err(|fields| wrong(locale, fields))?;
    let signature = match form.signature.trim() {
        "" => String::new(),
        field => signature::from_field(field)
            .map_err(|error| BackendError::invalid("signature", copy::text(locale, error.key())))?
            .to_field(),
    };
    let version = read(&rows, &before, form.version, &form.hash, scope).await?;
    let frozen = store::frozen(&version)?
        .ok_or_else(|| BackendError::internal("a version that was sent and not frozen"))?;
    let chosen = Selection::read(&form.pick, &frozen.content);
    let not_offered = |error: SelectionError| {
        let text = copy::text(locale, error.key());
        BackendError::Invalid(FieldErrors::one("pick", text))
    };
    let selection = chosen.map_err(not_offered)?;
    let sums = selection
        .sums(&frozen.content, frozen.rounding)
        .map_err(not_offered)?;
    if status(&before.status)? == ProposalStatus::Accepted
        && let Some(standing) = store::standing_answer(&rows, before.id, version.no).await?
        && standing.contact_id == scope.contact().uuid()
        && standing.selection == json(&selection)?
    {
        return Ok(());
    }
    let is = status(&before.status)?
        .accept(before.valid_until, today)
        .map_err(|error| refused_to(locale, error.key()))?;
    if form.total != sums.figure() {
        return Err(refused_to(locale, "proposal-error-total"));
    }
    let row = proposal::ActiveModel {
        status: Set(is.as_str().to_owned()),
        decided_at: Set(Some(now)),
        version: Set(before.version + 1),
        updated_at: Set(now),
        ..amounts(&sums)
    };
    decide(&rows, &before, is, row).await?;
    let answer = proposal_answer::ActiveModel {
        kind: Set("accepted".to_owned()),
        name: Set(acceptance.name),
        selection: Set(json(&selection)?),
        total_minor: Set(sums.once.payable.minor),
        po_number: Set(acceptance.po_number),
        signature: Set(signature),
        consent_version: Set(CONSENT_VERSION.to_owned()),
        consent: Set(consent(scope)),
        decline_reason: Set(String::new()),
        text: Set(String::new()),
        ..answered(now, scope, &who, &version)
    };
    rows.insert::<proposal_answer::Entity>(answer).await?;
    activity::record(&rows, now, Verb::ProposalAccepted, happening(&before, "")).await?;
    if before.make_invoice {
        let system = SystemScope::new(scope.tenant(), "an accepted proposal becomes an invoice");
        convert::at_acceptance(backend, &rows.with(&system), &before).await?;
    }
    rows.commit().await
}

/// Declines what was read, with a reason.
///
/// # Errors
/// As [`accept`].
pub async fn decline(
    backend: &Backend,
    scope: &ClientScope,
    id: ProposalId,
    form: &DeclineForm,
) -> Result<()> {
    let locale = scope.locale();
    let now = backend.clock().now();
    let today = backend.clock().today(scope.business_timezone());
    let rows = backend.begin(scope).await?;
    let before = store::lock(&rows, id).await?;
    let who = decider(&rows).await?;
    let (reason, text) = form.validate().map_err(|fields| wrong(locale, fields))?;
    let version = read(&rows, &before, form.version, &form.hash, scope).await?;
    if status(&before.status)? == ProposalStatus::Declined
        && let Some(standing) = store::standing_answer(&rows, before.id, version.no).await?
        && standing.contact_id == scope.contact().uuid()
    {
        return Ok(());
    }
    let is = status(&before.status)?
        .decline(before.valid_until, today)
        .map_err(|error| refused_to(locale, error.key()))?;
    let row = proposal::ActiveModel {
        status: Set(is.as_str().to_owned()),
        decided_at: Set(Some(now)),
        version: Set(before.version + 1),
        updated_at: Set(now),
        ..Default::default()
    };
    decide(&rows, &before, is, row).await?;
    let answer = proposal_answer::ActiveModel {
        kind: Set("declined".to_owned()),
        name: Set(scope.name().to_owned()),
        selection: Set(String::new()),
        total_minor: Set(0),
        po_number: Set(String::new()),
        signature: Set(String::new()),
        consent_version: Set(String::new()),
        consent: Set(String::new()),
        decline_reason: Set(reason.key().to_owned()),
        text: Set(text),
        ..answered(now, scope, &who, &version)
    };
    rows.insert::<proposal_answer::Entity>(answer).await?;
    activity::record(&rows, now, Verb::ProposalDeclined, happening(&before, "")).await?;
    rows.commit().await
}

/// The contact who asks, if that person may decide for the companies.
async fn decider(rows: &Rows<'_, ClientScope>) -> Result<contact::Model> {
    let who = rows.get::<contact::Entity>(rows.scope().contact().uuid()).await?;
    match who.may_accept {
        true => Ok(who),
        false => Err(BackendError::Forbidden),
    }
}

/// The version that was read, if it is the one that counts now.
async fn read(
    rows: &Rows<'_, ClientScope>,
    before: &proposal::Model,
    no: i32,
    hash: &str,
    scope: &ClientScope,
) -> Result<proposal_version::Model> {
    let changed = || refused_to(scope.locale(), "proposal-error-changed");
    if before.live != Some(no) {
        return Err(changed());
    }
    let version = store::version(rows, before.id, no).await?;
    match version.hash == hash && !hash.is_empty() {
        true => Ok(version),
        false => Err(changed()),
    }
}

/// Moves proposal and version on, if nobody was faster.
async fn decide(
    rows: &Rows<'_, ClientScope>,
    before: &proposal::Model,
    is: ProposalStatus,
    row: proposal::ActiveModel,
) -> Result<()> {
    let changed = rows
        .update::<proposal::Entity>()
        .filter(unchanged(before))
        .set_row(row)
        .exec()
        .await?;
    if changed != 1 {
        return Err(refused_to(rows.scope().locale(), "proposal-error-changed"));
    }
    rows.update::<proposal_version::Entity>()
        .filter(store::of(before.id, before.live.unwrap_or_default()))
        .filter(proposal_version::Column::Status.eq(ProposalStatus::Sent.as_str()))
        .set(proposal_version::Column::Status, is.as_str())
        .exec()
        .await?;
    Ok(())
}

/// What every answer has.
fn answered(
    now: DateTime<Utc>,
    scope: &ClientScope,
    who: &contact::Model,
    version: &proposal_version::Model,
) -> proposal_answer::ActiveModel {
    proposal_answer::ActiveModel {
        id: Set(Uuid::now_v7()),
        proposal_id: Set(version.proposal_id),
        no: Set(version.no),
        contact_id: Set(who.id),
        email: Set(who.email.clone()),
        hash: Set(version.hash.clone()),
        browser: Set(scope.browser().to_owned()),
        address: Set(scope.address().to_owned()),
        created_at: Set(now),
        reopened_at: Set(None),
        ..Default::default()
    }
}
