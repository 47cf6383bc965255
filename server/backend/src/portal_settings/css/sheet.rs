//! From a sheet as typed to the one that clients get: read, judged, confined to the portal's own part of the page, printed, and
//! the print read and judged again.

use super::{allowed, scan};
use domain::settings::{CSS_ROOT, CssProblem, MAX_CSS_BYTES};
use lightningcss::{
    declaration::DeclarationBlock,
    error::{Error, ParserError},
    printer::PrinterOptions,
    properties::{
        Property,
        animation::{AnimationName, AnimationNameList},
    },
    rules::{CssRule, CssRuleList, Location, keyframes::KeyframesName},
    selector::{Combinator, Component, PseudoClass, Selector, SelectorList},
    stylesheet::{ParserFlags, ParserOptions, StyleSheet},
    targets::{Features, Targets},
    values::ident::CustomIdent,
    vendor_prefix::VendorPrefix,
};

/// Before the names of animations, so that none of the portal's own is replaced.
const ANIMATION_PREFIX: &str = "p-custom-";

/// A sheet that can be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What is served; empty when there is nothing in it.
    pub css: String,
    /// What was left out.
    pub warnings: Vec<CssProblem>,
}

/// Makes the sheet that clients get.
///
/// # Errors
/// All that is not allowed, each with its line and column; nothing of such a sheet is served.
pub fn build(source: &str) -> Result<Sheet, Vec<CssProblem>> {
    if source.len() > MAX_CSS_BYTES {
        let text = format!(
            "The sheet is too large: up to {} kB are allowed.",
            MAX_CSS_BYTES / 1024
        );
        return Err(vec![at_start(text)]);
    }
    // What editors put before a file; anywhere else it is refused.
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let findings = scan::scan(source);
    if !findings.problems.is_empty() {
        return Err(findings.problems);
    }
    let mut sheet = parse(source).map_err(|error| vec![unreadable(&error)])?;
    let mut problems = Vec::new();
    walk(&sheet.rules, false, Prefixed::No, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    sheet.license_comments.clear();
    confine(&mut sheet.rules);
    let printed = sheet
        .to_css(printer())
        .map_err(|error| vec![at_start(format!("This can't be written out: {error}."))])?
        .code;
    let css = if printed.trim().is_empty() {
        String::new()
    } else {
        recheck(&printed)?;
        layered(&printed)
    };
    Ok(Sheet {
        css,
        warnings: findings.warnings,
    })
}

/// Below the portal's utilities. Readers who want no movement are heard in the portal's base layer, which nothing here outdoes.
fn layered(printed: &str) -> String {
    format!("@layer custom {{\n{}\n}}\n", printed.trim_end())
}

/// Whatever the printer made of it: only what passes once more is served.
fn recheck(printed: &str) -> Result<(), Vec<CssProblem>> {
    let differs = |detail: String| {
        tracing::error!(detail, "own CSS changed its meaning in print");
        vec![at_start(
            "This sheet can't be served. Please simplify it, or ask for help.".to_owned(),
        )]
    };
    let findings = scan::scan(printed);
    if let Some(problem) = findings.problems.first() {
        return Err(differs(problem.to_string()));
    }
    let sheet = parse(printed).map_err(|error| differs(error.to_string()))?;
    let mut problems = Vec::new();
    walk(&sheet.rules, false, Prefixed::Yes, &mut problems);
    match problems.first() {
        None => Ok(()),
        Some(problem) => Err(differs(problem.to_string())),
    }
}

fn parse(source: &str) -> Result<StyleSheet<'_>, Error<ParserError<'_>>> {
    let options = ParserOptions {
        error_recovery: false,
        flags: ParserFlags::NESTING,
        ..ParserOptions::default()
    };
    StyleSheet::parse(source, options)
}

/// Without ranges like `width <= 600px`, so that no `<` is ever served.
fn printer() -> PrinterOptions<'static> {
    let targets = Targets {
        include: Features::MediaQueries,
        ..Targets::default()
    };
    PrinterOptions {
        targets,
        ..PrinterOptions::default()
    }
}

fn at_start(text: String) -> CssProblem {
    CssProblem {
        line: 1,
        column: 1,
        text,
    }
}

