//! The invoice form: what was typed, and the checked draft it becomes.

use super::calculation::{
    Calculation, CashRounding, Discount, LineInput, TaxRounding, Totals, calculate, line_net,
};
use super::tax::{TaxCategory, TaxRate};
use crate::date;
use crate::decimal::{NumberError, Percent, Quantity, UnitPrice};
use crate::form::{self, FieldErrors};
use crate::ids::{CompanyId, ContactId};
use crate::money::{Currency, Money};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most lines of an invoice.
pub const MAX_LINES: usize = 200;

const MAX_DESCRIPTION: usize = 2000;
const MAX_SHORT: usize = 60;
const MAX_UNIT: usize = 20;
const MAX_TAX_NAME: usize = 40;
pub(crate) const MAX_NOTES: usize = 4000;

/// An invoice as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvoiceForm {
    /// The client.
    pub company_id: String,
    /// The person it is addressed to; may be empty.
    pub contact_id: String,
    /// Three-letter code.
    pub currency: String,
    /// `2026-03-05`, or empty for the day of issue.
    pub issue_date: String,
    /// `2026-03-19`.
    pub due_date: String,
    /// The client's order number.
    pub po_number: String,
    /// The client's or our reference.
    pub reference: String,
    /// For the client, of several lines.
    pub notes: String,
    /// Terms of payment, of several lines.
    pub terms: String,
    /// For staff only, of several lines.
    pub internal_notes: String,
    /// Whether unit prices include tax. A checkbox with the value `true`.
    pub prices_include_tax: bool,
    /// `none`, `percent` or `amount`.
    pub discount_kind: String,
    /// The discount of the whole document.
    pub discount_value: String,
    /// The version that the form was opened with; 0 for a new invoice.
    pub version: i64,
    /// The lines. Blank ones are dropped.
    pub lines: Vec<InvoiceLineForm>,
}

/// A line as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvoiceLineForm {
    /// What it is for, of several lines.
    pub description: String,
    /// How many; empty for 1.
    pub quantity: String,
    /// Of what, as in `h`.
    pub unit: String,
    /// The price of one.
    pub unit_price: String,
    /// The line's discount in per cent, or empty.
    pub discount_percent: String,
    /// What the tax is called.
    pub tax_name: String,
    /// The tax rate in per cent, or empty for no tax.
    pub tax_rate: String,
    /// A code of [`TaxCategory`], or empty to follow from the rate.
    pub tax_category: String,
}

/// A checked invoice, ready to be stored as a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceDraft {
    /// The client.
    pub company_id: CompanyId,
    /// The person it is addressed to.
    pub contact_id: Option<ContactId>,
    /// The currency of every amount.
    pub currency: Currency,
    /// The date on it; `None` takes the day of issue.
    pub issue_date: Option<NaiveDate>,
    /// The last day to pay.
    pub due_date: NaiveDate,
    /// The client's order number, or empty.
    pub po_number: String,
    /// A reference, or empty.
    pub reference: String,
    /// For the client, or empty.
    pub notes: String,
    /// Terms of payment, or empty.
    pub terms: String,
    /// For staff only, or empty.
    pub internal_notes: String,
    /// Whether unit prices include tax.
    pub prices_include_tax: bool,
    /// The discount of the whole document.
    pub discount: Discount,
    /// The version that the form was opened with.
    pub version: i64,
    /// At least one line.
    pub lines: Vec<InvoiceLineDraft>,
}

/// A checked line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLineDraft {
    /// What it is for.
    pub description: String,
    /// How many, not zero; negative for a return.
    pub quantity: Quantity,
    /// Of what, or empty.
    pub unit: String,
    /// The price of one.
    pub unit_price: UnitPrice,
    /// The line's discount.
    pub discount: Discount,
    /// The line's tax.
    pub tax: TaxRate,
}

/// What the editor shows while somebody types: every amount that can be computed already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoicePreview {
    /// Each line's amount, in the order of the form; `None` where the line is blank or unfinished.
    pub lines: Vec<Option<Money>>,
    /// The totals, once nothing numeric is wrong.
    pub totals: Option<Totals>,
    /// What is wrong with the numbers.
    pub errors: FieldErrors,
}

