//! The icons of a portal's menu.

use super::icon::IconName;
use domain::{
    menu::{Kind, ShownItem, ShownTarget},
    module::Module,
};

/// The icons that a menu item can have; the rest of the sprite says things that an item can't mean.
pub const MENU_ICONS: &[IconName] = &[
    IconName::Home,
    IconName::Invoice,
    IconName::Statement,
    IconName::Activity,
    IconName::Document,
    IconName::Documents,
    IconName::Proposal,
    IconName::Contract,
    IconName::Folder,
    IconName::Tasks,
    IconName::Projects,
    IconName::Ticket,
    IconName::Message,
    IconName::Mail,
    IconName::Users,
    IconName::Building,
    IconName::Calendar,
    IconName::Clock,
    IconName::Bell,
    IconName::Star,
    IconName::Link,
    IconName::External,
    IconName::Globe,
    IconName::Phone,
    IconName::Pin,
    IconName::Download,
    IconName::Upload,
    IconName::Card,
    IconName::Bank,
    IconName::Wallet,
    IconName::Money,
    IconName::Shield,
    IconName::Key,
    IconName::Settings,
    IconName::Info,
    IconName::Search,
    IconName::Desktop,
    IconName::Mobile,
];

/// The icon of an item that a reader sees.
pub fn menu_icon(item: &ShownItem) -> IconName {
    IconName::from_name(&item.icon).unwrap_or(match &item.target {
        ShownTarget::Module(module) => of_module(*module),
        ShownTarget::Link { .. } => IconName::Link,
        ShownTarget::Page(_) => IconName::Document,
        ShownTarget::Group(_) => IconName::Folder,
    })
}

/// The icon of an item in the editor: the chosen one, or its kind's own.
pub fn item_icon(kind: &Kind, chosen: &str) -> IconName {
    IconName::from_name(chosen).unwrap_or(match kind {
        Kind::Module(module) => of_module(*module),
        Kind::Link { .. } => IconName::Link,
        Kind::Page(_) => IconName::Document,
        Kind::Group => IconName::Folder,
        Kind::Unknown(_) => IconName::Info,
    })
}

fn of_module(module: Module) -> IconName {
    match module {
        Module::Invoices => IconName::Invoice,
        Module::Proposals => IconName::Proposal,
        Module::Contracts => IconName::Contract,
        Module::Statement => IconName::Statement,
        Module::Activity => IconName::Activity,
    }
}
