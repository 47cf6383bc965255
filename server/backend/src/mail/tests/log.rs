use super::{invite, mails};
use crate::{
    BackendError, fixture,
    mail::{log, worker::drain},
};
use domain::{ids::MailId, mail::MailFilter, role::Role};

#[tokio::test]
async fn the_log_is_filtered_and_paged() {
    let world = fixture::world().await;
    let (backend, owner) = (&world.backend, &world.a.owner);
    for _ in 0..3 {
        invite(backend, &world.a, owner).await;
    }
    invite(backend, &world.b, &world.b.owner).await;
    drain(backend).await.unwrap();
    backend.clock().advance(chrono::TimeDelta::minutes(1));
    let newest = invite(backend, &world.a, owner).await;
    let all = log::list(backend, owner, &MailFilter::default()).await.unwrap();
    assert_eq!((all.total, all.rows[0].id, all.page), (4, newest, 1));
    let filter = MailFilter {
        state: "sent".to_owned(),
        contact: world.a.contact.to_string(),
        page: 1,
    };
    assert_eq!(log::list(backend, owner, &filter).await.unwrap().total, 3);
    for stranger in [world.b.contact.to_string(), "nonsense".to_owned()] {
        let elsewhere = MailFilter {
            contact: stranger,
            ..MailFilter::default()
        };
        assert_eq!(log::list(backend, owner, &elsewhere).await.unwrap().total, 0);
    }
    let page_9 = MailFilter {
        page: 9,
        ..MailFilter::default()
    };
    assert_eq!(
        log::list(backend, owner, &page_9).await.unwrap().page,
        1,
        "the last there is"
    );
}

#[tokio::test]
async fn a_mail_is_shown_to_its_own_tenant_and_managed_by_admins() {
    let world = fixture::world().await;
    let backend = &world.backend;
    let id = invite(backend, &world.a, &world.a.owner).await;
    assert!(
        matches!(
            log::html(backend, &world.a.owner, id).await,
            Err(BackendError::NotFound)
        ),
        "not made yet"
    );
    drain(backend).await.unwrap();
    let viewer = world.a.staff(Role::Viewer);
    let detail = log::get(backend, &viewer, id).await.unwrap();
    assert!(detail.text.contains("/l/••••••") && detail.has_delivered_copy);
    assert!(
        log::html(backend, &viewer, id)
            .await
            .unwrap()
            .contains("/l/••••••")
    );
    for staff in [viewer, world.a.staff(Role::Staff)] {
        assert!(matches!(
            log::retry(backend, &staff, id).await,
            Err(BackendError::Forbidden)
        ));
        assert!(matches!(
            log::delivered_copy(backend, &staff, id).await,
            Err(BackendError::Forbidden)
        ));
    }
    assert!(
        log::delivered_copy(backend, &world.a.staff(Role::Admin), id)
            .await
            .is_ok()
    );
    let stranger = &world.b.owner;
    for id in [id, MailId::new()] {
        assert!(matches!(
            log::get(backend, stranger, id).await,
            Err(BackendError::NotFound)
        ));
        assert!(matches!(
            log::html(backend, stranger, id).await,
            Err(BackendError::NotFound)
        ));
        assert!(matches!(
            log::retry(backend, stranger, id).await,
            Err(BackendError::NotFound)
        ));
        assert!(matches!(
            log::delivered_copy(backend, stranger, id).await,
            Err(BackendError::NotFound)
        ));
    }
    assert_eq!(mails(backend, &world.a).await[0].state, "sent");
}
