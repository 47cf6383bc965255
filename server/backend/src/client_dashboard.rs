//! The client's start page.

use crate::{
    Backend,
    entity::{invoice, payment, payment_allocation},
    error::{BackendError, Result},
    invoice::{currency, list, queries},
    scope::{ClientScope, Rows, sum},
};
use chrono::{Days, NaiveDate};
use domain::{
    client_dashboard::{ActionItem, ActionKind, ClientDashboard, DueSummary, RecentPayment},
    ids::InvoiceId,
    invoice::DisplayStatus,
    money::Money,
};
use sea_orm::{ColumnTrait, Condition, IntoSimpleExpr, Order};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An invoice needs action this many days before it is due.
const SOON: u64 = 14;
/// As many invoices need action at once; the rest is on the list.
const ACTIONS: u64 = 5;
/// As many recent invoices and payments are shown.
const RECENT: u64 = 5;

/// What a client sees first: what is due, what needs action, and what came last.
///
/// # Errors
/// When the database fails.
pub async fn get(backend: &Backend, scope: &ClientScope) -> Result<ClientDashboard> {
    let rows = backend.read(scope);
    let today = queries::today(backend, &rows).await?;
    let due = due(&rows, today).await?;
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let pressing = rows
        .find::<invoice::Entity>()
        .filter(list::open())
        .filter(invoice::Column::DueDate.lte(soon))
        .order(invoice::Column::DueDate, Order::Asc)
        .order(invoice::Column::Id, Order::Asc)
        .limit(ACTIONS);
    let mut cells = list::cells(pressing).await?;
    let actions = cells.len();
    let recent = rows
        .find::<invoice::Entity>()
        .order(invoice::Column::IssueDate, Order::Desc)
        .order(invoice::Column::Id, Order::Desc)
        .limit(RECENT);
    cells.extend(list::cells(recent).await?);
    let mut needs_action = list::mapped(&rows, cells, today, &list::Extras::default()).await?;
    let recent_invoices = needs_action.split_off(actions);
    let action = |invoice: domain::invoice::view::InvoiceRow| ActionItem {
        kind: match invoice.display_status {
            DisplayStatus::Overdue => ActionKind::Overdue,
            _ => ActionKind::DueSoon,
        },
        days: invoice.due_date.map_or(0, |due| (due - today).num_days()),
        invoice,
    };
    Ok(ClientDashboard {
        due,
        needs_action: needs_action.into_iter().map(action).collect(),
        recent_invoices,
        recent_payments: payments(&rows).await?,
    })
}

async fn due(rows: &Rows<'_, ClientScope>, today: NaiveDate) -> Result<Vec<DueSummary>> {
    let open = sums(rows, list::open()).await?;
    let overdue: BTreeMap<String, (i64, i64)> = sums(rows, list::overdue(today))
        .await?
        .into_iter()
        .map(|(code, count, sum, _)| (code, (count, sum)))
        .collect();
    let to_come = Condition::all()
        .add(list::open())
        .add(invoice::Column::DueDate.gte(today));
    let next: BTreeMap<String, Option<NaiveDate>> = sums(rows, to_come)
        .await?
        .into_iter()
        .map(|(code, _, _, first)| (code, first))
        .collect();
    let mut due = Vec::with_capacity(open.len());
    for (code, invoices, minor, _) in open {
        let currency = currency(&code)?;
        let (overdue_invoices, late) = overdue.get(&code).copied().unwrap_or_default();
        due.push(DueSummary {
            open: Money::new(minor, currency),
            overdue: Money::new(late, currency),
            invoices: invoices.unsigned_abs(),
            overdue_invoices: overdue_invoices.unsigned_abs(),
            next_due: next.get(&code).copied().flatten(),
        });
    }
    due.sort_by_key(|due| due.open.currency.to_string());
    Ok(due)
}

/// By currency: how many, what is left to pay, and the first due day.
async fn sums(
    rows: &Rows<'_, ClientScope>,
    which: Condition,
) -> Result<Vec<(String, i64, i64, Option<NaiveDate>)>> {
    rows.find::<invoice::Entity>()
        .filter(which)
        .tuples(
            vec![
                invoice::Column::Currency.into_simple_expr(),
                invoice::Column::Id.count(),
                sum(invoice::Column::BalanceMinor),
                invoice::Column::DueDate.min(),
            ],
            vec![invoice::Column::Currency],
        )
        .await
}

async fn payments(rows: &Rows<'_, ClientScope>) -> Result<Vec<RecentPayment>> {
    let found = rows
        .find::<payment::Entity>()
        .filter(payment::Column::Status.is_in(["completed", "partially_refunded"]))
        .order(payment::Column::ReceivedOn, Order::Desc)
        .order(payment::Column::Id, Order::Desc)
        .limit(RECENT)
        .all()
        .await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let settled = settled(rows, found.iter().map(|payment| payment.id).collect()).await?;
    let payment = |row: payment::Model| {
        Ok(RecentPayment {
            received_on: row.received_on,
            amount: Money::new(row.amount_minor - row.refunded_minor, currency(&row.currency)?),
            method: row.method.parse().map_err(BackendError::internal)?,
            invoice: settled.get(&row.id).cloned(),
            reference: row.reference,
        })
    };
    found.into_iter().map(payment).collect()
}

/// The first invoice that each payment settles.
pub(crate) async fn settled(
    rows: &Rows<'_, ClientScope>,
    payments: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, (InvoiceId, String)>> {
    let allocations = rows
        .find::<payment_allocation::Entity>()
        .filter(payment_allocation::Column::PaymentId.is_in(payments))
        .order(payment_allocation::Column::Id, Order::Desc)
        .all()
        .await?;
    let columns = [invoice::Column::Id, invoice::Column::Number];
    let numbers = rows
        .find::<invoice::Entity>()
        .filter(invoice::Column::Id.is_in(allocations.iter().map(|row| row.invoice_id)))
        .tuples::<(Uuid, Option<String>)>(
            columns.map(|column| column.into_simple_expr()).to_vec(),
            Vec::new(),
        )
        .await?;
    let numbers: BTreeMap<Uuid, String> = numbers
        .into_iter()
        .filter_map(|(id, number)| Some((id, number?)))
        .collect();
    // The earliest comes last and stays.
    Ok(allocations
        .into_iter()
        .filter_map(|row| {
            let number = numbers.get(&row.invoice_id)?.clone();
            Some((row.payment_id, (InvoiceId::from(row.invoice_id), number)))
        })
        .collect())
}