impl InvoiceLineForm {
    /// Whether nothing was filled in. Quantity, unit and tax come prefilled and don't count.
    pub fn is_blank(&self) -> bool {
        let empty = |text: &str| text.trim().is_empty();
        let untouched = empty(&self.quantity) || self.quantity.trim() == "1";
        untouched && empty(&self.description) && empty(&self.unit_price) && empty(&self.discount_percent)
    }

    /// The numbers of the line, errors noted under `{prefix}.`, which is `lines.{at}` for an invoice's.
    pub(crate) fn numbers(&self, prefix: &str, errors: &mut FieldErrors) -> Option<LineInput> {
        let key = |name: &str| format!("{prefix}.{name}");
        let quantity = match self.quantity.trim() {
            "" => Ok(Quantity::ONE),
            typed => Quantity::parse(typed),
        };
        let quantity = errors.take(key("quantity"), quantity);
        if quantity.is_some_and(Quantity::is_zero) {
            errors.add(key("quantity"), "The quantity can't be zero.");
        }
        let unit_price = errors.take(key("unit_price"), UnitPrice::parse(&self.unit_price));
        let discount = errors.take(key("discount_percent"), percent_discount(&self.discount_percent));
        let tax = self.tax(prefix, errors);
        let quantity = quantity.filter(|quantity| !quantity.is_zero());
        Some(LineInput {
            quantity: quantity?,
            unit_price: unit_price?,
            discount: discount?,
            tax: tax?,
        })
    }

    fn tax(&self, prefix: &str, errors: &mut FieldErrors) -> Option<TaxRate> {
        let key = |name: &str| format!("{prefix}.{name}");
        let typed = self.tax_rate.trim();
        let rate = match typed {
            "" => Ok(Percent::ZERO),
            _ => Percent::parse(typed),
        };
        let rate = errors.take(key("tax_rate"), rate);
        let category = match self.tax_category.trim() {
            "" => Ok(match rate {
                Some(rate) if !rate.is_zero() => TaxCategory::Standard,
                _ if typed.is_empty() => TaxCategory::OutOfScope,
                _ => TaxCategory::ZeroRated,
            }),
            code => code.parse(),
        };
        let category = errors.take(key("tax_category"), category);
        let name = errors.take(key("tax_name"), form::line(&self.tax_name, MAX_TAX_NAME));
        let tax = TaxRate {
            name: name?,
            rate: rate?,
            category: category?,
        };
        if !tax.is_consistent() {
            let message = match tax.category {
                TaxCategory::Standard => "Enter a rate above 0 %, or choose another tax category.",
                _ => "This tax category has no rate; leave it empty or choose “Taxed”.",
            };
            errors.add(key("tax_rate"), message);
            return None;
        }
        if tax.name.is_empty() && tax.category == TaxCategory::Standard {
            errors.add(key("tax_name"), "Name this tax, like VAT.");
            return None;
        }
        Some(tax)
    }

    fn draft(
        &self,
        at: usize,
        numbers: Option<LineInput>,
        errors: &mut FieldErrors,
    ) -> Option<InvoiceLineDraft> {
        let key = |name: &str| format!("lines.{at}.{name}");
        let description = errors.take(
            key("description"),
            form::paragraph(&self.description, MAX_DESCRIPTION),
        );
        if description.as_deref() == Some("") {
            errors.add(key("description"), "Please describe what this line is for.");
        }
        let unit = errors.take(key("unit"), form::line(&self.unit, MAX_UNIT));
        let LineInput {
            quantity,
            unit_price,
            discount,
            tax,
        } = numbers?;
        Some(InvoiceLineDraft {
            description: description?,
            quantity,
            unit: unit?,
            unit_price,
            discount,
            tax,
        })
    }
}

fn percent_discount(typed: &str) -> Result<Discount, DiscountError> {
    if typed.trim().is_empty() {
        return Ok(Discount::None);
    }
    match Percent::parse(typed)? {
        percent if percent > Percent::HUNDRED => Err(DiscountError::AboveHundred),
        percent if percent.is_zero() => Ok(Discount::None),
        percent => Ok(Discount::Percent(percent)),
    }
}

