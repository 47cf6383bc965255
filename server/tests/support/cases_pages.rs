//! The addresses of the provider's own pages.

use super::{
    case::{Case, JSON, Refusal::*, Thing, Who, as_fields, id_and},
    fields,
    http::Fields,
    seed_pages::heading,
    world::World,
};
use domain::{
    pages::{NewPageForm, PageForm, ScheduleForm},
    role::Permission::PagesManage,
};
use serde_json::{Value, json};

/// A body of JSON.
fn body(json: &Value) -> Fields {
    fields(&[(JSON, json.to_string())])
}

/// A page's settings, for one company or contact if one is given.
fn settings(world: &World, page: &str, whom: &str, id: &str) -> Fields {
    let ids = |kind: &str| (kind == whom).then(|| id.to_owned()).into_iter().collect();
    let form = PageForm {
        title: "Changed page".into(),
        slug: "changed-page".into(),
        audience: whom.into(),
        companies: ids("companies"),
        contacts: ids("contacts"),
        tags: ids("tags"),
        version: world.version("page"),
        ..PageForm::default()
    };
    id_and(page, as_fields("form", &form))
}

fn own(world: &World) -> String {
    world.a.pages["draft"].to_string()
}

fn of_revision(page: &str, revision: &str) -> Fields {
    fields(&[("id", page), ("revision", revision)])
}

/// A block that was added since, and so can't be brought back.
fn block_of(page: &str, revision: &str) -> Fields {
    fields(&[("id", page), ("revision", revision), ("block", "h")])
}

pub fn cases() -> Vec<Case> {
    let pages = Who::May(PagesManage);
    vec![
        Case::page("/staff/settings/portal/pages", pages).plain(),
        Case::page("/staff/settings/portal/pages/new", pages).plain(),
        Case::page("/staff/settings/portal/pages/{id}", pages)
            .of(Thing::Page)
            .of(Thing::PageIn("scheduled"))
            .of(Thing::PageIn("published"))
            .of(Thing::PageIn("archived")),
        Case::page("/staff/pages/{id}/export", pages).of(Thing::Page),
        Case::page("/staff/settings/portal/pages/{id}/edit", pages)
            .of(Thing::Page)
            .of(Thing::PageIn("scheduled"))
            .of(Thing::PageIn("published")),
        Case::changes("/staff/settings/portal/pages/import", pages)
            .plain()
            .answers(422),
        Case::page("/staff/settings/portal/pages/{id}/compare", pages).probe(
            Thing::Page,
            NotFound,
            |world, id| of_revision(id, &world.a.page_revision.to_string()),
        ),
        Case::reads("/api/staff/compare_page_revision", pages)
            .probe(Thing::Page, NotFound, |world, id| {
                of_revision(id, &world.a.page_revision.to_string())
            })
            .probe(Thing::PageRevision, NotFound, |world, id| {
                of_revision(&own(world), id)
            }),
        Case::changes("/api/staff/restore_page_block", pages)
            .probe(Thing::Page, NotFound, |world, id| {
                block_of(id, &world.a.page_revision.to_string())
            })
            .answers(409)
            .probe(Thing::PageRevision, NotFound, |world, id| {
                block_of(&own(world), id)
            })
            .answers(409),
        Case::reads("/api/staff/list_pages", pages).plain(),
        Case::reads("/api/staff/page_choices", pages).plain(),
        Case::reads("/api/staff/page_sections", pages).plain(),
        Case::reads("/api/staff/get_page", pages).of(Thing::Page),
        Case::reads("/api/staff/open_page", pages).of(Thing::Page),
        Case::reads("/api/staff/page_news", pages).probe(Thing::Page, NotFound, |_, id| {
            fields(&[("id", id), ("since", "2")])
        }),
        Case::changes("/api/staff/keep_page_changes", pages).probe(Thing::Page, NotFound, |_, id| {
            let insert = json!({ "insert": { "at": { "index": 0 }, "block": heading("n", "New") } });
            let batch = json!({ "id": "0195a000-0000-7000-8000-000000000001", "base": 2, "ops": [insert] });
            body(&json!({ "id": id, "batch": batch }))
        }),
        Case::changes("/api/staff/save_page_section", pages).with(|_, _| {
            let blocks = json!([heading("n", "New")]);
            body(&json!({ "name": "New section", "blocks": blocks }))
        }),
        Case::changes("/api/staff/create_page", pages)
            .with(|_, _| {
                let form = NewPageForm {
                    start: "blank".into(),
                    title: "New page".into(),
                    slug: String::new(),
                };
                as_fields("form", &form)
            })
            .probe(Thing::Page, NotFound, |_, id| {
                let form = NewPageForm {
                    start: format!("copy:{id}"),
                    ..NewPageForm::default()
                };
                as_fields("form", &form)
            }),
        Case::changes("/api/staff/save_page_settings", pages)
            .probe(Thing::Page, NotFound, |world, id| {
                settings(world, id, "everyone", "")
            })
            .probe(Thing::Company, Invalid, |world, id| {
                settings(world, &own(world), "companies", id)
            })
            .probe(Thing::Contact, Invalid, |world, id| {
                settings(world, &own(world), "contacts", id)
            })
            .probe(Thing::ClientTag, Invalid, |world, id| {
                settings(world, &own(world), "tags", id)
            }),
        Case::changes("/api/staff/publish_page", pages)
            .probe(Thing::Page, NotFound, |_, id| fields(&[("id", id), ("rev", "2")])),
        Case::changes("/api/staff/unpublish_page", pages).of(Thing::PageIn("published")),
        Case::changes("/api/staff/archive_page", pages).of(Thing::Page),
        Case::changes("/api/staff/restore_page", pages).of(Thing::PageIn("archived")),
        Case::changes("/api/staff/schedule_page", pages).probe(Thing::Page, NotFound, |_, id| {
            let form = ScheduleForm {
                publish_at: "2026-04-01T09:00".into(),
                unpublish_at: "2026-05-01T09:00".into(),
            };
            id_and(id, as_fields("form", &form))
        }),
        Case::changes("/api/staff/cancel_page_schedule", pages).of(Thing::PageIn("scheduled")),
        Case::changes("/api/staff/restore_page_revision", pages)
            .probe(Thing::Page, NotFound, |world, id| {
                fields(&[("id", id), ("revision", &world.a.page_revision.to_string())])
            })
            .probe(Thing::PageRevision, NotFound, |world, id| {
                fields(&[("id", &own(world)), ("revision", &id.to_owned())])
            }),
        Case::changes("/api/staff/rename_page_section", pages).probe(
            Thing::PageSection,
            NotFound,
            |_, id| fields(&[("id", id), ("name", "Another name")]),
        ),
        Case::changes("/api/staff/delete_page_section", pages).of(Thing::PageSection),
        Case::reads("/api/staff/see_page", pages)
            .probe(Thing::Page, NotFound, |_, id| body(&json!({ "id": id })))
            .probe(Thing::Contact, NotFound, |world, id| {
                body(&json!({ "id": own(world), "contact": id }))
            }),
        Case::reads("/api/staff/count_audience", pages)
            .with(|_, _| body(&json!({ "rule": "has_open_invoices" }))),
        Case::reads("/api/staff/clean_pasted_html", pages)
            .with(|_, _| body(&json!({ "html": "<b>Hello</b>" }))),
        Case::changes("/staff/pages/images", pages).plain().answers(422),
        Case::page("/staff/pages/images/{hash}", pages)
            .plain()
            .answers(404),
    ]
}
