//! Who sees a block: a list of conditions, with how many clients they let through.

use super::super::Builder;
use crate::{
    staff::pages::seeing::count_audience,
    ui::{Icon, IconName},
};
use domain::{
    client_tag::TagChoice,
    ids::TagId,
    module::Module,
    page::{BlockId, Compare, Comparison, Rule, RuleValue},
};
use leptos::{prelude::*, task::spawn_local};

/// One condition, and whether its opposite is meant.
#[derive(Debug, Clone, PartialEq)]
struct Condition {
    number: u32,
    not: bool,
    rule: Rule,
}

/// The conditions of a rule: all must hold, or one. `None` if the rule is nested deeper than this shows.
fn conditions(rule: Option<&Rule>) -> Option<(bool, Vec<(bool, Rule)>)> {
    let one = |rule: &Rule| match rule {
        Rule::Not(inner) if !matches!(**inner, Rule::All(_) | Rule::Any(_) | Rule::Not(_)) => {
            Some((true, (**inner).clone()))
        }
        Rule::All(_) | Rule::Any(_) | Rule::Not(_) | Rule::Unknown(_) => None,
        plain => Some((false, plain.clone())),
    };
    match rule {
        None | Some(Rule::Everyone) => Some((true, Vec::new())),
        Some(Rule::All(rules)) => Some((true, rules.iter().map(one).collect::<Option<_>>()?)),
        Some(Rule::Any(rules)) => Some((false, rules.iter().map(one).collect::<Option<_>>()?)),
        Some(rule) => Some((true, vec![one(rule)?])),
    }
}

/// The rule of conditions.
fn rule_of(all: bool, conditions: &[Condition]) -> Option<Rule> {
    let one = |condition: &Condition| {
        let rule = condition.rule.clone();
        if condition.not {
            Rule::Not(Box::new(rule))
        } else {
            rule
        }
    };
    let mut rules: Vec<Rule> = conditions.iter().map(one).collect();
    match rules.len() {
        0 => None,
        1 => rules.pop(),
        _ if all => Some(Rule::All(rules)),
        _ => Some(Rule::Any(rules)),
    }
}

/// The kinds of conditions, as the list names them.
const KINDS: [(&str, &str); 9] = [
    ("open", "has something to pay"),
    ("overdue", "is late with a payment"),
    ("companies", "acts for one of these companies"),
    ("contacts", "is one of these people"),
    ("tags", "has a tag, or is of a company that has it"),
    ("invoices", "has the module Invoices"),
    ("statement", "has the module Statement of account"),
    ("activity", "has the module Activity"),
    ("value", "has a value in a merge tag"),
];

fn kind_of(rule: &Rule) -> &'static str {
    match rule {
        Rule::HasOpenInvoices => "open",
        Rule::HasOverdueInvoices => "overdue",
        Rule::Companies(_) => "companies",
        Rule::Contacts(_) => "contacts",
        Rule::Tags(_) => "tags",
        Rule::Module(module) => module.key(),
        _ => "value",
    }
}

fn fresh(kind: &str) -> Rule {
    match kind {
        "overdue" => Rule::HasOverdueInvoices,
        "companies" => Rule::Companies(Vec::new()),
        "contacts" => Rule::Contacts(Vec::new()),
        "tags" => Rule::Tags(Vec::new()),
        "value" => Rule::HasValue("contact.phone".to_owned()),
        kind => Module::from_key(kind).map_or(Rule::HasOpenInvoices, Rule::Module),
    }
}

