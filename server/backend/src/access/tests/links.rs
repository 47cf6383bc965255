use super::{Change, change, is_dead, mint, mint_for, redeem, visitor};
use crate::{
    BackendError,
    access::{links, sessions},
    entity::{access_event, access_link, activity, mail, membership, session},
    fixture::{Side, World, contact_row, world},
};
use chrono::TimeDelta;
use domain::{access::LinkState, ids::ContactId, role::Role};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::Expr};

/// A second contact of a side's company.
pub(super) async fn second_contact(w: &World, side: &Side) -> ContactId {
    let (id, now, scope) = (ContactId::new(), w.backend.clock().now(), side.system());
    let rows = w.backend.begin(&scope).await.unwrap();
    rows.insert::<crate::entity::contact::Entity>(contact_row(id, "second", now))
        .await
        .unwrap();
    rows.insert::<membership::Entity>(membership::ActiveModel {
        contact_id: Set(id.uuid()),
        company_id: Set(side.company.uuid()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    id
}

async fn uses(w: &World, side: &Side) -> Vec<i32> {
    let scope = side.system();
    let links = w
        .backend
        .read(&scope)
        .find::<access_link::Entity>()
        .all()
        .await
        .unwrap();
    links.into_iter().map(|link| link.use_count).collect()
}

async fn session_count(w: &World, side: &Side) -> u64 {
    let scope = side.system();
    w.backend
        .read(&scope)
        .find::<session::Entity>()
        .count()
        .await
        .unwrap()
}

async fn events(w: &World, side: &Side) -> Vec<String> {
    let scope = side.system();
    let events = w
        .backend
        .read(&scope)
        .find::<access_event::Entity>()
        .all()
        .await
        .unwrap();
    events.into_iter().map(|event| event.kind).collect()
}

#[tokio::test]
async fn a_link_is_looked_at_and_redeemed_as_often_as_one_likes() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    let welcome = links::look_at(&w.backend, &token, &visitor(), true)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (welcome.tenant, &*welcome.portal_name),
        (w.a.tenant, "Anchor Ltd")
    );
    assert!(
        !welcome
            .masked_email
            .contains(&w.a.contact.uuid().simple().to_string())
    );
    for _ in 0..2 {
        let session = redeem(&w.backend, &token).await.unwrap();
        let visit = sessions::client(&w.backend, &session).await.unwrap();
        assert_eq!(visit.scope.contact(), w.a.contact);
        assert_eq!(visit.scope.companies(), [w.a.company]);
    }
    assert_eq!(uses(&w, &w.a).await, [2]);
    assert_eq!(events(&w, &w.a).await, ["link_opened", "signed_in", "signed_in"]);
    let summary = links::summary(&w.backend, &w.a.owner, w.a.contact)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((summary.state, summary.use_count), (LinkState::Active, 2));
}

#[tokio::test]
async fn abuse_01_looking_uses_nothing_and_opens_nothing() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    for log in [false, false, true, true] {
        assert!(
            links::look_at(&w.backend, &token, &visitor(), log)
                .await
                .unwrap()
                .is_some()
        );
    }
    assert_eq!(uses(&w, &w.a).await, [0]);
    assert_eq!(session_count(&w, &w.a).await, 0);
    // A HEAD and a prefetch are not even logged.
    assert_eq!(events(&w, &w.a).await, ["link_opened", "link_opened"]);
    assert!(redeem(&w.backend, &token).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn abuse_02_fifty_at_once_on_a_link_for_one_use_open_one_session() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    change(&w, &w.a, Change::OneUse).await;
    let tries = (0..50).map(|_| {
        let (backend, token) = (w.backend.clone(), token.clone());
        tokio::spawn(async move { redeem(&backend, &token).await })
    });
    let mut opened = 0;
    for attempt in tries.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Ok(_) => opened += 1,
            Err(BackendError::NotFound) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(opened, 1);
    assert_eq!(session_count(&w, &w.a).await, 1);
    assert_eq!(uses(&w, &w.a).await, [1]);
    assert!(is_dead(&w, &token).await);
}

#[tokio::test]
async fn abuse_03_a_link_dies_in_the_second_it_expires() {
    let w = world().await;
    let token = mint_for(&w, &w.a, w.a.contact, 1).await;
    w.backend
        .clock()
        .advance(TimeDelta::days(1) - TimeDelta::seconds(1));
    assert!(!is_dead(&w, &token).await);
    w.backend.clock().advance(TimeDelta::seconds(1));
    assert!(is_dead(&w, &token).await);
}

#[tokio::test]
async fn abuse_03_whoever_is_shut_out_gets_the_answer_of_an_unknown_link() {
    for shut_out in Change::SHUT_OUT {
        let w = world().await;
        let (token, untouched) = (mint(&w, &w.a).await, mint(&w, &w.b).await);
        let session = redeem(&w.backend, &token).await.unwrap();
        change(&w, &w.a, shut_out).await;
        assert!(is_dead(&w, &token).await, "{shut_out:?}");
        let open = sessions::client(&w.backend, &session).await;
        assert!(matches!(open, Err(BackendError::Unauthenticated)), "{shut_out:?}");
        assert!(
            !is_dead(&w, &untouched).await,
            "{shut_out:?} reaches another tenant"
        );
    }
}

#[tokio::test]
async fn abuse_03_revoking_kills_link_and_sessions_in_one_step() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    let session = redeem(&w.backend, &token).await.unwrap();
    let staff = w.a.staff(Role::Staff);
    links::revoke(&w.backend, &staff, w.a.contact).await.unwrap();
    assert!(is_dead(&w, &token).await);
    assert!(sessions::client(&w.backend, &session).await.is_err());
    // A second time there is nothing to do, and nothing is noted.
    links::revoke(&w.backend, &staff, w.a.contact).await.unwrap();
    let scope = w.a.system();
    let rows = w.backend.read(&scope);
    let noted = rows.find::<activity::Entity>();
    let noted = noted.filter(activity::Column::Verb.eq("portal.revoked"));
    assert_eq!(noted.count().await.unwrap(), 1);
}

