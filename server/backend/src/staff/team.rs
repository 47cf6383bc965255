//! The team: adding members by a mailed invitation, their roles, and switching them off.

#![allow(clippy::disallowed_methods)] // answering an invitation happens before sign-in

use super::password;
use crate::{
    Backend,
    access::{Visitor, rate, sessions},
    activity::{self, Happening},
    entity::{staff_user, tenant},
    error::{BackendError, Result},
    mail::outbox::{self, NewMail},
    scope::{Rows, StaffScope, SystemScope},
    secret,
    tenancy::provision::{self, NewMember},
};
use chrono::TimeDelta;
use domain::{
    activity::Verb,
    ids::UserId,
    mail::MailKind,
    role::{Permission, Role},
    staff::{MemberForm, MemberRow, Password, RoleForm, check_password},
};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, sea_query::Expr};

/// How long an invitation can be answered.
const INVITATION_DAYS: i64 = 7;

/// Everybody in the team.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn list(backend: &Backend, scope: &StaffScope) -> Result<Vec<MemberRow>> {
    scope.require(Permission::TeamManage)?;
    let found = backend
        .read(scope)
        .find::<staff_user::Entity>()
        .order(staff_user::Column::Name, Order::Asc)
        .all()
        .await?;
    found
        .into_iter()
        .map(|row| {
            Ok(MemberRow {
                id: row.id.into(),
                name: row.name,
                email: row.email,
                role: row.role.parse().map_err(BackendError::internal)?,
                active: row.active,
                invited: row.password_hash.is_none(),
                last_seen_at: row.last_seen_at,
            })
        })
        .collect()
}

/// Adds a member and mails an invitation to choose a password.
///
/// # Errors
/// [`BackendError::Forbidden`] also for a role above the own; [`BackendError::Invalid`] field by field.
pub async fn add(backend: &Backend, scope: &StaffScope, form: &MemberForm) -> Result<UserId> {
    scope.require(Permission::TeamManage)?;
    let draft = form.validate()?;
    if !scope.role().may_manage(draft.role) {
        return Err(BackendError::invalid("role", "Only an owner can add an owner."));
    }
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let system = SystemScope::new(crate::scope::Scope::tenant(scope), "a member is added");
    let member = NewMember {
        name: draft.name,
        email: draft.email,
        password_hash: None,
        role: draft.role,
    };
    let id = match provision::create_member(&rows.with(&system), now, &member).await {
        Err(error) if error.is_duplicate() => {
            return Err(BackendError::invalid(
                "email",
                "Somebody in your team has this address already.",
            ));
        }
        other => other?,
    };
    queue_invitation(&rows, now, id, &member.name, &member.email, scope.user()).await?;
    let happening = Happening {
        object: member.name,
        remark: member.role.to_string(),
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::MemberAdded, happening).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(id)
}

async fn queue_invitation(
    rows: &Rows<'_, StaffScope>,
    now: chrono::DateTime<chrono::Utc>,
    user: UserId,
    name: &str,
    email: &str,
    by: UserId,
) -> Result<()> {
    let mail = NewMail {
        kind: MailKind::StaffInvitation,
        contact: None,
        user: Some(user),
        invoice: None,
        proposal: None,
        to_name: name.to_owned(),
        to_address: email.to_owned(),
        params: serde_json::json!({}),
        dedupe_key: None,
        created_by: Some(by),
    };
    outbox::queue(rows, now, mail).await.map(drop)
}