/// The conditions of a block.
pub(super) fn rule(builder: Builder, id: BlockId, now: Option<Rule>) -> AnyView {
    let Some((all, list)) = conditions(now.as_ref()) else {
        let words = now.as_ref().map(Rule::words).unwrap_or_default();
        return view! {
            <section class="inspector-rule">
                <h3>"Who sees it"</h3>
                <p>{words}</p>
                <button type="button" class="button small" on:click=move |_| {
                    builder.set_rule(&id, None);
                    builder.fresh.update(|fresh| *fresh += 1);
                }>"Show it to everyone"</button>
            </section>
        }
        .into_any();
    };
    let all = RwSignal::new(all);
    let next = StoredValue::new(0_u32);
    let number = move || {
        next.update_value(|next| *next += 1);
        next.get_value()
    };
    let list: Vec<Condition> = list
        .into_iter()
        .map(|(not, rule)| Condition {
            number: number(),
            not,
            rule,
        })
        .collect();
    let list = RwSignal::new(list);
    let audience = RwSignal::new(String::new());
    let count = move |rule: Option<Rule>| {
        spawn_local(async move {
            if let Ok(counted) = count_audience(rule).await {
                audience.set(format!(
                    "Visible to {} of {} clients.",
                    counted.shown, counted.all
                ));
            }
        });
    };
    if now.is_some() {
        count(now);
    }
    let keep = move || {
        let rule = list.with_untracked(|list| rule_of(all.get_untracked(), list));
        // A list of nobody is not set yet: somebody is still choosing.
        if rule.as_ref().is_none_or(|rule| rule.check().is_ok()) {
            builder.set_rule(&id, rule.clone());
            builder.see_again();
            match rule {
                Some(rule) => count(Some(rule)),
                None => audience.set(String::new()),
            }
        } else {
            audience.set("Please choose somebody.".to_owned());
        }
    };
    let keep = StoredValue::new_local(std::rc::Rc::new(keep) as std::rc::Rc<dyn Fn()>);
    let keep = move || keep.with_value(|keep| keep());
    let change = move |number: u32, change: &dyn Fn(&mut Condition)| {
        list.update(|list| {
            list.iter_mut()
                .filter(|condition| condition.number == number)
                .for_each(change)
        });
        keep();
    };
    view! {
        <section class="inspector-rule">
            <h3>"Who sees it"</h3>
            <p class="muted small" hidden=move || !list.with(Vec::is_empty)>"Everyone who sees the page."</p>
            <label class="field" hidden=move || list.with(|list| list.len() < 2)>
                <span class="visually-hidden">"How the conditions belong together"</span>
                <select class="input" on:change=move |event| { all.set(event_target_value(&event) == "all"); keep(); }>
                    <option value="all" selected=move || all.get()>"Whoever meets all of these"</option>
                    <option value="any" selected=move || !all.get()>"Whoever meets one of these"</option>
                </select>
            </label>
            <For each=move || list.get() key=|condition| (condition.number, kind_of(&condition.rule)) children=move |condition| {
                one(builder, condition, change, move |number| {
                    list.update(|list| list.retain(|condition| condition.number != number));
                    keep();
                })
            }/>
            <button type="button" class="button small" on:click=move |_| {
                let condition = Condition { number: number(), not: false, rule: Rule::HasOpenInvoices };
                list.update(|list| list.push(condition));
                keep();
            }><Icon name=IconName::Plus/>"Condition"</button>
            <p class="small" role="status">{move || audience.get()}</p>
        </section>
    }
    .into_any()
}

fn one(
    builder: Builder,
    condition: Condition,
    change: impl Fn(u32, &dyn Fn(&mut Condition)) + Copy + Send + Sync + 'static,
    gone: impl Fn(u32) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let Condition { number, not, rule } = condition;
    let kind = kind_of(&rule);
    let kinds = KINDS
        .into_iter()
        .map(|(key, label)| view! { <option value=key selected=key == kind>{label}</option> })
        .collect_view();
    view! {
        <fieldset class="rule-condition">
            <legend class="visually-hidden">"Condition"</legend>
            <div class="cluster">
                <select class="input" aria-label="Whether" on:change=move |event| {
                    let not = event_target_value(&event) == "not";
                    change(number, &|condition| condition.not = not);
                }>
                    <option value="is" selected=!not>"Whoever"</option>
                    <option value="not" selected=not>"Whoever does not meet:"</option>
                </select>
                <button type="button" class="button quiet icon-only small" aria-label="Remove this condition" title="Remove this condition"
                    on:click=move |_| gone(number)><Icon name=IconName::Delete/></button>
            </div>
            <select class="input" aria-label="What" on:change=move |event| {
                let kind = event_target_value(&event);
                change(number, &|condition| condition.rule = fresh(&kind));
            }>{kinds}</select>
            {detail(builder, number, &rule, change)}
        </fieldset>
    }
}

