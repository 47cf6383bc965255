//! What a provider sets: the portal in areas, one for each tab of its settings, and the business behind it.

mod access;
mod area;
mod branding;
mod business;
mod css;
mod general;
mod history;
mod mails;
mod modules;

pub use access::{AccessForm, AccessSettings};
pub use area::Area;
pub use branding::{BrandingForm, BrandingView};
pub use business::{BusinessForm, BusinessSettings, BusinessSettingsView};
pub use css::{CSS_CLASSES, CSS_PROPERTIES, CSS_ROOT, CssForm, CssProblem, CssView, MAX_CSS_BYTES};
pub use general::{GeneralForm, GeneralSettings};
pub use history::{Revision, RevisionChange, changes};
pub use mails::{MailWords, MailWordsForm, MailWordsRow, MailWordsView};
pub use modules::{ModulesForm, ModulesSettings};

use crate::{menu::ShownItem, module::ModuleSet, theme::Logo};
use serde::{Deserialize, Serialize};

/// What every page of a portal needs to know of its provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalFrame {
    /// The portal's name.
    pub name: String,
    /// The modules that are on.
    pub modules: ModuleSet,
    /// The menu, as far as this client sees it.
    pub menu: Vec<ShownItem>,
    /// Address of the brand's stylesheet.
    pub theme_url: String,
    /// Address of the logo for paper, which is white, if there is one.
    pub logo_url: Option<String>,
    /// The logo for screens, if there is one.
    pub logo: Option<Logo>,
    /// Address of the browser's icon.
    pub icon_url: String,
    /// Address of the portal's own CSS, if there is any.
    pub css_url: Option<String>,
    /// The provider's trading name.
    pub business_name: String,
    /// Where clients send questions; may be empty.
    pub support_email: String,
    /// Telephone number for questions; may be empty.
    pub support_phone: String,
    /// When somebody is there to answer, in the provider's words; may be empty.
    pub support_hours: String,
}