#[tokio::test]
async fn abuse_03_an_older_link_works_for_ten_minutes_more() {
    let w = world().await;
    let old = mint(&w, &w.a).await;
    let new = mint(&w, &w.a).await;
    w.backend
        .clock()
        .advance(TimeDelta::minutes(10) - TimeDelta::seconds(1));
    assert!(!is_dead(&w, &old).await);
    w.backend.clock().advance(TimeDelta::seconds(1));
    assert!(is_dead(&w, &old).await);
    assert!(!is_dead(&w, &new).await);
}

/// Between the look-up and the statement that counts the use, a link may have been replaced, revoked, used up or have run out.
#[tokio::test]
async fn abuse_03_a_link_that_dies_after_it_was_found_opens_nothing() {
    let now = || {
        crate::fixture::NOW
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap()
    };
    let dies: [(access_link::Column, Expr); 4] = [
        (access_link::Column::SupersededAt, Expr::value(now())),
        (access_link::Column::RevokedAt, Expr::value(now())),
        (access_link::Column::ExpiresAt, Expr::value(now())),
        (access_link::Column::MaxUses, Expr::value(0)),
    ];
    for (column, value) in dies {
        let w = world().await;
        let token = mint(&w, &w.a).await;
        let found = links::look_up(&w.backend, &token).await.unwrap().unwrap();
        let scope = w.a.system();
        let rows = w.backend.begin(&scope).await.unwrap();
        rows.update::<access_link::Entity>()
            .set(column, value)
            .exec()
            .await
            .unwrap();
        rows.commit().await.unwrap();
        let opened = links::open_by(&w.backend, &found, &visitor()).await;
        assert!(
            matches!(opened, Err(BackendError::NotFound)),
            "{column:?}: {opened:?}"
        );
        assert_eq!(
            (session_count(&w, &w.a).await, uses(&w, &w.a).await),
            (0, vec![0])
        );
    }
}

#[tokio::test]
async fn abuse_04_the_database_opens_nothing() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    let session = redeem(&w.backend, &token).await.unwrap();
    let scope = w.a.system();
    let rows = w.backend.read(&scope);
    let dump = [
        format!("{:?}", rows.find::<access_link::Entity>().all().await.unwrap()),
        format!("{:?}", rows.find::<session::Entity>().all().await.unwrap()),
        format!("{:?}", rows.find::<access_event::Entity>().all().await.unwrap()),
        format!("{:?}", rows.find::<activity::Entity>().all().await.unwrap()),
        format!("{:?}", rows.find::<mail::Entity>().all().await.unwrap()),
    ]
    .concat();
    let (selector, verifier) = token.split_once('.').unwrap();
    assert!(dump.contains(selector), "the dump holds the rows");
    assert!(!dump.contains(verifier) && !dump.contains(&session));
    let bytes = format!("{:?}", verifier.as_bytes());
    assert!(!dump.contains(bytes.trim_matches(['[', ']'])));
}

