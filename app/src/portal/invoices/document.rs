//! Portal: one invoice, as a document to read, pay, print and take away.

use super::{api::invoice, pay::payment_box, sheet};
use crate::{
    platform,
    portal::{frame::portal_page, reader::Reader},
    ui::{Icon, IconName, LinkButton, Notice, PrintButton, Tone, Variant},
};
use domain::{
    ids::InvoiceId,
    invoice::{DisplayStatus, InvoiceStatus, view::InvoiceDocument},
};
use leptos::prelude::*;

/// One invoice. Another company's, a draft's or a malformed id leads to one and the same "not found".
#[component]
pub fn ClientInvoicePage() -> impl IntoView {
    let id = platform::param::<InvoiceId>("id");
    portal_page("nav-invoices", async move {
        let id = id?;
        let reader = Reader::here()?;
        let document = invoice(id).await?;
        let file = format!("/portal/invoices/{id}/pdf");
        let asks = asks_for_money(&document);
        let download = reader.text("invoice-pdf");
        // The one thing to do is to pay; when that is done, to take the document along.
        let variant = if asks {
            Variant::Secondary
        } else {
            Variant::Primary
        };
        let top = if asks {
            due_card(&reader, &document)
        } else {
            notice(&reader, &document)
        };
        Ok(view! {
            <div class="page">
                <header class="page-header no-print">
                    <div class="page-header-row">
                        <a class="back" href="/portal/invoices">
                            <Icon name=IconName::ArrowLeft/>
                            <span>{reader.text("invoice-back")}</span>
                        </a>
                        <div class="actions">
                            <PrintButton label=reader.text("invoice-print")/>
                            <LinkButton href=file icon=IconName::Download variant=variant download=true>{download}</LinkButton>
                        </div>
                    </div>
                </header>
                <div class="no-print">{top}</div>
                {article(&reader, &document, "/portal")}
            </div>
        }
        .into_any())
    })
}

/// The document itself, and how to pay it. `side` is where its files are fetched from: `/portal`, or `/staff`.
pub(super) fn article(reader: &Reader, document: &InvoiceDocument, side: &str) -> AnyView {
    let payment = asks_for_money(document).then(|| payment_box(reader, document));
    view! {
        <article class="sheet">
            {sheet::head(reader, document)}
            {sheet::parties(reader, document)}
            {sheet::lines(reader, document)}
            {sheet::totals(reader, document)}
            {sheet::movements(reader, document, side)}
            {sheet::notes(reader, document)}
            {payment}
        </article>
    }
    .into_any()
}

/// What is due, or why nothing is.
pub(super) fn top(reader: &Reader, document: &InvoiceDocument) -> AnyView {
    if asks_for_money(document) {
        due_card(reader, document)
    } else {
        notice(reader, document)
    }
}

/// Whether anything is to be paid on it.
fn asks_for_money(document: &InvoiceDocument) -> bool {
    let closed = matches!(
        document.status,
        InvoiceStatus::Draft | InvoiceStatus::Void | InvoiceStatus::Credited
    );
    document.balance.is_positive() && !closed
}

/// What is due, until when, and the way down to how to pay it.
fn due_card(reader: &Reader, document: &InvoiceDocument) -> AnyView {
    let late = document.display_status == DisplayStatus::Overdue;
    let when = match document.due_date {
        Some(day) if late => reader.text_with("invoice-was-due", [("date", reader.date(day))]),
        Some(day) => reader.text_with("invoice-due-by", [("date", reader.date(day))]),
        None => reader.text("invoice-due-any"),
    };
    let paid = document.paid.is_positive().then(|| {
        reader.text_with(
            "invoice-part-paid",
            [
                ("paid", reader.money(document.paid)),
                ("total", reader.money(document.payable)),
            ],
        )
    });
    let how = reader.text("invoice-how-to-pay");
    view! {
        <section class="card due-card p-card p-due" aria-labelledby="due">
            <div class="stack tight">
                <h2 class="eyebrow" id="due">{reader.text("invoice-due")}</h2>
                <p class="amount">{reader.money(document.balance)}</p>
                <ul class="due-facts small" role="list">
                    <li class=late.then_some("strong")>{late.then(|| view! { <Icon name=IconName::Warning/> })}{when}</li>
                    {paid.map(|paid| view! { <li>{paid}</li> })}
                </ul>
            </div>
            <div class="actions">
                <LinkButton href="#pay" class="large">{how}</LinkButton>
            </div>
        </section>
    }
    .into_any()
}

/// Why nothing is to be paid.
fn notice(reader: &Reader, document: &InvoiceDocument) -> AnyView {
    let (tone, title, text) = match document.status {
        InvoiceStatus::Void => (
            Tone::Neutral,
            "invoice-void",
            reader.text("invoice-nothing-to-pay"),
        ),
        InvoiceStatus::Credited => (
            Tone::Neutral,
            "invoice-credited",
            reader.text("invoice-nothing-to-pay"),
        ),
        _ => {
            let last = document.payments.iter().filter(|payment| payment.status.counts());
            let text = match last.map(|payment| payment.received_on).max() {
                Some(day) => reader.text_with("invoice-settled-on", [("date", reader.date(day))]),
                None => reader.text("invoice-settled-text"),
            };
            (Tone::Success, "invoice-settled", text)
        }
    };
    view! { <Notice tone=tone title=reader.text(title)><p>{text}</p></Notice> }.into_any()
}
