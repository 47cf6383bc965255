//! The demo loads, holds what it promises, and its sums are right.

use super::{script::Act, *};
use crate::{
    access::{Visitor, sessions},
    entity::{
        access_event, access_link, activity, company, contact, invoice, mail, payment, portal_image, refund,
    },
    fixture::empty_backend,
    invoice::{queries, settle},
    merge,
    scope::StaffScope,
    staff::sign_in,
};
use domain::{
    access::{LinkState, Obstacle, PortalVisibility},
    invoice::{DisplayStatus, view::InvoiceFilter},
    merge::Place,
    staff::{Password, SignInForm},
};
use sea_orm::ColumnTrait;
use std::collections::{BTreeMap, BTreeSet};

async fn owner(backend: &Backend) -> StaffScope {
    let form = SignInForm {
        email: mailbox("owner"),
        password: Password(PASSWORD.to_owned()),
        next: String::new(),
    };
    let entry = sign_in::sign_in(backend, &form, &Visitor::default())
        .await
        .unwrap();
    let sign_in::Entry::Opened(token) = entry else {
        panic!("one workspace: {entry:?}")
    };
    sessions::staff(backend, &token).await.unwrap().scope
}

#[tokio::test]
async fn the_demo_loads_whole_and_once() {
    let (backend, _dir) = empty_backend().await;
    let began = std::time::Instant::now();
    let access = load(&backend).await.unwrap();
    println!("the demo took {:.1} s", began.elapsed().as_secs_f32());
    assert!(access.client_url.starts_with("http://localhost:3000/l/"));
    assert!(matches!(load(&backend).await, Err(BackendError::Conflict(_))));

    let staff = owner(&backend).await;
    counts(&backend, &staff).await;
    every_state(&backend, &staff).await;
    sums(&backend, &staff).await;
    mails(&backend, &staff).await;
    standings(&backend, &staff).await;
    timelines(&backend, &staff).await;
    values(&backend, &staff).await;

    // The printed link opens the portal; a later start prints another.
    let token = access.client_url.rsplit('/').next().unwrap();
    let session = crate::access::links::redeem(&backend, token, &Visitor::default())
        .await
        .unwrap();
    let client = sessions::client(&backend, &session).await.unwrap();
    assert_eq!(client.scope.companies().len(), 2);
    assert!(client.frame.logo_url.is_some());
    let list = queries::list_for_client(&backend, &client.scope, &InvoiceFilter::default())
        .await
        .unwrap();
    assert!(list.total > 25, "{}", list.total);
    let again = super::access(&backend).await.unwrap().unwrap();
    assert_ne!(again.client_url, access.client_url);
}

/// What rules ask for is the same whether everybody is counted at once or each reader's own scope is asked.
async fn values(backend: &Backend, staff: &StaffScope) {
    let rows = backend.read(staff);
    let paths: BTreeSet<String> = domain::merge::roots()
        .filter(|root| root.places.include(Place::Page))
        .flat_map(|root| root.tags.iter().map(|tag| format!("{}.{}", root.key, tag.name)))
        .collect();
    let mut readers = BTreeMap::new();
    for row in rows.find::<contact::Entity>().all().await.unwrap() {
        let scope = merge::scope_of(&rows, row.id.into()).await.unwrap();
        if row.archived_at.is_none() {
            readers.insert(scope.contact(), scope.companies().to_vec());
        }
    }
    let all = merge::tags::facts_of_all(backend, &rows, &readers, &paths)
        .await
        .unwrap();
    assert_eq!(all.len(), readers.len());
    let mut filled = BTreeSet::new();
    for contact in readers.keys() {
        let scope = merge::scope_of(&rows, *contact).await.unwrap().only_looking();
        let own = merge::tags::fill(backend, &backend.read(&scope), [], &paths)
            .await
            .unwrap();
        assert_eq!(all[contact], own.facts, "{}", scope.name());
        filled.extend(own.facts.into_keys());
    }
    for path in [
        "contact.tags",
        "invoice.items",
        "payment.invoice_number",
        "credit_note.reason",
    ] {
        assert!(
            filled.contains(path),
            "{path} is nobody's, so that this proves nothing"
        );
    }
}

