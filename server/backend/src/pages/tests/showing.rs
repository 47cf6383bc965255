//! Pages are published, scheduled, taken back and brought back.

use super::{super::*, *};
use chrono::TimeDelta;
use domain::{
    merge::Severity,
    pages::{PageState, ScheduleForm, Verdict},
};

#[tokio::test]
async fn publishing_shows_what_was_looked_at_and_keeps_it() {
    let w = world().await;
    let id = page(&w).await;
    let stale = publish::publish(&w.backend, &w.a.owner, id, Rev(1)).await;
    assert!(conflict(stale).contains("changed since"));
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    let again = publish::publish(&w.backend, &w.a.owner, id, Rev(2)).await;
    assert!(conflict(again).contains("already"));
    kept(&w, &w.a.owner, id, 2, vec![set("a", "New"), remove("b")])
        .await
        .unwrap();
    let check = detail_of(&w, id).await.check.unwrap();
    assert_eq!(check.rev, Rev(3));
    assert_eq!(check.words, "Changed Heading ‘New’; removed Heading ‘B’.");
    publish::publish(&w.backend, &w.a.owner, id, Rev(3))
        .await
        .unwrap();
    let page = detail_of(&w, id).await;
    let kept: Vec<_> = page
        .revisions
        .iter()
        .map(|line| (line.number, line.published, line.current))
        .collect();
    assert_eq!(kept, [(3, true, true), (2, true, false), (1, false, false)]);
    assert_eq!(page.revisions[0].note, check.words);
    assert_eq!(page.state, PageState::Published);
}

#[tokio::test]
async fn a_revision_comes_back_as_a_change_that_can_be_undone() {
    let w = world().await;
    let id = page(&w).await;
    let misplaced = block(json!({ "id": "m", "type": "accordion_item", "v": 1 }));
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    kept(
        &w,
        &w.a.owner,
        id,
        2,
        vec![remove("a"), insert(1, heading("c", "C"))],
    )
    .await
    .unwrap();
    let second = detail_of(&w, id).await.revisions[0].id;
    let rev = revisions::restore(&w.backend, &w.a.owner, id, second)
        .await
        .unwrap();
    assert_eq!(rev, Rev(4));
    assert_eq!(blocks(&w, id).await, ["Heading ‘A’", "Heading ‘B’"]);
    let same = revisions::restore(&w.backend, &w.a.owner, id, second).await;
    assert!(conflict(same).contains("already"));
    let news = editor::news(&w.backend, &w.a.owner, id, Rev(3)).await.unwrap();
    assert_eq!(news.ops.len(), 1, "other editors hear of it");
    // What undoes it is what any editor would send.
    let undo: Op = {
        use crate::entity::page_change;
        let rows = w.backend.read(&w.a.owner);
        let all = rows.find::<page_change::Entity>().all().await.unwrap();
        let last = all.iter().max_by_key(|row| row.rev).unwrap();
        serde_json::from_str::<Vec<Op>>(&last.inverses).unwrap().remove(0)
    };
    kept(&w, &w.a.owner, id, 4, vec![undo]).await.unwrap();
    assert_eq!(blocks(&w, id).await, ["Heading ‘B’", "Heading ‘C’"]);
    let refused = kept(&w, &w.a.owner, id, 5, vec![insert(0, misplaced)])
        .await
        .unwrap();
    assert_eq!(refused.landed.conflicts.len(), 1);
    assert!(is_missing(
        revisions::restore(&w.backend, &w.a.owner, id, Uuid::new_v4()).await
    ));
    let other = super::page(&w).await;
    assert!(
        is_missing(revisions::restore(&w.backend, &w.a.owner, other, second).await),
        "a revision is of one page"
    );
}

#[tokio::test]
async fn an_unknown_tag_keeps_a_page_back_and_a_missing_fallback_does_not() {
    let w = world().await;
    let id = page(&w).await;
    let tagged = |path: &str| {
        let tag = json!([{ "type": "merge_tag", "attrs": { "path": path } }]);
        serde_json::from_value(json!({ "set_props": { "id": "a", "set": { "text": tag } } })).unwrap()
    };
    kept(&w, &w.a.owner, id, 2, vec![tagged("contact.first_nmae")])
        .await
        .unwrap();
    let check = detail_of(&w, id).await.check.unwrap();
    assert_eq!(check.verdict(), Verdict::Refused);
    assert_eq!(check.tags[0].tag, "{{contact.first_nmae}}");
    assert!(
        check.tags[0]
            .finding
            .suggestion
            .as_deref()
            .unwrap()
            .contains("first_name")
    );
    assert_eq!(
        refused(publish::publish(&w.backend, &w.a.owner, id, Rev(3)).await),
        [""]
    );
    let soon = ScheduleForm {
        publish_at: "2026-03-20T09:00".into(),
        ..ScheduleForm::default()
    };
    assert_eq!(
        refused(schedule::schedule(&w.backend, &w.a.owner, id, &soon).await),
        [""]
    );
    kept(&w, &w.a.owner, id, 3, vec![tagged("contact.first_name")])
        .await
        .unwrap();
    let check = detail_of(&w, id).await.check.unwrap();
    assert_eq!(check.verdict(), Verdict::Doubtful);
    assert_eq!(check.tags[0].finding.severity, Severity::Warning);
    assert!(check.tags[0].finding.message.contains("1 of 1 contact"));
    publish::publish(&w.backend, &w.a.owner, id, Rev(4))
        .await
        .unwrap();
}

