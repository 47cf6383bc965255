//! The form that staff write a proposal in: what was typed, and the checked draft it becomes.

mod item;

pub use item::{ItemForm, UsualTax};

use super::content::{
    Content, Item, MAX_BYTES, MAX_ITEMS, MAX_SECTIONS, MAX_STEPS, Section, SectionKind, Step,
};
use super::selection::{Selection, Sums};
use crate::{
    date,
    form::{self, FieldErrors},
    ids::{CompanyId, ContactId, UserId},
    invoice::calculation::{TaxRounding, line_net},
    money::{Currency, Money},
    page::rich_text::{MAX_PAPER_BYTES, RichDoc},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const MAX_TITLE: usize = 120;
const MAX_HEADING: usize = 120;
const MAX_WHEN: usize = 60;
const MAX_WHAT: usize = 500;
const MAX_NOTES: usize = 4_000;

/// A proposal as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    /// The client.
    pub company_id: String,
    /// The person it is addressed to; may be empty.
    pub contact_id: String,
    /// The member of staff who looks after it; empty is whoever writes it.
    pub owner_id: String,
    /// What it is called.
    pub title: String,
    /// Three-letter code.
    pub currency: String,
    /// Whether prices include tax.
    pub prices_include_tax: bool,
    /// The last day on which it can be accepted, or empty.
    pub valid_until: String,
    /// Whether a draft invoice is made as soon as it is accepted.
    pub make_invoice: bool,
    /// For staff only.
    pub internal_notes: String,
    /// The proposal's count of changes that the form was opened with; 0 for a new one.
    pub version: i64,
    /// The sections.
    pub sections: Vec<SectionForm>,
}

/// A section as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionForm {
    /// Its key; empty for a new one.
    pub key: String,
    /// A name of [`SectionKind`].
    pub kind: String,
    /// Its heading.
    pub heading: String,
    /// Its text: formatted text's JSON, or plain text.
    pub body: String,
    /// Its items. Blank ones are dropped.
    pub items: Vec<ItemForm>,
    /// Its steps. Blank ones are dropped.
    pub steps: Vec<StepForm>,
}

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// When, in words.
    pub when: String,
    /// What.
    pub what: String,
}

/// A checked proposal, ready to be stored as a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposalDraft {
    /// The client.
    pub company_id: CompanyId,
    /// The person it is addressed to.
    pub contact_id: Option<ContactId>,
    /// Who looks after it; whoever writes it where none is named.
    pub owner_id: Option<UserId>,
    /// The last day on which it can be accepted.
    pub valid_until: Option<NaiveDate>,
    /// Whether a draft invoice is made as soon as it is accepted.
    pub make_invoice: bool,
    /// For staff only, or empty.
    pub internal_notes: String,
    /// The proposal's count of changes that the form was opened with.
    pub version: i64,
    /// What it says.
    pub content: Content,
}

/// What the editor shows while somebody types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// The amount of each item, by section and place; none where it is blank or unfinished.
    pub items: Vec<Vec<Option<Money>>>,
    /// What the client's first choice comes to, once nothing numeric is wrong.
    pub sums: Option<Sums>,
}

impl SectionForm {
    /// A new section of a kind.
    pub fn new(kind: SectionKind, tax: UsualTax) -> Self {
        Self {
            kind: kind.as_str().to_owned(),
            heading: kind.label().to_owned(),
            items: match kind.has_items() {
                true => vec![ItemForm::new(tax)],
                false => Vec::new(),
            },
            steps: match kind.has_steps() {
                true => vec![StepForm::default()],
                false => Vec::new(),
            },
            ..Self::default()
        }
    }

    /// Its kind; what is none is an overview.
    pub fn kind(&self) -> SectionKind {
        self.kind.parse().unwrap_or_default()
    }

    fn check(&self, at: usize, items: Vec<Item>, errors: &mut FieldErrors) -> Option<Section> {
        let key = |name: &str| format!("sections.{at}.{name}");
        let kind = errors.take(key("kind"), self.kind.parse::<SectionKind>());
        let heading = errors.take(key("heading"), form::line(&self.heading, MAX_HEADING));
        let body = errors.take(key("body"), RichDoc::from_field(&self.body, MAX_PAPER_BYTES));
        let steps = self.check_steps(at, errors);
        Some(Section {
            key: self.key.trim().to_owned(),
            kind: kind?,
            heading: heading?,
            body: body?,
            items,
            steps,
        })
    }

