//! The world: two workspaces with everything in every state, each text marked with its owner.

use super::{
    actor::{Person, Side},
    database::Database,
};
use backend::{
    Backend, BackendError,
    access::{Visitor, links, sessions},
    company, contact, invoice,
    mail::{self, invitations, worker},
    payment,
    scope::StaffScope,
    staff::{setup, team},
    tenancy::settings,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::InvitationForm,
    company::CompanyForm,
    contact::ContactForm,
    credit_note::CreditNoteForm,
    ids::{CompanyId, ContactId, InvoiceId, PaymentId, UserId},
    invoice::{
        closing::{VoidForm, WriteOffForm},
        form::{InvoiceForm, InvoiceLineForm},
    },
    payment::{PaymentForm, RefundForm},
    role::Role,
    staff::{MemberForm, Password, SetupForm},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The password of every member of staff.
pub const PASSWORD: &str = "correct horse battery staple";

#[derive(Clone, Debug, Default)]
pub struct World {
    pub a: Tenant,
    pub b: Tenant,
    /// By id; those of workspace A's own rows also under `tenant` and `portal`.
    versions: BTreeMap<String, i64>,
}

#[derive(Clone, Debug, Default)]
pub struct Tenant {
    /// `A` or `B`.
    pub tag: &'static str,
    pub id: Uuid,
    pub members: BTreeMap<Role, Member>,
    /// A member who has not answered the invitation yet.
    pub invited: Uuid,
    /// The token in that invitation.
    pub welcome: String,
    pub companies: Vec<Company>,
    pub failed_mail: Uuid,
    pub sent_mail: Uuid,
}

#[derive(Clone, Debug, Default)]
pub struct Member {
    pub id: Uuid,
    pub session: Uuid,
    /// Another session of the same member.
    pub other_session: Uuid,
    pub token: String,
    pub email: String,
}

#[derive(Clone, Debug, Default)]
pub struct Company {
    pub tag: &'static str,
    pub id: Uuid,
    pub contacts: Vec<Client>,
    /// By state: draft, open, overdue, partial, paid, refunded, void, written_off, credited.
    pub invoices: BTreeMap<&'static str, Uuid>,
    /// By the state of their invoice.
    pub payments: BTreeMap<&'static str, Uuid>,
}

#[derive(Clone, Debug, Default)]
pub struct Client {
    pub tag: &'static str,
    pub id: Uuid,
    pub email: String,
    /// The path of the mailed link, `/l/…`.
    pub link: String,
    /// The cookie's value.
    pub session: String,
    pub session_id: Uuid,
    pub other_session: Uuid,
}

impl World {
    pub fn tenant(&self, side: Side) -> &Tenant {
        match side {
            Side::A => &self.a,
            Side::B => &self.b,
        }
    }

    /// The version that a form would be opened with; 1 for what is not there.
    pub fn version(&self, id: &str) -> i64 {
        self.versions.get(id).copied().unwrap_or(1)
    }

    pub fn a1(&self) -> &Company {
        &self.a.companies[0]
    }

    pub fn a2(&self) -> &Company {
        &self.a.companies[1]
    }

    /// An archived company of workspace A.
    pub fn a3(&self) -> &Company {
        &self.a.companies[2]
    }

    pub fn b1(&self) -> &Company {
        &self.b.companies[0]
    }

    pub fn client(&self, person: Person) -> &Client {
        match person {
            Person::A1 => &self.a1().contacts[0],
            Person::A1b => &self.a1().contacts[1],
            Person::A2 => &self.a2().contacts[0],
            Person::B1 => &self.b1().contacts[0],
        }
    }
}

impl Tenant {
    pub fn staff_token(&self, role: Role) -> &str {
        &self.members[&role].token
    }
}

struct Seed<'a> {
    backend: &'a Backend,
    database: &'a Database,
    owner: StaffScope,
    tag: &'static str,
}

fn visitor() -> Visitor {
    Visitor::new(
        "192.0.2.7",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    )
}

