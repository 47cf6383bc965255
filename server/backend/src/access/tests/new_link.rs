use super::{Change, change, mint, mint_for, visitor};
use crate::{
    BackendError,
    access::{
        Visitor, links,
        new_link::{Whose, answer, request},
    },
    entity::{contact, mail},
    fixture::{Side, World, world},
};
use chrono::TimeDelta;

async fn email_of(w: &World, side: &Side) -> String {
    let scope = side.system();
    let row = w
        .backend
        .read(&scope)
        .get::<contact::Entity>(side.contact.uuid())
        .await;
    row.unwrap().email
}

async fn ask(w: &World, whose: Whose) {
    answer(&w.backend, whose, &visitor()).await.unwrap();
}

async fn mails(w: &World, side: &Side) -> usize {
    let scope = side.system();
    let mails = w.backend.read(&scope).find::<mail::Entity>().all().await.unwrap();
    assert!(mails.iter().all(|mail| mail.kind == "new_link"));
    mails.len()
}

#[tokio::test]
async fn it_goes_to_the_stored_address_of_whoever_was_invited() {
    let w = world().await;
    let token = mint_for(&w, &w.a, w.a.contact, 1).await;
    mint(&w, &w.b).await;
    // The usual case: the link has expired.
    w.backend.clock().advance(TimeDelta::days(2));
    let email = email_of(&w, &w.a).await;
    ask(&w, Whose::Email(format!("  {} ", email.to_uppercase()))).await;
    let selector = links::selector_of(&token).unwrap().to_owned();
    ask(&w, Whose::Selector(selector)).await;
    assert_eq!((mails(&w, &w.a).await, mails(&w, &w.b).await), (2, 0));
    let scope = w.a.system();
    let sent = w.backend.read(&scope).find::<mail::Entity>().all().await.unwrap();
    assert!(sent.iter().all(|mail| mail.to_address == email));
}

#[tokio::test]
async fn abuse_07_the_fourth_in_an_hour_and_the_eleventh_in_a_day_send_nothing() {
    let w = world().await;
    mint(&w, &w.a).await;
    mint(&w, &w.b).await;
    let email = email_of(&w, &w.a).await;
    let mut expected = Vec::new();
    let mut sent = Vec::new();
    // The fixture begins at ten o'clock, the start of an hour.
    for hour in 0..5 {
        for _ in 0..4 {
            ask(&w, Whose::Email(email.clone())).await;
        }
        sent.push(mails(&w, &w.a).await);
        expected.push(std::cmp::min(3 * (hour + 1), 10));
        w.backend.clock().advance(TimeDelta::hours(1));
    }
    assert_eq!(sent, expected);
    // Somebody else is not held up, and the next day is a new one.
    ask(&w, Whose::Email(email_of(&w, &w.b).await)).await;
    assert_eq!(mails(&w, &w.b).await, 1);
    w.backend.clock().advance(TimeDelta::hours(10));
    ask(&w, Whose::Email(email)).await;
    assert_eq!(mails(&w, &w.a).await, 11);
}

#[tokio::test]
async fn abuse_07_known_and_unknown_are_answered_alike() {
    let w = world().await;
    mint(&w, &w.a).await;
    let known = email_of(&w, &w.a).await;
    for whose in [
        Whose::Email(known),
        Whose::Email("nobody@client.example".to_owned()),
        Whose::Email(String::new()),
        Whose::Email("x".repeat(100_000)),
        Whose::Email("a@b.c\r\nBcc: evil@evil.test".to_owned()),
        Whose::Selector("unknown".to_owned()),
        Whose::Selector(String::new()),
    ] {
        assert!(answer(&w.backend, whose.clone(), &visitor()).await.is_ok());
        assert!(request(&w.backend, whose, visitor()).await.is_ok());
    }
}

#[tokio::test]
async fn abuse_07_a_network_asks_twenty_times_an_hour_whoever_it_asks_for() {
    let w = world().await;
    let from = Visitor::new("198.51.100.1", "");
    for nth in 0..20 {
        let whose = Whose::Email(format!("{nth}@client.example"));
        assert!(request(&w.backend, whose, from.clone()).await.is_ok());
    }
    let refused = request(&w.backend, Whose::Email("x@client.example".to_owned()), from).await;
    assert!(matches!(refused, Err(BackendError::TooMany { .. })));
}

#[tokio::test]
async fn abuse_03_whoever_is_shut_out_gets_none() {
    for shut_out in Change::SHUT_OUT {
        let w = world().await;
        let token = mint(&w, &w.a).await;
        let email = email_of(&w, &w.a).await;
        change(&w, &w.a, shut_out).await;
        ask(&w, Whose::Email(email)).await;
        ask(
            &w,
            Whose::Selector(links::selector_of(&token).unwrap().to_owned()),
        )
        .await;
        assert_eq!(mails(&w, &w.a).await, 0, "{shut_out:?}");
    }
}

#[tokio::test]
async fn abuse_03_whoever_was_revoked_or_never_invited_gets_none() {
    let w = world().await;
    let email = email_of(&w, &w.a).await;
    ask(&w, Whose::Email(email.clone())).await;
    assert_eq!(mails(&w, &w.a).await, 0, "never invited");
    let older = mint(&w, &w.a).await;
    w.backend.clock().advance(TimeDelta::hours(1));
    let newer = mint(&w, &w.a).await;
    links::revoke(&w.backend, &w.a.owner, w.a.contact).await.unwrap();
    ask(&w, Whose::Email(email.clone())).await;
    for token in [older, newer] {
        ask(
            &w,
            Whose::Selector(links::selector_of(&token).unwrap().to_owned()),
        )
        .await;
    }
    assert_eq!(mails(&w, &w.a).await, 0, "revoked");
    // Inviting again is the staff's decision; then it works again.
    w.backend.clock().advance(TimeDelta::hours(1));
    mint(&w, &w.a).await;
    ask(&w, Whose::Email(email)).await;
    assert_eq!(mails(&w, &w.a).await, 1);
}
