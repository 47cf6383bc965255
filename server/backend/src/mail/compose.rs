//! Making a queued mail at the moment it is sent, from what is true then.
//!
//! A link is made in the same transaction, which is committed BEFORE the mail goes out. So a link that was delivered always
//! works, at the price that a mail that could not be delivered leaves a link behind that nobody knows. Each further try makes
//! a link of its own, and the former goes out of use (after the grace that crossing mails have).

mod contract;

use super::{
    invitations::{facts_of, obstacle},
    letter::{self, Letter},
    sample,
    template::{Look, MailLink, Words, look_of},
    words,
};
use crate::{
    Backend,
    access::{
        code::{self, CodeParams},
        links,
    },
    clock,
    copy::text,
    entity::{access_link, company, contact, invoice, mail, membership, portal, staff_user, tenant},
    error::{BackendError, Result},
    merge::{
        Voice,
        view::{Occasion, Person, Stage},
    },
    scope::{Rows, SystemScope},
    staff::team,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    contact::full_name,
    ids::{ContactId, ContractId, UserId},
    invoice::status::InvoiceStatus,
    locale::Locale,
    mail::MailKind,
    merge::Place,
    module::{Module, ModuleSet},
    role::Role,
};
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an invitation is made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct InvitationParams {
    /// The sender's own words or empty.
    pub(super) message: String,
    /// The link's validity in days.
    pub(super) days: i32,
}

/// What a new-device notice is made from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct DeviceParams {
    browser: String,
    address: String,
}

/// A mail that is ready to be written.
pub(super) struct Composed {
    pub(super) look: Look,
    pub(super) locale: Locale,
    pub(super) to_name: String,
    pub(super) to_address: String,
    pub(super) letter: Letter,
    /// The provider's own words, if there are any.
    pub(super) words: Option<Words>,
    pub(super) link: MailLink,
    /// Files that go along: what each is called, and its bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Ready, or a reason why it must not be sent (any more).
pub(super) enum Composition {
    Ready(Box<Composed>),
    Pointless(String),
}

/// Why a mail is not sent, as the early way out.
enum Stop {
    Pointless(String),
    Error(BackendError),
}

impl From<BackendError> for Stop {
    fn from(error: BackendError) -> Self {
        Self::Error(error)
    }
}

fn pointless<T>(reason: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Pointless(reason.into()))
}

/// Makes a mail, in the caller's transaction.
///
/// # Errors
/// When the database fails, or the mail's row makes no sense.
pub(super) async fn compose(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    row: &mail::Model,
) -> Result<Composition> {
    match try_compose(backend, rows, row).await {
        Ok(composed) => Ok(Composition::Ready(Box::new(composed))),
        Err(Stop::Pointless(reason)) => Ok(Composition::Pointless(reason)),
        Err(Stop::Error(error)) => Err(error),
    }
}

struct Desk<'r, 'a> {
    backend: &'r Backend,
    rows: &'r Rows<'a, SystemScope>,
    row: &'r mail::Model,
    tenant: tenant::Model,
    portal: portal::Model,
    look: Look,
}

/// What a mail says beside its letter, for the provider's own words.
#[derive(Default)]
struct About {
    /// Who caused it.
    sender: Option<Person>,
    /// Until when its link is good.
    link_until: Option<NaiveDate>,
    /// The contract that it is about.
    contract: Option<ContractId>,
}

/// Somebody as a reader.
struct Reader {
    /// Which contact; none for a member of staff.
    id: Option<ContactId>,
    name: String,
    address: String,
    locale: Locale,
    zone: String,
}

