//! What a client chose of a proposal, and what it comes to. The page's preview, the server, the PDF and the invoice use this.

use super::content::{Content, Item, ItemKind, Period, Section};
use crate::{
    decimal::{NumberError, Quantity},
    invoice::calculation::{
        Calculation, CalculationError, Discount, LineInput, TaxRounding, Totals, calculate,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was chosen: keys of items, and the quantities that were changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// The optional items that are ticked, and the one of each choice.
    pub chosen: BTreeSet<String>,
    /// The quantities of items whose quantity may be changed.
    pub quantities: BTreeMap<String, Quantity>,
}

/// A choice as a form or an address sends it: `pick[seen]=1&pick[item][i3]=1&pick[group][i4]=i5&pick[quantity][i6]=2`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picked {
    /// Whether anything was chosen at all: browsers send nothing of boxes that are not ticked.
    pub seen: String,
    /// The ticked items.
    pub item: BTreeMap<String, String>,
    /// The item of each choice, by the key of its group.
    pub group: BTreeMap<String, String>,
    /// The quantities, by item.
    pub quantity: BTreeMap<String, String>,
}

/// Why a selection can't be taken. It names the item's key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// An item that is not there, or not to be chosen.
    #[error("This item is not offered.")]
    Unknown(String),
    /// None or several of what exactly one is to be chosen.
    #[error("Please choose one of these.")]
    OneOf(String),
    /// A quantity that is no number.
    #[error("{1}")]
    Number(String, NumberError),
    /// A quantity outside of what is offered.
    #[error("This quantity is not offered.")]
    Quantity(String),
    /// It can't be added up.
    #[error(transparent)]
    Sum(CalculationError),
}

impl SelectionError {
    /// The key of the text that a client reads.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Unknown(_) | Self::Sum(_) => "proposal-pick-unknown",
            Self::OneOf(_) => "proposal-pick-one",
            Self::Number(..) => "proposal-pick-number",
            Self::Quantity(_) => "proposal-pick-quantity",
        }
    }

    /// The item that it is about, if it is one.
    pub fn item(&self) -> &str {
        match self {
            Self::Unknown(key) | Self::OneOf(key) | Self::Number(key, _) | Self::Quantity(key) => key,
            Self::Sum(_) => "",
        }
    }
}

/// What a selection comes to: once, and for each period apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// What is paid once; there even if it is nothing.
    pub once: Totals,
    /// What is paid again and again; only periods that something is paid in.
    pub recurring: Vec<(Period, Totals)>,
    /// The amount of each item that is taken, by key.
    pub items: BTreeMap<String, crate::money::Money>,
    /// What the items' discounts take off what is paid once.
    pub saved: crate::money::Money,
}

impl Sums {
    /// The amounts as one text, for saying which were seen: `119000,5950,0,0`.
    pub fn figure(&self) -> String {
        let of = |period: &Period| {
            self.of(*period)
                .map_or(0, |totals| totals.payable.minor)
                .to_string()
        };
        Period::ALL.iter().map(of).collect::<Vec<_>>().join(",")
    }

    /// What a period comes to.
    pub fn of(&self, period: Period) -> Option<&Totals> {
        match period {
            Period::Once => Some(&self.once),
            _ => self
                .recurring
                .iter()
                .find(|(each, _)| *each == period)
                .map(|(_, totals)| totals),
        }
    }
}

/// Items of which exactly one is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'a> {
    /// The key of its first item.
    pub key: &'a str,
    /// What it is called, or empty.
    pub name: &'a str,
    /// Its items, in order.
    pub items: Vec<&'a Item>,
}

/// The choices of a section, in order of their first items.
pub fn groups(section: &Section) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for item in section.items.iter().filter(|item| item.kind.is_choice()) {
        match groups.iter_mut().find(|group| group.name == item.group) {
            Some(group) => group.items.push(item),
            None => groups.push(Group {
                key: &item.key,
                name: &item.group,
                items: vec![item],
            }),
        }
    }
    groups
}

impl Selection {
    /// What is chosen to begin with.
    pub fn opening(content: &Content) -> Self {
        let mut chosen: BTreeSet<String> = content
            .items()
            .filter(|(_, item)| item.kind == ItemKind::OptionalOn)
            .map(|(_, item)| item.key.clone())
            .collect();
        for section in &content.sections {
            for group in groups(section) {
                let preset = group.items.iter().find(|item| item.kind == ItemKind::ChoiceOn);
                chosen.extend(preset.or(group.items.first()).map(|item| item.key.clone()));
            }
        }
        Self {
            chosen,
            quantities: BTreeMap::new(),
        }
    }

    /// What a form or an address says; what it does not say is as to begin with. Whether it is offered is not checked here.
    ///
    /// # Errors
    /// [`SelectionError::Number`].
    pub fn read(picked: &Picked, content: &Content) -> Result<Self, SelectionError> {
        if picked.seen.is_empty() {
            return Ok(Self::opening(content));
        }
        let mut selection = Self {
            chosen: picked.item.keys().cloned().collect(),
            quantities: BTreeMap::new(),
        };
        selection.chosen.extend(picked.group.values().cloned());
        for (key, typed) in &picked.quantity {
            // A quantity of something that is not taken is nobody's business.
            let typed = match typed.trim() {
                "" => continue,
                typed => typed,
            };
            let quantity =
                Quantity::parse(typed).map_err(|error| SelectionError::Number(key.clone(), error))?;
            selection.quantities.insert(key.clone(), quantity);
        }
        Ok(selection)
    }

