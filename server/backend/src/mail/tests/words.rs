//! Mails in the provider's own words.

use super::{
    super::{outbox, sample, words, worker},
    invite, mails,
};
use crate::{
    BackendError,
    entity::{contact, invoice, tenant},
    fixture::{World, invoice_row, world},
    portal_settings::{history, mails as settings},
};
use domain::{
    ids::InvoiceId,
    locale::Locale,
    mail::MailKind,
    settings::{Area, MailWordsForm},
};
use sea_orm::ActiveValue::Set;

fn form(world: &World, kind: MailKind, subject: &str, body: &str, version: i64) -> MailWordsForm {
    MailWordsForm {
        kind: kind.key().to_owned(),
        locale: "en".to_owned(),
        subject: subject.to_owned(),
        body: body.to_owned(),
        contact: world.a.contact.to_string(),
        version,
    }
}

async fn saved(world: &World, kind: MailKind, subject: &str, body: &str) {
    let version = settings::view(&world.backend, &world.a.owner, kind.key(), "en")
        .await
        .unwrap()
        .form
        .version;
    settings::save(
        &world.backend,
        &world.a.owner,
        &form(world, kind, subject, body, version),
    )
    .await
    .unwrap();
}

async fn named(world: &World, name: &str) {
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    rows.update::<contact::Entity>()
        .set(contact::Column::LastName, name)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
}

#[tokio::test]
async fn an_invitation_goes_out_in_own_words_with_the_link_in_its_button_only() {
    let world = world().await;
    saved(
        &world,
        MailKind::Invitation,
        "{{ user.first_name }} invites {{ recipient.name }}",
        "Dear {{ recipient.name }},\n\nyour portal at {{ portal.url }} is good until {{ portal.link_expires_at }}.\nSee you, {{ user.name }}",
    )
    .await;
    invite(&world.backend, &world.a, &world.a.owner).await;
    invite(&world.backend, &world.b, &world.b.owner).await;
    assert_eq!(worker::drain(&world.backend).await.unwrap().sent, 2);
    let mail = mails(&world.backend, &world.a).await.remove(0);
    assert_eq!(mail.subject, "Anchor invites §Anchor-contact");
    assert!(mail.text_body.starts_with("Dear §Anchor-contact,\n\nyour portal at http://localhost:3000/portal is good until 14 April 2026.\nSee you, Anchor Owner\n"), "{}", mail.text_body);
    assert!(
        !mail.text_body.contains("has set up a private portal"),
        "{}",
        mail.text_body
    );
    assert!(
        mail.text_body
            .contains("Open my portal:\nhttp://localhost:3000/l/"),
        "the layout keeps its button"
    );
    assert!(
        mail.text_body.contains("yours alone"),
        "the layout keeps what must be said"
    );
    assert!(mail.html_body.contains("Dear §Anchor-contact,") && mail.html_body.contains("<br"));
    // The other tenant has the standard words.
    let other = mails(&world.backend, &world.b).await.remove(0);
    assert!(other.text_body.contains("has set up a private portal"));
}

#[tokio::test]
async fn standard_words_are_what_is_sent_without_own_ones() {
    let world = world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    for kind in MailKind::ALL {
        for locale in Locale::ALL {
            let view = settings::view(backend, owner, kind.key(), locale.as_str())
                .await
                .unwrap();
            assert!(!view.own);
            assert_eq!(view.findings, [], "{kind:?} {locale}");
            assert_eq!(
                words::button(kind, locale).is_none(),
                matches!(kind, MailKind::SignInCode | MailKind::ContractCode)
            );
            // Saving them as they are is no change.
            settings::save(backend, owner, &view.form).await.unwrap();
        }
    }
    assert!(
        history::list(backend, owner, Some(Area::Mails))
            .await
            .unwrap()
            .is_empty()
    );
    invite(backend, &world.a, owner).await;
    worker::drain(backend).await.unwrap();
    let plain = mails(backend, &world.a).await.remove(0);
    let mut standard = settings::view(backend, owner, MailKind::Invitation.key(), "en")
        .await
        .unwrap()
        .form;
    standard.contact = world.a.contact.to_string();
    let shown = sample::preview(backend, owner, &standard).await.unwrap();
    assert_eq!(shown.subject, plain.subject);
    let intro = plain.text_body.lines().nth(2).unwrap();
    assert!(shown.html.contains(intro), "{intro}");
}

