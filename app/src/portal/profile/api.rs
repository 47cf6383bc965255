//! Portal: reading and changing the own profile, and ending own sessions.

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::platform::{self, Answer};
#[cfg(feature = "ssr")]
use backend::{access::sessions, contact::profile};
use domain::{
    access::SessionLine,
    contact::{Profile, ProfileForm},
    ids::SessionId,
};
use leptos::prelude::*;

/// The own profile.
#[server(prefix = "/api/portal", endpoint = "profile")]
pub async fn client_profile() -> Result<Profile, AppError> {
    let (backend, client) = platform::client()?;
    Ok(profile::get(&backend, &client).await?)
}

/// The own open sessions.
#[server(prefix = "/api/portal", endpoint = "sessions")]
pub async fn client_sessions() -> Result<Vec<SessionLine>, AppError> {
    let (backend, client) = platform::client()?;
    Ok(sessions::own_of_client(&backend, &client).await?)
}

/// Saves the own profile.
#[server(prefix = "/api/portal", endpoint = "update_profile")]
pub async fn update_client_profile(form: ProfileForm) -> Result<(), AppError> {
    let (backend, client) = platform::client()?;
    let saved = profile::update(&backend, &client, &form).await;
    let refused = Answer::new("profile", &form, "/portal/profile");
    platform::answer(refused, saved, |()| "/portal/profile?done=saved".to_owned()).await
}

/// Ends one of the own sessions.
#[server(prefix = "/api/portal", endpoint = "end_session")]
pub async fn end_client_session(id: SessionId) -> Result<(), AppError> {
    let (backend, client) = platform::client()?;
    let ended = sessions::end_own_of_client(&backend, &client, id).await;
    let refused = Answer::new("end_session", &(), "/portal/profile");
    platform::answer(refused, ended, |()| "/portal/profile?done=ended".to_owned()).await
}
