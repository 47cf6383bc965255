use super::{
    invite, mails,
    smtp::{Mood, SmtpStub, header},
    token, with_smtp,
};
use crate::{
    access::{Visitor, links},
    entity::contact,
    fixture,
    mail::{
        claim::{self, LEASE},
        log, transport,
        worker::{self, Drained, MAX_ATTEMPTS, Prepared, drain},
    },
};
use chrono::TimeDelta;
use domain::{mail::MailState, role::Role};

fn sent(count: u32) -> Drained {
    Drained {
        sent: count,
        ..Drained::default()
    }
}

fn text_of(mail: &str) -> String {
    transport::plain_text(mail).unwrap()
}

async fn opens(backend: &crate::Backend, token: &str) -> bool {
    links::look_at(backend, token, &Visitor::new("203.0.113.9", ""), false)
        .await
        .unwrap()
        .is_some()
}

#[tokio::test]
async fn a_queued_mail_is_sent_once_and_its_link_works() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::Willing).await;
    let backend = with_smtp(&world, stub.port).await;
    let id = invite(&backend, &world.a, &world.a.owner).await;
    assert_eq!(drain(&backend).await.unwrap(), sent(1));
    assert_eq!(drain(&backend).await.unwrap(), sent(0));
    let taken = stub.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(header(&taken[0], "Message-ID"), format!("<{id}@localhost>"));
    assert_eq!(header(&taken[0], "From"), "\"Anchor Ltd\" <portal@example.com>");
    assert_eq!(header(&taken[0], "Date"), "Sun, 15 Mar 2026 10:00:00 +0000");
    assert!(opens(&backend, &token(&text_of(&taken[0]))).await);
    let row = mails(&backend, &world.a).await.remove(0);
    assert_eq!((row.state.as_str(), row.attempts), ("sent", 1));
    assert_eq!(row.sent_at, Some(backend.clock().now()));
    assert_eq!(row.transport, format!("SMTP 127.0.0.1:{}", stub.port));
    assert!(
        row.text_body.contains("http://localhost:3000/l/••••••"),
        "{}",
        row.text_body
    );
}

#[tokio::test]
async fn two_workers_never_send_one_mail_twice() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::Willing).await;
    let (one, two) = (
        with_smtp(&world, stub.port).await,
        with_smtp(&world, stub.port).await,
    );
    for _ in 0..12 {
        invite(&one, &world.a, &world.a.owner).await;
        invite(&one, &world.b, &world.b.owner).await;
    }
    let (first, second) = tokio::join!(drain(&one), drain(&two));
    let (first, second) = (first.unwrap(), second.unwrap());
    drain(&one).await.unwrap();
    let taken = stub.taken();
    let mut ids: Vec<_> = taken.iter().map(|mail| header(mail, "Message-ID")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((taken.len(), ids.len()), (24, 24), "{first:?} {second:?}");
}

#[tokio::test]
async fn a_crash_before_the_hand_over_loses_no_mail() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::Willing).await;
    let backend = with_smtp(&world, stub.port).await;
    let id = invite(&backend, &world.a, &world.a.owner).await;
    let claim = claim::take(&backend, world.a.tenant, id.uuid())
        .await
        .unwrap()
        .unwrap();
    worker::prepare(&backend, &claim).await.unwrap();
    drop(claim);
    assert_eq!(drain(&backend).await.unwrap(), sent(0), "the lease holds");
    backend.clock().advance(LEASE);
    assert_eq!(drain(&backend).await.unwrap(), sent(1));
    assert!(opens(&backend, &token(&text_of(&stub.taken()[0]))).await);
}

