//! "Visible in portal: yes, or no, because …", for many contacts with few queries.

use crate::{
    entity::{access_link, company, contact, membership, portal},
    error::Result,
    scope::{Reads, Rows},
};
use chrono::{DateTime, Utc};
use domain::access::{LinkState, VisibilityFacts};
use sea_orm::{ColumnTrait, Order};
use std::collections::HashMap;
use uuid::Uuid;

/// How a contact stands with the portal.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// From which visibility follows.
    pub facts: VisibilityFacts,
    /// The newest link.
    pub link: Option<access_link::Model>,
    /// The companies with id, name and whether they are archived, by name.
    pub companies: Vec<(Uuid, String, bool)>,
}

impl Default for Standing {
    /// Somebody of whom nothing is known.
    fn default() -> Self {
        let facts = VisibilityFacts {
            portal_on: false,
            archived: false,
            access_on: false,
            has_email: false,
            has_company: false,
            link: None,
        };
        Self {
            facts,
            link: None,
            companies: Vec::new(),
        }
    }
}

impl Standing {
    /// The names of the companies in use.
    pub fn active_names(&self) -> Vec<String> {
        let active = self.companies.iter().filter(|(_, _, archived)| !archived);
        active.map(|(_, name, _)| name.clone()).collect()
    }
}

/// How these contacts stand with the portal, by id. Four queries, however many they are.
///
/// # Errors
/// When the database fails.
pub(crate) async fn of<S>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    contacts: &[contact::Model],
) -> Result<HashMap<Uuid, Standing>>
where
    S: Reads<portal::Entity>
        + Reads<membership::Entity>
        + Reads<company::Entity>
        + Reads<access_link::Entity>,
{
    let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
    let portal_on = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .is_some_and(|portal| portal.enabled);
    let mut links = newest_links(rows, &ids).await?;
    let mut companies = companies_of(rows, &ids).await?;
    let standing = |contact: &contact::Model| {
        let link = links.remove(&contact.id);
        let companies = companies.remove(&contact.id).unwrap_or_default();
        let state = |link: &access_link::Model| {
            LinkState::at(now, link.expires_at, link.revoked_at, link.superseded_at)
        };
        let facts = VisibilityFacts {
            portal_on,
            archived: contact.archived_at.is_some(),
            access_on: contact.portal_enabled,
            has_email: !contact.email.is_empty(),
            has_company: companies.iter().any(|(_, _, archived)| !archived),
            link: link.as_ref().map(state),
        };
        (
            contact.id,
            Standing {
                facts,
                link,
                companies,
            },
        )
    };
    Ok(contacts.iter().map(standing).collect())
}

async fn newest_links<S: Reads<access_link::Entity>>(
    rows: &Rows<'_, S>,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, access_link::Model>> {
    let links = rows
        .find::<access_link::Entity>()
        .filter(access_link::Column::ContactId.is_in(ids.iter().copied()))
        .order(access_link::Column::CreatedAt, Order::Asc)
        .order(access_link::Column::Id, Order::Asc)
        .all()
        .await?;
    Ok(links.into_iter().map(|link| (link.contact_id, link)).collect())
}

/// The companies of these contacts, by contact, each by name.
pub(crate) async fn companies_of<S>(
    rows: &Rows<'_, S>,
    contacts: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(Uuid, String, bool)>>>
where
    S: Reads<membership::Entity> + Reads<company::Entity>,
{
    let memberships = rows
        .find::<membership::Entity>()
        .filter(membership::Column::ContactId.is_in(contacts.iter().copied()))
        .tuples::<(Uuid, Uuid)>(
            vec![
                membership::Column::ContactId.into_expr(),
                membership::Column::CompanyId.into_expr(),
            ],
            vec![],
        )
        .await?;
    let named = rows
        .find::<company::Entity>()
        .filter(company::Column::Id.is_in(memberships.iter().map(|(_, company)| *company)))
        .order(company::Column::SearchKey, Order::Asc)
        .tuples::<(Uuid, String, Option<DateTime<Utc>>)>(
            vec![
                company::Column::Id.into_expr(),
                company::Column::Name.into_expr(),
                company::Column::ArchivedAt.into_expr(),
            ],
            vec![],
        )
        .await?;
    let mut by_contact: HashMap<Uuid, Vec<(Uuid, String, bool)>> = HashMap::new();
    for (company, name, archived_at) in named {
        let company_line = (company, name, archived_at.is_some());
        for (contact, _) in memberships.iter().filter(|(_, of)| *of == company) {
            by_contact.entry(*contact).or_default().push(company_line.clone());
        }
    }
    Ok(by_contact)
}
