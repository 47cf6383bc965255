//! Reading invoices.

use super::{
    currency,
    document::{self, Reader},
    list, settle, status,
};
use crate::{
    Backend,
    entity::{company, contact, credit_note, invoice, payment, tenant},
    error::{BackendError, Result},
    scope::{ClientScope, Reads, Rows, StaffScope, is_in, sum},
};
use chrono::NaiveDate;
use domain::{
    date,
    ids::{CompanyId, ContactId, CreditNoteId, InvoiceId},
    invoice::{
        AmendForm, Discount, InvoiceDraft, InvoiceForm, InvoiceLineDraft, InvoiceStatus,
        editor::ListTotal,
        view::{CreditNoteRow, InvoiceDetail, InvoiceDocument, InvoiceFilter, InvoiceRow},
    },
    list::{PAGE_SIZE, Page},
    money::{Currency, Money},
    role::Permission,
};
use sea_orm::{ColumnTrait, IntoSimpleExpr};

/// Today in the tenant's zone.
pub(crate) async fn today<S: Reads<tenant::Entity>>(
    backend: &Backend,
    rows: &Rows<'_, S>,
) -> Result<NaiveDate> {
    let zone = rows
        .find::<tenant::Entity>()
        .filter(tenant::Column::Id.eq(rows.scope().tenant().uuid()))
        .tuples::<(String,)>(vec![tenant::Column::Timezone.into_simple_expr()], Vec::new())
        .await?;
    let (zone,) = zone.into_iter().next().ok_or(BackendError::NotFound)?;
    Ok(backend.clock().today(&zone))
}

/// A page of the staff's list.
///
/// # Errors
/// When the role does not include it.
pub async fn list(backend: &Backend, scope: &StaffScope, filter: &InvoiceFilter) -> Result<Page<InvoiceRow>> {
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    let today = today(backend, &rows).await?;
    let viewed = || viewed(&rows);
    let matching = || {
        let condition = list::condition(&rows, filter, today, Some(viewed()));
        rows.find::<invoice::Entity>().filter(condition)
    };
    let total = matching().count_up_to(u64::from(u32::MAX)).await?;
    let page = clamped(filter.page(), total);
    let cells = list::cells(
        list::sorted(matching(), filter, true)
            .offset(skipped(page))
            .limit(u64::from(PAGE_SIZE)),
    )
    .await?;
    let extras = list::extras(&rows, &cells).await?;
    let rows = list::mapped(cells, today, &extras)?;
    Ok(Page { rows, page, total })
}

/// What the whole filtered list comes to, one sum per currency. Drafts and void invoices are no claims and don't count.
///
/// # Errors
/// When the role does not include it.
pub async fn totals(backend: &Backend, scope: &StaffScope, filter: &InvoiceFilter) -> Result<Vec<ListTotal>> {
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    let today = today(backend, &rows).await?;
    let sums = rows
        .find::<invoice::Entity>()
        .filter(list::condition(&rows, filter, today, Some(viewed(&rows))))
        .filter(invoice::Column::Status.is_not_in(["draft", "void"]))
        .tuples::<(String, i64, i64, i64)>(
            vec![
                invoice::Column::Currency.into_simple_expr(),
                invoice::Column::Id.count(),
                sum(invoice::Column::TotalMinor),
                sum(invoice::Column::BalanceMinor),
            ],
            vec![invoice::Column::Currency],
        )
        .await?;
    let mut totals = Vec::with_capacity(sums.len());
    for (code, invoices, total, balance) in sums {
        let currency = currency(&code)?;
        totals.push(ListTotal {
            invoices: invoices.unsigned_abs(),
            total: Money::new(total, currency),
            balance: Money::new(balance, currency),
        });
    }
    totals.sort_by_key(|total| total.total.currency.to_string());
    Ok(totals)
}

/// A page of a client's list: issued invoices of the own companies.
///
/// The length of a very long list is counted only some pages ahead of the page asked for.
///
/// # Errors
/// When the database fails.
pub async fn list_for_client(
    backend: &Backend,
    scope: &ClientScope,
    filter: &InvoiceFilter,
) -> Result<Page<InvoiceRow>> {
    let rows = backend.read(scope);
    let today = backend.clock().today(scope.business_timezone());
    let matching = || {
        let condition = list::condition(&rows, filter, today, None);
        rows.find::<invoice::Entity>().filter(condition)
    };
    let far = |page: u32| skipped(page) + InvoiceFilter::COUNTED_AHEAD;
    let fetch = async |page: u32| {
        let select = list::sorted(matching(), filter, false).offset(skipped(page));
        let length = matching().counted_up_to(far(page));
        list::cells_and(select.limit(u64::from(PAGE_SIZE)), length).await
    };
    let mut page = filter.page();
    let mut cells = fetch(page).await?;
    if cells.is_empty() && page > 1 {
        page = clamped(page, matching().count_up_to(far(page)).await?);
        cells = fetch(page).await?;
    }
    let total = cells.first().and_then(|row| row.11).unwrap_or(0).unsigned_abs();
    let rows = list::mapped(cells, today, &list::Extras::default())?;
    Ok(Page { rows, page, total })
}