/// Makes the world in an empty database.
pub async fn world(backend: &Backend, database: &Database) -> World {
    let code = setup::new_code(backend).await.unwrap();
    let form = SetupForm {
        code,
        business: "§A0-business§".to_owned(),
        name: "§A0-internal-owner§".to_owned(),
        email: "owner@staff.a0.example".to_owned(),
        password: Password(PASSWORD.to_owned()),
        currency: "EUR".to_owned(),
        timezone: "Europe/Berlin".to_owned(),
    };
    let token = setup::complete(backend, &form, &visitor()).await.unwrap();
    let scope = sessions::staff(backend, &token).await.unwrap().scope;
    let tenant: Uuid = database.one("SELECT id FROM tenant", vec![]).await;
    let second = second_tenant(database, tenant, &scope).await;
    let a = Seed {
        backend,
        database,
        owner: scope,
        tag: "A",
    }
    .tenant(&[("A1", &["A1", "A1b"]), ("A2", &["A2"]), ("A3", &["A3"])])
    .await;
    let owner = sessions::staff(backend, &second).await.unwrap().scope;
    let b = Seed {
        backend,
        database,
        owner,
        tag: "B",
    }
    .tenant(&[("B1", &["B1"])])
    .await;
    dead_sessions(backend, database, &a).await;
    let versions = versions(database, &a).await;
    World { a, b, versions }
}

async fn versions(database: &Database, a: &Tenant) -> BTreeMap<String, i64> {
    let mut versions = BTreeMap::new();
    for table in ["company", "contact", "invoice", "payment"] {
        let ids: Vec<Uuid> = database.column(&format!("SELECT id FROM {table}"), vec![]).await;
        for id in ids {
            versions.insert(id.to_string(), database.version(table, id).await);
        }
    }
    let of_tenant = "SELECT version FROM tenant WHERE id = $1";
    versions.insert(
        "tenant".to_owned(),
        database.one(of_tenant, vec![a.id.into()]).await,
    );
    let of_portal = "SELECT version FROM portal WHERE tenant_id = $1";
    versions.insert(
        "portal".to_owned(),
        database.one(of_portal, vec![a.id.into()]).await,
    );
    versions
}

/// The first start makes one workspace only; the second is a copy of its bare rows. Returns its owner's token.
async fn second_tenant(database: &Database, first: Uuid, owner: &StaffScope) -> String {
    let (tenant, user) = (Uuid::now_v7(), Uuid::now_v7());
    let name = ("name", "§B0-business§".into());
    database
        .copy(
            "tenant",
            ("id", first.into()),
            &[("id", tenant.into()), name.clone()],
        )
        .await;
    database
        .copy(
            "portal",
            ("tenant_id", first.into()),
            &[("tenant_id", tenant.into()), name],
        )
        .await;
    let email = "owner@staff.b0.example";
    let changed = [
        ("id", user.into()),
        ("tenant_id", tenant.into()),
        ("name", "§B0-internal-owner§".into()),
        ("email", email.into()),
        ("email_key", email.into()),
    ];
    database
        .copy("staff_user", ("id", owner.user().uuid().into()), &changed)
        .await;
    let now: DateTime<Utc> = super::NOW.parse().unwrap();
    let token = "first-b-owner";
    database
        .session(
            Uuid::now_v7(),
            token,
            ("staff", tenant, user),
            (now, now + TimeDelta::days(1)),
            None,
        )
        .await;
    token.to_owned()
}

/// Sessions of workspace A that must open nothing.
async fn dead_sessions(backend: &Backend, database: &Database, a: &Tenant) {
    let now = backend.clock().now();
    let (before, later) = (now - TimeDelta::hours(2), now + TimeDelta::days(1));
    let owner = ("staff", a.id, a.members[&Role::Owner].id);
    let client = ("client", a.id, a.companies[0].contacts[0].id);
    let archived = ("client", a.id, a.companies[2].contacts[0].id);
    let new = Uuid::now_v7;
    let just_over = now - TimeDelta::seconds(1);
    database
        .session(new(), "expired-staff", owner, (before, just_over), None)
        .await;
    database
        .session(new(), "revoked-staff", owner, (before, later), Some(before))
        .await;
    database
        .session(new(), "expired-client", client, (before, just_over), None)
        .await;
    database
        .session(new(), "revoked-client", client, (before, later), Some(before))
        .await;
    database
        .session(new(), "archived-client", archived, (before, later), None)
        .await;
    let inactive = Uuid::now_v7();
    let changed = [
        ("id", inactive.into()),
        ("name", "§A0-internal-inactive§".into()),
        ("email", "inactive@staff.a0.example".into()),
        ("email_key", "inactive@staff.a0.example".into()),
        ("active", false.into()),
    ];
    database
        .copy("staff_user", ("id", a.members[&Role::Admin].id.into()), &changed)
        .await;
    database
        .session(
            new(),
            "inactive-staff",
            ("staff", a.id, inactive),
            (before, later),
            None,
        )
        .await;
}

