//! A contact's own reach without a session: for mails and previews.

use crate::{
    entity::{company, contact, membership, tenant},
    error::Result,
    scope::{ClientScope, Reads, Rows, is_in},
};
use domain::{
    contact::full_name,
    ids::{CompanyId, ContactId, SessionId},
};
use sea_orm::{ColumnTrait, IntoSimpleExpr, Order};
use uuid::Uuid;

/// The scope that this contact would have in the portal: the own companies, archived ones left out.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when the contact is not this tenant's.
pub(crate) async fn scope_of<S>(rows: &Rows<'_, S>, id: ContactId) -> Result<ClientScope>
where
    S: Reads<contact::Entity> + Reads<membership::Entity> + Reads<company::Entity> + Reads<tenant::Entity>,
{
    let row = rows.get::<contact::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
    let mine = rows
        .find::<membership::Entity>()
        .filter(membership::Column::ContactId.eq(row.id));
    let guest = row.guest;
    let companies = rows
        .find::<company::Entity>()
        .filter(is_in(company::Column::Id, mine, membership::Column::CompanyId))
        .filter(company::Column::ArchivedAt.is_null())
        .order(company::Column::Name, Order::Asc)
        .tuples::<(Uuid,)>(vec![company::Column::Id.into_simple_expr()], Vec::new())
        .await?;
    let locale = row.locale.unwrap_or(tenant.locale).parse().unwrap_or_default();
    let zone = row.timezone.unwrap_or_else(|| tenant.timezone.clone());
    Ok(ClientScope::new(
        rows.scope().tenant(),
        id,
        SessionId::from(Uuid::nil()),
        companies
            .into_iter()
            // As in a session, a guest has none.
            .filter(|_| !guest)
            .map(|(id,)| CompanyId::from(id))
            .collect(),
        full_name(&row.first_name, &row.last_name),
        (locale, zone, tenant.timezone),
        (String::new(), String::new()),
    ))
}