    fn check_steps(&self, at: usize, errors: &mut FieldErrors) -> Vec<Step> {
        let mut steps = Vec::new();
        for (nth, step) in self.steps.iter().enumerate() {
            let key = |name: &str| format!("sections.{at}.steps.{nth}.{name}");
            let when = errors.take(key("when"), form::line(&step.when, MAX_WHEN));
            let what = errors.take(key("what"), form::paragraph(&step.what, MAX_WHAT));
            match (when, what) {
                (Some(when), Some(what)) if when.is_empty() && what.is_empty() => {}
                (Some(_), Some(what)) if what.is_empty() => {
                    errors.add(key("what"), "Please say what happens then.");
                }
                (Some(when), Some(what)) => steps.push(Step { when, what }),
                _ => {}
            }
        }
        if steps.len() > MAX_STEPS {
            errors.add(
                format!("sections.{at}.steps"),
                format!("A section has at most {MAX_STEPS} steps."),
            );
        }
        steps
    }
}

impl ProposalForm {
    /// The tax of the last item with one, for the next.
    pub fn usual_tax(&self) -> UsualTax {
        let items = self.sections.iter().flat_map(|section| &section.items);
        items
            .rev()
            .find(|item| !item.tax_name.is_empty() || !item.tax_rate.is_empty())
            .map(ItemForm::tax)
            .unwrap_or_default()
    }

    /// Adds up what has been typed so far, by the same rules as the stored proposal. Needs no names.
    pub fn preview(&self, rounding: TaxRounding) -> Preview {
        let Ok(currency) = self.currency.parse::<Currency>() else {
            return Preview::default();
        };
        let mut errors = FieldErrors::default();
        let mut amounts = Vec::new();
        let mut sections = Vec::new();
        for (at, section) in self.sections.iter().enumerate() {
            let mut of = Vec::new();
            let mut items = Vec::new();
            for (nth, form) in section.items.iter().enumerate() {
                let numbers = (!form.is_blank()).then(|| form.numbers(at, nth, &mut errors));
                let item = numbers.flatten();
                of.push(item.as_ref().and_then(|item| {
                    let line = item.line(item.quantity);
                    line_net(&line, currency).ok()
                }));
                items.extend(item);
            }
            amounts.push(of);
            sections.push(Section {
                key: String::new(),
                kind: section.kind(),
                heading: String::new(),
                body: RichDoc::default(),
                items,
                steps: Vec::new(),
            });
        }
        let mut content = Content {
            title: String::new(),
            currency,
            prices_include_tax: self.prices_include_tax,
            sections,
        };
        number(&mut content);
        let sums = Selection::opening(&content).sums(&content, rounding).ok();
        Preview {
            items: amounts,
            sums: sums.filter(|_| errors.is_empty()),
        }
    }

