use super::{mint, mint_for, redeem, visitor};
use crate::{
    BackendError,
    access::sessions,
    fixture::{Side, World, world},
};
use chrono::TimeDelta;
use domain::{
    ids::{ContactId, SessionId},
    role::Role,
};

async fn staff_session(w: &World, side: &Side) -> String {
    let scope = side.system();
    let rows = w.backend.begin(&scope).await.unwrap();
    let opened = sessions::open_staff(&rows, w.backend.clock().now(), side.owner.user(), &visitor())
        .await
        .unwrap();
    rows.commit().await.unwrap();
    opened.token
}

async fn client_is_in(w: &World, token: &str) -> bool {
    match sessions::client(&w.backend, token).await {
        Ok(_) => true,
        Err(BackendError::Unauthenticated) => false,
        Err(other) => panic!("{other:?}"),
    }
}

async fn staff_is_in(w: &World, token: &str) -> bool {
    match sessions::staff(&w.backend, token).await {
        Ok(_) => true,
        Err(BackendError::Unauthenticated) => false,
        Err(other) => panic!("{other:?}"),
    }
}

fn move_on(w: &World, by: TimeDelta) {
    w.backend.clock().advance(by);
}

#[tokio::test]
async fn a_client_unseen_for_a_day_is_out_and_one_who_comes_back_in_time_is_not() {
    let w = world().await;
    let token = redeem(&w.backend, &mint(&w, &w.a).await).await.unwrap();
    for _ in 0..3 {
        move_on(&w, TimeDelta::hours(24) - TimeDelta::seconds(1));
        assert!(client_is_in(&w, &token).await);
    }
    move_on(&w, TimeDelta::hours(24));
    assert!(!client_is_in(&w, &token).await);
}

#[tokio::test]
async fn a_clients_session_never_outlives_its_link() {
    let w = world().await;
    let link = mint_for(&w, &w.a, w.a.contact, 1).await;
    move_on(&w, TimeDelta::hours(20));
    let token = redeem(&w.backend, &link).await.unwrap();
    move_on(&w, TimeDelta::hours(4) - TimeDelta::seconds(1));
    assert!(client_is_in(&w, &token).await);
    move_on(&w, TimeDelta::seconds(1));
    assert!(!client_is_in(&w, &token).await);
}

#[tokio::test]
async fn staff_are_out_after_eight_idle_hours_and_after_a_week_in_any_case() {
    let w = world().await;
    let idle = staff_session(&w, &w.a).await;
    move_on(&w, TimeDelta::hours(8));
    assert!(!staff_is_in(&w, &idle).await);
    let busy = staff_session(&w, &w.a).await;
    for _ in 0..23 {
        move_on(&w, TimeDelta::hours(7));
        assert!(staff_is_in(&w, &busy).await);
    }
    // 161 hours so far; the week has 168.
    move_on(&w, TimeDelta::hours(7) - TimeDelta::seconds(1));
    assert!(staff_is_in(&w, &busy).await);
    move_on(&w, TimeDelta::seconds(1));
    assert!(!staff_is_in(&w, &busy).await);
}

#[tokio::test]
async fn last_seen_is_kept_to_the_minute() {
    let w = world().await;
    let token = staff_session(&w, &w.a).await;
    let scope = sessions::staff(&w.backend, &token).await.unwrap().scope;
    let opened = w.backend.clock().now();
    for (seconds, seen) in [(59, opened), (1, opened + TimeDelta::seconds(60))] {
        move_on(&w, TimeDelta::seconds(seconds));
        assert!(staff_is_in(&w, &token).await);
        let lines = sessions::own_of_staff(&w.backend, &scope).await.unwrap();
        assert_eq!(lines[0].last_seen_at, seen);
    }
}

#[tokio::test]
async fn a_cookie_of_one_kind_is_nothing_on_the_other_side() {
    let w = world().await;
    let client = redeem(&w.backend, &mint(&w, &w.a).await).await.unwrap();
    let staff = staff_session(&w, &w.a).await;
    assert!(client_is_in(&w, &client).await && staff_is_in(&w, &staff).await);
    assert!(!client_is_in(&w, &staff).await && !staff_is_in(&w, &client).await);
    for nonsense in ["", "x", "' OR 1=1 --", &"a".repeat(10_000), "é\u{0}"] {
        assert!(!client_is_in(&w, nonsense).await && !staff_is_in(&w, nonsense).await);
    }
}

