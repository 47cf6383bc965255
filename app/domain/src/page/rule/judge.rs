//! What a rule says about one reader.

use super::{Compare, Comparison, Rule, RuleValue};
use crate::{
    ids::{CompanyId, ContactId, TagId},
    module::ModuleSet,
};
use std::{cmp::Ordering, collections::BTreeMap};

/// What is known about a reader: looked up by the server, within the reader's own scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// What the reader is called in sentences: the company, or else the person.
    pub who: String,
    /// Who it is.
    pub contact: Option<ContactId>,
    /// The companies that the reader acts for.
    pub companies: Vec<CompanyId>,
    /// The tags of the reader and of those companies, with those that were merged into one of them; only where a rule asks.
    pub tags: Vec<TagId>,
    /// The modules of the portal that are on.
    pub modules: ModuleSet,
    /// How many invoices are still to be paid.
    pub open_invoices: u32,
    /// How many of them are late.
    pub overdue_invoices: u32,
    /// The values of the merge tags that rules ask for; what is empty is not in it.
    pub values: BTreeMap<String, RuleValue>,
}

/// Whether a rule holds, and the fact that decides it: `Acme has no open invoices`. `None` is where it can't be known.
struct Verdict {
    holds: Option<bool>,
    fact: String,
}

impl Rule {
    /// Whether the reader sees it. What can't be judged is hidden.
    pub fn shows(&self, facts: &Facts) -> bool {
        self.judge(facts).holds == Some(true)
    }

    /// Why the reader does not see it: `Hidden: Acme has no open invoices.` `None` if it is shown.
    pub fn hidden(&self, facts: &Facts) -> Option<String> {
        let verdict = self.judge(facts);
        (verdict.holds != Some(true)).then(|| format!("Hidden: {}.", verdict.fact))
    }

    fn judge(&self, facts: &Facts) -> Verdict {
        let who = &facts.who;
        let known = |holds: bool, yes: String, no: String| Verdict {
            holds: Some(holds),
            fact: if holds { yes } else { no },
        };
        match self {
            Self::Everyone => known(true, "everyone sees this".to_owned(), String::new()),
            Self::All(rules) => all(rules.iter().map(|rule| rule.judge(facts)).collect()),
            Self::Any(rules) => any(rules.iter().map(|rule| rule.judge(facts)).collect()),
            Self::Not(rule) => {
                let Verdict { holds, fact } = rule.judge(facts);
                Verdict {
                    holds: holds.map(|holds| !holds),
                    fact,
                }
            }
            Self::Companies(ids) => known(
                facts.companies.iter().any(|id| ids.contains(id)),
                format!("{who} is one of the chosen companies"),
                format!("{who} is not one of the chosen companies"),
            ),
            Self::Contacts(ids) => known(
                facts.contact.is_some_and(|id| ids.contains(&id)),
                format!("{who} is one of the chosen people"),
                format!("{who} is not one of the chosen people"),
            ),
            Self::Tags(ids) => known(
                facts.tags.iter().any(|id| ids.contains(id)),
                format!("{who} has one of the chosen tags"),
                format!("{who} has none of the chosen tags"),
            ),
            Self::Module(module) => known(
                facts.modules.has(*module),
                format!("the module {} is on", module.label()),
                format!("the module {} is off", module.label()),
            ),
            Self::HasOpenInvoices => count(who, facts.open_invoices, "open"),
            Self::HasOverdueInvoices => count(who, facts.overdue_invoices, "overdue"),
            Self::HasValue(path) => known(
                facts.values.contains_key(path),
                format!("{path} is filled in for {who}"),
                format!("{path} is empty for {who}"),
            ),
            Self::Cmp(comparison) => compared(comparison, facts),
            Self::Unknown(_) => Verdict {
                holds: None,
                fact: "its rule is from a newer version".to_owned(),
            },
        }
    }
}

fn count(who: &str, number: u32, state: &str) -> Verdict {
    let fact = match number {
        0 => format!("{who} has no {state} invoices"),
        1 => format!("{who} has 1 {state} invoice"),
        many => format!("{who} has {many} {state} invoices"),
    };
    Verdict {
        holds: Some(number > 0),
        fact,
    }
}

fn all(verdicts: Vec<Verdict>) -> Verdict {
    // One that does not hold decides, even beside one that can't be known.
    for decisive in [Some(false), None] {
        if let Some(found) = verdicts.iter().position(|verdict| verdict.holds == decisive) {
            return verdicts.into_iter().nth(found).unwrap_or_else(nothing);
        }
    }
    joined(verdicts, true)
}

fn any(verdicts: Vec<Verdict>) -> Verdict {
    if let Some(found) = verdicts.iter().position(|verdict| verdict.holds == Some(true)) {
        return verdicts.into_iter().nth(found).unwrap_or_else(nothing);
    }
    let unknown = verdicts.iter().any(|verdict| verdict.holds.is_none());
    let joined = joined(verdicts, false);
    Verdict {
        holds: if unknown { None } else { joined.holds },
        ..joined
    }
}

fn joined(verdicts: Vec<Verdict>, holds: bool) -> Verdict {
    let facts: Vec<String> = verdicts.into_iter().map(|verdict| verdict.fact).collect();
    if facts.is_empty() {
        return nothing();
    }
    Verdict {
        holds: Some(holds),
        fact: facts.join(", and "),
    }
}

/// A group without conditions shows to nobody, whichever way it is negated.
fn nothing() -> Verdict {
    Verdict {
        holds: None,
        fact: "its rule has no conditions".to_owned(),
    }
}

fn compared(Comparison { path, op, value }: &Comparison, facts: &Facts) -> Verdict {
    let who = &facts.who;
    let Some(found) = facts.values.get(path) else {
        // An empty value is not the same as anything, and neither more nor less.
        return Verdict {
            holds: Some(*op == Compare::IsNot),
            fact: format!("{path} is empty for {who}"),
        };
    };
    let order = match (found, value) {
        (RuleValue::Number(a), RuleValue::Number(b)) => a.partial_cmp(b),
        (RuleValue::Text(a), RuleValue::Text(b)) => Some(a.to_lowercase().cmp(&b.to_lowercase())),
        // A postal code is a text, and is typed as a number.
        (RuleValue::Text(a), RuleValue::Number(b)) => match (op, a.trim().parse::<f64>()) {
            (Compare::Is | Compare::IsNot, _) => Some(a.trim().cmp(&b.to_string())),
            (_, Ok(a)) => a.partial_cmp(b),
            _ => None,
        },
        (RuleValue::Number(a), RuleValue::Text(b)) => {
            b.trim().parse::<f64>().ok().and_then(|b| a.partial_cmp(&b))
        }
    };
    let holds = match op {
        Compare::Is => order.map(|order| order == Ordering::Equal),
        Compare::IsNot => order.map(|order| order != Ordering::Equal),
        Compare::More => order.map(|order| order == Ordering::Greater),
        Compare::Less => order.map(|order| order == Ordering::Less),
        Compare::Contains => match (found, value) {
            (RuleValue::Text(a), b) => {
                let b = b.typed();
                Some(a.to_lowercase().contains(&b.to_lowercase()))
            }
            _ => None,
        },
    };
    Verdict {
        holds,
        fact: format!("{path} is {found} for {who}"),
    }
}
