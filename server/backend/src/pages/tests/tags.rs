//! Pages, blocks and menu items for those who have a tag; what a rule names; and one block brought back.

use super::{super::*, *};
use crate::{
    client_tag::{commands as tags, queries},
    company, contact,
    portal_settings::menu as portal_menu,
    scope::ClientScope,
};
use domain::{
    company::CompanyForm,
    contact::ContactForm,
    ids::TagId,
    menu::MenuForm,
    module::ModuleSet,
    page::{BlockId, Rule},
    pages::{PageForm, Verdict},
    role::Role,
};

/// Gives A's contact these tags, and A's company those.
async fn tagged(w: &World, contact_tags: &str, company_tags: &str) {
    let form = contact::queries::get(&w.backend, &w.a.owner, w.a.contact)
        .await
        .unwrap()
        .form;
    let form = ContactForm {
        tags: contact_tags.into(),
        ..form
    };
    contact::commands::update(&w.backend, &w.a.owner, w.a.contact, &form)
        .await
        .unwrap();
    let form = company::queries::get(&w.backend, &w.a.owner, w.a.company)
        .await
        .unwrap()
        .form;
    let form = CompanyForm {
        tags: company_tags.into(),
        ..form
    };
    company::commands::update(&w.backend, &w.a.owner, w.a.company, &form)
        .await
        .unwrap();
}

async fn id_of(w: &World, name: &str) -> TagId {
    let found = queries::choices(&w.backend, &w.a.owner).await.unwrap();
    found.into_iter().find(|tag| tag.name == name).unwrap().id
}

/// Another contact of A's company.
async fn colleague(w: &World) -> ClientScope {
    let form = ContactForm {
        last_name: "Colleague".into(),
        email: "colleague@client.example".into(),
        portal_enabled: true,
        companies: vec![w.a.company.to_string()],
        ..ContactForm::default()
    };
    let id = contact::commands::create(&w.backend, &w.a.owner, &form, "")
        .await
        .unwrap();
    crate::fixture::client_scope(w.a.tenant, id, vec![w.a.company])
}

async fn settings_of_page(w: &World, id: PageId, change: impl FnOnce(&mut PageForm)) -> Result<()> {
    let mut form = detail_of(w, id).await.form;
    change(&mut form);
    settings::save(&w.backend, &w.a.owner, id, &form).await
}

async fn opens(w: &World, scope: &ClientScope) -> bool {
    reader::page(&w.backend, scope, "page", false).await.is_ok()
}

async fn counted(w: &World, rule: &Rule) -> (u64, u64) {
    let found = seeing::audience(&w.backend, &w.a.owner, Some(rule))
        .await
        .unwrap();
    (found.shown, found.all)
}

#[tokio::test]
async fn a_page_is_for_those_who_have_a_tag_or_whose_company_has() {
    let w = world().await;
    let other = colleague(&w).await;
    tagged(&w, "VIP", "Retainer").await;
    let id = page(&w).await;
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    let (vip, retainer) = (id_of(&w, "VIP").await, id_of(&w, "Retainer").await);
    let for_tag = async |tag: TagId| {
        let done = settings_of_page(&w, id, |form| {
            form.audience = "tags".into();
            form.tags = vec![tag.to_string()];
        });
        done.await.unwrap();
    };
    for_tag(vip).await;
    assert!(opens(&w, &w.a.client).await);
    assert!(!opens(&w, &other).await);
    assert_eq!(counted(&w, &Rule::Tags(vec![vip])).await, (1, 2));
    for_tag(retainer).await;
    assert!(
        opens(&w, &w.a.client).await && opens(&w, &other).await,
        "both of the company"
    );
    assert_eq!(counted(&w, &Rule::Tags(vec![retainer])).await, (2, 2));
    let foreign = settings_of_page(&w, id, |form| form.tags = vec![w.a.contact.to_string()]).await;
    assert_eq!(refused(foreign), ["tags"], "no tag at all");
}

