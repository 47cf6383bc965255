//! One address and one password in two workspaces.

use super::{RIGHT, form, live_sessions, member, owner_with_password, suspend, user, visitor};
use crate::{
    BackendError,
    access::sessions,
    fixture::{World, world},
    scope::{Scope, StaffScope},
    staff::{
        password,
        sign_in::{Entry, sign_in},
        team,
        workspace::{enter, offered},
    },
};
use chrono::TimeDelta;
use domain::{
    ids::UserId,
    role::Role,
    staff::{Password, PasswordForm},
};

const EMAIL: &str = "both@example.com";

async fn in_both(w: &World, other: &str) -> (StaffScope, StaffScope) {
    let hash = |text: &str| password::hash(Password(text.to_owned()));
    let (first, second) = (hash(RIGHT).await.unwrap(), hash(other).await.unwrap());
    (
        member(w, &w.a, EMAIL, Role::Staff, Some(first)).await,
        member(w, &w.b, EMAIL, Role::Admin, Some(second)).await,
    )
}

async fn proof(w: &World) -> String {
    match sign_in(&w.backend, &form(EMAIL, RIGHT), &visitor())
        .await
        .unwrap()
    {
        Entry::Choose(proof) => proof,
        Entry::Opened(_) => panic!("no choice"),
    }
}

fn refused<T: std::fmt::Debug>(result: crate::Result<T>) {
    assert!(
        matches!(&result, Err(BackendError::Invalid(fields)) if format!("{fields:?}").contains("sign in again")),
        "{result:?}"
    );
}

#[tokio::test]
async fn one_password_in_two_workspaces_is_a_choice() {
    let w = world().await;
    let (a, b) = in_both(&w, RIGHT).await;
    let proof = proof(&w).await;
    assert_eq!(
        (live_sessions(&w, &w.a).await, live_sessions(&w, &w.b).await),
        (0, 0),
        "nobody is signed in yet"
    );
    let choices = offered(&w.backend, &proof).await.unwrap();
    let mut names: Vec<_> = choices.iter().map(|choice| choice.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Anchor Ltd", "Beacon Ltd"]);
    for who in [&a, &b] {
        let token = enter(&w.backend, &proof, who.user(), &visitor()).await.unwrap();
        let visit = sessions::staff(&w.backend, &token).await.unwrap();
        assert_eq!(
            (visit.scope.tenant(), visit.scope.user()),
            (who.tenant(), who.user())
        );
    }
    // Somebody else of the same workspaces is not covered, nor is nobody.
    for other in [w.a.owner.user(), w.b.owner.user(), UserId::new()] {
        refused(enter(&w.backend, &proof, other, &visitor()).await);
    }
}

#[tokio::test]
async fn where_the_passwords_differ_there_is_no_choice() {
    let w = world().await;
    let (a, b) = in_both(&w, "some other password of mine").await;
    for (password, who) in [(RIGHT, &a), ("some other password of mine", &b)] {
        let token = super::sign_in(&w.backend, EMAIL, password).await.unwrap();
        let visit = sessions::staff(&w.backend, &token).await.unwrap();
        assert_eq!(visit.scope.user(), who.user());
    }
    let wrong = sign_in(&w.backend, &form(EMAIL, "wrong"), &visitor()).await;
    assert!(matches!(wrong, Err(BackendError::Invalid(_))), "{wrong:?}");
}

#[tokio::test]
async fn a_proof_is_short_lived_and_can_not_be_made() {
    let w = world().await;
    let (a, b) = in_both(&w, RIGHT).await;
    let proof = proof(&w).await;
    let mut parts = proof.split('.');
    let (until, first, second) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    let owner = w.a.owner.user().uuid().simple().to_string();
    let later = until.parse::<i64>().unwrap() + 60;
    for forged in [
        String::new(),
        ".".to_owned(),
        until.to_owned(),
        // Another time, another member under a right hash, a hash of somebody else, a cut one.
        format!("{later}.{first}.{second}"),
        format!("{until}.{owner}{}", &first[32..]),
        format!(
            "{until}.{}{}.{}{}",
            &first[..32],
            &second[32..],
            &second[..32],
            &first[32..]
        ),
        format!("{until}.{}.{}", &first[..50], &second[..50]),
        format!("{until}.{}.{}", &first[..32], &second[..32]),
        format!("{until}.ä{first}.{}", "€".repeat(20)),
        "99999999999999999999.x".to_owned(),
        format!("-1.{first}"),
    ] {
        assert!(offered(&w.backend, &forged).await.unwrap().is_empty(), "{forged}");
        for who in [a.user(), b.user(), w.a.owner.user()] {
            refused(enter(&w.backend, &forged, who, &visitor()).await);
        }
    }
    assert_eq!(offered(&w.backend, &proof).await.unwrap().len(), 2);
    w.backend.clock().advance(TimeDelta::minutes(5));
    assert!(offered(&w.backend, &proof).await.unwrap().is_empty());
    refused(enter(&w.backend, &proof, a.user(), &visitor()).await);
}

#[tokio::test]
async fn what_happens_in_between_counts() {
    let w = world().await;
    let (a, b) = in_both(&w, RIGHT).await;
    let proof = proof(&w).await;
    // A changed password ends what the old one proved, in that workspace.
    let change = PasswordForm {
        current: Password(RIGHT.to_owned()),
        new: Password("quite another harbour".to_owned()),
    };
    crate::staff::account::change_password(&w.backend, &a, &change)
        .await
        .unwrap();
    refused(enter(&w.backend, &proof, a.user(), &visitor()).await);
    assert_eq!(offered(&w.backend, &proof).await.unwrap()[0].user, b.user());
    owner_with_password(&w, &w.b).await;
    team::switch(&w.backend, &w.b.owner, b.user(), false)
        .await
        .unwrap();
    assert!(!user(&w, &w.b, b.user()).await.active);
    refused(enter(&w.backend, &proof, b.user(), &visitor()).await);
    team::switch(&w.backend, &w.b.owner, b.user(), true)
        .await
        .unwrap();
    suspend(&w, &w.b).await;
    refused(enter(&w.backend, &proof, b.user(), &visitor()).await);
    assert!(offered(&w.backend, &proof).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_choice_is_throttled_like_any_sign_in() {
    let w = world().await;
    in_both(&w, RIGHT).await;
    for _ in 0..8 {
        assert!(
            sign_in(&w.backend, &form(EMAIL, "wrong"), &visitor())
                .await
                .is_err()
        );
    }
    let ninth = sign_in(&w.backend, &form(EMAIL, RIGHT), &visitor()).await;
    assert!(matches!(ninth, Err(BackendError::TooMany { .. })), "{ninth:?}");
}