impl Seed<'_> {
    async fn tenant(&self, companies: &[(&'static str, &[&'static str])]) -> Tenant {
        self.settings().await;
        let (members, invited) = self.team().await;
        let mut tenant = Tenant {
            tag: self.tag,
            id: backend::scope::Scope::tenant(&self.owner).uuid(),
            members,
            invited: invited.uuid(),
            ..Tenant::default()
        };
        for (tag, people) in companies {
            tenant.companies.push(self.company(tag, people).await);
        }
        worker::drain(self.backend).await.unwrap();
        tenant.welcome = self.mailed(("user_id", tenant.invited), "/staff/welcome/").await;
        for company in &mut tenant.companies {
            for client in &mut company.contacts {
                self.sign_in(client).await;
            }
        }
        self.mails(&mut tenant).await;
        if let Some(company) = tenant.companies.iter().find(|company| company.tag == "A3") {
            company::commands::archive(self.backend, &self.owner, company.id.into())
                .await
                .unwrap();
            contact::commands::archive(self.backend, &self.owner, company.contacts[0].id.into())
                .await
                .unwrap();
        }
        worker::drain(self.backend).await.unwrap();
        tenant
    }

    async fn settings(&self) {
        let (backend, owner, tag) = (self.backend, &self.owner, self.tag);
        let text = |what: &str| format!("§{tag}0-{what}§");
        let mut business = settings::business(backend, owner).await.unwrap().form;
        business.name = text("business");
        business.legal_name = text("legal");
        business.email = format!("hello@office.{}0.example", tag.to_lowercase());
        business.phone = text("phone");
        business.website = format!("https://www.{}0.example", tag.to_lowercase());
        business.tax_id = text("taxid");
        business.registration_number = text("register");
        business.address_line1 = text("street");
        business.city = text("city");
        business.bank_name = text("bank");
        business.iban = "DE89370400440532013000".to_owned();
        settings::save_business(backend, owner, &business).await.unwrap();
        let mut portal = settings::portal(backend, owner).await.unwrap().form;
        portal.name = text("portal");
        portal.welcome_message = text("welcome");
        settings::save_portal(backend, owner, &portal).await.unwrap();
    }

    async fn team(&self) -> (BTreeMap<Role, Member>, UserId) {
        let mut members = BTreeMap::new();
        let low = self.tag.to_lowercase();
        for role in Role::ALL {
            let key = role.key();
            let email = format!("{key}@staff.{low}0.example");
            let id = match role {
                Role::Owner => self.owner.user(),
                _ => {
                    self.add_member(&format!("§{}0-internal-{key}§", self.tag), &email, role)
                        .await
                }
            };
            members.insert(role, self.member(id, key, email).await);
        }
        // They all have the owner's password; hashing it anew for each takes a second.
        self.database
            .run(
                "UPDATE staff_user SET password_hash = (SELECT password_hash FROM staff_user WHERE id = $1), invite_hash = NULL \
                 WHERE tenant_id = (SELECT tenant_id FROM staff_user WHERE id = $1)",
                vec![self.owner.user().uuid().into()],
            )
            .await;
        self.database
            .run(
                "UPDATE mail SET state = 'sent' WHERE kind = 'staff_invitation'",
                vec![],
            )
            .await;
        let email = format!("new@staff.{low}0.example");
        let invited = self
            .add_member(&format!("§{}0-internal-new§", self.tag), &email, Role::Staff)
            .await;
        (members, invited)
    }

    async fn add_member(&self, name: &str, email: &str, role: Role) -> UserId {
        let form = MemberForm {
            name: name.to_owned(),
            email: email.to_owned(),
            role: role.key().to_owned(),
        };
        team::add(self.backend, &self.owner, &form).await.unwrap()
    }

    async fn member(&self, id: UserId, key: &str, email: String) -> Member {
        let now = self.backend.clock().now();
        let who = (
            "staff",
            backend::scope::Scope::tenant(&self.owner).uuid(),
            id.uuid(),
        );
        let life = (now, now + TimeDelta::days(7));
        let token = format!("{}-{key}-session", self.tag);
        let member = Member {
            id: id.uuid(),
            session: Uuid::now_v7(),
            other_session: Uuid::now_v7(),
            token,
            email,
        };
        self.database
            .session(member.session, &member.token, who, life, None)
            .await;
        let other = format!("{}-other", member.token);
        self.database
            .session(member.other_session, &other, who, life, None)
            .await;
        member
    }

    async fn company(&self, tag: &'static str, people: &[&'static str]) -> Company {
        let text = |what: &str| format!("§{tag}-{what}§");
        let low = tag.to_lowercase();
        let form = CompanyForm {
            name: text("company"),
            legal_name: text("legal"),
            email: format!("mail@office.{low}.example"),
            phone: text("phone"),
            website: format!("https://www.{low}.example"),
            tax_id: text("taxid"),
            address_line1: text("street"),
            address_line2: text("floor"),
            postal_code: "50667".to_owned(),
            city: text("city"),
            state: text("state"),
            country: "Germany".to_owned(),
            currency: "EUR".to_owned(),
            payment_days: "14".to_owned(),
            notes: text("internal-company-notes"),
            version: 0,
        };
        let id = company::commands::create(self.backend, &self.owner, &form, "")
            .await
            .unwrap();
        let mut company = Company {
            tag,
            id: id.uuid(),
            ..Company::default()
        };
        for person in people {
            let client = self.contact(person, id).await;
            company.contacts.push(client);
        }
        self.invoices(&mut company).await;
        company
    }

    async fn contact(&self, tag: &'static str, company: CompanyId) -> Client {
        let text = |what: &str| format!("§{tag}-{what}§");
        let email = format!("person@client.{}.example", tag.to_lowercase());
        let form = ContactForm {
            first_name: text("first"),
            last_name: text("last"),
            email: email.clone(),
            phone: text("mobile"),
            job_title: text("job"),
            locale: String::new(),
            timezone: String::new(),
            notes: text("internal-contact-notes"),
            portal_enabled: true,
            companies: vec![company.to_string()],
            version: 0,
        };
        let id = contact::commands::create(self.backend, &self.owner, &form, "")
            .await
            .unwrap();
        let invitation = InvitationForm {
            message: text("invitation"),
            days: "30".to_owned(),
        };
        invitations::send(self.backend, &self.owner, id, &invitation, "")
            .await
            .unwrap();
        Client {
            tag,
            id: id.uuid(),
            email,
            ..Client::default()
        }
    }

    async fn sign_in(&self, client: &mut Client) {
        client.link = self.mailed(("contact_id", client.id), "/l/").await;
        let token = client.link.trim_start_matches("/l/");
        client.session = links::redeem(self.backend, token, &visitor()).await.unwrap();
        let visit = sessions::client(self.backend, &client.session).await.unwrap();
        client.session_id = visit.scope.session().uuid();
        client.other_session = Uuid::now_v7();
        let now = self.backend.clock().now();
        let who = (
            "client",
            backend::scope::Scope::tenant(&self.owner).uuid(),
            client.id,
        );
        let token = format!("{}-other-device", client.tag);
        self.database
            .session(
                client.other_session,
                &token,
                who,
                (now, now + TimeDelta::days(1)),
                None,
            )
            .await;
    }

    /// The path in the newest mail to somebody that begins like this.
    async fn mailed(&self, (column, who): (&str, Uuid), begins: &str) -> String {
        let sql = format!(
            "SELECT id FROM mail WHERE {column} = $1 AND kind IN ('invitation', 'staff_invitation') ORDER BY created_at DESC, id DESC LIMIT 1"
        );
        let mail: Uuid = self.database.one(&sql, vec![who.into()]).await;
        let text = mail::log::delivered_copy(self.backend, &self.owner, mail.into())
            .await
            .unwrap();
        let from = text.find(begins).unwrap_or_else(|| panic!("no link in {text}"));
        text[from..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_'))
            .collect()
    }

    async fn mails(&self, tenant: &mut Tenant) {
        let first = tenant.companies[0].contacts[0].id;
        let invitation =
            "SELECT id FROM mail WHERE contact_id = $1 AND kind = 'invitation' ORDER BY id LIMIT 1";
        tenant.sent_mail = self.database.one(invitation, vec![first.into()]).await;
        tenant.failed_mail = Uuid::now_v7();
        let changed = [
            ("id", tenant.failed_mail.into()),
            ("state", "failed".into()),
            ("dedupe_key", None::<String>.into()),
            ("error", format!("§{}0-internal-error§", tenant.tag).into()),
        ];
        self.database
            .copy("mail", ("id", tenant.sent_mail.into()), &changed)
            .await;
    }
}

