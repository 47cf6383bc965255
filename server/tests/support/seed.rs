//! The world: two workspaces with everything in every state, each text marked with its owner.

use super::{
    database::Database,
    world::{Client, Company, Member, Tenant, World},
};
use backend::{
    Backend,
    access::{Visitor, links, sessions},
    company, contact,
    mail::{self, invitations, worker},
    portal_settings::{branding, general},
    scope::StaffScope,
    staff::{setup, team},
    tenancy::business,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::InvitationForm,
    company::CompanyForm,
    contact::ContactForm,
    ids::{CompanyId, UserId},
    role::Role,
    settings::Area,
    staff::{MemberForm, Password, SetupForm},
    theme::Picture,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The password of every member of staff.
pub const PASSWORD: &str = "correct horse battery staple";

pub(super) struct Seed<'a> {
    pub(super) backend: &'a Backend,
    pub(super) database: &'a Database,
    pub(super) owner: StaffScope,
    pub(super) tag: &'static str,
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
    for table in [
        "company",
        "contact",
        "invoice",
        "payment",
        "contract",
        "contract_template",
        "proposal",
    ] {
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
    let of_area = "SELECT coalesce(max(number), 0) FROM settings_revision WHERE tenant_id = $1 AND area = $2";
    for area in Area::ALL {
        let version = database.one(of_area, vec![a.id.into(), area.key().into()]).await;
        versions.insert(area.key().to_owned(), version);
    }
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
        let owns = backend::scope::Scope::tenant(&self.owner).uuid();
        let newest = "SELECT id FROM settings_revision WHERE tenant_id = $1 ORDER BY created_at DESC LIMIT 1";
        let mut tenant = Tenant {
            tag: self.tag,
            id: owns,
            settings_change: self.database.one(newest, vec![owns.into()]).await,
            members,
            invited: invited.uuid(),
            ..Tenant::default()
        };
        self.pages(&mut tenant).await;
        for (tag, people) in companies {
            tenant.companies.push(self.company(tag, people).await);
        }
        self.proposal_presets(&mut tenant).await;
        let [first, second] = self.client_tags();
        let by_name = "SELECT id FROM tag WHERE tenant_id = $1 AND name = $2";
        let of = |name: String| vec![tenant.id.into(), name.into()];
        let (first, second) = (of(first), of(second));
        tenant.client_tag = self.database.one(by_name, first).await;
        tenant.contract_template = self.contract_template().await;
        tenant.other_tag = self.database.one(by_name, second).await;
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
        let mut details = business::view(backend, owner).await.unwrap().form;
        details.name = text("business");
        details.legal_name = text("legal");
        details.email = format!("hello@office.{}0.example", tag.to_lowercase());
        details.phone = text("phone");
        details.website = format!("https://www.{}0.example", tag.to_lowercase());
        details.tax_id = text("taxid");
        details.registration_number = text("register");
        details.address_line1 = text("street");
        details.city = text("city");
        details.bank_name = text("bank");
        details.iban = "DE89370400440532013000".to_owned();
        business::save(backend, owner, &details).await.unwrap();
        let mut portal = general::form(backend, owner).await.unwrap();
        portal.name = text("portal");
        portal.welcome_message = text("welcome");
        general::save(backend, owner, &portal).await.unwrap();
        let mut logo = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(60, 20)
            .write_to(&mut logo, image::ImageFormat::Png)
            .unwrap();
        branding::save_picture(backend, owner, Picture::Logo, Some(logo.into_inner()))
            .await
            .unwrap();
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

    /// The names of the workspace's two tags.
    fn client_tags(&self) -> [String; 2] {
        ["internal-tag", "internal-other-tag"].map(|mark| format!("§{}0-{mark}§", self.tag))
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
            tags: self.client_tags().join(", "),
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
        self.proposals(&mut company).await;
        self.contracts(&mut company).await;
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
            may_accept: true,
            companies: vec![company.to_string()],
            tags: self.client_tags().join(", "),
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
