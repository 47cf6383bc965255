//! Signing in and out, the first start, answering an invitation, and asking for a new link.

use crate::error::AppError;
use domain::{
    ids::UserId,
    staff::{Password, SetupForm, SignInForm},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{
        self, Answer,
        cookie::{self, Kind},
    },
    backend::access::{new_link, sessions},
    backend::staff::{setup, sign_in as gate, team, workspace},
};

/// Signs a member of staff in.
#[server(prefix = "/api/public", endpoint = "sign_in")]
pub async fn sign_in(form: SignInForm) -> Result<(), AppError> {
    let entry = gate::sign_in(&platform::backend()?, &form, &platform::visitor()).await;
    let (kind, next) = leads_to(&entry, staff_path(&form.next));
    let typed = form.without_password();
    let refused = Answer::new("sign_in", &typed, "/staff/sign-in");
    platform::enter(kind, refused, entry.map(gate::Entry::into_token), next).await
}

/// What the cookie opens, and where it leads: into a workspace, or to the choice of one.
#[cfg(feature = "ssr")]
fn leads_to(entry: &backend::Result<gate::Entry>, next: String) -> (Kind, String) {
    match entry {
        Ok(gate::Entry::Choose(_)) => (Kind::Workspaces, workspace_page(&next)),
        _ => (Kind::Staff, next),
    }
}

/// Goes on into one of the workspaces that the password just given opens.
#[server(prefix = "/api/public", endpoint = "choose_workspace")]
pub async fn choose_workspace(user: UserId, #[server(default)] next: String) -> Result<(), AppError> {
    let backend = platform::backend()?;
    let proof = platform::session_cookie(Kind::Workspaces).unwrap_or_default();
    let opened = workspace::enter(&backend, &proof, user, &platform::visitor()).await;
    let next = staff_path(&next);
    let refused = Answer::new("choose_workspace", &(), workspace_page(&next));
    platform::enter(Kind::Staff, refused, opened, next).await
}

/// The page to choose on, which leads on to `next`.
#[cfg(feature = "ssr")]
fn workspace_page(next: &str) -> String {
    let query = serde_qs::to_string(&std::collections::BTreeMap::from([("next", next)])).unwrap_or_default();
    format!("/staff/sign-in/workspace?{query}")
}

/// A path inside the staff's side, or its start.
#[cfg(feature = "ssr")]
pub(crate) fn staff_path(next: &str) -> String {
    platform::inside("/staff", next)
}

/// Ends the staff session.
#[server(prefix = "/api/staff", endpoint = "sign_out")]
pub async fn staff_sign_out() -> Result<(), AppError> {
    // What the page builder wrote down in the browser is for nobody else to find.
    platform::forget_storage();
    end_session(Kind::Staff, "/staff/sign-in").await
}

/// Ends the client's session.
#[server(prefix = "/api/portal", endpoint = "sign_out")]
pub async fn portal_sign_out() -> Result<(), AppError> {
    end_session(Kind::Client, "/?done=signed-out").await
}

#[cfg(feature = "ssr")]
async fn end_session(kind: cookie::Kind, next: &str) -> Result<(), AppError> {
    let backend = platform::backend()?;
    if let Some(token) = platform::session_cookie(kind) {
        sessions::end(&backend, &token, &platform::visitor()).await?;
    }
    platform::add_cookie(&cookie::clear(backend.config(), kind));
    platform::redirect(next);
    Ok(())
}

/// Makes the first workspace and its owner.
#[server(prefix = "/api/public", endpoint = "set_up")]
pub async fn set_up(form: SetupForm) -> Result<(), AppError> {
    let backend = platform::backend()?;
    let made = setup::complete(&backend, &form, &platform::visitor()).await;
    let typed = form.without_password();
    let refused = Answer::new("set_up", &typed, "/setup");
    platform::enter(Kind::Staff, refused, made, "/staff".to_owned()).await
}

/// Answers a team invitation: chooses a password and signs in.
#[server(prefix = "/api/public", endpoint = "accept_invitation")]
pub async fn accept_invitation(token: String, password: Password) -> Result<(), AppError> {
    let backend = platform::backend()?;
    let opened = team::accept_invitation(&backend, &token, &password, &platform::visitor()).await;
    let page = format!("/staff/welcome/{}", plain_token(&token));
    let refused = Answer::new("accept_invitation", &(), page);
    platform::enter(Kind::Staff, refused, opened, "/staff".to_owned()).await
}

/// What may stand in a path again; a token of ours is nothing else.
#[cfg(feature = "ssr")]
fn plain_token(token: &str) -> String {
    token
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .take(64)
        .collect()
}

/// Asks for a new link, by address or by the public half of an old link. The answer is always the same.
#[server(prefix = "/api/public", endpoint = "new_link")]
pub async fn request_new_link(
    #[server(default)] email: String,
    #[server(default)] selector: String,
) -> Result<(), AppError> {
    let whose = new_link::Whose::of(email, selector);
    new_link::request(&platform::backend()?, whose, platform::visitor()).await?;
    platform::redirect("/link-sent");
    Ok(())
}