#[tokio::test]
async fn a_tag_in_use_says_where_and_after_it_is_gone_nobody_is_meant() {
    let w = world().await;
    tagged(&w, "VIP", "").await;
    let id = page(&w).await;
    let vip = id_of(&w, "VIP").await;
    let rule: Op =
        serde_json::from_value(json!({ "set_rule": { "id": "a", "rule": { "tags": [vip] } } })).unwrap();
    kept(&w, &w.a.owner, id, 2, vec![rule]).await.unwrap();
    publish::publish(&w.backend, &w.a.owner, id, Rev(3))
        .await
        .unwrap();
    settings_of_page(&w, id, |form| {
        form.audience = "tags".into();
        form.tags = vec![vip.to_string()];
    })
    .await
    .unwrap();
    let item =
        json!({ "id": "p", "type": "page", "page": id, "label": "For VIPs", "audience": { "tags": [vip] } });
    let menu = MenuForm {
        doc: json!({ "version": 1, "items": [item] }).to_string(),
        version: portal_menu::view(&w.backend, &w.a.owner).await.unwrap().version,
    };
    portal_menu::save(&w.backend, &w.a.owner, &menu).await.unwrap();
    let in_menu = async || {
        let view = portal_menu::view(&w.backend, &w.a.owner).await.unwrap();
        let items =
            portal_menu::for_reader(&w.backend, &w.a.client, &view.menu.write(), &ModuleSet::default()).await;
        items.unwrap().len()
    };
    assert_eq!(in_menu().await, 1);
    let uses = queries::get(&w.backend, &w.a.owner, vip).await.unwrap().uses;
    let uses: Vec<&str> = uses.iter().map(|found| found.what.as_str()).collect();
    assert_eq!(
        uses,
        [
            "Blocks on the page “Page”",
            "Who may open the page “Page”",
            "The menu item “For VIPs”"
        ]
    );
    tags::delete(&w.backend, &w.a.owner, vip).await.unwrap();
    assert!(!opens(&w, &w.a.client).await);
    assert_eq!(in_menu().await, 0);
    assert_eq!(counted(&w, &Rule::Tags(vec![vip])).await, (0, 1));
    // Nothing is lost: what names it can be saved as it is, and the checks say so.
    let detail = detail_of(&w, id).await;
    assert_eq!(detail.form.tags, [vip.to_string()]);
    settings_of_page(&w, id, |form| form.title = "Still saved".into())
        .await
        .unwrap();
    let menu = MenuForm {
        version: menu.version + 1,
        ..menu
    };
    portal_menu::save(&w.backend, &w.a.owner, &menu).await.unwrap();
    let check = detail.check.unwrap();
    assert!(
        check
            .findings
            .iter()
            .any(|(_, finding)| finding.message.contains("deleted")),
        "{:?}",
        check.findings
    );
}

#[tokio::test]
async fn what_names_a_merged_tag_means_the_one_that_it_became() {
    let w = world().await;
    tagged(&w, "VIP", "Gold").await;
    let id = page(&w).await;
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    let (vip, gold) = (id_of(&w, "VIP").await, id_of(&w, "Gold").await);
    settings_of_page(&w, id, |form| {
        form.audience = "tags".into();
        form.tags = vec![vip.to_string()];
    })
    .await
    .unwrap();
    tags::merge(&w.backend, &w.a.owner, vip, &gold.to_string())
        .await
        .unwrap();
    assert!(opens(&w, &w.a.client).await);
    assert_eq!(counted(&w, &Rule::Tags(vec![vip])).await, (1, 1));
    assert_eq!(
        detail_of(&w, id).await.form.tags,
        [gold.to_string()],
        "the form shows the new one"
    );
    tagged(&w, "", "").await;
    assert!(!opens(&w, &w.a.client).await);
}

