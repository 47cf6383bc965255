//! What every address of the program is, who may use it, and how to ask it for somebody else's things.

use super::{
    actor::{Actor, Person},
    cases_client, cases_contracts, cases_pages, cases_proposals, cases_settings, cases_staff, cases_tags,
    cases_texts,
    http::{Ask, Fields},
    world::{Company, World},
};
use domain::{
    module::Module,
    role::{Permission, Role},
};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who may use an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anybody,
    /// Every member of staff.
    Staff,
    /// Those members of staff whose role includes this.
    May(Permission),
    /// Every client.
    Clients,
    /// Clients, while the module is switched on.
    ClientsWith(Module),
}

impl Who {
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Staff | Self::May(_))
    }

    pub fn is_client(self) -> bool {
        matches!(self, Self::Clients | Self::ClientsWith(_))
    }

    pub fn includes(self, role: Role) -> bool {
        match self {
            Self::May(permission) => role.may(permission),
            Self::Staff => true,
            _ => false,
        }
    }
}

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// No id is sent.
    Nothing,
    Company,
    Contact,
    /// A company that is archived, and one of its contacts.
    ArchivedCompany,
    ArchivedContact,
    /// An invoice in this state.
    Invoice(&'static str),
    /// The payment of an invoice in this state.
    Payment(&'static str),
    CreditNote,
    /// A proposal in this state.
    Proposal(&'static str),
    /// A template of proposals, and a saved section.
    ProposalTemplate,
    ProposalSection,
    SentMail,
    FailedMail,
    /// Another session of the client.
    ClientSession,
    /// Another session of the member who asks.
    StaffSession,
    Member(Role),
    InvitedMember,
    /// A change of the settings.
    SettingsChange,
    /// A page of the provider's own: a draft in its second state, and others by their state.
    Page,
    PageIn(&'static str),
    /// A kept state of that draft.
    PageRevision,
    PageSection,
    /// A tag of clients.
    ClientTag,
    /// A contract in this state, addressed to one person of the company.
    Contract(&'static str),
    ContractTemplate,
}

/// Whose things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Own,
    /// A colleague's in the same company.
    Colleague,
    /// Another client's of the same workspace.
    Sibling,
    /// The other workspace's.
    OtherTenant,
    Unknown,
    Malformed(&'static str),
}

/// What is answered to an id that is not the asker's, or nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 404.
    NotFound,
    /// 422: it came in a field of a form.
    Invalid,
    /// 200 with nothing in it: it came in a filter.
    Empty,
    /// Anything, so long as the answer to both is the same: it only says where to go back to.
    Same,
}

/// The name of the one field that stands for a body of JSON.
pub const JSON: &str = "(json)";

type Build = fn(&World, &str) -> Fields;

/// One way to send an id.
#[derive(Clone)]
pub struct Probe {
    pub thing: Thing,
    pub build: Build,
    pub refusal: Refusal,
    /// The status for the own thing, where it is not 200.
    pub own: u16,
    /// Whether a colleague's things are the own ones too.
    pub shared: bool,
}

#[derive(Clone)]
pub struct Case {
    pub method: &'static str,
    /// As in the router, `/staff/companies/{id}`.
    pub path: &'static str,
    pub who: Who,
    pub probes: Vec<Probe>,
    /// Whether it changes nothing.
    pub reads: bool,
}

impl Case {
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    fn new(method: &'static str, path: &'static str, who: Who, reads: bool) -> Self {
        Self {
            method,
            path,
            who,
            probes: Vec::new(),
            reads,
        }
    }

    /// A page.
    pub fn page(path: &'static str, who: Who) -> Self {
        Self::new("GET", path, who, true)
    }

    /// A server function that only reads.
    pub fn reads(path: &'static str, who: Who) -> Self {
        Self::new("POST", path, who, true)
    }

    /// A server function that changes something.
    pub fn changes(path: &'static str, who: Who) -> Self {
        Self::new("POST", path, who, false)
    }

    /// Sends nothing that names anything.
    pub fn plain(self) -> Self {
        self.with(|_, _| Fields::new())
    }

    /// Sends a form that names nothing.
    pub fn with(self, build: Build) -> Self {
        self.probe(Thing::Nothing, Refusal::NotFound, build)
    }

    /// The id stands in the path or is the argument `id`, and nothing else is needed.
    pub fn of(self, thing: Thing) -> Self {
        self.probe(thing, Refusal::NotFound, |_, id| {
            vec![("id".to_owned(), id.to_owned())]
        })
    }

    pub fn probe(mut self, thing: Thing, refusal: Refusal, build: Build) -> Self {
        self.probes.push(Probe {
            thing,
            build,
            refusal,
            own: 200,
            shared: !matches!(thing, Thing::ClientSession | Thing::Contract(_)),
        });
        self
    }

    /// The status that the last probe gives for the own thing.
    pub fn answers(mut self, status: u16) -> Self {
        self.probes.last_mut().unwrap().own = status;
        self
    }

    pub fn is_call(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// The request of a program for one id.
    pub fn ask(&self, probe: &Probe, world: &World, id: &str) -> Ask {
        let fields = (probe.build)(world, id);
        if let [(name, json)] = fields.as_slice()
            && name == JSON
        {
            return Ask::json(self.path, json);
        }
        if self.is_call() {
            return Ask::call(self.path, &fields);
        }
        let path = self.path_of(id);
        let rest: Fields = fields.into_iter().filter(|(name, _)| name != "id").collect();
        match (self.method, rest.is_empty()) {
            ("POST", _) if self.who == Who::Anybody => Ask::form(&path, &rest),
            ("POST", _) => Ask::call(&path, &rest),
            (_, true) => Ask::page(&path),
            _ => Ask::page(&format!("{path}?{}", super::form_body(&rest))),
        }
    }

    /// The path with an id in it.
    pub fn path_of(&self, id: &str) -> String {
        let encoded: String = id
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect();
        self.path
            .replace("{id}", &encoded)
            .replace("{kind}/{locale}", "invitation/de")
            .replace("{slug}", "published-page")
    }
}

/// The id that a probe sends, if there is such a thing.
pub fn id_of(world: &World, thing: Thing, whose: Whose, asker: Actor) -> Option<String> {
    let company: &Company = match whose {
        Whose::Unknown => return Some("0195a000-0000-7000-8000-000000000000".to_owned()),
        Whose::Malformed(text) => return Some(text.to_owned()),
        Whose::Own | Whose::Colleague => world.a1(),
        Whose::Sibling => world.a2(),
        Whose::OtherTenant => world.b1(),
    };
    let tenant = if whose == Whose::OtherTenant {
        &world.b
    } else {
        &world.a
    };
    let is_tenants = matches!(
        thing,
        Thing::SentMail
            | Thing::FailedMail
            | Thing::Member(_)
            | Thing::InvitedMember
            | Thing::SettingsChange
            | Thing::Page
            | Thing::PageIn(_)
            | Thing::PageRevision
            | Thing::PageSection
            | Thing::ClientTag
            | Thing::ProposalTemplate
            | Thing::ProposalSection
            | Thing::ContractTemplate
    );
    if is_tenants && matches!(whose, Whose::Sibling | Whose::Colleague) {
        return None;
    }
    let contact = usize::from(whose == Whose::Colleague);
    let id: Uuid = match thing {
        Thing::Nothing => return None,
        Thing::Company => company.id,
        Thing::ArchivedCompany if whose == Whose::Own => world.a3().id,
        Thing::ArchivedCompany => company.id,
        Thing::ArchivedContact if whose == Whose::Own => world.a3().contacts[0].id,
        Thing::Contact | Thing::ArchivedContact => company.contacts.get(contact)?.id,
        Thing::Invoice(state) => company.invoices[state],
        Thing::Payment(state) => company.payments[state],
        Thing::CreditNote => company.credit_note,
        Thing::Proposal(state) => company.proposals[state],
        Thing::ProposalTemplate => tenant.proposal_template,
        Thing::ProposalSection => tenant.proposal_section,
        Thing::SentMail => tenant.sent_mail,
        Thing::FailedMail => tenant.failed_mail,
        Thing::ClientSession => company.contacts.get(contact)?.other_session,
        Thing::StaffSession => match (whose, asker) {
            (Whose::Own, Actor::Staff(_, role)) => world.a.members[&role].other_session,
            // Of somebody else in the same team.
            (Whose::Sibling, Actor::Staff(_, role)) => {
                let other = if role == Role::Viewer {
                    Role::Owner
                } else {
                    Role::Viewer
                };
                world.a.members[&other].other_session
            }
            (Whose::OtherTenant, _) => world.b.members[&Role::Owner].other_session,
            _ => return None,
        },
        Thing::Member(role) => tenant.members[&role].id,
        Thing::InvitedMember => tenant.invited,
        Thing::SettingsChange => tenant.settings_change,
        Thing::Page => tenant.pages["draft"],
        Thing::PageIn(state) => tenant.pages[state],
        Thing::PageRevision => tenant.page_revision,
        Thing::PageSection => tenant.page_section,
        Thing::ClientTag => tenant.client_tag,
        Thing::Contract(state) => *company.contacts.get(contact)?.contracts.get(state)?,
        Thing::ContractTemplate => tenant.contract_template,
    };
    Some(id.to_string())
}

/// A form of the program as the fields of a browser, under a name.
pub fn as_fields(name: &str, form: &impl serde::Serialize) -> Fields {
    let mut fields = Fields::new();
    flatten(name, &serde_json::to_value(form).unwrap(), &mut fields);
    fields
}

fn flatten(name: &str, value: &Value, fields: &mut Fields) {
    match value {
        Value::Null => {}
        Value::String(text) => fields.push((name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => fields.push((name.to_owned(), value.to_string())),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(&format!("{name}[{at}]"), item, fields);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                flatten(&format!("{name}[{key}]"), item, fields);
            }
        }
    }
}

/// An id beside a form.
pub fn id_and(id: &str, form: Fields) -> Fields {
    let mut fields = vec![("id".to_owned(), id.to_owned())];
    fields.extend(form);
    fields
}

/// Every address of the program.
pub fn cases() -> Vec<Case> {
    let mut cases = gate();
    cases.extend(cases_staff::cases());
    cases.extend(cases_settings::cases());
    cases.extend(cases_pages::cases());
    cases.extend(cases_proposals::cases());
    cases.extend(cases_contracts::cases());
    cases.extend(cases_tags::cases());
    cases.extend(cases_texts::cases());
    cases.extend(cases_client::cases());
    cases
}

fn gate() -> Vec<Case> {
    use Who::Anybody;
    vec![
        Case::page("/", Anybody).plain(),
        Case::page("/setup", Anybody).plain().answers(404),
        Case::page("/link-sent", Anybody).plain(),
        Case::page("/l/{token}", Anybody).plain(),
        Case::changes("/l/{token}", Anybody).plain().answers(303),
        Case::page("/l/{token}/code", Anybody).plain(),
        Case::changes("/l/{token}/code", Anybody).plain().answers(303),
        Case::page("/staff/sign-in", Anybody).plain(),
        Case::page("/staff/sign-in/workspace", Anybody).plain(),
        Case::changes("/api/public/choose_workspace", Anybody)
            .with(|world, _| {
                let owner = world.a.members[&Role::Owner].id.to_string();
                super::fields(&[("user", owner)])
            })
            .answers(422),
        Case::page("/staff/welcome/{token}", Anybody).plain().answers(404),
        Case::page("/healthz", Anybody).plain(),
        Case::page("/readyz", Anybody).plain(),
        Case::page("/theme/{tenant}/{file}", Anybody).plain().answers(404),
        Case::page("/logo/{tenant}/{file}", Anybody).plain().answers(404),
        Case::changes("/api/public/sign_in", Anybody)
            .with(|_, _| super::fields(&[("form[email]", "x@example.com"), ("form[password]", "x")]))
            .answers(422),
        Case::changes("/api/public/set_up", Anybody)
            .with(|_, _| super::fields(&[("form[code]", "x")]))
            .answers(404),
        Case::changes("/api/public/accept_invitation", Anybody)
            .with(|_, _| super::fields(&[("token", "x"), ("password", "x")]))
            .answers(404),
        Case::changes("/api/public/new_link", Anybody)
            .with(|_, _| super::fields(&[("email", "nobody@example.com")])),
    ]
}

/// The cases by key; two of one key would hide each other.
pub fn by_key() -> BTreeMap<String, Case> {
    let mut found = BTreeMap::new();
    for case in cases() {
        let key = case.key();
        assert!(found.insert(key.clone(), case).is_none(), "two cases for {key}");
    }
    found
}

/// The person that a client case is asked as, for [`Whose::Own`].
pub const CLIENT: Actor = Actor::Client(Person::A1);
