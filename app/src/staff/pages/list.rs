//! The list of the portal's own pages, and of the sections kept for reuse.

use super::api::{
    DeletePageSection, NEW_PAGE, PAGES_PAGE, RenamePageSection, list_pages, page_of, page_sections,
};
use crate::{
    platform,
    staff::{
        address::{address, shown},
        settings::portal::frame::{Tab, tab_page},
    },
    ui::{
        Badge, Button, Confirm, DateText, EmptyState, FilterChips, Form, FormErrors, HiddenField, IconName,
        LinkButton, NavLink, Pagination, SearchBar, Section, SortHeader, Table, TextField, Tone, Variant,
    },
};
use domain::{
    form::FieldErrors,
    list::Page,
    pages::{PageFilter, PageRow, PageState, SectionRow, address as in_portal},
};
use leptos::{prelude::*, server_fn::ServerFn};
use uuid::Uuid;

/// The portal's own pages, to search, filter and sort.
#[component]
pub fn PagesPage() -> impl IntoView {
    let filter: PageFilter = platform::query();
    tab_page(Tab::Pages, async move {
        let page = list_pages(filter.clone()).await?;
        let sections = page_sections().await?;
        let refused = platform::returned_form::<(Uuid, String)>("page_section").await;
        let (typed, errors) = refused.map_or_else(
            || (None, FieldErrors::default()),
            |form| (Some(form.values), form.errors),
        );
        let zone = platform::staff_zone();
        let body = if page.total == 0 {
            nothing(&filter)
        } else {
            table(page, &filter, &zone)
        };
        let add = view! { <LinkButton href=NEW_PAGE variant=Variant::Primary icon=IconName::Plus>"New page"</LinkButton> }
            .into_any();
        let sections = (!sections.is_empty()).then(|| section_list(sections, typed, &errors, &zone));
        Ok(view! {
            <div class="stack">
                <FormErrors errors title="That did not work"/>
                <Section title="Pages" class="flush" actions=add
                    text="Pages of your own, with texts, images and what your clients have with you. A page is seen once it is published.".to_owned()>
                    {toolbar(&filter)}
                    {body}
                </Section>
                {sections}
            </div>
        }
        .into_any())
    })
}

fn toolbar(filter: &PageFilter) -> impl IntoView + use<> {
    let chip = |label: &str, key: &str| {
        let parameters = [
            ("search", filter.search.as_str()),
            ("state", key),
            ("sort", &filter.sort),
        ];
        let current = filter.state().map_or("", PageState::key) == key;
        NavLink::new(label, address(PAGES_PAGE, &parameters)).current(current)
    };
    let mut chips = vec![chip("All", "")];
    chips.extend(PageState::ALL.map(|state| chip(state.label(), state.key())));
    let (search, sort) = (filter.search.clone(), filter.sort.clone());
    let state = filter.state().map_or("", PageState::key);
    view! {
        <div class="toolbar">
            <FilterChips label="Pages by state" chips/>
            <SearchBar action=PAGES_PAGE label="Search pages" name="search" value=search>
                <HiddenField name="state" value=state/>
                <HiddenField name="sort" value=sort/>
            </SearchBar>
        </div>
    }
}