async fn try_compose(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    row: &mail::Model,
) -> Result<Composed, Stop> {
    let (tenant, portal, look) = look_of(backend, rows).await?;
    if tenant.suspended_at.is_some() {
        return pointless("This workspace is suspended.");
    }
    let desk = Desk {
        backend,
        rows,
        row,
        tenant,
        portal,
        look,
    };
    if let Some(test) = sample::TestMail::of(row) {
        return desk.test(test).await;
    }
    match MailKind::from_key(&row.kind) {
        Some(MailKind::Invitation) => desk.invitation().await,
        Some(MailKind::NewLink) => desk.new_link().await,
        Some(MailKind::NewDevice) => desk.new_device().await,
        Some(MailKind::SignInCode) => desk.sign_in_code().await,
        Some(MailKind::InvoiceIssued) => desk.invoice_issued().await,
        Some(MailKind::StaffInvitation) => desk.staff_invitation().await,
        Some(MailKind::ContractCode) => desk.contract_code().await,
        Some(
            kind @ (MailKind::ContractRequest
            | MailKind::ContractReminder
            | MailKind::ContractNews
            | MailKind::ContractCompleted),
        ) => desk.contract(kind).await,
        Some(MailKind::ContractNotice) => desk.contract_notice().await,
        None => pointless("This kind of mail is not known any more."),
    }
}

impl Desk<'_, '_> {
    fn now(&self) -> DateTime<Utc> {
        self.backend.clock().now()
    }

    fn tenant_locale(&self) -> Locale {
        self.tenant.locale.parse().unwrap_or_default()
    }

    fn params<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Stop> {
        serde_json::from_str(&self.row.params).map_err(|error| Stop::Error(BackendError::internal(error)))
    }

    async fn finish(
        self,
        reader: Reader,
        letter: Letter,
        link: MailLink,
        about: About,
    ) -> Result<Composed, Stop> {
        let words = self.words(&reader, &letter, about).await?;
        Ok(Composed {
            look: self.look,
            locale: reader.locale,
            to_name: reader.name,
            to_address: reader.address,
            letter,
            words,
            link,
            files: Vec::new(),
        })
    }

    /// The provider's own words for this mail. The link is not among what they can name.
    async fn words(&self, reader: &Reader, letter: &Letter, about: About) -> Result<Option<Words>, Stop> {
        let occasion = Occasion {
            place: Place::Mail(letter.kind()),
            invoice: self.row.invoice_id.map(Into::into),
            contract: about.contract,
            user: about.sender,
            recipient: Some(Person {
                name: reader.name.clone(),
                email: reader.address.clone(),
            }),
            event: letter.event(),
            occurred_at: self.row.created_at,
            link_until: about.link_until,
        };
        let stage = Stage {
            backend: self.backend,
            tenant: &self.tenant,
            portal: &self.portal,
            voice: Arc::new(Voice {
                locale: reader.locale,
                zone: reader.zone.clone(),
                today: self.backend.clock().today(&self.tenant.timezone),
                now: self.now(),
            }),
            occasion: &occasion,
        };
        Ok(words::ready(&stage, self.rows, reader.id).await?)
    }

    /// A test mail: everything as in a real one, but for the link, and to a member of staff.
    async fn test(self, test: sample::TestMail) -> Result<Composed, Stop> {
        let made = sample::test(self.backend, self.rows, self.row, &test).await?;
        let link = MailLink::open(sample::no_link(self.backend, made.letter.kind()));
        Ok(Composed {
            look: self.look,
            locale: made.locale,
            to_name: self.row.to_name.clone(),
            to_address: self.row.to_address.clone(),
            letter: made.letter,
            words: Some(made.words),
            link,
            files: Vec::new(),
        })
    }

    /// The contact as it is now: a mail that waited goes to the address of today, never to one that was corrected since.
    async fn reader(&self) -> Result<(Reader, contact::Model), Stop> {
        let id = self
            .row
            .contact_id
            .ok_or_else(|| BackendError::internal("a client's mail without a contact"))?;
        let row = self.rows.get::<contact::Entity>(id).await?;
        if row.archived_at.is_some() {
            return pointless("The contact has been archived.");
        }
        if row.email.is_empty() {
            return pointless("The contact has no e-mail address any more.");
        }
        let chosen = row.locale.as_deref().and_then(|locale| locale.parse().ok());
        let reader = Reader {
            id: Some(row.id.into()),
            name: full_name(&row.first_name, &row.last_name),
            address: row.email.clone(),
            locale: chosen.unwrap_or_else(|| self.tenant_locale()),
            zone: row
                .timezone
                .clone()
                .unwrap_or_else(|| self.tenant.timezone.clone()),
        };
        Ok((reader, row))
    }

