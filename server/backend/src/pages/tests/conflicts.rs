//! Two editors at once.

use super::{super::*, *};
use domain::{
    page::{Clash, StoredDoc},
    pages::editing::{MAX_OPS, OPEN_ANEW},
    role::Role,
};

fn second(w: &World) -> StaffScope {
    StaffScope::new(
        w.a.tenant,
        domain::ids::UserId::new(),
        domain::ids::SessionId::new(),
        Role::Admin,
        "Second".to_owned(),
        "second@anchor.example".to_owned(),
    )
}

#[tokio::test]
async fn a_batch_lands_on_the_state_it_was_made_on() {
    let w = world().await;
    let id = page(&w).await;
    let answer = kept(&w, &w.a.owner, id, 2, vec![set("a", "New"), remove("b")])
        .await
        .unwrap();
    assert_eq!((answer.rev, answer.others.len(), answer.by.len()), (Rev(3), 0, 0));
    assert_eq!(blocks(&w, id).await, ["Heading ‘New’"]);
    // What undoes it, in the other order.
    let back: Vec<Op> = answer.landed.inverses.into_iter().rev().collect();
    kept(&w, &w.a.owner, id, 3, back).await.unwrap();
    assert_eq!(blocks(&w, id).await, ["Heading ‘A’", "Heading ‘B’"]);
}

#[tokio::test]
async fn the_same_batch_twice_is_kept_once_and_answered_alike() {
    let w = world().await;
    let id = page(&w).await;
    kept(&w, &second(&w), id, 2, vec![set("b", "Theirs")])
        .await
        .unwrap();
    let batch = Batch {
        id: Uuid::new_v4(),
        base: Rev(2),
        ops: vec![set("a", "Mine"), set("b", "Mine")],
    };
    let first = keep::keep(&w.backend, &w.a.owner, id, batch.clone())
        .await
        .unwrap();
    kept(&w, &second(&w), id, 4, vec![insert(0, heading("c", "C"))])
        .await
        .unwrap();
    let again = keep::keep(&w.backend, &w.a.owner, id, batch).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(
        (first.rev, first.by.as_slice(), first.landed.conflicts.len()),
        (Rev(4), &["Second".to_owned()][..], 1)
    );
    assert_eq!(
        blocks(&w, id).await,
        ["Heading ‘C’", "Heading ‘Mine’", "Heading ‘Theirs’"]
    );
}

#[tokio::test]
async fn changes_of_both_land_and_what_clashes_is_told() {
    let w = world().await;
    let id = page(&w).await;
    let theirs = vec![insert(0, heading("c", "C")), set("a", "Theirs"), remove("b")];
    kept(&w, &second(&w), id, 2, theirs.clone()).await.unwrap();
    let mine = vec![insert(2, heading("d", "D")), set("a", "Mine"), set("b", "Mine")];
    let answer = kept(&w, &w.a.owner, id, 2, mine).await.unwrap();
    assert_eq!((answer.rev, answer.others.len()), (Rev(4), 3));
    assert_eq!(answer.by, ["Second"]);
    let clashes: Vec<_> = answer
        .landed
        .conflicts
        .iter()
        .map(|conflict| (conflict.block.as_str(), matches!(conflict.clash, Clash::Removed)))
        .collect();
    assert_eq!(clashes, [("a", false), ("b", true)]);
    assert_eq!(
        blocks(&w, id).await,
        ["Heading ‘C’", "Heading ‘Theirs’", "Heading ‘D’"]
    );
    let news = editor::news(&w.backend, &second(&w), id, Rev(3)).await.unwrap();
    assert_eq!((news.rev, news.ops.len()), (Rev(4), 1));
    assert_eq!(news.by, ["Anchor Owner"]);
    let none = editor::news(&w.backend, &w.a.owner, id, Rev(4)).await.unwrap();
    assert_eq!((none.rev, none.ops.len()), (Rev(4), 0));
}

#[tokio::test]
async fn nothing_that_lands_is_no_change() {
    let w = world().await;
    let id = page(&w).await;
    let answer = kept(&w, &w.a.owner, id, 2, vec![remove("nobody"), set("nobody", "X")])
        .await
        .unwrap();
    assert_eq!((answer.rev, answer.landed.ops.len()), (Rev(2), 0));
    assert_eq!(answer.landed.conflicts.len(), 1);
    let half = kept(&w, &w.a.owner, id, 2, vec![set("nobody", "X"), set("a", "Y")])
        .await
        .unwrap();
    assert_eq!((half.rev, half.landed.ops.len()), (Rev(3), 1));
}

#[tokio::test]
async fn whoever_is_too_far_behind_or_ahead_opens_the_page_anew() {
    let w = world().await;
    let id = page(&w).await;
    for base in [3, -1, i64::MAX, i64::MIN] {
        let kept = kept(&w, &w.a.owner, id, base, vec![remove("a")]).await;
        assert_eq!(conflict(kept), OPEN_ANEW, "{base}");
        let news = editor::news(&w.backend, &w.a.owner, id, Rev(base)).await;
        assert_eq!(conflict(news), OPEN_ANEW, "{base}");
    }
    // The page was made as state 1; what was there before is nobody's.
    let before = kept(&w, &w.a.owner, id, 0, vec![remove("a")]).await;
    assert_eq!(conflict(before), OPEN_ANEW);
    let many = vec![remove("a"); MAX_OPS + 1];
    let many = kept(&w, &w.a.owner, id, 2, vec![Op::Batch(many)]).await;
    assert!(conflict(many).contains("several steps"));
}

#[tokio::test]
async fn two_batches_at_the_same_moment_both_land() {
    let w = world().await;
    let id = page(&w).await;
    let (other, ours) = (second(&w), &w.a.owner);
    let (one, two) = tokio::join!(
        kept(&w, ours, id, 2, vec![set("a", "One")]),
        kept(&w, &other, id, 2, vec![set("b", "Two")]),
    );
    let mut revs = [one.unwrap().rev, two.unwrap().rev];
    revs.sort();
    assert_eq!(revs, [Rev(3), Rev(4)]);
    assert_eq!(blocks(&w, id).await, ["Heading ‘One’", "Heading ‘Two’"]);
}

#[tokio::test]
async fn a_page_of_a_newer_version_is_left_as_it_is() {
    use crate::entity::page_draft;
    let w = world().await;
    let id = page(&w).await;
    let mut newer = StoredDoc::new(Vec::new());
    newer.schema = 99;
    let rows = w.backend.begin(&w.a.owner).await.unwrap();
    rows.update::<page_draft::Entity>()
        .set(page_draft::Column::Doc, newer.write())
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert!(conflict(editor::open_editor(&w.backend, &w.a.owner, id).await).contains("newer"));
    assert!(conflict(kept(&w, &w.a.owner, id, 2, vec![remove("a")]).await).contains("newer"));
    assert!(conflict(publish::publish(&w.backend, &w.a.owner, id, Rev(2)).await).contains("newer"));
    let page = detail_of(&w, id).await;
    assert!(page.check.unwrap_err().contains("newer"));
}
