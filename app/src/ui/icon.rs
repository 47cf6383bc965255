//! The icons, as a sprite in `public/icons.svg`.

use leptos::{prelude::*, tachys::html::InertElement};

/// Declares the icons once: variant, name in the sprite, meaning.
macro_rules! icons {
    ($($variant:ident $name:literal $meaning:literal,)*) => {
        /// An icon of the sprite.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum IconName {
            $(#[doc = $meaning] $variant,)*
        }

        impl IconName {
            /// Every icon, in the sprite's order; menus are offered these.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The symbol's name in the sprite; also how a choice of icon is stored.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The whole element, written once for the program.
            fn svg(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!(
                        "<svg width=\"18\" height=\"18\" aria-hidden=\"true\" focusable=\"false\" class=\"icon\"><use href=\"/icons.svg#",
                        $name,
                        "\"></use></svg>",
                    ),)*
                }
            }

            /// The icon of a stored name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

icons! {
    Home "home" "A house, the portal's first page.",
    Dashboard "dashboard" "Tiles, the staff's first page.",
    Users "users" "Several people.",
    User "user" "One person.",
    UserPlus "user-plus" "A person being added.",
    Building "building" "A company.",
    Invoice "invoice" "An invoice.",
    Statement "statement" "A statement of account.",
    Document "document" "A page of text.",
    Documents "documents" "Several documents.",
    Proposal "proposal" "A proposal.",
    Contract "contract" "A contract to sign.",
    Folder "folder" "A folder.",
    Tasks "tasks" "A list of tasks.",
    Projects "projects" "A board of projects.",
    Ticket "ticket" "A request for help.",
    Message "message" "A message.",
    Mail "mail" "A letter.",
    Send "send" "A paper plane.",
    Inbox "inbox" "A tray, for empty lists.",
    Link "link" "A link.",
    Unlink "unlink" "A broken link.",
    Copy "copy" "Copy.",
    Check "check" "A tick.",
    Success "success" "A tick in a circle.",
    Close "close" "A cross.",
    Failure "failure" "A cross in a circle.",
    Warning "warning" "A warning triangle.",
    Info "info" "The letter i in a circle.",
    Clock "clock" "A clock.",
    Calendar "calendar" "A calendar.",
    Search "search" "A magnifying glass.",
    Filter "filter" "Filter lines.",
    ArrowLeft "arrow-left" "An arrow to the left.",
    ArrowRight "arrow-right" "An arrow to the right.",
    ArrowUp "arrow-up" "An arrow upwards.",
    ArrowDown "arrow-down" "An arrow downwards.",
    ChevronDown "chevron-down" "A small angle downwards.",
    ChevronRight "chevron-right" "A small angle to the right.",
    ChevronLeft "chevron-left" "A small angle to the left.",
    Sort "sort" "Two angles.",
    Plus "plus" "Add.",
    Minus "minus" "Take away.",
    Edit "edit" "A pencil.",
    Delete "delete" "A bin.",
    Archive "archive" "An archive box.",
    Restore "restore" "Out of the archive box.",
    Download "download" "Download.",
    Upload "upload" "Upload.",
    Print "print" "A printer.",
    Eye "eye" "Visible.",
    EyeOff "eye-off" "Hidden.",
    Settings "settings" "A cog.",
    Palette "palette" "A painter's palette, for branding.",
    Sliders "sliders" "Sliders, for preferences.",
    SignOut "sign-out" "Leave through a door.",
    SignIn "sign-in" "Enter through a door.",
    Key "key" "A key.",
    Lock "lock" "A closed lock.",
    Shield "shield" "A shield with a tick.",
    Bell "bell" "A bell.",
    Menu "menu" "Three lines.",
    More "more" "Three dots.",
    External "external" "Opens elsewhere.",
    Refresh "refresh" "Again.",
    Ban "ban" "Not allowed.",
    Card "card" "A payment card.",
    Bank "bank" "A bank.",
    Wallet "wallet" "A wallet.",
    Money "money" "A banknote.",
    Coins "coins" "Coins.",
    Percent "percent" "A percent sign.",
    Qr "qr" "A QR code.",
    Globe "globe" "The globe, for languages.",
    Phone "phone" "A telephone.",
    Pin "pin" "A place on the map.",
    Mobile "mobile" "A phone as a device.",
    Desktop "desktop" "A computer as a device.",
    History "history" "Back in time.",
    Activity "activity" "A pulse.",
    Star "star" "A star.",
    Undo "undo" "Back one step.",
    Redo "redo" "Forth one step.",
    Grip "grip" "Six dots to take hold of.",
    Tag "tag" "A label on a string.",
    Heading "heading" "A heading.",
    Text "text" "Lines of text.",
    Button "button" "A button.",
    Callout "callout" "A notice.",
    Table "table" "A table.",
    Columns "columns" "Two columns.",
    Accordion "accordion" "Parts that unfold.",
    AccordionItem "accordion-item" "A part that unfolds.",
    Divider "divider" "A line across.",
    Spacer "spacer" "Room between.",
    Image "image" "A picture.",
    Gallery "gallery" "Several pictures.",
    Video "video" "A film.",
    Html "html" "Program text.",
    Megaphone "megaphone" "An announcement.",
    Help "help" "A question mark in a circle.",
    List "list" "A list.",
    Tablet "tablet" "A tablet as a device.",
    Fit "fit" "As wide as there is room.",
}

/// An icon beside a text that says the same: hidden from screen readers.
#[component]
pub fn Icon(
    /// Which icon.
    name: IconName,
) -> impl IntoView {
    InertElement::new(name.svg())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_icon_is_in_the_sprite_and_found_by_its_name() {
        let sprite = include_str!("../../public/icons.svg");
        for icon in IconName::ALL {
            assert!(
                sprite.contains(&format!("<symbol id=\"{}\"", icon.as_str())),
                "{icon:?}"
            );
            assert_eq!(IconName::from_name(icon.as_str()), Some(*icon));
        }
        assert_eq!(sprite.matches("<symbol ").count(), IconName::ALL.len());
        assert_eq!(IconName::from_name("no-such-icon"), None);
    }
}
