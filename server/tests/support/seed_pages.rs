//! The world's pages, in every state.

use super::{seed::Seed, world::Tenant};
use backend::pages::{create, keep, publish, schedule, sections};
use domain::{
    ids::PageId,
    page::{Op, Place, Rev, StoredBlock},
    pages::{NewPageForm, ScheduleForm, editing::Batch},
};
use uuid::Uuid;

/// A heading with a marked text.
pub fn heading(id: &str, text: &str) -> StoredBlock {
    let line = serde_json::json!([{ "type": "text", "text": text }]);
    let block = serde_json::json!({ "id": id, "type": "heading", "v": 1, "props": { "text": line } });
    serde_json::from_value(block).unwrap()
}

impl Seed<'_> {
    pub(super) async fn pages(&self, tenant: &mut Tenant) {
        let (backend, owner) = (self.backend, &self.owner);
        for (state, mark) in [
            ("draft", "internal-page"),
            ("scheduled", "internal-scheduled"),
            ("published", "shown"),
            ("archived", "internal-archived"),
        ] {
            let form = NewPageForm {
                start: "template:faq".to_owned(),
                title: format!("§{}0-{mark}§", self.tag),
                slug: format!("{state}-page"),
            };
            let id = create::create(backend, owner, &form, "").await.unwrap();
            tenant.pages.insert(state, id.uuid());
            match state {
                "draft" => self.change(id).await,
                "scheduled" => {
                    let form = ScheduleForm {
                        publish_at: "2026-05-01T09:00".to_owned(),
                        ..ScheduleForm::default()
                    };
                    schedule::schedule(backend, owner, id, &form).await.unwrap();
                }
                "published" => publish::publish(backend, owner, id, Rev(1)).await.unwrap(),
                _ => publish::archive(backend, owner, id).await.unwrap(),
            }
        }
        let first = "SELECT id FROM page_revision WHERE page_id = $1 AND number = 1";
        let draft = tenant.pages["draft"];
        tenant.page_revision = self.database.one(first, vec![draft.into()]).await;
        let name = format!("§{}0-internal-section§", self.tag);
        let blocks = vec![heading("s", &format!("§{}0-internal-block§", self.tag))];
        tenant.page_section = sections::save(backend, owner, &name, blocks).await.unwrap().id;
    }

    async fn change(&self, id: PageId) {
        let batch = Batch {
            id: Uuid::now_v7(),
            base: Rev(1),
            ops: vec![Op::Insert {
                at: Place::root(0),
                block: heading("h", &format!("§{}0-internal-heading§", self.tag)),
            }],
        };
        keep::keep(self.backend, &self.owner, id, batch).await.unwrap();
    }
}
