//! The proposal itself, in the words and the order of its PDF.

use super::choice::{ChoiceSums, SumLabels, rows};
use crate::{
    portal::reader::Reader,
    ui::{Badge, DateText, Definition, DefinitionList, Table, Tone, WrittenBlocks},
};
use backend::copy;
use domain::{
    date::to_field,
    decimal::Quantity,
    invoice::{Discount, calculation::line_net, view::Party},
    locale::Locale,
    page::rich_text::RichDoc,
    proposal::{
        Content, DisplayStatus, Item, Period, Section, Selection, SelectionError, Sums, selection::groups,
        view::ProposalDocument,
    },
    signature::{Signature, svg_path},
};
use leptos::prelude::*;

/// How items are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::portal) enum Items {
    /// With boxes to tick, within a form.
    Choosing,
    /// As they are chosen.
    Chosen,
}

/// What a state means to who has to answer.
pub(super) const fn tone(status: DisplayStatus) -> Tone {
    match status {
        DisplayStatus::Accepted => Tone::Success,
        DisplayStatus::Sent | DisplayStatus::Viewed => Tone::Info,
        DisplayStatus::Expired => Tone::Warning,
        _ => Tone::Neutral,
    }
}

/// The state as a badge.
pub(in crate::portal) fn badge(reader: &Reader, status: DisplayStatus) -> AnyView {
    let text = reader.text(&format!("proposal-status-{}", status.as_str()));
    view! { <Badge tone=tone(status) text=text/> }.into_any()
}

/// From whom, what, and how far it has come; then to whom, and the dates.
pub(in crate::portal) fn head(reader: &Reader, document: &ProposalDocument) -> AnyView {
    let logo = reader
        .frame
        .logo_url
        .clone()
        .map(|src| view! { <img src=src alt=""/> });
    let seller = &document.seller;
    let number = match &document.number {
        Some(number) => format!("{} {number}", reader.text("proposal-word")),
        None => reader.text("proposal-status-draft"),
    };
    let version = reader.text_with("proposal-version", [("version", document.version.to_string())]);
    let attention = document.buyer.attention.clone();
    let attention =
        (!attention.is_empty()).then(|| reader.text_with("invoice-attention", [("name", attention)]));
    let day = |key: &str, day: Option<chrono::NaiveDate>| {
        day.map(|day| {
            let (stamp, text) = (to_field(day), reader.date(day));
            view! { <Definition label=reader.text(key)><DateText datetime=stamp.clone() text=text.clone()/></Definition> }
        })
    };
    let sent = day("proposal-sent-on", document.sent_on);
    let valid = day("proposal-valid-until", document.valid_until);
    let (owner, address) = document.owner.clone();
    let owner = (!owner.is_empty()).then(|| {
        view! { <Definition label=reader.text("proposal-contact")>{owner.clone()} " " <span class="muted">{address.clone()}</span></Definition> }
    });
    view! {
        <header class="sheet-head">
            <div class="sheet-from">
                {logo}
                <strong>{seller.name.clone()}</strong>
                {lines(seller)}
            </div>
            <div class="sheet-title">
                <p class="eyebrow">{number}" · "{version}</p>
                <h1 class="p-title">{document.content.title.clone()}</h1>
                {badge(reader, document.display_status)}
            </div>
        </header>
        <div class="sheet-parties">
            <div>
                <p class="eyebrow">{reader.text("proposal-for")}</p>
                <p class="strong">{document.buyer.name.clone()}</p>
                {attention.map(|text| view! { <p>{text}</p> })}
                {lines(&document.buyer)}
            </div>
            <DefinitionList class="compact">{sent}{valid}{owner}</DefinitionList>
        </div>
    }
    .into_any()
}

fn lines(party: &Party) -> impl IntoView + use<> {
    let lines = party.address.join("\n");
    (!lines.is_empty()).then(|| view! { <p class="pre-line">{lines}</p> })
}

