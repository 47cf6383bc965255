//! Payments, refunds, credit notes, voiding and writing off: every way through the states, and the sums on each.

use super::*;
use crate::entity::{credit_note, payment, refund as refunds};
use domain::credit_note::CreditSplit;
use sea_orm::ColumnTrait;

fn state(status: &str, paid: i64, credited: i64, balance: i64) -> (String, i64, i64, i64) {
    (status.into(), paid, credited, balance)
}

#[tokio::test]
async fn payments_lead_from_sent_over_partial_to_paid_and_refunds_back() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let first = pay(&w.backend, &w.a, id, "30").await.unwrap();
    assert_eq!(first.unapplied.minor, 0);
    assert_eq!(sums(&w.backend, &w.a, id).await, state("partial", 3000, 0, 7000));
    let second = pay(&w.backend, &w.a, id, "70").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 10_000, 0, 0));
    assert!(conflict(pay(&w.backend, &w.a, id, "1").await).contains("already been paid"));
    refund(&w.backend, &w.a, second.payment, "20").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("partial", 8000, 0, 2000));
    refund(&w.backend, &w.a, second.payment, "50").await.unwrap();
    refund(&w.backend, &w.a, first.payment, "30").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("sent", 0, 0, 10_000));
    let document = detail(&w.backend, &w.a, id).await.document;
    let shown: Vec<_> = document
        .payments
        .iter()
        .map(|p| (p.amount.minor, p.applied.minor, p.refunded.minor))
        .collect();
    assert_eq!(shown, [(3000, 0, 3000), (7000, 0, 7000)]);
    assert_eq!(document.payments[1].refunds.len(), 2);
    // All the money went back, so it may be voided.
    void(&w.backend, &w.a, id).await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("void", 0, 0, 0));
}

#[tokio::test]
async fn a_refund_never_exceeds_its_payment() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let paid = pay(&w.backend, &w.a, id, "60").await.unwrap().payment;
    assert_eq!(fields(refund(&w.backend, &w.a, paid, "60.01").await), ["amount"]);
    refund(&w.backend, &w.a, paid, "40").await.unwrap();
    assert_eq!(fields(refund(&w.backend, &w.a, paid, "20.01").await), ["amount"]);
    refund(&w.backend, &w.a, paid, "20").await.unwrap();
    assert_eq!(fields(refund(&w.backend, &w.a, paid, "0.01").await), ["amount"]);
    let rows = w.backend.read(&w.a.owner);
    let stored = rows.get::<payment::Entity>(paid.uuid()).await.unwrap();
    assert_eq!(
        (stored.refunded_minor, stored.status.as_str()),
        (6000, "refunded")
    );
    assert_eq!(rows.find::<refunds::Entity>().count().await.unwrap(), 2);
    let foreign = refund(&w.backend, &w.b, paid, "1").await;
    assert!(matches!(foreign, Err(BackendError::NotFound)));
}

#[tokio::test]
async fn what_is_paid_too_much_is_the_companys_credit() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let paid = pay(&w.backend, &w.a, id, "130").await.unwrap();
    assert_eq!(paid.unapplied.minor, 3000);
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 10_000, 0, 0));
    let shown = detail(&w.backend, &w.a, id).await;
    assert_eq!(shown.overpaid.minor, 3000);
    assert_eq!(
        (
            shown.document.payments[0].amount.minor,
            shown.document.payments[0].applied.minor
        ),
        (13_000, 10_000)
    );
    // It can settle another invoice …
    let next = issued(&w.backend, &w.a, "20").await;
    assert_eq!(
        payments::apply_credit(&w.backend, &w.a.owner, next, 2)
            .await
            .unwrap()
            .minor,
        2000
    );
    assert_eq!(sums(&w.backend, &w.a, next).await, state("paid", 2000, 0, 0));
    assert_eq!(detail(&w.backend, &w.a, id).await.overpaid.minor, 1000);
    assert_eq!(detail(&w.backend, &w.a, next).await.company_credit.minor, 1000);
    let third = issued(&w.backend, &w.a, "50").await;
    assert_eq!(
        payments::apply_credit(&w.backend, &w.a.owner, third, 2)
            .await
            .unwrap()
            .minor,
        1000
    );
    assert_eq!(
        sums(&w.backend, &w.a, third).await,
        state("partial", 1000, 0, 4000)
    );
    assert!(conflict(payments::apply_credit(&w.backend, &w.a.owner, third, 3).await).contains("no credit"));
    // … and a refund takes from the latest first.
    refund(&w.backend, &w.a, paid.payment, "25").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, third).await, state("sent", 0, 0, 5000));
    assert_eq!(sums(&w.backend, &w.a, next).await, state("partial", 500, 0, 1500));
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 10_000, 0, 0));
}