fn unreadable(error: &Error<ParserError<'_>>) -> CssProblem {
    let (line, column) = error.loc.as_ref().map_or((0, 1), |at| (at.line, at.column));
    CssProblem {
        line: line + 1,
        column,
        text: format!("This can't be read as CSS ({}).", error.kind),
    }
}

fn refuse(problems: &mut Vec<CssProblem>, at: Location, text: impl Into<String>) {
    problems.push(CssProblem {
        line: at.line + 1,
        column: at.column,
        text: text.into(),
    });
}

/// Whether every selector must begin with the root's class already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prefixed {
    No,
    Yes,
}

/// Judges the rules as they were understood, which need not be how they were read token by token.
fn walk(rules: &CssRuleList<'_>, in_root: bool, prefixed: Prefixed, problems: &mut Vec<CssProblem>) {
    for rule in &rules.0 {
        match rule {
            CssRule::Media(media) => walk(&media.rules, in_root, prefixed, problems),
            CssRule::Supports(supports) => walk(&supports.rules, in_root, prefixed, problems),
            CssRule::Style(style) => {
                if in_root {
                    refuse(
                        problems,
                        style.loc,
                        "A rule within “.p-custom { … }” is not allowed: write it as a rule of its own.",
                    );
                }
                for selector in &style.selectors.0 {
                    judge_selector(selector, style.loc, problems);
                    if prefixed == Prefixed::Yes && !begins_with_root(selector) {
                        refuse(problems, style.loc, "A selector reaches beyond the portal.");
                    }
                }
                judge_declarations(&style.declarations, style.loc, problems);
                let root = style.selectors.0.iter().any(is_root_itself);
                walk(&style.rules, root, prefixed, problems);
            }
            CssRule::NestedDeclarations(nested) => {
                judge_declarations(&nested.declarations, nested.loc, problems)
            }
            CssRule::Keyframes(keyframes) => {
                let named = matches!(&keyframes.name, KeyframesName::Ident(_));
                if !named || keyframes.vendor_prefix != VendorPrefix::None {
                    refuse(
                        problems,
                        keyframes.loc,
                        "Write “@keyframes” and a name in plain letters.",
                    );
                }
                for frame in &keyframes.keyframes {
                    judge_declarations(&frame.declarations, keyframes.loc, problems);
                }
            }
            CssRule::Ignored => {}
            _ => refuse(
                problems,
                Location {
                    source_index: 0,
                    line: 0,
                    column: 1,
                },
                "Of the rules that begin with “@”, only “@media”, “@supports” and “@keyframes” are allowed.",
            ),
        }
    }
}

fn judge_declarations(block: &DeclarationBlock<'_>, at: Location, problems: &mut Vec<CssProblem>) {
    for property in block.declarations.iter().chain(&block.important_declarations) {
        let id = property.property_id();
        let prefix = id.prefix();
        let plain = prefix.is_empty() || prefix == VendorPrefix::None;
        if !plain || allowed::property(id.name()).is_none() {
            refuse(problems, at, allowed::property_hint(id.name()));
        }
    }
}

fn judge_selector(selector: &Selector<'_>, at: Location, problems: &mut Vec<CssProblem>) {
    for component in selector.iter_raw_match_order() {
        let allowed = match component {
            Component::Combinator(combinator) => matches!(
                combinator,
                Combinator::Child
                    | Combinator::Descendant
                    | Combinator::NextSibling
                    | Combinator::LaterSibling
            ),
            Component::LocalName(name) => allowed::ELEMENTS.contains(&name.lower_name.0.as_ref()),
            Component::Class(name) => allowed::class(&name.0),
            Component::Negation(list) | Component::Is(list) | Component::Where(list) => {
                list.iter().for_each(|inner| judge_selector(inner, at, problems));
                true
            }
            Component::NonTSPseudoClass(pseudo) => matches!(
                pseudo,
                PseudoClass::Active
                    | PseudoClass::Hover
                    | PseudoClass::Focus
                    | PseudoClass::FocusVisible
                    | PseudoClass::FocusWithin
                    | PseudoClass::Disabled
                    | PseudoClass::Link
            ),
            Component::Empty | Component::Nth(_) | Component::Nesting => true,
            _ => false,
        };
        if !allowed {
            refuse(
                problems,
                at,
                "This selector is not allowed: use the classes from the list.",
            );
        }
    }
    if beside_root(selector) {
        refuse(
            problems,
            at,
            "“.p-custom” can't be followed by “+” or “~”: what stands beside it is not the portal's.",
        );
    }
}

