//! One account of a statement: entries with a running balance, and what is open by age.

use crate::{
    portal::reader::Reader,
    ui::{MeterBar, Section, Table, Tone},
};
use domain::{
    date::to_field,
    module::Module,
    statement::{Account, Entry, Statement},
};
use leptos::prelude::*;

/// A company's account in one currency.
pub(super) fn account(reader: &Reader, statement: &Statement, account: &Account) -> AnyView {
    let title = reader.text_with(
        "document-statement-account",
        [
            ("company", account.company_name.clone()),
            ("currency", account.currency.to_string()),
        ],
    );
    let table = table(reader, statement, account, title.clone());
    let below = below(reader, statement, account);
    view! { <Section class="flush statement-account" title=title>{table}{below}</Section> }.into_any()
}

fn table(reader: &Reader, statement: &Statement, account: &Account, label: String) -> impl IntoView + use<> {
    let labels = [
        "document-date",
        "document-entry-what",
        "document-entry-charge",
        "document-entry-balance",
    ]
    .map(|key| reader.text(key));
    let linked = reader.has(Module::Invoices);
    let rows = account
        .entries
        .iter()
        .map(|row| entry(reader, &labels, row, linked))
        .collect_view();
    let [date, what, amount, balance] = labels;
    let opening = reader.text_with("document-opening", [("date", reader.date(statement.from))]);
    let closing = reader.text_with("document-closing", [("date", reader.date(statement.to))]);
    let (before, after) = (reader.money(account.opening), reader.money(account.closing));
    let (balance_label, closing_label) = (balance.clone(), balance.clone());
    view! {
        <Table label=label>
            <thead>
                <tr>
                    <th scope="col">{date}</th>
                    <th scope="col">{what}</th>
                    <th scope="col" class="num">{amount}</th>
                    <th scope="col" class="num">{balance}</th>
                </tr>
            </thead>
            <tbody>
                <tr class="opening">
                    <td class="wide-only"></td>
                    <td class="cell-main">{opening}</td>
                    <td class="num wide-only"></td>
                    <td class="num" data-label=balance_label>{before}</td>
                </tr>
                {rows}
            </tbody>
            <tfoot>
                <tr>
                    <td class="wide-only"></td>
                    <th scope="row" class="cell-main">{closing}</th>
                    <td class="num wide-only"></td>
                    <td class="num" data-label=closing_label>{after}</td>
                </tr>
            </tfoot>
        </Table>
    }
}

fn entry(reader: &Reader, labels: &[String; 4], entry: &Entry, linked: bool) -> impl IntoView + use<> {
    let key = format!("document-entry-{}", entry.kind.as_str());
    let what = reader.text_with(&key, [("reference", entry.reference.clone())]);
    let what = what.trim().to_owned();
    let what = match entry.invoice.filter(|_| linked) {
        Some(id) => view! { <a class="row-link" href=format!("/portal/invoices/{id}")>{what}</a> }.into_any(),
        None => what.into_any(),
    };
    let [date, _, amount, balance] = labels.clone();
    view! {
        <tr>
            <td class="nowrap" data-label=date>
                <time datetime=to_field(entry.date)>{reader.day(entry.date)}</time>
            </td>
            <td class="cell-main">{what}</td>
            <td class="num" data-label=amount>{reader.money(entry.amount)}</td>
            <td class="num" data-label=balance>{reader.money(entry.balance)}</td>
        </tr>
    }
}

/// What is open today by its age, and what the client has in credit.
fn below(reader: &Reader, statement: &Statement, account: &Account) -> Option<impl IntoView + use<>> {
    let names = [
        ("document-age-not-due", Tone::Info),
        ("document-age-30", Tone::Warning),
        ("document-age-60", Tone::Danger),
        ("document-age-90", Tone::Danger),
        ("document-age-over", Tone::Danger),
    ];
    let parts: Vec<_> = account
        .ageing
        .buckets()
        .into_iter()
        .zip(names)
        .filter(|(amount, _)| !amount.is_zero())
        .map(|(amount, (key, tone))| (reader.text(key), reader.money(amount), amount.minor, tone))
        .collect();
    let label = reader.text_with("document-ageing", [("date", reader.date(statement.as_of))]);
    let ageing = (!parts.is_empty()).then(|| {
        view! {
            <div class="stack tight">
                <h3>{label.clone()}</h3>
                <MeterBar label=label.clone() parts=parts/>
            </div>
        }
    });
    let credit = account.unapplied.is_positive().then(|| {
        let amount = reader.money(account.unapplied);
        view! {
            <p class="cluster spread">
                <span>{reader.text("document-unapplied")}</span>
                <strong class="money text-success">{amount}</strong>
            </p>
        }
    });
    (ageing.is_some() || credit.is_some())
        .then(|| view! { <div class="statement-below stack">{credit}{ageing}</div> })
}
