//! What is to be said of a draft before readers see it.

use crate::{
    Backend,
    entity::page,
    error::Result,
    merge,
    scope::{Rows, StaffScope},
};
use domain::{
    merge::{MAX_TEMPLATE, Place, Severity},
    page::{Doc, Rev, diff, in_words},
    pages::{Check, CheckedTag},
};
use std::collections::BTreeMap;

/// So many findings of one kind are worth reading at once.
const MOST: usize = 100;
/// So many different tags are looked at one by one.
const MOST_TAGS: usize = 300;

/// Holds a draft against what readers see, and looks through its blocks and merge tags.
pub(super) async fn check(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    row: &page::Model,
    doc: &Doc,
) -> Result<Check> {
    let (changes, words) = match row.published.as_deref().map(Doc::read) {
        None => (None, "This page was never published.".to_owned()),
        Some(Ok(before)) => {
            let changes = diff(&before, doc);
            let words = in_words(&changes);
            (Some(changes), words)
        }
        Some(Err(error)) => (None, error.to_string()),
    };
    let findings = doc
        .check()
        .into_iter()
        .take(MOST)
        .map(|finding| (doc.name(&finding.block), finding))
        .collect();
    Ok(Check {
        rev: Rev(row.rev),
        changes,
        words,
        findings,
        tags: tags(backend, rows, doc).await?,
    })
}

/// What is wrong with the page's merge tags, the worst first: unknown ones, and those that are empty for somebody and have no
/// fallback.
async fn tags(backend: &Backend, rows: &Rows<'_, StaffScope>, doc: &Doc) -> Result<Vec<CheckedTag>> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, id) in doc.walk() {
        for (_, tag) in doc.node(id).into_iter().flat_map(|node| node.tags()) {
            let blocks = places.entry(tag.typed()).or_default();
            let name = doc.name(id);
            if !blocks.contains(&name) {
                blocks.push(name);
            }
        }
    }
    let typed: Vec<&String> = places.keys().take(MOST_TAGS).collect();
    let mut found = Vec::new();
    for (tag, finding) in judged(backend, rows, &typed).await? {
        found.push(CheckedTag {
            tag: tag.clone(),
            blocks: places.get(tag).cloned().unwrap_or_default(),
            finding,
        });
    }
    found.sort_by_key(|tag| tag.finding.severity);
    found.truncate(MOST);
    Ok(found)
}

/// Each finding with its tag. All tags are judged as the lines of one text; only if one can't even be read, each by itself.
async fn judged<'t>(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    tags: &[&'t String],
) -> Result<Vec<(&'t String, domain::merge::Finding)>> {
    let text = tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    if text.is_empty() {
        return Ok(found);
    }
    if text.len() <= MAX_TEMPLATE {
        let findings = merge::check(backend, rows, &text, Place::Page).await?;
        if findings.iter().all(|finding| finding.severity != Severity::Error) {
            let line = |finding: &domain::merge::Finding| usize::try_from(finding.line).unwrap_or(1);
            found.extend(findings.into_iter().filter_map(|finding| {
                let tag = tags.get(line(&finding).saturating_sub(1))?;
                Some((*tag, finding))
            }));
            return Ok(found);
        }
    }
    for tag in tags {
        let findings = merge::check(backend, rows, tag, Place::Page).await?;
        found.extend(findings.into_iter().map(|finding| (*tag, finding)));
    }
    Ok(found)
}