#[derive(Debug, thiserror::Error)]
enum DiscountError {
    #[error(transparent)]
    Number(#[from] NumberError),
    #[error("A discount can't be more than 100 %.")]
    AboveHundred,
    #[error("Choose whether the discount is a percentage or an amount.")]
    Kind,
}

impl InvoiceForm {
    fn discount(&self, currency: Currency) -> Result<Discount, DiscountError> {
        let typed = self.discount_value.trim();
        match self.discount_kind.trim() {
            "" | "none" => Ok(Discount::None),
            "percent" => percent_discount(typed),
            "amount" if typed.is_empty() => Ok(Discount::None),
            "amount" => match Money::parse(typed, currency)?.minor {
                minor if minor < 0 => Err(NumberError::Negative.into()),
                0 => Ok(Discount::None),
                minor => Ok(Discount::Amount(minor)),
            },
            _ => Err(DiscountError::Kind),
        }
    }

    /// Adds up what has been typed so far, by the same rules as the stored invoice. Needs neither dates nor names.
    pub fn preview(&self, rounding: TaxRounding, cash_rounding: Option<CashRounding>) -> InvoicePreview {
        let mut errors = FieldErrors::default();
        let (_, lines, totals) = self.add_up(rounding, cash_rounding, &mut errors);
        InvoicePreview {
            lines,
            totals,
            errors,
        }
    }

    /// The checked numbers of each line (`None` if blank or wrong), each line's amount, and the totals.
    fn add_up(
        &self,
        rounding: TaxRounding,
        cash_rounding: Option<CashRounding>,
        errors: &mut FieldErrors,
    ) -> (Vec<Option<LineInput>>, Vec<Option<Money>>, Option<Totals>) {
        let read = |(at, line): (usize, &InvoiceLineForm), errors: &mut FieldErrors| {
            if line.is_blank() {
                None
            } else {
                line.numbers(&format!("lines.{at}"), errors)
            }
        };
        let numbers: Vec<Option<LineInput>> = self
            .lines
            .iter()
            .enumerate()
            .map(|line| read(line, errors))
            .collect();
        let Some(currency) = errors.take("currency", self.currency.parse::<Currency>()) else {
            let unknown = vec![None; numbers.len()];
            return (numbers, unknown, None);
        };
        let nets = numbers
            .iter()
            .map(|line| line_net(line.as_ref()?, currency).ok())
            .collect();
        let discount = errors.take("discount_value", self.discount(currency));
        let (true, Some(discount)) = (errors.is_empty(), discount) else {
            return (numbers, nets, None);
        };
        let filled: Vec<usize> = (0..numbers.len())
            .filter(|at| numbers.get(*at).is_some_and(Option::is_some))
            .collect();
        let calculated = calculate(&Calculation {
            currency,
            prices_include_tax: self.prices_include_tax,
            rounding,
            discount,
            cash_rounding,
            lines: numbers.iter().flatten().cloned().collect(),
        });
        let totals = match calculated {
            Ok(totals) => Some(totals),
            Err(error) => {
                let error = error.at_line(|line| filled.get(line).copied().unwrap_or(line));
                errors.add(error.field(), error.to_string());
                None
            }
        };
        (numbers, nets, totals)
    }

    /// Checks everything; errors are keyed by field, those of a line as `lines.0.quantity` by its place in the form.
    pub fn validate(&self) -> Result<InvoiceDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let filled = self.lines.iter().filter(|line| !line.is_blank()).count();
        if filled > MAX_LINES || self.lines.len() > 2 * MAX_LINES {
            return Err(FieldErrors::one(
                "lines",
                format!("An invoice has at most {MAX_LINES} lines."),
            ));
        }
        if filled == 0 {
            errors.add("lines", "Please enter at least one line.");
        }
        let (numbers, _, _) = self.add_up(TaxRounding::PerGroup, None, &mut errors);
        let mut lines = Vec::with_capacity(filled);
        for (at, (line, numbers)) in self
            .lines
            .iter()
            .zip(numbers)
            .enumerate()
            .filter(|(_, (l, _))| !l.is_blank())
        {
            lines.extend(line.draft(at, numbers, &mut errors));
        }

