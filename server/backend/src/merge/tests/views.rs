//! Whose values a text sees, through the real scopes.

use super::super::{
    engine::Escape,
    greeting, preview, scope_of,
    view::{Occasion, Stage},
    voice_of,
};
use super::*;
use crate::{
    entity::{company, contact, invoice, membership, portal, tenant},
    fixture::{World, company_row, contact_row, invoice_row, world},
    scope::Scope,
};
use domain::{
    ids::{CompanyId, ContactId, InvoiceId},
    mail::MailKind,
    merge::Piece,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

/// Two tenants; A's contact has an open and a paid invoice, and there is a draft, a foreign company and a colleague.
async fn populated() -> World {
    let world = world().await;
    for (side, mark) in [(&world.a, "A"), (&world.b, "B")] {
        let scope = side.system();
        let now = world.backend.clock().now();
        let rows = world.backend.begin(&scope).await.unwrap();
        let (other, colleague) = (CompanyId::new(), ContactId::new());
        rows.insert::<company::Entity>(company_row(other, &format!("§{mark}-other"), now))
            .await
            .unwrap();
        rows.insert::<contact::Entity>(contact_row(colleague, &format!("§{mark}-colleague"), now))
            .await
            .unwrap();
        rows.insert::<membership::Entity>(membership::ActiveModel {
            contact_id: Set(colleague.uuid()),
            company_id: Set(other.uuid()),
            created_at: Set(now),
            ..Default::default()
        })
        .await
        .unwrap();
        for (company, status, number, minor, due) in [
            (
                side.company,
                "sent",
                Some(format!("{mark}-LATE")),
                10_000,
                "2026-03-01",
            ),
            (
                side.company,
                "sent",
                Some(format!("{mark}-SOON")),
                20_000,
                "2026-03-20",
            ),
            (side.company, "draft", None, 777_700, "2026-02-01"),
            (
                other,
                "sent",
                Some(format!("{mark}-FOREIGN")),
                999_900,
                "2026-01-01",
            ),
        ] {
            let mut row = invoice_row(
                InvoiceId::new(),
                company,
                (status, number.as_deref()),
                ("EUR", minor),
                Some(due),
                now,
            );
            row.internal_notes = Set(format!("§{mark}-internal"));
            row.issue_date = Set(Some("2026-02-01".parse().unwrap()));
            rows.insert::<invoice::Entity>(row).await.unwrap();
        }
        rows.update::<contact::Entity>()
            .filter(contact::Column::Id.eq(side.contact.uuid()))
            .set(contact::Column::Notes, format!("§{mark}-internal"))
            .exec()
            .await
            .unwrap();
        rows.update::<tenant::Entity>()
            .set(tenant::Column::Iban, "DE89370400440532013000")
            .exec()
            .await
            .unwrap();
        rows.commit().await.unwrap();
    }
    world
}

async fn welcome(world: &World, text: &str) {
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::WelcomeMessage, text)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
}

async fn greeted(world: &World, text: &str) -> String {
    welcome(world, text).await;
    greeting::of(&world.backend, &world.a.client).await.join("\n\n")
}

#[tokio::test]
async fn a_greeting_is_the_readers_own() {
    let world = populated().await;
    assert_eq!(
        greeted(
            &world,
            "Hello {{ contact.name }}!\r\n\r\nYou owe {{ company.balance }} to {{ system.company_name }}."
        )
        .await,
        "Hello §Anchor-contact!\n\nYou owe €300.00 to Anchor Ltd."
    );
    // The oldest unpaid one is meant.
    assert_eq!(
        greeted(
            &world,
            "{{ invoice.number }} {{ invoice.status_raw }} {{ invoice.days_overdue }} {{ invoice.due_date }}"
        )
        .await,
        "A-LATE overdue 14 1 March 2026"
    );
    let list = "{% for i in open_invoices %}{{ i.number }} {% endfor %}{{ open_invoices|sum(attribute='balance') }} {{ portal.actions_count }}";
    assert_eq!(greeted(&world, list).await, "A-LATE A-SOON €300.00 2");
    assert_eq!(
        greeted(
            &world,
            "{{ system.iban }} {{ company.is_overdue }} {{ company.open_invoices }}"
        )
        .await,
        "DE89 3704 0044 0532 0130 00 Yes 2"
    );
}

