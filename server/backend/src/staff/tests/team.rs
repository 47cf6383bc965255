use super::{joined, live_sessions, member, owner_with_password, session_of, user};
use crate::{BackendError, access::sessions, entity::activity, fixture::world, staff::team};
use domain::{
    role::{Permission, Role},
    staff::MemberForm,
};
use sea_orm::ColumnTrait;

fn form(email: &str, role: &str) -> MemberForm {
    MemberForm {
        name: "Grace Hopper".to_owned(),
        email: email.to_owned(),
        role: role.to_owned(),
    }
}

#[tokio::test]
async fn a_member_is_added_with_an_invitation_and_listed() {
    let w = world().await;
    let id = team::add(&w.backend, &w.a.owner, &form("grace@anchor.example", "staff"))
        .await
        .unwrap();
    let listed = team::list(&w.backend, &w.a.owner).await.unwrap();
    let grace = listed.iter().find(|row| row.id == id).unwrap();
    assert_eq!(
        (grace.role, grace.active, grace.invited),
        (Role::Staff, true, true)
    );
    assert_eq!(grace.last_seen_at, None);
    let system = w.a.system();
    let rows = w.backend.read(&system);
    let mails = rows.find::<crate::entity::mail::Entity>().all().await.unwrap();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to_address, "grace@anchor.example");
    let noted = rows.find::<activity::Entity>().all().await.unwrap();
    assert_eq!(
        noted.iter().map(|row| &*row.verb).collect::<Vec<_>>(),
        ["team.added"]
    );
    assert!(noted.iter().all(|row| !row.client_visible));
    assert_eq!(team::list(&w.backend, &w.b.owner).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_address_is_taken_once_in_a_team_whatever_its_case() {
    let w = world().await;
    let twice = team::add(&w.backend, &w.a.owner, &form("OWNER@anchor.example", "viewer")).await;
    let Err(BackendError::Invalid(errors)) = twice else {
        panic!("{twice:?}");
    };
    assert!(errors.get("email").is_some());
    // The same person may work for two providers.
    assert!(
        team::add(&w.backend, &w.b.owner, &form("owner@anchor.example", "viewer"))
            .await
            .is_ok()
    );
    let bad = team::add(&w.backend, &w.a.owner, &form("no address", "root")).await;
    let Err(BackendError::Invalid(errors)) = bad else {
        panic!("{bad:?}");
    };
    assert_eq!(errors.0.len(), 2);
}

#[tokio::test]
async fn the_last_owner_can_be_neither_demoted_nor_switched_off() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let me = w.a.owner.user();
    // Owners who can't sign in do not count.
    member(&w, &w.a, "invited@anchor.example", Role::Owner, None).await;
    let off = joined(&w, &w.a, "off@anchor.example", Role::Owner).await;
    team::switch(&w.backend, &w.a.owner, off.user(), false)
        .await
        .unwrap();
    for role in [Role::Viewer, Role::Staff, Role::Admin] {
        let demoted = team::change_role(&w.backend, &w.a.owner, me, role, Role::Owner).await;
        assert!(matches!(demoted, Err(BackendError::Conflict(_))), "{role}");
    }
    let switched = team::switch(&w.backend, &w.a.owner, me, false).await;
    assert!(matches!(switched, Err(BackendError::Conflict(_))));
    let row = user(&w, &w.a, me).await;
    assert_eq!((&*row.role, row.active), ("owner", true));
    // With another owner it is possible.
    let other = joined(&w, &w.a, "other@anchor.example", Role::Owner).await;
    team::change_role(&w.backend, &other, me, Role::Admin, Role::Owner)
        .await
        .unwrap();
    assert_eq!(user(&w, &w.a, me).await.role, "admin");
}

#[tokio::test]
async fn two_owners_who_demote_each_other_leave_one() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let other = joined(&w, &w.a, "other@anchor.example", Role::Owner).await;
    let (one, two) = tokio::join!(
        team::change_role(&w.backend, &w.a.owner, other.user(), Role::Staff, Role::Owner),
        team::change_role(&w.backend, &other, w.a.owner.user(), Role::Staff, Role::Owner),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test]
async fn an_admin_leaves_owners_alone() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let admin = joined(&w, &w.a, "admin@anchor.example", Role::Admin).await;
    let invited = member(&w, &w.a, "second@anchor.example", Role::Owner, None).await;
    let owner = w.a.owner.user();
    let backend = &w.backend;
    for answer in [
        team::change_role(backend, &admin, owner, Role::Viewer, Role::Owner).await,
        team::switch(backend, &admin, owner, false).await,
        team::invite_again(backend, &admin, invited.user()).await,
        team::change_role(backend, &admin, admin.user(), Role::Owner, Role::Admin).await,
    ] {
        assert!(matches!(answer, Err(BackendError::Forbidden)), "{answer:?}");
    }
    let added = team::add(backend, &admin, &form("third@anchor.example", "owner")).await;
    assert!(matches!(added, Err(BackendError::Invalid(_))));
    // What is theirs to do works.
    let viewer = joined(&w, &w.a, "viewer@anchor.example", Role::Viewer).await;
    team::change_role(backend, &admin, viewer.user(), Role::Staff, Role::Viewer)
        .await
        .unwrap();
    team::switch(backend, &admin, viewer.user(), false).await.unwrap();
}

