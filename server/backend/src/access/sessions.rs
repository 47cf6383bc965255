//! Sessions: opened by a link or a password, read on every request, ended by time, by their owner or with what they hang on.

#![allow(clippy::disallowed_methods)] // from a cookie to a scope: nobody is signed in before this

mod own;

pub use own::{end_of_contact, end_own_of_client, end_own_of_staff, of_contact, own_of_client, own_of_staff};

use super::Visitor;
use crate::{
    Backend,
    entity::{access_link, company, contact, membership, portal, session, staff_user, tenant},
    error::{BackendError, Result},
    portal_settings::{looks::Looks, menu},
    scope::{ClientScope, Rows, Scope, StaffScope, SystemScope, Writes},
    secret,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    contact::full_name,
    ids::{CompanyId, ContactId, SessionId, TenantId, UserId},
    locale::Locale,
    module::ModuleSet,
    settings::PortalFrame,
    staff::StaffFrame,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, Order, QueryFilter,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

/// A client's session ends when it was not used for so long.
const CLIENT_IDLE: TimeDelta = TimeDelta::hours(24);
/// A staff session ends when it was not used for so long.
const STAFF_IDLE: TimeDelta = TimeDelta::hours(8);
/// A staff session ends after so long in any case.
const STAFF_MAX: TimeDelta = TimeDelta::days(7);
/// How exact "last seen" is kept.
const TOUCH: TimeDelta = TimeDelta::minutes(1);

/// A session just opened.
pub(crate) struct Opened {
    /// Its row.
    pub id: Uuid,
    /// The cookie's value.
    pub token: String,
}

/// What a client's request needs to know: who asks, and the frame of the page.
#[derive(Debug, Clone)]
pub struct ClientVisit {
    /// Who asks.
    pub scope: ClientScope,
    /// The portal around the page.
    pub frame: PortalFrame,
    /// Set when it is a member of staff who looks through the client's eyes.
    pub preview: Option<super::preview::PreviewNote>,
}

/// What a staff request needs to know.
#[derive(Debug, Clone)]
pub struct StaffVisit {
    /// Who asks.
    pub scope: StaffScope,
    /// The frame of the page.
    pub frame: StaffFrame,
}

pub(super) async fn open(rows: &Rows<'_, SystemScope>, row: session::ActiveModel) -> Result<Opened> {
    let (id, token) = (SessionId::new().uuid(), secret::random_token::<32>()?);
    let row = session::ActiveModel {
        id: Set(id),
        token_hash: Set(secret::sha256(token.as_bytes()).to_vec()),
        revoked_at: Set(None),
        ..row
    };
    rows.insert::<session::Entity>(row).await?;
    Ok(Opened { id, token })
}

/// Opens a client's session; it never outlives its link.
pub(super) async fn open_client(
    rows: &Rows<'_, SystemScope>,
    now: DateTime<Utc>,
    link: &access_link::Model,
    visitor: &Visitor,
) -> Result<Opened> {
    let row = session::ActiveModel {
        kind: Set("client".to_owned()),
        user_id: Set(None),
        contact_id: Set(Some(link.contact_id)),
        link_id: Set(Some(link.id)),
        created_at: Set(now),
        last_seen_at: Set(now),
        idle_expires_at: Set(now + CLIENT_IDLE),
        expires_at: Set(link.expires_at),
        address: Set(visitor.network()),
        browser: Set(visitor.browser.clone()),
        ..Default::default()
    };
    open(rows, row).await
}

/// Opens a staff session.
pub(crate) async fn open_staff(
    rows: &Rows<'_, SystemScope>,
    now: DateTime<Utc>,
    user: UserId,
    visitor: &Visitor,
) -> Result<Opened> {
    let row = session::ActiveModel {
        kind: Set("staff".to_owned()),
        user_id: Set(Some(user.uuid())),
        contact_id: Set(None),
        link_id: Set(None),
        created_at: Set(now),
        last_seen_at: Set(now),
        idle_expires_at: Set(now + STAFF_IDLE),
        expires_at: Set(now + STAFF_MAX),
        address: Set(visitor.network()),
        browser: Set(visitor.browser.clone()),
        ..Default::default()
    };
    rows.update::<staff_user::Entity>()
        .filter(staff_user::Column::Id.eq(user.uuid()))
        .set(staff_user::Column::LastSeenAt, Expr::value(now))
        .exec()
        .await?;
    open(rows, row).await
}

#[derive(FromQueryResult)]
struct ClientRow {
    id: Uuid,
    tenant_id: Uuid,
    contact_id: Uuid,
    last_seen_at: DateTime<Utc>,
    browser: String,
    address: String,
    first_name: String,
    last_name: String,
    guest: bool,
    contact_locale: Option<String>,
    contact_zone: Option<String>,
    tenant_locale: String,
    tenant_zone: String,
    business_name: String,
    business_email: String,
    business_phone: String,
    support_email: String,
    support_phone: String,
    support_hours: String,
    modules: String,
    menu: String,
}

/// From a client's cookie to the scope.
///
/// # Errors
/// [`BackendError::Unauthenticated`] when the session is over or anything it hangs on is switched off.
pub async fn client(backend: &Backend, token: &str) -> Result<ClientVisit> {
    let mut query = client_query();
    query
        .and_where(contact::Column::PortalEnabled.eq(true))
        .and_where(portal::Column::Enabled.eq(true));
    let (visit, last_seen) = client_visit(backend, query, token, "client").await?;
    let now = backend.clock().now();
    if now - last_seen >= TOUCH {
        let (tenant, contact) = (visit.scope.tenant(), visit.scope.contact().uuid());
        let id = visit.scope.session().uuid();
        touch(backend, tenant, id, now, CLIENT_IDLE, Some(contact), None).await?;
    }
    Ok(visit)
}

/// All that a page of the portal needs to know, in one statement: a row for each company, archived ones left out.
pub(super) fn client_query() -> SelectStatement {
    let mut query = Query::select();
    query
        .expr_as(session::Column::Id.into_expr(), "id")
        .expr_as(session::Column::TenantId.into_expr(), "tenant_id")
        .expr_as(session::Column::ContactId.into_expr(), "contact_id")
        .expr_as(session::Column::LastSeenAt.into_expr(), "last_seen_at")
        .expr_as(session::Column::Browser.into_expr(), "browser")
        .expr_as(session::Column::Address.into_expr(), "address")
        .expr_as(contact::Column::FirstName.into_expr(), "first_name")
        .expr_as(contact::Column::LastName.into_expr(), "last_name")
        .expr_as(contact::Column::Guest.into_expr(), "guest")
        .expr_as(contact::Column::Locale.into_expr(), "contact_locale")
        .expr_as(contact::Column::Timezone.into_expr(), "contact_zone")
        .expr_as(tenant::Column::Locale.into_expr(), "tenant_locale")
        .expr_as(tenant::Column::Timezone.into_expr(), "tenant_zone")
        .expr_as(tenant::Column::Name.into_expr(), "business_name")
        .expr_as(tenant::Column::Email.into_expr(), "business_email")
        .expr_as(tenant::Column::Phone.into_expr(), "business_phone")
        .expr_as(portal::Column::SupportEmail.into_expr(), "support_email")
        .expr_as(portal::Column::SupportPhone.into_expr(), "support_phone")
        .expr_as(portal::Column::SupportHours.into_expr(), "support_hours")
        .expr_as(portal::Column::Modules.into_expr(), "modules")
        .expr_as(portal::Column::Menu.into_expr(), "menu")
        .expr_as(membership::Column::CompanyId.into_expr(), "company_id")
        .from(session::Entity)
        .inner_join(
            contact::Entity,
            session::Column::ContactId
                .into_expr()
                .equals(contact::Column::Id.as_column_ref()),
        )
        .inner_join(
            tenant::Entity,
            session::Column::TenantId
                .into_expr()
                .equals(tenant::Column::Id.as_column_ref()),
        )
        .inner_join(
            portal::Entity,
            session::Column::TenantId
                .into_expr()
                .equals(portal::Column::TenantId.as_column_ref()),
        )
        .inner_join(
            membership::Entity,
            session::Column::TenantId
                .into_expr()
                .equals(membership::Column::TenantId.as_column_ref())
                .and(
                    session::Column::ContactId
                        .into_expr()
                        .equals(membership::Column::ContactId.as_column_ref()),
                ),
        )
        .inner_join(
            company::Entity,
            membership::Column::CompanyId
                .into_expr()
                .equals(company::Column::Id.as_column_ref()),
        )
        .and_where(contact::Column::ArchivedAt.is_null())
        .and_where(tenant::Column::SuspendedAt.is_null())
        .and_where(company::Column::ArchivedAt.is_null())
        .order_by_expr(company::Column::Name.into_expr(), Order::Asc);
    for (column, name) in Looks::COLUMNS {
        query.expr_as(column.into_expr(), name);
    }
    query
}

/// From a cookie to the scope and the frame, and when the session was last used.
pub(super) async fn client_visit(
    backend: &Backend,
    mut query: SelectStatement,
    token: &str,
    kind: &str,
) -> Result<(ClientVisit, DateTime<Utc>)> {
    let (reader, now) = (backend.db().reader(), backend.clock().now());
    only_live(&mut query, token, kind, now);
    let found = reader.query_all(&query).await?;
    let first = found.first().ok_or(BackendError::Unauthenticated)?;
    let row = ClientRow::from_query_result(first, "")?;
    let looks = Looks::from_query_result(first, "")?;
    // A guest reads what is addressed to them in person, and nothing of the company.
    let own = if row.guest { &found[..0] } else { &found[..] };
    let companies = own
        .iter()
        .map(|row| Ok(row.try_get::<Uuid>("", "company_id")?.into()))
        .collect::<Result<Vec<CompanyId>>>()?;
    let tenant = TenantId::from(row.tenant_id);
    let locale = row
        .contact_locale
        .unwrap_or(row.tenant_locale)
        .parse()
        .unwrap_or(Locale::En);
    let modules = ModuleSet::from_keys(&row.modules);
    let scope = ClientScope::new(
        tenant,
        row.contact_id.into(),
        row.id.into(),
        companies,
        full_name(&row.first_name, &row.last_name),
        (
            locale,
            row.contact_zone.unwrap_or_else(|| row.tenant_zone.clone()),
            row.tenant_zone,
        ),
        (row.browser, row.address),
    );
    let frame = PortalFrame {
        menu: menu::for_reader(backend, &scope, &row.menu, &modules).await?,
        modules,
        theme_url: looks.theme_url(tenant),
        logo_url: looks.logo_url(tenant),
        logo: looks.logo(tenant),
        icon_url: looks.icon_url(tenant),
        css_url: looks.css_url(tenant),
        name: looks.portal_name,
        business_name: row.business_name,
        support_email: or(row.support_email, row.business_email),
        support_phone: or(row.support_phone, row.business_phone),
        support_hours: row.support_hours,
    };
    let visit = ClientVisit {
        scope,
        frame,
        preview: None,
    };
    Ok((visit, row.last_seen_at))
}

/// A value of the portal's own, or the business's where there is none.
pub(crate) fn or(own: String, business: String) -> String {
    if own.is_empty() { business } else { own }
}

fn only_live(query: &mut SelectStatement, token: &str, kind: &str, now: DateTime<Utc>) {
    query
        .and_where(session::Column::TokenHash.eq(secret::sha256(token.as_bytes()).to_vec()))
        .and_where(session::Column::Kind.eq(kind))
        .and_where(session::Column::RevokedAt.is_null())
        .and_where(session::Column::IdleExpiresAt.gt(now))
        .and_where(session::Column::ExpiresAt.gt(now));
}

/// The companies a contact acts for, archived ones left out.
pub(super) async fn companies_of(backend: &Backend, tenant: Uuid, contact: Uuid) -> Result<Vec<CompanyId>> {
    let mut query = Query::select();
    query
        .expr_as(membership::Column::CompanyId.into_expr(), "company_id")
        .from(membership::Entity)
        .inner_join(
            company::Entity,
            membership::Column::CompanyId
                .into_expr()
                .equals(company::Column::Id.as_column_ref()),
        )
        .and_where(membership::Column::TenantId.eq(tenant))
        .and_where(membership::Column::ContactId.eq(contact))
        .and_where(company::Column::ArchivedAt.is_null())
        .order_by_expr(company::Column::Name.into_expr(), Order::Asc);
    let found = backend.db().reader().query_all(&query).await?;
    found
        .iter()
        .map(|row| Ok(row.try_get::<Uuid>("", "company_id")?.into()))
        .collect()
}

async fn touch(
    backend: &Backend,
    tenant: TenantId,
    session: Uuid,
    now: DateTime<Utc>,
    idle: TimeDelta,
    contact: Option<Uuid>,
    user: Option<Uuid>,
) -> Result<()> {
    let scope = SystemScope::new(tenant, "a session is used");
    let rows = backend.begin(&scope).await?;
    rows.update::<session::Entity>()
        .filter(session::Column::Id.eq(session))
        .set(session::Column::LastSeenAt, Expr::value(now))
        .set(session::Column::IdleExpiresAt, Expr::value(now + idle))
        .exec()
        .await?;
    if let Some(contact) = contact {
        rows.update::<contact::Entity>()
            .filter(contact::Column::Id.eq(contact))
            .set(contact::Column::LastSeenAt, Expr::value(now))
            .exec()
            .await?;
    }
    if let Some(user) = user {
        rows.update::<staff_user::Entity>()
            .filter(staff_user::Column::Id.eq(user))
            .set(staff_user::Column::LastSeenAt, Expr::value(now))
            .exec()
            .await?;
    }
    rows.commit().await
}

/// From a member of staff's cookie to the scope.
///
/// # Errors
/// [`BackendError::Unauthenticated`] when the session is over, or the member or the workspace is switched off.
pub async fn staff(backend: &Backend, token: &str) -> Result<StaffVisit> {
    let (reader, now) = (backend.db().reader(), backend.clock().now());
    let hash = secret::sha256(token.as_bytes()).to_vec();
    let session = session::Entity::find()
        .filter(session::Column::TokenHash.eq(hash))
        .filter(session::Column::Kind.eq("staff"))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::IdleExpiresAt.gt(now))
        .filter(session::Column::ExpiresAt.gt(now))
        .one(reader)
        .await?
        .ok_or(BackendError::Unauthenticated)?;
    let user = session.user_id.ok_or(BackendError::Unauthenticated)?;
    let user = staff_user::Entity::find_by_id(user)
        .filter(staff_user::Column::Active.eq(true))
        .one(reader)
        .await?
        .ok_or(BackendError::Unauthenticated)?;
    let tenant = tenant::Entity::find_by_id(session.tenant_id)
        .filter(tenant::Column::SuspendedAt.is_null())
        .one(reader)
        .await?
        .ok_or(BackendError::Unauthenticated)?;
    if now - session.last_seen_at >= TOUCH {
        touch(
            backend,
            tenant.id.into(),
            session.id,
            now,
            STAFF_IDLE,
            None,
            Some(user.id),
        )
        .await?;
    }
    let role = user.role.parse().map_err(BackendError::internal)?;
    let frame = StaffFrame {
        user: user.id.into(),
        name: user.name.clone(),
        email: user.email.clone(),
        role,
        business_name: tenant.name,
        timezone: tenant.timezone,
    };
    let scope = StaffScope::new(
        tenant.id.into(),
        user.id.into(),
        session.id.into(),
        role,
        user.name,
        user.email,
    );
    Ok(StaffVisit { scope, frame })
}

