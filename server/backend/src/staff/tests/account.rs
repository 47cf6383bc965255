use super::{RIGHT, owner_with_password, session_of, sign_in};
use crate::{
    BackendError,
    access::sessions,
    fixture::world,
    staff::account::{change_password, end_other_sessions},
};
use domain::staff::{Password, PasswordForm};

const NEW: &str = "seven loud morning gulls";

fn form(current: &str, new: &str) -> PasswordForm {
    PasswordForm {
        current: Password(current.to_owned()),
        new: Password(new.to_owned()),
    }
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_and_no_one_elses() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let (mine, scope) = session_of(&w, &w.a.owner).await;
    let (other, _) = session_of(&w, &w.a.owner).await;
    let (theirs, _) = session_of(&w, &w.b.owner).await;
    change_password(&w.backend, &scope, &form(RIGHT, NEW))
        .await
        .unwrap();
    assert!(sessions::staff(&w.backend, &mine).await.is_ok());
    assert!(matches!(
        sessions::staff(&w.backend, &other).await,
        Err(BackendError::Unauthenticated)
    ));
    assert!(sessions::staff(&w.backend, &theirs).await.is_ok());
    assert!(sign_in(&w.backend, w.a.owner.email(), RIGHT).await.is_err());
    assert!(sign_in(&w.backend, w.a.owner.email(), NEW).await.is_ok());
}

#[tokio::test]
async fn a_refused_change_changes_nothing_and_says_why_by_field() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let (other, _) = session_of(&w, &w.a.owner).await;
    for (current, new, fields) in [
        ("wrong", NEW, vec!["current"]),
        (RIGHT, "short", vec!["new"]),
        ("wrong", "aaaaaaaaaaaaaaaa", vec!["current", "new"]),
        (RIGHT, RIGHT, vec!["new"]),
    ] {
        let refused = change_password(&w.backend, &w.a.owner, &form(current, new)).await;
        let Err(BackendError::Invalid(errors)) = refused else {
            panic!("{current}, {new}: {refused:?}");
        };
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), fields);
    }
    assert!(sessions::staff(&w.backend, &other).await.is_ok());
    assert!(sign_in(&w.backend, w.a.owner.email(), RIGHT).await.is_ok());
}

#[tokio::test]
async fn an_open_session_is_no_way_to_guess_the_password() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    for _ in 0..8 {
        let refused = change_password(&w.backend, &w.a.owner, &form("wrong", NEW)).await;
        assert!(matches!(refused, Err(BackendError::Invalid(_))));
    }
    let refused = change_password(&w.backend, &w.a.owner, &form(RIGHT, NEW)).await;
    assert!(matches!(refused, Err(BackendError::TooMany { .. })));
    w.backend.clock().advance(chrono::TimeDelta::minutes(15));
    assert!(
        change_password(&w.backend, &w.a.owner, &form(RIGHT, NEW))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn one_can_sign_out_everywhere_else() {
    let w = world().await;
    let (mine, scope) = session_of(&w, &w.a.owner).await;
    let (other, _) = session_of(&w, &w.a.owner).await;
    let open = sessions::own_of_staff(&w.backend, &scope).await.unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!(open.iter().filter(|line| line.current).count(), 1);
    end_other_sessions(&w.backend, &scope).await.unwrap();
    assert!(sessions::staff(&w.backend, &mine).await.is_ok());
    assert!(sessions::staff(&w.backend, &other).await.is_err());
}
