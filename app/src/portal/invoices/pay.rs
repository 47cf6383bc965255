//! How to pay an invoice: by bank transfer, typed or scanned.

use crate::{
    portal::reader::Reader,
    ui::{CopyValue, Definition, DefinitionList, QrCode},
};
use backend::documents::epc_qr;
use domain::{
    invoice::view::{BankTransfer, InvoiceDocument},
    money::Money,
};
use leptos::prelude::*;

/// The account, the amount and the reference, with the code for a banking app where there can be one (EUR).
pub(super) fn payment_box(reader: &Reader, document: &InvoiceDocument) -> AnyView {
    let Some(transfer) = &document.transfer else {
        return view! {
            <section class="sheet-pay" id="pay" tabindex="-1">
                <div class="stack tight">
                    <h2>{reader.text("invoice-how-to-pay")}</h2>
                    <p>{reader.business("pay-ask")}</p>
                </div>
            </section>
        }
        .into_any();
    };
    view! {
        <section class="sheet-pay" id="pay" tabindex="-1" aria-labelledby="pay-title">
            <div class="stack">
                <h2 id="pay-title">{reader.text("pay-by-transfer")}</h2>
                {details(reader, transfer, document.balance)}
                <p class="small muted">{reader.text("pay-reference-hint")}" "{reader.text("document-verify")}</p>
            </div>
            {code(reader, transfer, document.balance)}
        </section>
    }
    .into_any()
}

fn details(reader: &Reader, transfer: &BankTransfer, amount: Money) -> impl IntoView + use<> {
    // What is copied must fit into a bank's form: digits without the currency's sign.
    let figure = reader
        .locale
        .numbers()
        .write(amount.minor.unsigned_abs(), amount.currency.exponent());
    let bic = transfer
        .bic
        .as_ref()
        .map(|bic| bic.as_str().to_owned())
        .unwrap_or_default();
    let rows = [
        (
            "document-account-name",
            "pay-copy-name",
            transfer.account_name.clone(),
            None,
        ),
        ("document-iban", "pay-copy-iban", transfer.iban.grouped(), None),
        ("document-bic", "pay-copy-bic", bic, None),
        (
            "document-pay-reference",
            "pay-copy-reference",
            transfer.reference.clone(),
            None,
        ),
        (
            "document-pay-amount",
            "pay-copy-amount",
            figure,
            Some(amount.currency.to_string()),
        ),
    ];
    let copied = reader.text("pay-copied");
    let rows = rows
        .into_iter()
        .filter(|(_, _, value, _)| !value.is_empty())
        .map(|(label, copy, value, unit)| {
            let (copy, copied) = (reader.text(copy), copied.clone());
            view! {
                <Definition label=reader.text(label)>
                    <span class="pay-value">
                        {unit.clone().map(|unit| view! { <span class="muted">{unit}</span> })}
                        <CopyValue value=value.clone() label=copy.clone() copied_label=copied.clone()/>
                    </span>
                </Definition>
            }
        })
        .collect_view();
    let bank = (!transfer.bank_name.is_empty()).then(|| {
        let bank = transfer.bank_name.clone();
        view! { <Definition label=reader.text("document-bank")>{bank}</Definition> }
    });
    view! { <DefinitionList class="pay-details">{rows}{bank}</DefinitionList> }
}

fn code(reader: &Reader, transfer: &BankTransfer, amount: Money) -> Option<impl IntoView + use<>> {
    let qr = epc_qr(&transfer.epc_payload(amount).ok()?)?;
    let label = reader.text_with(
        "document-qr-alt",
        [
            ("amount", reader.money(amount)),
            ("name", transfer.account_name.clone()),
            ("iban", transfer.iban.grouped()),
            ("reference", transfer.reference.clone()),
        ],
    );
    Some(view! {
        <figure class="pay-code">
            <QrCode path=qr.path side=qr.side label=label/>
            <figcaption class="small muted">{reader.text("pay-scan")}</figcaption>
        </figure>
    })
}