#[tokio::test]
async fn a_name_cannot_break_out_of_a_subject_or_a_body() {
    let world = world().await;
    saved(
        &world,
        MailKind::Invitation,
        "Hi {{ recipient.name }}",
        "Hi {{ recipient.name }} {{ contact.name }}",
    )
    .await;
    named(
        &world,
        "Eve\r\nBcc: all@example.com\n\n<script>alert(1)</script>{{ system.iban }}",
    )
    .await;
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    rows.update::<tenant::Entity>()
        .set(tenant::Column::Iban, "DE89370400440532013000")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    invite(&world.backend, &world.a, &world.a.owner).await;
    worker::drain(&world.backend).await.unwrap();
    let mail = mails(&world.backend, &world.a).await.remove(0);
    assert_eq!(
        mail.subject,
        "Hi Eve Bcc: all@example.com <script>alert(1)</script>{{ system.iban }}"
    );
    assert!(!mail.html_body.contains("<script"), "{}", mail.html_body);
    assert!(!mail.html_body.contains("DE89") && !mail.text_body.contains("DE89"));
    let eml =
        std::fs::read_to_string(world.backend.config().mailbox_dir().join(&mail.delivered_file)).unwrap();
    let head = eml.split("\r\n\r\n").next().unwrap();
    assert!(
        !head.lines().any(|line| line.to_lowercase().starts_with("bcc")),
        "{head}"
    );
}

#[tokio::test]
async fn an_invoices_mail_knows_its_own_invoice() {
    let world = world().await;
    let (backend, side) = (&world.backend, &world.a);
    saved(
        &world,
        MailKind::InvoiceIssued,
        "{{ invoice.number }}: {{ invoice.total }}",
        "{{ invoice.number }} for {{ invoice.company }}, due {{ invoice.due_date|date('iso') }}",
    )
    .await;
    let now = backend.clock().now();
    let id = InvoiceId::new();
    let rows = backend.begin(&side.owner).await.unwrap();
    // An older one is more urgent, and not what the mail is about.
    for (id, number, due) in [
        (InvoiceId::new(), "OLD-1", "2026-01-01"),
        (id, "NEW-2", "2026-04-01"),
    ] {
        let mut row = invoice_row(
            id,
            side.company,
            ("sent", Some(number)),
            ("EUR", 12_300),
            Some(due),
            now,
        );
        row.issue_date = Set(Some("2026-03-01".parse().unwrap()));
        rows.insert::<invoice::Entity>(row).await.unwrap();
    }
    let new = outbox::NewMail {
        kind: MailKind::InvoiceIssued,
        contact: Some(side.contact),
        user: None,
        invoice: Some(id),
        proposal: None,
        to_name: "x".into(),
        to_address: "x@example.com".into(),
        params: serde_json::json!({}),
        dedupe_key: None,
        created_by: None,
    };
    outbox::queue(&rows, now, new).await.unwrap();
    rows.commit().await.unwrap();
    worker::drain(backend).await.unwrap();
    let mail = mails(backend, side).await.remove(0);
    assert_eq!(mail.subject, "NEW-2: €123.00");
    assert!(
        mail.text_body
            .starts_with("NEW-2 for §Anchor-company, due 2026-04-01\n"),
        "{}",
        mail.text_body
    );
}

#[tokio::test]
async fn broken_words_are_refused_and_nothing_is_saved() {
    let world = world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    for (subject, body, field) in [
        ("{{ recipient.nmae }}", "x", "subject"),
        ("x", "{{ invoice.number }", "body"),
        ("x", "{{ user.name|safe }}", "body"),
        ("x", "{{ link }}", "body"),
        ("x", "{{ event.browser }}", "body"),
        ("", "x", "subject"),
        ("x", "  ", "body"),
        ("a\nb", "x", "subject"),
    ] {
        let refused = settings::save(
            backend,
            owner,
            &form(&world, MailKind::Invitation, subject, body, 0),
        )
        .await;
        let Err(BackendError::Invalid(fields)) = refused else {
            panic!("{subject} {body}: {refused:?}");
        };
        assert!(fields.get(field).is_some(), "{fields:?}");
    }
    assert!(
        settings::list(backend, owner)
            .await
            .unwrap()
            .iter()
            .all(|row| row.own.is_empty())
    );
    let stale = settings::save(backend, owner, &form(&world, MailKind::Invitation, "x", "y", 7)).await;
    assert!(matches!(stale, Err(BackendError::Stale(_))));
}