#[tokio::test]
async fn a_refund_takes_unapplied_money_first() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let paid = pay(&w.backend, &w.a, id, "130").await.unwrap().payment;
    refund(&w.backend, &w.a, paid, "30").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 10_000, 0, 0));
    refund(&w.backend, &w.a, paid, "1").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("partial", 9900, 0, 100));
}

#[tokio::test]
async fn credits_reduce_and_finally_take_back() {
    let w = world().await;
    let new = InvoiceForm {
        lines: vec![line("100", "19"), line("50", "7")],
        ..form(w.a.company, "1")
    };
    let id = commands::create(&w.backend, &w.a.owner, &new, "").await.unwrap();
    commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
        .await
        .unwrap();
    assert_eq!(fields(credit(&w.backend, &w.a, id, "172.51").await), ["amount"]);
    assert_eq!(fields(credit(&w.backend, &w.a, id, "0").await), ["amount"]);
    credit(&w.backend, &w.a, id, "33.33").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("sent", 0, 3333, 13_917));
    pay(&w.backend, &w.a, id, "139.17").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 13_917, 3333, 0));
    // What was paid for something that is taken back becomes credit.
    credit(&w.backend, &w.a, id, "39.17").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 10_000, 7250, 0));
    assert_eq!(detail(&w.backend, &w.a, id).await.overpaid.minor, 3917);
    credit(&w.backend, &w.a, id, "full").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("credited", 0, 17_250, 0));
    assert!(conflict(credit(&w.backend, &w.a, id, "full").await).contains("credited in full"));
    assert!(conflict(pay(&w.backend, &w.a, id, "1").await).contains("credited in full"));
    // To the cent, in every tax.
    let rows = w.backend.read(&w.a.owner);
    let notes = rows.find::<credit_note::Entity>().all().await.unwrap();
    let mut numbers: Vec<_> = notes.iter().map(|note| note.number.as_str()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ["CN-2026-0001", "CN-2026-0002", "CN-2026-0003"]);
    let mut by_rate = std::collections::BTreeMap::<i64, (i64, i64)>::new();
    for note in &notes {
        let split: CreditSplit = serde_json::from_str(&note.taxes).unwrap();
        assert_eq!(note.total_minor, note.net_minor + note.tax_minor);
        for group in split.groups {
            let sums = by_rate.entry(group.tax.rate.raw()).or_default();
            *sums = (sums.0 + group.base.minor, sums.1 + group.amount.minor);
        }
    }
    assert_eq!(
        by_rate.into_values().collect::<Vec<_>>(),
        [(5000, 350), (10_000, 1900)]
    );
}

#[tokio::test]
async fn no_invoice_with_money_on_it_is_voided() {
    let w = world().await;
    let still = draft(&w.backend, &w.a, "1").await;
    assert!(conflict(void(&w.backend, &w.a, still).await).contains("draft"));
    let paid = issued(&w.backend, &w.a, "100").await;
    pay(&w.backend, &w.a, paid, "1").await.unwrap();
    assert!(conflict(void(&w.backend, &w.a, paid).await).contains("payments or credits"));
    let credited = issued(&w.backend, &w.a, "100").await;
    credit(&w.backend, &w.a, credited, "1").await.unwrap();
    assert!(conflict(void(&w.backend, &w.a, credited).await).contains("payments or credits"));
    let id = issued(&w.backend, &w.a, "100").await;
    let silent = VoidForm {
        version: 2,
        ..VoidForm::default()
    };
    assert_eq!(
        fields(commands::void(&w.backend, &w.a.owner, id, &silent).await),
        ["reason"]
    );
    let stale = VoidForm {
        reason: "x".into(),
        version: 1,
    };
    assert!(conflict(commands::void(&w.backend, &w.a.owner, id, &stale).await).contains("in the meantime"));
    void(&w.backend, &w.a, id).await.unwrap();
    let shown = detail(&w.backend, &w.a, id).await;
    assert_eq!(
        (shown.document.number.as_deref(), shown.closing_reason.as_str()),
        (Some("INV-2026-0003"), "Typing mistake")
    );
    assert!(conflict(pay(&w.backend, &w.a, id, "1").await).contains("void"));
    assert!(conflict(credit(&w.backend, &w.a, id, "1").await).contains("void"));
    assert!(conflict(write_off(&w.backend, &w.a, id).await).contains("void"));
    // The number stays used.
    let next = issued(&w.backend, &w.a, "1").await;
    assert_eq!(
        detail(&w.backend, &w.a, next).await.document.number.as_deref(),
        Some("INV-2026-0004")
    );
}