#[tokio::test]
async fn no_tag_reaches_beyond_the_reader() {
    let world = populated().await;
    // Everything that the catalogue has, for the reader, and every list whole.
    let mut all = String::new();
    for row in merge::rows(Place::Page) {
        all.push_str(&row.insert);
    }
    for list in [
        "invoices",
        "open_invoices",
        "companies",
        "payments",
        "credit_notes",
    ] {
        all.push_str(&format!("{{% for x in {list} %}}"));
        for tag in tags(list).iter().filter(|tag| tag.items.is_empty()) {
            all.push_str(&format!("{{{{ x.{} }}}} ", tag.name));
        }
        all.push_str("{% endfor %}");
    }
    let said = greeted(&world, &all).await;
    assert!(said.contains("A-LATE") && said.contains("A-SOON"), "{said}");
    for foreign in [
        "B-",
        "Beacon",
        "FOREIGN",
        "other",
        "colleague",
        "internal",
        "7,777",
        "777700",
    ] {
        assert!(!said.contains(foreign), "{foreign} in {said}");
    }
    for hidden in [
        "{{ invoice.internal_notes }}",
        "{{ contact.notes }}",
        "{{ contact.id }}",
        "{{ invoice.buyer }}",
        "{{ contact['notes'] }}",
        "{{ portal.welcome_message }}",
        "{% for x in invoice %}{{ x }}{% endfor %}",
        "{{ invoice }}",
    ] {
        assert_eq!(greeted(&world, hidden).await, "", "{hidden}");
    }
}

#[tokio::test]
async fn a_bound_invoice_of_somebody_else_is_not_there() {
    let world = populated().await;
    let foreign = world
        .backend
        .read(&world.b.owner)
        .find::<invoice::Entity>()
        .filter(invoice::Column::Number.eq("B-LATE"))
        .one()
        .await
        .unwrap()
        .unwrap();
    let draft = world
        .backend
        .read(&world.a.owner)
        .find::<invoice::Entity>()
        .filter(invoice::Column::Status.eq("draft"))
        .one()
        .await
        .unwrap()
        .unwrap();
    for id in [foreign.id, draft.id] {
        let rows = world.backend.read(&world.a.client);
        let tenant = rows.get::<tenant::Entity>(world.a.tenant.uuid()).await.unwrap();
        let portal = rows.get::<portal::Entity>(world.a.tenant.uuid()).await.unwrap();
        let mut occasion = Occasion::page(world.backend.clock().now());
        occasion.invoice = Some(id.into());
        let stage = Stage {
            backend: &world.backend,
            tenant: &tenant,
            portal: &portal,
            voice: voice_of(&world.backend, &world.a.client, &tenant),
            occasion: &occasion,
        };
        let text = Prepared::new("[{{ invoice.number }}{{ invoice.total }}]", Place::Page).unwrap();
        let values = stage.for_client(&rows, text.reading()).await.unwrap();
        let said = text
            .render(&stage.voice, &values, Escape::Text, Limits::default())
            .unwrap();
        assert_eq!(said, "[]");
    }
}

#[tokio::test]
async fn a_greeting_that_fails_leaves_the_portal_as_it_is() {
    let world = populated().await;
    let list = format!("[{}]", vec!["1"; 100].join(","));
    for broken in [
        "Hello {{ contact.name".to_owned(),
        "{% include 'x' %}".to_owned(),
        "{{ invoice.due_date|date('%Q') }}".to_owned(),
        format!(
            "{{% for a in {list} %}}{{% for b in {list} %}}{{% for c in {list} %}}{{{{ a }}}}{{% endfor %}}{{% endfor %}}{{% endfor %}}"
        ),
    ] {
        assert_eq!(greeted(&world, &broken).await, "", "{broken}");
    }
    assert_eq!(greeted(&world, "Plain & simple <b>").await, "Plain & simple <b>");
}

