//! Templates and saved sections.

use super::api::{DeleteProposalPreset, proposal_presets};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{Button, EmptyState, Form, HiddenField, IconName, LinkButton, PageHeader, Section, Table, Variant},
};
use domain::{proposal::view::PresetRow, role::Permission};
use leptos::{prelude::*, server_fn::ServerFn};

/// Every template and saved section.
#[component]
pub fn ProposalPresetsPage() -> impl IntoView {
    staff_page("Proposal templates", async move {
        platform::permitted(Permission::ProposalsRead)?;
        let write = platform::staff_visit()?
            .frame
            .role
            .may(Permission::ProposalsWrite);
        let zone = platform::staff_zone();
        let (sections, templates): (Vec<_>, Vec<_>) =
            proposal_presets().await?.into_iter().partition(|row| row.section);
        let templates = table("Templates", templates, write, &zone);
        let sections = table("Saved sections", sections, write, &zone);
        Ok(view! {
            <div class="page">
                <PageHeader
                    title="Proposal templates"
                    back=("/staff/proposals".to_owned(), "Proposals".to_owned())
                    text="Save a proposal as a template, or one of its sections, on the proposal's page.".to_owned()
                />
                <Section title="Templates">{templates}</Section>
                <Section title="Saved sections">{sections}</Section>
            </div>
        }
        .into_any())
    })
}

fn table(label: &'static str, rows: Vec<PresetRow>, write: bool, zone: &str) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState icon=IconName::Copy title="None yet" text="What you save for reuse is listed here."/> }
            .into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let using = (write && !row.section).then(|| {
                let href = format!("/staff/proposals/new?template={}", row.id);
                view! { <LinkButton href=href class="small" icon=IconName::Plus>"New proposal"</LinkButton> }
            });
            let name = format!("Delete {}", row.name);
            let delete = write.then(|| {
                view! {
                    <Form action=DeleteProposalPreset::url() class="inline-form" label=name>
                        <HiddenField name="id" value=row.id.to_string()/>
                        <Button variant=Variant::Quiet class="small" icon=IconName::Delete>"Delete"</Button>
                    </Form>
                }
            });
            view! {
                <tr>
                    <td class="cell-main" data-label="Name">{row.name}</td>
                    <td data-label="Changed">{platform::when(row.updated_at, zone)}</td>
                    <td data-label="Actions"><div class="cluster">{using}{delete}</div></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table label=label>
            <thead><tr><th scope="col">"Name"</th><th scope="col">"Changed"</th><th scope="col">"Actions"</th></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
