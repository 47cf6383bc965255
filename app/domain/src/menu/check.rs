//! Whether a menu may be saved.

use super::item::{Audience, ItemId, Kind, Menu, MenuItem};
use super::ops::{MAX_ITEMS, MenuError};
use crate::form::{self, FieldErrors, TextError};
use std::collections::BTreeSet;

/// The longest label, in characters.
pub(super) const MAX_LABEL: usize = 40;

const NOT_A_LINK: &str = "Please enter an address that starts with https://, http://, mailto: or tel:.";

/// The address of a link: `https:`, `http:`, `mailto:` or `tel:`, and nothing else. `javascript:` and its like can't be linked.
///
/// # Errors
/// What is wrong with it, for the user.
pub fn link_address(text: &str) -> Result<String, String> {
    let text = form::line(text, 300).map_err(|error| error.to_string())?;
    let (scheme, rest) = text.split_once(':').unwrap_or(("", ""));
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            // Browsers read a backslash as a slash, so that `https:\\a\b` is not what it looks like.
            let lower = format!("{}:{rest}", scheme.to_ascii_lowercase());
            if rest.contains('\\') {
                return Err(NOT_A_LINK.to_owned());
            }
            form::web_address(&lower).map_err(|_| NOT_A_LINK.to_owned())
        }
        "mailto" => match form::email(rest) {
            Ok(address) if !address.is_empty() => Ok(format!("mailto:{address}")),
            _ => Err(TextError::NotAnEmail.to_string()),
        },
        "tel" => {
            let number: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
            let digits = number.chars().filter(char::is_ascii_digit).count();
            let fits = number.chars().all(|c| c.is_ascii_digit() || "+-().".contains(c));
            if fits && (3..=15).contains(&digits) {
                Ok(format!("tel:{number}"))
            } else {
                Err("Please enter a telephone number, like tel:+49301234567.".to_owned())
            }
        }
        _ => Err(NOT_A_LINK.to_owned()),
    }
}

impl Menu {
    /// Whether it may be saved, and as what: texts are trimmed, addresses in one form. `before` is what was stored until now; what
    /// this version does not know may stay, but not come.
    ///
    /// # Errors
    /// All that is wrong: of the whole under `doc`, of an item under `{id}.label`, `{id}.href` and so on.
    pub fn checked(mut self, before: &Self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        if let Err(error) = self.well_formed() {
            errors.add("doc", error.to_string());
        }
        for item in &mut self.items {
            check_item(item, before.item(&item.id), &mut errors);
            for child in &mut item.children {
                check_item(child, before.item(&child.id), &mut errors);
            }
        }
        errors.into_result(self)
    }

    /// Whether ids are unique, groups are on one level, and there are not too many.
    fn well_formed(&self) -> Result<(), MenuError> {
        let mut seen: BTreeSet<&ItemId> = BTreeSet::new();
        for (level, item) in self.walk() {
            if !seen.insert(&item.id) {
                return Err(MenuError::DuplicateId);
            }
            if level > 1 || (level == 1 && item.is_group()) {
                return Err(MenuError::TooDeep);
            }
            if !item.children.is_empty() && !item.is_group() {
                return Err(MenuError::NotAGroup);
            }
        }
        if seen.len() > MAX_ITEMS {
            return Err(MenuError::TooMany);
        }
        Ok(())
    }
}

/// `before` is the item as it is stored.
fn check_item(item: &mut MenuItem, before: Option<&MenuItem>, errors: &mut FieldErrors) {
    let field = |name: &str| format!("{}.{name}", item.id);
    let kind_stays = before.is_some_and(|before| before.props.kind == item.props.kind);
    let label = match item.props.kind {
        // Its own version has checked it.
        Kind::Unknown(_) => Ok(item.props.label.clone()),
        Kind::Group => form::required_line(&item.props.label, MAX_LABEL),
        _ => form::line(&item.props.label, MAX_LABEL),
    };
    if let Some(label) = errors.take(field("label"), label) {
        item.props.label = label;
    }
    let icon = &item.props.icon;
    if icon.len() > 40
        || !icon
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    {
        errors.add(field("icon"), "Please choose an icon from the list.");
    }
    match &mut item.props.kind {
        Kind::Link { href, .. } => {
            if let Some(checked) = errors.take(field("href"), link_address(href)) {
                *href = checked;
            }
        }
        Kind::Unknown(_) if !kind_stays => {
            errors.add(
                field("kind"),
                "Please choose what this item leads to from the list.",
            );
        }
        _ => {}
    }
    let audience = &item.props.audience;
    let known = !matches!(audience, Audience::Unknown(_));
    if !known && before.is_none_or(|before| before.props.audience != *audience) {
        errors.add(field("audience"), "Please choose who sees it from the list.");
    }
}
