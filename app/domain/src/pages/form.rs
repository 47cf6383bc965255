//! A page's settings and the form of a new one, as typed and checked.

use super::{
    PageFile,
    slug::{slug, slug_of},
};
use crate::{
    form::{self, FieldErrors},
    ids::{CompanyId, ContactId, PageId, TagId},
    module::Module,
    page::{Rule, templates::Template},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The longest title, in characters.
const MAX_TITLE: usize = 120;
/// The longest description, in characters.
const MAX_TEXT: usize = 300;
/// So many companies or contacts can be chosen.
const MAX_CHOSEN: usize = 500;

/// A page's settings, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageForm {
    /// Its title.
    pub title: String,
    /// The last part of its address.
    pub slug: String,
    /// What it is about.
    pub description: String,
    /// The title in the browser's tab; empty is the title.
    pub meta_title: String,
    /// The description for search engines; empty is the description.
    pub meta_description: String,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// Who may open it: a key of [`PageAudience`], or `kept` for a rule that this form can't show and leaves as it is.
    pub audience: String,
    /// Ids of companies.
    pub companies: Vec<String>,
    /// Ids of contacts.
    pub contacts: Vec<String>,
    /// Ids of tags.
    pub tags: Vec<String>,
    /// A module's key.
    pub module: String,
    /// The version that was opened, to notice a stale edit.
    pub version: i64,
}

/// Checked settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PageSettings {
    /// Its title, never empty.
    pub title: String,
    /// The last part of its address.
    pub slug: String,
    /// What it is about, or empty.
    pub description: String,
    /// The title in the browser's tab, or empty.
    pub meta_title: String,
    /// The description for search engines, or empty.
    pub meta_description: String,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// Who may open it; everyone if there is none.
    pub audience: Option<Rule>,
}

/// A kind of audience that the form offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageAudience {
    /// Every client.
    Everyone,
    /// Those who act for chosen companies.
    Companies,
    /// Chosen people.
    Contacts,
    /// Those who have a tag, or whose company has.
    Tags,
    /// Those with open invoices.
    OpenInvoices,
    /// Those with overdue invoices.
    OverdueInvoices,
    /// Those whose portal has a module.
    Module,
}

impl PageAudience {
    /// All, in the form's order.
    pub const ALL: [Self; 7] = [
        Self::Everyone,
        Self::Companies,
        Self::Contacts,
        Self::Tags,
        Self::OpenInvoices,
        Self::OverdueInvoices,
        Self::Module,
    ];

    /// What stands for a rule that the form can't show.
    pub const KEPT: &'static str = "kept";

    /// The key in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Companies => "companies",
            Self::Contacts => "contacts",
            Self::Tags => "tags",
            Self::OpenInvoices => "open_invoices",
            Self::OverdueInvoices => "overdue_invoices",
            Self::Module => "module",
        }
    }

    /// What the form calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Everyone => "Everyone",
            Self::Companies => "Chosen companies",
            Self::Contacts => "Chosen contacts",
            Self::Tags => "Those with a tag",
            Self::OpenInvoices => "Those with open invoices",
            Self::OverdueInvoices => "Those with overdue invoices",
            Self::Module => "Those whose portal has a module",
        }
    }
}

fn ids<T: FromStr + Ord>(texts: &[String], what: &str) -> Result<Vec<T>, String> {
    let mut found = texts
        .iter()
        .map(|text| text.parse().ok())
        .collect::<Option<Vec<T>>>()
        .ok_or_else(|| format!("Please choose {what} from the list."))?;
    found.sort();
    found.dedup();
    if found.is_empty() {
        return Err(format!("Please choose {what}, or show the page to everyone."));
    }
    if found.len() > MAX_CHOSEN {
        return Err(format!("Please choose at most {MAX_CHOSEN}."));
    }
    Ok(found)
}

impl PageForm {
    /// The form of stored settings.
    pub fn of(settings: &PageSettings, version: i64) -> Self {
        let mut form = Self {
            title: settings.title.clone(),
            slug: settings.slug.clone(),
            description: settings.description.clone(),
            meta_title: settings.meta_title.clone(),
            meta_description: settings.meta_description.clone(),
            noindex: settings.noindex,
            version,
            ..Self::default()
        };
        let audience = match &settings.audience {
            None | Some(Rule::Everyone) => PageAudience::Everyone.key(),
            Some(Rule::Companies(ids)) => {
                form.companies = ids.iter().map(ToString::to_string).collect();
                PageAudience::Companies.key()
            }
            Some(Rule::Contacts(ids)) => {
                form.contacts = ids.iter().map(ToString::to_string).collect();
                PageAudience::Contacts.key()
            }
            Some(Rule::Tags(ids)) => {
                form.tags = ids.iter().map(ToString::to_string).collect();
                PageAudience::Tags.key()
            }
            Some(Rule::HasOpenInvoices) => PageAudience::OpenInvoices.key(),
            Some(Rule::HasOverdueInvoices) => PageAudience::OverdueInvoices.key(),
            Some(Rule::Module(module)) => {
                form.module = module.key().to_owned();
                PageAudience::Module.key()
            }
            Some(_) => PageAudience::KEPT,
        };
        audience.clone_into(&mut form.audience);
        form
    }

