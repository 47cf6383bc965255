use super::*;
use crate::{
    activity::{Happening, record},
    entity::session,
    fixture::{Side, World, contact_row, empty_backend, invoice_row, link_row, session_row, world},
    mail::outbox::{self, NewMail},
    scope::StaffScope,
};
use domain::{
    activity::Verb,
    ids::{ContactId, InvoiceId, PaymentId},
    money::Currency,
    role::Role,
};
use sea_orm::{ActiveValue::Set, sea_query::Expr};

async fn bill(w: &World, side: &Side, status: &str, (currency, minor): (&str, i64), due: &str) -> InvoiceId {
    let (id, now) = (InvoiceId::new(), w.backend.clock().now());
    let number = (status != "draft").then(|| id.to_string());
    let rows = w.backend.begin(&side.owner).await.unwrap();
    let row = invoice_row(
        id,
        side.company,
        (status, number.as_deref()),
        (currency, minor),
        Some(due),
        now,
    );
    rows.insert::<invoice::Entity>(row).await.unwrap();
    rows.commit().await.unwrap();
    id
}

async fn paid(w: &World, side: &Side, (currency, minor, refunded): (&str, i64, i64), day: &str) {
    let rows = w.backend.begin(&side.owner).await.unwrap();
    rows.insert::<payment::Entity>(payment::ActiveModel {
        id: Set(PaymentId::new().uuid()),
        company_id: Set(side.company.uuid()),
        currency: Set(currency.to_owned()),
        amount_minor: Set(minor),
        refunded_minor: Set(refunded),
        method: Set("bank_transfer".to_owned()),
        reference: Set(String::new()),
        note: Set(String::new()),
        received_on: Set(day.parse().unwrap()),
        status: Set("completed".to_owned()),
        created_by: Set(None),
        version: Set(1),
        created_at: Set(w.backend.clock().now()),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
}

fn done(dashboard: &StaffDashboard) -> Vec<FirstStep> {
    let done = dashboard.steps.iter().filter(|state| state.done);
    done.map(|state| state.step).collect()
}

#[tokio::test]
async fn money_is_summed_by_currency_and_day() {
    let w = world().await;
    // Today is 2026-03-15.
    bill(&w, &w.a, "sent", ("EUR", 1_000), "2026-03-15").await;
    let oldest = bill(&w, &w.a, "partial", ("EUR", 500), "2025-12-31").await;
    bill(&w, &w.a, "sent", ("CHF", 70), "2026-03-01").await;
    bill(&w, &w.a, "draft", ("EUR", 9_999), "2026-01-01").await;
    bill(&w, &w.a, "uncollectible", ("EUR", 9_999), "2026-01-01").await;
    bill(&w, &w.b, "sent", ("EUR", 40_000), "2026-01-01").await;
    paid(&w, &w.a, ("EUR", 800, 300), "2026-03-15").await;
    paid(&w, &w.a, ("EUR", 100, 0), "2026-02-14").await;
    paid(&w, &w.a, ("EUR", 7_777, 0), "2026-02-13").await;
    paid(&w, &w.b, ("EUR", 7_777, 0), "2026-03-15").await;
    let seen = get(&w.backend, &w.a.staff(Role::Viewer)).await.unwrap();
    let eur = |minor| Money::new(minor, Currency::EUR);
    let chf = |minor| Money::new(minor, Currency::CHF);
    assert_eq!(seen.outstanding, [chf(70), eur(1_500)]);
    assert_eq!(seen.overdue, [chf(70), eur(500)]);
    assert_eq!(seen.paid_recently, [eur(600)]);
    assert_eq!((seen.drafts, seen.overdue_count), (1, 2));
    assert_eq!(seen.overdue_invoices[0].id, oldest, "the longest overdue first");
    assert_eq!(seen.overdue_invoices[0].company_name, "§Anchor-company");
    assert_eq!(seen.overdue_invoices.len(), 2);
}

#[tokio::test]
async fn people_mails_and_lines_are_this_tenants() {
    let w = world().await;
    let now = w.backend.clock().now();
    for side in [&w.a, &w.b] {
        let invited = ContactId::new();
        let rows = w.backend.begin(&side.owner).await.unwrap();
        rows.insert::<contact::Entity>(contact_row(invited, "invited", now))
            .await
            .unwrap();
        rows.insert::<access_link::Entity>(link_row(invited, now))
            .await
            .unwrap();
        rows.insert::<access_link::Entity>(link_row(side.contact, now))
            .await
            .unwrap();
        rows.insert::<session::Entity>(session_row(side.contact, now))
            .await
            .unwrap();
        rows.update::<contact::Entity>()
            .filter(contact::Column::Id.eq(side.contact.uuid()))
            .set(contact::Column::LastSeenAt, Expr::value(now))
            .exec()
            .await
            .unwrap();
        let mail = NewMail {
            kind: MailKind::Invitation,
            contact: Some(invited),
            user: None,
            invoice: None,
            proposal: None,
            to_name: "invited".into(),
            to_address: "invited@example.com".into(),
            params: serde_json::json!({}),
            dedupe_key: None,
            created_by: None,
        };
        outbox::queue(&rows, now, mail).await.unwrap();
        rows.update::<mail::Entity>()
            .set(mail::Column::State, Expr::value("failed"))
            .exec()
            .await
            .unwrap();
        for _ in 0..12 {
            record(&rows, now, Verb::SettingsChanged, Happening::default())
                .await
                .unwrap();
        }
        rows.commit().await.unwrap();
    }
    let seen = get(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!((seen.not_joined, seen.failed_mails), (1, 1));
    assert_eq!(seen.activity.len(), 10);
    assert!(seen.activity.iter().all(|line| line.actor_name == "Anchor Owner"));
    assert_eq!(seen.recent_clients.len(), 1);
    assert_eq!(seen.recent_clients[0].name, "§Anchor-contact");
    assert_eq!(seen.recent_clients[0].companies, ["§Anchor-company"]);
}

#[tokio::test]
async fn the_first_steps_are_ticked_off() {
    let w = world().await;
    use FirstStep::{Brand, Business, Company, Contact, Invitation, Invoice};
    let seen = get(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!(done(&seen), [Company, Contact]);
    bill(&w, &w.a, "draft", ("EUR", 1), "2026-04-01").await;
    assert_eq!(
        done(&get(&w.backend, &w.a.owner).await.unwrap()),
        [Company, Contact]
    );
    bill(&w, &w.a, "sent", ("EUR", 1), "2026-04-01").await;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::LogoHash, Expr::value("abc"))
        .exec()
        .await
        .unwrap();
    rows.update::<tenant::Entity>()
        .set_row(tenant::ActiveModel {
            address_line1: Set("Am Ring 1".into()),
            city: Set("Köln".into()),
            country: Set("Germany".into()),
            email: Set("office@example.com".into()),
            iban: Set("DE02120300000000202051".into()),
            ..Default::default()
        })
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let seen = get(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!(done(&seen), [Business, Brand, Company, Contact, Invoice]);
    assert!(!seen.is_set_up());
    assert!(!done(&seen).contains(&Invitation));
    assert_eq!(
        done(&get(&w.backend, &w.b.owner).await.unwrap()),
        [Company, Contact],
        "not the neighbour's"
    );
}

#[tokio::test]
async fn an_empty_workspace_has_a_dashboard_too() {
    let (backend, _dir) = empty_backend().await;
    let scope = crate::tenancy::provision::new_scope("test");
    let rows = backend.begin(&scope).await.unwrap();
    let new = crate::tenancy::provision::NewTenant {
        name: "New".into(),
        currency: Currency::EUR,
        timezone: "UTC".into(),
    };
    crate::tenancy::provision::create_tenant(&rows, backend.clock().now(), &new)
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let owner = StaffScope::new(
        scope.tenant(),
        domain::ids::UserId::new(),
        domain::ids::SessionId::new(),
        Role::Owner,
        "Ada".into(),
        "ada@example.com".into(),
    );
    let seen = get(&backend, &owner).await.unwrap();
    assert!(seen.outstanding.is_empty() && seen.paid_recently.is_empty());
    assert!(done(&seen).is_empty());
}
