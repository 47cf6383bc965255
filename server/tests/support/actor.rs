//! Who asks.

use super::world::World;
use app::platform::cookie::Kind;
use domain::role::Role;

/// A workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    A,
    B,
}

/// A client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// Contact of company A1.
    A1,
    /// A colleague of theirs.
    A1b,
    /// Contact of company A2, in the same workspace.
    A2,
    /// Contact of company B1, in the other workspace.
    B1,
}

/// Who asks, by what stands in the cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// No cookie at all.
    Anonymous,
    /// Cookies of both kinds that are no session's.
    Garbage,
    /// A staff session (the owner's) that is over.
    ExpiredStaff,
    /// One that was ended.
    RevokedStaff,
    /// One of a member who was switched off.
    InactiveStaff,
    /// A client session (A1's) that is over.
    ExpiredClient,
    /// One that was ended.
    RevokedClient,
    /// One of a contact who was archived.
    ArchivedClient,
    Staff(Side, Role),
    Client(Person),
    /// The owner's session in the client's cookie.
    StaffInClientCookie,
    /// A1's session in the staff's cookie.
    ClientInStaffCookie,
}

impl Actor {
    /// Those whom no closed door may open to.
    pub const SHUT_OUT: [Self; 8] = [
        Self::Anonymous,
        Self::Garbage,
        Self::ExpiredStaff,
        Self::RevokedStaff,
        Self::InactiveStaff,
        Self::ExpiredClient,
        Self::RevokedClient,
        Self::ArchivedClient,
    ];

    pub const OWNER: Self = Self::Staff(Side::A, Role::Owner);
    pub const A1: Self = Self::Client(Person::A1);

    pub fn tokens(self, world: &World) -> Vec<(Kind, String)> {
        match self {
            Self::Anonymous => vec![],
            Self::Garbage => vec![
                (Kind::Staff, "g".repeat(43)),
                (Kind::Client, "../../etc/passwd".to_owned()),
            ],
            Self::ExpiredStaff => vec![(Kind::Staff, "expired-staff".to_owned())],
            Self::RevokedStaff => vec![(Kind::Staff, "revoked-staff".to_owned())],
            Self::InactiveStaff => vec![(Kind::Staff, "inactive-staff".to_owned())],
            Self::ExpiredClient => vec![(Kind::Client, "expired-client".to_owned())],
            Self::RevokedClient => vec![(Kind::Client, "revoked-client".to_owned())],
            Self::ArchivedClient => vec![(Kind::Client, "archived-client".to_owned())],
            Self::Staff(side, role) => vec![(Kind::Staff, world.tenant(side).staff_token(role).to_owned())],
            Self::Client(person) => vec![(Kind::Client, world.client(person).session.clone())],
            Self::StaffInClientCookie => vec![(Kind::Client, world.a.staff_token(Role::Owner).to_owned())],
            Self::ClientInStaffCookie => vec![(Kind::Staff, world.client(Person::A1).session.clone())],
        }
    }

    /// Whose marked texts this one may see, and whether also those that are for staff only.
    pub fn may_see(self) -> (&'static [&'static str], bool) {
        match self {
            Self::Staff(Side::A, _) => (&["A0", "A1", "A1b", "A2", "A3"], true),
            Self::Staff(Side::B, _) => (&["B0", "B1"], true),
            Self::Client(Person::A1) => (&["A0", "A1"], false),
            Self::Client(Person::A1b) => (&["A0", "A1", "A1b"], false),
            Self::Client(Person::A2) => (&["A0", "A2"], false),
            Self::Client(Person::B1) => (&["B0", "B1"], false),
            _ => (&[], false),
        }
    }
}
