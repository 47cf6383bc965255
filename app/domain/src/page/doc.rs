//! A page as it is edited: an arena, where a block is found by its id.

use super::{
    blocks::{Body, Issue, shortened},
    id::{BlockId, SlotName},
    limits::{Limit, MAX_BLOCKS, MAX_BYTES, MAX_DEPTH, json_size},
    rule::Rule,
    stored::{SCHEMA, StoredBlock, StoredDoc, Unreadable},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// What holds a block: a slot of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Inside {
    /// The other block.
    pub block: BlockId,
    /// Which of its slots.
    pub slot: SlotName,
}

/// A place for a block.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The slot; the page itself if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<Inside>,
    /// The position in it from 0, counted without the block that goes there.
    pub index: usize,
}

impl Place {
    /// On the page's first level.
    pub const fn root(index: usize) -> Self {
        Self { inside: None, index }
    }

    /// In a slot of a block.
    pub const fn within(block: BlockId, slot: SlotName, index: usize) -> Self {
        Self {
            inside: Some(Inside { block, slot }),
            index,
        }
    }
}

/// A block within its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub(super) home: Option<Inside>,
    pub(super) kind: String,
    pub(super) v: u32,
    pub(super) props: Map<String, Value>,
    pub(super) show_if: Option<Rule>,
    pub(super) slots: BTreeMap<SlotName, Vec<BlockId>>,
    pub(super) extra: Map<String, Value>,
    pub(super) body: Body,
}

impl Node {
    /// What it is in; nothing on the first level.
    pub const fn home(&self) -> Option<&Inside> {
        self.home.as_ref()
    }

    /// The name of its type.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What it is, typed.
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// Its props as they are stored, with those that this version does not know.
    pub const fn props(&self) -> &Map<String, Value> {
        &self.props
    }

    /// Who sees it; everyone if there is none.
    pub const fn show_if(&self) -> Option<&Rule> {
        self.show_if.as_ref()
    }

    /// Why it is not shown, if this version can't.
    pub const fn issue(&self) -> Option<&Issue> {
        match &self.body {
            Body::Opaque(issue) => Some(issue),
            _ => None,
        }
    }

    /// Whether another version has to be asked about it and all that is in it.
    pub(super) const fn is_foreign(&self) -> bool {
        matches!(self.body, Body::Opaque(Issue::UnknownType | Issue::NewerVersion))
    }

    /// What it is called in sentences: `Heading ‘Your invoices’`.
    pub fn name(&self) -> String {
        let label = match super::blocks::meta(&self.kind) {
            Some(meta) => meta.label,
            None => "Block of a newer version",
        };
        let name = shortened(&self.body.name());
        if name.is_empty() {
            label.to_owned()
        } else {
            format!("{label} ‘{name}’")
        }
    }

    /// Its slots and the blocks in them; empty ones are left out.
    pub fn slots(&self) -> impl Iterator<Item = (&SlotName, &[BlockId])> {
        self.slots.iter().map(|(slot, ids)| (slot, ids.as_slice()))
    }
}

/// A page as it is edited.
#[derive(Debug, Clone)]
pub struct Doc {
    schema: u32,
    pub(super) roots: Vec<BlockId>,
    pub(super) nodes: HashMap<BlockId, Node>,
    extra: Map<String, Value>,
    /// About how many bytes it takes as JSON; kept up to date by the ops.
    pub(super) bytes: usize,
}

impl PartialEq for Doc {
    /// Whether both are stored as the same.
    fn eq(&self, other: &Self) -> bool {
        self.schema == other.schema
            && self.roots == other.roots
            && self.nodes == other.nodes
            && self.extra == other.extra
    }
}

impl Default for Doc {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            roots: Vec::new(),
            nodes: HashMap::new(),
            extra: Map::new(),
            bytes: 24,
        }
    }
}

