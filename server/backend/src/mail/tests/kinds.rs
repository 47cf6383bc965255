//! Every kind of mail, made from what is stored.

use super::mails;
use crate::{
    access::{Visitor, links},
    entity::{contact, invoice, membership, portal},
    fixture::{self, World},
    mail::{
        log,
        outbox::{self, NewMail},
        worker::drain,
    },
    staff::team,
};
use domain::{
    ids::{InvoiceId, MailId},
    mail::MailKind,
    staff::MemberForm,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

/// An issued invoice of side A, and its queued mail.
async fn issued(world: &World) -> (InvoiceId, MailId) {
    let (system, now, id) = (world.a.system(), world.backend.clock().now(), InvoiceId::new());
    let rows = world.backend.begin(&system).await.unwrap();
    let mut row = fixture::invoice_row(
        id,
        world.a.company,
        ("sent", Some("INV-2026-0007")),
        ("EUR", 123_450),
        Some("2026-03-29"),
        now,
    );
    row.issue_date = Set(Some("2026-03-15".parse().unwrap()));
    row.po_number = Set("PO <4711>".to_owned());
    rows.insert::<invoice::Entity>(row).await.unwrap();
    let mail = NewMail {
        kind: MailKind::InvoiceIssued,
        contact: Some(world.a.contact),
        user: None,
        invoice: Some(id),
        proposal: None,
        to_name: String::new(),
        to_address: "an-old-address@client.example".to_owned(),
        params: serde_json::json!({}),
        dedupe_key: Some(format!("issued:{id}")),
        created_by: None,
    };
    let mail_id = outbox::queue(&rows, now, mail.clone()).await.unwrap().unwrap();
    assert_eq!(
        outbox::queue(&rows, now, mail).await.unwrap(),
        None,
        "queued once"
    );
    rows.commit().await.unwrap();
    (id, mail_id)
}

async fn reason(world: &World, mail: MailId) -> String {
    assert_eq!(drain(&world.backend).await.unwrap().failed, 1);
    log::get(&world.backend, &world.a.owner, mail)
        .await
        .unwrap()
        .error
}

#[tokio::test]
async fn an_invoices_mail_tells_number_total_and_due_date_in_the_readers_language() {
    let world = fixture::world().await;
    let (id, mail) = issued(&world).await;
    let system = world.a.system();
    let rows = world.backend.begin(&system).await.unwrap();
    rows.update::<contact::Entity>()
        .set(contact::Column::Locale, "de")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert_eq!(drain(&world.backend).await.unwrap().sent, 1);
    let detail = log::get(&world.backend, &world.a.owner, mail).await.unwrap();
    assert_eq!(detail.row.subject, "Rechnung INV-2026-0007 von Anchor Ltd");
    assert!(
        detail
            .row
            .to_address
            .starts_with(&world.a.contact.uuid().simple().to_string()),
        "today's address"
    );
    for words in [
        "Guten Tag §Anchor-contact,",
        "für §Anchor-company",
        "1.234,50\u{a0}€",
        "Fällig am 29. März 2026",
        "Datum: 15. März 2026",
        "Ihr Zeichen: PO <4711>",
        &format!("http://localhost:3000/portal/invoices/{id}\n"),
    ] {
        let found = detail.text.contains(words) || detail.text.contains(&words.replace('\u{a0}', " "));
        assert!(found, "{words} in {}", detail.text);
    }
    let html = log::html(&world.backend, &world.a.owner, mail).await.unwrap();
    assert!(html.contains("PO &lt;4711&gt;"));
}

#[tokio::test]
async fn an_invoice_that_was_voided_meanwhile_is_not_mailed() {
    let world = fixture::world().await;
    let (_, mail) = issued(&world).await;
    let system = world.a.system();
    let rows = world.backend.begin(&system).await.unwrap();
    rows.update::<invoice::Entity>()
        .set(invoice::Column::Status, "void")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert_eq!(
        reason(&world, mail).await,
        "The invoice was voided before the mail was sent."
    );
}

#[tokio::test]
async fn an_invoice_is_not_mailed_to_somebody_who_left_the_company() {
    let world = fixture::world().await;
    let (_, mail) = issued(&world).await;
    let system = world.a.system();
    let rows = world.backend.begin(&system).await.unwrap();
    // Still active for another company, so that the portal is open to this contact.
    let other = domain::ids::CompanyId::new();
    let now = world.backend.clock().now();
    rows.insert::<crate::entity::company::Entity>(fixture::company_row(other, "Other", now))
        .await
        .unwrap();
    rows.delete::<membership::Entity>(membership::Column::ContactId.eq(world.a.contact.uuid()))
        .await
        .unwrap();
    rows.insert::<membership::Entity>(membership::ActiveModel {
        contact_id: Set(world.a.contact.uuid()),
        company_id: Set(other.uuid()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    assert_eq!(
        reason(&world, mail).await,
        "The contact no longer belongs to the invoice's company."
    );
}

#[tokio::test]
async fn an_invoice_is_not_mailed_while_the_module_is_off() {
    let world = fixture::world().await;
    let (_, mail) = issued(&world).await;
    let system = world.a.system();
    let rows = world.backend.begin(&system).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Modules, "")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert_eq!(
        reason(&world, mail).await,
        "Invoices are switched off in the portal."
    );
}

#[tokio::test]
async fn a_new_device_is_told_in_the_readers_zone() {
    let world = fixture::world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    let first = super::invite(backend, &world.a, owner).await;
    drain(backend).await.unwrap();
    let token = super::token(&log::delivered_copy(backend, owner, first).await.unwrap());
    for agent in [
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
        "Mozilla/5.0 (iPhone) Version/18 Safari/605",
    ] {
        let visitor = Visitor::new("203.0.113.9", agent);
        links::redeem(backend, &token, &visitor).await.unwrap();
    }
    assert_eq!(
        drain(backend).await.unwrap().sent,
        1,
        "the second browser is a new one"
    );
    let notice = mails(backend, &world.a)
        .await
        .into_iter()
        .find(|mail| mail.kind == "new_device")
        .unwrap();
    assert_eq!(notice.subject, "New sign-in to Anchor Ltd");
    for words in [
        "When: 15 March 2026, 11:00 CET",
        "Safari",
        "Network: 203.0.113.0/24",
        "http://localhost:3000/portal/profile",
    ] {
        assert!(
            notice.text_body.contains(words),
            "{words} in {}",
            notice.text_body
        );
    }
}

#[tokio::test]
async fn a_member_of_staff_is_invited_by_a_link_that_works_and_is_not_stored() {
    let world = fixture::world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    let form = MemberForm {
        name: "Grace Hopper".to_owned(),
        email: "grace@anchor.example".to_owned(),
        role: "staff".to_owned(),
    };
    team::add(backend, owner, &form).await.unwrap();
    assert_eq!(drain(backend).await.unwrap().sent, 1);
    let mail = mails(backend, &world.a).await.remove(0);
    assert_eq!(mail.subject, "Anchor Owner invites you to the team of Anchor Ltd");
    assert!(
        mail.text_body.contains("in the role “Staff”"),
        "{}",
        mail.text_body
    );
    assert!(
        mail.text_body.contains("until 22 March 2026, 11:00 CET"),
        "{}",
        mail.text_body
    );
    assert!(
        mail.text_body
            .contains("http://localhost:3000/staff/welcome/••••••\n")
    );
    let copy = log::delivered_copy(backend, owner, mail.id.into()).await.unwrap();
    let (_, rest) = copy.split_once("/staff/welcome/").unwrap();
    let secret = rest.lines().next().unwrap().trim();
    let (business, name) = team::look_at_invitation(backend, secret).await.unwrap();
    assert_eq!((business.as_str(), name.as_str()), ("Anchor Ltd", "Grace Hopper"));
    assert!(!format!("{mail:?}").contains(secret));
}
