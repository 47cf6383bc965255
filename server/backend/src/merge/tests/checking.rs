//! What the compiler says of a text.

use super::super::check::{check, refuse};
use super::*;
use crate::{
    entity::{contact, membership},
    fixture::{contact_row, world},
};
use domain::{
    ids::ContactId,
    mail::MailKind::{InvoiceIssued, NewDevice, StaffInvitation},
    merge::{Finding, Severity},
};
use sea_orm::ActiveValue::Set;

async fn found_at(source: &str, place: Place) -> Vec<Finding> {
    let world = world().await;
    check(&world.backend, &world.backend.read(&world.a.owner), source, place)
        .await
        .unwrap()
}

async fn said(source: &str, place: Place) -> String {
    let found = found_at(source, place).await;
    found.iter().map(Finding::sentence).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn unknown_names_are_errors_with_a_suggestion() {
    for (source, expected) in [
        (
            "a\n{{ contact.nmae }}",
            "Line 2: There is no tag \"contact.nmae\". Did you mean contact.name?",
        ),
        (
            "{{ invoce.total }}",
            "Line 1: There is no tag \"invoce\". Did you mean invoice?",
        ),
        (
            "{{ customer.name }}",
            "Line 1: There is no tag \"customer\". Did you mean contact?",
        ),
        (
            "{{ contact.iban }}",
            "Line 1: There is no tag \"contact.iban\". Did you mean system.iban?",
        ),
        (
            "{% for i in invoices %}{{ i.totl }}{% endfor %}",
            "Line 1: There is no tag \"invoices.totl\". Did you mean invoices.total?",
        ),
        (
            "{{ contact.name|uper }}",
            "Line 1: There is no filter \"uper\". Did you mean upper?",
        ),
        (
            "{{ contact.name_raw }}",
            "Line 1: There is no tag \"contact.name_raw\". Did you mean contact.name?",
        ),
    ] {
        let found = found_at(source, Place::Page).await;
        assert_eq!(
            found.first().map(Finding::sentence).as_deref(),
            Some(expected),
            "{source}: {found:?}"
        );
        assert!(refuse("welcome_message", &found).is_err());
    }
}

#[tokio::test]
async fn types_are_checked() {
    for (source, part) in [
        ("{{ contact.name|date }}", "doesn't fit \"contact.name\""),
        ("{{ invoice.total|upper }}", "of the type Money"),
        ("{{ invoices }}", "is a list"),
        ("{{ invoices.total }}", "{% for item in invoices %}"),
        ("{{ invoice }}", "is a whole record"),
        ("{{ contact.name.first }}", "is a single value"),
        (
            "{% if invoice.total > 100 %}x{% endif %}",
            "compare \"invoice.total_raw\"",
        ),
        (
            "{% if invoice.status == 'overdue' %}x{% endif %}",
            "compare \"invoice.status_raw\"",
        ),
        ("{{ invoices|sum }}", "which value of each item"),
        (
            "{{ invoices|sum(attribute='totl') }}",
            "Did you mean invoices.total?",
        ),
        ("{{ invoice.due_date|date('%Q') }}", "a date's pattern"),
        ("{{ 5|money }}", "name the currency"),
    ] {
        let said = said(source, Place::Page).await;
        assert!(said.contains(part), "{source}: {said}");
    }
}

#[tokio::test]
async fn a_tag_is_known_only_where_it_means_something() {
    assert!(
        said("{{ user.name }}", Place::Page)
            .await
            .contains("it belongs to mails")
    );
    assert!(
        said("{{ contact.name }}", Place::Mail(StaffInvitation))
            .await
            .contains("does not go to a client")
    );
    assert!(
        said("{{ event.message }}", Place::Mail(NewDevice))
            .await
            .contains("not known where")
    );
    assert!(
        said("{{ portal.link_expires_at }}", Place::Mail(NewDevice))
            .await
            .contains("not known where")
    );
    assert_eq!(
        said(
            "{{ invoice.number }} {{ recipient.name }}",
            Place::Mail(InvoiceIssued)
        )
        .await,
        ""
    );
    let later = found_at("{{ project.name }}", Place::Page).await;
    assert_eq!(later.len(), 1);
    assert_eq!(later[0].severity, Severity::Warning);
    assert!(later[0].message.contains("arrives with projects"));
    assert!(refuse("f", &later).is_ok());
}

#[tokio::test]
async fn a_missing_fallback_names_how_many_it_concerns() {
    let world = world().await;
    let rows = world.backend.begin(&world.a.owner).await.unwrap();
    let now = world.backend.clock().now();
    for at in 0..3 {
        let id = ContactId::new();
        let mut row = contact_row(id, &format!("Person {at}"), now);
        if at == 0 {
            row.phone = Set("+49 30 1".to_owned());
        }
        if at == 2 {
            row.portal_enabled = Set(false);
        }
        rows.insert::<contact::Entity>(row).await.unwrap();
        if at == 0 {
            rows.insert::<membership::Entity>(membership::ActiveModel {
                contact_id: Set(id.uuid()),
                company_id: Set(world.a.company.uuid()),
                created_at: Set(now),
                ..Default::default()
            })
            .await
            .unwrap();
        }
    }
    rows.commit().await.unwrap();
    let said = async |source: &str| {
        let found = check(
            &world.backend,
            &world.backend.read(&world.a.owner),
            source,
            Place::Page,
        )
        .await
        .unwrap();
        assert!(
            found.iter().all(|finding| finding.severity == Severity::Warning),
            "{found:?}"
        );
        found
            .iter()
            .map(|finding| finding.message.clone())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let phone = said("{{ contact.phone }}").await;
    assert!(
        phone.starts_with("2 of 3 contacts have no telephone number."),
        "{phone}"
    );
    assert!(phone.contains("contact.phone|default("), "{phone}");
    assert!(said("{{ contact.phone|upper }}").await.starts_with("2 of 3"));
    assert!(said("{{ company.city }}").await.starts_with("3 of 3"));
    assert!(said("{{ contact.company }}").await.starts_with("1 of 3"));
    assert!(
        said("{{ invoice.number }}")
            .await
            .starts_with("3 of 3 contacts have no invoice")
    );
    assert!(
        said("{{ system.iban }}")
            .await
            .contains("business details have no iban")
    );
    for covered in [
        "{{ contact.phone|default('-') }}",
        "{{ contact.phone or '-' }}",
        "{% if contact.phone %}{{ contact.phone }}{% endif %}",
        "{% if not contact.phone %}none{% else %}{{ contact.phone }}{% endif %}",
        "{{ contact.phone if contact.phone else 'none' }}",
        "{% if invoice %}{{ invoice.number }}{% endif %}",
        "{% if invoice.balance_raw > 0 %}{{ invoice.number }}{% endif %}",
        "{{ contact.phone|yesno('a,b') }}",
        "{{ contact.name }} {{ contact.email }}",
    ] {
        assert_eq!(said(covered).await, "", "{covered}");
    }
    assert!(
        !said("{% if contact.phone %}x{% else %}{{ contact.phone }}{% endif %}")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn what_never_ends_is_refused_when_it_is_saved() {
    let list = format!("[{}]", vec!["1"; 100].join(","));
    let source = format!(
        "{{% for a in {list} %}}{{% for b in {list} %}}{{% for c in {list} %}}x{{% endfor %}}{{% endfor %}}{{% endfor %}}"
    );
    let found = found_at(&source, Place::Page).await;
    assert!(found[0].message.contains("too long to put together"), "{found:?}");
    assert!(refuse("welcome_message", &found).is_err());
}