#[tokio::test]
async fn words_that_fail_when_sent_give_way_to_the_standard_ones() {
    let world = world().await;
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    let row = crate::entity::mail_template::ActiveModel {
        kind: Set("invitation".into()),
        locale: Set("en".into()),
        subject: Set("{{ broken".into()),
        body: Set("x".into()),
        updated_at: Set(world.backend.clock().now()),
        ..Default::default()
    };
    rows.insert::<crate::entity::mail_template::Entity>(row)
        .await
        .unwrap();
    rows.commit().await.unwrap();
    invite(&world.backend, &world.a, &world.a.owner).await;
    assert_eq!(worker::drain(&world.backend).await.unwrap().sent, 1);
    let mail = mails(&world.backend, &world.a).await.remove(0);
    assert!(mail.text_body.contains("has set up a private portal"));
}

#[tokio::test]
async fn a_change_can_be_taken_back_and_reset() {
    let world = world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    saved(&world, MailKind::Invitation, "One", "First").await;
    saved(&world, MailKind::NewLink, "Link", "Second").await;
    let list = history::list(backend, owner, Some(Area::Mails)).await.unwrap();
    assert_eq!(list.iter().map(|each| each.number).collect::<Vec<_>>(), [2, 1]);
    history::undo(backend, owner, list[1].id).await.unwrap();
    assert!(
        settings::list(backend, owner)
            .await
            .unwrap()
            .iter()
            .all(|row| row.own.is_empty())
    );
    let newest = history::list(backend, owner, Some(Area::Mails))
        .await
        .unwrap()
        .remove(0);
    history::undo(backend, owner, newest.id).await.unwrap();
    let view = settings::view(backend, owner, MailKind::NewLink.key(), "en")
        .await
        .unwrap();
    assert!(view.own && view.form.subject == "Link");
    settings::reset(backend, owner, &view.form).await.unwrap();
    let view = settings::view(backend, owner, MailKind::NewLink.key(), "en")
        .await
        .unwrap();
    assert!(!view.own);
    assert_eq!(
        view.form.subject,
        words::standard(MailKind::NewLink, Locale::En).subject
    );
}

#[tokio::test]
async fn a_test_mail_goes_to_whoever_asks_and_makes_no_link() {
    let world = world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    let typed = form(
        &world,
        MailKind::Invitation,
        "Hi {{ contact.name }}",
        "You are {{ contact.name }}.",
        0,
    );
    sample::send_test(backend, owner, &typed).await.unwrap();
    assert_eq!(worker::drain(backend).await.unwrap().sent, 1);
    let mail = mails(backend, &world.a).await.remove(0);
    assert_eq!((mail.to_address.as_str(), mail.contact_id), (owner.email(), None));
    assert_eq!(mail.subject, "[Test] Hi §Anchor-contact");
    assert!(!mail.text_body.contains("/l/"), "{}", mail.text_body);
    let links = backend
        .read(owner)
        .find::<crate::entity::access_link::Entity>()
        .count()
        .await
        .unwrap();
    assert_eq!(links, 0);
    // Another tenant's contact is not there, nor may everybody send.
    let foreign = MailWordsForm {
        contact: world.b.contact.to_string(),
        ..typed.clone()
    };
    assert!(matches!(
        sample::send_test(backend, owner, &foreign).await,
        Err(BackendError::NotFound)
    ));
    assert!(matches!(
        sample::preview(backend, owner, &foreign).await,
        Err(BackendError::NotFound)
    ));
    let viewer = world.a.staff(domain::role::Role::Viewer);
    assert!(matches!(
        sample::send_test(backend, &viewer, &typed).await,
        Err(BackendError::Forbidden)
    ));
    let nobody = MailWordsForm {
        contact: String::new(),
        ..typed.clone()
    };
    assert!(matches!(
        sample::send_test(backend, owner, &nobody).await,
        Err(BackendError::Invalid(_))
    ));
    let none = form(&world, MailKind::InvoiceIssued, "x", "y", 0);
    assert!(matches!(
        sample::preview(backend, owner, &none).await,
        Err(BackendError::Conflict(_))
    ));
    let team = form(
        &world,
        MailKind::StaffInvitation,
        "{{ recipient.name }}",
        "{{ event.role }}",
        0,
    );
    let shown = sample::preview(backend, owner, &team).await.unwrap();
    assert_eq!(shown.subject, "Anchor Owner");
}