    /// The contact, if the portal is open to this person, and was not closed since the mail was queued.
    async fn portal_reader(&self) -> Result<Reader, Stop> {
        let (reader, row) = self.reader().await?;
        let revoked = self
            .rows
            .find::<access_link::Entity>()
            .filter(access_link::Column::ContactId.eq(row.id))
            .filter(access_link::Column::RevokedAt.gte(self.row.created_at))
            .count()
            .await?;
        if revoked > 0 {
            return pointless(
                "The contact's link was revoked after this mail was queued. Please send a new invitation.",
            );
        }
        let facts = facts_of(self.rows, &row).await?;
        match facts.invitation_obstacle() {
            Some(why) => pointless(obstacle(why)),
            None => Ok(reader),
        }
    }

    async fn portal_link(&self, reader: &Reader, days: i32) -> Result<(MailLink, NaiveDate), Stop> {
        let by = self.row.created_by.map(UserId::from);
        let contact = reader
            .id
            .ok_or_else(|| BackendError::internal("a portal link for nobody"))?;
        let secret = links::mint(self.backend, self.rows, contact, days, by).await?;
        let url = secret.into_url(&self.backend.config().public_url);
        let until = clock::date_in(self.now() + TimeDelta::days(i64::from(days)), &reader.zone);
        Ok((MailLink::secret(url), until))
    }

    /// Whoever caused the mail; the business where it was nobody.
    async fn sender(&self) -> Result<Person, Stop> {
        let user = match self.row.created_by {
            Some(id) => self.rows.get::<staff_user::Entity>(id).await,
            None => Err(BackendError::NotFound),
        };
        match user {
            Ok(user) => Ok(Person {
                name: user.name,
                email: user.email,
            }),
            Err(BackendError::NotFound) => Ok(Person {
                name: self.tenant.name.clone(),
                email: self.tenant.email.clone(),
            }),
            Err(error) => Err(error.into()),
        }
    }

    async fn invitation(self) -> Result<Composed, Stop> {
        let reader = self.portal_reader().await?;
        let params: InvitationParams = self.params()?;
        let sender = self.sender().await?;
        let (link, until) = self.portal_link(&reader, params.days).await?;
        let letter = Letter::Invitation(letter::Invitation {
            name: reader.name.clone(),
            sender: sender.name.clone(),
            message: params.message.lines().map(str::to_owned).collect(),
            until: reader.locale.format_date(until),
        });
        let about = About {
            sender: Some(sender),
            link_until: Some(until),
            ..About::default()
        };
        self.finish(reader, letter, link, about).await
    }

    async fn new_link(self) -> Result<Composed, Stop> {
        let reader = self.portal_reader().await?;
        let (link, until) = self.portal_link(&reader, self.portal.link_days).await?;
        let letter = Letter::NewLink(letter::NewLink {
            name: reader.name.clone(),
            until: reader.locale.format_date(until),
        });
        let about = About {
            link_until: Some(until),
            ..About::default()
        };
        self.finish(reader, letter, link, about).await
    }

    async fn new_device(self) -> Result<Composed, Stop> {
        let (reader, _) = self.reader().await?;
        let params: DeviceParams = self.params()?;
        let time = letter::moment(reader.locale, &reader.zone, self.row.created_at);
        let mut facts = vec![("mail-new-device-when", time.clone())];
        facts.push(("mail-new-device-browser", params.browser.clone()));
        if !params.address.is_empty() {
            facts.push(("mail-new-device-network", params.address));
        }
        let link = MailLink::open(format!("{}/portal/profile", self.backend.config().public_url));
        let letter = Letter::NewDevice(letter::NewDevice {
            name: reader.name.clone(),
            browser: params.browser,
            time,
            facts,
        });
        self.finish(reader, letter, link, About::default()).await
    }

