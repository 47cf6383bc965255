//! What several blocks have in common of their looks. Colours and fonts are the portal's own.

use crate::page::field::{Choice, FieldKind};
use serde::{Deserialize, Serialize};

/// An enum that is stored by name, with its choices for the inspector.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $value:literal $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $value)] $variant,)+
        }

        impl $name {
            /// The choices of the inspector.
            pub const CHOICES: $crate::page::FieldKind =
                $crate::page::FieldKind::Choice(&[$($crate::page::Choice { value: $value, label: $label }),+]);
        }
    };
}
pub(super) use choices;

/// On which side something stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Where reading begins.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Where reading ends.
    End,
}

impl Align {
    /// The choices of the inspector.
    pub const CHOICES: FieldKind = FieldKind::Choice(&[
        Choice {
            value: "start",
            label: "Left",
        },
        Choice {
            value: "center",
            label: "Centre",
        },
        Choice {
            value: "end",
            label: "Right",
        },
    ]);
}

choices! {
    /// How much room something takes.
    Space {
        /// A line of text.
        Small = "small" "Small",
        /// Two lines.
        #[default]
        Medium = "medium" "Medium",
        /// Four lines.
        Large = "large" "Large",
    }
}

choices! {
    /// What a notice is about.
    Tone {
        /// Good to know.
        #[default]
        Info = "info" "Information",
        /// Well done.
        Success = "success" "Success",
        /// Take care.
        Warning = "warning" "Warning",
        /// Act now.
        Danger = "danger" "Important",
    }
}
