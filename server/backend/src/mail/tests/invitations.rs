use super::{form, mails};
use crate::{
    BackendError,
    entity::{activity, contact, portal},
    fixture,
    mail::{
        invitations::{preview_html, send},
        worker::drain,
    },
};
use domain::{access::InvitationForm, role::Role};
use sea_orm::ColumnTrait;

#[tokio::test]
async fn an_invitation_is_queued_and_noted_in_one_step() {
    let world = fixture::world().await;
    let staff = world.a.staff(Role::Staff);
    let id = send(&world.backend, &staff, world.a.contact, &form("Hello"), "key-1")
        .await
        .unwrap();
    let again = send(&world.backend, &staff, world.a.contact, &form("Hello"), "key-1")
        .await
        .unwrap();
    assert_eq!(id, again, "sent twice, done once");
    let mails = mails(&world.backend, &world.a).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].params, r#"{"days":30,"message":"Hello"}"#);
    let system = world.a.system();
    let noted = world
        .backend
        .read(&system)
        .find::<activity::Entity>()
        .filter(activity::Column::Verb.eq("portal.invited"))
        .all()
        .await
        .unwrap();
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].contact_id, Some(world.a.contact.uuid()));
}

#[tokio::test]
async fn a_viewer_sends_nothing_and_another_tenants_contact_is_not_there() {
    let world = fixture::world().await;
    let (backend, contact) = (&world.backend, world.a.contact);
    let viewer = world.a.staff(Role::Viewer);
    assert!(matches!(
        send(backend, &viewer, contact, &form(""), "").await,
        Err(BackendError::Forbidden)
    ));
    assert!(matches!(
        preview_html(backend, &viewer, contact, &form("")).await,
        Err(BackendError::Forbidden)
    ));
    let stranger = &world.b.owner;
    assert!(matches!(
        send(backend, stranger, contact, &form(""), "").await,
        Err(BackendError::NotFound)
    ));
    assert!(matches!(
        preview_html(backend, stranger, contact, &form("")).await,
        Err(BackendError::NotFound)
    ));
    assert!(mails(backend, &world.a).await.is_empty() && mails(backend, &world.b).await.is_empty());
}

#[tokio::test]
async fn a_bad_form_is_answered_field_by_field() {
    let world = fixture::world().await;
    for (message, days, field) in [
        ("", "0", "days"),
        ("", "366", "days"),
        ("", "a", "days"),
        ("a\u{202E}b", "30", "message"),
        (&*"x".repeat(2_001), "30", "message"),
    ] {
        let form = InvitationForm {
            message: message.to_owned(),
            days: days.to_owned(),
        };
        let answer = send(&world.backend, &world.a.owner, world.a.contact, &form, "").await;
        assert!(
            matches!(answer, Err(BackendError::Invalid(errors)) if errors.get(field).is_some()),
            "{days}"
        );
    }
    assert!(mails(&world.backend, &world.a).await.is_empty());
}

#[tokio::test]
async fn an_obstacle_is_named() {
    let world = fixture::world().await;
    let (backend, system) = (&world.backend, world.a.system());
    let rows = backend.begin(&system).await.unwrap();
    rows.update::<contact::Entity>()
        .set(contact::Column::PortalEnabled, false)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let refused = |answer| match answer {
        Err(BackendError::Conflict(reason)) => reason,
        other => panic!("{other:?}"),
    };
    let reason = refused(send(backend, &world.a.owner, world.a.contact, &form(""), "").await);
    assert_eq!(
        reason,
        "This can't be sent: portal access is switched off for this contact."
    );
    let rows = backend.begin(&system).await.unwrap();
    rows.update::<portal::Entity>()
        .set(portal::Column::Enabled, false)
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let reason = refused(send(backend, &world.a.owner, world.a.contact, &form(""), "").await);
    assert!(reason.contains("the portal is switched off"), "{reason}");
}

#[tokio::test]
async fn the_preview_is_the_mail_but_for_the_link() {
    let world = fixture::world().await;
    let form = form("Dear Ada,\nsee you <soon>");
    let preview = preview_html(&world.backend, &world.a.owner, world.a.contact, &form)
        .await
        .unwrap();
    send(&world.backend, &world.a.owner, world.a.contact, &form, "")
        .await
        .unwrap();
    drain(&world.backend).await.unwrap();
    let sent = mails(&world.backend, &world.a).await.remove(0).html_body;
    assert!(preview.contains("http://localhost:3000/l/…preview"));
    assert_eq!(preview.replace("…preview", "••••••"), sent);
    assert!(sent.contains("see you &lt;soon&gt;"));
}
