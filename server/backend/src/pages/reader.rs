//! A page as one reader sees it: what its blocks ask for is looked up through the reader's own scope, and written once.

use super::{audience, data, facts, images};
use crate::{
    Backend, access_log, copy,
    entity::page,
    error::{BackendError, Result},
    merge,
    scope::{ClientScope, Rows},
};
use domain::{
    ids::PageId,
    locale::Locale,
    module::ModuleSet,
    page::{BlockId, Body, Doc, Facts, Node, Rule, rich_text::MergeTag},
    pages::{ReaderPage, address},
};
use page_html::{Around, Mode, Words};
use sea_orm::ColumnTrait;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A published page as the contact who asks sees it. If they `really` look, it is noted for staff.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this address, it is not published, or it is not for this reader: all alike.
pub async fn page(backend: &Backend, scope: &ClientScope, slug: &str, really: bool) -> Result<ReaderPage> {
    let rows = backend.read(scope);
    let (row, doc) = live(&rows, slug).await?;
    let sights = look(backend, &rows, &doc, &row).await?;
    let html = page_html::page(&doc, &sights, Mode::View);
    if really {
        access_log::saw_page(backend, scope, &row.title).await?;
    }
    let or = |own: String, other: &str| {
        if own.is_empty() { other.to_owned() } else { own }
    };
    Ok(ReaderPage {
        tab: or(row.meta_title, &row.title),
        description: or(row.meta_description, &row.description),
        title: row.title,
        videos: sights.shows(&doc, |body| matches!(body, Body::Video(_))),
        html,
    })
}

/// The HTML of an embed on a published page, as it was pasted, for the frame that it is shown in.
///
/// # Errors
/// [`BackendError::NotFound`] when the page is not for this reader, or has no such embed that they see.
pub async fn embed(backend: &Backend, scope: &ClientScope, slug: &str, block: &str) -> Result<String> {
    let rows = backend.read(scope);
    let (row, doc) = live(&rows, slug).await?;
    let id = BlockId::new(block).ok_or(BackendError::NotFound)?;
    let rules = rules(&doc).chain(audience(&row.audience)).collect();
    let facts = entitled(backend, scope, &row, rules).await?;
    let hidden = hidden(&doc, &facts);
    match doc.node(&id).map(Node::body) {
        Some(Body::Html(embed)) if is_seen(&doc, &id, &hidden) => Ok(embed.html.clone()),
        _ => Err(BackendError::NotFound),
    }
}

/// The page of an address, published and not put away.
async fn live(rows: &Rows<'_, ClientScope>, slug: &str) -> Result<(page::Model, Doc)> {
    let row = rows
        .find::<page::Entity>()
        .filter(page::Column::LiveSlug.eq(slug))
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    let json = row.published.as_deref().ok_or(BackendError::NotFound)?;
    let doc = Doc::read(json).map_err(BackendError::internal)?;
    Ok((row, doc))
}

fn rules(doc: &Doc) -> impl Iterator<Item = Rule> + '_ {
    let ids = doc.walk().into_iter();
    ids.filter_map(|(_, id)| doc.node(id)?.show_if().cloned())
}

/// What is known of the reader, if the page is for them.
async fn entitled(
    backend: &Backend,
    scope: &ClientScope,
    row: &page::Model,
    rules: Vec<Rule>,
) -> Result<Facts> {
    let rules: Vec<&Rule> = rules.iter().collect();
    let facts = facts::facts(backend, scope, &rules).await?;
    match audience(&row.audience) {
        Some(rule) if !rule.shows(&facts) => Err(BackendError::NotFound),
        _ => Ok(facts),
    }
}

/// Why the reader does not see blocks, by block.
pub(super) fn hidden(doc: &Doc, facts: &Facts) -> BTreeMap<BlockId, String> {
    let why = |id: &BlockId| Some((id.clone(), doc.node(id)?.show_if()?.hidden(facts)?));
    doc.walk().into_iter().filter_map(|(_, id)| why(id)).collect()
}

/// Whether a block and all that it is in is shown to the reader.
fn is_seen(doc: &Doc, id: &BlockId, hidden: &BTreeMap<BlockId, String>) -> bool {
    let shown =
        |id: &BlockId| !hidden.contains_key(id) && doc.node(id).is_some_and(|node| node.issue().is_none());
    shown(id) && doc.ancestors(id).all(shown)
}

/// The merge tags of a page's blocks.
pub(super) fn tags<'d>(
    doc: &'d Doc,
    seen: impl Fn(&BlockId) -> bool + 'd,
) -> impl Iterator<Item = MergeTag> + 'd {
    let ids = doc.walk().into_iter().map(|(_, id)| id);
    ids.filter(move |id| seen(id))
        .filter_map(|id| doc.node(id))
        .flat_map(|node| node.tags().into_iter().map(|(_, tag)| tag))
}

/// What data blocks show, by block.
pub(super) async fn records(
    backend: &Backend,
    rows: &Rows<'_, ClientScope>,
    (doc, mode): (&Doc, Mode),
    modules: &ModuleSet,
    seen: impl Fn(&BlockId) -> bool,
) -> Result<BTreeMap<BlockId, String>> {
    let sight = data::Sight {
        backend,
        rows,
        modules,
        today: backend.clock().today(rows.scope().business_timezone()),
        mode,
    };
    let mut records = BTreeMap::new();
    for (_, id) in doc.walk() {
        let Some(node) = doc.node(id).filter(|node| data::is_one(node.body()) && seen(id)) else {
            continue;
        };
        if let Some(html) = data::of(&sight, node.body()).await? {
            records.insert(id.clone(), html);
        }
    }
    Ok(records)
}

