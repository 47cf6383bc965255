//! What is to be said of a draft before readers see it.

use super::audience;
use crate::{
    Backend, client_tag,
    entity::page,
    error::Result,
    merge,
    scope::{Rows, StaffScope},
};
use domain::{
    client_tag::gone,
    ids::TagId,
    merge::{Finding as TagFinding, MAX_TEMPLATE, Place, Severity},
    page::{BlockId, Doc, Finding, Node, Rev, Rule, diff, in_words, rich_text::MergeTag},
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
        .chain(deleted_tags(rows, doc).await?)
        .take(MOST)
        .map(|finding| (doc.name(&finding.block), finding))
        .collect();
    Ok(Check {
        rev: Rev(row.rev),
        changes,
        words,
        findings,
        tags: tags(backend, rows, row, doc).await?,
    })
}

/// What is wrong with the page's merge tags, the worst first: unknown ones, and those that are empty for somebody and have no
/// fallback.
async fn tags(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    row: &page::Model,
    doc: &Doc,
) -> Result<Vec<CheckedTag>> {
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
    found.extend(in_rules(backend, rows, row, doc).await?);
    found.sort_by_key(|tag| tag.finding.severity);
    found.truncate(MOST);
    Ok(found)
}

/// What is wrong with the merge tags that rules ask for: those of blocks, and that of the page. Only what keeps a tag from having a
/// value at all: that one is empty for somebody is what a rule is for.
async fn in_rules(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    row: &page::Model,
    doc: &Doc,
) -> Result<Vec<CheckedTag>> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in audience(&row.audience).iter().flat_map(Rule::paths) {
        places.insert(path, vec!["Who may open the page".to_owned()]);
    }
    for (_, id) in doc.walk() {
        let rule = doc.node(id).and_then(Node::show_if);
        for path in rule.into_iter().flat_map(Rule::paths) {
            let name = format!("{} (who sees it)", doc.name(id));
            let blocks = places.entry(path).or_default();
            if !blocks.contains(&name) {
                blocks.push(name);
            }
        }
    }
    let (paths, others): (Vec<_>, Vec<_>) = places
        .into_iter()
        .take(MOST_TAGS)
        .partition(|(path, _)| MergeTag::new(path).is_some());
    let mut found: Vec<CheckedTag> = others
        .into_iter()
        .map(|(tag, blocks)| CheckedTag {
            finding: TagFinding {
                severity: Severity::Error,
                line: 1,
                about: tag.clone(),
                message: "This is no merge tag.".to_owned(),
                suggestion: None,
            },
            tag,
            blocks,
        })
        .collect();
    let typed: BTreeMap<String, Vec<String>> = paths
        .into_iter()
        .map(|(path, blocks)| (format!("{{{{{path}}}}}"), blocks))
        .collect();
    for (tag, finding) in judged(backend, rows, &typed.keys().collect::<Vec<_>>()).await? {
        if finding.severity == Severity::Error {
            found.push(CheckedTag {
                tag: tag.clone(),
                blocks: typed.get(tag).cloned().unwrap_or_default(),
                finding,
            });
        }
    }
    Ok(found)
}

/// Blocks that are for those who have a tag that was deleted.
async fn deleted_tags(rows: &Rows<'_, StaffScope>, doc: &Doc) -> Result<Vec<Finding>> {
    let named: Vec<(&BlockId, Vec<TagId>)> = doc
        .walk()
        .into_iter()
        .filter_map(|(_, id)| Some((id, doc.node(id)?.show_if()?.tags())))
        .filter(|(_, tags)| !tags.is_empty())
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let all = client_tag::queries::all(rows).await?;
    let gone = named.into_iter().filter(|(_, tags)| gone(tags, &all) > 0);
    Ok(gone
        .map(|(id, _)| Finding {
            block: id.clone(),
            field: String::new(),
            severity: domain::page::Severity::Warning,
            message: "Who sees it names a tag that was deleted, which nobody has. Choose another one."
                .to_owned(),
        })
        .collect())
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
