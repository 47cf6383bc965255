//! Whether the client can see an invoice in the portal, and if not, why not.

use serde::{Deserialize, Serialize};

/// What keeps an invoice from the client's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceObstacle {
    /// It is a draft.
    Draft,
    /// The whole portal is switched off.
    PortalOff,
    /// The portal's invoices are switched off.
    ModuleOff,
    /// The company is archived.
    CompanyArchived,
    /// The company has no contact.
    NoContact,
    /// The company has contacts, but none may use the portal or has an e-mail address.
    NoAccess,
    /// A contact could, but none has a valid link.
    NotInvited,
}

impl InvoiceObstacle {
    /// The reason, to follow "Visible in portal: no, because …".
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Draft => "it is still a draft",
            Self::PortalOff => "the portal is switched off in the settings",
            Self::ModuleOff => "invoices are switched off in the portal's settings",
            Self::CompanyArchived => "the company is archived",
            Self::NoContact => "the company has no contact",
            Self::NoAccess => "none of the company's contacts may use the portal or has an e-mail address",
            Self::NotInvited => "none of the company's contacts has a valid portal link",
        }
    }
}

/// Whether an invoice is to be seen in the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceVisibility {
    /// Yes, by so many contacts.
    Yes {
        /// The names of those who can open it.
        by: Vec<String>,
    },
    /// No, for these reasons, the most basic first.
    No(Vec<InvoiceObstacle>),
}