#[tokio::test]
async fn each_sign_in_is_a_session_of_its_own() {
    let w = world().await;
    let link = mint(&w, &w.a).await;
    let one = redeem(&w.backend, &link).await.unwrap();
    let two = redeem(&w.backend, &link).await.unwrap();
    assert_ne!(one, two);
    sessions::end(&w.backend, &one, &visitor()).await.unwrap();
    assert!(!client_is_in(&w, &one).await && client_is_in(&w, &two).await);
    // Ending it again is no error.
    sessions::end(&w.backend, &one, &visitor()).await.unwrap();
    sessions::end(&w.backend, "unknown", &visitor()).await.unwrap();
}

#[tokio::test]
async fn abuse_10_one_ends_only_ones_own_sessions() {
    let w = world().await;
    let (mine, theirs) = (staff_session(&w, &w.a).await, staff_session(&w, &w.b).await);
    let client = redeem(&w.backend, &mint(&w, &w.a).await).await.unwrap();
    let me = sessions::staff(&w.backend, &mine).await.unwrap().scope;
    let them = sessions::staff(&w.backend, &theirs).await.unwrap().scope;
    let visitor = sessions::client(&w.backend, &client).await.unwrap().scope;
    for id in [them.session(), visitor.session(), SessionId::new()] {
        let ended = sessions::end_own_of_staff(&w.backend, &me, id).await;
        assert!(matches!(ended, Err(BackendError::NotFound)));
    }
    for id in [me.session(), them.session(), SessionId::new()] {
        let ended = sessions::end_own_of_client(&w.backend, &visitor, id).await;
        assert!(matches!(ended, Err(BackendError::NotFound)));
    }
    assert!(
        staff_is_in(&w, &mine).await && staff_is_in(&w, &theirs).await && client_is_in(&w, &client).await
    );
    sessions::end_own_of_staff(&w.backend, &me, me.session())
        .await
        .unwrap();
    assert!(!staff_is_in(&w, &mine).await);
    sessions::end_own_of_client(&w.backend, &visitor, visitor.session())
        .await
        .unwrap();
    assert!(!client_is_in(&w, &client).await);
}

#[tokio::test]
async fn only_live_sessions_are_listed_and_only_ones_own() {
    let w = world().await;
    let link = mint(&w, &w.a).await;
    let ended = redeem(&w.backend, &link).await.unwrap();
    sessions::end(&w.backend, &ended, &visitor()).await.unwrap();
    let open = redeem(&w.backend, &link).await.unwrap();
    redeem(&w.backend, &mint(&w, &w.b).await).await.unwrap();
    let scope = sessions::client(&w.backend, &open).await.unwrap().scope;
    let lines = sessions::own_of_client(&w.backend, &scope).await.unwrap();
    assert_eq!(
        lines
            .iter()
            .map(|line| (line.id, line.current))
            .collect::<Vec<_>>(),
        [(scope.session(), true)]
    );
    assert_eq!(
        (&*lines[0].browser, &*lines[0].address),
        ("Firefox on Linux", "203.0.113.0/24")
    );
    let seen = sessions::of_contact(&w.backend, &w.a.owner, w.a.contact)
        .await
        .unwrap();
    assert_eq!(seen.len(), 1);
    assert!(
        sessions::of_contact(&w.backend, &w.a.owner, w.b.contact)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn staff_end_one_session_of_a_client_and_leave_the_others_and_the_link() {
    let w = world().await;
    let link = mint(&w, &w.a).await;
    let (one, two) = (
        redeem(&w.backend, &link).await.unwrap(),
        redeem(&w.backend, &link).await.unwrap(),
    );
    let id = sessions::client(&w.backend, &one).await.unwrap().scope.session();
    let staff = w.a.staff(Role::Staff);
    let end = |scope, contact, id| sessions::end_of_contact(&w.backend, scope, contact, id);
    let looker = w.a.staff(Role::Viewer);
    let viewer = end(&looker, w.a.contact, id).await;
    assert!(matches!(viewer, Err(BackendError::Forbidden)), "{viewer:?}");
    // Another tenant's, another contact's, no contact's at all.
    for answer in [
        end(&w.b.owner, w.a.contact, id).await,
        end(&staff, ContactId::new(), id).await,
        end(&staff, w.a.contact, w.a.owner.session()).await,
    ] {
        assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
    }
    assert!(client_is_in(&w, &one).await);
    end(&staff, w.a.contact, id).await.unwrap();
    assert!(!client_is_in(&w, &one).await);
    assert!(client_is_in(&w, &two).await);
    assert!(redeem(&w.backend, &link).await.is_ok());
    let again = end(&staff, w.a.contact, id).await;
    assert!(matches!(again, Err(BackendError::NotFound)), "{again:?}");
}
