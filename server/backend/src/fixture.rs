//! Two tenants side by side for this crate's tests, on SQLite, or on PostgreSQL where `PORTICO_TEST_POSTGRES` names a server.

#![allow(clippy::disallowed_methods)] // making a database

use crate::{
    Backend,
    clock::Clock,
    config::Config,
    entity::{access_link, company, contact, invoice, membership, session},
    scope::{ClientScope, StaffScope, SystemScope},
    tenancy::provision::{self, NewMember, NewTenant},
};
use domain::{
    ids::{AccessLinkId, CompanyId, ContactId, InvoiceId, SessionId, TenantId, UserId},
    locale::Locale,
    money::Currency,
    role::Role,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, Database};

/// The instant at which every test begins.
pub const NOW: &str = "2026-03-15T10:00:00Z";

/// A tenant with an owner, a company and its contact.
pub struct Side {
    pub tenant: TenantId,
    pub owner: StaffScope,
    pub company: CompanyId,
    pub contact: ContactId,
    pub client: ClientScope,
}

impl Side {
    /// The owner's scope, cut down to a role.
    pub fn staff(&self, role: Role) -> StaffScope {
        StaffScope::new(
            self.tenant,
            self.owner.user(),
            SessionId::new(),
            role,
            self.owner.name().to_owned(),
            self.owner.email().to_owned(),
        )
    }

    pub fn system(&self) -> SystemScope {
        SystemScope::new(self.tenant, "test")
    }
}

pub struct World {
    pub backend: Backend,
    pub a: Side,
    pub b: Side,
    _dir: tempfile::TempDir,
}

/// An empty database of its own.
pub async fn empty_backend() -> (Backend, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let database_url = match std::env::var("PORTICO_TEST_POSTGRES") {
        Ok(server) => {
            let name = format!("t_{}", uuid::Uuid::new_v4().simple());
            let admin = Database::connect(format!("{server}/postgres")).await.unwrap();
            admin
                .execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .unwrap();
            admin.close().await.unwrap();
            format!("{server}/{name}")
        }
        Err(_) => format!("sqlite:{}", dir.path().join("portico.db").display()),
    };
    let config = Config {
        database_url,
        data_dir: dir.path().to_owned(),
        public_url: "http://localhost:3000".to_owned(),
        smtp: None,
        mail_from: "portal@example.com".to_owned(),
        mail_keep_days: 400,
        seal: crate::config::SealConfig::default(),
        behind_proxy: false,
        secret: Some("a test key that is long enough to be one".to_owned()),
    };
    (
        Backend::open(config, Clock::fixed(NOW.parse().unwrap()))
            .await
            .unwrap(),
        dir,
    )
}

pub async fn world() -> World {
    let (backend, dir) = empty_backend().await;
    let a = side(&backend, "Anchor").await;
    let b = side(&backend, "Beacon").await;
    World {
        backend,
        a,
        b,
        _dir: dir,
    }
}

async fn side(backend: &Backend, name: &str) -> Side {
    let scope = provision::new_scope("test");
    let tenant = crate::scope::Scope::tenant(&scope);
    let now = backend.clock().now();
    let rows = backend.begin(&scope).await.unwrap();
    let new = NewTenant {
        name: format!("{name} Ltd"),
        currency: Currency::EUR,
        timezone: "Europe/Berlin".to_owned(),
    };
    provision::create_tenant(&rows, now, &new).await.unwrap();
    let member = NewMember {
        name: format!("{name} Owner"),
        email: format!("owner@{}.example", name.to_lowercase()),
        password_hash: None,
        role: Role::Owner,
    };
    let user = provision::create_member(&rows, now, &member).await.unwrap();
    let (company, contact) = (CompanyId::new(), ContactId::new());
    rows.insert::<company::Entity>(company_row(company, &format!("§{name}-company"), now))
        .await
        .unwrap();
    rows.insert::<contact::Entity>(contact_row(contact, &format!("§{name}-contact"), now))
        .await
        .unwrap();
    rows.insert::<membership::Entity>(membership::ActiveModel {
        contact_id: Set(contact.uuid()),
        company_id: Set(company.uuid()),
        created_at: Set(now),
        ..Default::default()
    })
    .await
    .unwrap();
    rows.commit().await.unwrap();
    Side {
        tenant,
        owner: staff_scope(tenant, user, name),
        company,
        contact,
        client: client_scope(tenant, contact, vec![company]),
    }
}

fn staff_scope(tenant: TenantId, user: UserId, name: &str) -> StaffScope {
    let email = format!("owner@{}.example", name.to_lowercase());
    StaffScope::new(
        tenant,
        user,
        SessionId::new(),
        Role::Owner,
        format!("{name} Owner"),
        email,
    )
}

/// A client's scope over these companies.
pub fn client_scope(tenant: TenantId, contact: ContactId, companies: Vec<CompanyId>) -> ClientScope {
    let berlin = || "Europe/Berlin".to_owned();
    let zone = (Locale::En, berlin(), berlin());
    let device = ("Firefox on Linux".to_owned(), "203.0.113.0/24".to_owned());
    ClientScope::new(
        tenant,
        contact,
        SessionId::new(),
        companies,
        "Client".to_owned(),
        zone,
        device,
    )
}

