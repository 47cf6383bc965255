//! Statements and the client's start page.

use super::*;
use crate::{
    client_dashboard,
    fixture::{client_scope, world},
    invoice::{
        commands,
        tests::{credit, form, issued, other_company, pay, refund, void, write_off},
    },
};
use domain::{client_dashboard::ActionKind, invoice::InvoiceForm, role::Role};

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[tokio::test]
async fn a_statement_opens_runs_and_closes() {
    let w = world().await;
    let dated = async |issue: &str, due: &str, price: &str| {
        let form = InvoiceForm {
            issue_date: issue.into(),
            due_date: due.into(),
            ..form(w.a.company, price)
        };
        let id = commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
        commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
            .await
            .unwrap();
        id
    };
    dated("2025-11-01", "2025-11-15", "10").await;
    dated("2026-01-01", "2026-01-14", "20").await;
    let third = dated("2026-02-01", "2026-02-15", "40").await;
    let voided = dated("2026-03-01", "2026-03-15", "80").await;
    let paid = pay(&w.backend, &w.a, third, "50").await.unwrap().payment;
    refund(&w.backend, &w.a, paid, "4").await.unwrap();
    void(&w.backend, &w.a, voided).await.unwrap();
    let lost = dated("2026-03-02", "2026-03-16", "7").await;
    write_off(&w.backend, &w.a, lost).await.unwrap();
    let credited = dated("2026-03-03", "2026-03-17", "9").await;
    credit(&w.backend, &w.a, credited, "5").await.unwrap();

    let statement = for_client(&w.backend, &w.a.client, day("2026-01-01"), None, None)
        .await
        .unwrap();
    assert_eq!(
        (statement.from, statement.to),
        (day("2026-01-01").unwrap(), day("2026-03-15").unwrap())
    );
    let [account] = &statement.accounts[..] else {
        panic!("{statement:?}")
    };
    assert_eq!(account.opening.minor, 1000);
    let entries: Vec<_> = account
        .entries
        .iter()
        .map(|entry| (entry.kind.as_str(), entry.amount.minor, entry.balance.minor))
        .collect();
    assert_eq!(
        entries,
        [
            ("invoice", 2000, 3000),
            ("invoice", 4000, 7000),
            ("invoice", 8000, 15_000),
            ("invoice", 700, 15_700),
            ("invoice", 900, 16_600),
            ("credit_note", -500, 16_100),
            ("void", -8000, 8100),
            ("write_off", -700, 7400),
            ("payment", -5000, 2400),
            ("refund", 400, 2800),
        ]
    );
    assert_eq!((account.closing.minor, account.unapplied.minor), (2800, 600));
    // Due 2025-11-15, 2026-01-14 and 2026-03-17, seen on 2026-03-15.
    assert_eq!(
        account.ageing.buckets().map(|money| money.minor),
        [400, 0, 2000, 0, 1000]
    );
    assert_eq!(account.entries[0].reference, "INV-2026-0001");

    let staff = for_staff(&w.backend, &w.a.owner, day("2026-01-01"), None, w.a.company)
        .await
        .unwrap();
    assert_eq!(staff.accounts, statement.accounts);
    // A day on which nothing moved.
    let quiet = for_client(
        &w.backend,
        &w.a.client,
        day("2026-02-02"),
        day("2026-02-28"),
        None,
    )
    .await
    .unwrap();
    assert_eq!(
        (quiet.accounts[0].entries.len(), quiet.accounts[0].opening.minor),
        (0, 7000)
    );
    assert_eq!(quiet.accounts[0].closing.minor, 7000);
    // The wrong way round is put right.
    let turned = for_client(
        &w.backend,
        &w.a.client,
        day("2026-02-28"),
        day("2026-02-02"),
        None,
    )
    .await
    .unwrap();
    assert_eq!((turned.from, turned.to), (quiet.from, quiet.to));
}

