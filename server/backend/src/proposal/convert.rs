//! What is made of an accepted proposal, each once.
//!
//! Another section that makes something of one reads it with [`accepted`] and notes what it made with [`note`], both in the transaction
//! that makes it. The conversion's key lets the second of two at once fail.

use super::{refused, status, store, store::happening};
use crate::{
    Backend,
    activity::{self, Actor},
    entity::{
        activity as timeline, company, invoice, proposal, proposal_answer, proposal_conversion,
        proposal_version, tenant,
    },
    error::{BackendError, Result},
    invoice::commands::{
        addressee,
        draft::{self, MakesDrafts},
    },
    scope::{Reads, Rows, Scope, StaffScope, SystemScope, Writes},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    activity::Verb,
    company::due_after,
    ids::{CompanyId, ContactId, InvoiceId, ProposalId},
    invoice::{Discount, InvoiceDraft, InvoiceLineDraft},
    proposal::{Content, Item, Kind, Period, ProposalStatus, Selection, TransitionError},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use uuid::Uuid;

/// An accepted proposal, locked: what was agreed on.
#[derive(Debug, Clone)]
pub(crate) struct Accepted {
    /// Its row.
    pub proposal: proposal::Model,
    /// What was frozen.
    pub content: Content,
    /// What was chosen of it.
    pub selection: Selection,
    /// Who accepted, when, and the client's order number.
    pub answer: proposal_answer::Model,
}

/// Reads an accepted proposal and locks it until the transaction ends.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not in reach, [`BackendError::Conflict`] when it is not accepted.
pub(crate) async fn accepted<S>(rows: &Rows<'_, S>, id: ProposalId) -> Result<Accepted>
where
    S: Scope + Reads<proposal::Entity> + Reads<proposal_version::Entity> + Reads<proposal_answer::Entity>,
{
    let proposal = store::lock(rows, id).await?;
    if status(&proposal.status)? != ProposalStatus::Accepted {
        return Err(refused(TransitionError::NotAccepted));
    }
    let no = proposal.live.unwrap_or_default();
    let version = store::version(rows, proposal.id, no).await?;
    let frozen = store::frozen(&version)?
        .ok_or_else(|| BackendError::internal("an accepted version that was never frozen"))?;
    let answer = store::standing_answer(rows, proposal.id, no)
        .await?
        .ok_or_else(|| BackendError::internal("an accepted version without an answer"))?;
    Ok(Accepted {
        content: frozen.content,
        selection: serde_json::from_str(&answer.selection).map_err(BackendError::internal)?,
        answer,
        proposal,
    })
}

/// Notes what was made of an accepted proposal, in the transaction that makes it.
///
/// # Errors
/// [`BackendError::Conflict`] when such a thing was made before.
pub(crate) async fn note<S>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    proposal: &proposal::Model,
    kind: Kind,
    target: Uuid,
) -> Result<()>
where
    S: Actor + Writes<proposal_conversion::Entity> + Writes<timeline::Entity>,
{
    let row = proposal_conversion::ActiveModel {
        proposal_id: Set(proposal.id),
        kind: Set(kind.key().to_owned()),
        target_id: Set(target),
        created_at: Set(now),
        ..Default::default()
    };
    let key = [
        proposal_conversion::Column::TenantId,
        proposal_conversion::Column::ProposalId,
        proposal_conversion::Column::Kind,
    ];
    if !rows.insert_new::<proposal_conversion::Entity>(row, &key).await? {
        return Err(BackendError::Conflict(format!(
            "{}: this was made of the proposal before.",
            kind.label()
        )));
    }
    activity::record(
        rows,
        now,
        Verb::ProposalConverted,
        happening(proposal, kind.label()),
    )
    .await
}

/// What was made of a proposal of a kind, if it was.
pub(crate) async fn made<S: Reads<proposal_conversion::Entity>>(
    rows: &Rows<'_, S>,
    proposal: Uuid,
    kind: Kind,
) -> Result<Option<Uuid>> {
    let all = store::conversions(rows, proposal).await?;
    let found = all.into_iter().find(|row| row.kind == kind.key());
    Ok(found.map(|row| row.target_id))
}

/// Makes a draft invoice of what was accepted, once: asked for again, it is the same. `first_period` bills the first month, quarter or
/// year of what recurs, too.
///
/// # Errors
/// [`BackendError::Conflict`] when it is not accepted, or nothing is to be billed.
pub async fn invoice(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    first_period: bool,
) -> Result<InvoiceId> {
    scope.require(Permission::ProposalsWrite)?;
    scope.require(Permission::InvoicesWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let accepted = accepted(&rows, id).await?;
    if let Some(target) = made(&rows, accepted.proposal.id, Kind::Invoice).await? {
        let there = rows
            .find::<invoice::Entity>()
            .filter(invoice::Column::Id.eq(target))
            .count_up_to(1)
            .await?;
        if there > 0 {
            return Ok(target.into());
        }
        // Its draft was deleted: it may be made anew.
        rows.delete::<proposal_conversion::Entity>(proposal_conversion::Column::TargetId.eq(target))
            .await?;
    }
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    let made = make_invoice(&rows, (now, today), &tenant, &accepted, first_period).await?;
    rows.commit().await?;
    Ok(made)
}

/// What a client's acceptance makes by itself, in its transaction. What can't be made does not keep the client from accepting.
pub(super) async fn at_acceptance(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    proposal: &proposal::Model,
) -> Result<()> {
    let now = backend.clock().now();
    let accepted = accepted(rows, proposal.id.into()).await?;
    if made(rows, proposal.id, Kind::Invoice).await?.is_some() {
        return Ok(());
    }
    let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    match make_invoice(rows, (now, today), &tenant, &accepted, false).await {
        Ok(_) => Ok(()),
        Err(BackendError::Conflict(reason)) => {
            tracing::info!(proposal = %proposal.id, reason, "no draft invoice was made of an acceptance");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

async fn make_invoice<S>(
    rows: &Rows<'_, S>,
    (now, today): (DateTime<Utc>, NaiveDate),
    tenant: &tenant::Model,
    accepted: &Accepted,
    first_period: bool,
) -> Result<InvoiceId>
where
    S: MakesDrafts + Reads<company::Entity> + Writes<proposal_conversion::Entity>,
{
    let Accepted {
        proposal,
        content,
        selection,
        answer,
    } = accepted;
    let lines: Vec<InvoiceLineDraft> = selection
        .taken(content)
        .filter(|(item, _)| first_period || item.period == Period::Once)
        .map(|(item, quantity)| line(item, quantity))
        .collect();
    if lines.is_empty() {
        return Err(BackendError::Conflict(
            "Nothing of this proposal is paid once. Bill the first period of what recurs.".to_owned(),
        ));
    }
    let company = rows.get::<company::Entity>(proposal.company_id).await?;
    // Somebody who has left the company is not written to.
    let contact = addressee(rows, company.id, proposal.contact_id)
        .await
        .ok()
        .flatten();
    let draft = InvoiceDraft {
        company_id: CompanyId::from(company.id),
        contact_id: contact.map(|contact| ContactId::from(contact.id)),
        currency: content.currency,
        issue_date: None,
        due_date: due_after(today, company.payment_days),
        po_number: answer.po_number.clone(),
        reference: proposal.number.clone().unwrap_or_default(),
        notes: String::new(),
        terms: String::new(),
        internal_notes: String::new(),
        prices_include_tax: content.prices_include_tax,
        discount: Discount::None,
        version: 0,
        lines,
    };
    let id = draft::insert(rows, now, tenant, &company, &draft).await?;
    note(rows, now, proposal, Kind::Invoice, id.uuid()).await?;
    Ok(id)
}

fn line(item: &Item, quantity: domain::decimal::Quantity) -> InvoiceLineDraft {
    let description = match item.description.is_empty() {
        true => item.name.clone(),
        false => format!("{}\n{}", item.name, item.description),
    };
    InvoiceLineDraft {
        description,
        quantity,
        unit: item.unit.clone(),
        unit_price: item.unit_price,
        discount: item.discount,
        tax: item.tax.clone(),
    }
}