#[tokio::test]
async fn abuse_05_halves_of_different_links_do_not_fit() {
    let w = world().await;
    let second = second_contact(&w, &w.a).await;
    let mine = mint(&w, &w.a).await;
    let colleague = mint_for(&w, &w.a, second, 30).await;
    let stranger = mint(&w, &w.b).await;
    let half = |token: &str, nth: usize| token.split('.').nth(nth).unwrap().to_owned();
    let tokens = [&mine, &colleague, &stranger];
    for one in tokens {
        for other in tokens.into_iter().filter(|other| *other != one) {
            let mixed = format!("{}.{}", half(one, 0), half(other, 1));
            assert!(is_dead(&w, &mixed).await);
        }
        // The right selector with a verifier that differs in its first letter.
        let (selector, verifier) = one.split_once('.').unwrap();
        let letter = if verifier.starts_with('A') { 'B' } else { 'A' };
        let near = format!("{selector}.{letter}{}", &verifier[1..]);
        assert!(is_dead(&w, &near).await);
    }
    for malformed in [
        "",
        ".",
        "a.b",
        "../../etc/passwd",
        "é.é",
        &mine.replace('.', ""),
        &format!("{mine}x"),
    ] {
        assert!(is_dead(&w, malformed).await, "{malformed}");
    }
    assert_eq!(uses(&w, &w.a).await, [0, 0]);
    for token in tokens {
        assert!(!is_dead(&w, token).await);
    }
}

#[tokio::test]
async fn abuse_10_nobody_revokes_or_sees_the_links_of_another_tenant() {
    let w = world().await;
    let token = mint(&w, &w.b).await;
    let revoked = links::revoke(&w.backend, &w.a.owner, w.b.contact).await;
    assert!(matches!(revoked, Err(BackendError::NotFound)));
    assert!(
        links::summary(&w.backend, &w.a.owner, w.b.contact)
            .await
            .unwrap()
            .is_none()
    );
    assert!(!is_dead(&w, &token).await);
}

#[tokio::test]
async fn abuse_20_a_viewer_revokes_nothing() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    let revoked = links::revoke(&w.backend, &w.a.staff(Role::Viewer), w.a.contact).await;
    assert!(matches!(revoked, Err(BackendError::Forbidden)));
    assert!(!is_dead(&w, &token).await);
}

#[tokio::test]
async fn trying_links_is_slowed_down_by_network_and_by_link() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    let from = |nth: u32| crate::access::Visitor::new(&format!("198.51.{}.7", nth), "");
    for nth in 0..60 {
        assert!(links::redeem(&w.backend, &token, &from(nth)).await.is_ok());
    }
    // From yet another network, the link itself is exhausted for a minute.
    let refused = links::redeem(&w.backend, &token, &from(61)).await;
    assert!(matches!(
        refused,
        Err(BackendError::TooMany { retry_after: 1..=60 })
    ));
    let one = from(200);
    for _ in 0..120 {
        assert!(
            links::look_at(&w.backend, "x", &one, true)
                .await
                .unwrap()
                .is_none()
        );
    }
    let refused = links::look_at(&w.backend, "x", &one, true).await;
    assert!(matches!(refused, Err(BackendError::TooMany { .. })));
    w.backend.clock().advance(TimeDelta::minutes(1));
    assert!(links::redeem(&w.backend, &token, &from(61)).await.is_ok());
}

#[tokio::test]
async fn another_browser_than_before_is_told_to_the_contact() {
    let w = world().await;
    let token = mint(&w, &w.a).await;
    let phone = crate::access::Visitor::new(
        "198.51.100.9",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
    );
    redeem(&w.backend, &token).await.unwrap();
    redeem(&w.backend, &token).await.unwrap();
    links::redeem(&w.backend, &token, &phone).await.unwrap();
    links::redeem(&w.backend, &token, &phone).await.unwrap();
    let scope = w.a.system();
    let mails = w.backend.read(&scope).find::<mail::Entity>().all().await.unwrap();
    assert_eq!(
        mails.iter().map(|mail| &*mail.kind).collect::<Vec<_>>(),
        ["new_device"]
    );
    assert!(mails[0].params.contains("Safari on iPhone") && mails[0].params.contains("198.51.100.0/24"));
}
