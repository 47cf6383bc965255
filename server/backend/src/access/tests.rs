//! The gate, tried from outside: links, sessions and requests for a new link, on two tenants.

mod code;
mod links;
mod new_link;
mod sessions;

use super::{Visitor, links as gate};
use crate::{
    Backend, BackendError,
    entity::{access_link, company, contact, portal, tenant},
    fixture::{Side, World},
    scope::{Rows, SystemScope},
};
use domain::ids::ContactId;
use sea_orm::{ColumnTrait, sea_query::Expr};

pub(crate) fn visitor() -> Visitor {
    Visitor::new(
        "203.0.113.7",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    )
}

/// Makes a contact's link, as its mail would carry it, and returns the token.
pub(crate) async fn mint(world: &World, side: &Side) -> String {
    mint_for(world, side, side.contact, 30).await
}

async fn mint_for(world: &World, side: &Side, contact: ContactId, days: i32) -> String {
    let scope = side.system();
    let rows = world.backend.begin(&scope).await.unwrap();
    let secret = gate::mint(&world.backend, &rows, contact, days, None)
        .await
        .unwrap();
    rows.commit().await.unwrap();
    let url = secret.into_url("https://portal.example.com");
    url.strip_prefix("https://portal.example.com/l/")
        .unwrap()
        .to_owned()
}

async fn redeem(backend: &Backend, token: &str) -> Result<String, BackendError> {
    gate::redeem(backend, token, &visitor()).await
}

/// Whether a link works for nobody: neither its page nor its button.
async fn is_dead(world: &World, token: &str) -> bool {
    let looked = gate::look_at(&world.backend, token, &visitor(), true)
        .await
        .unwrap();
    let redeemed = redeem(&world.backend, token).await;
    assert_eq!(
        looked.is_none(),
        matches!(redeemed, Err(BackendError::NotFound)),
        "page and button agree: {redeemed:?}"
    );
    looked.is_none()
}

/// One change of a side's rows, as a job would make it.
async fn change(world: &World, side: &Side, what: Change) {
    let scope = side.system();
    let rows = world.backend.begin(&scope).await.unwrap();
    what.make(&rows, side, world.backend.clock().now()).await.unwrap();
    rows.commit().await.unwrap();
}

/// What shuts a contact out.
#[derive(Debug, Clone, Copy)]
enum Change {
    ArchiveContact,
    AccessOff,
    ArchiveCompany,
    PortalOff,
    Suspend,
    OneUse,
}

impl Change {
    /// Each way to shut a contact out, but revoking.
    const SHUT_OUT: [Self; 5] = [
        Self::ArchiveContact,
        Self::AccessOff,
        Self::ArchiveCompany,
        Self::PortalOff,
        Self::Suspend,
    ];

    async fn make(
        self,
        rows: &Rows<'_, SystemScope>,
        side: &Side,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<u64, BackendError> {
        let contact = contact::Column::Id.eq(side.contact.uuid());
        match self {
            Self::ArchiveContact => {
                let update = rows.update::<contact::Entity>().filter(contact);
                update
                    .set(contact::Column::ArchivedAt, Expr::value(now))
                    .exec()
                    .await
            }
            Self::AccessOff => {
                let update = rows.update::<contact::Entity>().filter(contact);
                update.set(contact::Column::PortalEnabled, false).exec().await
            }
            Self::ArchiveCompany => {
                let update = rows
                    .update::<company::Entity>()
                    .filter(company::Column::Id.eq(side.company.uuid()));
                update
                    .set(company::Column::ArchivedAt, Expr::value(now))
                    .exec()
                    .await
            }
            Self::PortalOff => {
                let update = rows.update::<portal::Entity>();
                update.set(portal::Column::Enabled, false).exec().await
            }
            Self::Suspend => {
                let update = rows.update::<tenant::Entity>();
                update
                    .set(tenant::Column::SuspendedAt, Expr::value(now))
                    .exec()
                    .await
            }
            Self::OneUse => {
                let update = rows.update::<access_link::Entity>();
                update
                    .set(access_link::Column::MaxUses, Expr::value(Some(1)))
                    .exec()
                    .await
            }
        }
    }
}
