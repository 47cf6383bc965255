//! The code on a device not seen before.

use super::{links::second_contact, mint, mint_for, visitor};
use crate::{
    BackendError,
    access::{
        code::{Entry, enter, enter_with_code},
        links, sessions,
    },
    entity::{mail, sign_in_code},
    fixture::{Side, World, world},
    mail::{log, worker::drain},
    portal_settings::access,
};
use chrono::TimeDelta;
use domain::settings::AccessForm;
use sea_orm::{ColumnTrait, Order};

/// A world whose first portal asks for a code.
async fn asking() -> World {
    let w = world().await;
    let form = AccessForm {
        link_days: "30".to_owned(),
        new_device_code: true,
        ..AccessForm::default()
    };
    access::save(&w.backend, &w.a.owner, &form).await.unwrap();
    w
}

/// Presses the button on an unknown device and reads the code in the mailbox.
async fn mailed(w: &World, token: &str) -> String {
    let entry = enter(&w.backend, token, None, &visitor()).await.unwrap();
    assert!(matches!(entry, Entry::CodeMailed), "{entry:?}");
    drain(&w.backend).await.unwrap();
    let scope = w.a.system();
    let newest = w
        .backend
        .read(&scope)
        .find::<mail::Entity>()
        .filter(mail::Column::Kind.eq("sign_in_code"))
        .order(mail::Column::CreatedAt, Order::Desc)
        .order(mail::Column::Id, Order::Desc)
        .limit(1)
        .one()
        .await
        .unwrap()
        .unwrap();
    let delivered = log::delivered_copy(&w.backend, &w.a.owner, newest.id.into())
        .await
        .unwrap();
    let code = six_digits(&delivered).unwrap_or_else(|| panic!("no code in {delivered}"));
    for kept in [
        &newest.text_body,
        &newest.html_body,
        &newest.subject,
        &newest.params,
    ] {
        assert!(!kept.contains(&code), "the log holds the code: {kept}");
    }
    code
}

/// The first line that is six digits.
fn six_digits(text: &str) -> Option<String> {
    let digits = |line: &&str| line.len() == 6 && line.bytes().all(|c| c.is_ascii_digit());
    text.lines().map(str::trim).find(digits).map(str::to_owned)
}

async fn works(w: &World, token: &str, code: &str) -> bool {
    match enter_with_code(&w.backend, token, code, None, &visitor()).await {
        Ok(_) => true,
        Err(BackendError::Invalid(_)) => false,
        Err(other) => panic!("{other:?}"),
    }
}

fn wrong(code: &str) -> String {
    let other = if code.starts_with('1') { "2" } else { "1" };
    format!("{other}{}", &code[1..])
}

#[tokio::test]
async fn a_link_alone_opens_nothing_and_the_code_opens_once() {
    let w = asking().await;
    let token = mint(&w, &w.a).await;
    let code = mailed(&w, &token).await;
    assert!(!works(&w, &token, "").await);
    assert!(!works(&w, &token, &wrong(&code)).await);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let proven = enter_with_code(&w.backend, &token, &spaced, None, &visitor())
        .await
        .unwrap();
    assert!(sessions::client(&w.backend, &proven.session).await.is_ok());
    assert!(!works(&w, &token, &code).await, "a code works once");
    // The device is known now, in this portal and to this contact only.
    let again = enter(&w.backend, &token, Some(&proven.device), &visitor())
        .await
        .unwrap();
    assert!(matches!(again, Entry::Opened(_)));
    let stranger = enter(&w.backend, &token, Some("made up"), &visitor())
        .await
        .unwrap();
    assert!(matches!(stranger, Entry::CodeMailed));
    let colleague = mint_for(&w, &w.a, second_contact(&w, &w.a).await, 30).await;
    let theirs = enter(&w.backend, &colleague, Some(&proven.device), &visitor())
        .await
        .unwrap();
    assert!(matches!(theirs, Entry::CodeMailed));
}

#[tokio::test]
async fn a_code_ends_after_ten_minutes_after_five_tries_and_with_the_next() {
    let w = asking().await;
    let token = mint(&w, &w.a).await;
    let old = mailed(&w, &token).await;
    w.backend.clock().advance(TimeDelta::minutes(10));
    assert!(!works(&w, &token, &old).await);

    let first = mailed(&w, &token).await;
    let second = mailed(&w, &token).await;
    if first != second {
        assert!(!works(&w, &token, &first).await, "the newest only");
    }
    for _ in 0..4 {
        assert!(!works(&w, &token, &wrong(&second)).await);
    }
    assert!(!works(&w, &token, &second).await, "five tries were used up");
}