/// A company's row with nothing but a name.
pub fn company_row(id: CompanyId, name: &str, now: chrono::DateTime<chrono::Utc>) -> company::ActiveModel {
    company::ActiveModel {
        id: Set(id.uuid()),
        name: Set(name.to_owned()),
        legal_name: Set(String::new()),
        email: Set(String::new()),
        phone: Set(String::new()),
        website: Set(String::new()),
        tax_id: Set(String::new()),
        address_line1: Set(String::new()),
        address_line2: Set(String::new()),
        postal_code: Set(String::new()),
        city: Set(String::new()),
        state: Set(String::new()),
        country: Set(String::new()),
        currency: Set("EUR".to_owned()),
        payment_days: Set(14),
        notes: Set(String::new()),
        search_key: Set(name.to_lowercase()),
        archived_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// A contact's row with a name and an address.
pub fn contact_row(id: ContactId, name: &str, now: chrono::DateTime<chrono::Utc>) -> contact::ActiveModel {
    let email = format!("{}@client.example", id.uuid().simple());
    contact::ActiveModel {
        id: Set(id.uuid()),
        first_name: Set(String::new()),
        last_name: Set(name.to_owned()),
        email: Set(email.clone()),
        email_key: Set(Some(email)),
        phone: Set(String::new()),
        job_title: Set(String::new()),
        locale: Set(None),
        timezone: Set(None),
        notes: Set(String::new()),
        portal_enabled: Set(true),
        bounced_at: Set(None),
        last_seen_at: Set(None),
        search_key: Set(name.to_lowercase()),
        archived_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// An invoice's row of one amount, all of it open.
pub fn invoice_row(
    id: InvoiceId,
    company: CompanyId,
    (status, number): (&str, Option<&str>),
    (currency, minor): (&str, i64),
    due: Option<&str>,
    now: chrono::DateTime<chrono::Utc>,
) -> invoice::ActiveModel {
    invoice::ActiveModel {
        id: Set(id.uuid()),
        company_id: Set(company.uuid()),
        contact_id: Set(None),
        number: Set(number.map(str::to_owned)),
        status: Set(status.to_owned()),
        currency: Set(currency.to_owned()),
        issue_date: Set(None),
        due_date: Set(due.map(|day| day.parse().unwrap())),
        po_number: Set(String::new()),
        reference: Set(String::new()),
        notes: Set(String::new()),
        terms: Set(String::new()),
        internal_notes: Set(String::new()),
        prices_include_tax: Set(false),
        tax_rounding: Set("per_group".to_owned()),
        discount_kind: Set("none".to_owned()),
        discount_value: Set(0),
        subtotal_minor: Set(minor),
        discount_minor: Set(0),
        tax_minor: Set(0),
        total_minor: Set(minor),
        paid_minor: Set(0),
        credited_minor: Set(0),
        balance_minor: Set(minor),
        seller: Set("{}".to_owned()),
        buyer: Set("{}".to_owned()),
        reason: Set(String::new()),
        search_key: Set(number.unwrap_or_default().to_lowercase()),
        issued_at: Set(None),
        paid_at: Set(None),
        closed_at: Set(None),
        created_by: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// A contact's link that is valid for thirty days.
pub fn link_row(contact: ContactId, now: chrono::DateTime<chrono::Utc>) -> access_link::ActiveModel {
    let id = AccessLinkId::new();
    access_link::ActiveModel {
        id: Set(id.uuid()),
        contact_id: Set(contact.uuid()),
        selector: Set(id.to_string()),
        verifier_hash: Set(vec![0; 32]),
        pepper_version: Set(1),
        created_by: Set(None),
        created_at: Set(now),
        expires_at: Set(now + chrono::TimeDelta::days(30)),
        max_uses: Set(None),
        use_count: Set(0),
        first_used_at: Set(None),
        last_used_at: Set(None),
        revoked_at: Set(None),
        revoked_by: Set(None),
        superseded_at: Set(None),
        ..Default::default()
    }
}

/// A contact's open session.
pub fn session_row(contact: ContactId, now: chrono::DateTime<chrono::Utc>) -> session::ActiveModel {
    let id = SessionId::new();
    let end = now + chrono::TimeDelta::days(1);
    session::ActiveModel {
        id: Set(id.uuid()),
        token_hash: Set(id.uuid().as_bytes().to_vec()),
        kind: Set("client".to_owned()),
        user_id: Set(None),
        contact_id: Set(Some(contact.uuid())),
        link_id: Set(None),
        created_at: Set(now),
        last_seen_at: Set(now),
        idle_expires_at: Set(end),
        expires_at: Set(end),
        address: Set("203.0.113.0/24".to_owned()),
        browser: Set("Firefox on Linux".to_owned()),
        revoked_at: Set(None),
        ..Default::default()
    }
}