/// What a kind of condition needs besides.
fn detail(
    builder: Builder,
    number: u32,
    rule: &Rule,
    change: impl Fn(u32, &dyn Fn(&mut Condition)) + Copy + Send + Sync + 'static,
) -> AnyView {
    match rule {
        Rule::Companies(chosen) => {
            let all = builder.opened.with_value(|opened| opened.companies.clone());
            ticks(&all, chosen, move |ids| {
                change(number, &|condition| condition.rule = Rule::Companies(ids.clone()))
            })
        }
        Rule::Contacts(chosen) => {
            let all = builder.opened.with_value(|opened| opened.clients.clone());
            ticks(&all, chosen, move |ids| {
                change(number, &|condition| condition.rule = Rule::Contacts(ids.clone()))
            })
        }
        Rule::Tags(chosen) => {
            let all = builder.opened.with_value(|opened| opened.tags.clone());
            let (all, chosen) = tag_ticks(&all, chosen);
            ticks(&all, &chosen, move |ids| {
                change(number, &|condition| condition.rule = Rule::Tags(ids.clone()))
            })
        }
        Rule::HasValue(path) => value(number, path, None, change),
        Rule::Cmp(comparison) => value(number, &comparison.path, Some(comparison), change),
        _ => ().into_any(),
    }
}

/// The tags to tick, and those that are ticked: one that was merged as what it became, a deleted one under a name that says so.
fn tag_ticks(all: &[TagChoice], chosen: &[TagId]) -> (Vec<(TagId, String)>, Vec<TagId>) {
    let mut list: Vec<(TagId, String)> = all.iter().map(|tag| (tag.id, tag.name.clone())).collect();
    let mut ticked = Vec::new();
    for id in chosen {
        let now = all.iter().find(|tag| tag.is_among(&[*id])).map(|tag| tag.id);
        if now.is_none() {
            list.push((*id, "A deleted tag, which nobody has".to_owned()));
        }
        ticked.push(now.unwrap_or(*id));
    }
    ticked.dedup();
    (list, ticked)
}

/// A list to tick.
fn ticks<K: Copy + PartialEq + Send + Sync + 'static>(
    all: &[(K, String)],
    chosen: &[K],
    set: impl Fn(Vec<K>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let chosen = RwSignal::new(chosen.to_vec());
    let rows = all
        .iter()
        .map(|(id, name)| {
            let (id, on) = (*id, chosen.with_untracked(|chosen| chosen.contains(id)));
            view! {
                <label class="check">
                    <input type="checkbox" checked=on on:change=move |event| {
                        let on = event_target_checked(&event);
                        chosen.update(|chosen| {
                            chosen.retain(|other| *other != id);
                            chosen.extend(on.then_some(id));
                        });
                        set(chosen.get_untracked());
                    }/>
                    <span>{name.clone()}</span>
                </label>
            }
        })
        .collect_view();
    if all.is_empty() {
        return view! { <p class="muted small">"There is nothing to choose from yet."</p> }.into_any();
    }
    view! { <div class="rule-ticks">{rows}</div> }.into_any()
}