fn skipped(page: u32) -> u64 {
    u64::from(page.saturating_sub(1)) * u64::from(PAGE_SIZE)
}

/// The page, or the last one there is.
fn clamped(page: u32, total: u64) -> u32 {
    let empty = Page::<()> {
        rows: Vec::new(),
        page,
        total,
    };
    page.clamp(1, empty.page_count())
}

/// "A client has looked at this invoice."
fn viewed(rows: &Rows<'_, StaffScope>) -> sea_orm::sea_query::SimpleExpr {
    is_in(
        invoice::Column::Id,
        list::views(rows),
        crate::entity::access_event::Column::InvoiceId,
    )
}

/// An invoice with everything that staff see.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn get(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<InvoiceDetail> {
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    let invoice = rows.get::<invoice::Entity>(id.uuid()).await?;
    let tenant = document::tenant_of(&rows).await?;
    let today = backend.clock().today(&tenant.timezone);
    let viewed = list::views(&rows)
        .filter(crate::entity::access_event::Column::InvoiceId.eq(id.uuid()))
        .count_up_to(1)
        .await?
        > 0;
    let company = rows.get::<company::Entity>(invoice.company_id).await?;
    let contact = match invoice.contact_id {
        Some(id) => Some(rows.get::<contact::Entity>(id).await?),
        None => None,
    };
    let currency = currency(&invoice.currency)?;
    let creditable = match status(&invoice.status)? {
        InvoiceStatus::Draft | InvoiceStatus::Void => 0,
        _ => invoice.total_minor - invoice.credited_minor,
    };
    let overpaid = unapplied_of(&rows, &invoice).await?;
    let company_credit = crate::payment::company_credit(&rows, invoice.company_id, &invoice.currency).await?;
    Ok(InvoiceDetail {
        company_id: CompanyId::from(invoice.company_id),
        company_name: company.name,
        contact_id: invoice.contact_id.map(ContactId::from),
        contact_name: contact.as_ref().map(super::commands::name_of).unwrap_or_default(),
        internal_notes: invoice.internal_notes.clone(),
        closing_reason: invoice.reason.clone(),
        overpaid: Money::new(overpaid, currency),
        creditable: Money::new(creditable, currency),
        company_credit: Money::new(company_credit, currency),
        version: invoice.version,
        document: document::of(&rows, invoice, &tenant, today, Reader::Staff { viewed }).await?,
    })
}

/// What of the payments on an invoice settles no invoice: the client's credit that came with it.
async fn unapplied_of(rows: &Rows<'_, StaffScope>, invoice: &invoice::Model) -> Result<i64> {
    let ids: Vec<_> = settle::payments_on(rows, invoice.id)
        .await?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    if ids.is_empty() {
        return Ok(0);
    }
    let payments = rows
        .find::<payment::Entity>()
        .filter(payment::Column::Id.is_in(ids))
        .all()
        .await?;
    let mut unapplied = 0;
    for payment in payments {
        unapplied += crate::payment::unapplied(rows, &payment).await?;
    }
    Ok(unapplied)
}

/// An invoice as its client gets it, for staff's preview and PDF.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn document(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<InvoiceDocument> {
    scope.require(Permission::InvoicesRead)?;
    as_client_gets_it(backend, &backend.read(scope), id).await
}

/// An invoice for its client.
///
/// # Errors
/// [`BackendError::NotFound`] when it is a draft, or not one of the client's companies'.
pub async fn document_for_client(
    backend: &Backend,
    scope: &ClientScope,
    id: InvoiceId,
) -> Result<InvoiceDocument> {
    let rows = backend.read_at_once(scope).await?;
    let document = as_client_gets_it(backend, &rows, id).await?;
    rows.commit().await?;
    Ok(document)
}

