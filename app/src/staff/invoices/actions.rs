//! What can be done with an invoice, as its state and one's role allow.

use super::{
    api::{
        ApplyCredit, CreditInvoice, DeleteInvoice, DuplicateInvoice, IssueInvoice, RecordPayment,
        VoidInvoice, WriteOffInvoice,
    },
    money::{Rights, payment_fields},
};
use crate::{
    platform,
    ui::{
        Button, CheckField, Confirm, Form, FormErrors, HiddenField, IconName, LinkButton, MoneyField,
        TextAreaField, Variant,
    },
};
use domain::{
    credit_note::CreditNoteForm,
    date,
    form::{FieldErrors, FormView},
    ids::InvoiceId,
    invoice::{InvoiceStatus, VoidForm, WriteOffForm, view::InvoiceDetail},
    locale::Locale,
    payment::{PaymentForm, PaymentMethod},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What came back to one of the forms.
#[derive(Default)]
pub struct Returned {
    payment: Option<FormView<PaymentForm>>,
    credit: Option<FormView<CreditNoteForm>>,
    void: Option<FormView<VoidForm>>,
    write_off: Option<FormView<WriteOffForm>>,
    /// What a plain button was refused for.
    pub refused: Option<String>,
}

impl Returned {
    /// What came back to this page.
    pub async fn here() -> Self {
        let action = platform::returned_form::<serde_json::Value>("invoice_action").await;
        Self {
            payment: platform::returned_form("payment").await,
            credit: platform::returned_form("credit").await,
            void: platform::returned_form("void").await,
            write_off: platform::returned_form("write_off").await,
            refused: action.and_then(|form| form.errors.0.into_values().next()),
        }
    }
}

/// A key that makes a second press harmless.
fn once() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The buttons, the most likely first.
pub fn buttons(invoice: &InvoiceDetail, returned: Returned, rights: Rights) -> Vec<AnyView> {
    let document = &invoice.document;
    let (id, state) = (document.id, document.status);
    let mut buttons = Vec::new();
    if rights.write {
        match state {
            InvoiceStatus::Draft => buttons.push(issue(invoice)),
            _ if document.balance.is_positive() => {
                buttons.push(record(invoice, returned.payment, rights));
                if invoice.company_credit.is_positive() {
                    buttons.push(apply(invoice));
                }
            }
            _ => {}
        }
        if state.check_editable().is_ok() || state.check_notes_editable().is_ok() {
            let edit = format!("/staff/invoices/{id}/edit");
            buttons.push(view! { <LinkButton href=edit icon=IconName::Edit>"Edit"</LinkButton> }.into_any());
        }
    }
    let preview = format!("/staff/invoices/{id}/preview");
    buttons.push(
        view! { <LinkButton href=preview icon=IconName::Eye>"Preview as client"</LinkButton> }.into_any(),
    );
    let pdf = format!("/staff/invoices/{id}/pdf");
    buttons.push(
        view! { <LinkButton href=pdf icon=IconName::Download download=true>"PDF"</LinkButton> }.into_any(),
    );
    if rights.write {
        buttons.push(duplicate(id));
    }
    if rights.correct && invoice.creditable.is_positive() && state.is_issued() && state != InvoiceStatus::Void
    {
        buttons.push(credit(invoice, returned.credit));
    }
    if rights.correct && state == InvoiceStatus::Sent && document.credited.is_zero() {
        buttons.push(void(invoice, returned.void));
    }
    if rights.correct && state.is_open() {
        buttons.push(write_off(invoice, returned.write_off));
    }
    if rights.write && state == InvoiceStatus::Draft {
        buttons.push(delete(invoice));
    }
    buttons
}

fn issue(invoice: &InvoiceDetail) -> AnyView {
    let to = invoice.contact_name.clone();
    let notify =
        match to.is_empty() {
            true => view! { <p class="small muted">"The draft names no contact, so no mail is sent."</p> }
                .into_any(),
            false => view! { <CheckField label=format!("Tell {to} by mail") name="notify" checked=true/> }
                .into_any(),
        };
    let (id, version) = (invoice.document.id.to_string(), invoice.version.to_string());
    view! {
        <Confirm summary="Issue" title="Issue this invoice?" variant=Variant::Primary icon=IconName::Send>
            <p class="small">
                "It gets its number, and the client sees it in the portal. Its amounts can't be changed afterwards."
            </p>
            <Form action=IssueInvoice::url() idempotency=once()>
                <HiddenField name="id" value=id/>
                <HiddenField name="version" value=version/>
                {notify}
                <div class="form-actions"><Button variant=Variant::Primary>"Issue invoice"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn record(invoice: &InvoiceDetail, returned: Option<FormView<PaymentForm>>, rights: Rights) -> AnyView {
    let open = returned.is_some();
    let balance = invoice.document.balance;
    let form = returned.unwrap_or_else(|| {
        FormView::fresh(PaymentForm {
            amount: balance.to_plain(),
            received_on: date::to_field(rights.today),
            method: PaymentMethod::default().as_str().to_owned(),
            ..PaymentForm::default()
        })
    });
    let fields = payment_fields(form, balance.currency.to_string(), "payment");
    let (id, version) = (invoice.document.id.to_string(), invoice.version.to_string());
    view! {
        <Confirm
            summary="Record payment"
            title="Record a payment"
            variant=Variant::Primary
            icon=IconName::Coins
            open=open
        >
            <Form action=RecordPayment::url() idempotency=once()>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                {fields}
                <p class="small muted">"What is paid beyond the balance stays as the company's credit."</p>
                <div class="form-actions"><Button variant=Variant::Primary>"Record payment"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn apply(invoice: &InvoiceDetail) -> AnyView {
    let text = format!("Use credit of {}", invoice.company_credit.format(Locale::En));
    let (id, version) = (invoice.document.id.to_string(), invoice.version.to_string());
    view! {
        <Form action=ApplyCredit::url() class="inline-form">
            <HiddenField name="id" value=id/>
            <HiddenField name="version" value=version/>
            <Button icon=IconName::Wallet>{text}</Button>
        </Form>
    }
    .into_any()
}

fn duplicate(id: InvoiceId) -> AnyView {
    view! {
        <Form action=DuplicateInvoice::url() idempotency=once() class="inline-form">
            <HiddenField name="id" value=id.to_string()/>
            <Button icon=IconName::Copy>"Duplicate"</Button>
        </Form>
    }
    .into_any()
}

fn delete(invoice: &InvoiceDetail) -> AnyView {
    let (id, version) = (invoice.document.id.to_string(), invoice.version.to_string());
    view! {
        <Confirm summary="Delete" title="Delete this draft?" icon=IconName::Delete>
            <p class="small">"It is gone for good. No number was used."</p>
            <Form action=DeleteInvoice::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="version" value=version/>
                <div class="form-actions"><Button variant=Variant::Danger>"Delete draft"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn credit(invoice: &InvoiceDetail, returned: Option<FormView<CreditNoteForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_else(|| {
        FormView::fresh(CreditNoteForm {
            amount: invoice.creditable.to_plain(),
            ..CreditNoteForm::default()
        })
    });
    let (values, errors) = (form.values, form.errors);
    let (id, version) = (invoice.document.id.to_string(), invoice.version.to_string());
    let currency = invoice.creditable.currency.to_string();
    let hint = format!("At most {}, tax included.", invoice.creditable.format(Locale::En));
    view! {
        <Confirm
            summary="Credit note"
            title="Write a credit note"
            variant=Variant::Secondary
            icon=IconName::Undo
            open=open
        >
            <p class="small">
                "It takes back part or all of this invoice, with its taxes pro rata. What was paid for it becomes the company's credit."
            </p>
            <Form action=CreditInvoice::url() idempotency=once()>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                <FormErrors errors=errors.clone()/>
                <MoneyField
                    label="Amount"
                    name="form[amount]"
                    id="f-credit-amount"
                    value=values.amount
                    currency=currency
                    error=errors.get("amount")
                    hint=hint
                />
                <CheckField label="All that is left" name="form[full]" id="f-credit-full" checked=values.full/>
                <TextAreaField
                    label="Reason"
                    name="form[reason]"
                    id="f-credit-reason"
                    value=values.reason
                    error=errors.get("reason")
                    hint="The client sees it."
                    rows=2
                    required=true
                />
                <div class="form-actions"><Button variant=Variant::Danger>"Issue credit note"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn void(invoice: &InvoiceDetail, returned: Option<FormView<VoidForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let reason = reason("void", form.values.reason, form.errors);
    let (id, version) = (invoice.document.id.to_string(), invoice.version.to_string());
    view! {
        <Confirm summary="Void" title="Void this invoice?" icon=IconName::Ban open=open>
            <p class="small">"It keeps its number, and the client sees it as void. This can't be undone."</p>
            <Form action=VoidInvoice::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                {reason}
                <div class="form-actions"><Button variant=Variant::Danger>"Void invoice"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn write_off(invoice: &InvoiceDetail, returned: Option<FormView<WriteOffForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let reason = reason("write_off", form.values.reason, form.errors);
    let (id, version) = (invoice.document.id.to_string(), invoice.version.to_string());
    let balance = invoice.document.balance.format(Locale::En);
    view! {
        <Confirm summary="Write off" title=format!("Write off {balance}?") icon=IconName::Archive open=open>
            <p class="small">"You no longer expect it to be paid. If it is after all, you can still record the payment."</p>
            <Form action=WriteOffInvoice::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                {reason}
                <div class="form-actions"><Button variant=Variant::Danger>"Write off"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn reason(key: &str, value: String, errors: FieldErrors) -> AnyView {
    view! {
        <FormErrors errors=errors.clone()/>
        <TextAreaField
            label="Reason"
            name="form[reason]"
            id=format!("f-{key}-reason")
            value=value
            error=errors.get("reason")
            hint="For the record; the client does not see it."
            rows=2
            required=true
        />
    }
    .into_any()
}
