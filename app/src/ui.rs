//! The design system: small server-rendered components on native elements. Looks live in `style/`, never in attributes.
//!
//! A component takes finished text: amounts and dates arrive formatted, labels arrive translated. English defaults serve the
//! staff's pages. Only [`CopyValue`], [`PrintButton`] and
//! what needs hands in [`TagPicker`] and [`SignatureField`] hydrate.

mod button;
mod choice_field;
mod confirm;
mod copy_value;
pub mod drag;
mod empty_state;
mod field;
mod filter;
mod form;
mod icon;
mod input;
mod input_field;
mod link;
mod list;
mod menu_icon;
mod meter;
mod nav;
mod notice;
mod number_field;
mod page;
#[cfg(feature = "ssr")]
mod pattern;
mod portal_shell;
mod print_button;
mod qr;
pub mod rich_text;
mod shell;
mod signature_field;
mod staff_shell;
mod table;
mod tag_picker;
mod text_area;
mod tone;
mod value;
mod written_blocks;

pub use button::{Button, LinkButton, Variant};
pub use choice_field::{CheckField, RadioField, SelectField};
pub use confirm::{Confirm, Menu};
pub use copy_value::CopyValue;
pub use empty_state::EmptyState;
pub use field::Frame as FieldFrame;
pub use filter::{FilterChips, SearchBar};
pub use form::{ConflictNotice, Form, FormErrors, HiddenField};
pub use icon::{Icon, IconName};
pub use input_field::{ColourField, DateField, EmailField, FileField, PasswordField, TextField};
pub use link::{Link, safe_href};
pub use list::{Definition, DefinitionList, Timeline, TimelineItem};
pub use menu_icon::{MENU_ICONS, item_icon, menu_icon};
pub use meter::{MeterBar, ProgressBar};
pub use nav::{NavEntry, NavGroup, NavLink, Tabs};
pub use notice::Notice;
pub use number_field::{MoneyField, NumberField};
pub use page::{Card, PageHeader, Section, Stat};
#[cfg(feature = "ssr")]
pub use pattern::{Pattern, gap};
pub use portal_shell::PortalShell;
pub use print_button::PrintButton;
pub use qr::QrCode;
pub use shell::{BrandMark, CardPage, ShellLabels};
pub use signature_field::{SignatureField, SignatureLabels};
pub use staff_shell::StaffShell;
pub use table::{Pagination, SortHeader, Table};
pub use tag_picker::TagPicker;
pub use text_area::{TextAreaField, plain_text_area, text_area_html};
pub use tone::Tone;
pub use value::{Avatar, Badge, DateText, Money};
pub use written_blocks::{WrittenBlocks, WrittenText};