/// A merge tag that is filled in, or compares with something.
fn value(
    number: u32,
    path: &str,
    comparison: Option<&Comparison>,
    change: impl Fn(u32, &dyn Fn(&mut Condition)) + Copy + Send + Sync + 'static,
) -> AnyView {
    const OPS: [(&str, &str, Option<Compare>); 6] = [
        ("filled", "is filled in", None),
        ("is", "is", Some(Compare::Is)),
        ("is_not", "is not", Some(Compare::IsNot)),
        ("more", "is more than", Some(Compare::More)),
        ("less", "is less than", Some(Compare::Less)),
        ("contains", "contains", Some(Compare::Contains)),
    ];
    let path = RwSignal::new(path.to_owned());
    let op = RwSignal::new(comparison.map(|comparison| comparison.op));
    let with = RwSignal::new(
        comparison.map_or_else(String::new, |comparison| match &comparison.value {
            RuleValue::Number(number) => number.to_string(),
            RuleValue::Text(text) => text.clone(),
        }),
    );
    let set = move || {
        let path = path.get_untracked();
        let rule = match op.get_untracked() {
            None => Rule::HasValue(path),
            Some(op) => {
                let text = with.get_untracked();
                // `007` is a text, though it could be read as a number.
                let value = match text.trim().parse::<f64>() {
                    Ok(number) if number.to_string() == text.trim() => RuleValue::Number(number),
                    _ => RuleValue::Text(text),
                };
                Rule::Cmp(Comparison { path, op, value })
            }
        };
        change(number, &|condition| condition.rule = rule.clone());
    };
    let roots = domain::merge::roots().filter(|root| {
        root.places.include(domain::merge::Place::Page) && root.shape == domain::merge::Shape::One
    });
    let tags = roots
        .flat_map(|root| {
            root.tags
                .iter()
                .map(move |tag| (format!("{}.{}", root.key, tag.name), root.label, tag.label))
        })
        .map(|(key, group, label)| {
            let chosen = path.with_untracked(|path| *path == key);
            view! { <option value=key selected=chosen>{format!("{group}: {label}")}</option> }
        })
        .collect_view();
    let ops = OPS
        .into_iter()
        .map(|(key, label, this)| view! { <option value=key selected=op.get_untracked() == this>{label}</option> })
        .collect_view();
    view! {
        <div class="stack tight">
            <select class="input" aria-label="Merge tag" on:change=move |event| { path.set(event_target_value(&event)); set(); }>{tags}</select>
            <select class="input" aria-label="How" on:change=move |event| {
                let key = event_target_value(&event);
                op.set(OPS.into_iter().find(|(other, ..)| *other == key).and_then(|(_, _, op)| op));
                set();
            }>{ops}</select>
            <input class="input" aria-label="With what" hidden=move || op.get().is_none() value=with.get_untracked()
                on:input=move |event| { with.set(event_target_value(&event)); set(); }/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_become_conditions_and_rules_again() {
        for rule in [
            None,
            Some(Rule::HasOpenInvoices),
            Some(Rule::Not(Box::new(Rule::HasOpenInvoices))),
            Some(Rule::All(vec![
                Rule::HasOpenInvoices,
                Rule::Module(Module::Activity),
            ])),
            Some(Rule::Any(vec![
                Rule::HasOpenInvoices,
                Rule::Not(Box::new(Rule::HasOverdueInvoices)),
            ])),
        ] {
            let (all, list) = conditions(rule.as_ref()).unwrap();
            let list: Vec<Condition> = list
                .into_iter()
                .map(|(not, rule)| Condition { number: 0, not, rule })
                .collect();
            assert_eq!(rule_of(all, &list), rule);
        }
        let nested = Rule::All(vec![Rule::Any(vec![Rule::HasOpenInvoices])]);
        assert_eq!(conditions(Some(&nested)), None, "not shown, and so not lost");
    }

    #[test]
    fn merged_and_deleted_tags_are_shown_as_what_they_are() {
        let id = |nth: u128| TagId::from(uuid::Uuid::from_u128(nth));
        let all = [TagChoice {
            id: id(1),
            name: "VIP".to_owned(),
            also: vec![id(2)],
        }];
        let (list, ticked) = tag_ticks(&all, &[id(2), id(3)]);
        assert_eq!(ticked, [id(1), id(3)]);
        assert_eq!(list.len(), 2);
        assert!(list[1].1.contains("deleted"), "kept until somebody takes it out");
    }
}