    /// Checks everything; errors are keyed by field, those of an item as `sections.0.items.1.unit_price`.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<ProposalDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let company_id = match self.company_id.trim() {
            "" => Err("Please choose a company."),
            id => id.parse().map_err(|_| "Please choose a company from the list."),
        };
        let company_id = errors.take("company_id", company_id);
        let contact_id = errors.take("contact_id", optional(&self.contact_id));
        let owner_id = errors.take("owner_id", optional(&self.owner_id));
        let valid_until = errors.take("valid_until", date::parse_optional(&self.valid_until));
        let notes = errors.take("internal_notes", form::paragraph(&self.internal_notes, MAX_NOTES));
        let content = self.content(&mut errors);
        let draft = (|| {
            Some(ProposalDraft {
                company_id: company_id?,
                contact_id: contact_id?,
                owner_id: owner_id?,
                valid_until: valid_until?,
                make_invoice: self.make_invoice,
                internal_notes: notes?,
                version: self.version,
                content: content?,
            })
        })();
        match draft {
            Some(draft) => errors.into_result(draft),
            None => Err(errors),
        }
    }

    /// What it says, checked. A template's form has nothing else.
    pub fn content(&self, errors: &mut FieldErrors) -> Option<Content> {
        let items = self.sections.iter().flat_map(|section| &section.items);
        let filled = items.filter(|item| !item.is_blank()).count();
        if self.sections.len() > MAX_SECTIONS {
            errors.add(
                "sections",
                format!("A proposal has at most {MAX_SECTIONS} sections."),
            );
            return None;
        }
        if filled > MAX_ITEMS {
            errors.add("sections", format!("A proposal has at most {MAX_ITEMS} items."));
            return None;
        }
        if self.sections.is_empty() {
            errors.add("sections", "Please add at least one section.");
        }
        let title = errors.take("title", form::required_line(&self.title, MAX_TITLE));
        let currency = errors.take("currency", self.currency.parse::<Currency>());
        let mut sections = Vec::new();
        for (at, section) in self.sections.iter().enumerate() {
            let mut items = Vec::new();
            for (nth, item) in section.items.iter().enumerate() {
                if item.is_blank() {
                    continue;
                }
                if let Some(item) = item.check(at, nth, errors) {
                    if let Some(currency) = currency
                        && let Err(error) = line_net(&item.line(item.quantity), currency)
                    {
                        errors.add(format!("sections.{at}.items.{nth}.unit_price"), error.to_string());
                    }
                    items.push(item);
                }
            }
            sections.extend(section.check(at, items, errors));
        }
        let mut content = Content {
            title: title?,
            currency: currency?,
            prices_include_tax: self.prices_include_tax,
            sections,
        };
        number(&mut content);
        if errors.is_empty() {
            let size = serde_json::to_vec(&content).map_or(usize::MAX, |json| json.len());
            if size > MAX_BYTES {
                errors.add("sections", "This proposal is too long.");
            }
            // Whatever is chosen, it comes to no more than all of it.
            if let Err(error) = Selection::opening(&content).sums(&content, TaxRounding::PerGroup) {
                errors.add("sections", error.to_string());
            }
        }
        Some(content)
    }
}

fn optional<T: std::str::FromStr>(text: &str) -> Result<Option<T>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        id => id
            .parse()
            .map(Some)
            .map_err(|_| "Please choose one from the list."),
    }
}

/// Gives keys to what has none, or one that is taken. Keys that fit stay, so that a choice means the same in every version.
pub fn number(content: &mut Content) {
    let mut taken = BTreeSet::new();
    for section in &mut content.sections {
        give(&mut section.key, 's', &mut taken);
    }
    for section in &mut content.sections {
        for item in &mut section.items {
            give(&mut item.key, 'i', &mut taken);
        }
    }
    // A second walk: what had none gets a number beyond all that were kept.
    let mut next = taken
        .iter()
        .filter_map(|key| key.get(1..).and_then(|digits| digits.parse::<u32>().ok()))
        .max()
        .unwrap_or_default();
    for section in &mut content.sections {
        if section.key.is_empty() {
            next += 1;
            section.key = format!("s{next}");
        }
        for item in &mut section.items {
            if item.key.is_empty() {
                next += 1;
                item.key = format!("i{next}");
            }
        }
    }
}

fn give(key: &mut String, letter: char, taken: &mut BTreeSet<String>) {
    let fits = key
        .strip_prefix(letter)
        .is_some_and(|digits| (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()));
    if !fits || !taken.insert(key.clone()) {
        key.clear();
    }
}

impl From<&Content> for ProposalForm {
    /// The form of a content alone.
    fn from(content: &Content) -> Self {
        let section = |section: &Section| SectionForm {
            key: section.key.clone(),
            kind: section.kind.as_str().to_owned(),
            heading: section.heading.clone(),
            body: section.body.to_field(),
            items: section.items.iter().map(ItemForm::from).collect(),
            steps: section
                .steps
                .iter()
                .map(|step| StepForm {
                    when: step.when.clone(),
                    what: step.what.clone(),
                })
                .collect(),
        };
        Self {
            title: content.title.clone(),
            currency: content.currency.to_string(),
            prices_include_tax: content.prices_include_tax,
            sections: content.sections.iter().map(section).collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests;