/// Every section, in order.
pub(in crate::portal) fn sections(
    reader: &Reader,
    document: &ProposalDocument,
    selection: &Selection,
    how: Items,
) -> AnyView {
    document
        .content
        .sections
        .iter()
        .map(|each| section(reader, document, each, selection, how))
        .collect_view()
        .into_any()
}

fn section(
    reader: &Reader,
    document: &ProposalDocument,
    section: &Section,
    selection: &Selection,
    how: Items,
) -> AnyView {
    let heading = section.heading.clone();
    let class = format!("proposal-section is-{}", section.kind.as_str().replace('_', "-"));
    let body = written(&section.body);
    let items = (!section.items.is_empty()).then(|| items(reader, document, section, selection, how));
    let steps = (!section.steps.is_empty()).then(|| steps(reader, section));
    view! {
        <section class=class id=section.key.clone()>
            {(!heading.is_empty()).then(|| view! { <h2>{heading}</h2> })}
            {body}
            {items}
            {steps}
        </section>
    }
    .into_any()
}

/// A formatted text.
pub(crate) fn written(doc: &RichDoc) -> Option<AnyView> {
    // What is not frozen yet shows its merge tags by name.
    let mode = match doc.plain().contains("{{") {
        true => page_html::Mode::Edit,
        false => page_html::Mode::View,
    };
    let html = page_html::rich_text(doc, mode);
    (!html.is_empty()).then(|| view! { <WrittenBlocks html=html/> }.into_any())
}

