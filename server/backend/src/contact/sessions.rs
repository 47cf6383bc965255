//! Ending sessions of contacts who may not be in the portal any more.

use crate::{
    entity::{company, membership, session},
    error::Result,
    scope::{Rows, StaffScope, is_in},
};
use chrono::{DateTime, Utc};
use domain::ids::CompanyId;
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};

/// Ends the sessions of a company's contacts who act for no other company in use. Says how many.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn end_of_company(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    company: CompanyId,
) -> Result<u64> {
    let members = rows
        .find::<membership::Entity>()
        .filter(membership::Column::CompanyId.eq(company.uuid()));
    let others = rows
        .find::<company::Entity>()
        .filter(company::Column::ArchivedAt.is_null())
        .filter(company::Column::Id.ne(company.uuid()));
    let members_elsewhere = rows.find::<membership::Entity>().filter(is_in(
        membership::Column::CompanyId,
        others,
        company::Column::Id,
    ));
    rows.update::<session::Entity>()
        .filter(session::Column::RevokedAt.is_null())
        .filter(is_in(
            session::Column::ContactId,
            members,
            membership::Column::ContactId,
        ))
        .filter(
            is_in(
                session::Column::ContactId,
                members_elsewhere,
                membership::Column::ContactId,
            )
            .not(),
        )
        .set(session::Column::RevokedAt, Expr::value(now))
        .exec()
        .await
}