/// A credit note and the invoice it takes back, as the client gets them, for staff's PDF.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn credit_note(
    backend: &Backend,
    scope: &StaffScope,
    id: CreditNoteId,
) -> Result<(InvoiceDocument, CreditNoteRow)> {
    scope.require(Permission::InvoicesRead)?;
    with_invoice(backend, &backend.read(scope), id).await
}

/// A credit note for its client, and the invoice it takes back.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not one of the client's companies'.
pub async fn credit_note_for_client(
    backend: &Backend,
    scope: &ClientScope,
    id: CreditNoteId,
) -> Result<(InvoiceDocument, CreditNoteRow)> {
    with_invoice(backend, &backend.read(scope), id).await
}

async fn with_invoice<S: document::ReadsDocuments>(
    backend: &Backend,
    rows: &Rows<'_, S>,
    id: CreditNoteId,
) -> Result<(InvoiceDocument, CreditNoteRow)> {
    let stored = rows.get::<credit_note::Entity>(id.uuid()).await?;
    let document = as_client_gets_it(backend, rows, stored.invoice_id.into()).await?;
    let note = document.credit_notes.iter().find(|note| note.id == id);
    let note = note.cloned().ok_or(BackendError::NotFound)?;
    Ok((document, note))
}

async fn as_client_gets_it<S: document::ReadsDocuments>(
    backend: &Backend,
    rows: &Rows<'_, S>,
    id: InvoiceId,
) -> Result<InvoiceDocument> {
    let invoice = rows.get::<invoice::Entity>(id.uuid()).await?;
    let tenant = document::tenant_of(rows).await?;
    let today = backend.clock().today(&tenant.timezone);
    document::of(rows, invoice, &tenant, today, Reader::Client).await
}

/// A draft's form.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's, [`BackendError::Conflict`] when it was issued.
pub async fn form(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<InvoiceForm> {
    scope.require(Permission::InvoicesWrite)?;
    let rows = backend.read(scope);
    let invoice = rows.get::<invoice::Entity>(id.uuid()).await?;
    status(&invoice.status)?
        .check_editable()
        .map_err(super::refused)?;
    stored_form(&rows, &invoice).await
}

/// The form of what may change on an issued invoice.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn amend_form(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<AmendForm> {
    scope.require(Permission::InvoicesWrite)?;
    let invoice = backend.read(scope).get::<invoice::Entity>(id.uuid()).await?;
    Ok(stored_amend_form(&invoice))
}

/// A stored draft as its form.
pub(super) async fn stored_form(
    rows: &Rows<'_, StaffScope>,
    invoice: &invoice::Model,
) -> Result<InvoiceForm> {
    Ok(InvoiceForm::from(&stored_draft(rows, invoice).await?))
}

/// An issued invoice's form.
pub(super) fn stored_amend_form(invoice: &invoice::Model) -> AmendForm {
    AmendForm {
        contact_id: invoice.contact_id.map(|id| id.to_string()).unwrap_or_default(),
        due_date: invoice.due_date.map(date::to_field).unwrap_or_default(),
        notes: invoice.notes.clone(),
        internal_notes: invoice.internal_notes.clone(),
        version: invoice.version,
    }
}

/// An invoice as a draft to calculate with, to copy or to edit.
pub(super) async fn stored_draft(
    rows: &Rows<'_, StaffScope>,
    invoice: &invoice::Model,
) -> Result<InvoiceDraft> {
    let currency: Currency = currency(&invoice.currency)?;
    let lines = document::lines(rows, invoice.id, currency).await?;
    let line = |line: domain::invoice::view::DocumentLine| InvoiceLineDraft {
        description: line.description,
        quantity: line.quantity,
        unit: line.unit,
        unit_price: line.unit_price,
        discount: line.discount,
        tax: line.tax,
    };
    let issued = invoice
        .issue_date
        .unwrap_or_else(|| invoice.created_at.date_naive());
    Ok(InvoiceDraft {
        company_id: CompanyId::from(invoice.company_id),
        contact_id: invoice.contact_id.map(ContactId::from),
        currency,
        issue_date: invoice.issue_date,
        due_date: invoice.due_date.unwrap_or(issued),
        po_number: invoice.po_number.clone(),
        reference: invoice.reference.clone(),
        notes: invoice.notes.clone(),
        terms: invoice.terms.clone(),
        internal_notes: invoice.internal_notes.clone(),
        prices_include_tax: invoice.prices_include_tax,
        discount: Discount::from_stored(&invoice.discount_kind, invoice.discount_value),
        version: invoice.version,
        lines: lines.into_iter().map(line).collect(),
    })
}
