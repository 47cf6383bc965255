use super::{RIGHT, joined, live_sessions, member, owner_with_password, sign_in, suspend};
use crate::{
    BackendError,
    access::{Visitor, sessions},
    fixture::world,
    staff::{sign_in::sign_in as enter, team},
};
use chrono::TimeDelta;
use domain::role::Role;

const OWNER: &str = "owner@anchor.example";

#[tokio::test]
async fn the_right_password_opens_a_session_of_its_own_tenant() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let token = sign_in(&w.backend, " Owner@ANCHOR.example ", RIGHT)
        .await
        .unwrap();
    let visit = sessions::staff(&w.backend, &token).await.unwrap();
    assert_eq!(visit.scope.user(), w.a.owner.user());
    assert_eq!(
        (visit.frame.role, &*visit.frame.business_name),
        (Role::Owner, "Anchor Ltd")
    );
    assert_eq!(
        (live_sessions(&w, &w.a).await, live_sessions(&w, &w.b).await),
        (1, 0)
    );
}

#[tokio::test]
async fn wrong_unknown_invited_switched_off_and_suspended_are_one_answer() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    owner_with_password(&w, &w.b).await;
    member(&w, &w.a, "invited@anchor.example", Role::Staff, None).await;
    let off = joined(&w, &w.a, "off@anchor.example", Role::Staff).await;
    team::switch(&w.backend, &w.a.owner, off.user(), false)
        .await
        .unwrap();
    suspend(&w, &w.b).await;
    let mut answers = Vec::new();
    for (email, password) in [
        (OWNER, "five quiet harbour lamp"),
        (OWNER, ""),
        ("nobody@anchor.example", RIGHT),
        ("invited@anchor.example", ""),
        ("off@anchor.example", RIGHT),
        ("owner@beacon.example", RIGHT),
        ("", ""),
        ("' OR 1=1 --", RIGHT),
    ] {
        answers.push(format!("{:?}", sign_in(&w.backend, email, password).await));
    }
    assert!(answers[0].contains("do not match"), "{}", answers[0]);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    assert_eq!(
        (live_sessions(&w, &w.a).await, live_sessions(&w, &w.b).await),
        (0, 0)
    );
}

#[tokio::test]
async fn a_giant_password_is_not_hashed_and_does_not_fit() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let giant = format!("{RIGHT}{}", "x".repeat(400_000));
    assert!(matches!(
        sign_in(&w.backend, OWNER, &giant).await,
        Err(BackendError::Invalid(_))
    ));
}

#[tokio::test]
async fn guessing_is_slowed_down_per_account_known_or_not_until_the_time_is_over() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    owner_with_password(&w, &w.b).await;
    for email in [OWNER, "nobody@anchor.example"] {
        for _ in 0..8 {
            assert!(matches!(
                sign_in(&w.backend, email, "wrong").await,
                Err(BackendError::Invalid(_))
            ));
        }
        // Now even the right one is not looked at.
        assert!(matches!(
            sign_in(&w.backend, email, RIGHT).await,
            Err(BackendError::TooMany { retry_after: 1..=900 })
        ));
    }
    assert!(sign_in(&w.backend, "owner@beacon.example", RIGHT).await.is_ok());
    w.backend.clock().advance(TimeDelta::minutes(15));
    assert!(sign_in(&w.backend, OWNER, RIGHT).await.is_ok());
}

#[tokio::test]
async fn tries_at_the_same_time_do_not_slip_past_the_limit() {
    let w = world().await;
    let tries = (0..20).map(|_| {
        let backend = w.backend.clone();
        tokio::spawn(async move { sign_in(&backend, "nobody@anchor.example", "wrong").await })
    });
    let mut looked_at = 0;
    for attempt in tries.collect::<Vec<_>>() {
        looked_at += usize::from(matches!(attempt.await.unwrap(), Err(BackendError::Invalid(_))));
    }
    assert!(looked_at <= 8, "{looked_at}");
}

#[tokio::test]
async fn a_success_forgets_the_tries_before_it() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    for _ in 0..2 {
        for _ in 0..5 {
            assert!(sign_in(&w.backend, OWNER, "wrong").await.is_err());
        }
        assert!(sign_in(&w.backend, OWNER, RIGHT).await.is_ok());
    }
}

#[tokio::test]
async fn one_network_can_not_try_all_accounts() {
    let w = world().await;
    let from = |address: &str| Visitor::new(address, "");
    let mut refused = 0;
    for nth in 0..62 {
        // Too long to be hashed quickly is no way round: an empty password costs as much.
        let form = super::form(&format!("user{nth}@anchor.example"), "");
        let answer = enter(&w.backend, &form, &from("2001:db8:1::1")).await;
        refused += usize::from(matches!(answer, Err(BackendError::TooMany { .. })));
    }
    assert_eq!(refused, 2);
    let form = super::form("user0@anchor.example", "");
    let same_network = enter(&w.backend, &form, &from("2001:db8:1:ffff::9")).await;
    assert!(matches!(same_network, Err(BackendError::TooMany { .. })));
    let elsewhere = enter(&w.backend, &form, &from("2001:db8:2::1")).await;
    assert!(matches!(elsewhere, Err(BackendError::Invalid(_))));
}