#[tokio::test]
async fn currencies_and_companies_are_kept_apart() {
    let w = world().await;
    let other = other_company(&w, &w.a).await;
    for (company, currency) in [(w.a.company, "EUR"), (w.a.company, "USD"), (other, "EUR")] {
        let form = InvoiceForm {
            currency: currency.into(),
            ..form(company, "10")
        };
        let id = commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
        commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
            .await
            .unwrap();
    }
    let both = client_scope(w.a.tenant, w.a.contact, vec![w.a.company, other]);
    let statement = for_client(&w.backend, &both, None, None, None).await.unwrap();
    let accounts: Vec<_> = statement
        .accounts
        .iter()
        .map(|a| (a.company_name.as_str(), a.currency.as_str(), a.closing.minor))
        .collect();
    assert_eq!(
        accounts,
        [
            ("zz-other", "EUR", 1000),
            ("§Anchor-company", "EUR", 1000),
            ("§Anchor-company", "USD", 1000)
        ]
    );
    let one = for_client(&w.backend, &both, None, None, Some(other))
        .await
        .unwrap();
    assert_eq!(
        (one.accounts.len(), one.companies.len(), one.company),
        (1, 2, Some(other))
    );
    let own = for_client(&w.backend, &w.a.client, None, None, None)
        .await
        .unwrap();
    assert_eq!(own.accounts.len(), 2);
    for foreign in [other, w.b.company, CompanyId::new()] {
        let refused = for_client(&w.backend, &w.a.client, None, None, Some(foreign)).await;
        assert!(matches!(refused, Err(BackendError::NotFound)));
    }
    let refused = for_staff(&w.backend, &w.b.owner, None, None, w.a.company).await;
    assert!(matches!(refused, Err(BackendError::NotFound)));
    assert!(
        for_staff(&w.backend, &w.a.staff(Role::Viewer), None, None, other)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn the_start_page_says_what_is_due() {
    let w = world().await;
    let empty = client_dashboard::get(&w.backend, &w.a.client).await.unwrap();
    assert_eq!(empty, domain::client_dashboard::ClientDashboard::default());
    let new = async |due: &str, currency: &str| {
        let form = InvoiceForm {
            issue_date: "2026-01-01".into(),
            due_date: due.into(),
            currency: currency.into(),
            ..form(w.a.company, "10")
        };
        let id = commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
        commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
            .await
            .unwrap();
        id
    };
    let late = new("2026-03-14", "EUR").await;
    let today = new("2026-03-15", "EUR").await;
    new("2026-03-29", "USD").await;
    new("2026-03-30", "EUR").await;
    let paid = new("2026-03-10", "EUR").await;
    pay(&w.backend, &w.a, paid, "10").await.unwrap();
    pay(&w.backend, &w.a, late, "3").await.unwrap();
    commands::create(&w.backend, &w.a.owner, &form(w.a.company, "99"), "")
        .await
        .unwrap();
    issued(&w.backend, &w.b, "99").await;
    let dashboard = client_dashboard::get(&w.backend, &w.a.client).await.unwrap();
    let due: Vec<_> = dashboard
        .due
        .iter()
        .map(|due| {
            (
                due.open.currency.as_str(),
                due.open.minor,
                due.overdue.minor,
                due.invoices,
                due.overdue_invoices,
            )
        })
        .collect();
    assert_eq!(due, [("EUR", 2700, 700, 3, 1), ("USD", 1000, 0, 1, 0)]);
    assert_eq!(dashboard.due[0].next_due, day("2026-03-15"));
    let actions: Vec<_> = dashboard
        .needs_action
        .iter()
        .map(|item| (item.kind, item.invoice.id, item.days))
        .collect();
    assert_eq!(
        actions[..2],
        [(ActionKind::Overdue, late, -1), (ActionKind::DueSoon, today, 0)]
    );
    assert_eq!((actions.len(), actions[2].2), (3, 14));
    assert_eq!(dashboard.recent_invoices.len(), 5);
    let payments: Vec<_> = dashboard
        .recent_payments
        .iter()
        .map(|payment| (payment.amount.minor, payment.invoice.as_ref().map(|(id, _)| *id)))
        .collect();
    assert_eq!(payments, [(300, Some(late)), (1000, Some(paid))]);
}

/// Pages run on several threads: what they wait for must be able to move.
#[test]
fn what_pages_wait_for_can_move_between_threads() {
    fn moves<T: Send>(_: impl FnOnce(&Backend, &ClientScope, &StaffScope) -> T) {}
    moves(|backend, client, _| {
        let (backend, client) = (backend.clone(), client.clone());
        async move { for_client(&backend, &client, None, None, None).await.is_ok() }
    });
    moves(|backend, client, _| {
        let (backend, client) = (backend.clone(), client.clone());
        async move { client_dashboard::get(&backend, &client).await.is_ok() }
    });
    moves(|backend, client, _| {
        let (backend, client) = (backend.clone(), client.clone());
        async move {
            let filter = domain::invoice::view::InvoiceFilter::default();
            crate::invoice::queries::list_for_client(&backend, &client, &filter)
                .await
                .is_ok()
        }
    });
    moves(|backend, _, staff| {
        let (backend, staff) = (backend.clone(), staff.clone());
        async move {
            let filter = domain::invoice::view::InvoiceFilter::default();
            crate::invoice::queries::list(&backend, &staff, &filter)
                .await
                .is_ok()
        }
    });
}