#[tokio::test]
async fn what_was_written_off_may_still_be_paid() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    pay(&w.backend, &w.a, id, "10").await.unwrap();
    write_off(&w.backend, &w.a, id).await.unwrap();
    assert_eq!(
        sums(&w.backend, &w.a, id).await,
        state("uncollectible", 1000, 0, 9000)
    );
    assert!(conflict(write_off(&w.backend, &w.a, id).await).contains("already been written off"));
    assert!(conflict(void(&w.backend, &w.a, id).await).contains("written off"));
    pay(&w.backend, &w.a, id, "40").await.unwrap();
    assert_eq!(
        sums(&w.backend, &w.a, id).await,
        state("uncollectible", 5000, 0, 5000)
    );
    pay(&w.backend, &w.a, id, "50").await.unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 10_000, 0, 0));
}

#[tokio::test]
async fn a_payment_is_corrected_and_applied_anew() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let paid = pay(&w.backend, &w.a, id, "100").await.unwrap().payment;
    let opened = payments::form(&w.backend, &w.a.owner, paid).await.unwrap();
    assert_eq!((opened.amount.as_str(), opened.version), ("100.00", 1));
    let correct = async |amount: &str, version| {
        let form = PaymentForm {
            amount: amount.into(),
            reference: "RF 1".into(),
            version,
            ..opened.clone()
        };
        payments::correct(&w.backend, &w.a.owner, paid, &form).await
    };
    assert_eq!(correct("10", 1).await.unwrap().unapplied.minor, 0);
    assert_eq!(sums(&w.backend, &w.a, id).await, state("partial", 1000, 0, 9000));
    let Err(BackendError::Stale(stored)) = correct("20", 1).await else {
        panic!("not stale")
    };
    assert_eq!(
        serde_json::from_value::<PaymentForm>(stored).unwrap().amount,
        "10.00"
    );
    assert_eq!(correct("120", 2).await.unwrap().unapplied.minor, 2000);
    assert_eq!(sums(&w.backend, &w.a, id).await, state("paid", 10_000, 0, 0));
    assert_eq!(fields(correct("-1", 3).await), ["amount"]);
    refund(&w.backend, &w.a, paid, "20").await.unwrap();
    assert!(conflict(correct("100", 4).await).contains("refunded"));
}

#[tokio::test]
async fn a_cancelled_payment_opens_its_invoice_again() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let paid = pay(&w.backend, &w.a, id, "130").await.unwrap().payment;
    let form = VoidForm {
        reason: "Wrong client".into(),
        version: 1,
    };
    payments::cancel(&w.backend, &w.a.owner, paid, &form)
        .await
        .unwrap();
    assert_eq!(sums(&w.backend, &w.a, id).await, state("sent", 0, 0, 10_000));
    let again = payments::cancel(&w.backend, &w.a.owner, paid, &form).await;
    assert!(conflict(again).contains("cancelled"));
    assert!(conflict(refund(&w.backend, &w.a, paid, "1").await).contains("cancelled"));
    let free = payments::apply_credit(&w.backend, &w.a.owner, id, version(&w.backend, &w.a, id).await).await;
    assert!(conflict(free).contains("no credit"));
}