async fn counts(backend: &Backend, staff: &StaffScope) {
    let rows = backend.read(staff);
    assert_eq!(rows.find::<company::Entity>().count().await.unwrap(), 12);
    assert_eq!(rows.find::<contact::Entity>().count().await.unwrap(), 40);
    assert_eq!(rows.find::<invoice::Entity>().count().await.unwrap(), 200);
    assert_eq!(rows.find::<portal_image::Entity>().count().await.unwrap(), 1);
    assert!(rows.find::<refund::Entity>().count().await.unwrap() >= 3);
    let invoices = rows.find::<invoice::Entity>().all().await.unwrap();
    let currencies: BTreeSet<_> = invoices.iter().map(|row| row.currency.as_str()).collect();
    assert_eq!(currencies, BTreeSet::from(["CHF", "EUR", "GBP", "JPY", "USD"]));
    assert!(invoices.iter().any(|row| row.prices_include_tax));
    assert!(invoices.iter().any(|row| row.discount_minor > 0));
    let payments = rows.find::<payment::Entity>().all().await.unwrap();
    let methods: BTreeSet<_> = payments.iter().map(|row| row.method.as_str()).collect();
    assert!(methods.len() >= 4, "{methods:?}");
}

async fn every_state(backend: &Backend, staff: &StaffScope) {
    for state in DisplayStatus::ALL {
        let filter = InvoiceFilter {
            status: state.as_str().to_owned(),
            ..InvoiceFilter::default()
        };
        let found = queries::list(backend, staff, &filter).await.unwrap();
        println!("{state:?}: {}", found.total);
        assert!(found.total > 0, "{state:?}");
    }
}

async fn sums(backend: &Backend, staff: &StaffScope) {
    let rows = backend.read(staff);
    for row in rows.find::<invoice::Entity>().all().await.unwrap() {
        let applied: i64 = settle::payments_on(&rows, row.id)
            .await
            .unwrap()
            .iter()
            .map(|(_, minor)| minor)
            .sum();
        assert_eq!(row.paid_minor, applied, "{row:?}");
        if row.status != "void" {
            assert_eq!(
                row.total_minor,
                row.paid_minor + row.credited_minor + row.balance_minor,
                "{row:?}"
            );
        }
        assert!(row.total_minor > 0, "{row:?}");
        assert_eq!(row.number.is_none(), row.status == "draft");
    }
    let numbers: Vec<_> = rows
        .find::<invoice::Entity>()
        .order(invoice::Column::IssuedAt, sea_orm::Order::Asc)
        .all()
        .await
        .unwrap();
    let numbers: Vec<_> = numbers.into_iter().filter_map(|row| row.number).collect();
    assert!(numbers.is_sorted(), "numbers follow the dates");
}

async fn mails(backend: &Backend, staff: &StaffScope) {
    let rows = backend.read(staff);
    let mut states: BTreeMap<(String, String), u32> = BTreeMap::new();
    for row in rows.find::<mail::Entity>().all().await.unwrap() {
        assert_eq!(row.state, "sent", "{row:?}");
        assert!(row.sent_at.unwrap() - row.created_at < chrono::TimeDelta::hours(1));
        *states.entry((row.kind, row.state)).or_default() += 1;
    }
    println!("{states:?}");
    assert!(states.keys().any(|(kind, _)| kind == "new_device"), "{states:?}");
    assert!(states.keys().any(|(kind, _)| kind == "new_link"), "{states:?}");
    assert_eq!(
        crate::mail::worker::drain(backend).await.unwrap(),
        crate::mail::worker::Drained::default()
    );
}