#[tokio::test]
async fn without_the_module_there_are_no_amounts() {
    let world = populated().await;
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Modules, "activity")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let text = "[{{ invoice.number }}{{ company.balance }}{{ portal.actions_count }}{% for i in invoices %}x{% endfor %}]";
    assert_eq!(greeted(&world, text).await, "[]");
}

#[tokio::test]
async fn staff_see_a_text_as_a_chosen_contact_and_only_their_own() {
    let world = populated().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    let source = "{{ contact.name }} {{ contact.phone }}";
    let checked = preview::of_text(backend, owner, source, Place::Page, Some(world.a.contact))
        .await
        .unwrap();
    assert_eq!(
        checked.pieces,
        [
            Piece::Text("§Anchor-contact ".into()),
            Piece::Gap("contact.phone".into())
        ]
    );
    let foreign = preview::of_text(backend, owner, source, Place::Page, Some(world.b.contact)).await;
    assert!(matches!(foreign, Err(crate::BackendError::NotFound)));
    let viewer = world.a.staff(domain::role::Role::Viewer);
    assert!(matches!(
        preview::of_text(backend, &viewer, source, Place::Page, None).await,
        Err(crate::BackendError::Forbidden)
    ));
    let tags = preview::tags(backend, owner, Place::Page, Some(world.a.contact))
        .await
        .unwrap();
    let of = |insert: &str| {
        tags.iter()
            .find(|row| row.insert == insert)
            .unwrap()
            .example
            .clone()
    };
    assert_eq!(of("{{ contact.name }}"), "§Anchor-contact");
    assert_eq!(of("{{ invoice.number }}"), "A-LATE");
    assert_eq!(of("{{ contact.phone }}"), "");
    assert_eq!(of("{{ project.name }}"), "", "no value is pretended");
    let lists = tags
        .iter()
        .find(|row| row.insert.starts_with("{% for item in open_invoices"));
    assert_eq!(lists.unwrap().example, "2 items");
    for kind in MailKind::ALL {
        let tags = preview::tags(backend, owner, Place::Mail(kind), Some(world.a.contact))
            .await
            .unwrap();
        assert!(
            !tags.is_empty()
                && tags
                    .iter()
                    .all(|row| !row.example.contains('§') || !row.example.contains("Beacon"))
        );
    }
}

#[tokio::test]
async fn a_contacts_reach_is_that_of_the_portal() {
    let world = populated().await;
    let rows = world.backend.read(&world.a.owner);
    let scope = scope_of(&rows, world.a.contact).await.unwrap();
    assert_eq!(scope.companies(), [world.a.company]);
    assert_eq!(scope.tenant(), world.a.tenant);
    assert!(scope_of(&rows, world.b.contact).await.is_err());
}

/// Whatever the catalogue promises for today is filled by a reader who has everything.
#[tokio::test]
async fn every_tag_that_can_be_filled_is_filled() {
    let world = populated().await;
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    rows.update::<invoice::Entity>()
        .set(invoice::Column::PoNumber, "PO")
        .set(invoice::Column::Reference, "R")
        .set(invoice::Column::Notes, "N")
        .set(invoice::Column::Terms, "T")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let tags = preview::tags(&world.backend, &world.a.owner, Place::Page, Some(world.a.contact))
        .await
        .unwrap();
    let empty: Vec<_> = tags
        .iter()
        .filter(|row| row.arrives_with.is_empty() && row.example.is_empty() && row.insert.starts_with("{{"))
        .filter(|row| {
            let path = row.insert.trim_matches(['{', '}', ' ']);
            let (root, tag) = merge::find(path).unwrap();
            !tag.optional && !["payment", "credit_note"].contains(&root.key)
        })
        .map(|row| row.insert.clone())
        .collect();
    assert!(empty.is_empty(), "{empty:?}");
}
