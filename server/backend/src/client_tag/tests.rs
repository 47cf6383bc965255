use super::{commands, of_reader, queries};
use crate::{
    BackendError, company, contact,
    entity::{contact_tag, tag},
    fixture::{Side, World, client_scope, world},
    scope::StaffScope,
};
use domain::{
    client_tag::{TagForm, TagRow},
    company::{ClientFilter, CompanyForm},
    contact::ContactForm,
    ids::{ContactId, TagId},
    role::Role,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

async fn form(w: &World) -> ContactForm {
    contact_form(w, w.a.contact).await
}

async fn contact_form(w: &World, id: ContactId) -> ContactForm {
    let found = contact::queries::get(&w.backend, &w.a.owner, id).await;
    found.unwrap().form
}

/// Gives A's contact these tags.
async fn tagged(w: &World, tags: &str) {
    let form = ContactForm {
        tags: tags.to_owned(),
        ..form(w).await
    };
    contact::commands::update(&w.backend, &w.a.owner, w.a.contact, &form)
        .await
        .unwrap();
}

async fn company_form(w: &World) -> CompanyForm {
    let found = company::queries::get(&w.backend, &w.a.owner, w.a.company).await;
    found.unwrap().form
}

async fn company_tagged(w: &World, tags: &str) {
    let form = CompanyForm {
        tags: tags.to_owned(),
        ..company_form(w).await
    };
    company::commands::update(&w.backend, &w.a.owner, w.a.company, &form)
        .await
        .unwrap();
}

/// Every tag as `name: companies, contacts`.
async fn all(w: &World, side: &Side) -> Vec<String> {
    let found = queries::list(&w.backend, &side.owner).await.unwrap();
    let line = |row: TagRow| format!("{}: {}, {}", row.tag.name, row.companies, row.contacts);
    found.into_iter().map(line).collect()
}

async fn id_of(w: &World, name: &str) -> TagId {
    let found = queries::choices(&w.backend, &w.a.owner).await.unwrap();
    found.into_iter().find(|tag| tag.name == name).unwrap().id
}

fn field(answer: Result<(), BackendError>) -> Vec<String> {
    match answer {
        Err(BackendError::Invalid(errors)) => errors.0.into_keys().collect(),
        other => panic!("{other:?}"),
    }
}

fn named(name: &str, seen: &str) -> TagForm {
    TagForm {
        name: name.into(),
        seen: seen.into(),
    }
}

#[tokio::test]
async fn tags_are_typed_shared_shown_and_filtered_by() {
    let w = world().await;
    tagged(&w, "VIP, Key account").await;
    company_tagged(&w, " vip ,Retainer").await;
    assert_eq!(
        all(&w, &w.a).await,
        ["Key account: 0, 1", "Retainer: 1, 0", "VIP: 1, 1"]
    );
    assert_eq!(form(&w).await.tags, "Key account, VIP");
    assert_eq!(company_form(&w).await.tags, "Retainer, VIP");
    let found = async |tag: String| {
        let filter = ClientFilter {
            tag,
            ..ClientFilter::default()
        };
        let contacts = contact::queries::list(&w.backend, &w.a.owner, &filter)
            .await
            .unwrap();
        let companies = company::queries::list(&w.backend, &w.a.owner, &filter)
            .await
            .unwrap();
        let shown = contacts.rows.iter().map(|row| row.tags.len()).collect::<Vec<_>>();
        (contacts.total, companies.total, shown)
    };
    assert_eq!(
        found(id_of(&w, "Key account").await.to_string()).await,
        (1, 0, vec![2])
    );
    assert_eq!(found(id_of(&w, "VIP").await.to_string()).await, (1, 1, vec![2]));
    assert_eq!(found("nonsense".to_owned()).await, (0, 0, vec![]));
    tagged(&w, "").await;
    assert_eq!(
        all(&w, &w.a).await,
        ["Key account: 0, 0", "Retainer: 1, 0", "VIP: 1, 0"]
    );
    assert!(all(&w, &w.b).await.is_empty(), "another workspace's");
}

#[tokio::test]
async fn bad_tags_are_refused_with_the_form_and_nothing_is_saved() {
    let w = world().await;
    let before = form(&w).await;
    let long = "x".repeat(41);
    for tags in ["a\u{202E}b".to_owned(), format!("VIP, {long}")] {
        let form = ContactForm {
            tags,
            last_name: "Changed".into(),
            ..before.clone()
        };
        let saved = contact::commands::update(&w.backend, &w.a.owner, w.a.contact, &form).await;
        assert_eq!(field(saved), ["tags"]);
    }
    assert_eq!(form(&w).await, before);
    assert!(all(&w, &w.a).await.is_empty());
}

#[tokio::test]
async fn a_tag_is_renamed_once() {
    let w = world().await;
    tagged(&w, "VIP, Gold").await;
    let id = id_of(&w, "VIP").await;
    let stale = form(&w).await;
    let rename =
        async |new: &str, seen: &str| commands::rename(&w.backend, &w.a.owner, id, &named(new, seen)).await;
    assert_eq!(field(rename("gold", "VIP").await), ["name"], "taken");
    assert_eq!(field(rename("a, b", "VIP").await), ["name"]);
    rename("vip", "VIP").await.unwrap();
    assert!(matches!(
        rename("Other", "VIP").await,
        Err(BackendError::Stale(_))
    ));
    assert_eq!(all(&w, &w.a).await, ["Gold: 0, 1", "vip: 0, 1"]);
    // A form that was opened before would make the old tag anew.
    let saved = contact::commands::update(&w.backend, &w.a.owner, w.a.contact, &stale).await;
    assert!(matches!(saved, Err(BackendError::Stale(stored)) if stored["tags"] == "Gold, vip"));
}

#[tokio::test]
async fn two_tags_become_one() {
    let w = world().await;
    tagged(&w, "VIP, Gold").await;
    company_tagged(&w, "VIP").await;
    let (vip, gold) = (id_of(&w, "VIP").await, id_of(&w, "Gold").await);
    let merge = async |id: TagId, into: &str| commands::merge(&w.backend, &w.a.owner, id, into).await;
    assert_eq!(field(merge(vip, &vip.to_string()).await), ["into"]);
    assert_eq!(field(merge(vip, "").await), ["into"]);
    merge(vip, &gold.to_string()).await.unwrap();
    assert_eq!(all(&w, &w.a).await, ["Gold: 1, 1"]);
    assert!(matches!(
        merge(vip, &gold.to_string()).await,
        Err(BackendError::NotFound)
    ));
    let detail = queries::get(&w.backend, &w.a.owner, gold).await.unwrap();
    assert_eq!(detail.merged, ["VIP"]);
    // The old name is free again, and a second merge needs no chain to be followed.
    tagged(&w, "Gold, VIP").await;
    let again = id_of(&w, "VIP").await;
    assert_ne!(again, vip);
    merge(gold, &again.to_string()).await.unwrap();
    let choices = queries::choices(&w.backend, &w.a.owner).await.unwrap();
    assert_eq!(choices.len(), 1);
    assert!(choices[0].is_among(&[vip]) && choices[0].is_among(&[gold]));
    let mut counts = of_reader(&w.backend.read(&w.a.client)).await.unwrap();
    counts.sort();
    let mut expected = vec![vip, gold, again];
    expected.sort();
    assert_eq!(counts, expected, "what names an old one means the reader still");
}

#[tokio::test]
async fn a_deleted_tag_is_nobodys() {
    let w = world().await;
    tagged(&w, "VIP, Gold").await;
    let id = id_of(&w, "VIP").await;
    let stale = form(&w).await;
    commands::delete(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(all(&w, &w.a).await, ["Gold: 0, 1"]);
    let twice = commands::delete(&w.backend, &w.a.owner, id).await;
    assert!(matches!(twice, Err(BackendError::NotFound)));
    let saved = contact::commands::update(&w.backend, &w.a.owner, w.a.contact, &stale).await;
    assert!(matches!(saved, Err(BackendError::Stale(_))));
}

#[tokio::test]
async fn tags_stay_within_their_workspace() {
    let w = world().await;
    tagged(&w, "VIP, Gold").await;
    let (id, own) = (id_of(&w, "VIP").await, id_of(&w, "Gold").await);
    let b: &StaffScope = &w.b.owner;
    assert!(matches!(
        queries::get(&w.backend, b, id).await,
        Err(BackendError::NotFound)
    ));
    for done in [
        commands::rename(&w.backend, b, id, &named("Mine", "VIP")).await,
        commands::delete(&w.backend, b, id).await,
        commands::merge(&w.backend, b, id, &own.to_string()).await,
    ] {
        assert!(matches!(done, Err(BackendError::NotFound)));
    }
    // Nor can the code hang a foreign tag on somebody: the key refuses it.
    let rows = w.backend.begin(b).await.unwrap();
    let foreign = contact_tag::ActiveModel {
        contact_id: Set(w.b.contact.uuid()),
        tag_id: Set(id.uuid()),
        ..Default::default()
    };
    let refused = rows.insert::<contact_tag::Entity>(foreign).await;
    assert!(refused.unwrap_err().is_foreign());
    drop(rows);
    assert_eq!(all(&w, &w.a).await, ["Gold: 0, 1", "VIP: 0, 1"]);
}

#[tokio::test]
async fn a_client_knows_of_the_own_tags_only() {
    let w = world().await;
    tagged(&w, "VIP").await;
    company_tagged(&w, "Retainer").await;
    let colleague = ContactForm {
        last_name: "Colleague".into(),
        tags: "Late payer".into(),
        ..ContactForm::default()
    };
    contact::commands::create(&w.backend, &w.a.owner, &colleague, "")
        .await
        .unwrap();
    let names = async |scope| {
        let rows = w.backend.read(scope);
        let found = rows
            .find::<tag::Entity>()
            .order(tag::Column::Name, sea_orm::Order::Asc)
            .tuples::<(String,)>(vec![tag::Column::Name.into_expr()], vec![])
            .await
            .unwrap();
        found.into_iter().map(|(name,)| name).collect::<Vec<_>>()
    };
    assert_eq!(names(&w.a.client).await, ["Retainer", "VIP"]);
    let alone = client_scope(w.a.tenant, w.a.contact, Vec::new());
    assert_eq!(
        names(&alone).await,
        ["VIP"],
        "the company is archived, or not theirs any more"
    );
    assert!(names(&w.b.client).await.is_empty());
}

#[tokio::test]
async fn a_viewer_looks_only() {
    let w = world().await;
    tagged(&w, "VIP").await;
    let id = id_of(&w, "VIP").await;
    let viewer = w.a.staff(Role::Viewer);
    let seen = queries::get(&w.backend, &viewer, id).await.unwrap();
    assert!(seen.uses.is_empty());
    for done in [
        commands::rename(&w.backend, &viewer, id, &named("Mine", "VIP")).await,
        commands::delete(&w.backend, &viewer, id).await,
        commands::merge(&w.backend, &viewer, id, "").await,
    ] {
        assert!(matches!(done, Err(BackendError::Forbidden)));
    }
}