#[tokio::test]
async fn codes_are_not_mailed_or_tried_without_end() {
    let w = asking().await;
    let token = mint(&w, &w.a).await;
    for _ in 0..4 {
        enter(&w.backend, &token, None, &visitor()).await.unwrap();
    }
    let fifth = enter(&w.backend, &token, None, &visitor()).await;
    assert!(matches!(fifth, Err(BackendError::TooMany { .. })), "{fifth:?}");
    for _ in 0..15 {
        assert!(!works(&w, &token, "000000").await);
    }
    let more = enter_with_code(&w.backend, &token, "000000", None, &visitor()).await;
    assert!(matches!(more, Err(BackendError::TooMany { .. })), "{more:?}");
}

#[tokio::test]
async fn a_dead_link_mails_nothing_and_another_portal_asks_nothing() {
    let w = asking().await;
    let token = mint(&w, &w.a).await;
    links::revoke(&w.backend, &w.a.owner, w.a.contact).await.unwrap();
    let dead = enter(&w.backend, &token, None, &visitor()).await;
    assert!(matches!(dead, Err(BackendError::NotFound)), "{dead:?}");
    let dead = enter_with_code(&w.backend, &token, "123456", None, &visitor()).await;
    assert!(matches!(dead, Err(BackendError::NotFound)));
    assert_eq!(codes(&w, &w.a).await, 0);
    let theirs = mint(&w, &w.b).await;
    let entry = enter(&w.backend, &theirs, None, &visitor()).await.unwrap();
    assert!(matches!(entry, Entry::Opened(_)));
}

async fn codes(w: &World, side: &Side) -> u64 {
    let scope = side.system();
    w.backend
        .read(&scope)
        .find::<sign_in_code::Entity>()
        .count()
        .await
        .unwrap()
}

#[tokio::test]
async fn revoking_forgets_the_devices_and_revoking_all_ends_everything() {
    let w = asking().await;
    let token = mint(&w, &w.a).await;
    let code = mailed(&w, &token).await;
    let proven = enter_with_code(&w.backend, &token, &code, None, &visitor())
        .await
        .unwrap();
    links::revoke(&w.backend, &w.a.owner, w.a.contact).await.unwrap();
    let token = mint(&w, &w.a).await;
    let entry = enter(&w.backend, &token, Some(&proven.device), &visitor())
        .await
        .unwrap();
    assert!(
        matches!(entry, Entry::CodeMailed),
        "a revoked contact's device is new again"
    );

    let theirs = links::redeem(&w.backend, &mint(&w, &w.b).await, &visitor())
        .await
        .unwrap();
    let ours = links::redeem(&w.backend, &token, &visitor()).await.unwrap();
    assert!(access::revoke_all(&w.backend, &w.a.owner).await.unwrap() >= 2);
    assert!(sessions::client(&w.backend, &ours).await.is_err());
    assert!(links::redeem(&w.backend, &token, &visitor()).await.is_err());
    assert!(sessions::client(&w.backend, &theirs).await.is_ok());
    let staff = w.a.staff(domain::role::Role::Staff);
    let refused = access::revoke_all(&w.backend, &staff).await;
    assert!(matches!(refused, Err(BackendError::Forbidden)));
}

#[tokio::test]
async fn a_link_for_one_use_opens_one_session() {
    let w = world().await;
    let before = mint(&w, &w.b).await;
    let form = AccessForm {
        link_days: "30".to_owned(),
        single_use: true,
        ..AccessForm::default()
    };
    access::save(&w.backend, &w.a.owner, &form).await.unwrap();
    let token = mint(&w, &w.a).await;
    links::redeem(&w.backend, &token, &visitor()).await.unwrap();
    let second = links::redeem(&w.backend, &token, &visitor()).await;
    assert!(matches!(second, Err(BackendError::NotFound)), "{second:?}");
    for _ in 0..2 {
        links::redeem(&w.backend, &before, &visitor()).await.unwrap();
    }
}