impl Doc {
    /// The page of a JSON text.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(json: &str) -> Result<Self, Unreadable> {
        Self::build(StoredDoc::read(json)?, json.len()).map_err(Unreadable::from)
    }

    /// The page of a stored tree. Of two blocks with the same id the later one gets a new one.
    ///
    /// # Errors
    /// [`Limit`].
    pub fn from_stored(stored: StoredDoc) -> Result<Self, Limit> {
        let bytes = json_size(&stored);
        Self::build(stored, bytes)
    }

    fn build(stored: StoredDoc, bytes: usize) -> Result<Self, Limit> {
        if bytes > MAX_BYTES {
            return Err(Limit::Size);
        }
        let mut doc = Self {
            schema: stored.schema,
            extra: stored.extra,
            bytes,
            ..Self::default()
        };
        for block in stored.blocks {
            let id = doc.graft(block, None, 1)?;
            doc.roots.push(id);
        }
        Ok(doc)
    }

    /// Takes a block and all in it into the arena, but not yet into the list of its siblings.
    fn graft(&mut self, block: StoredBlock, home: Option<Inside>, level: usize) -> Result<BlockId, Limit> {
        if level > MAX_DEPTH {
            return Err(Limit::Depth);
        }
        if self.nodes.len() >= MAX_BLOCKS {
            return Err(Limit::Blocks);
        }
        let id = if self.nodes.contains_key(&block.id) {
            self.fresh_id()
        } else {
            block.id
        };
        let (kind, mut v, mut props) = (block.kind, block.v, block.props);
        let node = Node {
            home,
            body: Body::decode(&kind, &mut v, &mut props),
            kind,
            v,
            props,
            show_if: block.show_if,
            slots: BTreeMap::new(),
            extra: block.extra,
        };
        self.nodes.insert(id.clone(), node);
        for (slot, children) in block.slots {
            let mut ids = Vec::with_capacity(children.len());
            for child in children {
                let home = Inside {
                    block: id.clone(),
                    slot: slot.clone(),
                };
                ids.push(self.graft(child, Some(home), level + 1)?);
            }
            if let (false, Some(node)) = (ids.is_empty(), self.nodes.get_mut(&id)) {
                node.slots.insert(slot, ids);
            }
        }
        Ok(id)
    }

    /// The same for every reader of the same document, so that two editors agree on it.
    fn fresh_id(&self) -> BlockId {
        let mut ids = (self.nodes.len()..).filter_map(|number| BlockId::new(&format!("twin-{number}")));
        ids.find(|id| !self.nodes.contains_key(id))
            .unwrap_or_else(|| BlockId::from_random(0))
    }

    /// Takes a block with new ids into the arena and the list of its siblings.
    pub(super) fn put(&mut self, block: StoredBlock, place: &Place) -> Result<(), Limit> {
        let level = self.level(place.inside.as_ref());
        let id = self.graft(block, place.inside.clone(), level)?;
        self.attach(id, place);
        Ok(())
    }

    /// Puts a block of the arena into a list; the place must be there.
    pub(super) fn attach(&mut self, id: BlockId, place: &Place) {
        if let Some(node) = self.nodes.get_mut(&id) {
            node.home = place.inside.clone();
        }
        let list = match &place.inside {
            None => Some(&mut self.roots),
            Some(inside) => self
                .nodes
                .get_mut(&inside.block)
                .map(|node| node.slots.entry(inside.slot.clone()).or_default()),
        };
        if let Some(list) = list {
            list.insert(place.index.min(list.len()), id);
        }
    }

    /// Takes a block out of its list, not out of the arena.
    pub(super) fn detach(&mut self, id: &BlockId) -> Option<Place> {
        let place = self.place_of(id)?;
        match &place.inside {
            None => {
                self.roots.remove(place.index);
            }
            Some(inside) => {
                let node = self.nodes.get_mut(&inside.block)?;
                let list = node.slots.get_mut(&inside.slot)?;
                list.remove(place.index);
                if list.is_empty() {
                    node.slots.remove(&inside.slot);
                }
            }
        }
        Some(place)
    }

    /// Takes a block and all in it out of the arena.
    pub(super) fn forget(&mut self, id: &BlockId) {
        if let Some(node) = self.nodes.remove(id) {
            for child in node.slots.values().flatten() {
                self.forget(child);
            }
        }
    }

    /// The page as it is stored.
    pub fn to_stored(&self) -> StoredDoc {
        StoredDoc {
            schema: self.schema,
            blocks: self.roots.iter().filter_map(|id| self.stored(id)).collect(),
            extra: self.extra.clone(),
        }
    }

    /// The JSON text of the page.
    pub fn write(&self) -> String {
        self.to_stored().write()
    }

    /// A block as it is stored, with all in it.
    pub fn stored(&self, id: &BlockId) -> Option<StoredBlock> {
        let node = self.nodes.get(id)?;
        let slot = |(slot, ids): (&SlotName, &Vec<BlockId>)| {
            (
                slot.clone(),
                ids.iter().filter_map(|id| self.stored(id)).collect(),
            )
        };
        Some(StoredBlock {
            id: id.clone(),
            kind: node.kind.clone(),
            v: node.v,
            props: node.props.clone(),
            show_if: node.show_if.clone(),
            slots: node.slots.iter().map(slot).collect(),
            extra: node.extra.clone(),
        })
    }

    /// A block.
    pub fn node(&self, id: &BlockId) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The blocks of a slot, or of the page itself.
    pub fn children(&self, inside: Option<&Inside>) -> &[BlockId] {
        match inside {
            None => &self.roots,
            Some(Inside { block, slot }) => self
                .nodes
                .get(block)
                .and_then(|node| node.slots.get(slot))
                .map_or(&[], Vec::as_slice),
        }
    }

    /// Where a block is.
    pub fn place_of(&self, id: &BlockId) -> Option<Place> {
        let inside = self.nodes.get(id)?.home.clone();
        let index = self
            .children(inside.as_ref())
            .iter()
            .position(|other| other == id)?;
        Some(Place { inside, index })
    }

    /// What a block is in, from the inside out.
    pub fn ancestors<'a>(&'a self, id: &BlockId) -> impl Iterator<Item = &'a BlockId> {
        let next = |id: &BlockId| self.nodes.get(id)?.home.as_ref().map(|home| &home.block);
        std::iter::successors(next(id), move |id| next(id))
    }

    /// Every block in the order of the page, each before what is in it, with its level from 0.
    pub fn walk(&self) -> Vec<(usize, &BlockId)> {
        fn down<'a>(doc: &'a Doc, ids: &'a [BlockId], level: usize, all: &mut Vec<(usize, &'a BlockId)>) {
            for id in ids {
                all.push((level, id));
                for ids in doc.nodes.get(id).into_iter().flat_map(|node| node.slots.values()) {
                    down(doc, ids, level + 1, all);
                }
            }
        }
        let mut all = Vec::with_capacity(self.nodes.len());
        down(self, &self.roots, 0, &mut all);
        all
    }

    /// How many blocks this version keeps but can't show.
    pub fn opaque(&self) -> usize {
        self.nodes.values().filter(|node| node.issue().is_some()).count()
    }

    /// The level, from 1, that a block in a slot has.
    pub(super) fn level(&self, inside: Option<&Inside>) -> usize {
        inside.map_or(1, |inside| 2 + self.ancestors(&inside.block).count())
    }

    /// How many levels a block has, itself counted.
    pub(super) fn levels(&self, id: &BlockId) -> usize {
        let children = self
            .nodes
            .get(id)
            .into_iter()
            .flat_map(|node| node.slots.values().flatten());
        1 + children.map(|child| self.levels(child)).max().unwrap_or_default()
    }
}
