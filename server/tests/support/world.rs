//! What is in the world, so that tests can name it.

use super::actor::{Person, Side};
use domain::role::Role;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Clone, Debug, Default)]
pub struct World {
    pub a: Tenant,
    pub b: Tenant,
    /// By id; those of workspace A's own rows also under `tenant` and `portal`.
    pub(super) versions: BTreeMap<String, i64>,
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
    pub settings_change: Uuid,
    /// By state: draft, scheduled, published, archived.
    pub pages: BTreeMap<&'static str, Uuid>,
    /// The state in which the draft was made.
    pub page_revision: Uuid,
    pub page_section: Uuid,
    /// Two tags, which every company and contact has.
    pub client_tag: Uuid,
    pub other_tag: Uuid,
    pub proposal_template: Uuid,
    pub proposal_section: Uuid,
    pub contract_template: Uuid,
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
    /// Of the invoice that is `credited` in part.
    pub credit_note: Uuid,
    /// By state: draft, sent, accepted.
    pub proposals: BTreeMap<&'static str, Uuid>,
    /// The hash of each that was sent, by its state.
    pub proposal_hashes: BTreeMap<&'static str, String>,
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
    /// Contracts addressed to this person by state: draft, open, void.
    pub contracts: BTreeMap<&'static str, Uuid>,
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
