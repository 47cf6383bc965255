//! The reference of all merge tags and filters, made from the catalogue itself.

use crate::{
    platform,
    staff::frame::staff_page,
    ui::{Badge, PageHeader, Section, Table, Tone},
};
use domain::{
    merge::{self, Root, Shape, Tag, TagType, filter},
    role::Permission,
};
use leptos::prelude::*;

/// How tags are written: an example, and what it does.
const SYNTAX: [(&str, &str); 7] = [
    (
        "{{ contact.name }}",
        "Puts the value in. Letters count: contact.Name is another name.",
    ),
    (
        "{{ contact.first_name|default(\"there\") }}",
        "Takes the place of a value that is empty.",
    ),
    ("{{ contact.first_name or \"there\" }}", "The same, shorter."),
    (
        "{% if invoice.balance_raw > 0 %}…{% else %}…{% endif %}",
        "Shows a part only where something holds. Amounts, dates and states are compared by their _raw twins.",
    ),
    (
        "{% for item in open_invoices %}{{ item.number }}: {{ item.balance }}\n{% endfor %}",
        "Goes through a list, at most 200 items of it.",
    ),
    (
        "{% set late = company.is_overdue %}",
        "Gives something a name for later.",
    ),
    ("{# a note #}", "A note that nobody reads."),
];

/// All tags, all filters, and how they are written.
#[component]
pub fn TagsPage() -> impl IntoView {
    staff_page("Merge tags", async {
        platform::permitted(Permission::SettingsManage)?;
        let back = ("/staff/settings/portal".to_owned(), "Client portal".to_owned());
        let contents = merge::roots()
            .map(|root| view! { <li><a href=format!("#{}", root.key)>{root.label}</a></li> })
            .collect_view();
        let groups = merge::roots().map(group).collect_view();
        Ok(view! {
            <div class="page">
                <PageHeader title="Merge tags" back=back
                    text="Words in double braces that become each reader's own values, in the welcome message and in mails.".to_owned()/>
                {syntax()}
                <nav class="section card" aria-label="Groups"><ul role="list" class="tag-contents">{contents}<li><a href="#filters">"Filters"</a></li></ul></nav>
                {groups}
                {filters()}
            </div>
        }
        .into_any())
    })
}

fn syntax() -> impl IntoView {
    let rows = SYNTAX
        .into_iter()
        .map(|(example, about)| {
            view! {
                <tr>
                    <th scope="row" data-label="Written"><code class="pre-line">{example}</code></th>
                    <td data-label="What it does">{about}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="How they are written" class="flush">
            <Table label="How tags are written" class="tag-table">
                <thead><tr><th scope="col">"Written"</th><th scope="col">"What it does"</th></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    }
}

fn group(root: &'static Root) -> impl IntoView {
    let (prefix, note) = match root.shape {
        Shape::One => (root.key, ""),
        Shape::Many => ("item", " A list: go through it with {% for item in … %}."),
    };
    let later = root
        .arrives_with
        .map(|part| format!(" Arrives with {part}; until then its tags are empty."));
    let text = format!("{}{note}{}", root.rule, later.unwrap_or_default());
    let rows = root.tags.iter().flat_map(|tag| lines(prefix, tag)).collect_view();
    let title = match root.shape {
        Shape::One => root.label.to_owned(),
        Shape::Many => format!("{} ({})", root.label, root.key),
    };
    view! {
        <Section title text=text class="flush" id=root.key>
            <Table label=root.label class="tag-table">
                <thead>
                    <tr>
                        <th scope="col">"Tag"</th>
                        <th scope="col">"What it is"</th>
                        <th scope="col">"Type"</th>
                        <th scope="col">"Example"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    }
}

/// A tag's row, and those of its items.
fn lines(prefix: &str, tag: &'static Tag) -> Vec<AnyView> {
    let path = format!("{prefix}.{}", tag.name);
    let mut rows = vec![line(&path, tag)];
    for item in tag.items {
        rows.push(line(&format!("{path} → item.{}", item.name), item));
    }
    rows
}

fn line(path: &str, tag: &'static Tag) -> AnyView {
    let twin =
        tag.kind.raw().filter(|_| tag.kind != TagType::List).map(
            |raw| view! { <br/><span class="muted small">{format!("{}_raw gives {raw}", tag.name)}</span> },
        );
    let optional = tag
        .optional
        .then(|| view! { " "<Badge tone=Tone::Neutral text="can be empty"/> });
    view! {
        <tr>
            <th scope="row" data-label="Tag"><code>{path.to_owned()}</code>{twin}</th>
            <td data-label="What it is">{tag.label}{optional}</td>
            <td data-label="Type">{tag.kind.label()}</td>
            <td data-label="Example">{tag.example}</td>
        </tr>
    }
    .into_any()
}

fn filters() -> impl IntoView {
    let rows = filter::all()
        .map(|filter| {
            let fits = match filter.fits {
                [] => "Everything".to_owned(),
                kinds => kinds.iter().map(|kind| kind.label()).collect::<Vec<_>>().join(", "),
            };
            view! {
                <tr>
                    <th scope="row" data-label="Written"><code>{format!("{{{{ {} }}}}", filter.usage)}</code></th>
                    <td data-label="What it does">{filter.about}</td>
                    <td data-label="Fits">{fits}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="Filters" text="Written after a tag and a bar; several stand one after the other.".to_owned() class="flush" id="filters">
            <Table label="Filters" class="tag-table">
                <thead><tr><th scope="col">"Written"</th><th scope="col">"What it does"</th><th scope="col">"Fits"</th></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    }
}