/// Everything that a published page asks of its surroundings, found for one reader.
async fn look(
    backend: &Backend,
    rows: &Rows<'_, ClientScope>,
    doc: &Doc,
    row: &page::Model,
) -> Result<Surroundings> {
    let scope = rows.scope();
    let linked = linked(rows, doc).await?;
    let all_rules = rules(doc)
        .chain(audience(&row.audience))
        .chain(linked.iter().filter_map(|(_, _, rule)| rule.clone()));
    let facts = entitled(backend, scope, row, all_rules.collect()).await?;
    let hidden = hidden(doc, &facts);
    let seen = |id: &BlockId| is_seen(doc, id, &hidden);
    let tags: Vec<MergeTag> = tags(doc, seen).collect();
    let values = merge::tags::fill(backend, rows, &tags, &BTreeSet::new())
        .await?
        .texts;
    let data = records(backend, rows, (doc, Mode::View), &facts.modules, seen).await?;
    let pages = linked
        .into_iter()
        .filter(|(_, _, rule)| rule.as_ref().is_none_or(|rule| rule.shows(&facts)))
        .map(|(id, address, _)| (id, address))
        .collect();
    Ok(Surroundings {
        values,
        images: images::known(rows, strings(doc, &mut |text| images::is_hash(text))).await?,
        pages,
        data,
        hidden,
        page: address(&row.slug),
        words: words(scope.locale()),
    })
}

/// The published pages that a page's links lead to, with whom they are for.
async fn linked(rows: &Rows<'_, ClientScope>, doc: &Doc) -> Result<Vec<(PageId, String, Option<Rule>)>> {
    let links = strings(doc, &mut |text| text.starts_with("page:"));
    let ids: BTreeSet<Uuid> = links
        .iter()
        .filter_map(|link| Some(link.strip_prefix("page:")?.parse::<PageId>().ok()?.uuid()))
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = rows
        .find::<page::Entity>()
        .filter(page::Column::Id.is_in(ids))
        .tuples::<(Uuid, String, String)>(
            vec![
                page::Column::Id.into_expr(),
                page::Column::Slug.into_expr(),
                page::Column::Audience.into_expr(),
            ],
            Vec::new(),
        )
        .await?;
    let page = |(id, slug, rule): (Uuid, String, String)| (PageId::from(id), address(&slug), audience(&rule));
    Ok(found.into_iter().map(page).collect())
}

/// The texts anywhere within the blocks' props that are wanted.
fn strings(doc: &Doc, wanted: &mut impl FnMut(&str) -> bool) -> BTreeSet<String> {
    fn down(value: &Value, wanted: &mut impl FnMut(&str) -> bool, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) if wanted(text) => {
                found.insert(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| down(item, wanted, found)),
            Value::Object(fields) => fields.values().for_each(|field| down(field, wanted, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for (_, id) in doc.walk() {
        for value in doc.node(id).into_iter().flat_map(|node| node.props().values()) {
            down(value, wanted, &mut found);
        }
    }
    found
}

struct Surroundings {
    values: BTreeMap<String, String>,
    pages: BTreeMap<PageId, String>,
    images: BTreeSet<String>,
    data: BTreeMap<BlockId, String>,
    hidden: BTreeMap<BlockId, String>,
    /// The page's own address.
    page: String,
    words: Words,
}

impl Surroundings {
    /// Whether the reader sees a block of a kind.
    fn shows(&self, doc: &Doc, kind: impl Fn(&Body) -> bool) -> bool {
        let mut ids = doc.walk().into_iter().map(|(_, id)| id);
        ids.any(|id| doc.node(id).is_some_and(|node| kind(node.body())) && is_seen(doc, id, &self.hidden))
    }
}

impl Around for Surroundings {
    fn value(&self, tag: &MergeTag) -> Option<String> {
        self.values.get(&tag.typed()).cloned()
    }

    fn page(&self, id: PageId) -> Option<String> {
        self.pages.get(&id).cloned()
    }

    fn image(&self, hash: &str) -> Option<String> {
        self.images
            .contains(hash)
            .then(|| domain::pages::portal_image(hash))
    }

    fn data(&self, block: &BlockId) -> Option<&str> {
        self.data.get(block).map(String::as_str)
    }

    fn hidden(&self, block: &BlockId, _: &Rule) -> Option<String> {
        self.hidden.get(block).cloned()
    }

    fn embed(&self, block: &BlockId) -> Option<String> {
        Some(format!("{}/embed/{block}", self.page))
    }

    fn words(&self) -> &Words {
        &self.words
    }
}

fn words(locale: Locale) -> Words {
    let text = |key: &str| copy::text(locale, key).into();
    Words {
        new_tab: text("block-new-tab"),
        info: text("block-info"),
        success: text("block-success"),
        warning: text("block-warning"),
        danger: text("block-danger"),
        table: text("block-table"),
        video: text("block-video"),
        embed: text("block-embed"),
    }
}
