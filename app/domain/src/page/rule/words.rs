//! A rule in words, for the inspector and the diff.

use super::{Compare, Rule, RuleValue};
use std::fmt;

impl Rule {
    /// `those with open invoices, and not those who act for 2 companies`.
    pub fn words(&self) -> String {
        let list = |rules: &[Self], word: &str| {
            let words: Vec<String> = rules.iter().map(Self::words).collect();
            words.join(word)
        };
        let several = |number: usize, one: &str, many: &str| match number {
            1 => one.to_owned(),
            number => format!("{number} {many}"),
        };
        match self {
            Self::Everyone => "everyone".to_owned(),
            Self::All(rules) => list(rules, ", and "),
            Self::Any(rules) => list(rules, ", or "),
            Self::Not(rule) => format!("not {}", rule.words()),
            Self::Companies(ids) => {
                format!(
                    "those who act for {}",
                    several(ids.len(), "one company", "companies")
                )
            }
            Self::Contacts(ids) => several(ids.len(), "one person", "people"),
            Self::Tags(ids) => format!("those with {}", several(ids.len(), "one tag", "tags")),
            Self::Module(module) => format!("those with the module {}", module.label()),
            Self::HasOpenInvoices => "those with open invoices".to_owned(),
            Self::HasOverdueInvoices => "those with overdue invoices".to_owned(),
            Self::HasValue(path) => format!("those with {path}"),
            Self::Cmp(cmp) => {
                let op = match cmp.op {
                    Compare::Is => "is",
                    Compare::IsNot => "is not",
                    Compare::More => "is more than",
                    Compare::Less => "is less than",
                    Compare::Contains => "contains",
                };
                format!("those whose {} {op} {}", cmp.path, cmp.value)
            }
            Self::Unknown(_) => "nobody (a rule of a newer version)".to_owned(),
        }
    }
}

impl fmt::Display for RuleValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => write!(f, "“{text}”"),
        }
    }
}