/// Ends the session of a cookie, whichever kind it is; one that is over already is no error.
///
/// # Errors
/// When the database fails.
pub async fn end(backend: &Backend, token: &str, visitor: &Visitor) -> Result<()> {
    let now = backend.clock().now();
    let found = session::Entity::find()
        .filter(session::Column::TokenHash.eq(secret::sha256(token.as_bytes()).to_vec()))
        .filter(session::Column::RevokedAt.is_null())
        .one(backend.db().reader())
        .await?;
    let Some(session) = found else { return Ok(()) };
    let scope = SystemScope::new(session.tenant_id.into(), "a session is ended by its owner");
    let rows = backend.begin(&scope).await?;
    rows.update::<session::Entity>()
        .filter(session::Column::Id.eq(session.id))
        .set(session::Column::RevokedAt, Expr::value(now))
        .exec()
        .await?;
    if let Some(user) = session.user_id {
        // Whoever signs out does not go on looking through somebody's eyes.
        super::preview::end_all_of(&rows, now, user.into()).await?;
    }
    if let (Some(contact), "client") = (session.contact_id, session.kind.as_str()) {
        let kind = domain::access::AccessKind::SignedOut;
        super::links::log_event(backend, &rows, contact, Some(session.id), kind, visitor).await?;
    }
    rows.commit().await
}

/// Ends every session of a contact in the caller's transaction; says how many were live.
///
/// # Errors
/// When the database refuses.
pub async fn end_all_of_contact<S: Writes<session::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    contact: ContactId,
) -> Result<u64> {
    rows.update::<session::Entity>()
        .filter(session::Column::ContactId.eq(contact.uuid()))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .set(session::Column::RevokedAt, Expr::value(now))
        .exec()
        .await
}

/// Ends every session of a member of staff but one, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn end_all_of_user<S: Writes<session::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    user: UserId,
    except: Option<SessionId>,
) -> Result<u64> {
    rows.update::<session::Entity>()
        .filter(session::Column::UserId.eq(user.uuid()))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::Id.ne(except.map(Uuid::from).unwrap_or_default()))
        .set(session::Column::RevokedAt, Expr::value(now))
        .exec()
        .await
}
