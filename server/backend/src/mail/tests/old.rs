use super::{invite, mails};
use crate::{
    Backend,
    fixture::{self, World},
    mail::{log, old::forget, worker::drain},
};
use chrono::TimeDelta;

fn files(world: &World) -> usize {
    std::fs::read_dir(world.backend.config().mailbox_dir())
        .unwrap()
        .count()
}

/// The same database, with mails kept for some days.
async fn keeping(world: &World, days: u32) -> Backend {
    let config = crate::config::Config {
        mail_keep_days: days,
        ..world.backend.config().clone()
    };
    let clock = crate::clock::Clock::fixed(world.backend.clock().now());
    Backend::open(config, clock).await.unwrap()
}

#[tokio::test]
async fn a_delivered_mail_is_emptied_when_it_is_old_and_stays_in_the_log() {
    let world = fixture::world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    let old = invite(backend, &world.a, owner).await;
    invite(backend, &world.b, &world.b.owner).await;
    drain(backend).await.unwrap();
    backend.clock().advance(TimeDelta::days(300));
    let newer = invite(backend, &world.a, owner).await;
    drain(backend).await.unwrap();
    backend.clock().advance(TimeDelta::days(100));
    let waiting = invite(backend, &world.a, owner).await;
    assert_eq!(
        (forget(backend).await.unwrap(), files(&world)),
        (0, 3),
        "to the day"
    );
    backend.clock().advance(TimeDelta::seconds(1));
    // 0 keeps everything.
    assert_eq!(forget(&keeping(&world, 0).await).await.unwrap(), 0);
    assert_eq!((forget(backend).await.unwrap(), files(&world)), (2, 1));
    assert_eq!(forget(backend).await.unwrap(), 0, "once");
    let emptied = log::get(backend, owner, old).await.unwrap();
    assert_eq!(emptied.text, "");
    assert!(!emptied.has_delivered_copy && emptied.row.sent_at.is_some());
    assert_ne!(emptied.row.subject, "");
    assert!(log::html(backend, owner, old).await.is_err());
    let kept = log::get(backend, owner, newer).await.unwrap();
    assert!(kept.has_delivered_copy && !kept.text.is_empty());
    let rows = mails(backend, &world.a).await;
    let row = rows.iter().find(|row| row.id == waiting.uuid()).unwrap();
    assert_ne!(row.params, "{}", "what waits is not touched");
}
