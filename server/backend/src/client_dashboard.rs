//! The client's start page.

use crate::{
    Backend,
    entity::{invoice, payment, payment_allocation},
    error::{BackendError, Result},
    invoice::{currency, list},
    scope::{ClientScope, Reads, Rows, sum, sum_of},
};
use chrono::{Days, NaiveDate};
use domain::{
    client_dashboard::{ActionItem, ActionKind, ClientDashboard, DueSummary, RecentPayment},
    ids::InvoiceId,
    invoice::DisplayStatus,
    money::Money,
};
use sea_orm::{
    ColumnTrait, ExprTrait, IntoSimpleExpr, Order,
    sea_query::{Expr, Query, SimpleExpr},
};
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
    let rows = backend.read_at_once(scope).await?;
    let today = backend.clock().today(scope.business_timezone());
    let due = due(&rows, today).await?;
    let needs_action = pressing(&rows, today).await?;
    let recent = rows
        .find::<invoice::Entity>()
        .order(invoice::Column::IssueDate, Order::Desc)
        .order(invoice::Column::Id, Order::Desc)
        .limit(RECENT);
    let recent_invoices = list::mapped(list::cells(recent).await?, today, &list::Extras::default())?;
    let recent_payments = payments(&rows, RECENT).await?;
    rows.commit().await?;
    Ok(ClientDashboard {
        due,
        needs_action,
        recent_invoices,
        recent_payments,
    })
}

/// What needs action, the most pressing first.
pub(crate) async fn pressing(rows: &Rows<'_, ClientScope>, today: NaiveDate) -> Result<Vec<ActionItem>> {
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let pressing = rows
        .find::<invoice::Entity>()
        .filter(list::open())
        .filter(invoice::Column::DueDate.lte(soon))
        .order(invoice::Column::DueDate, Order::Asc)
        .order(invoice::Column::Id, Order::Asc)
        .limit(ACTIONS);
    let action = |invoice: domain::invoice::view::InvoiceRow| ActionItem {
        kind: match invoice.display_status {
            DisplayStatus::Overdue => ActionKind::Overdue,
            _ => ActionKind::DueSoon,
        },
        days: invoice.due_date.map_or(0, |due| (due - today).num_days()),
        invoice,
    };
    let found = list::mapped(list::cells(pressing).await?, today, &list::Extras::default())?;
    Ok(found.into_iter().map(action).collect())
}

/// By currency: what is open, what of it is late, and the first due day to come; one walk over the open invoices.
pub(crate) async fn due(rows: &Rows<'_, ClientScope>, today: NaiveDate) -> Result<Vec<DueSummary>> {
    let late = |then: SimpleExpr| {
        let case = Expr::case(list::overdue(today), then).finally(0_i64);
        sum_of(SimpleExpr::Case(Box::new(case)))
    };
    let to_come = Expr::case(
        invoice::Column::DueDate.gte(today),
        invoice::Column::DueDate.into_simple_expr(),
    );
    let sums = rows
        .find::<invoice::Entity>()
        .filter(list::open())
        .tuples::<(String, i64, i64, i64, i64, Option<NaiveDate>)>(
            vec![
                invoice::Column::Currency.into_simple_expr(),
                invoice::Column::Id.count(),
                sum(invoice::Column::BalanceMinor),
                late(Expr::value(1_i64)),
                late(invoice::Column::BalanceMinor.into_simple_expr()),
                SimpleExpr::Case(Box::new(to_come)).min(),
            ],
            vec![invoice::Column::Currency],
        )
        .await?;
    let mut due = Vec::with_capacity(sums.len());
    for (code, invoices, open, overdue_invoices, overdue, next_due) in sums {
        let currency = currency(&code)?;
        due.push(DueSummary {
            open: Money::new(open, currency),
            overdue: Money::new(overdue, currency),
            invoices: invoices.unsigned_abs(),
            overdue_invoices: overdue_invoices.unsigned_abs(),
            next_due,
        });
    }
    due.sort_by_key(|due| due.open.currency.to_string());
    Ok(due)
}

/// The latest payments, as many at most.
pub(crate) async fn payments(rows: &Rows<'_, ClientScope>, most: u64) -> Result<Vec<RecentPayment>> {
    let found = rows
        .find::<payment::Entity>()
        .filter(payment::Column::Status.is_in(["completed", "partially_refunded"]))
        .order(payment::Column::ReceivedOn, Order::Desc)
        .order(payment::Column::Id, Order::Desc)
        .limit(most)
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
pub(crate) async fn settled<S: Reads<payment_allocation::Entity>>(
    rows: &Rows<'_, S>,
    payments: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, (InvoiceId, String)>> {
    let number = Query::select()
        .expr(Expr::col((invoice::Entity, invoice::Column::Number)))
        .from(invoice::Entity)
        .and_where(
            Expr::col((invoice::Entity, invoice::Column::Id))
                .equals((payment_allocation::Entity, payment_allocation::Column::InvoiceId)),
        )
        .take();
    // An allocation is in reach only with its invoice.
    let allocations = rows
        .find::<payment_allocation::Entity>()
        .filter(payment_allocation::Column::PaymentId.is_in(payments))
        .order(payment_allocation::Column::Id, Order::Desc)
        .tuples::<(Uuid, Uuid, Option<String>)>(
            vec![
                payment_allocation::Column::PaymentId.into_simple_expr(),
                payment_allocation::Column::InvoiceId.into_simple_expr(),
                Expr::SubQuery(None, Box::new(number.into())),
            ],
            Vec::new(),
        )
        .await?;
    // The earliest comes last and stays.
    Ok(allocations
        .into_iter()
        .filter_map(|(payment, invoice, number)| Some((payment, (InvoiceId::from(invoice), number?))))
        .collect())
}