    async fn sign_in_code(self) -> Result<Composed, Stop> {
        let reader = self.portal_reader().await?;
        let params: CodeParams = self.params()?;
        let contact = reader
            .id
            .ok_or_else(|| BackendError::internal("a code for nobody"))?;
        let code = code::mint(self.backend, self.rows, contact.uuid(), params.link).await?;
        let letter = Letter::SignInCode(letter::SignInCode {
            name: reader.name.clone(),
            browser: params.browser,
        });
        self.finish(reader, letter, MailLink::secret(code), About::default())
            .await
    }

    async fn invoice_issued(self) -> Result<Composed, Stop> {
        let reader = self.portal_reader().await?;
        if !ModuleSet::from_keys(&self.portal.modules).has(Module::Invoices) {
            return pointless("Invoices are switched off in the portal.");
        }
        let id = self
            .row
            .invoice_id
            .ok_or_else(|| BackendError::internal("an invoice's mail without an invoice"))?;
        let invoice = self.rows.get::<invoice::Entity>(id).await?;
        match invoice.status.parse::<InvoiceStatus>() {
            Ok(InvoiceStatus::Void) => return pointless("The invoice was voided before the mail was sent."),
            Ok(status) if status.is_issued() && invoice.number.is_some() => {}
            _ => return pointless("The invoice has not been issued."),
        }
        let is_member = self
            .rows
            .find::<membership::Entity>()
            .filter(membership::Column::ContactId.eq(reader.id.map(uuid::Uuid::from)))
            .filter(membership::Column::CompanyId.eq(invoice.company_id))
            .count()
            .await?;
        if is_member == 0 {
            return pointless("The contact no longer belongs to the invoice's company.");
        }
        let company = self.rows.get::<company::Entity>(invoice.company_id).await?;
        let link = MailLink::open(format!(
            "{}/portal/invoices/{id}",
            self.backend.config().public_url
        ));
        let letter = letter::InvoiceIssued::of(&reader.name, company.name, &invoice, reader.locale)?;
        let letter = Letter::InvoiceIssued(letter);
        let about = About {
            sender: Some(self.sender().await?),
            ..About::default()
        };
        self.finish(reader, letter, link, about).await
    }

    async fn staff_invitation(self) -> Result<Composed, Stop> {
        let id = self
            .row
            .user_id
            .ok_or_else(|| BackendError::internal("a team invitation without a member"))?;
        let user = self.rows.get::<staff_user::Entity>(id).await?;
        if !user.active {
            return pointless("The member of staff has been switched off.");
        }
        if user.password_hash.is_some() {
            return pointless("The member of staff has already joined.");
        }
        let inviter = self.sender().await?;
        let path = team::mint_invitation(self.backend, self.rows, UserId::from(id)).await?;
        // Read again: making the link has set until when it is good.
        let user = self.rows.get::<staff_user::Entity>(id).await?;
        let locale = self.tenant_locale();
        let until = user.invite_expires_at.unwrap_or_else(|| self.now());
        let role: Role = user.role.parse().map_err(BackendError::internal)?;
        let link = MailLink::secret(format!("{}{path}", self.backend.config().public_url));
        let letter = Letter::StaffInvitation(letter::StaffInvitation {
            name: user.name.clone(),
            inviter: inviter.name.clone(),
            role: text(locale, &format!("mail-role-{}", role.key())),
            until: letter::moment(locale, &self.tenant.timezone, until),
        });
        let reader = Reader {
            id: None,
            name: user.name,
            address: user.email,
            locale,
            zone: self.tenant.timezone.clone(),
        };
        let about = About {
            sender: Some(inviter),
            link_until: Some(clock::date_in(until, &self.tenant.timezone)),
            ..About::default()
        };
        self.finish(reader, letter, link, about).await
    }
}
