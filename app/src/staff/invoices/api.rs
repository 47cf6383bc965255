//! What staff do with invoices and their money.

use crate::error::AppError;
use domain::{
    activity::ActivityLine,
    credit_note::CreditNoteForm,
    ids::{CompanyId, CreditNoteId, InvoiceId, PaymentId, RefundId},
    invoice::{
        AmendForm, InvoiceForm, VoidForm, WriteOffForm,
        editor::{ClientPreview, InvoiceEditing, InvoiceView, ListTotal},
        view::{InvoiceDetail, InvoiceFilter, InvoiceRow},
        visibility::InvoiceVisibility,
    },
    list::Page,
    money::Money,
    payment::{PaymentForm, RefundForm},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{
        activity::queries as timeline,
        invoice::{commands, editing, queries, visibility},
        payment::commands as payments,
    },
};

/// One page of the invoices.
#[server(prefix = "/api/staff", endpoint = "list_invoices")]
pub async fn list_invoices(#[server(default)] filter: InvoiceFilter) -> Result<Page<InvoiceRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::list(&backend, &staff, &filter).await?)
}

/// What the whole filtered list comes to.
#[server(prefix = "/api/staff", endpoint = "total_invoices")]
pub async fn total_invoices(#[server(default)] filter: InvoiceFilter) -> Result<Vec<ListTotal>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::totals(&backend, &staff, &filter).await?)
}

/// One invoice.
#[server(prefix = "/api/staff", endpoint = "get_invoice")]
pub async fn get_invoice(id: InvoiceId) -> Result<InvoiceDetail, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::get(&backend, &staff, id).await?)
}

/// One invoice as its client sees it.
#[server(prefix = "/api/staff", endpoint = "preview_invoice")]
pub async fn preview_invoice(id: InvoiceId) -> Result<ClientPreview, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editing::preview(&backend, &staff, id).await?)
}

/// Whether the client can see it, or why not.
#[server(prefix = "/api/staff", endpoint = "check_invoice_visibility")]
pub async fn check_invoice_visibility(id: InvoiceId) -> Result<InvoiceVisibility, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(visibility::of(&backend, &staff, id).await?)
}

/// Who has looked at it.
#[server(prefix = "/api/staff", endpoint = "invoice_views")]
pub async fn invoice_views(id: InvoiceId) -> Result<Vec<InvoiceView>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editing::views(&backend, &staff, id).await?)
}

/// What happened to it.
#[server(prefix = "/api/staff", endpoint = "invoice_activity")]
pub async fn invoice_activity(
    id: InvoiceId,
    #[server(default)] page: u32,
) -> Result<Page<ActivityLine>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(timeline::for_invoice(&backend, &staff, id, page).await?)
}

/// The form of a new invoice, for a company once one is chosen.
#[server(prefix = "/api/staff", endpoint = "new_invoice")]
pub async fn new_invoice(#[server(default)] company: Option<CompanyId>) -> Result<InvoiceEditing, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editing::new(&backend, &staff, company).await?)
}

/// A draft's form.
#[server(prefix = "/api/staff", endpoint = "edit_invoice")]
pub async fn edit_invoice(id: InvoiceId) -> Result<InvoiceEditing, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(editing::draft(&backend, &staff, id).await?)
}

/// The form of what may change on an issued invoice.
#[server(prefix = "/api/staff", endpoint = "get_amend_form")]
pub async fn get_amend_form(id: InvoiceId) -> Result<AmendForm, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(queries::amend_form(&backend, &staff, id).await?)
}

/// Makes a draft.
#[server(prefix = "/api/staff", endpoint = "create_invoice")]
pub async fn create_invoice(
    #[server(default)] form: InvoiceForm,
    #[server(default)] idempotency: String,
) -> Result<InvoiceId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = commands::create(&backend, &staff, &form, &idempotency).await;
    platform::answer(on_new(&form), made, |id| page(*id, "created")).await
}