#[tokio::test]
async fn a_crash_after_the_hand_over_repeats_the_mail_under_its_id_and_both_links_work() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::Willing).await;
    let backend = with_smtp(&world, stub.port).await;
    let id = invite(&backend, &world.a, &world.a.owner).await;
    let claim = claim::take(&backend, world.a.tenant, id.uuid())
        .await
        .unwrap()
        .unwrap();
    let Prepared::Mail(mail) = worker::prepare(&backend, &claim).await.unwrap() else {
        panic!()
    };
    let smtp = transport::Transport::new(backend.config()).unwrap();
    smtp.send(&mail).await.unwrap();
    drop(claim);
    backend.clock().advance(LEASE);
    assert_eq!(drain(&backend).await.unwrap(), sent(1));
    let taken = stub.taken();
    assert_eq!(header(&taken[0], "Message-ID"), header(&taken[1], "Message-ID"));
    for mail in &taken {
        assert!(opens(&backend, &token(&text_of(mail))).await);
    }
    assert_ne!(token(&text_of(&taken[0])), token(&text_of(&taken[1])));
}

#[tokio::test]
async fn a_server_that_hangs_up_is_tried_again() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::Forgetful).await;
    let backend = with_smtp(&world, stub.port).await;
    invite(&backend, &world.a, &world.a.owner).await;
    assert_eq!(drain(&backend).await.unwrap().deferred, 1);
    stub.be(Mood::Willing);
    backend.clock().advance(TimeDelta::seconds(40));
    assert_eq!(drain(&backend).await.unwrap(), sent(1));
    let taken = stub.taken();
    assert_eq!(header(&taken[0], "Message-ID"), header(&taken[1], "Message-ID"));
}

#[tokio::test]
async fn a_busy_server_is_tried_ten_times_and_then_given_up() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::Busy).await;
    let backend = with_smtp(&world, stub.port).await;
    let id = invite(&backend, &world.a, &world.a.owner).await;
    for attempt in 1..MAX_ATTEMPTS {
        assert_eq!(drain(&backend).await.unwrap().deferred, 1, "{attempt}");
        assert_eq!(drain(&backend).await.unwrap(), sent(0), "not before its time");
        let row = mails(&backend, &world.a).await.remove(0);
        assert_eq!((row.state.as_str(), row.attempts), ("queued", attempt));
        assert!(row.next_at >= backend.clock().now() + TimeDelta::seconds(30));
        backend.clock().advance(TimeDelta::hours(6));
    }
    assert_eq!(drain(&backend).await.unwrap().failed, 1);
    let detail = log::get(&backend, &world.a.owner, id).await.unwrap();
    assert_eq!(
        (detail.row.state, detail.attempts, detail.next_try_at),
        (MailState::Failed, MAX_ATTEMPTS, None)
    );
    assert!(detail.error.contains("4.2.1"), "{}", detail.error);
    assert!(stub.taken().is_empty());
    // Staff send it again.
    stub.be(Mood::Willing);
    log::retry(&backend, &world.a.owner, id).await.unwrap();
    assert_eq!(drain(&backend).await.unwrap(), sent(1));
    assert!(
        log::retry(&backend, &world.a.owner, id).await.is_err(),
        "it was sent"
    );
}

#[tokio::test]
async fn no_server_at_all_is_a_reason_to_try_later() {
    let world = fixture::world().await;
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let backend = with_smtp(&world, port).await;
    invite(&backend, &world.a, &world.a.owner).await;
    assert_eq!(drain(&backend).await.unwrap().deferred, 1);
}

#[tokio::test]
async fn a_refused_address_is_noted_on_the_contact_until_a_mail_gets_through() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::NoSuchUser).await;
    let backend = with_smtp(&world, stub.port).await;
    let id = invite(&backend, &world.a, &world.a.owner).await;
    assert_eq!(drain(&backend).await.unwrap().bounced, 1);
    let system = world.a.system();
    let bounced_at = || async {
        let rows = backend.read(&system);
        rows.get::<contact::Entity>(world.a.contact.uuid())
            .await
            .unwrap()
            .bounced_at
    };
    assert_eq!(bounced_at().await, Some(backend.clock().now()));
    let detail = log::get(&backend, &world.a.owner, id).await.unwrap();
    assert_eq!(detail.row.state, MailState::Bounced);
    assert!(
        detail.error.contains("5.1.1") && !detail.error.contains("/l/"),
        "{}",
        detail.error
    );
    // The address is corrected, and the mail goes to the new one.
    let rows = backend.begin(&system).await.unwrap();
    rows.update::<contact::Entity>()
        .set(contact::Column::Email, "right@client.example")
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    stub.be(Mood::Willing);
    log::retry(&backend, &world.a.owner, id).await.unwrap();
    assert_eq!(drain(&backend).await.unwrap(), sent(1));
    assert!(header(&stub.taken()[0], "To").ends_with("<right@client.example>"));
    assert_eq!(bounced_at().await, None);
}

