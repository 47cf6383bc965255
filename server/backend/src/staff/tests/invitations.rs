use super::{RIGHT, member, sign_in, suspend, user, visitor};
use crate::{
    BackendError,
    access::sessions,
    fixture::{Side, World, world},
    staff::team::{self, accept_invitation, look_at_invitation, mint_invitation},
};
use chrono::TimeDelta;
use domain::{ids::UserId, role::Role, staff::Password};

const EMAIL: &str = "new@anchor.example";

/// Makes the link that the mail would carry; returns its token.
async fn mint(w: &World, side: &Side, id: UserId) -> String {
    let scope = side.system();
    let rows = w.backend.begin(&scope).await.unwrap();
    let path = mint_invitation(&w.backend, &rows, id).await.unwrap();
    rows.commit().await.unwrap();
    path.strip_prefix("/staff/welcome/").unwrap().to_owned()
}

async fn accept(w: &World, token: &str, password: &str) -> Result<String, BackendError> {
    accept_invitation(&w.backend, token, &Password(password.to_owned()), &visitor()).await
}

fn is_gone<T: std::fmt::Debug>(answer: &Result<T, BackendError>) -> bool {
    matches!(answer, Err(BackendError::NotFound))
}

#[tokio::test]
async fn an_invitation_is_answered_once() {
    let w = world().await;
    let id = member(&w, &w.a, EMAIL, Role::Staff, None).await.user();
    let token = mint(&w, &w.a, id).await;
    let (business, _) = look_at_invitation(&w.backend, &token).await.unwrap();
    assert_eq!(business, "Anchor Ltd");
    let short = accept(&w, &token, "short").await;
    assert!(matches!(short, Err(BackendError::Invalid(_))), "{short:?}");
    let session = accept(&w, &token, RIGHT).await.unwrap();
    assert_eq!(
        sessions::staff(&w.backend, &session).await.unwrap().scope.user(),
        id
    );
    assert!(is_gone(&accept(&w, &token, "another password altogether").await));
    assert!(is_gone(&look_at_invitation(&w.backend, &token).await));
    assert!(sign_in(&w.backend, EMAIL, RIGHT).await.is_ok());
    let again = team::invite_again(&w.backend, &w.a.owner, id).await;
    assert!(matches!(again, Err(BackendError::Conflict(_))));
}

#[tokio::test]
async fn two_answers_at_the_same_time_set_one_password() {
    let w = world().await;
    let id = member(&w, &w.a, EMAIL, Role::Staff, None).await.user();
    let token = mint(&w, &w.a, id).await;
    let (one, two) = tokio::join!(
        accept(&w, &token, RIGHT),
        accept(&w, &token, "another password altogether")
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test]
async fn it_works_for_seven_days_and_a_newer_one_replaces_it() {
    let w = world().await;
    let id = member(&w, &w.a, EMAIL, Role::Staff, None).await.user();
    let first = mint(&w, &w.a, id).await;
    let second = mint(&w, &w.a, id).await;
    assert!(is_gone(&look_at_invitation(&w.backend, &first).await));
    w.backend
        .clock()
        .advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert!(look_at_invitation(&w.backend, &second).await.is_ok());
    w.backend.clock().advance(TimeDelta::seconds(1));
    assert!(is_gone(&look_at_invitation(&w.backend, &second).await));
    assert!(is_gone(&accept(&w, &second, RIGHT).await));
}

#[tokio::test]
async fn abuse_03_expired_answered_switched_off_suspended_and_unknown_are_one_answer() {
    let w = world().await;
    let off = member(&w, &w.a, "off@anchor.example", Role::Staff, None)
        .await
        .user();
    let other = member(&w, &w.b, "b@beacon.example", Role::Staff, None)
        .await
        .user();
    let tokens = [mint(&w, &w.a, off).await, mint(&w, &w.b, other).await];
    super::owner_with_password(&w, &w.a).await;
    team::switch(&w.backend, &w.a.owner, off, false).await.unwrap();
    suspend(&w, &w.b).await;
    let unknown = "x".repeat(43);
    for token in [&*tokens[0], &tokens[1], &unknown, "", "../../x", "é"] {
        assert!(is_gone(&look_at_invitation(&w.backend, token).await), "{token}");
        assert!(is_gone(&accept(&w, token, RIGHT).await), "{token}");
    }
    let resent = team::invite_again(&w.backend, &w.a.owner, off).await;
    assert!(matches!(resent, Err(BackendError::Conflict(_))));
}

#[tokio::test]
async fn an_account_that_has_a_password_is_never_opened_by_mail() {
    let w = world().await;
    super::owner_with_password(&w, &w.a).await;
    let token = mint(&w, &w.a, w.a.owner.user()).await;
    assert!(is_gone(&look_at_invitation(&w.backend, &token).await));
    assert!(is_gone(&accept(&w, &token, "another password altogether").await));
    assert_eq!(user(&w, &w.a, w.a.owner.user()).await.invite_hash, None);
}

#[tokio::test]
async fn abuse_04_the_database_does_not_hold_the_token() {
    let w = world().await;
    let id = member(&w, &w.a, EMAIL, Role::Staff, None).await.user();
    let token = mint(&w, &w.a, id).await;
    let row = format!("{:?}", user(&w, &w.a, id).await);
    assert!(!row.contains(&token));
    accept(&w, &token, RIGHT).await.unwrap();
    let row = format!("{:?}", user(&w, &w.a, id).await);
    assert!(!row.contains(&token) && !row.contains(RIGHT));
}