/// Mails the invitation again.
///
/// # Errors
/// [`BackendError::Conflict`] when it was answered already.
pub async fn invite_again(backend: &Backend, scope: &StaffScope, id: UserId) -> Result<()> {
    scope.require(Permission::TeamManage)?;
    let rows = backend.begin(scope).await?;
    let member = managed(&rows, scope, id).await?;
    if member.password_hash.is_some() {
        return Err(BackendError::Conflict(
            "This invitation was answered already.".to_owned(),
        ));
    }
    if !member.active {
        return Err(BackendError::Conflict(
            "This member is switched off. Switch them on first.".to_owned(),
        ));
    }
    queue_invitation(
        &rows,
        backend.clock().now(),
        id,
        &member.name,
        &member.email,
        scope.user(),
    )
    .await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// A member whom the caller may manage. The team is locked first, so that of two owners who demote each other one remains.
async fn managed(rows: &Rows<'_, StaffScope>, scope: &StaffScope, id: UserId) -> Result<staff_user::Model> {
    rows.find::<staff_user::Entity>()
        .order(staff_user::Column::Id, Order::Asc)
        .locked()
        .all()
        .await?;
    let member = rows.get::<staff_user::Entity>(id.uuid()).await?;
    let role: Role = member.role.parse().map_err(BackendError::internal)?;
    if scope.role().may_manage(role) {
        Ok(member)
    } else {
        Err(BackendError::Forbidden)
    }
}

/// Gives a member another role. `seen` is the role that the caller saw: what somebody else chose meanwhile is not overwritten.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role above the own, on either side; [`BackendError::Stale`] with the stored role when it is not
/// the one seen; [`BackendError::Conflict`] when no owner would be left.
pub async fn change_role(
    backend: &Backend,
    scope: &StaffScope,
    id: UserId,
    role: Role,
    seen: Role,
) -> Result<()> {
    scope.require(Permission::TeamManage)?;
    if !scope.role().may_manage(role) {
        return Err(BackendError::Forbidden);
    }
    let rows = backend.begin(scope).await?;
    let member = managed(&rows, scope, id).await?;
    if member.role == role.key() {
        return Ok(());
    }
    if member.role != seen.key() {
        let stored = RoleForm {
            id: id.to_string(),
            role: member.role,
            seen: seen.key().to_owned(),
        };
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    rows.update::<staff_user::Entity>()
        .filter(staff_user::Column::Id.eq(id.uuid()))
        .set(staff_user::Column::Role, role.key())
        .exec()
        .await?;
    keep_an_owner(&rows).await?;
    note_change(backend, &rows, member.name, role.to_string()).await?;
    rows.commit().await
}

/// Switches a member off or on. Switching off ends the sessions at once.
///
/// # Errors
/// As [`change_role`].
pub async fn switch(backend: &Backend, scope: &StaffScope, id: UserId, active: bool) -> Result<()> {
    scope.require(Permission::TeamManage)?;
    let rows = backend.begin(scope).await?;
    let member = managed(&rows, scope, id).await?;
    if member.active == active {
        return Ok(());
    }
    rows.update::<staff_user::Entity>()
        .filter(staff_user::Column::Id.eq(id.uuid()))
        .set(staff_user::Column::Active, active)
        .exec()
        .await?;
    keep_an_owner(&rows).await?;
    if !active {
        sessions::end_all_of_user(&rows, backend.clock().now(), id, None).await?;
    }
    let what = if active { "switched on" } else { "switched off" };
    note_change(backend, &rows, member.name, what.to_owned()).await?;
    rows.commit().await
}

/// Refuses a change after which nobody could manage owners.
async fn keep_an_owner(rows: &Rows<'_, StaffScope>) -> Result<()> {
    let owners = rows
        .find::<staff_user::Entity>()
        .filter(staff_user::Column::Role.eq(Role::Owner.key()))
        .filter(staff_user::Column::Active.eq(true))
        .filter(staff_user::Column::PasswordHash.is_not_null())
        .count()
        .await?;
    if owners == 0 {
        return Err(BackendError::Conflict(
            "There must always be an owner who can sign in.".to_owned(),
        ));
    }
    Ok(())
}

async fn note_change(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    object: String,
    remark: String,
) -> Result<()> {
    let happening = Happening {
        object,
        remark,
        ..Happening::default()
    };
    activity::record(rows, backend.clock().now(), Verb::MemberChanged, happening).await
}

/// Makes an invitation's secret while its mail is made. Returns the path to mail; an earlier one no longer works.
///
/// # Errors
/// When the database refuses.
pub async fn mint_invitation(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    user: UserId,
) -> Result<String> {
    let token = secret::random_token::<32>()?;
    let expires = backend.clock().now() + TimeDelta::days(INVITATION_DAYS);
    rows.update::<staff_user::Entity>()
        .filter(staff_user::Column::Id.eq(user.uuid()))
        // An account that has a password is never opened by mail.
        .filter(staff_user::Column::PasswordHash.is_null())
        .set(
            staff_user::Column::InviteHash,
            Expr::value(invite_hash(backend, &token)),
        )
        .set(staff_user::Column::InviteExpiresAt, Expr::value(expires))
        .exec()
        .await?;
    Ok(format!("/staff/welcome/{token}"))
}

fn invite_hash(backend: &Backend, token: &str) -> String {
    secret::sha256_hex(&backend.key().hash("staff-invitation", &[token.as_bytes()]))
}

async fn invited(backend: &Backend, token: &str) -> Result<(staff_user::Model, tenant::Model)> {
    let user = staff_user::Entity::find()
        .filter(staff_user::Column::InviteHash.eq(invite_hash(backend, token)))
        .filter(staff_user::Column::InviteExpiresAt.gt(backend.clock().now()))
        .filter(staff_user::Column::PasswordHash.is_null())
        .filter(staff_user::Column::Active.eq(true))
        .one(backend.db().reader())
        .await?
        .ok_or(BackendError::NotFound)?;
    let tenant = tenant::Entity::find_by_id(user.tenant_id)
        .filter(tenant::Column::SuspendedAt.is_null())
        .one(backend.db().reader())
        .await?
        .ok_or(BackendError::NotFound)?;
    Ok((user, tenant))
}

/// Whom an invitation is for: the workspace's name and the member's name.
///
/// # Errors
/// [`BackendError::NotFound`] when it is unknown, answered or too old.
pub async fn look_at_invitation(backend: &Backend, token: &str) -> Result<(String, String)> {
    let (user, tenant) = invited(backend, token).await?;
    Ok((tenant.name, user.name))
}

/// Answers an invitation: sets the password and signs the member in. Returns the cookie's value.
///
/// # Errors
/// [`BackendError::NotFound`] as above, [`BackendError::Invalid`] for the password.
pub async fn accept_invitation(
    backend: &Backend,
    token: &str,
    password: &Password,
    visitor: &Visitor,
) -> Result<String> {
    rate::hit(backend, rate::SIGN_IN_NETWORK, &rate::network(&visitor.address)).await?;
    let (user, _) = invited(backend, token).await?;
    check_password(password).map_err(|message| BackendError::invalid("password", message))?;
    let hash = password::hash(password.clone()).await?;
    let scope = SystemScope::new(user.tenant_id.into(), "a member answers an invitation");
    let rows = backend.begin(&scope).await?;
    let answered = rows
        .update::<staff_user::Entity>()
        .filter(staff_user::Column::Id.eq(user.id))
        .filter(staff_user::Column::InviteHash.eq(invite_hash(backend, token)))
        .filter(staff_user::Column::Active.eq(true))
        .set(staff_user::Column::PasswordHash, Expr::value(hash))
        .set(staff_user::Column::InviteHash, Expr::value(None::<String>))
        .exec()
        .await?;
    if answered != 1 {
        return Err(BackendError::NotFound);
    }
    let opened = sessions::open_staff(&rows, backend.clock().now(), user.id.into(), visitor).await?;
    rows.commit().await?;
    Ok(opened.token)
}
