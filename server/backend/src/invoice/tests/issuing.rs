//! Issue: numbers, dates, frozen parties and the mail.

use super::*;
use crate::entity::{company, contact, mail, portal, tenant};
use domain::invoice::AmendForm;
use sea_orm::{ActiveValue::Set, ColumnTrait};
use std::collections::BTreeSet;

async fn change_tenant(w: &World, change: tenant::ActiveModel) {
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<tenant::Entity>()
        .set_row(change)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
}

async fn mails(w: &World) -> Vec<mail::Model> {
    w.backend
        .read(&w.a.owner)
        .find::<mail::Entity>()
        .all()
        .await
        .unwrap()
}

#[tokio::test]
async fn issue_gives_number_and_date_and_freezes_the_parties() {
    let w = world().await;
    let id = draft(&w.backend, &w.a, "100").await;
    let issued = commands::issue(&w.backend, &w.a.owner, id, 1, false, "k")
        .await
        .unwrap();
    assert_eq!((issued.number.as_str(), issued.mailed), ("INV-2026-0001", false));
    // A second press of the button answers as the first.
    assert_eq!(
        commands::issue(&w.backend, &w.a.owner, id, 1, false, "k")
            .await
            .unwrap(),
        issued
    );
    let again = commands::issue(&w.backend, &w.a.owner, id, 2, false, "").await;
    assert!(conflict(again).contains("already been issued"));
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<company::Entity>()
        .set(company::Column::LegalName, "Renamed")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    change_tenant(
        &w,
        tenant::ActiveModel {
            legal_name: Set("Also renamed".into()),
            ..Default::default()
        },
    )
    .await;
    let document = detail(&w.backend, &w.a, id).await.document;
    assert_eq!(
        (document.seller.name.as_str(), document.buyer.name.as_str()),
        ("Anchor Ltd", "§Anchor-company")
    );
    assert_eq!(document.issue_date, "2026-03-15".parse().ok());
    assert_eq!(document.due_date, "2026-03-29".parse().ok());
    assert_eq!(sums(&w.backend, &w.a, id).await, ("sent".into(), 0, 0, 10_000));
}

#[tokio::test]
async fn nothing_to_pay_is_paid() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "0").await;
    assert_eq!(sums(&w.backend, &w.a, id).await, ("paid".into(), 0, 0, 0));
}

#[tokio::test]
async fn abuse_of_a_stale_draft_is_a_conflict() {
    let w = world().await;
    let id = draft(&w.backend, &w.a, "1").await;
    let edit = InvoiceForm {
        version: 1,
        ..form(w.a.company, "1000")
    };
    commands::update(&w.backend, &w.a.owner, id, &edit).await.unwrap();
    // Whoever looked at 1.00 does not issue 1,000.00.
    assert!(
        conflict(commands::issue(&w.backend, &w.a.owner, id, 1, false, "").await).contains("in the meantime")
    );
}

