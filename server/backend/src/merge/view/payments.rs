//! The reader's payments and credit notes.

use super::{
    super::{
        engine::Values,
        reading::Reading,
        value::{Typed, list},
    },
    Stage,
};
use crate::{
    client_dashboard::settled,
    entity::{credit_note, invoice, payment, payment_allocation},
    error::Result,
    invoice::currency,
    scope::{ClientScope, Reads, Rows},
};
use domain::{ids::InvoiceId, merge::MAX_ITEMS, money::Money};
use minijinja::Value;
use sea_orm::{ColumnTrait, IntoSimpleExpr, Order, sea_query::SimpleExpr};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) async fn fill(
    stage: &Stage<'_>,
    rows: &Rows<'_, ClientScope>,
    reading: &Reading,
    values: &mut Values,
) -> Result<()> {
    for (root, most) in [("payment", 1), ("payments", MAX_ITEMS as u64)] {
        if reading.names(root) {
            put(values, root, payments(stage, rows, reading, root, most).await?);
        }
    }
    for (root, most) in [("credit_note", 1), ("credit_notes", MAX_ITEMS as u64)] {
        if reading.names(root) {
            put(values, root, credit_notes(stage, rows, root, most).await?);
        }
    }
    Ok(())
}

/// A list under its plural, the first of it under its singular.
fn put(values: &mut Values, root: &str, mut records: Vec<Value>) {
    if root.ends_with('s') {
        values.insert(root.to_owned(), list(records));
    } else if let Some(record) = records.pop() {
        values.insert(root.to_owned(), record);
    }
}

/// How money came, in the reader's words.
pub(super) fn method(stage: &Stage<'_>, key: &str) -> Typed {
    Typed::Status {
        key: key.to_owned(),
        word: stage.voice.text(&format!("merge-method-{key}")),
    }
}

async fn payments(
    stage: &Stage<'_>,
    rows: &Rows<'_, ClientScope>,
    reading: &Reading,
    root: &'static str,
    most: u64,
) -> Result<Vec<Value>> {
    let found = rows
        .find::<payment::Entity>()
        .filter(is_made())
        .order(payment::Column::ReceivedOn, Order::Desc)
        .order(payment::Column::Id, Order::Desc)
        .limit(most)
        .all()
        .await?;
    payment_records(stage, rows, reading, root, &found).await
}

/// Payments that were made; refunded ones were, too.
pub(super) fn is_made() -> SimpleExpr {
    payment::Column::Status.is_in(["completed", "partially_refunded", "refunded"])
}

pub(super) async fn payment_records<S: Reads<payment_allocation::Entity>>(
    stage: &Stage<'_>,
    rows: &Rows<'_, S>,
    reading: &Reading,
    root: &'static str,
    found: &[payment::Model],
) -> Result<Vec<Value>> {
    let numbers: BTreeMap<Uuid, (InvoiceId, String)> = if reading.names_tag(root, "invoice_number") {
        settled(rows, found.iter().map(|row| row.id).collect()).await?
    } else {
        BTreeMap::new()
    };
    let record = |row: &payment::Model| {
        let kept = Money::new(row.amount_minor - row.refunded_minor, currency(&row.currency)?);
        let number = numbers.get(&row.id).map(|(_, number)| number.clone());
        Ok(stage
            .record(root)
            .set("amount", Typed::Money(kept))
            .set("date", Typed::Date(row.received_on))
            .set("method", method(stage, &row.method))
            .set(
                "status",
                Typed::Status {
                    key: row.status.clone(),
                    word: stage.voice.text(&format!("merge-payment-{}", row.status)),
                },
            )
            .text("reference", &row.reference)
            .text("invoice_number", number.unwrap_or_default())
            .done())
    };
    found.iter().map(record).collect()
}

async fn credit_notes(
    stage: &Stage<'_>,
    rows: &Rows<'_, ClientScope>,
    root: &'static str,
    most: u64,
) -> Result<Vec<Value>> {
    let found = rows
        .find::<credit_note::Entity>()
        .order(credit_note::Column::IssueDate, Order::Desc)
        .order(credit_note::Column::Id, Order::Desc)
        .limit(most)
        .all()
        .await?;
    credit_note_records(stage, rows, root, &found).await
}

pub(super) async fn credit_note_records<S: Reads<invoice::Entity>>(
    stage: &Stage<'_>,
    rows: &Rows<'_, S>,
    root: &'static str,
    found: &[credit_note::Model],
) -> Result<Vec<Value>> {
    let columns = [invoice::Column::Id, invoice::Column::Number];
    let numbers: BTreeMap<Uuid, Option<String>> = rows
        .find::<invoice::Entity>()
        .filter(invoice::Column::Id.is_in(found.iter().map(|row| row.invoice_id)))
        .tuples::<(Uuid, Option<String>)>(
            columns.map(|column| column.into_simple_expr()).to_vec(),
            Vec::new(),
        )
        .await?
        .into_iter()
        .collect();
    let record = |row: &credit_note::Model| {
        let code = currency(&row.currency)?;
        let number = numbers.get(&row.invoice_id).cloned().flatten();
        Ok(stage
            .record(root)
            .text("number", &row.number)
            .set("date", Typed::Date(row.issue_date))
            .set("total", Typed::Money(Money::new(row.total_minor, code)))
            .set("tax", Typed::Money(Money::new(row.tax_minor, code)))
            .text("invoice_number", number.unwrap_or_default())
            .text("reason", &row.reason)
            .done())
    };
    found.iter().map(record).collect()
}