#[tokio::test]
async fn merge_tags_within_rules_are_checked_before_publishing() {
    let w = world().await;
    let id = page(&w).await;
    let rule = |path: &str| -> Op {
        let rule = json!({ "not": { "any": [{ "has_value": path }, "has_open_invoices"] } });
        serde_json::from_value(json!({ "set_rule": { "id": "a", "rule": rule } })).unwrap()
    };
    kept(&w, &w.a.owner, id, 2, vec![rule("contact.phoen")])
        .await
        .unwrap();
    let check = detail_of(&w, id).await.check.unwrap();
    assert_eq!(check.verdict(), Verdict::Refused);
    assert_eq!(check.tags[0].blocks, ["Heading ‘A’ (who sees it)"]);
    assert!(
        check.tags[0]
            .finding
            .suggestion
            .as_deref()
            .is_some_and(|tag| tag.contains("contact.phone"))
    );
    let why = refused(publish::publish(&w.backend, &w.a.owner, id, Rev(3)).await);
    assert_eq!(why, [""]);
    // An optional one is what a rule is for: no word about fallbacks.
    kept(&w, &w.a.owner, id, 3, vec![rule("contact.phone")])
        .await
        .unwrap();
    assert!(detail_of(&w, id).await.check.unwrap().tags.is_empty());
    publish::publish(&w.backend, &w.a.owner, id, Rev(4))
        .await
        .unwrap();
}

#[tokio::test]
async fn one_block_of_an_earlier_state_is_brought_back() {
    let w = world().await;
    let id = page(&w).await;
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    let published = detail_of(&w, id).await.revisions[0].id;
    kept(
        &w,
        &w.a.owner,
        id,
        2,
        vec![set("a", "Changed"), remove("b"), insert(0, heading("n", "New"))],
    )
    .await
    .unwrap();
    let compared = revisions::compare(&w.backend, &w.a.owner, id, published)
        .await
        .unwrap();
    let lines: Vec<(String, String, bool)> = compared
        .blocks
        .into_iter()
        .map(|block| (block.name, block.what.join(", "), block.can_come_back))
        .collect();
    let line = |name: &str, what: &str, back| (name.to_owned(), what.to_owned(), back);
    assert_eq!(
        lines,
        [
            line("Heading ‘New’", "added", false),
            line("Heading ‘Changed’", "text changed", true),
            line("Heading ‘B’", "removed", true),
        ]
    );
    let back = async |block: &str| {
        let block = BlockId::new(block).unwrap();
        revisions::restore_block(&w.backend, &w.a.owner, id, published, &block).await
    };
    let (rev, said) = back("b").await.unwrap();
    assert_eq!(
        (rev, said.as_str()),
        (Rev(4), "Brought back Heading ‘B’ at position 3.")
    );
    back("a").await.unwrap();
    assert_eq!(
        blocks(&w, id).await,
        ["Heading ‘New’", "Heading ‘A’", "Heading ‘B’"]
    );
    conflict(back("b").await);
    conflict(back("n").await);
    // One change each, as others' editors hear of it, and as it is undone.
    let news = editor::news(&w.backend, &w.a.owner, id, Rev(3)).await.unwrap();
    assert_eq!(news.ops.len(), 2);
    assert!(is_missing(
        revisions::compare(&w.backend, &w.b.owner, id, published).await
    ));
    let viewer = w.a.staff(Role::Viewer);
    let forbidden = revisions::compare(&w.backend, &viewer, id, published).await;
    assert!(matches!(forbidden, Err(BackendError::Forbidden)));
}

#[tokio::test]
async fn a_role_without_html_brings_none_back() {
    let w = world().await;
    let id = page(&w).await;
    kept(&w, &w.a.owner, id, 2, vec![insert(0, html("x"))])
        .await
        .unwrap();
    publish::publish(&w.backend, &w.a.owner, id, Rev(3))
        .await
        .unwrap();
    let published = detail_of(&w, id).await.revisions[0].id;
    kept(&w, &w.a.owner, id, 3, vec![remove("x")]).await.unwrap();
    let block = BlockId::new("x").unwrap();
    let staff = w.a.staff(Role::Staff);
    conflict(revisions::restore_block(&w.backend, &staff, id, published, &block).await);
    revisions::restore_block(&w.backend, &w.a.owner, id, published, &block)
        .await
        .unwrap();
}