async fn standings(backend: &Backend, staff: &StaffScope) {
    let rows = backend.read(staff);
    let contacts = rows.find::<contact::Entity>().all().await.unwrap();
    let now = backend.clock().now();
    let standings = crate::contact::visibility::of(&rows, now, &contacts)
        .await
        .unwrap();
    let judged: Vec<_> = standings
        .values()
        .map(|standing| standing.facts.judge())
        .collect();
    let because = |obstacle: Obstacle| {
        judged
            .iter()
            .filter(|judged| matches!(judged, PortalVisibility::No(why) if why.contains(&obstacle)))
            .count()
    };
    assert!(
        judged
            .iter()
            .filter(|judged| **judged == PortalVisibility::Yes)
            .count()
            >= 15
    );
    assert!(because(Obstacle::LinkExpired) >= 3);
    assert_eq!(because(Obstacle::LinkRevoked), 1);
    assert!(because(Obstacle::NotInvited) >= 5);
    let links = rows.find::<access_link::Entity>().all().await.unwrap();
    let states: Vec<_> = links
        .iter()
        .map(|link| LinkState::at(now, link.expires_at, link.revoked_at, link.superseded_at))
        .collect();
    assert!(states.contains(&LinkState::Active) && states.contains(&LinkState::Expired));
}

async fn timelines(backend: &Backend, staff: &StaffScope) {
    let rows = backend.read(staff);
    let now = backend.clock().now();
    let events = rows.find::<access_event::Entity>().all().await.unwrap();
    println!("{} events in the access log", events.len());
    assert!(events.len() > 200);
    assert!(events.iter().all(|event| event.created_at <= now));
    let lines = rows.find::<activity::Entity>().all().await.unwrap();
    assert!(lines.iter().all(|line| line.created_at <= now));
    let client = rows
        .find::<activity::Entity>()
        .filter(activity::Column::ActorKind.eq("contact"))
        .count()
        .await
        .unwrap();
    println!("{} lines in the timelines, {client} by clients", lines.len());
    assert!(client > 50);
}

#[test]
fn the_bank_account_has_the_right_check_number() {
    assert!(super::start::IBAN.parse::<domain::bank::Iban>().is_ok());
}

/// Whatever day the demo is loaded on, weekends included, it has all its invoices and something to show in every state.
#[test]
fn the_script_holds_on_every_day() {
    let first: chrono::DateTime<chrono::Utc> = "2026-11-20T00:20:00Z".parse().unwrap();
    for hours in (0..24 * 45).step_by(11) {
        let now = first + chrono::TimeDelta::hours(hours);
        let today = crate::clock::date_in(now, TIME_ZONE);
        let Script { plans, acts } = Script::write(now, today);
        assert_eq!(plans.len(), 200);
        assert!(acts.iter().all(|(at, _)| *at < now));
        let place = |wanted: &dyn Fn(&Act) -> bool| acts.iter().position(|(_, act)| wanted(act));
        let (mut unseen, mut seen, mut begun) = (0, 0, 0);
        for (at, plan) in plans.iter().enumerate() {
            let drafted = place(&|act| *act == Act::Draft(at));
            assert!(drafted.is_some(), "{now}: invoice {at} is not written");
            assert!(
                place(&|act| *act == Act::Company(plan.company)) < drafted,
                "{now}: {at}"
            );
            let Some(issued) = place(&|act| *act == Act::Issue(at)) else {
                continue;
            };
            assert!(Some(issued) > drafted);
            if plan.form.due_date < domain::date::to_field(today) {
                continue;
            }
            let paid = place(&|act| matches!(act, Act::Pay { invoice, .. } if *invoice == at));
            let whole =
                place(&|act| matches!(act, Act::Pay { invoice, percent: 100.., .. } if *invoice == at));
            let looked =
                place(&|act| matches!(act, Act::Visit { invoice: Some(invoice), .. } if *invoice == at));
            let closed = place(
                &|act| matches!(act, Act::Credit { invoice, .. } | Act::Void { invoice, .. } | Act::Mistype { invoice } if *invoice == at),
            );
            match (closed, whole, paid, looked) {
                (None, None, Some(_), _) => begun += 1,
                (None, None, None, Some(_)) => seen += 1,
                (None, None, None, None) => unseen += 1,
                _ => {}
            }
        }
        assert!(
            unseen > 0 && seen > 0 && begun > 0,
            "{now}: {unseen} sent, {seen} viewed, {begun} partial"
        );
    }
}
