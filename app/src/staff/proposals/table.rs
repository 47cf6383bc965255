//! Proposals in a short table, on the pages of what they belong to, and what rows share.

use crate::ui::{Badge, Money as MoneyText, Table, Tone};
use domain::{
    locale::Locale,
    proposal::{DisplayStatus, Period, view::ProposalRow},
};
use leptos::prelude::*;

/// The state of a proposal in a word.
pub fn proposal_badge(status: DisplayStatus) -> AnyView {
    view! { <Badge tone=tone(status) text=status.label()/> }.into_any()
}

/// What a state means.
pub const fn tone(status: DisplayStatus) -> Tone {
    match status {
        DisplayStatus::Accepted => Tone::Success,
        DisplayStatus::Sent | DisplayStatus::Viewed => Tone::Info,
        DisplayStatus::Expired => Tone::Warning,
        DisplayStatus::Declined => Tone::Danger,
        DisplayStatus::Draft | DisplayStatus::Withdrawn | DisplayStatus::Superseded => Tone::Neutral,
    }
}

/// What is paid once, and below it what is paid again and again.
pub fn amounts(row: &ProposalRow) -> AnyView {
    let recurring = row
        .recurring
        .iter()
        .map(|(period, money)| {
            let each = match period {
                Period::Monthly => "month",
                Period::Quarterly => "quarter",
                Period::Yearly => "year",
                Period::Once => "",
            };
            view! { <span class="small muted">{format!(" + {} / {each}", money.format(Locale::En))}</span> }
        })
        .collect_view();
    view! { <MoneyText text=row.once.format(Locale::En)/>{recurring} }.into_any()
}

/// These proposals; with the company's name unless all are of one.
pub fn proposal_table(label: &'static str, rows: Vec<ProposalRow>, with_company: bool) -> AnyView {
    let company_head = with_company.then(|| view! { <th scope="col">"Company"</th> });
    let rows: Vec<AnyView> = rows.into_iter().map(|row| line(row, with_company)).collect();
    view! {
        <Table label=label>
            <thead>
                <tr>
                    <th scope="col">"Proposal"</th>
                    {company_head}
                    <th scope="col">"State"</th>
                    <th scope="col">"Valid until"</th>
                    <th scope="col" class="num">"Total"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(row: ProposalRow, with_company: bool) -> AnyView {
    let href = format!("/staff/proposals/{}", row.id);
    let until = row
        .valid_until
        .map_or_else(|| "–".to_owned(), |day| Locale::En.format_date_short(day));
    let company = with_company.then(|| view! { <td data-label="Company">{row.company_name.clone()}</td> });
    let amounts = amounts(&row);
    view! {
        <tr>
            <td class="cell-main" data-label="Proposal"><a class="row-link" href=href>{row.name()}</a></td>
            {company}
            <td class="cell-badge" data-label="State">{proposal_badge(row.display_status)}</td>
            <td data-label="Valid until">{until}</td>
            <td class="num" data-label="Total">{amounts}</td>
        </tr>
    }
    .into_any()
}
