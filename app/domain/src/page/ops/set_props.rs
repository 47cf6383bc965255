//! Sets some of a block's props.

use super::{By, Op, OpError};
use crate::form::FieldErrors;
use crate::page::{
    blocks::{Body, Issue, check_props},
    doc::Doc,
    id::{BlockId, SlotName},
    limits::{Limit, MAX_BYTES, json_size},
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

impl Doc {
    pub(super) fn set_props(
        &mut self,
        id: BlockId,
        set: Map<String, Value>,
        unset: BTreeSet<String>,
        by: By,
    ) -> Result<Op, OpError> {
        self.editable(&id)?;
        let room = MAX_BYTES.saturating_sub(self.bytes);
        let node = self.nodes.get_mut(&id).ok_or(OpError::NotFound)?;
        if node.is_foreign() {
            return Err(OpError::Foreign);
        }
        let mut props = node.props.clone();
        let (mut was_set, mut was_unset) = (Map::new(), BTreeSet::new());
        let mut remember = |key: &str, before: Option<Value>| match before {
            Some(before) => {
                was_set.insert(key.to_owned(), before);
            }
            None => {
                was_unset.insert(key.to_owned());
            }
        };
        // A key in both is set.
        for key in unset.iter().filter(|key| !set.contains_key(*key)) {
            remember(key, props.remove(key));
        }
        for (key, value) in set {
            let before = props.insert(key.clone(), value);
            remember(&key, before);
        }
        let (before, after) = (json_size(&node.props), json_size(&props));
        if after > before && after - before > room {
            return Err(Limit::Size.into());
        }
        let mut v = node.v;
        let body = Body::decode(&node.kind, &mut v, &mut props);
        if by == By::Editor {
            if let Body::Opaque(Issue::Invalid { why }) = &body {
                let mut errors = check_props(&node.kind, &props);
                if errors.is_empty() {
                    errors = FieldErrors::one("", why);
                }
                return Err(OpError::Invalid(errors));
            }
            let open = body.slots();
            let closed = |slot: &SlotName| !open.iter().any(|open| open.name == slot.as_str());
            // One that was closed before stays as it is.
            let was_open = node.body.slots().iter();
            let mut in_use = was_open.filter(|slot| {
                node.slots
                    .keys()
                    .any(|used| used.as_str() == slot.name && closed(used))
            });
            if let Some(slot) = in_use.next() {
                return Err(OpError::SlotInUse(format!("The {} column", slot.label)));
            }
        }
        node.props = props;
        node.v = v;
        node.body = body;
        self.bytes = (self.bytes + after).saturating_sub(before);
        Ok(Op::SetProps {
            id,
            set: was_set,
            unset: was_unset,
        })
    }
}