#[tokio::test]
async fn each_form_works_once() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let form = PaymentForm {
        amount: "40".into(),
        received_on: "2026-03-15".into(),
        method: "cash".into(),
        version: 2,
        ..PaymentForm::default()
    };
    let (one, two) = tokio::join!(
        payments::record(&w.backend, &w.a.owner, id, &form, "pay"),
        payments::record(&w.backend, &w.a.owner, id, &form, "pay"),
    );
    let paid = one.unwrap();
    assert_eq!(paid, two.unwrap());
    assert_eq!(sums(&w.backend, &w.a, id).await, state("partial", 4000, 0, 6000));
    // Another member of staff who looked at the same page does not record it a second time.
    assert!(
        conflict(payments::record(&w.backend, &w.a.owner, id, &form, "").await).contains("in the meantime")
    );
    let back = RefundForm {
        amount: "10".into(),
        refunded_on: "2026-03-15".into(),
        version: 1,
        ..RefundForm::default()
    };
    let (one, two) = tokio::join!(
        payments::refund(&w.backend, &w.a.owner, paid.payment, &back, "refund"),
        payments::refund(&w.backend, &w.a.owner, paid.payment, &back, "refund"),
    );
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(sums(&w.backend, &w.a, id).await, state("partial", 3000, 0, 7000));
    let note = CreditNoteForm {
        amount: "20".into(),
        reason: "x".into(),
        version: 4,
        ..CreditNoteForm::default()
    };
    let (one, two) = tokio::join!(
        commands::credit(&w.backend, &w.a.owner, id, &note, "credit"),
        commands::credit(&w.backend, &w.a.owner, id, &note, "credit"),
    );
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(
        sums(&w.backend, &w.a, id).await,
        state("partial", 3000, 2000, 5000)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn payments_and_refunds_at_once_leave_the_sums_right() {
    let w = world().await;
    let id = issued(&w.backend, &w.a, "100").await;
    let paid = pay(&w.backend, &w.a, id, "100").await.unwrap().payment;
    let refunds: Vec<_> = (0..6)
        .map(|_| {
            let (backend, owner) = (w.backend.clone(), w.a.owner.clone());
            tokio::spawn(async move {
                let version = payments::form(&backend, &owner, paid).await?.version;
                let form = RefundForm {
                    amount: "30".into(),
                    refunded_on: "2026-03-15".into(),
                    version,
                    ..RefundForm::default()
                };
                payments::refund(&backend, &owner, paid, &form, "").await
            })
        })
        .collect();
    let mut done = 0;
    for task in refunds {
        match task.await.unwrap() {
            Ok(_) => done += 1,
            Err(BackendError::Conflict(_) | BackendError::Invalid(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!((1..=3).contains(&done));
    let (_, paid, _, balance) = sums(&w.backend, &w.a, id).await;
    assert_eq!((paid, balance), (10_000 - done * 3000, done * 3000));
}

/// A small generator, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[tokio::test]
async fn whatever_happens_the_sums_add_up() {
    let w = world().await;
    for seed in 0..12 {
        let mut dice = Dice(seed);
        let mut invoices = Vec::new();
        for _ in 0..3 {
            let new = InvoiceForm {
                lines: vec![
                    line(&format!("{}.{:02}", dice.roll(300), dice.roll(100)), "19"),
                    line("7.77", "7"),
                ],
                ..form(w.a.company, "1")
            };
            let id = commands::create(&w.backend, &w.a.owner, &new, "").await.unwrap();
            commands::issue(&w.backend, &w.a.owner, id, 1, false, "")
                .await
                .unwrap();
            invoices.push(id);
        }
        let mut paid = Vec::new();
        for _ in 0..25 {
            let id = invoices[dice.roll(3) as usize];
            let amount = format!("{}.{:02}", dice.roll(200), dice.roll(100));
            let result = match dice.roll(8) {
                0..=2 => pay(&w.backend, &w.a, id, &amount)
                    .await
                    .map(|done| paid.push(done.payment)),
                3 if !paid.is_empty() => {
                    let payment = paid[dice.roll(paid.len() as u64) as usize];
                    refund(&w.backend, &w.a, payment, &amount).await.map(|_| ())
                }
                4 if !paid.is_empty() => {
                    let payment = paid[dice.roll(paid.len() as u64) as usize];
                    let opened = payments::form(&w.backend, &w.a.owner, payment).await.unwrap();
                    let form = PaymentForm { amount, ..opened };
                    payments::correct(&w.backend, &w.a.owner, payment, &form)
                        .await
                        .map(|_| ())
                }
                5 => credit(&w.backend, &w.a, id, &amount).await.map(|_| ()),
                6 => {
                    let version = version(&w.backend, &w.a, id).await;
                    payments::apply_credit(&w.backend, &w.a.owner, id, version)
                        .await
                        .map(|_| ())
                }
                _ => match dice.roll(3) {
                    0 => void(&w.backend, &w.a, id).await,
                    _ => write_off(&w.backend, &w.a, id).await,
                },
            };
            match result {
                Ok(()) | Err(BackendError::Conflict(_) | BackendError::Invalid(_)) => {}
                Err(other) => panic!("seed {seed}: {other:?}"),
            }
            for id in &invoices {
                sums(&w.backend, &w.a, *id).await;
            }
            let rows = w.backend.read(&w.a.owner);
            for payment in rows
                .find::<payment::Entity>()
                .filter(payment::Column::Status.ne("cancelled"))
                .all()
                .await
                .unwrap()
            {
                let free = crate::payment::unapplied(&rows, &payment).await.unwrap();
                assert!(free >= 0, "seed {seed}: {payment:?}");
            }
        }
    }
    let statement = crate::statement::for_client(&w.backend, &w.a.client, None, None, None)
        .await
        .unwrap();
    let account = &statement.accounts[0];
    let open: i64 = account.ageing.buckets().iter().map(|money| money.minor).sum();
    assert_eq!(account.closing.minor, open - account.unapplied.minor);
}