/// The amount of every invoice of a company, so that an amount betrays its owner too.
pub fn amount(tag: &str) -> &'static str {
    match tag {
        "A1" => "3141.59",
        "A2" => "2718.28",
        "A3" => "1414.21",
        _ => "1618.03",
    }
}

impl Seed<'_> {
    async fn invoices(&self, company: &mut Company) {
        for state in [
            "draft",
            "open",
            "overdue",
            "partial",
            "paid",
            "refunded",
            "void",
            "written_off",
            "credited",
        ] {
            let id = self.draft(company, state).await;
            company.invoices.insert(state, id.uuid());
            if state == "draft" {
                continue;
            }
            let version = self.version("invoice", id.uuid()).await;
            invoice::commands::issue(self.backend, &self.owner, id, version, state == "open", "")
                .await
                .unwrap();
            self.bring_into(company, state, id).await;
        }
    }

    async fn draft(&self, company: &Company, state: &str) -> InvoiceId {
        let tag = company.tag;
        let text = |what: &str| format!("§{tag}-{}{what}§", if state == "draft" { "draft-" } else { "" });
        let (issued, due) = match state {
            "overdue" => ("2026-01-10", "2026-01-24"),
            _ => ("2026-03-10", "2026-03-24"),
        };
        let form = InvoiceForm {
            company_id: company.id.to_string(),
            contact_id: company.contacts[0].id.to_string(),
            currency: "EUR".to_owned(),
            issue_date: issued.to_owned(),
            due_date: due.to_owned(),
            po_number: text("po"),
            reference: text("reference"),
            notes: text("notes"),
            terms: text("terms"),
            internal_notes: format!("§{tag}-internal-invoice-notes§"),
            lines: vec![InvoiceLineForm {
                description: text("line"),
                quantity: "1".to_owned(),
                unit: text("unit"),
                unit_price: amount(tag).to_owned(),
                ..InvoiceLineForm::default()
            }],
            ..InvoiceForm::default()
        };
        invoice::commands::create(self.backend, &self.owner, &form, "")
            .await
            .unwrap()
    }

    async fn version(&self, table: &str, id: Uuid) -> i64 {
        self.database.version(table, id).await
    }

    async fn bring_into(&self, company: &mut Company, state: &'static str, id: InvoiceId) {
        let (backend, owner, tag) = (self.backend, &self.owner, company.tag);
        let version = self.version("invoice", id.uuid()).await;
        let reason = format!("§{tag}-reason§");
        let whole = amount(tag).to_owned();
        match state {
            "partial" => self.pay(company, state, id, "100".to_owned()).await,
            // More than was asked for: the rest is the company's credit.
            "paid" => self.pay(company, state, id, "9999".to_owned()).await,
            "refunded" => {
                self.pay(company, state, id, whole).await;
                let payment = company.payments[state];
                let form = RefundForm {
                    amount: "10".to_owned(),
                    refunded_on: "2026-03-14".to_owned(),
                    reason,
                    version: self.version("payment", payment).await,
                };
                payment::commands::refund(backend, owner, payment.into(), &form, "")
                    .await
                    .unwrap();
            }
            "void" => {
                let form = VoidForm { reason, version };
                invoice::commands::void(backend, owner, id, &form).await.unwrap();
            }
            "written_off" => {
                let form = WriteOffForm { reason, version };
                invoice::commands::write_off(backend, owner, id, &form)
                    .await
                    .unwrap();
            }
            "credited" => {
                let form = CreditNoteForm {
                    amount: "50".to_owned(),
                    full: false,
                    reason,
                    version,
                };
                invoice::commands::credit(backend, owner, id, &form, "")
                    .await
                    .unwrap();
            }
            _ => {}
        }
    }

    async fn pay(&self, company: &mut Company, state: &'static str, id: InvoiceId, amount: String) {
        let form = PaymentForm {
            amount,
            received_on: "2026-03-13".to_owned(),
            method: "bank_transfer".to_owned(),
            reference: format!("§{}-payment§", company.tag),
            note: format!("§{}-internal-payment-note§", company.tag),
            version: self.version("invoice", id.uuid()).await,
        };
        let recorded = payment::commands::record(self.backend, &self.owner, id, &form, "")
            .await
            .unwrap();
        company.payments.insert(state, recorded.payment.uuid());
    }
}
