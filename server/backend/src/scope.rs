//! Scopes: proof of who asks. Every query carries one, and it adds the tenant, and for a client the client.
//!
//! A scope can be made only in this crate, from a session that was just read from the database, or by a job. What a client may
//! read at all is spelled out in [`client`]: without such a line, the code does not compile.

mod client;
mod rows;
#[cfg(test)]
mod tests;

pub use rows::{Rows, ScopedSelect, ScopedUpdate, is_in};
pub(crate) use rows::{sum, sum_of};

use crate::error::{BackendError, Result};
use domain::{
    ids::{CompanyId, ContactId, SessionId, TenantId, UserId},
    locale::Locale,
    role::{Permission, Role},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel};
use uuid::Uuid;

mod sealed {
    pub trait Sealed {}
}

/// Whoever asks, within one tenant.
pub trait Scope: sealed::Sealed + Send + Sync {
    /// The tenant whose rows are in reach.
    fn tenant(&self) -> TenantId;

    /// Whether it only looks: no transaction is opened for it.
    fn only_looks(&self) -> bool {
        false
    }
}

/// A table whose rows belong to a tenant.
pub trait TenantOwned: EntityTrait {
    /// The column that names the tenant.
    fn tenant_column() -> Self::Column;
}

/// The right to read the rows of a table, and which of them.
pub trait Reads<E: TenantOwned>: Scope {
    /// The rows in reach.
    fn rows(&self) -> Condition;
}

/// The right to change the rows that can be read.
pub trait Writes<E: TenantOwned>: Reads<E> {}

macro_rules! tenant_owned {
    ($entity:ty, $column:ident) => {
        crate::scope::tenant_owned!($entity, $column, TenantId);
    };
    ($entity:ty, $column:ident, $tenant:ident) => {
        impl crate::scope::TenantOwned for $entity {
            fn tenant_column() -> $column {
                $column::$tenant
            }
        }
    };
}
pub(crate) use tenant_owned;

/// A signed-in member of staff.
#[derive(Debug, Clone)]
pub struct StaffScope {
    tenant: TenantId,
    user: UserId,
    session: SessionId,
    role: Role,
    name: String,
    email: String,
}

impl StaffScope {
    pub(crate) fn new(
        tenant: TenantId,
        user: UserId,
        session: SessionId,
        role: Role,
        name: String,
        email: String,
    ) -> Self {
        Self {
            tenant,
            user,
            session,
            role,
            name,
            email,
        }
    }

    /// Who.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// In which session.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// In which role.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Full name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// E-mail address.
    pub fn email(&self) -> &str {
        &self.email
    }

    /// Goes on only if the role includes this.
    ///
    /// # Errors
    /// [`BackendError::Forbidden`] otherwise.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.role.may(permission) {
            Ok(())
        } else {
            Err(BackendError::Forbidden)
        }
    }
}

/// A signed-in contact.
#[derive(Debug, Clone)]
pub struct ClientScope {
    tenant: TenantId,
    contact: ContactId,
    session: SessionId,
    companies: Vec<CompanyId>,
    name: String,
    locale: Locale,
    timezone: String,
    business_timezone: String,
    browser: String,
    address: String,
    preview: bool,
}

impl ClientScope {
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn new(
        tenant: TenantId,
        contact: ContactId,
        session: SessionId,
        companies: Vec<CompanyId>,
        name: String,
        (locale, timezone, business_timezone): (Locale, String, String),
        (browser, address): (String, String),
    ) -> Self {
        Self {
            tenant,
            contact,
            session,
            companies,
            name,
            locale,
            timezone,
            business_timezone,
            browser,
            address,
            preview: false,
        }
    }

    /// The same reach, for a member of staff who looks through the client's eyes: nothing can be changed, nothing counts as a view.
    #[must_use]
    pub(crate) fn only_looking(self) -> Self {
        Self {
            preview: true,
            ..self
        }
    }

    /// Whether a member of staff looks through the client's eyes.
    pub fn is_preview(&self) -> bool {
        self.preview
    }

    /// Who.
    pub fn contact(&self) -> ContactId {
        self.contact
    }

    /// In which session.
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// For which companies, archived ones left out.
    pub fn companies(&self) -> &[CompanyId] {
        &self.companies
    }

    pub(crate) fn company_ids(&self) -> Vec<Uuid> {
        self.companies.iter().map(|id| id.uuid()).collect()
    }

    /// Full name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language that pages and numbers are in.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The zone that times are shown in.
    pub fn timezone(&self) -> &str {
        &self.timezone
    }

    /// The zone that the business's days begin and end in.
    pub fn business_timezone(&self) -> &str {
        &self.business_timezone
    }

    /// Browser and system.
    pub fn browser(&self) -> &str {
        &self.browser
    }

    /// The shortened network address.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// A job, or a step before somebody is signed in, within one tenant. The reason is logged.
#[derive(Debug, Clone)]
pub struct SystemScope {
    tenant: TenantId,
}

impl SystemScope {
    pub(crate) fn new(tenant: TenantId, reason: &'static str) -> Self {
        tracing::debug!(%tenant, reason, "system scope opened");
        Self { tenant }
    }
}

impl sealed::Sealed for StaffScope {}
impl sealed::Sealed for ClientScope {}
impl sealed::Sealed for SystemScope {}

impl Scope for StaffScope {
    fn tenant(&self) -> TenantId {
        self.tenant
    }
}

impl Scope for ClientScope {
    fn tenant(&self) -> TenantId {
        self.tenant
    }

    fn only_looks(&self) -> bool {
        self.preview
    }
}

impl Scope for SystemScope {
    fn tenant(&self) -> TenantId {
        self.tenant
    }
}

fn of_tenant<E: TenantOwned>(tenant: TenantId) -> Condition {
    Condition::all().add(E::tenant_column().eq(tenant.uuid()))
}

impl<E: TenantOwned> Reads<E> for StaffScope {
    fn rows(&self) -> Condition {
        of_tenant::<E>(self.tenant)
    }
}

impl<E: TenantOwned> Writes<E> for StaffScope {}

impl<E: TenantOwned> Reads<E> for SystemScope {
    fn rows(&self) -> Condition {
        of_tenant::<E>(self.tenant)
    }
}

impl<E: TenantOwned> Writes<E> for SystemScope {}

/// An active model of a table.
pub trait RowOf<E: EntityTrait>: IntoActiveModel<E::ActiveModel> {}
impl<E: EntityTrait, M: IntoActiveModel<E::ActiveModel>> RowOf<E> for M {}