/// Saves a draft.
#[server(prefix = "/api/staff", endpoint = "update_invoice")]
pub async fn update_invoice(id: InvoiceId, #[server(default)] form: InvoiceForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = commands::update(&backend, &staff, id, &form).await;
    platform::answer(on_edit("invoice", id, &form), saved, |()| page(id, "saved")).await
}

/// Saves contact, due date and notes of an issued invoice.
#[server(prefix = "/api/staff", endpoint = "amend_invoice")]
pub async fn amend_invoice(id: InvoiceId, #[server(default)] form: AmendForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = commands::amend(&backend, &staff, id, &form).await;
    platform::answer(on_edit("amend", id, &form), saved, |()| page(id, "saved")).await
}

/// Deletes a draft.
#[server(prefix = "/api/staff", endpoint = "delete_invoice")]
pub async fn delete_invoice(id: InvoiceId, #[server(default)] version: i64) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::delete_draft(&backend, &staff, id, version).await;
    platform::answer(on("invoice_action", id, &()), done, |()| {
        "/staff/invoices?done=deleted".to_owned()
    })
    .await
}

/// Makes a draft with the same lines.
#[server(prefix = "/api/staff", endpoint = "duplicate_invoice")]
pub async fn duplicate_invoice(
    id: InvoiceId,
    #[server(default)] idempotency: String,
) -> Result<InvoiceId, AppError> {
    let (backend, staff) = platform::staff()?;
    let made = commands::duplicate(&backend, &staff, id, &idempotency).await;
    platform::answer(on("invoice_action", id, &()), made, |id| {
        format!("/staff/invoices/{id}/edit?done=duplicated")
    })
    .await
}

/// Issues a draft; says whether a mail was queued.
#[server(prefix = "/api/staff", endpoint = "issue_invoice")]
pub async fn issue_invoice(
    id: InvoiceId,
    #[server(default)] version: i64,
    #[server(default)] notify: bool,
    #[server(default)] idempotency: String,
) -> Result<bool, AppError> {
    let (backend, staff) = platform::staff()?;
    let issued = commands::issue(&backend, &staff, id, version, notify, &idempotency).await;
    let mailed = issued.map(|issued| issued.mailed);
    let done = |mailed: &bool| page(id, if *mailed { "issued-mailed" } else { "issued" });
    platform::answer(on("invoice_action", id, &()), mailed, done).await
}

/// Records a payment; says what of it is the company's credit.
#[server(prefix = "/api/staff", endpoint = "record_payment")]
pub async fn record_payment(
    id: InvoiceId,
    #[server(default)] form: PaymentForm,
    #[server(default)] idempotency: String,
) -> Result<Money, AppError> {
    let (backend, staff) = platform::staff()?;
    let recorded = payments::record(&backend, &staff, id, &form, &idempotency).await;
    let unapplied = recorded.map(|recorded| recorded.unapplied);
    platform::answer(on("payment", id, &form), unapplied, |credit| {
        page(id, paid(*credit))
    })
    .await
}

/// Corrects a payment; says what of it is the company's credit.
#[server(prefix = "/api/staff", endpoint = "correct_payment")]
pub async fn correct_payment(
    invoice: InvoiceId,
    id: PaymentId,
    #[server(default)] form: PaymentForm,
) -> Result<Money, AppError> {
    let (backend, staff) = platform::staff()?;
    let corrected = payments::correct(&backend, &staff, id, &form).await;
    let unapplied = corrected.map(|recorded| recorded.unapplied);
    platform::answer(on_payment("correction", invoice, id, &form), unapplied, |_| {
        page(invoice, "corrected")
    })
    .await
}

/// Cancels a payment that was recorded by mistake.
#[server(prefix = "/api/staff", endpoint = "cancel_payment")]
pub async fn cancel_payment(
    invoice: InvoiceId,
    id: PaymentId,
    #[server(default)] form: VoidForm,
) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = payments::cancel(&backend, &staff, id, &form).await;
    let refused = on_payment("cancellation", invoice, id, &form);
    platform::answer(refused, done, |()| page(invoice, "corrected")).await
}

