//! The welcome message on the client's start page.

use super::{
    engine::{Escape, Limits, Prepared},
    view::{Occasion, Stage},
    voice_of,
};
use crate::{
    Backend,
    clock::date_in,
    entity::{portal, session, tenant},
    error::{BackendError, Result},
    scope::ClientScope,
};

/// The greeting as this client reads it, paragraph by paragraph, as plain text. Empty when there is none, and when it can't be
/// put together: the client came for the portal, and staff find the reason in the log.
pub async fn of(backend: &Backend, scope: &ClientScope) -> Vec<String> {
    match rendered(backend, scope).await {
        Ok(text) => paragraphs(&text),
        Err(error) => {
            tracing::error!(contact = %scope.contact(), cause = %error, "a welcome message could not be put together");
            Vec::new()
        }
    }
}

async fn rendered(backend: &Backend, scope: &ClientScope) -> Result<String> {
    let rows = backend.read(scope);
    let portal = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    if !portal.welcome_message.contains('{') {
        return Ok(portal.welcome_message);
    }
    let mut occasion = Occasion::page(backend.clock().now());
    let text = Prepared::new(&portal.welcome_message, occasion.place).map_err(BackendError::internal)?;
    if text.reading().names("portal") {
        // A client's session never outlives its link.
        let own = rows.get::<session::Entity>(scope.session().uuid()).await;
        occasion.link_until = own.ok().map(|own| date_in(own.expires_at, scope.timezone()));
    }
    let tenant = rows.get::<tenant::Entity>(portal.tenant_id).await?;
    let stage = Stage {
        backend,
        tenant: &tenant,
        portal: &portal,
        voice: voice_of(backend, scope, &tenant),
        occasion: &occasion,
    };
    let values = stage.for_client(&rows, text.reading()).await?;
    text.render(&stage.voice, &values, Escape::Text, Limits::default())
        .map_err(BackendError::internal)
}

/// The paragraphs of a text: what stands between empty lines.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        match (line.trim().is_empty(), paragraphs.last_mut()) {
            (true, Some(last)) if !last.is_empty() => paragraphs.push(String::new()),
            (false, Some(last)) => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line.trim_end());
            }
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}
