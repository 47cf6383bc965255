//! The payments and credit notes on an invoice's page.

use super::api::{CancelPayment, CorrectPayment, RefundPayment};
use crate::{
    error::AppError,
    platform,
    ui::{
        Badge, Button, Confirm, DateField, Form, FormErrors, HiddenField, Money as MoneyText, MoneyField,
        Section, SelectField, Table, TextAreaField, TextField, Tone, Variant,
    },
};
use domain::{
    date,
    form::FormView,
    ids::InvoiceId,
    invoice::{
        VoidForm,
        view::{CreditNoteRow, InvoiceDocument, PaymentRow},
    },
    locale::Locale,
    money::Money,
    payment::{PaymentForm, PaymentMethod, PaymentStatus, RefundForm},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What came back to one of the payments' forms.
#[derive(Default)]
pub struct Returned {
    /// To which payment.
    pub payment: String,
    /// A correction.
    pub correction: Option<FormView<PaymentForm>>,
    /// A refund.
    pub refund: Option<FormView<RefundForm>>,
    /// A cancellation.
    pub cancellation: Option<FormView<VoidForm>>,
}

impl Returned {
    /// What came back to this page.
    pub async fn here() -> Self {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Query {
            payment: String,
        }
        Self {
            payment: platform::query::<Query>().payment,
            correction: platform::returned_form("correction").await,
            refund: platform::returned_form("refund").await,
            cancellation: platform::returned_form("cancellation").await,
        }
    }
}

/// What the forms need to know.
#[derive(Clone, Copy)]
pub struct Rights {
    /// Recording, correcting and refunding.
    pub write: bool,
    /// Cancelling.
    pub correct: bool,
    /// Today, as the date field takes it.
    pub today: chrono::NaiveDate,
}

/// The payments; nothing while there are none.
pub fn payments(document: &InvoiceDocument, returned: &Returned, rights: Rights) -> Option<AnyView> {
    if document.payments.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = document
        .payments
        .iter()
        .cloned()
        .map(|row| payment(document.id, row, returned, rights))
        .collect();
    let table = view! {
        <Section title="Payments" class="flush" id="payments">
            <Table label="Payments">
                <thead>
                    <tr>
                        <th scope="col">"Received"</th>
                        <th scope="col">"How"</th>
                        <th scope="col">"Reference"</th>
                        <th scope="col" class="num">"Amount"</th>
                        <th scope="col" class="num">"On this invoice"</th>
                        <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    };
    Some(table.into_any())
}

fn payment(invoice: InvoiceId, row: PaymentRow, returned: &Returned, rights: Rights) -> AnyView {
    let day = |date: chrono::NaiveDate| Locale::En.format_date_short(date);
    let money = |money: Money| money.format(Locale::En);
    let state = (row.status != PaymentStatus::Completed).then(|| {
        let tone = match row.status {
            PaymentStatus::Cancelled | PaymentStatus::Failed => Tone::Danger,
            _ => Tone::Warning,
        };
        view! { " " <Badge tone=tone text=row.status.label()/> }
    });
    let refunds = row
        .refunds
        .iter()
        .map(|refund| {
            let text = format!("{} refunded on {}", money(refund.amount), day(refund.refunded_on));
            let reason = (!refund.reason.is_empty()).then(|| format!(": {}", refund.reason));
            view! { <br/><span class="muted small">{text}{reason}</span> }
        })
        .collect_view();
    let note = (!row.note.is_empty()).then(|| {
        let note = row.note.clone();
        view! { <br/><span class="muted small pre-line">{note}</span> }
    });
    let actions = actions(invoice, &row, returned, rights);
    view! {
        <tr class=(!row.status.counts()).then_some("is-muted")>
            <td class="cell-main" data-label="Received">{day(row.received_on)}{state}</td>
            <td data-label="How">{row.method.label()}</td>
            <td data-label="Reference">{row.reference}{note}{refunds}</td>
            <td class="num" data-label="Amount"><MoneyText text=money(row.amount)/></td>
            <td class="num" data-label="On this invoice"><MoneyText text=money(row.applied)/></td>
            <td class="cell-actions"><div class="actions">{actions}</div></td>
        </tr>
    }
    .into_any()
}

fn actions(invoice: InvoiceId, row: &PaymentRow, returned: &Returned, rights: Rights) -> Vec<AnyView> {
    let here = returned.payment == row.id.to_string();
    let mut actions = Vec::new();
    let untouched = row.status == PaymentStatus::Completed;
    if rights.write && untouched {
        actions.push(correction(
            invoice,
            row,
            returned.correction.clone().filter(|_| here),
        ));
    }
    if rights.write && row.status.counts() && row.refunded.minor < row.amount.minor {
        actions.push(refund(
            invoice,
            row,
            returned.refund.clone().filter(|_| here),
            rights,
        ));
    }
    if rights.correct && untouched {
        actions.push(cancellation(
            invoice,
            row,
            returned.cancellation.clone().filter(|_| here),
        ));
    }
    actions
}

fn correction(invoice: InvoiceId, row: &PaymentRow, returned: Option<FormView<PaymentForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_else(|| {
        FormView::fresh(PaymentForm {
            amount: row.amount.to_plain(),
            received_on: date::to_field(row.received_on),
            method: row.method.as_str().to_owned(),
            reference: row.reference.clone(),
            note: row.note.clone(),
            version: row.version,
        })
    });
    let version = row.version.to_string();
    let (id, key) = (row.id.to_string(), format!("c-{}", row.id));
    let fields = payment_fields(form, row.amount.currency.to_string(), &key);
    view! {
        <Confirm summary="Correct" title="Correct this payment" variant=Variant::Quiet class="small" open=open>
            <Form action=CorrectPayment::url()>
                <HiddenField name="invoice" value=invoice.to_string()/>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                {fields}
                <div class="form-actions"><Button variant=Variant::Primary>"Save"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

/// The fields of a payment, with ids of their own: several such forms share the page.
pub fn payment_fields(form: FormView<PaymentForm>, currency: String, key: &str) -> AnyView {
    let (values, errors) = (form.values, form.errors);
    let stored = form.stored.unwrap_or_else(|| values.clone());
    let id = |field: &str| format!("f-{key}-{field}");
    let methods = PaymentMethod::ALL.map(|method| (method.as_str().to_owned(), method.label().to_owned()));
    let error = |field: &str| errors.get(field);
    view! {
        <FormErrors errors=errors.clone()/>
        <MoneyField
            label="Amount"
            name="form[amount]"
            id=id("amount")
            value=values.amount
            currency=currency
            error=error("amount")
            stored=Some(stored.amount)
            required=true
        />
        <DateField
            label="Received on"
            name="form[received_on]"
            id=id("received_on")
            value=values.received_on
            error=error("received_on")
            stored=Some(stored.received_on)
            required=true
        />
        <SelectField
            label="How"
            name="form[method]"
            id=id("method")
            options=methods.to_vec()
            value=values.method
            error=error("method")
            stored=Some(stored.method)
        />
        <TextField
            label="Reference"
            name="form[reference]"
            id=id("reference")
            value=values.reference
            error=error("reference")
            stored=Some(stored.reference)
            maxlength=140
        />
        <TextAreaField
            label="Note for staff"
            name="form[note]"
            id=id("note")
            value=values.note
            error=error("note")
            stored=Some(stored.note)
            rows=2
        />
    }
    .into_any()
}

fn refund(
    invoice: InvoiceId,
    row: &PaymentRow,
    returned: Option<FormView<RefundForm>>,
    rights: Rights,
) -> AnyView {
    let open = returned.is_some();
    let left = Money::new(row.amount.minor - row.refunded.minor, row.amount.currency);
    let form = returned.unwrap_or_else(|| {
        FormView::fresh(RefundForm {
            amount: left.to_plain(),
            refunded_on: date::to_field(rights.today),
            reason: String::new(),
            version: row.version,
        })
    });
    let (values, errors) = (form.values, form.errors);
    let key = format!("f-r-{}", row.id);
    let (id, version, currency) = (
        row.id.to_string(),
        row.version.to_string(),
        left.currency.to_string(),
    );
    let hint = format!("At most {}.", left.format(Locale::En));
    view! {
        <Confirm summary="Refund" title="Record a refund" variant=Variant::Quiet class="small" open=open>
            <p class="small">"Record it once the money has left your account. What was paid is open again by that much."</p>
            <Form action=RefundPayment::url() idempotency=uuid::Uuid::new_v4().to_string()>
                <HiddenField name="invoice" value=invoice.to_string()/>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                <FormErrors errors=errors.clone()/>
                <MoneyField
                    label="Amount"
                    name="form[amount]"
                    id=format!("{key}-amount")
                    value=values.amount
                    currency=currency
                    error=errors.get("amount")
                    hint=hint
                    required=true
                />
                <DateField
                    label="Refunded on"
                    name="form[refunded_on]"
                    id=format!("{key}-refunded_on")
                    value=values.refunded_on
                    error=errors.get("refunded_on")
                    required=true
                />
                <TextAreaField
                    label="Reason"
                    name="form[reason]"
                    id=format!("{key}-reason")
                    value=values.reason
                    error=errors.get("reason")
                    rows=2
                />
                <div class="form-actions"><Button variant=Variant::Danger>"Record refund"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn cancellation(invoice: InvoiceId, row: &PaymentRow, returned: Option<FormView<VoidForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let (values, errors) = (form.values, form.errors);
    let (key, id, version) = (
        format!("f-x-{}", row.id),
        row.id.to_string(),
        row.version.to_string(),
    );
    view! {
        <Confirm summary="Cancel" title="Cancel this payment?" variant=Variant::Quiet class="small" open=open>
            <p class="small">"For a payment recorded by mistake or returned by the bank. Its invoices are open again."</p>
            <Form action=CancelPayment::url()>
                <HiddenField name="invoice" value=invoice.to_string()/>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                <FormErrors errors=errors.clone()/>
                <TextAreaField
                    label="Reason"
                    name="form[reason]"
                    id=format!("{key}-reason")
                    value=values.reason
                    error=errors.get("reason")
                    rows=2
                    required=true
                />
                <div class="form-actions"><Button variant=Variant::Danger>"Cancel payment"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

/// The credit notes; nothing while there are none.
pub fn credit_notes(notes: &[CreditNoteRow]) -> Option<AnyView> {
    if notes.is_empty() {
        return None;
    }
    let rows = notes
        .iter()
        .cloned()
        .map(|note| {
            let file = format!("/staff/credit-notes/{}/pdf", note.id);
            let label = format!("Download credit note {} as PDF", note.number);
            view! {
                <tr>
                    <td class="cell-main" data-label="Number">
                        <a href=file download aria-label=label>{note.number}</a>
                    </td>
                    <td data-label="Date">{Locale::En.format_date_short(note.issue_date)}</td>
                    <td class="pre-line" data-label="Reason">{note.reason}</td>
                    <td class="num" data-label="Tax"><MoneyText text=note.tax.format(Locale::En)/></td>
                    <td class="num" data-label="Amount"><MoneyText text=note.amount.format(Locale::En)/></td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <Section title="Credit notes" class="flush" id="credit-notes">
            <Table label="Credit notes">
                <thead>
                    <tr>
                        <th scope="col">"Number"</th>
                        <th scope="col">"Date"</th>
                        <th scope="col">"Reason"</th>
                        <th scope="col" class="num">"Tax"</th>
                        <th scope="col" class="num">"Amount"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    };
    Some(table.into_any())
}

/// Today in the workspace's zone.
///
/// # Errors
/// [`AppError::Internal`] outside a request.
pub fn today() -> Result<chrono::NaiveDate, AppError> {
    Ok(platform::backend()?.clock().today(&platform::staff_zone()))
}
