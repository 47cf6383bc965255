//! Drafts: made, changed, copied and deleted. They have no number, and no client sees them.

use super::{addressee, happening, own_tenant, search_key};
use crate::{
    Backend,
    activity::{self, Actor},
    entity::{
        activity as timeline, company, contact, invoice, invoice_line, invoice_tax, membership, tenant,
    },
    error::{BackendError, Result},
    idempotency::Attempt,
    invoice::{changed_meanwhile, queries, refused, settle, status},
    scope::{Reads, Rows, StaffScope, SystemScope, Writes},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::{ActorKind, Verb},
    company::due_after,
    form::FieldErrors,
    ids::{CompanyId, InvoiceId, InvoiceLineId},
    invoice::{Discount, InvoiceDraft, InvoiceForm, InvoiceStatus, TaxGroup, Totals, calculate},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use uuid::Uuid;

/// Makes a draft. The same key makes it once.
///
/// # Errors
/// [`BackendError::Invalid`] by field; nothing is saved then.
pub async fn create(
    backend: &Backend,
    scope: &StaffScope,
    form: &InvoiceForm,
    key: &str,
) -> Result<InvoiceId> {
    scope.require(Permission::InvoicesWrite)?;
    let draft = form.validate()?;
    let attempt = Attempt::new(key, "invoice.create", scope.user().uuid(), form);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    // The lock makes a second request with the same key wait, and find the first one's answer.
    let company = billable(&rows, draft.company_id, None).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let tenant = own_tenant(&rows).await?;
    let id = insert(&rows, now, &tenant, &company, &draft).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    Ok(id)
}

/// Changes a draft.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Stale`] with the stored [`InvoiceForm`] when somebody else saved
/// first, [`BackendError::Conflict`] when it was issued.
pub async fn update(backend: &Backend, scope: &StaffScope, id: InvoiceId, form: &InvoiceForm) -> Result<()> {
    scope.require(Permission::InvoicesWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    status(&before.status)?.check_editable().map_err(refused)?;
    let draft = form.validate()?;
    if before.version != draft.version {
        let stored = queries::stored_form(&rows, &before).await?;
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    billable(&rows, draft.company_id, Some(before.company_id)).await?;
    addressee(&rows, draft.company_id.uuid(), draft.contact_id.map(Uuid::from)).await?;
    let tenant = own_tenant(&rows).await?;
    let totals = totals(&tenant, &draft)?;
    let changed = rows
        .update::<invoice::Entity>()
        .filter(settle::unchanged(&before))
        .set_row(invoice::ActiveModel {
            version: Set(before.version + 1),
            updated_at: Set(now),
            ..columns(&tenant, &draft, &totals)
        })
        .exec()
        .await?;
    if changed != 1 {
        return Err(changed_meanwhile());
    }
    rows.delete::<invoice_line::Entity>(invoice_line::Column::InvoiceId.eq(id.uuid()))
        .await?;
    rows.delete::<invoice_tax::Entity>(invoice_tax::Column::InvoiceId.eq(id.uuid()))
        .await?;
    insert_lines(&rows, id.uuid(), &draft, &totals).await?;
    let mut what = happening(&before, "");
    what.company = Some(draft.company_id);
    activity::record(&rows, now, Verb::InvoiceUpdated, what).await?;
    rows.commit().await
}

/// Deletes a draft for good; no number was used.
///
/// # Errors
/// [`BackendError::Conflict`] when it was issued or changed since that version.
pub async fn delete_draft(backend: &Backend, scope: &StaffScope, id: InvoiceId, version: i64) -> Result<()> {
    scope.require(Permission::InvoicesWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    status(&before.status)?.check_editable().map_err(refused)?;
    if before.version != version || rows.delete::<invoice::Entity>(settle::unchanged(&before)).await? != 1 {
        return Err(changed_meanwhile());
    }
    activity::record(&rows, now, Verb::InvoiceDeleted, happening(&before, "")).await?;
    rows.commit().await
}

/// Makes a new draft with the same lines, for today, from an invoice in whatever state. The same key makes it once.
///
/// # Errors
/// [`BackendError::Conflict`] when the company is archived.
pub async fn duplicate(backend: &Backend, scope: &StaffScope, id: InvoiceId, key: &str) -> Result<InvoiceId> {
    scope.require(Permission::InvoicesWrite)?;
    let attempt = Attempt::new(key, "invoice.duplicate", scope.user().uuid(), &id);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let model = settle::lock(&rows, id.uuid()).await?;
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
    let mut draft = queries::stored_draft(&rows, &model).await?;
    draft.issue_date = None;
    draft.due_date = due_after(backend.clock().today(&tenant.timezone), company.payment_days);
    // Somebody who has left the company is not written to again.
    if addressee(&rows, model.company_id, model.contact_id)
        .await
        .is_err()
    {
        draft.contact_id = None;
    }
    let copy = insert(&rows, now, &tenant, &company, &draft).await?;
    attempt.remember(&rows, now, &copy).await?;
    rows.commit().await?;
    Ok(copy)
}

/// The company that a document is made out to, locked: this tenant's, and not archived unless it is on the document already.
pub(crate) async fn billable(
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

/// Whoever can make a draft.
pub(crate) trait MakesDrafts:
    Actor
    + Writes<invoice::Entity>
    + Writes<invoice_line::Entity>
    + Writes<invoice_tax::Entity>
    + Writes<timeline::Entity>
    + Reads<membership::Entity>
    + Reads<contact::Entity>
{
}

impl MakesDrafts for StaffScope {}
/// What a client's acceptance makes.
impl MakesDrafts for SystemScope {}

/// Makes a draft, in the caller's transaction.
///
/// # Errors
/// [`BackendError::Invalid`] by field.
pub(crate) async fn insert<S: MakesDrafts>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    tenant: &tenant::Model,
    company: &company::Model,
    draft: &InvoiceDraft,
) -> Result<InvoiceId> {
    addressee(rows, company.id, draft.contact_id.map(Uuid::from)).await?;
    let totals = totals(tenant, draft)?;
    let id = InvoiceId::new();
    rows.insert::<invoice::Entity>(invoice::ActiveModel {
        id: Set(id.uuid()),
        number: Set(None),
        status: Set(InvoiceStatus::Draft.as_str().to_owned()),
        paid_minor: Set(0),
        credited_minor: Set(0),
        seller: Set(String::new()),
        buyer: Set(String::new()),
        reason: Set(String::new()),
        issued_at: Set(None),
        paid_at: Set(None),
        closed_at: Set(None),
        created_by: Set(match rows.scope().actor() {
            (ActorKind::Staff, user, _) => user,
            _ => None,
        }),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..columns(tenant, draft, &totals)
    })
    .await?;
    insert_lines(rows, id.uuid(), draft, &totals).await?;
    let what = activity::Happening {
        company: Some(draft.company_id),
        invoice: Some(id),
        object: "Draft".to_owned(),
        ..activity::Happening::default()
    };
    activity::record(rows, now, Verb::InvoiceCreated, what).await?;
    Ok(id)
}

/// The draft's totals by the tenant's rule.
pub(super) fn totals(tenant: &tenant::Model, draft: &InvoiceDraft) -> Result<Totals> {
    let rounding = tenant.tax_rounding.parse().map_err(BackendError::internal)?;
    calculate(&draft.calculation(rounding, None))
        .map_err(|error| FieldErrors::one(error.field(), error.to_string()).into())
}

/// The columns that a draft and its totals fill.
fn columns(tenant: &tenant::Model, draft: &InvoiceDraft, totals: &Totals) -> invoice::ActiveModel {
    invoice::ActiveModel {
        company_id: Set(draft.company_id.uuid()),
        contact_id: Set(draft.contact_id.map(Uuid::from)),
        currency: Set(draft.currency.to_string()),
        issue_date: Set(draft.issue_date),
        due_date: Set(Some(draft.due_date)),
        po_number: Set(draft.po_number.clone()),
        reference: Set(draft.reference.clone()),
        notes: Set(draft.notes.clone()),
        terms: Set(draft.terms.clone()),
        internal_notes: Set(draft.internal_notes.clone()),
        prices_include_tax: Set(draft.prices_include_tax),
        discount_kind: Set(draft.discount.kind().to_owned()),
        discount_value: Set(draft.discount.raw()),
        search_key: Set(search_key(None, &draft.reference, &draft.po_number)),
        ..amounts(tenant, totals)
    }
}

/// The columns that follow from the totals.
pub(super) fn amounts(tenant: &tenant::Model, totals: &Totals) -> invoice::ActiveModel {
    invoice::ActiveModel {
        tax_rounding: Set(tenant.tax_rounding.clone()),
        subtotal_minor: Set(totals.subtotal.minor),
        discount_minor: Set(totals.discount.minor),
        tax_minor: Set(totals.tax.minor),
        total_minor: Set(totals.payable.minor),
        balance_minor: Set(totals.payable.minor),
        ..Default::default()
    }
}

async fn insert_lines<S: MakesDrafts>(
    rows: &Rows<'_, S>,
    id: Uuid,
    draft: &InvoiceDraft,
    totals: &Totals,
) -> Result<()> {
    let lines = draft
        .lines
        .iter()
        .zip(&totals.lines)
        .zip(0..)
        .map(|((line, net), position)| {
            let discount = match line.discount {
                Discount::Percent(percent) => percent.raw(),
                Discount::None | Discount::Amount(_) => 0,
            };
            invoice_line::ActiveModel {
                id: Set(InvoiceLineId::new().uuid()),
                invoice_id: Set(id),
                position: Set(position),
                description: Set(line.description.clone()),
                quantity: Set(line.quantity.raw()),
                unit: Set(line.unit.clone()),
                unit_price: Set(line.unit_price.raw()),
                discount_percent: Set(discount),
                tax_name: Set(line.tax.name.clone()),
                tax_rate: Set(line.tax.rate.raw()),
                tax_category: Set(line.tax.category.as_str().to_owned()),
                net_minor: Set(net.minor),
                ..Default::default()
            }
        });
    rows.insert_all::<invoice_line::Entity, _>(lines).await?;
    insert_taxes(rows, id, &totals.tax_groups).await
}

/// Stores an invoice's tax groups.
pub(super) async fn insert_taxes<S: MakesDrafts>(
    rows: &Rows<'_, S>,
    id: Uuid,
    groups: &[TaxGroup],
) -> Result<()> {
    let taxes = groups
        .iter()
        .zip(0..)
        .map(|(group, position)| invoice_tax::ActiveModel {
            id: Set(Uuid::now_v7()),
            invoice_id: Set(id),
            position: Set(position),
            name: Set(group.tax.name.clone()),
            rate: Set(group.tax.rate.raw()),
            category: Set(group.tax.category.as_str().to_owned()),
            base_minor: Set(group.base.minor),
            tax_minor: Set(group.amount.minor),
            ..Default::default()
        });
    rows.insert_all::<invoice_tax::Entity, _>(taxes).await
}
