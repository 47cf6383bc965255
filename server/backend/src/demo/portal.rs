//! Clients in the portal: they follow the link in their newest mail, as people do.

use super::{
    cast::{OWNER, PEOPLE, Person},
    replay::Replay,
};
use crate::{
    access::{
        Visitor, links,
        new_link::{self, Whose},
        sessions,
    },
    access_log,
    entity::mail,
    error::{BackendError, Result},
    invoice::queries,
    mail::log,
    scope::ClientScope,
};
use chrono::TimeDelta;
use domain::{
    access::AccessKind,
    ids::{ContactId, InvoiceId},
    mail::{MailKind, MailState},
};
use sea_orm::{ColumnTrait, Order};
use std::collections::HashMap;
use tracing::{instrument::WithSubscriber, subscriber::NoSubscriber};

/// What the studio's own people use.
pub(super) const OFFICE_BROWSER: &str =
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// User agents of clients.
const BROWSERS: [&str; 6] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
];

/// The networks that clients come from: those set aside for examples (RFC 5737).
const NETWORKS: [&str; 3] = ["192.0.2", "198.51.100", "203.0.113"];

/// Who is signed in, and how often each came.
#[derive(Default)]
pub(super) struct Visits {
    open: HashMap<usize, String>,
    count: HashMap<usize, usize>,
}

impl Person {
    /// The e-mail address, or nothing where none is known.
    pub fn address(&self) -> String {
        let host = self
            .companies
            .first()
            .and_then(|at| super::cast::COMPANIES.get(*at));
        match host {
            Some(company) if self.email => {
                format!("{}.{}@{}", plain(self.first), plain(self.last), company.host)
            }
            _ => String::new(),
        }
    }
}

/// A name as it is written in addresses.
fn plain(name: &str) -> String {
    let name = name.trim_start_matches("Dr. ").to_lowercase();
    name.chars()
        .map(|c| match c {
            'ä' => "ae".to_owned(),
            'ö' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'é' => "e".to_owned(),
            'á' => "a".to_owned(),
            'ı' => "i".to_owned(),
            c if c.is_ascii_alphanumeric() => c.to_string(),
            ' ' => "-".to_owned(),
            _ => String::new(),
        })
        .collect()
}

/// What somebody sits at: mostly the same, now and then the telephone.
fn device(person: usize, visit: usize) -> Visitor {
    let usual = person % BROWSERS.len();
    let browser = if visit % 7 == 5 {
        (usual + 3) % BROWSERS.len()
    } else {
        usual
    };
    let network = NETWORKS.get(person % NETWORKS.len()).unwrap_or(&"192.0.2");
    let address = format!("{network}.{}", 10 + person * 5 % 200);
    Visitor::new(&address, BROWSERS.get(browser).unwrap_or(&OFFICE_BROWSER))
}

impl Replay {
    /// Somebody comes by, looks at an invoice, and may keep a copy. Whoever was shut out stays out.
    pub(super) async fn visit(
        &mut self,
        person: usize,
        invoice: Option<InvoiceId>,
        download: bool,
    ) -> Result<()> {
        let (Some(cast), Some(contact)) = (PEOPLE.get(person), self.people.get(person).copied().flatten())
        else {
            return Ok(());
        };
        let Some(scope) = self.enter(person, cast, contact).await? else {
            return Ok(());
        };
        let Some(invoice) = invoice else {
            return Ok(());
        };
        self.clock.advance(TimeDelta::seconds(25));
        let title = match queries::document_for_client(&self.backend, &scope, invoice).await {
            Ok(document) => document.title().to_owned(),
            // Not issued, or not this contact's: then there is nothing to look at.
            Err(BackendError::NotFound) => return Ok(()),
            Err(error) => return Err(error),
        };
        self.note(&scope, AccessKind::Viewed, invoice, &title).await?;
        if download {
            self.clock.advance(TimeDelta::seconds(40));
            self.note(&scope, AccessKind::Downloaded, invoice, &title).await?;
        }
        Ok(())
    }