/// Records a refund.
#[server(prefix = "/api/staff", endpoint = "refund_payment")]
pub async fn refund_payment(
    invoice: InvoiceId,
    id: PaymentId,
    #[server(default)] form: RefundForm,
    #[server(default)] idempotency: String,
) -> Result<RefundId, AppError> {
    let (backend, staff) = platform::staff()?;
    let refunded = payments::refund(&backend, &staff, id, &form, &idempotency).await;
    let refused = on_payment("refund", invoice, id, &form);
    platform::answer(refused, refunded, |_| page(invoice, "refunded")).await
}

/// Settles an invoice with the company's credit.
#[server(prefix = "/api/staff", endpoint = "apply_credit")]
pub async fn apply_credit(id: InvoiceId, #[server(default)] version: i64) -> Result<Money, AppError> {
    let (backend, staff) = platform::staff()?;
    let applied = payments::apply_credit(&backend, &staff, id, version).await;
    platform::answer(on("invoice_action", id, &()), applied, |_| {
        page(id, "credit-used")
    })
    .await
}

/// Writes a credit note.
#[server(prefix = "/api/staff", endpoint = "credit_invoice")]
pub async fn credit_invoice(
    id: InvoiceId,
    #[server(default)] form: CreditNoteForm,
    #[server(default)] idempotency: String,
) -> Result<CreditNoteId, AppError> {
    let (backend, staff) = platform::staff()?;
    let credited = commands::credit(&backend, &staff, id, &form, &idempotency).await;
    platform::answer(on("credit", id, &form), credited, |_| page(id, "credited")).await
}

/// Voids an invoice.
#[server(prefix = "/api/staff", endpoint = "void_invoice")]
pub async fn void_invoice(id: InvoiceId, #[server(default)] form: VoidForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::void(&backend, &staff, id, &form).await;
    platform::answer(on("void", id, &form), done, |()| page(id, "voided")).await
}

/// Writes off what is left of an invoice.
#[server(prefix = "/api/staff", endpoint = "write_off_invoice")]
pub async fn write_off_invoice(id: InvoiceId, #[server(default)] form: WriteOffForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let done = commands::write_off(&backend, &staff, id, &form).await;
    platform::answer(on("write_off", id, &form), done, |()| page(id, "written-off")).await
}

/// An invoice's page after something was done.
#[cfg(feature = "ssr")]
fn page(id: InvoiceId, done: &str) -> String {
    format!("/staff/invoices/{id}?done={done}")
}

#[cfg(feature = "ssr")]
fn paid(credit: Money) -> &'static str {
    if credit.is_positive() { "overpaid" } else { "paid" }
}

/// A form on an invoice's page.
#[cfg(feature = "ssr")]
fn on<'a, F>(form: &'static str, id: InvoiceId, values: &'a F) -> Answer<'a, F> {
    Answer::new(form, values, format!("/staff/invoices/{id}"))
}

/// A form of one of the payments on an invoice's page.
#[cfg(feature = "ssr")]
fn on_payment<'a, F>(form: &'static str, id: InvoiceId, payment: PaymentId, values: &'a F) -> Answer<'a, F> {
    Answer::new(form, values, format!("/staff/invoices/{id}?payment={payment}"))
}

/// The form on an invoice's edit page.
#[cfg(feature = "ssr")]
fn on_edit<'a, F>(form: &'static str, id: InvoiceId, values: &'a F) -> Answer<'a, F> {
    Answer::new(form, values, format!("/staff/invoices/{id}/edit"))
}

/// The form of a new invoice, for the company that was chosen.
#[cfg(feature = "ssr")]
fn on_new(form: &InvoiceForm) -> Answer<'_, InvoiceForm> {
    let company = form.company_id.parse::<CompanyId>();
    Answer::new(
        "invoice",
        form,
        company.map_or_else(
            |_| "/staff/invoices/new".to_owned(),
            |id| format!("/staff/invoices/new?company={id}"),
        ),
    )
}
