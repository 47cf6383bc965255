//! Credit notes: documents of their own that take an issued invoice back, in part or in full.

use super::{happening, own_tenant};
use crate::{
    Backend, activity,
    entity::{credit_note, invoice, invoice_tax, payment},
    error::{BackendError, Result},
    idempotency::Attempt,
    invoice::{
        amounts, changed_meanwhile, currency, document,
        numbering::{self, Series},
        refused, settle, status,
    },
    scope::{Rows, StaffScope},
};
use domain::{
    activity::Verb,
    credit_note::{CreditNoteForm, CreditSplit, remaining_groups, split_credit},
    ids::{CreditNoteId, InvoiceId},
    money::Money,
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};
use uuid::Uuid;

/// Writes a credit note over part or all of what is left of an invoice. The same key does it once.
///
/// What the client has paid beyond the rest becomes the company's credit.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Conflict`] when its state does not allow it.
pub async fn credit(
    backend: &Backend,
    scope: &StaffScope,
    id: InvoiceId,
    form: &CreditNoteForm,
    key: &str,
) -> Result<CreditNoteId> {
    scope.require(Permission::InvoicesCorrect)?;
    let attempt = Attempt::new(key, "invoice.credit", scope.user().uuid(), &(id, form));
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    lock_payments(&rows, id.uuid()).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let settlement = settle::settlement(&before)?;
    let state = status(&before.status)?;
    // First the state: a message about the amount would be beside the point.
    let least = Money::new(1, settlement.total.currency);
    state.check_credit(&settlement, least).map_err(refused)?;
    let draft = form.validate(settlement.creditable().map_err(amounts)?)?;
    if before.version != draft.version {
        return Err(changed_meanwhile());
    }
    state.check_credit(&settlement, draft.amount).map_err(refused)?;
    let split = split(&rows, &before, draft.amount).await?;
    let tenant = own_tenant(&rows).await?;
    let today = backend.clock().today(&tenant.timezone);
    let number = numbering::next(&rows, &tenant, Series::CreditNote, today).await?;
    let note = CreditNoteId::new();
    rows.insert::<credit_note::Entity>(credit_note::ActiveModel {
        id: Set(note.uuid()),
        invoice_id: Set(before.id),
        company_id: Set(before.company_id),
        number: Set(number.clone()),
        status: Set("issued".to_owned()),
        currency: Set(before.currency.clone()),
        issue_date: Set(today),
        net_minor: Set(split.net.minor),
        tax_minor: Set(split.tax.minor),
        total_minor: Set(draft.amount.minor),
        taxes: Set(serde_json::to_string(&split).map_err(BackendError::internal)?),
        reason: Set(draft.reason.clone()),
        created_by: Set(Some(scope.user().uuid())),
        created_at: Set(now),
        ..Default::default()
    })
    .await?;
    let credited = settlement.credited.checked_add(draft.amount).map_err(amounts)?;
    settle::settle(&rows, now, &before, credited.minor).await?;
    let mut what = happening(&before, &draft.reason);
    what.object = number;
    activity::record(&rows, now, Verb::CreditNoteIssued, what).await?;
    attempt.remember(&rows, now, &note).await?;
    rows.commit().await?;
    Ok(note)
}

/// Locks the payments on an invoice, which every change takes before the invoice itself.
async fn lock_payments(rows: &Rows<'_, StaffScope>, invoice: Uuid) -> Result<()> {
    let mut ids: Vec<Uuid> = settle::payments_on(rows, invoice)
        .await?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    ids.sort_unstable();
    if !ids.is_empty() {
        let payments = rows
            .find::<payment::Entity>()
            .filter(payment::Column::Id.is_in(ids));
        payments
            .order(payment::Column::Id, Order::Asc)
            .locked()
            .all()
            .await?;
    }
    Ok(())
}

/// The amount by tax, over what earlier credit notes left of each.
async fn split(rows: &Rows<'_, StaffScope>, invoice: &invoice::Model, amount: Money) -> Result<CreditSplit> {
    let currency = currency(&invoice.currency)?;
    let taxes = rows
        .find::<invoice_tax::Entity>()
        .filter(invoice_tax::Column::InvoiceId.eq(invoice.id))
        .order(invoice_tax::Column::Position, Order::Asc)
        .all()
        .await?;
    let groups = taxes
        .iter()
        .map(|tax| document::tax_group(tax, currency))
        .collect::<Result<Vec<_>>>()?;
    let earlier = rows
        .find::<credit_note::Entity>()
        .filter(credit_note::Column::InvoiceId.eq(invoice.id))
        .all()
        .await?;
    let gross: i64 = groups
        .iter()
        .map(|group| group.base.minor + group.amount.minor)
        .sum();
    let mut rounding = Money::new(invoice.total_minor - gross, currency);
    let mut taken = Vec::new();
    for note in earlier {
        let split: CreditSplit = serde_json::from_str(&note.taxes).map_err(BackendError::internal)?;
        rounding = rounding.checked_sub(split.rounding).map_err(amounts)?;
        taken.extend(split.groups);
    }
    let left = remaining_groups(&groups, &taken).map_err(amounts)?;
    split_credit(amount, &left, rounding).map_err(amounts)
}
