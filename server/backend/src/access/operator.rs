//! Links for whoever runs the installation: printed on its console, where nobody is signed in.

#![allow(clippy::disallowed_methods)] // the operator of the machine stands above its tenants

use super::links;
use crate::{
    Backend,
    activity::{self, Happening},
    contact::visibility,
    entity::{contact, portal},
    error::Result,
    scope::SystemScope,
};
use domain::{activity::Verb, contact::full_name, form::normalised_email};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A link for the console, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedLink {
    /// Whose portal.
    pub portal: String,
    /// For whom.
    pub contact: String,
    /// The link, or the reason why this contact can't have one.
    pub link: std::result::Result<String, &'static str>,
}

/// Makes a new link for each contact with this address, in whichever workspace; an older one goes out of use after its grace.
///
/// # Errors
/// When the database fails.
pub async fn print_links(backend: &Backend, email: &str) -> Result<Vec<PrintedLink>> {
    let contacts = contact::Entity::find()
        .filter(contact::Column::EmailKey.eq(normalised_email(email)))
        .order_by_asc(contact::Column::Id)
        .all(backend.db().reader())
        .await?;
    let mut printed = Vec::new();
    for contact in contacts {
        printed.push(print_link(backend, &contact).await?);
    }
    Ok(printed)
}

async fn print_link(backend: &Backend, contact: &contact::Model) -> Result<PrintedLink> {
    let scope = SystemScope::new(contact.tenant_id.into(), "the operator prints a link");
    let now = backend.clock().now();
    let rows = backend.begin(&scope).await?;
    let portal = rows.get::<portal::Entity>(contact.tenant_id).await?;
    let name = full_name(&contact.first_name, &contact.last_name);
    let standing = visibility::of(&rows, now, std::slice::from_ref(contact)).await?;
    let obstacle = standing
        .get(&contact.id)
        .and_then(|standing| standing.facts.invitation_obstacle());
    let link = match obstacle {
        Some(why) => Err(why.sentence()),
        None => {
            let link = links::mint(backend, &rows, contact.id.into(), portal.link_days, None).await?;
            let happening = Happening {
                contact: Some(contact.id.into()),
                object: name.clone(),
                remark: "Printed on the console".to_owned(),
                ..Happening::default()
            };
            activity::record(&rows, now, Verb::PortalInvited, happening).await?;
            Ok(link.into_url(&backend.config().public_url))
        }
    };
    rows.commit().await?;
    Ok(PrintedLink {
        portal: portal.name,
        contact: name,
        link,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Visitor, fixture::world};
    use sea_orm::sea_query::Expr;

    #[tokio::test]
    async fn each_workspace_with_the_address_gets_a_link_of_its_own_and_the_archived_get_none() {
        let w = world().await;
        for side in [&w.a, &w.b] {
            let rows = w.backend.begin(&side.owner).await.unwrap();
            let renamed = rows
                .update::<contact::Entity>()
                .filter(contact::Column::Id.eq(side.contact.uuid()))
                .set(contact::Column::EmailKey, Expr::value("ada@client.example"))
                .exec();
            assert_eq!(renamed.await.unwrap(), 1);
            rows.commit().await.unwrap();
        }
        let printed = print_links(&w.backend, " Ada@Client.example ").await.unwrap();
        assert_eq!(printed.len(), 2);
        for line in &printed {
            let url = line.link.clone().unwrap();
            let token = url.rsplit('/').next().unwrap();
            assert!(
                links::redeem(&w.backend, token, &Visitor::default())
                    .await
                    .is_ok()
            );
        }
        assert!(
            print_links(&w.backend, "nobody@client.example")
                .await
                .unwrap()
                .is_empty()
        );
        crate::contact::commands::archive(&w.backend, &w.a.owner, w.a.contact)
            .await
            .unwrap();
        let printed = print_links(&w.backend, "ada@client.example").await.unwrap();
        assert_eq!(printed.iter().filter(|line| line.link.is_err()).count(), 1);
    }
}