#[tokio::test]
async fn dates_must_fit() {
    let w = world().await;
    let dated = |issue: &str, due: &str| InvoiceForm {
        issue_date: issue.into(),
        due_date: due.into(),
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &dated("2026-03-16", "2026-03-30"), "")
        .await
        .unwrap();
    assert!(
        conflict(commands::issue(&w.backend, &w.a.owner, id, 1, false, "").await).contains("in the future")
    );
    let id = commands::create(&w.backend, &w.a.owner, &dated("", "2026-03-14"), "")
        .await
        .unwrap();
    assert!(conflict(commands::issue(&w.backend, &w.a.owner, id, 1, false, "").await).contains("due date"));
    // A draft of last year counts in last year.
    let id = commands::create(&w.backend, &w.a.owner, &dated("2025-12-31", "2026-03-14"), "")
        .await
        .unwrap();
    let issued = commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap();
    assert_eq!(issued.number, "INV-2025-0001");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_at_once_get_twenty_numbers_without_a_gap() {
    let w = world().await;
    let mut drafts = Vec::new();
    for _ in 0..20 {
        drafts.push(draft(&w.backend, &w.a, "1").await);
    }
    let tasks: Vec<_> = drafts
        .into_iter()
        .map(|id| {
            let (backend, owner) = (w.backend.clone(), w.a.owner.clone());
            tokio::spawn(async move {
                commands::issue(&backend, &owner, id, 1, false, "")
                    .await
                    .unwrap()
                    .number
            })
        })
        .collect();
    let mut numbers = BTreeSet::new();
    for task in tasks {
        numbers.insert(task.await.unwrap());
    }
    let expected: BTreeSet<String> = (1..=20).map(|n| format!("INV-2026-{n:04}")).collect();
    assert_eq!(numbers, expected);
    // Another tenant counts for itself.
    let id = draft(&w.backend, &w.b, "1").await;
    let issued = commands::issue(&w.backend, &w.b.owner, id, 1, false, "")
        .await
        .unwrap();
    assert_eq!(issued.number, "INV-2026-0001");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_draft_issued_by_many_is_issued_once() {
    let w = world().await;
    let id = draft(&w.backend, &w.a, "1").await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (backend, owner) = (w.backend.clone(), w.a.owner.clone());
            tokio::spawn(async move { commands::issue(&backend, &owner, id, 1, false, "").await })
        })
        .collect();
    let mut issued = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => issued += 1,
            Err(BackendError::Conflict(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(issued, 1);
    let next = draft(&w.backend, &w.a, "1").await;
    let next = commands::issue(&w.backend, &w.a.owner, next, 1, false, "")
        .await
        .unwrap();
    assert_eq!(next.number, "INV-2026-0002");
}

#[tokio::test]
async fn a_failed_issue_uses_no_number() {
    let w = world().await;
    let id = draft(&w.backend, &w.a, "1").await;
    // The counter was taken, and then the transaction is given up.
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    let tenant = commands::own_tenant(&rows).await.unwrap();
    let series = super::super::numbering::Series::Invoice;
    let date = "2026-03-15".parse().unwrap();
    let lost = super::super::numbering::next(&rows, &tenant, series, date)
        .await
        .unwrap();
    drop(rows);
    let issued = commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap();
    assert_eq!(issued.number, lost);
}

#[tokio::test]
async fn the_count_starts_anew_in_the_tenants_new_year() {
    let w = world().await;
    issued(&w.backend, &w.a, "1").await;
    // 23:30 UTC on New Year's Eve is the next year in Berlin.
    let eve: chrono::DateTime<chrono::Utc> = "2026-12-31T23:30:00Z".parse().unwrap();
    w.backend.clock().advance(eve - w.backend.clock().now());
    let late = InvoiceForm {
        due_date: "2027-02-01".into(),
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &late, "").await.unwrap();
    let number = commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap()
        .number;
    assert_eq!(number, "INV-2027-0001");
    assert_eq!(
        detail(&w.backend, &w.a, id).await.document.issue_date,
        "2027-01-01".parse().ok()
    );
}

#[tokio::test]
async fn a_number_in_use_is_passed_over() {
    let w = world().await;
    issued(&w.backend, &w.a, "1").await;
    issued(&w.backend, &w.a, "1").await;
    // A new way of counting starts at 1, where numbers of the old one are in use.
    change_tenant(
        &w,
        tenant::ActiveModel {
            number_reset: Set("never".into()),
            ..Default::default()
        },
    )
    .await;
    let id = draft(&w.backend, &w.a, "1").await;
    let number = commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap()
        .number;
    assert_eq!(number, "INV-2026-0003");
    let monthly = tenant::ActiveModel {
        invoice_pattern: Set("{YY}{MM}/{SEQ:3}".into()),
        number_reset: Set("monthly".into()),
        ..Default::default()
    };
    change_tenant(&w, monthly).await;
    let id = draft(&w.backend, &w.a, "1").await;
    let number = commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap()
        .number;
    assert_eq!(number, "2603/001");
}

#[tokio::test]
async fn the_rounding_at_issue_is_the_tenants_at_issue() {
    let w = world().await;
    let lines = vec![line("0.13", "19"), line("0.13", "19"), line("0.13", "19")];
    let new = InvoiceForm {
        lines,
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &new, "").await.unwrap();
    assert_eq!(detail(&w.backend, &w.a, id).await.document.tax.minor, 7);
    change_tenant(
        &w,
        tenant::ActiveModel {
            tax_rounding: Set("per_line".into()),
            ..Default::default()
        },
    )
    .await;
    commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap();
    let document = detail(&w.backend, &w.a, id).await.document;
    assert_eq!(
        (document.tax.minor, document.payable.minor, document.balance.minor),
        (6, 45, 45)
    );
    assert_eq!(
        document
            .tax_groups
            .iter()
            .map(|group| group.amount.minor)
            .sum::<i64>(),
        6
    );
    assert_eq!(document.rounding.minor, 0);
}

#[tokio::test]
async fn mail_goes_to_the_contact_and_only_when_asked() {
    let w = world().await;
    let addressed = InvoiceForm {
        contact_id: w.a.contact.to_string(),
        ..form(w.a.company, "1")
    };
    let new = async || {
        commands::create(&w.backend, &w.a.owner, &addressed, "")
            .await
            .unwrap()
    };
    let quiet = new().await;
    assert!(
        !commands::issue(&w.backend, &w.a.owner, quiet, 1, false, "")
            .await
            .unwrap()
            .mailed
    );
    let unaddressed = draft(&w.backend, &w.a, "1").await;
    assert!(
        !commands::issue(&w.backend, &w.a.owner, unaddressed, 1, true, "")
            .await
            .unwrap()
            .mailed
    );
    assert_eq!(mails(&w).await.len(), 0);
    let id = new().await;
    assert!(
        commands::issue(&w.backend, &w.a.owner, id, 1, true, "k")
            .await
            .unwrap()
            .mailed
    );
    assert!(
        commands::issue(&w.backend, &w.a.owner, id, 1, true, "k")
            .await
            .unwrap()
            .mailed
    );
    let queued = mails(&w).await;
    assert_eq!(queued.len(), 1);
    assert_eq!(
        (queued[0].kind.as_str(), queued[0].invoice_id),
        ("invoice_issued", Some(id.uuid()))
    );
    assert_eq!(queued[0].contact_id, Some(w.a.contact.uuid()));
    // Without a portal there is nothing to follow the mail to; without an address, nowhere to send it.
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Enabled, false)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let id = new().await;
    assert!(
        !commands::issue(&w.backend, &w.a.owner, id, 1, true, "")
            .await
            .unwrap()
            .mailed
    );
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Enabled, true)
        .exec()
        .await
        .unwrap();
    rows.update::<contact::Entity>()
        .set_row(contact::ActiveModel {
            email: Set(String::new()),
            email_key: Set(None),
            ..Default::default()
        })
        .filter(contact::Column::Id.eq(w.a.contact.uuid()))
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let id = new().await;
    assert!(
        !commands::issue(&w.backend, &w.a.owner, id, 1, true, "")
            .await
            .unwrap()
            .mailed
    );
    assert_eq!(mails(&w).await.len(), 1);
}