    async fn note(
        &self,
        scope: &ClientScope,
        kind: AccessKind,
        invoice: InvoiceId,
        title: &str,
    ) -> Result<()> {
        let rows = self.backend.begin(scope).await?;
        access_log::record(
            &rows,
            self.clock.now(),
            kind,
            Some(access_log::Document::Invoice(invoice)),
            title,
        )
        .await?;
        rows.commit().await
    }

    /// By the open session, by the newest mailed link, or by a new one asked for.
    async fn enter(
        &mut self,
        person: usize,
        cast: &Person,
        contact: ContactId,
    ) -> Result<Option<ClientScope>> {
        if let Some(token) = self.visits.open.get(&person) {
            match sessions::client(&self.backend, token).await {
                Ok(visit) => return Ok(Some(visit.scope)),
                Err(BackendError::Unauthenticated) => {}
                Err(error) => return Err(error),
            }
        }
        let count = self.visits.count.entry(person).or_default();
        *count += 1;
        let visitor = device(person, *count);
        let Some(link) = self.working_link(contact, cast, &visitor).await? else {
            return Ok(None);
        };
        self.clock.advance(TimeDelta::seconds(12));
        let token = links::redeem(&self.backend, &link, &visitor).await?;
        self.post().await?;
        let visit = sessions::client(&self.backend, &token).await?;
        self.visits.open.insert(person, token);
        Ok(Some(visit.scope))
    }

    async fn working_link(
        &self,
        contact: ContactId,
        cast: &Person,
        visitor: &Visitor,
    ) -> Result<Option<String>> {
        if let Some(link) = self.mailed_link(contact).await?
            && links::look_at(&self.backend, &link, visitor, true)
                .await?
                .is_some()
        {
            return Ok(Some(link));
        }
        new_link::answer(&self.backend, Whose::Email(cast.address()), visitor).await?;
        self.post().await?;
        self.clock.advance(TimeDelta::seconds(90));
        let Some(link) = self.mailed_link(contact).await? else {
            return Ok(None);
        };
        let opens = links::look_at(&self.backend, &link, visitor, true)
            .await?
            .is_some();
        Ok(opens.then_some(link))
    }

    /// The link in the newest mail to a contact that carried one.
    async fn mailed_link(&self, contact: ContactId) -> Result<Option<String>> {
        let owner = self.member(OWNER)?;
        let with_link = [MailKind::Invitation, MailKind::NewLink];
        let newest = self
            .backend
            .read(owner)
            .find::<mail::Entity>()
            .filter(mail::Column::ContactId.eq(contact.uuid()))
            .filter(mail::Column::State.eq(MailState::Sent.key()))
            .filter(mail::Column::Kind.is_in(with_link.map(MailKind::key)))
            .order(mail::Column::CreatedAt, Order::Desc)
            .order(mail::Column::Id, Order::Desc)
            .limit(1)
            .one()
            .await?;
        let Some(newest) = newest else {
            return Ok(None);
        };
        // Nobody opens the mailbox folder here, so the log should not say so.
        let text = log::delivered_copy(&self.backend, owner, newest.id.into())
            .with_subscriber(NoSubscriber::default())
            .await?;
        let link = text
            .split("/l/")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next());
        Ok(link.map(|link| link.trim_end_matches(['.', ')', '>']).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn addresses_are_plain_and_each_is_one_persons() {
        let addresses: Vec<String> = PEOPLE
            .iter()
            .map(Person::address)
            .filter(|a| !a.is_empty())
            .collect();
        assert_eq!(addresses.iter().collect::<HashSet<_>>().len(), addresses.len());
        assert!(
            addresses
                .iter()
                .all(|address| address.is_ascii() && address.ends_with(".example"))
        );
        assert_eq!(PEOPLE[6].address(), "ulrike.sommer@klinik-stadtgarten.example");
        assert_eq!(PEOPLE[24].address(), "fatma.yildiz@klinik-stadtgarten.example");
    }
}
