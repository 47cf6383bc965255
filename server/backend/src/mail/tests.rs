//! Mails from queue to delivery, on two tenants and against a real SMTP conversation.

mod delivery;
mod invitations;
mod kinds;
mod log;
mod old;
mod rendering;
mod smtp;
mod tls;
mod words;

use crate::{
    Backend,
    config::{Config, SmtpConfig, SmtpSecurity},
    entity::mail,
    fixture::{Side, World},
    scope::StaffScope,
};
use domain::{access::InvitationForm, ids::MailId};
use sea_orm::Order;

/// An invitation form with a message.
fn form(message: &str) -> InvitationForm {
    InvitationForm {
        message: message.to_owned(),
        days: "30".to_owned(),
    }
}

/// Queues an invitation of a side's own contact.
async fn invite(backend: &Backend, side: &Side, staff: &StaffScope) -> MailId {
    super::invitations::send(backend, staff, side.contact, &form(""), "")
        .await
        .unwrap()
}

/// The same database behind a mail server.
async fn with_smtp(world: &World, port: u16) -> Backend {
    let config = Config {
        smtp: Some(SmtpConfig {
            host: "127.0.0.1".to_owned(),
            port,
            username: None,
            password: None,
            security: SmtpSecurity::Plain,
            ca: None,
        }),
        ..world.backend.config().clone()
    };
    Backend::open(config, world.backend.clock().clone())
        .await
        .unwrap()
}

/// All mails of a side, the oldest first.
async fn mails(backend: &Backend, side: &Side) -> Vec<mail::Model> {
    backend
        .read(&side.system())
        .find::<mail::Entity>()
        .order(mail::Column::CreatedAt, Order::Asc)
        .order(mail::Column::Id, Order::Asc)
        .all()
        .await
        .unwrap()
}

/// The link's token in a mail's text.
fn token(text: &str) -> String {
    let (_, rest) = text.split_once("/l/").unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}