#[tokio::test]
async fn only_notes_due_date_and_contact_change_afterwards() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let open = queries::amend_form(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!((open.version, open.due_date.as_str()), (2, "2026-03-29"));
    let change = AmendForm {
        contact_id: w.a.contact.to_string(),
        due_date: "2026-04-30".into(),
        notes: "New note".into(),
        ..open.clone()
    };
    commands::amend(&w.backend, &w.a.owner, id, &change)
        .await
        .unwrap();
    let now = detail(&w.backend, &w.a, id).await;
    assert_eq!(
        (now.document.notes.as_str(), now.document.due_date),
        ("New note", "2026-04-30".parse().ok())
    );
    assert_eq!(now.document.buyer.attention, "§Anchor-contact");
    assert_eq!(
        (now.document.payable.minor, now.document.buyer.name.as_str()),
        (10_000, "§Anchor-company")
    );
    let Err(BackendError::Stale(stored)) = commands::amend(&w.backend, &w.a.owner, id, &change).await else {
        panic!("not stale");
    };
    assert_eq!(
        serde_json::from_value::<AmendForm>(stored).unwrap().notes,
        "New note"
    );
    let foreign = AmendForm {
        contact_id: w.b.contact.to_string(),
        version: 3,
        ..change.clone()
    };
    assert_eq!(
        fields(commands::amend(&w.backend, &w.a.owner, id, &foreign).await),
        ["contact_id"]
    );
    let early = AmendForm {
        due_date: "2026-03-01".into(),
        version: 3,
        ..change.clone()
    };
    assert_eq!(
        fields(commands::amend(&w.backend, &w.a.owner, id, &early).await),
        ["due_date"]
    );
    void(&w.backend, &w.a, id).await.unwrap();
    let late = AmendForm {
        version: 4,
        ..change.clone()
    };
    assert!(conflict(commands::amend(&w.backend, &w.a.owner, id, &late).await).contains("void"));
    let still = draft(&w.backend, &w.a, "1").await;
    assert!(conflict(commands::amend(&w.backend, &w.a.owner, still, &change).await).contains("draft"));
}