#[tokio::test]
async fn the_clock_publishes_and_takes_back() {
    let w = world().await;
    let id = page(&w).await;
    // Berlin is an hour ahead: it is 11:00 there.
    let form = ScheduleForm {
        publish_at: "2026-03-15T12:00".into(),
        unpublish_at: "2026-03-15T13:00".into(),
    };
    schedule::schedule(&w.backend, &w.a.owner, id, &form)
        .await
        .unwrap();
    let page = detail_of(&w, id).await;
    assert_eq!((page.state, page.schedule), (PageState::Scheduled, form));
    assert_eq!(page.publish_at, Some("2026-03-15T11:00:00Z".parse().unwrap()));
    assert_eq!(schedule::run_due(&w.backend).await.unwrap(), 0);
    // What is published is the draft as it is then.
    kept(&w, &w.a.owner, id, 2, vec![set("a", "Later")])
        .await
        .unwrap();
    w.backend.clock().advance(TimeDelta::minutes(61));
    let other = w.backend.clone();
    let (one, two) = tokio::join!(schedule::run_due(&w.backend), schedule::run_due(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 1, "of two processes one does it");
    let page = detail_of(&w, id).await;
    assert_eq!((page.state, page.publish_at), (PageState::Published, None));
    assert_eq!(page.check.unwrap().words, "Nothing has changed.");
    assert_eq!(page.revisions[0].by, "Schedule");
    w.backend.clock().advance(TimeDelta::minutes(60));
    assert_eq!(schedule::run_due(&w.backend).await.unwrap(), 1);
    let page = detail_of(&w, id).await;
    assert_eq!((page.state, page.unpublish_at), (PageState::Unpublished, None));
    assert_eq!(schedule::run_due(&w.backend).await.unwrap(), 0);
}

#[tokio::test]
async fn schedules_are_checked_and_given_up() {
    let w = world().await;
    let id = page(&w).await;
    let at = |publish: &str, unpublish: &str| ScheduleForm {
        publish_at: publish.into(),
        unpublish_at: unpublish.into(),
    };
    let try_ = async |form: ScheduleForm| schedule::schedule(&w.backend, &w.a.owner, id, &form).await;
    assert_eq!(refused(try_(at("2026-03-15T11:00", "")).await), ["publish_at"]);
    assert_eq!(refused(try_(at("", "2026-04-01T09:00")).await), ["publish_at"]);
    assert_eq!(
        refused(try_(at("2026-03-29T02:30", "")).await),
        ["publish_at"],
        "clocks go forward"
    );
    assert!(conflict(schedule::cancel(&w.backend, &w.a.owner, id).await).contains("Nothing"));
    try_(at("2026-04-01T09:00", "")).await.unwrap();
    schedule::cancel(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail_of(&w, id).await.state, PageState::Draft);
    try_(at("2026-04-01T09:00", "2026-05-01T09:00")).await.unwrap();
    publish::archive(&w.backend, &w.a.owner, id).await.unwrap();
    w.backend.clock().advance(TimeDelta::days(90));
    assert_eq!(
        schedule::run_due(&w.backend).await.unwrap(),
        0,
        "put away is put away"
    );
    assert!(conflict(try_(at("2026-09-01T09:00", "")).await).contains("archived"));
}

#[tokio::test]
async fn an_archived_page_changes_only_by_its_restoring() {
    let w = world().await;
    let id = page(&w).await;
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    let unseen = publish::restore(&w.backend, &w.a.owner, id).await;
    assert!(conflict(unseen).contains("not archived"));
    publish::archive(&w.backend, &w.a.owner, id).await.unwrap();
    let form = detail_of(&w, id).await.form;
    for refused in [
        kept(&w, &w.a.owner, id, 2, vec![remove("a")]).await.map(drop),
        settings::save(&w.backend, &w.a.owner, id, &form).await,
        publish::publish(&w.backend, &w.a.owner, id, Rev(2)).await,
        publish::unpublish(&w.backend, &w.a.owner, id).await,
        publish::archive(&w.backend, &w.a.owner, id).await,
        editor::open_editor(&w.backend, &w.a.owner, id).await.map(drop),
    ] {
        assert!(conflict(refused).contains("archived"));
    }
    publish::restore(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail_of(&w, id).await.state, PageState::Unpublished);
    assert!(conflict(publish::unpublish(&w.backend, &w.a.owner, id).await).contains("not published"));
    publish::publish(&w.backend, &w.a.owner, id, Rev(2))
        .await
        .unwrap();
    publish::unpublish(&w.backend, &w.a.owner, id).await.unwrap();
    assert_eq!(detail_of(&w, id).await.state, PageState::Unpublished);
}
