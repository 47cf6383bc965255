//! Signing in, the first start, the own account and the team, on two tenants.

mod account;
mod invitations;
mod setup;
mod sign_in;
mod team;
mod workspace;

use super::{
    password,
    sign_in::{Entry, sign_in as enter},
};
use crate::{
    Backend,
    access::{Visitor, sessions},
    entity::{session, staff_user, tenant},
    error::Result,
    fixture::{Side, World},
    scope::{Scope, StaffScope},
    tenancy::provision::{self, NewMember},
};
use domain::{
    ids::{SessionId, UserId},
    role::Role,
    staff::{Password, SignInForm},
};
use sea_orm::{ColumnTrait, sea_query::Expr};

const RIGHT: &str = "five quiet harbour lamps";

fn visitor() -> Visitor {
    Visitor::new(
        "203.0.113.7",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    )
}

fn form(email: &str, password: &str) -> SignInForm {
    SignInForm {
        email: email.to_owned(),
        password: Password(password.to_owned()),
        next: String::new(),
    }
}

async fn sign_in(backend: &Backend, email: &str, password: &str) -> Result<String> {
    match enter(backend, &form(email, password), &visitor()).await? {
        Entry::Opened(token) => Ok(token),
        Entry::Choose(proof) => panic!("there is a choice: {proof}"),
    }
}

/// The owner of a side with a password.
async fn owner_with_password(world: &World, side: &Side) {
    let hash = password::hash(Password(RIGHT.to_owned())).await.unwrap();
    let scope = side.system();
    let rows = world.backend.begin(&scope).await.unwrap();
    rows.update::<staff_user::Entity>()
        .filter(staff_user::Column::Id.eq(side.owner.user().uuid()))
        .set(staff_user::Column::PasswordHash, Expr::value(hash))
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
}

/// A member with a hash that no password has: what counts as having joined, without the work of hashing.
async fn joined(world: &World, side: &Side, email: &str, role: Role) -> StaffScope {
    member(world, side, email, role, Some("$nobody's".to_owned())).await
}

/// A member of a side.
async fn member(world: &World, side: &Side, email: &str, role: Role, hash: Option<String>) -> StaffScope {
    let scope = side.system();
    let rows = world.backend.begin(&scope).await.unwrap();
    let new = NewMember {
        name: format!("{role} of {}", side.owner.name()),
        email: email.to_owned(),
        password_hash: hash,
        role,
    };
    let user = provision::create_member(&rows, world.backend.clock().now(), &new)
        .await
        .unwrap();
    rows.commit().await.unwrap();
    StaffScope::new(side.tenant, user, SessionId::new(), role, new.name, new.email)
}

/// An open session of a member: the cookie's value, and the scope that it leads to.
async fn session_of(world: &World, who: &StaffScope) -> (String, StaffScope) {
    let scope = crate::scope::SystemScope::new(who.tenant(), "test");
    let rows = world.backend.begin(&scope).await.unwrap();
    let opened = sessions::open_staff(&rows, world.backend.clock().now(), who.user(), &visitor())
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let visit = sessions::staff(&world.backend, &opened.token).await.unwrap();
    (opened.token, visit.scope)
}

async fn suspend(world: &World, side: &Side) {
    let scope = side.system();
    let rows = world.backend.begin(&scope).await.unwrap();
    rows.update::<tenant::Entity>()
        .set(
            tenant::Column::SuspendedAt,
            Expr::value(world.backend.clock().now()),
        )
        .exec()
        .await
        .unwrap();
    rows.commit().await.unwrap();
}

async fn user(world: &World, side: &Side, id: UserId) -> staff_user::Model {
    let scope = side.system();
    world
        .backend
        .read(&scope)
        .get::<staff_user::Entity>(id.uuid())
        .await
        .unwrap()
}

async fn live_sessions(world: &World, side: &Side) -> u64 {
    world
        .backend
        .read(&side.system())
        .find::<session::Entity>()
        .filter(session::Column::RevokedAt.is_null())
        .count()
        .await
        .unwrap()
}