    /// Checks every field. `stored` is who may open the page until now.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self, stored: Option<&Rule>) -> Result<PageSettings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.take("title", form::required_line(&self.title, MAX_TITLE));
        let slug = errors.take("slug", slug(&self.slug));
        let mut text =
            |name: &str, text: &str, max: usize| errors.take(name, form::line(text, max)).unwrap_or_default();
        let description = text("description", &self.description, MAX_TEXT);
        let meta_title = text("meta_title", &self.meta_title, MAX_TITLE);
        let meta_description = text("meta_description", &self.meta_description, MAX_TEXT);
        let audience = match self.rule(stored) {
            Ok(rule) => rule,
            Err((field, message)) => {
                errors.add(field, message);
                None
            }
        };
        errors.into_result(PageSettings {
            title: title.unwrap_or_default(),
            slug: slug.unwrap_or_default(),
            description,
            meta_title,
            meta_description,
            noindex: self.noindex,
            audience,
        })
    }

    fn rule(&self, stored: Option<&Rule>) -> Result<Option<Rule>, (&'static str, String)> {
        let unknown = || {
            (
                "audience",
                "Please choose who may open it from the list.".to_owned(),
            )
        };
        if self.audience == PageAudience::KEPT {
            return stored.cloned().map(Some).ok_or_else(unknown);
        }
        let chosen = PageAudience::ALL
            .into_iter()
            .find(|kind| kind.key() == self.audience);
        Ok(match chosen.ok_or_else(unknown)? {
            PageAudience::Everyone => None,
            PageAudience::Companies => {
                let ids: Vec<CompanyId> =
                    ids(&self.companies, "companies").map_err(|error| ("companies", error))?;
                Some(Rule::Companies(ids))
            }
            PageAudience::Contacts => {
                let ids: Vec<ContactId> =
                    ids(&self.contacts, "contacts").map_err(|error| ("contacts", error))?;
                Some(Rule::Contacts(ids))
            }
            PageAudience::Tags => {
                let ids: Vec<TagId> = ids(&self.tags, "tags").map_err(|error| ("tags", error))?;
                Some(Rule::Tags(ids))
            }
            PageAudience::OpenInvoices => Some(Rule::HasOpenInvoices),
            PageAudience::OverdueInvoices => Some(Rule::HasOverdueInvoices),
            PageAudience::Module => {
                let module = Module::from_key(&self.module)
                    .ok_or_else(|| ("module", "Please choose a module.".to_owned()))?;
                Some(Rule::Module(module))
            }
        })
    }
}

/// What a new page starts as.
#[derive(Debug, Clone)]
pub enum Start {
    /// Nothing.
    Blank,
    /// One of the templates.
    Template(&'static Template),
    /// A copy of another page.
    Copy(PageId),
    /// What was exported before.
    File(Box<PageFile>),
}

/// The form of a new page, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPageForm {
    /// `blank`, `template:` and its key, or `copy:` and the id of a page.
    pub start: String,
    /// Its title; empty is that of the start.
    pub title: String,
    /// The last part of its address; empty is one that fits the title.
    pub slug: String,
}