    /// The same as fields of a form or an address, name and value.
    pub fn fields(&self, content: &Content) -> Vec<(String, String)> {
        let mut fields = vec![("pick[seen]".to_owned(), "1".to_owned())];
        for section in &content.sections {
            for item in section.items.iter().filter(|item| item.kind.is_optional()) {
                if self.chosen.contains(&item.key) {
                    fields.push((format!("pick[item][{}]", item.key), "1".to_owned()));
                }
            }
            for group in groups(section) {
                if let Some(item) = group.items.iter().find(|item| self.chosen.contains(&item.key)) {
                    fields.push((format!("pick[group][{}]", group.key), item.key.clone()));
                }
            }
        }
        for (key, quantity) in &self.quantities {
            fields.push((format!("pick[quantity][{key}]"), quantity.to_string()));
        }
        fields
    }

    /// Whether an item is taken.
    pub fn takes(&self, item: &Item) -> bool {
        item.kind == ItemKind::Fixed || self.chosen.contains(&item.key)
    }

    /// How many of an item.
    pub fn quantity(&self, item: &Item) -> Quantity {
        match item.range {
            Some(_) => self.quantities.get(&item.key).copied().unwrap_or(item.quantity),
            None => item.quantity,
        }
    }

    /// The items that are taken, each with its quantity, in order.
    pub fn taken<'a>(&'a self, content: &'a Content) -> impl Iterator<Item = (&'a Item, Quantity)> {
        content
            .items()
            .map(|(_, item)| item)
            .filter(|item| self.takes(item))
            .map(|item| (item, self.quantity(item)))
    }

    /// Checks that all of it is offered: known items, exactly one of each choice, quantities within their ranges.
    ///
    /// # Errors
    /// [`SelectionError`].
    pub fn check(&self, content: &Content) -> Result<(), SelectionError> {
        for key in &self.chosen {
            match content.item(key) {
                Some(item) if item.kind != ItemKind::Fixed => {}
                _ => return Err(SelectionError::Unknown(key.clone())),
            }
        }
        for section in &content.sections {
            for group in groups(section) {
                let chosen = group.items.iter().filter(|item| self.chosen.contains(&item.key));
                if chosen.count() != 1 {
                    return Err(SelectionError::OneOf(group.key.to_owned()));
                }
            }
        }
        for (key, quantity) in &self.quantities {
            let Some(item) = content.item(key) else {
                return Err(SelectionError::Unknown(key.clone()));
            };
            match item.range {
                Some(range) if range.has(*quantity) => {}
                None if *quantity == item.quantity => {}
                _ => return Err(SelectionError::Quantity(key.clone())),
            }
        }
        Ok(())
    }

    /// Checks it and adds it up.
    ///
    /// # Errors
    /// [`SelectionError`].
    pub fn sums(&self, content: &Content, rounding: TaxRounding) -> Result<Sums, SelectionError> {
        self.check(content)?;
        let taken: Vec<(&Item, Quantity)> = self.taken(content).collect();
        let mut items = BTreeMap::new();
        let mut of = |period: Period| {
            let of: Vec<&(&Item, Quantity)> =
                taken.iter().filter(|(item, _)| item.period == period).collect();
            let lines = of.iter().map(|(item, quantity)| item.line(*quantity)).collect();
            let totals = add(content, rounding, lines)?;
            for ((item, _), net) in of.iter().zip(&totals.lines) {
                items.insert(item.key.clone(), *net);
            }
            Ok((of.is_empty(), totals))
        };
        let (_, once) = of(Period::Once)?;
        let mut recurring = Vec::new();
        for period in [Period::Monthly, Period::Quarterly, Period::Yearly] {
            let (nothing, totals) = of(period)?;
            if !nothing {
                recurring.push((period, totals));
            }
        }
        let full = taken
            .iter()
            .filter(|(item, _)| item.period == Period::Once)
            .map(|(item, quantity)| LineInput {
                discount: Discount::None,
                ..item.line(*quantity)
            })
            .collect();
        let full = add(content, rounding, full)?;
        let saved = full.subtotal.checked_sub(once.subtotal).unwrap_or(full.subtotal);
        Ok(Sums {
            once,
            recurring,
            items,
            saved,
        })
    }
}

fn add(content: &Content, rounding: TaxRounding, lines: Vec<LineInput>) -> Result<Totals, SelectionError> {
    calculate(&Calculation {
        currency: content.currency,
        prices_include_tax: content.prices_include_tax,
        rounding,
        discount: Discount::None,
        cash_rounding: None,
        lines,
    })
    .map_err(SelectionError::Sum)
}

#[cfg(test)]
mod tests;