fn steps(reader: &Reader, section: &Section) -> AnyView {
    let (when, what) = (reader.text("proposal-when"), reader.text("proposal-what"));
    let label = if section.heading.is_empty() {
        what.clone()
    } else {
        section.heading.clone()
    };
    let rows = section
        .steps
        .iter()
        .map(|step| {
            view! {
                <tr>
                    <td class="cell-main" data-label=when.clone()>{step.when.clone()}</td>
                    <td class="pre-line" data-label=what.clone()>{step.what.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table label=label>
            <thead><tr><th scope="col">{when.clone()}</th><th scope="col">{what.clone()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn items(
    reader: &Reader,
    document: &ProposalDocument,
    section: &Section,
    selection: &Selection,
    how: Items,
) -> AnyView {
    let labels = [
        "proposal-item",
        "proposal-quantity",
        "proposal-unit-price",
        "proposal-amount",
    ]
    .map(|key| reader.text(key));
    let of = groups(section);
    let group_of = |item: &Item| {
        of.iter()
            .find(|group| group.items.iter().any(|each| each.key == item.key))
            .map(|group| group.key.to_owned())
            .unwrap_or_default()
    };
    let rows = section
        .items
        .iter()
        .map(|each| item(reader, document, (each, group_of(each)), selection, how, &labels))
        .collect_view();
    let label = match section.heading.as_str() {
        "" => labels[0].clone(),
        heading => heading.to_owned(),
    };
    let inclusive = document
        .content
        .prices_include_tax
        .then(|| view! { <p class="small muted">{reader.text("proposal-tax-included")}</p> });
    let [name, quantity, price, amount] = labels;
    view! {
        <Table label=label class="lines proposal-items">
            <thead>
                <tr>
                    <th scope="col">{name}</th>
                    <th scope="col" class="num">{quantity}</th>
                    <th scope="col" class="num">{price}</th>
                    <th scope="col" class="num">{amount}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
        {inclusive}
    }
    .into_any()
}

fn item(
    reader: &Reader,
    document: &ProposalDocument,
    (item, group): (&Item, String),
    selection: &Selection,
    how: Items,
    labels: &[String; 4],
) -> AnyView {
    let numbers = reader.locale.numbers();
    let taken = selection.takes(item);
    let quantity = selection.quantity(item);
    let amount = line_net(&item.line(quantity), document.content.currency).ok();
    let amount = amount.map(|money| reader.money(money)).unwrap_or_default();
    let price = unit_price(item, document, reader.locale);
    let discount = match item.discount {
        Discount::Percent(percent) => {
            let text = format!("{}\u{A0}%", percent.format(numbers));
            Some(reader.text_with("document-line-discount", [("discount", text)]))
        }
        _ => None,
    };
    let period = (item.period != Period::Once)
        .then(|| reader.text(&format!("proposal-period-{}", item.period.as_str())));
    let description = item.description.clone();
    let details = view! {
        {(!description.is_empty()).then(|| view! { <p class="line-more pre-line">{description}</p> })}
        {discount.map(|text| view! { <p class="line-more">{text}</p> })}
    };
    let name = item.name.clone();
    let choosing = how == Items::Choosing;
    let chosen = match (choosing, item.kind) {
        (true, kind) if kind.is_optional() => view! {
            <label class="proposal-pick">
                <input type="checkbox" name=format!("pick[item][{}]", item.key) value="1" checked=taken/>
                <span>{name}</span>
            </label>
            <p class="line-more muted">{reader.text("proposal-optional")}</p>
        }
        .into_any(),
        (true, kind) if kind.is_choice() => view! {
            <label class="proposal-pick">
                <input type="radio" name=format!("pick[group][{group}]") value=item.key.clone() checked=taken/>
                <span>{name}</span>
            </label>
            <p class="line-more muted">
                {match item.group.as_str() { "" => reader.text("proposal-choose-one"), group => group.to_owned() }}
            </p>
        }
        .into_any(),
        _ => view! { <p class=(!taken).then_some("is-left-out")>{name}</p> }.into_any(),
    };
    let counted = match (choosing, item.range) {
        (true, Some(range)) => {
            let text = |quantity: Quantity| quantity.to_string();
            let hint = reader.text_with(
                "proposal-quantity-range",
                [
                    ("min", range.min.format(numbers)),
                    ("max", range.max.format(numbers)),
                ],
            );
            view! {
                <input
                    class="input short"
                    type="number"
                    name=format!("pick[quantity][{}]", item.key)
                    value=text(quantity)
                    min=text(range.min)
                    max=text(range.max)
                    step=text(range.step)
                    aria-label=reader.text_with("proposal-quantity-of", [("name", item.name.clone())])
                />
                <span class="small muted">" " {item.unit.clone()} " " {hint}</span>
            }
            .into_any()
        }
        _ => format!("{}\u{A0}{}", quantity.format(numbers), item.unit.trim())
            .trim()
            .to_owned()
            .into_any(),
    };
    let [_, quantity_label, price_label, amount_label] = labels.clone();
    view! {
        <tr class=(!choosing && !taken).then_some("is-muted")>
            <td class="cell-main"><div>{chosen}{details}</div></td>
            <td class="num" data-label=quantity_label>{counted}</td>
            <td class="num" data-label=price_label>{price}</td>
            <td class="num" data-label=amount_label>
                <span data-amount=item.key.clone()>{amount}</span>
                {period.map(|text| view! { <span class="line-more muted">{text}</span> })}
            </td>
        </tr>
    }
    .into_any()
}

/// The price of one with at least the currency's decimals.
fn unit_price(item: &Item, document: &ProposalDocument, locale: Locale) -> String {
    domain::invoice::view::DocumentLine {
        description: String::new(),
        quantity: item.quantity,
        unit: String::new(),
        unit_price: item.unit_price,
        discount: item.discount,
        tax: item.tax.clone(),
        net: domain::money::Money::zero(document.content.currency),
    }
    .unit_price_text(locale)
}

/// What the sums are called.
pub(in crate::portal) fn sum_labels(reader: &Reader) -> SumLabels {
    sum_labels_in(reader.locale)
}

/// The same in a language.
pub(crate) fn sum_labels_in(locale: Locale) -> SumLabels {
    let period = |period: Period| {
        let key = format!("proposal-sum-{}", period.as_str());
        (period, copy::text(locale, &key))
    };
    SumLabels {
        periods: Period::ALL.map(period).to_vec(),
        net: copy::text(locale, "document-net"),
        saved: copy::text_with(locale, "proposal-saved", &[("amount", "%".to_owned())]),
        odd: copy::text(locale, "proposal-pick-unknown"),
    }
}

/// What a choice comes to, as it is.
pub(in crate::portal) fn sums(reader: &Reader, sums: &Sums) -> AnyView {
    rows(sums, &sum_labels(reader), reader.locale)
}

/// What a choice comes to, while it is made.
pub(in crate::portal) fn live_sums(
    reader: &Reader,
    document: &ProposalDocument,
    selection: &Selection,
) -> AnyView {
    let bare = |section: &Section| Section {
        heading: String::new(),
        body: RichDoc::default(),
        steps: Vec::new(),
        items: section
            .items
            .iter()
            .map(|item| Item {
                description: String::new(),
                ..item.clone()
            })
            .collect(),
        ..section.clone()
    };
    let content = Content {
        sections: document.content.sections.iter().map(bare).collect(),
        ..document.content.clone()
    };
    view! {
        <ChoiceSums
            content=content
            rounding=document.rounding
            selection=selection.clone()
            labels=sum_labels(reader)
            locale=reader.locale
        />
    }
    .into_any()
}

/// What was answered, and by whom.
pub(in crate::portal) fn answer(reader: &Reader, document: &ProposalDocument) -> Option<AnyView> {
    let answer = document
        .answer
        .as_ref()
        .filter(|answer| answer.declined.is_none())?;
    let po = answer.po_number.clone();
    let po = (!po.is_empty())
        .then(|| view! { <Definition label=reader.text("proposal-order-number")>{po.clone()}</Definition> });
    let at = format!("{} ({})", reader.when(answer.at), reader.zone);
    let facts = [
        ("proposal-certificate-name", answer.name.clone()),
        ("proposal-certificate-email", answer.email.clone()),
        ("proposal-certificate-at", at),
        ("proposal-hash", answer.hash.clone()),
    ]
    .map(|(key, text)| view! { <Definition label=reader.text(key)><span class="break">{text}</span></Definition> })
    .into_iter()
    .collect_view();
    let signature = answer.signature.as_ref().map(signature);
    let signature = signature.map(|shown| view! { <figure class="proposal-signature">{shown}<figcaption class="small muted">{reader.text("proposal-signature")}</figcaption></figure> });
    Some(
        view! {
            <section class="proposal-section proposal-answer" id="acceptance">
                <h2>{reader.text("proposal-certificate")}</h2>
                <p class="small muted">{reader.text("proposal-certificate-text")}</p>
                <DefinitionList>{facts}{po}</DefinitionList>
                {signature}
                <p class="small muted">{answer.consent.clone()}</p>
            </section>
        }
        .into_any(),
    )
}

fn signature(signature: &Signature) -> AnyView {
    match signature {
        Signature::Typed { name, face } => {
            let class = format!("signature-hand face-{}", face.key());
            view! { <p class=class>{name.clone()}</p> }.into_any()
        }
        Signature::Drawn { strokes } => {
            let path = svg_path(strokes);
            view! {
                <svg viewBox="0 0 300 100" width="300" height="100" role="img" aria-hidden="true">
                    <path d=path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>
                </svg>
            }
            .into_any()
        }
        Signature::Uploaded { image } => {
            let src = format!("data:image/png;base64,{image}");
            view! { <img src=src alt="" width="300"/> }.into_any()
        }
    }
}

/// Why a choice was not taken, in the reader's words.
pub(super) fn not_taken(reader: &Reader, error: &SelectionError) -> String {
    reader.text(error.key())
}