        let company_id = match self.company_id.trim() {
            "" => Err("Please choose a company."),
            id => id
                .parse::<CompanyId>()
                .map_err(|_| "Please choose a company from the list."),
        };
        let company_id = errors.take("company_id", company_id);
        let contact_id = match self.contact_id.trim() {
            "" => Ok(None),
            id => id
                .parse::<ContactId>()
                .map(Some)
                .map_err(|_| "Please choose a contact from the list."),
        };
        let contact_id = errors.take("contact_id", contact_id);
        let issue_date = errors.take("issue_date", date::parse_optional(&self.issue_date));
        let due_date = errors.take("due_date", date::parse(&self.due_date));
        if let (Some(Some(issued)), Some(due)) = (issue_date, due_date)
            && due < issued
        {
            errors.add("due_date", "The due date can't be before the invoice date.");
        }
        let po_number = errors.take("po_number", form::line(&self.po_number, MAX_SHORT));
        let reference = errors.take("reference", form::line(&self.reference, MAX_SHORT));
        let notes = errors.take("notes", form::paragraph(&self.notes, MAX_NOTES));
        let terms = errors.take("terms", form::paragraph(&self.terms, MAX_NOTES));
        let internal_notes = errors.take("internal_notes", form::paragraph(&self.internal_notes, MAX_NOTES));
        let currency = self.currency.parse::<Currency>().ok();
        let discount = currency.and_then(|currency| self.discount(currency).ok());

        let draft = (|| {
            Some(InvoiceDraft {
                company_id: company_id?,
                contact_id: contact_id?,
                currency: currency?,
                issue_date: issue_date?,
                due_date: due_date?,
                po_number: po_number?,
                reference: reference?,
                notes: notes?,
                terms: terms?,
                internal_notes: internal_notes?,
                prices_include_tax: self.prices_include_tax,
                discount: discount?,
                version: self.version,
                lines,
            })
        })();
        match draft {
            Some(draft) => errors.into_result(draft),
            None => Err(errors),
        }
    }
}

impl InvoiceDraft {
    /// What the calculator needs, with the tenant's rounding.
    pub fn calculation(&self, rounding: TaxRounding, cash_rounding: Option<CashRounding>) -> Calculation {
        let input = |line: &InvoiceLineDraft| LineInput {
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            tax: line.tax.clone(),
        };
        Calculation {
            currency: self.currency,
            prices_include_tax: self.prices_include_tax,
            rounding,
            discount: self.discount,
            cash_rounding,
            lines: self.lines.iter().map(input).collect(),
        }
    }
}

impl From<&InvoiceDraft> for InvoiceForm {
    /// The form that an edit page opens with. A line's fixed discount has no field and is left out.
    fn from(draft: &InvoiceDraft) -> Self {
        let discount_value = match draft.discount {
            Discount::None => String::new(),
            Discount::Percent(percent) => percent.to_string(),
            Discount::Amount(minor) => Money::new(minor, draft.currency).to_plain(),
        };
        Self {
            company_id: draft.company_id.to_string(),
            contact_id: draft.contact_id.map(|id| id.to_string()).unwrap_or_default(),
            currency: draft.currency.to_string(),
            issue_date: draft.issue_date.map(date::to_field).unwrap_or_default(),
            due_date: date::to_field(draft.due_date),
            po_number: draft.po_number.clone(),
            reference: draft.reference.clone(),
            notes: draft.notes.clone(),
            terms: draft.terms.clone(),
            internal_notes: draft.internal_notes.clone(),
            prices_include_tax: draft.prices_include_tax,
            discount_kind: draft.discount.kind().into(),
            discount_value,
            version: draft.version,
            lines: draft.lines.iter().map(InvoiceLineForm::from).collect(),
        }
    }
}

impl From<&InvoiceLineDraft> for InvoiceLineForm {
    fn from(line: &InvoiceLineDraft) -> Self {
        let discount_percent = match line.discount {
            Discount::Percent(percent) => percent.to_string(),
            Discount::None | Discount::Amount(_) => String::new(),
        };
        let untaxed = line.tax.is_none();
        Self {
            description: line.description.clone(),
            quantity: line.quantity.to_string(),
            unit: line.unit.clone(),
            unit_price: line.unit_price.to_string(),
            discount_percent,
            tax_name: line.tax.name.clone(),
            tax_rate: if untaxed {
                String::new()
            } else {
                line.tax.rate.to_string()
            },
            // Left empty where it follows from the rate, so that typing another rate is enough.
            tax_category: match line.tax.category {
                TaxCategory::Standard => String::new(),
                TaxCategory::OutOfScope if untaxed => String::new(),
                category => category.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests;
