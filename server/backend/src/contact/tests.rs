use super::{commands, profile, queries};
use crate::{
    access::{links, sessions},
    company,
    entity::{access_link, activity, contact, invoice, portal, session},
    error::BackendError,
    fixture::{Side, World, client_scope, invoice_row, link_row, session_row, world},
};
use domain::{
    access::{LinkState, Obstacle, PortalVisibility},
    company::{ClientFilter, CompanyForm},
    contact::{ContactForm, ProfileForm},
    ids::{CompanyId, ContactId, InvoiceId},
    role::Role,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order, sea_query::Expr};

fn typed(w: &World, last_name: &str, email: &str) -> ContactForm {
    ContactForm {
        last_name: last_name.to_owned(),
        email: email.to_owned(),
        portal_enabled: true,
        may_accept: true,
        companies: vec![w.a.company.to_string()],
        ..ContactForm::default()
    }
}

async fn add(w: &World, last_name: &str, email: &str) -> ContactId {
    let form = typed(w, last_name, email);
    commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap()
}

async fn form_of(w: &World, id: ContactId) -> ContactForm {
    queries::get(&w.backend, &w.a.owner, id).await.unwrap().form
}

async fn names(w: &World, side: &Side, search: &str) -> Vec<String> {
    let filter = ClientFilter {
        search: search.to_owned(),
        ..ClientFilter::default()
    };
    let page = queries::list(&w.backend, &side.owner, &filter).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn verbs(w: &World, id: ContactId) -> Vec<String> {
    let lines = w
        .backend
        .read(&w.a.owner)
        .find::<activity::Entity>()
        .filter(activity::Column::ContactId.eq(id.uuid()))
        .order(activity::Column::Id, Order::Asc)
        .all()
        .await
        .unwrap();
    lines.into_iter().map(|line| line.verb).collect()
}

/// A working link and an open session.
async fn invite(w: &World, id: ContactId) {
    let now = w.backend.clock().now();
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.insert::<access_link::Entity>(link_row(id, now))
        .await
        .unwrap();
    rows.insert::<session::Entity>(session_row(id, now))
        .await
        .unwrap();
    rows.commit().await.unwrap();
}

async fn open_sessions(w: &World, id: ContactId) -> usize {
    sessions::of_contact(&w.backend, &w.a.owner, id)
        .await
        .unwrap()
        .len()
}

async fn company(w: &World, name: &str) -> CompanyId {
    let form = CompanyForm {
        name: name.to_owned(),
        currency: "EUR".into(),
        payment_days: "14".into(),
        ..CompanyForm::default()
    };
    company::commands::create(&w.backend, &w.a.owner, &form, "")
        .await
        .unwrap()
}

fn field(answer: Result<impl std::fmt::Debug, BackendError>) -> Vec<String> {
    match answer {
        Err(BackendError::Invalid(errors)) => errors.0.into_keys().collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_contact_acts_for_several_companies() {
    let w = world().await;
    let second = company(&w, "Second").await;
    let form = ContactForm {
        first_name: "Ngozi".into(),
        companies: vec![second.to_string(), w.a.company.to_string(), second.to_string()],
        ..typed(&w, "Okafor", "Ngozi@Example.com")
    };
    let id = commands::create(&w.backend, &w.a.owner, &form, "k")
        .await
        .unwrap();
    assert_eq!(
        commands::create(&w.backend, &w.a.owner, &form, "k")
            .await
            .unwrap(),
        id,
        "once"
    );
    let read = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(read.name, "Ngozi Okafor");
    let companies: Vec<_> = read.companies.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(companies, ["Second", "§Anchor-company"]);
    let fewer = ContactForm {
        companies: vec![second.to_string()],
        ..read.form
    };
    commands::update(&w.backend, &w.a.owner, id, &fewer)
        .await
        .unwrap();
    assert_eq!(form_of(&w, id).await.companies, [second.to_string()]);
    assert_eq!(verbs(&w, id).await, ["contact.created", "contact.updated"]);
    let choices = queries::choices(&w.backend, &w.a.owner, Some(second))
        .await
        .unwrap();
    assert_eq!(choices.iter().map(|choice| choice.id).collect::<Vec<_>>(), [id]);
}

#[tokio::test]
async fn companies_that_are_foreign_unknown_or_archived_are_refused() {
    let w = world().await;
    let old = company(&w, "Old").await;
    company::commands::archive(&w.backend, &w.a.owner, old)
        .await
        .unwrap();
    for bad in [w.b.company, CompanyId::new(), old] {
        let form = ContactForm {
            companies: vec![w.a.company.to_string(), bad.to_string()],
            ..typed(&w, "X", "")
        };
        let answer = commands::create(&w.backend, &w.a.owner, &form, "").await;
        assert_eq!(field(answer), ["companies"]);
        let form = ContactForm { version: 1, ..form };
        let answer = commands::update(&w.backend, &w.a.owner, w.a.contact, &form).await;
        assert_eq!(field(answer), ["companies"]);
    }
    assert_eq!(
        form_of(&w, w.a.contact).await.companies,
        [w.a.company.to_string()],
        "nothing in part"
    );
    // A company that was archived later stays with its contacts.
    company::commands::archive(&w.backend, &w.a.owner, w.a.company)
        .await
        .unwrap();
    let form = form_of(&w, w.a.contact).await;
    commands::update(&w.backend, &w.a.owner, w.a.contact, &form)
        .await
        .unwrap();
    assert_eq!(
        form_of(&w, w.a.contact).await.companies,
        [w.a.company.to_string()]
    );
}

#[tokio::test]
async fn an_address_belongs_to_one_contact_of_a_tenant() {
    let w = world().await;
    let id = add(&w, "Doe", "Jane@Example.com").await;
    let again = commands::create(
        &w.backend,
        &w.a.owner,
        &typed(&w, "Roe", " jane@example.COM "),
        "",
    )
    .await;
    assert_eq!(field(again), ["email"]);
    let other = add(&w, "Roe", "").await;
    let no_address_either = add(&w, "Poe", "").await;
    assert_ne!(other, no_address_either);
    let taken = ContactForm {
        email: "JANE@example.com".into(),
        ..form_of(&w, other).await
    };
    assert_eq!(
        field(commands::update(&w.backend, &w.a.owner, other, &taken).await),
        ["email"]
    );
    // The own address in other letters is fine, and so is the same address at another tenant's.
    let own = ContactForm {
        email: "jane@EXAMPLE.com".into(),
        ..form_of(&w, id).await
    };
    commands::update(&w.backend, &w.a.owner, id, &own).await.unwrap();
    let theirs = ContactForm {
        companies: vec![w.b.company.to_string()],
        ..typed(&w, "Doe", "jane@example.com")
    };
    commands::create(&w.backend, &w.b.owner, &theirs, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn time_zones_come_from_the_list() {
    let w = world().await;
    let form = ContactForm {
        timezone: "Mars/Olympus".into(),
        ..typed(&w, "X", "")
    };
    assert_eq!(
        field(commands::create(&w.backend, &w.a.owner, &form, "").await),
        ["timezone"]
    );
    let form = ContactForm {
        timezone: "Europe/Berlin".into(),
        locale: "de".into(),
        ..form
    };
    let id = commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
    let read = form_of(&w, id).await;
    assert_eq!(
        (read.timezone.as_str(), read.locale.as_str()),
        ("Europe/Berlin", "de")
    );
}

#[tokio::test]
async fn visibility_says_why_not() {
    let w = world().await;
    let id = add(&w, "Doe", "jane@example.com").await;
    let visibility = async || queries::get(&w.backend, &w.a.owner, id).await.unwrap().visibility;
    let no = |obstacle| PortalVisibility::No(vec![obstacle]);
    assert_eq!(visibility().await, no(Obstacle::NotInvited));
    invite(&w, id).await;
    assert_eq!(visibility().await, PortalVisibility::Yes);
    let row = queries::list(&w.backend, &w.a.owner, &ClientFilter::default())
        .await
        .unwrap()
        .rows;
    assert_eq!(row[0].visibility, PortalVisibility::Yes);
    assert_eq!(row[1].visibility, no(Obstacle::NotInvited));
    let seen = company::queries::get(&w.backend, &w.a.owner, w.a.company)
        .await
        .unwrap();
    assert_eq!(seen.contacts[0].visibility, PortalVisibility::Yes);

    w.backend.clock().advance(chrono::TimeDelta::days(31));
    assert_eq!(visibility().await, no(Obstacle::LinkExpired));
    invite(&w, id).await;
    links::revoke(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(visibility().await, no(Obstacle::LinkRevoked));
    w.backend.clock().advance(chrono::TimeDelta::seconds(1));
    invite(&w, id).await;
    company::commands::archive(&w.backend, &w.a.owner, w.a.company)
        .await
        .unwrap();
    assert_eq!(visibility().await, no(Obstacle::NoCompany));
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Enabled, Expr::value(false))
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let expected = PortalVisibility::No(vec![Obstacle::PortalOff, Obstacle::NoCompany]);
    assert_eq!(visibility().await, expected);
}

#[tokio::test]
async fn whoever_may_not_be_in_the_portal_is_out_at_once() {
    let w = world().await;
    let id = add(&w, "Doe", "jane@example.com").await;
    invite(&w, id).await;
    invite(&w, w.a.contact).await;
    let off = ContactForm {
        portal_enabled: false,
        ..form_of(&w, id).await
    };
    commands::update(&w.backend, &w.a.owner, id, &off).await.unwrap();
    assert_eq!(open_sessions(&w, id).await, 0);
    let on = ContactForm {
        portal_enabled: true,
        may_accept: true,
        ..form_of(&w, id).await
    };
    commands::update(&w.backend, &w.a.owner, id, &on).await.unwrap();
    invite(&w, id).await;
    let homeless = ContactForm {
        companies: vec![],
        ..form_of(&w, id).await
    };
    commands::update(&w.backend, &w.a.owner, id, &homeless)
        .await
        .unwrap();
    assert_eq!(open_sessions(&w, id).await, 0);
    invite(&w, id).await;
    commands::archive(&w.backend, &w.a.owner, id).await.unwrap();
    commands::archive(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(open_sessions(&w, id).await, 0);
    commands::restore(&w.backend, &w.a.owner, id).await.unwrap();
    let tail = verbs(&w, id).await.split_off(4);
    assert_eq!(tail, ["contact.archived", "contact.restored"]);
    assert_eq!(open_sessions(&w, w.a.contact).await, 1, "nobody else");
}

#[tokio::test]
async fn a_new_address_ends_what_was_mailed_to_the_old_one() {
    let w = world().await;
    let id = add(&w, "Doe", "jane@example.com").await;
    invite(&w, id).await;
    let same = ContactForm {
        email: "Jane@example.com".into(),
        ..form_of(&w, id).await
    };
    commands::update(&w.backend, &w.a.owner, id, &same).await.unwrap();
    assert_eq!(open_sessions(&w, id).await, 1, "only the case");
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<contact::Entity>()
        .filter(contact::Column::Id.eq(id.uuid()))
        .set_row(contact::ActiveModel {
            bounced_at: Set(Some(w.backend.clock().now())),
            ..Default::default()
        })
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let moved = ContactForm {
        email: "jane@elsewhere.example".into(),
        ..form_of(&w, id).await
    };
    commands::update(&w.backend, &w.a.owner, id, &moved)
        .await
        .unwrap();
    assert_eq!(open_sessions(&w, id).await, 0);
    let read = queries::get(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(read.link.unwrap().state, LinkState::Revoked);
    assert_eq!(
        verbs(&w, id).await,
        [
            "contact.created",
            "contact.updated",
            "portal.revoked",
            "contact.updated"
        ]
    );
    let row = w
        .backend
        .read(&w.a.owner)
        .get::<contact::Entity>(id.uuid())
        .await
        .unwrap();
    assert_eq!(row.bounced_at, None);
}

#[tokio::test]
async fn a_stale_edit_is_told_with_what_is_stored() {
    let w = world().await;
    let id = add(&w, "Doe", "jane@example.com").await;
    let opened = form_of(&w, id).await;
    let first = ContactForm {
        phone: "1".into(),
        ..opened.clone()
    };
    commands::update(&w.backend, &w.a.owner, id, &first)
        .await
        .unwrap();
    let refused = commands::update(&w.backend, &w.a.owner, id, &opened).await;
    let Err(BackendError::Stale(stored)) = refused else {
        panic!("{refused:?}")
    };
    let stored: ContactForm = serde_json::from_value(stored).unwrap();
    assert_eq!((stored.phone.as_str(), stored.version), ("1", 2));
    assert_eq!(stored.companies, [w.a.company.to_string()]);
}

#[tokio::test]
async fn another_tenants_contact_is_not_there_and_a_viewer_changes_nothing() {
    let w = world().await;
    let viewer = w.a.staff(Role::Viewer);
    for id in [w.b.contact, ContactId::new()] {
        let answers = [
            queries::get(&w.backend, &w.a.owner, id).await.map(drop),
            commands::update(&w.backend, &w.a.owner, id, &typed(&w, "x", "")).await,
            commands::archive(&w.backend, &w.a.owner, id).await,
            commands::restore(&w.backend, &w.a.owner, id).await,
        ];
        for answer in answers {
            assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
        }
    }
    assert_eq!(names(&w, &w.a, "").await, ["§Anchor-contact"]);
    let form = typed(&w, "x", "");
    let answers = [
        commands::create(&w.backend, &viewer, &form, "").await.map(drop),
        commands::update(&w.backend, &viewer, w.a.contact, &form).await,
        commands::archive(&w.backend, &viewer, w.a.contact).await,
        commands::restore(&w.backend, &viewer, w.a.contact).await,
    ];
    for answer in answers {
        assert!(matches!(answer, Err(BackendError::Forbidden)), "{answer:?}");
    }
    let theirs = queries::choices(&w.backend, &w.a.owner, Some(w.b.company))
        .await
        .unwrap();
    assert!(theirs.is_empty());
}

#[tokio::test]
async fn search_also_looks_in_the_companies() {
    let w = world().await;
    let second = company(&w, "50%_Off & Co").await;
    let form = ContactForm {
        first_name: "Zoë".into(),
        companies: vec![second.to_string()],
        ..typed(&w, "O'Neil", "zoe@example.com")
    };
    commands::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
    add(&w, "Adams", "adams@example.com").await;
    assert_eq!(names(&w, &w.a, "zoë o'neil").await, ["Zoë O'Neil"]);
    assert_eq!(names(&w, &w.a, "50%_off zoe@").await, ["Zoë O'Neil"]);
    assert_eq!(names(&w, &w.a, "anchor").await, ["Adams", "§Anchor-contact"]);
    assert!(names(&w, &w.a, "50_").await.is_empty());
    for sort in ["email", "-email", "seen", "-seen", "created", "-name", "??"] {
        let filter = ClientFilter {
            sort: sort.into(),
            ..ClientFilter::default()
        };
        let page = queries::list(&w.backend, &w.a.owner, &filter).await.unwrap();
        assert_eq!(page.rows.len(), 3, "{sort}");
    }
}

#[tokio::test]
async fn a_contacts_invoices_are_those_of_the_companies() {
    let w = world().await;
    let now = w.backend.clock().now();
    let second = company(&w, "Second").await;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    for (company, number, attention) in [
        (w.a.company, "A-1", None),
        (second, "A-2", None),
        (second, "A-3", Some(w.a.contact.uuid())),
    ] {
        let row = invoice_row(
            InvoiceId::new(),
            company,
            ("sent", Some(number)),
            ("EUR", 100),
            None,
            now,
        );
        let row = invoice::ActiveModel {
            contact_id: Set(attention),
            ..row
        };
        rows.insert::<invoice::Entity>(row).await.unwrap();
    }
    rows.commit().await.unwrap();
    let page = queries::invoices(&w.backend, &w.a.owner, w.a.contact, 1)
        .await
        .unwrap();
    let numbers: Vec<_> = page.rows.iter().filter_map(|row| row.number.as_deref()).collect();
    assert_eq!(numbers, ["A-3", "A-1"]);
    let foreign = queries::invoices(&w.backend, &w.b.owner, w.a.contact, 1).await;
    assert!(matches!(foreign, Err(BackendError::NotFound)), "{foreign:?}");
}

#[tokio::test]
async fn contacts_change_their_own_profile_and_nothing_else() {
    let w = world().await;
    let mine = profile::get(&w.backend, &w.a.client).await.unwrap();
    assert_eq!(mine.companies, ["§Anchor-company"]);
    let form = ProfileForm {
        phone: "+49 30 1".into(),
        locale: "de".into(),
        timezone: "Europe/Berlin".into(),
        ..mine.form.clone()
    };
    profile::update(&w.backend, &w.a.client, &form).await.unwrap();
    let read = profile::get(&w.backend, &w.a.client).await.unwrap();
    assert_eq!((read.form.locale.as_str(), read.form.version), ("de", 2));
    assert_eq!(names(&w, &w.a, "+49").await, ["§Anchor-contact"]);
    let stale = profile::update(&w.backend, &w.a.client, &form).await;
    assert!(matches!(stale, Err(BackendError::Stale(_))), "{stale:?}");
    let bad = ProfileForm {
        timezone: "Mars/Olympus".into(),
        ..read.form.clone()
    };
    assert_eq!(
        field(profile::update(&w.backend, &w.a.client, &bad).await),
        ["timezone"]
    );
    let bad = ProfileForm {
        locale: "xx".into(),
        phone: "\u{0}".into(),
        ..read.form
    };
    assert_eq!(
        field(profile::update(&w.backend, &w.a.client, &bad).await),
        ["locale", "phone"]
    );
    assert_eq!(verbs(&w, w.a.contact).await, ["profile.updated"]);
    // A scope whose tenant and contact do not belong together reaches nobody.
    let mixed = client_scope(w.a.tenant, w.b.contact, vec![w.a.company]);
    let answer = profile::get(&w.backend, &mixed).await;
    assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
}
