//! A priced item as typed.

use super::super::content::{Item, ItemKind, Period, Range};
use crate::{
    decimal::Quantity,
    form::{self, FieldErrors},
    invoice::calculation::Discount,
    invoice::form::InvoiceLineForm,
    invoice::tax::TaxCategory,
};
use serde::{Deserialize, Serialize};

const MAX_NAME: usize = 160;
const MAX_GROUP: usize = 60;
const MAX_DESCRIPTION: usize = 2_000;
const MAX_UNIT: usize = 20;

/// An item as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    /// Its key; empty for a new one.
    pub key: String,
    /// A name of [`ItemKind`].
    pub kind: String,
    /// Which choice it belongs to, where it is one of several.
    pub group: String,
    /// What it is.
    pub name: String,
    /// More about it.
    pub description: String,
    /// How many; empty for 1.
    pub quantity: String,
    /// Of what.
    pub unit: String,
    /// The price of one.
    pub unit_price: String,
    /// Its discount in per cent, or empty.
    pub discount_percent: String,
    /// What the tax is called.
    pub tax_name: String,
    /// The tax rate in per cent, or empty for no tax.
    pub tax_rate: String,
    /// A code of a tax category, or empty to follow from the rate.
    pub tax_category: String,
    /// A name of [`Period`].
    pub period: String,
    /// The least that the client may choose; with the most, the quantity can be changed.
    pub min: String,
    /// The most that the client may choose.
    pub max: String,
    /// In steps of; empty for 1.
    pub step: String,
}

/// The tax that a new item begins with: name, rate and category.
pub type UsualTax = (String, String, String);

impl ItemForm {
    /// A new item with a tax.
    pub fn new((tax_name, tax_rate, tax_category): UsualTax) -> Self {
        Self {
            kind: ItemKind::Fixed.as_str().to_owned(),
            period: Period::Once.as_str().to_owned(),
            quantity: "1".to_owned(),
            tax_name,
            tax_rate,
            tax_category,
            ..Self::default()
        }
    }

    /// Its tax, for the next item.
    pub fn tax(&self) -> UsualTax {
        (
            self.tax_name.clone(),
            self.tax_rate.clone(),
            self.tax_category.clone(),
        )
    }

    /// Whether nothing was filled in. What comes prefilled does not count.
    pub fn is_blank(&self) -> bool {
        [&self.name, &self.description, &self.unit_price]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// The numbers of it, without its texts.
    pub(super) fn numbers(&self, section: usize, at: usize, errors: &mut FieldErrors) -> Option<Item> {
        let prefix = format!("sections.{section}.items.{at}");
        let key = |name: &str| format!("{prefix}.{name}");
        let line = InvoiceLineForm {
            quantity: self.quantity.clone(),
            unit_price: self.unit_price.clone(),
            discount_percent: self.discount_percent.clone(),
            tax_name: self.tax_name.clone(),
            tax_rate: self.tax_rate.clone(),
            tax_category: self.tax_category.clone(),
            ..InvoiceLineForm::default()
        };
        let line = line.numbers(&prefix, errors);
        let kind = match self.kind.trim() {
            "" => Ok(ItemKind::Fixed),
            kind => kind.parse(),
        };
        let kind = errors.take(key("kind"), kind);
        let period = match self.period.trim() {
            "" => Ok(Period::Once),
            period => period.parse(),
        };
        let period = errors.take(key("period"), period);
        let range = self.range(&prefix, errors);
        let (line, range) = (line?, range?);
        if line.quantity.raw() < 0 {
            errors.add(key("quantity"), "The quantity can't be negative.");
            return None;
        }
        if range.is_some_and(|range| !range.has(line.quantity)) {
            errors.add(
                key("quantity"),
                "The quantity to begin with must lie within what can be chosen, in its steps.",
            );
            return None;
        }
        Some(Item {
            key: self.key.trim().to_owned(),
            kind: kind?,
            group: String::new(),
            name: String::new(),
            description: String::new(),
            quantity: line.quantity,
            unit: String::new(),
            unit_price: line.unit_price,
            discount: line.discount,
            tax: line.tax,
            period: period?,
            range,
        })
    }

    /// `Some(None)` where the quantity is fixed, `None` where something is wrong.
    fn range(&self, prefix: &str, errors: &mut FieldErrors) -> Option<Option<Range>> {
        let key = |name: &str| format!("{prefix}.{name}");
        let (min, max) = (self.min.trim(), self.max.trim());
        if min.is_empty() && max.is_empty() {
            return Some(None);
        }
        let read = |text: &str| match text {
            "" => Ok(Quantity::ONE),
            typed => Quantity::parse(typed),
        };
        let min = errors.take(key("min"), read(min));
        let max = errors.take(key("max"), Quantity::parse(max));
        let step = errors.take(key("step"), read(self.step.trim()));
        let range = Range {
            min: min?,
            max: max?,
            step: step?,
        };
        if range.min.raw() <= 0 {
            errors.add(key("min"), "The least must be above zero.");
        } else if range.step.raw() <= 0 {
            errors.add(key("step"), "The step must be above zero.");
        } else if range.max < range.min {
            errors.add(key("max"), "The most can't be below the least.");
        } else {
            return Some(Some(range));
        }
        None
    }

    pub(super) fn check(&self, section: usize, at: usize, errors: &mut FieldErrors) -> Option<Item> {
        let prefix = format!("sections.{section}.items.{at}");
        let key = |name: &str| format!("{prefix}.{name}");
        let numbers = self.numbers(section, at, errors);
        let name = errors.take(key("name"), form::required_line(&self.name, MAX_NAME));
        let group = errors.take(key("group"), form::line(&self.group, MAX_GROUP));
        let description = errors.take(
            key("description"),
            form::paragraph(&self.description, MAX_DESCRIPTION),
        );
        let unit = errors.take(key("unit"), form::line(&self.unit, MAX_UNIT));
        let numbers = numbers?;
        Some(Item {
            group: group.filter(|_| numbers.kind.is_choice()).unwrap_or_default(),
            name: name?,
            description: description?,
            unit: unit?,
            ..numbers
        })
    }
}

impl From<&Item> for ItemForm {
    fn from(item: &Item) -> Self {
        let untaxed = item.tax.is_none();
        let discount_percent = match item.discount {
            Discount::Percent(percent) => percent.to_string(),
            Discount::None | Discount::Amount(_) => String::new(),
        };
        let range = |of: fn(&Range) -> Quantity| item.range.as_ref().map(of);
        let text = |quantity: Option<Quantity>| quantity.map(|q| q.to_string()).unwrap_or_default();
        Self {
            key: item.key.clone(),
            kind: item.kind.as_str().to_owned(),
            group: item.group.clone(),
            name: item.name.clone(),
            description: item.description.clone(),
            quantity: item.quantity.to_string(),
            unit: item.unit.clone(),
            unit_price: item.unit_price.to_string(),
            discount_percent,
            tax_name: item.tax.name.clone(),
            tax_rate: match untaxed {
                true => String::new(),
                false => item.tax.rate.to_string(),
            },
            // Left empty where it follows from the rate, so that typing another rate is enough.
            tax_category: match item.tax.category {
                TaxCategory::Standard => String::new(),
                TaxCategory::OutOfScope if untaxed => String::new(),
                category => category.to_string(),
            },
            period: item.period.as_str().to_owned(),
            min: text(range(|range| range.min)),
            max: text(range(|range| range.max)),
            step: text(range(|range| range.step)),
        }
    }
}
