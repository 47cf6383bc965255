//! Adding members of staff, their roles, and switching them off.

use crate::error::AppError;
use domain::{
    ids::UserId,
    staff::{MemberForm, MemberRow},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{BackendError, staff::team},
    domain::{
        role::{Role, UnknownRole},
        staff::RoleForm,
    },
};

/// The team's page.
pub const TEAM_PAGE: &str = "/staff/settings/team";

/// Everybody in the team.
#[server(prefix = "/api/staff", endpoint = "list_members")]
pub async fn list_members() -> Result<Vec<MemberRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(team::list(&backend, &staff).await?)
}

/// Adds a member and mails the invitation.
#[server(prefix = "/api/staff", endpoint = "add_member")]
pub async fn add_member(form: MemberForm) -> Result<UserId, AppError> {
    let (backend, staff) = platform::staff()?;
    let added = team::add(&backend, &staff, &form).await;
    let refused = Answer::new("member", &form, TEAM_PAGE.to_owned());
    platform::answer(refused, added, |_| format!("{TEAM_PAGE}?done=invited")).await
}

/// Mails a member's invitation again.
#[server(prefix = "/api/staff", endpoint = "invite_member_again")]
pub async fn invite_member_again(id: UserId) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let sent = team::invite_again(&backend, &staff, id).await;
    platform::answer(refused(), sent, |()| format!("{TEAM_PAGE}?done=invited")).await
}

/// Gives a member another role.
#[server(prefix = "/api/staff", endpoint = "change_member_role")]
pub async fn change_member_role(
    id: UserId,
    #[server(default)] role: String,
    #[server(default)] seen: String,
) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let changed = match (role.parse::<Role>(), seen.parse::<Role>()) {
        (Ok(new), Ok(seen)) => team::change_role(&backend, &staff, id, new, seen).await,
        _ => Err(BackendError::invalid("", UnknownRole.to_string())),
    };
    let id = id.to_string();
    let typed = RoleForm { id, role, seen };
    let refused = Answer::new("role", &typed, TEAM_PAGE);
    platform::answer(refused, changed, |()| format!("{TEAM_PAGE}?done=saved")).await
}

/// Switches a member off or on.
#[server(prefix = "/api/staff", endpoint = "switch_member")]
pub async fn switch_member(id: UserId, active: bool) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let switched = team::switch(&backend, &staff, id, active).await;
    let done = if active { "switched-on" } else { "switched-off" };
    platform::answer(refused(), switched, |()| format!("{TEAM_PAGE}?done={done}")).await
}

/// Where the small forms of the list go back to.
#[cfg(feature = "ssr")]
fn refused() -> Answer<'static, ()> {
    Answer::new("team", &(), TEAM_PAGE.to_owned())
}