/// The parts of a selector before its first combinator, in the order of the text, and that combinator.
fn first_compound<'a, 'i>(selector: &'a Selector<'i>) -> (Vec<&'a Component<'i>>, Option<Combinator>) {
    let mut parts = Vec::new();
    for component in selector.iter_raw_parse_order_from(0) {
        if let Component::Combinator(combinator) = component {
            return (parts, Some(*combinator));
        }
        parts.push(component);
    }
    (parts, None)
}

fn names_root(parts: &[&Component<'_>]) -> bool {
    parts
        .iter()
        .any(|part| matches!(part, Component::Class(name) if name.0.as_ref() == CSS_ROOT))
}

/// Whether a selector begins at the root itself, so that it needs no prefix.
fn begins_with_root(selector: &Selector<'_>) -> bool {
    names_root(&first_compound(selector).0)
}

/// Whether a selector's subject is the root itself.
fn is_root_itself(selector: &Selector<'_>) -> bool {
    let (parts, combinator) = first_compound(selector);
    names_root(&parts) && combinator.is_none()
}

fn beside_root(selector: &Selector<'_>) -> bool {
    let (parts, combinator) = first_compound(selector);
    let sideways = matches!(
        combinator,
        Some(Combinator::NextSibling | Combinator::LaterSibling)
    );
    names_root(&parts) && sideways
}

/// Confines every rule to the root, gives animations names of their own and takes `!important` away.
fn confine(rules: &mut CssRuleList<'_>) {
    for rule in &mut rules.0 {
        match rule {
            CssRule::Media(media) => confine(&mut media.rules),
            CssRule::Supports(supports) => confine(&mut supports.rules),
            CssRule::Style(style) => {
                prefix(&mut style.selectors);
                confine_declarations(&mut style.declarations);
                confine(&mut style.rules);
            }
            CssRule::NestedDeclarations(nested) => confine_declarations(&mut nested.declarations),
            CssRule::Keyframes(keyframes) => {
                if let KeyframesName::Ident(name) = &mut keyframes.name {
                    rename(name);
                }
                for frame in &mut keyframes.keyframes {
                    confine_declarations(&mut frame.declarations);
                }
            }
            _ => {}
        }
    }
}

fn prefix(selectors: &mut SelectorList<'_>) {
    for selector in &mut selectors.0 {
        if begins_with_root(selector) {
            continue;
        }
        let mut parts = vec![
            Component::Class(CSS_ROOT.into()),
            Component::Combinator(Combinator::Descendant),
        ];
        // The selector is kept from right to left, but each compound of it from left to right.
        let kept: Vec<_> = selector.iter_raw_parse_order_from(0).cloned().collect();
        for compound in kept.split_inclusive(|part| part.is_combinator()) {
            let (combinator, compound) = match compound.split_last() {
                Some((last, rest)) if last.is_combinator() => (Some(last), rest),
                _ => (None, compound),
            };
            parts.extend(compound.iter().rev().cloned());
            parts.extend(combinator.cloned());
        }
        *selector = Selector::from(parts);
    }
}

fn confine_declarations(block: &mut DeclarationBlock<'_>) {
    let important = std::mem::take(&mut block.important_declarations);
    block.declarations.extend(important);
    for property in &mut block.declarations {
        match property {
            Property::Animation(list, _) => {
                list.iter_mut()
                    .for_each(|animation| rename_animation(&mut animation.name));
            }
            Property::AnimationName(list, _) => rename_list(list),
            _ => {}
        }
    }
}

fn rename_list(list: &mut AnimationNameList<'_>) {
    list.iter_mut().for_each(rename_animation);
}

fn rename_animation(name: &mut AnimationName<'_>) {
    if let AnimationName::Ident(name) = name {
        rename(name);
    }
}

fn rename(name: &mut CustomIdent<'_>) {
    name.0 = format!("{ANIMATION_PREFIX}{}", name.0).into();
}