impl NewPageForm {
    /// What it starts as.
    ///
    /// # Errors
    /// Why not, under `start`.
    pub fn start(&self) -> Result<Start, FieldErrors> {
        let unknown = || FieldErrors::one("start", "Please choose what to start from.");
        match self.start.split_once(':').unwrap_or((&self.start, "")) {
            ("blank", "") => Ok(Start::Blank),
            ("template", key) => Template::find(key).map(Start::Template).ok_or_else(unknown),
            ("copy", id) => id.parse().map(Start::Copy).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }

    /// The settings of the new page; `slug` is empty where any free one will do. `of` are those of the start, if it has any.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn settings(&self, of: Option<PageSettings>) -> Result<(PageSettings, bool), FieldErrors> {
        let mut errors = FieldErrors::default();
        let given = of.unwrap_or_else(|| PageSettings {
            noindex: true,
            ..PageSettings::default()
        });
        let title = if self.title.trim().is_empty() {
            &given.title
        } else {
            &self.title
        };
        let title = errors
            .take("title", form::required_line(title, MAX_TITLE))
            .unwrap_or_default();
        let any = self.slug.trim().is_empty();
        let wanted = if !any {
            errors.take("slug", slug(&self.slug)).unwrap_or_default()
        } else if self.title.trim().is_empty() && !given.slug.is_empty() {
            given.slug.clone()
        } else {
            slug_of(&title)
        };
        let settings = PageSettings {
            title,
            slug: wanted,
            ..given
        };
        errors.into_result((settings, any))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PageForm {
        PageForm {
            title: "FAQ".into(),
            slug: "faq".into(),
            audience: "everyone".into(),
            ..PageForm::default()
        }
    }

    fn refused(form: &PageForm) -> Vec<String> {
        form.validate(None)
            .map_or_else(|errors| errors.0.into_keys().collect(), |_| Vec::new())
    }

    #[test]
    fn all_errors_are_found_at_once() {
        let wrong = PageForm {
            title: " ".into(),
            slug: "a b".into(),
            description: "x".repeat(301),
            meta_title: "a\u{202E}b".into(),
            meta_description: "a\nb".into(),
            audience: "companies".into(),
            ..PageForm::default()
        };
        assert_eq!(
            refused(&wrong),
            [
                "companies",
                "description",
                "meta_description",
                "meta_title",
                "slug",
                "title"
            ]
        );
        assert!(refused(&form()).is_empty());
        let module = |key: &str| PageForm {
            audience: "module".into(),
            module: key.into(),
            ..form()
        };
        assert_eq!(refused(&module("hologram")), ["module"]);
        assert!(refused(&module("invoices")).is_empty());
        for audience in ["", "kept", "moon", "nobody"] {
            let form = PageForm {
                audience: audience.into(),
                ..form()
            };
            assert_eq!(refused(&form), ["audience"], "{audience}");
        }
    }

    #[test]
    fn every_audience_reads_back() {
        let company = "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b";
        for audience in [
            None,
            Some(Rule::Companies(vec![company.parse().unwrap()])),
            Some(Rule::Contacts(vec![company.parse().unwrap()])),
            Some(Rule::Tags(vec![company.parse().unwrap()])),
            Some(Rule::HasOpenInvoices),
            Some(Rule::HasOverdueInvoices),
            Some(Rule::Module(Module::Statement)),
            // Not made by this form, and kept.
            Some(Rule::Not(Box::new(Rule::HasOpenInvoices))),
        ] {
            let settings = PageSettings {
                title: "T".into(),
                slug: "t".into(),
                audience: audience.clone(),
                ..PageSettings::default()
            };
            let form = PageForm::of(&settings, 3);
            assert_eq!(form.validate(audience.as_ref()), Ok(settings));
        }
    }

    #[test]
    fn a_chosen_company_must_be_an_id_and_counts_once() {
        let company = "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b".to_owned();
        let of = |companies: Vec<String>| PageForm {
            audience: "companies".into(),
            companies,
            ..form()
        };
        let twice = of(vec![company.clone(), company.clone()]).validate(None).unwrap();
        assert_eq!(
            twice.audience,
            Some(Rule::Companies(vec![company.parse().unwrap()]))
        );
        assert_eq!(refused(&of(vec!["x".into()])), ["companies"]);
    }

    #[test]
    fn a_new_page_takes_what_is_left_open_from_its_start() {
        let template = Template::find("faq").unwrap();
        let of = PageSettings {
            title: template.title.into(),
            slug: template.slug.into(),
            noindex: true,
            ..PageSettings::default()
        };
        let form = NewPageForm {
            start: "template:faq".into(),
            ..NewPageForm::default()
        };
        assert!(matches!(form.start(), Ok(Start::Template(found)) if found.key == "faq"));
        let (settings, any) = form.settings(Some(of.clone())).unwrap();
        assert_eq!((settings.slug.as_str(), any), (template.slug, true));
        let titled = NewPageForm {
            title: "Ask us".into(),
            ..form.clone()
        };
        let (settings, _) = titled.settings(Some(of)).unwrap();
        assert_eq!(
            (settings.title.as_str(), settings.slug.as_str()),
            ("Ask us", "ask-us")
        );
        let nothing = NewPageForm::default();
        assert!(nothing.start().is_err());
        assert!(nothing.settings(None).is_err(), "a blank page needs a title");
        for start in ["template:nope", "copy:x", "blank:x", "file"] {
            let form = NewPageForm {
                start: start.into(),
                ..NewPageForm::default()
            };
            assert!(form.start().is_err(), "{start}");
        }
    }
}