#[tokio::test]
async fn a_mail_that_became_pointless_is_not_sent() {
    let world = fixture::world().await;
    let stub = SmtpStub::start(Mood::Willing).await;
    let backend = with_smtp(&world, stub.port).await;
    let (system, now) = (world.a.system(), backend.clock().now());
    // A link is there, so that there is one to revoke.
    invite(&backend, &world.a, &world.a.owner).await;
    drain(&backend).await.unwrap();
    backend.clock().advance(TimeDelta::minutes(1));
    invite(&backend, &world.a, &world.a.owner).await;
    backend.clock().advance(TimeDelta::minutes(1));
    links::revoke(&backend, &world.a.owner, world.a.contact)
        .await
        .unwrap();
    assert_eq!(drain(&backend).await.unwrap().failed, 1, "revoked meanwhile");
    backend.clock().advance(TimeDelta::minutes(1));
    let id = invite(&backend, &world.a, &world.a.owner).await;
    let rows = backend.begin(&system).await.unwrap();
    rows.update::<contact::Entity>()
        .set(contact::Column::ArchivedAt, sea_orm::sea_query::Expr::value(now))
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    assert_eq!(drain(&backend).await.unwrap().failed, 1);
    let detail = log::get(&backend, &world.a.owner, id).await.unwrap();
    assert_eq!(detail.error, "The contact has been archived.");
    assert_eq!(stub.taken().len(), 1);
}

/// Abuse case 4: a copy of the database opens nothing.
#[tokio::test]
async fn abuse_04_no_column_holds_a_links_secret() {
    let world = fixture::world().await;
    let backend = &world.backend;
    let id = invite(backend, &world.a, &world.a.owner).await;
    assert_eq!(drain(backend).await.unwrap(), sent(1));
    let copy = log::delivered_copy(backend, &world.a.owner, id).await.unwrap();
    let token = token(&copy);
    assert!(opens(backend, &token).await);
    let (selector, verifier) = token.split_once('.').unwrap();
    let dump = format!("{:?}", mails(backend, &world.a).await);
    assert!(dump.contains("••••••"));
    assert!(!dump.contains(verifier) && !dump.contains(selector));
    // And nowhere else: the whole database file, with its log.
    if !backend.db().is_postgres() {
        let url = &backend.config().database_url;
        for file in ["", "-wal"] {
            let bytes = std::fs::read(format!("{}{file}", url.strip_prefix("sqlite:").unwrap())).unwrap();
            assert!(
                !bytes
                    .windows(verifier.len())
                    .any(|window| window == verifier.as_bytes())
            );
        }
    }
    let dir = std::fs::read_dir(backend.config().mailbox_dir()).unwrap();
    let names: Vec<_> = dir
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, [format!("20260315T100000Z-{id}.eml")]);
}

#[tokio::test]
async fn the_running_worker_is_woken_and_stops() {
    let world = fixture::world().await;
    let backend = world.backend.clone();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(worker::run(backend.clone(), stopped));
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    invite(&backend, &world.a, &world.a.staff(Role::Staff)).await;
    let mut tries = 0;
    while mails(&backend, &world.a).await[0].state != "sent" {
        tries += 1;
        assert!(tries < 200, "the worker did not wake up");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    stop.send(true).unwrap();
    tokio::time::timeout(std::time::Duration::from_secs(2), worker)
        .await
        .unwrap()
        .unwrap();
}
