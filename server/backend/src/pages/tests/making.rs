//! Pages are made, named, sent away and taken in.

use super::{super::*, *};
use crate::entity::page as row;
use domain::{
    ids::CompanyId,
    page::templates::TEMPLATES,
    pages::{PageFilter, PageForm},
    role::Role,
};

#[tokio::test]
async fn every_template_makes_a_page_with_a_free_address() {
    let w = world().await;
    for template in &TEMPLATES {
        let form = new(&format!("template:{}", template.key), "", "");
        let id = create::create(&w.backend, &w.a.owner, &form, "").await.unwrap();
        let page = detail_of(&w, id).await;
        assert_eq!(page.form.title, template.title);
        assert_eq!(page.form.slug, template.slug);
        assert_eq!(page.template.as_deref(), Some(template.name));
        assert!(page.blocks > 3 && page.opaque == 0 && page.form.noindex);
        assert_eq!(page.revisions.len(), 1);
        let check = page.check.unwrap();
        assert_ne!(
            check.verdict(),
            domain::pages::Verdict::Refused,
            "{}: {:?}",
            template.key,
            check.tags
        );
    }
    let again = create::create(&w.backend, &w.a.owner, &new("template:faq", "", ""), "")
        .await
        .unwrap();
    assert_eq!(detail_of(&w, again).await.form.slug, "faq-2");
    let other = create::create(&w.backend, &w.b.owner, &new("template:faq", "", ""), "")
        .await
        .unwrap();
    let theirs = detail::get(&w.backend, &w.b.owner, other).await.unwrap();
    assert_eq!(theirs.form.slug, "faq", "each workspace has its own addresses");
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_page() {
    let w = world().await;
    let form = new("blank", "Once", "");
    let first = create::create(&w.backend, &w.a.owner, &form, "key")
        .await
        .unwrap();
    let second = create::create(&w.backend, &w.a.owner, &form, "key")
        .await
        .unwrap();
    assert_eq!(first, second);
    let all = list::list(&w.backend, &w.a.owner, &PageFilter::default())
        .await
        .unwrap();
    assert_eq!(all.total, 1);
}

#[tokio::test]
async fn a_taken_address_is_refused_until_its_page_is_archived() {
    let w = world().await;
    let first = create::create(&w.backend, &w.a.owner, &new("blank", "A", "help"), "")
        .await
        .unwrap();
    let taken = create::create(&w.backend, &w.a.owner, &new("blank", "B", "Help"), "").await;
    assert_eq!(refused(taken), ["slug"]);
    let second = create::create(&w.backend, &w.a.owner, &new("blank", "B", "other"), "")
        .await
        .unwrap();
    let mut form = detail_of(&w, second).await.form;
    form.slug = "help".into();
    assert_eq!(
        refused(settings::save(&w.backend, &w.a.owner, second, &form).await),
        ["slug"]
    );
    publish::archive(&w.backend, &w.a.owner, first).await.unwrap();
    settings::save(&w.backend, &w.a.owner, second, &form)
        .await
        .unwrap();
    publish::restore(&w.backend, &w.a.owner, first).await.unwrap();
    let back = detail_of(&w, first).await;
    assert_eq!((back.form.slug.as_str(), back.state.key()), ("help-2", "draft"));
}

#[tokio::test]
async fn settings_saved_by_somebody_else_are_a_stale_edit() {
    let w = world().await;
    let id = page(&w).await;
    let form = detail_of(&w, id).await.form;
    let theirs = PageForm {
        title: "Theirs".into(),
        ..form.clone()
    };
    settings::save(&w.backend, &w.a.owner, id, &theirs).await.unwrap();
    let Err(BackendError::Stale(stored)) = settings::save(&w.backend, &w.a.owner, id, &form).await else {
        panic!("not stale");
    };
    let stored: PageForm = serde_json::from_value(stored).unwrap();
    assert_eq!(
        (stored.title.as_str(), stored.version),
        ("Theirs", form.version + 1)
    );
    let foreign = PageForm {
        audience: "companies".into(),
        companies: vec![w.b.company.to_string()],
        ..stored.clone()
    };
    assert_eq!(
        refused(settings::save(&w.backend, &w.a.owner, id, &foreign).await),
        ["companies"]
    );
    let unknown = PageForm {
        companies: vec![CompanyId::new().to_string()],
        ..foreign
    };
    assert_eq!(
        refused(settings::save(&w.backend, &w.a.owner, id, &unknown).await),
        ["companies"]
    );
    let contact = PageForm {
        audience: "contacts".into(),
        contacts: vec![w.b.contact.to_string()],
        ..stored
    };
    assert_eq!(
        refused(settings::save(&w.backend, &w.a.owner, id, &contact).await),
        ["contacts"]
    );
}

#[tokio::test]
async fn an_exported_page_comes_back_whole() {
    let w = world().await;
    let id = page(&w).await;
    let hologram =
        block(json!({ "id": "x", "type": "hologram", "v": 9, "props": { "depth": 3 }, "spin": true }));
    kept(&w, &w.a.owner, id, 2, vec![insert(2, hologram)])
        .await
        .unwrap();
    let file = transfer::export(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(file.name, "page-page");
    let form = NewPageForm::default();
    let copy = create::import(&w.backend, &w.b.owner, &form, &file.json, "")
        .await
        .unwrap();
    let theirs = editor::open_editor(&w.backend, &w.b.owner, copy).await.unwrap();
    let ours = editor::open_editor(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!((theirs.title, theirs.doc), (ours.title, ours.doc));
    let listed = list::list(&w.backend, &w.b.owner, &PageFilter::default())
        .await
        .unwrap();
    assert_eq!(
        listed.rows[0].opaque, 1,
        "what this version can't show is counted"
    );
}

#[tokio::test]
async fn what_is_no_page_is_refused_with_a_reason() {
    let w = world().await;
    let import = async |json: &str| {
        let form = new("", "Title", "");
        match create::import(&w.backend, &w.a.owner, &form, json, "").await {
            Err(BackendError::Invalid(errors)) => errors.get("json").unwrap(),
            other => panic!("{other:?}"),
        }
    };
    assert!(import("nonsense").await.contains("not a page of Portico"));
    assert!(import(&"[".repeat(100_000)).await.contains("20 levels"));
    let many: Vec<_> = (0..5001)
        .map(|nth| json!({ "id": format!("b{nth}"), "type": "divider" }))
        .collect();
    let many = json!({ "schema": 1, "blocks": many }).to_string();
    assert!(import(&many).await.contains("5,000 blocks"));
    let long = json!({ "schema": 1, "blocks": [], "x": "x".repeat(2 * 1024 * 1024) }).to_string();
    assert!(import(&long).await.contains("2 MB"));
    assert!(
        import(&json!({ "schema": 99, "blocks": [] }).to_string())
            .await
            .contains("newer version")
    );
    let all = list::list(&w.backend, &w.a.owner, &PageFilter::default())
        .await
        .unwrap();
    assert_eq!(all.total, 0);
}

#[tokio::test]
async fn html_is_for_those_who_may_put_it_on_pages() {
    let w = world().await;
    let staff = w.a.staff(Role::Staff);
    let id = page(&w).await;
    let refused = kept(&w, &staff, id, 2, vec![insert(0, html("h"))]).await;
    assert!(matches!(refused, Err(BackendError::Forbidden)));
    let batched = kept(&w, &staff, id, 2, vec![Op::Batch(vec![insert(0, html("h"))])]).await;
    assert!(matches!(batched, Err(BackendError::Forbidden)));
    kept(&w, &w.a.owner, id, 2, vec![insert(0, html("h"))])
        .await
        .unwrap();
    let changed: Op =
        serde_json::from_value(json!({ "set_props": { "id": "h", "set": { "height": 300 } } })).unwrap();
    assert!(matches!(
        kept(&w, &staff, id, 3, vec![changed]).await,
        Err(BackendError::Forbidden)
    ));
    // Deleting one is free to everybody, and so is taking that back.
    let gone = kept(&w, &staff, id, 3, vec![remove("h")]).await.unwrap();
    let back = gone.landed.inverses;
    let changed: Op =
        serde_json::from_value(json!({ "set_props": { "id": "h", "set": { "height": 300 } } })).unwrap();
    // But not changing it on the way.
    for also in [changed.clone(), Op::Batch(vec![changed])] {
        let sly = kept(&w, &staff, id, 4, vec![back[0].clone(), also]).await;
        assert!(matches!(sly, Err(BackendError::Forbidden)));
    }
    kept(&w, &staff, id, 4, back).await.unwrap();
    assert_eq!(blocks(&w, id).await.len(), 3);
    let copy = create::create(&w.backend, &staff, &new(&format!("copy:{id}"), "", ""), "").await;
    assert!(conflict(copy).contains("HTML"));
    let file = transfer::export(&w.backend, &staff, id).await.unwrap();
    let import = create::import(&w.backend, &staff, &NewPageForm::default(), &file.json, "").await;
    assert!(conflict(import).contains("HTML"));
    let section = sections::save(&w.backend, &staff, "S", vec![html("h")]).await;
    assert!(conflict(section).contains("HTML"));
}

#[tokio::test]
async fn a_viewer_and_another_workspace_have_no_pages() {
    let w = world().await;
    let id = page(&w).await;
    let viewer = w.a.staff(Role::Viewer);
    for scope in [&w.b.owner, &viewer] {
        let is_out = |forbidden: bool, missing: bool| {
            if scope.role() == Role::Viewer {
                forbidden
            } else {
                missing
            }
        };
        macro_rules! out {
            ($call:expr) => {{
                let result = $call.await;
                let forbidden = matches!(result, Err(BackendError::Forbidden));
                assert!(
                    is_out(forbidden, matches!(result, Err(BackendError::NotFound))),
                    stringify!($call)
                );
            }};
        }
        let form = PageForm::default();
        out!(detail::get(&w.backend, scope, id));
        out!(editor::open_editor(&w.backend, scope, id));
        out!(editor::news(&w.backend, scope, id, Rev(1)));
        out!(kept(&w, scope, id, 2, vec![remove("a")]));
        out!(settings::save(&w.backend, scope, id, &form));
        out!(publish::publish(&w.backend, scope, id, Rev(2)));
        out!(publish::unpublish(&w.backend, scope, id));
        out!(publish::archive(&w.backend, scope, id));
        out!(publish::restore(&w.backend, scope, id));
        out!(schedule::schedule(
            &w.backend,
            scope,
            id,
            &domain::pages::ScheduleForm::default()
        ));
        out!(schedule::cancel(&w.backend, scope, id));
        out!(revisions::restore(&w.backend, scope, id, Uuid::new_v4()));
        out!(transfer::export(&w.backend, scope, id));
        let copy = new(&format!("copy:{id}"), "", "");
        out!(create::create(&w.backend, scope, &copy, ""));
        out!(sections::delete(&w.backend, scope, Uuid::new_v4()));
        out!(sections::rename(&w.backend, scope, Uuid::new_v4(), "N"));
    }
    assert_eq!(blocks(&w, id).await, ["Heading ‘A’", "Heading ‘B’"]);
    let theirs = list::list(&w.backend, &w.b.owner, &PageFilter::default())
        .await
        .unwrap();
    assert_eq!(theirs.total, 0);
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_sorted() {
    let w = world().await;
    for title in ["Zebra", "Apple", "Mango 100%"] {
        create::create(&w.backend, &w.a.owner, &new("blank", title, ""), "")
            .await
            .unwrap();
        w.backend.clock().advance(chrono::TimeDelta::minutes(1));
    }
    let titles = async |search: &str, state: &str, sort: &str| {
        let filter = PageFilter {
            search: search.into(),
            state: state.into(),
            sort: sort.into(),
            page: String::new(),
        };
        let page = list::list(&w.backend, &w.a.owner, &filter).await.unwrap();
        page.rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(titles("", "", "").await, ["Mango 100%", "Apple", "Zebra"]);
    assert_eq!(titles("", "", "title").await, ["Apple", "Mango 100%", "Zebra"]);
    assert_eq!(titles("100% man", "", "").await, ["Mango 100%"]);
    assert!(titles("100_", "", "").await.is_empty());
    let apple = list::choices(&w.backend, &w.a.owner).await.unwrap()[0].0;
    publish::publish(&w.backend, &w.a.owner, apple, Rev(1))
        .await
        .unwrap();
    assert_eq!(titles("", "published", "").await, ["Apple"]);
    assert_eq!(titles("", "", "-state").await[0], "Apple");
    publish::archive(&w.backend, &w.a.owner, apple).await.unwrap();
    assert_eq!(titles("", "", "title").await, ["Mango 100%", "Zebra"]);
    assert_eq!(titles("", "archived", "").await, ["Apple"]);
}

#[tokio::test]
async fn sections_are_kept_by_name() {
    let w = world().await;
    let save = async |name: &str, blocks| sections::save(&w.backend, &w.a.owner, name, blocks).await;
    let section = save("Prices", vec![heading("a", "A"), heading("a", "B")])
        .await
        .unwrap();
    assert_ne!(section.blocks[0].id, section.blocks[1].id);
    assert_eq!(refused(save("PRICES", vec![heading("a", "A")]).await), ["name"]);
    assert_eq!(refused(save(" ", vec![heading("a", "A")]).await), ["name"]);
    assert_eq!(refused(save("Empty", Vec::new()).await), ["blocks"]);
    let long = heading("a", &"x".repeat(200_000));
    assert_eq!(refused(save("Long", vec![long]).await), ["blocks"]);
    let second = save("Hours", vec![heading("a", "A")]).await.unwrap();
    let renamed = sections::rename(&w.backend, &w.a.owner, second.id, "prices").await;
    assert_eq!(refused(renamed), ["name"]);
    sections::rename(&w.backend, &w.a.owner, second.id, "Opening hours")
        .await
        .unwrap();
    let id = page(&w).await;
    let opened = editor::open_editor(&w.backend, &w.a.owner, id).await.unwrap();
    let names: Vec<_> = opened
        .sections
        .iter()
        .map(|section| section.name.as_str())
        .collect();
    assert_eq!(names, ["Opening hours", "Prices"]);
    assert!(is_missing(
        sections::delete(&w.backend, &w.b.owner, second.id).await
    ));
    sections::delete(&w.backend, &w.a.owner, second.id).await.unwrap();
    assert_eq!(sections::list(&w.backend, &w.a.owner).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_stored_audience_that_cant_be_read_lets_nobody_in() {
    let w = world().await;
    let id = page(&w).await;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<row::Entity>()
        .set(row::Column::Audience, "{ not a rule")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let page = detail_of(&w, id).await;
    assert_eq!(page.form.audience, domain::pages::PageAudience::KEPT);
    assert!(page.audience.contains("nobody"));
}