fn nothing(filter: &PageFilter) -> AnyView {
    if !filter.search.is_empty() || filter.state().is_some() {
        return view! {
            <EmptyState icon=IconName::Search title="No page matches" text="Try fewer words, or look among all pages.">
                <LinkButton href=PAGES_PAGE>"Show all pages"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState
            icon=IconName::Document
            title="No pages yet"
            text="Welcome your clients, answer their questions, or show them where they stand: start from one of twelve templates, and make it yours."
        >
            <LinkButton href=NEW_PAGE variant=Variant::Primary icon=IconName::Plus>"Make the first page"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn table(page: Page<PageRow>, filter: &PageFilter, zone: &str) -> AnyView {
    let (number, count, summary) = (page.page, page.page_count(), shown(&page));
    let narrowed = [
        ("search", filter.search.as_str()),
        ("state", filter.state.as_str()),
    ];
    let base = address(PAGES_PAGE, &narrowed);
    let sorted = address(PAGES_PAGE, &[narrowed[0], narrowed[1], ("sort", &filter.sort)]);
    let current = if filter.sort.is_empty() {
        "-changed".to_owned()
    } else {
        filter.sort.clone()
    };
    let head = |label: &'static str, key: &'static str| {
        view! { <SortHeader label=label key=key current=current.clone() base=base.clone()/> }.into_any()
    };
    let heads = [
        head("Page", "title"),
        head("State", "state"),
        view! { <th scope="col">"In the menu"</th> }.into_any(),
        head("Last change", "changed"),
    ];
    let rows = page.rows.into_iter().map(|row| line(row, zone)).collect_view();
    view! {
        <Table label="Pages">
            <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Pagination page=number page_count=count base=sorted summary=summary/>
    }
    .into_any()
}

/// How a state looks.
pub(super) fn tone(state: PageState) -> Tone {
    match state {
        PageState::Draft | PageState::Archived => Tone::Neutral,
        PageState::Scheduled => Tone::Info,
        PageState::Published => Tone::Success,
        PageState::Unpublished => Tone::Warning,
    }
}

fn line(row: PageRow, zone: &str) -> AnyView {
    let menu = match (row.menu.as_slice(), row.state) {
        ([], PageState::Archived) => view! { <span class="muted">"–"</span> }.into_any(),
        ([], _) => view! { <span class="muted">"In no menu"</span> }.into_any(),
        (items, _) => items.join(", ").into_any(),
    };
    let audience =
        (row.audience != "everyone").then(|| view! { <p class="small muted">"For "{row.audience}</p> });
    let opaque = (row.opaque > 0).then(|| {
        let blocks = if row.opaque == 1 {
            "1 block is from a newer version and is not shown.".to_owned()
        } else {
            format!(
                "{} blocks are from a newer version and are not shown.",
                row.opaque
            )
        };
        view! { <p class="small text-warning">{blocks}</p> }
    });
    let changed = row
        .changed
        .then(|| view! { " "<Badge tone=Tone::Info text="changes not published"/> });
    let due = row.publish_at.map(|at| {
        let when = platform::when(at, zone);
        view! { <p class="small muted">{when}</p> }
    });
    let updated = platform::when(row.updated_at, zone);
    view! {
        <tr class=(row.state == PageState::Archived).then_some("is-muted")>
            <td class="cell-main" data-label="Page">
                <a class="row-link" href=page_of(row.id)>{row.title}</a>
                <p class="small muted">{in_portal(&row.slug)}</p>
                {audience}
                {opaque}
            </td>
            <td data-label="State"><Badge tone=tone(row.state) text=row.state.label()/>{changed}{due}</td>
            <td data-label="In the menu">{menu}</td>
            <td data-label="Last change">
                <DateText datetime=platform::stamp(row.updated_at) text=updated/>
                <p class="small muted">{row.updated_by}</p>
            </td>
        </tr>
    }
    .into_any()
}

fn section_list(
    sections: Vec<SectionRow>,
    typed: Option<(Uuid, String)>,
    errors: &FieldErrors,
    zone: &str,
) -> impl IntoView + use<> {
    let rows = sections
        .into_iter()
        .map(|section| {
            let mine = typed.as_ref().filter(|(id, _)| *id == section.id);
            let name = mine.map_or_else(|| section.name.clone(), |(_, name)| name.clone());
            let error = mine.and_then(|_| errors.get("name"));
            let blocks = if section.blocks == 1 {
                "1 block".to_owned()
            } else {
                format!("{} blocks", section.blocks)
            };
            let id = section.id.to_string();
            let when = platform::when(section.at, zone);
            let (field, other) = (format!("f-name-{id}"), id.clone());
            let title = format!("Delete “{}”?", section.name);
            view! {
                <li class="revision">
                    <div class="revision-head">
                        <p>
                            <strong>{section.name}</strong>" "
                            <span class="muted">{blocks}" · "{section.by}" · "{when}</span>
                        </p>
                        <Confirm summary="Rename" title="A new name" variant=Variant::Quiet class="small" icon=IconName::Edit open=error.is_some()>
                            <Form action=RenamePageSection::url() label="New name">
                                <HiddenField name="id" value=id/>
                                <TextField label="Name" name="name" value=name error=error required=true maxlength=80 id=field/>
                                <Button variant=Variant::Primary>"Rename"</Button>
                            </Form>
                        </Confirm>
                        <Confirm summary="Delete" title class="small" variant=Variant::Quiet icon=IconName::Delete>
                            <p>"Pages that it was put on keep their blocks."</p>
                            <Form action=DeletePageSection::url() class="inline-form">
                                <HiddenField name="id" value=other/>
                                <Button variant=Variant::Danger>"Delete section"</Button>
                            </Form>
                        </Confirm>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title="Reusable sections" id="sections"
            text="Blocks kept under a name. The builder puts a copy of them on any page.".to_owned()>
            <ul role="list" class="revisions">{rows}</ul>
        </Section>
    }
}