#[tokio::test]
async fn abuse_20_viewer_and_staff_manage_nobody() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let target = member(&w, &w.a, "target@anchor.example", Role::Viewer, None)
        .await
        .user();
    for role in [Role::Viewer, Role::Staff] {
        let (backend, who) = (&w.backend, w.a.staff(role));
        assert!(!role.may(Permission::TeamManage));
        assert!(matches!(
            team::list(backend, &who).await,
            Err(BackendError::Forbidden)
        ));
        let added = team::add(backend, &who, &form("x@anchor.example", "viewer")).await;
        assert!(matches!(added, Err(BackendError::Forbidden)));
        for answer in [
            team::invite_again(backend, &who, target).await,
            team::change_role(backend, &who, target, Role::Staff, Role::Viewer).await,
            team::switch(backend, &who, target, false).await,
            team::switch(backend, &who, w.b.owner.user(), false).await,
        ] {
            assert!(
                matches!(answer, Err(BackendError::Forbidden)),
                "{role}: {answer:?}"
            );
        }
    }
    let row = user(&w, &w.a, target).await;
    assert_eq!((&*row.role, row.active), ("viewer", true));
}

#[tokio::test]
async fn abuse_10_another_tenants_members_are_not_there() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    owner_with_password(&w, &w.b).await;
    let theirs = member(&w, &w.b, "staff@beacon.example", Role::Staff, None)
        .await
        .user();
    let unknown = domain::ids::UserId::new();
    for id in [theirs, w.b.owner.user(), unknown] {
        for answer in [
            team::invite_again(&w.backend, &w.a.owner, id).await,
            team::change_role(&w.backend, &w.a.owner, id, Role::Viewer, Role::Staff).await,
            team::switch(&w.backend, &w.a.owner, id, false).await,
        ] {
            assert!(matches!(answer, Err(BackendError::NotFound)), "{answer:?}");
        }
    }
    let row = user(&w, &w.b, theirs).await;
    assert_eq!((&*row.role, row.active), ("staff", true));
}

#[tokio::test]
async fn switching_off_ends_sessions_at_once_and_a_new_role_holds_at_once() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let admin = joined(&w, &w.a, "admin@anchor.example", Role::Admin).await;
    let (token, _) = session_of(&w, &admin).await;
    team::change_role(&w.backend, &w.a.owner, admin.user(), Role::Viewer, Role::Admin)
        .await
        .unwrap();
    let visit = sessions::staff(&w.backend, &token).await.unwrap();
    assert_eq!(visit.scope.role(), Role::Viewer);
    team::switch(&w.backend, &w.a.owner, admin.user(), false)
        .await
        .unwrap();
    assert!(matches!(
        sessions::staff(&w.backend, &token).await,
        Err(BackendError::Unauthenticated)
    ));
    assert_eq!(live_sessions(&w, &w.a).await, 0);
    // Switching on again does not bring the session back.
    team::switch(&w.backend, &w.a.owner, admin.user(), true)
        .await
        .unwrap();
    assert!(sessions::staff(&w.backend, &token).await.is_err());
    let system = w.a.system();
    let noted = w
        .backend
        .read(&system)
        .find::<activity::Entity>()
        .filter(activity::Column::Verb.eq("team.changed"))
        .count()
        .await
        .unwrap();
    assert_eq!(noted, 3);
}

#[tokio::test]
async fn a_role_that_changed_meanwhile_is_not_overwritten() {
    let w = world().await;
    owner_with_password(&w, &w.a).await;
    let (backend, owner) = (&w.backend, &w.a.owner);
    let id = joined(&w, &w.a, "ada@anchor.example", Role::Staff).await.user();
    // Two who look at the same page at once: one of them is told.
    let (one, two) = tokio::join!(
        team::change_role(backend, owner, id, Role::Admin, Role::Staff),
        team::change_role(backend, owner, id, Role::Viewer, Role::Staff),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let now = user(&w, &w.a, id).await.role;
    let Err(BackendError::Stale(stored)) = one.and(two) else {
        panic!("not stale")
    };
    assert_eq!(stored["role"], now.as_str());
    // What somebody else chose already is no conflict.
    let same = team::change_role(backend, owner, id, now.parse().unwrap(), Role::Staff).await;
    assert!(same.is_ok(), "{same:?}");
    assert_eq!(user(&w, &w.a, id).await.role, now);
}
