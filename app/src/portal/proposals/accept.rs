//! Portal: accepting a proposal. What is shown here, with the server's total, is what is agreed to.

use super::{
    api::{AcceptProposal, may_answer_proposals, proposal},
    document::{Query, notice},
    sheet,
};
use crate::{
    error::AppError,
    platform,
    portal::{
        frame::portal_page,
        reader::{Reader, address},
        signing::signature_labels,
    },
    ui::{
        Button, CheckField, Form, FormErrors, HiddenField, LinkButton, Notice, PageHeader, Section,
        SignatureField, TextField, Tone, Variant,
    },
};
use domain::{
    form::FormView,
    ids::ProposalId,
    proposal::{AcceptForm, Selection, Sums, view::ProposalDocument},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The summary, the consent and the name.
#[component]
pub fn AcceptProposalPage() -> impl IntoView {
    let id = platform::param::<ProposalId>("id");
    let query: Query = platform::query();
    portal_page("nav-proposals", async move {
        let id = id?;
        let reader = Reader::here()?;
        let returned = platform::returned_form::<AcceptForm>("accept").await;
        let document = proposal(id, None).await?;
        let may_answer = may_answer_proposals().await?;
        let title = reader.text_with(
            "proposal-accept-title",
            [("name", document.content.title.clone())],
        );
        let back = format!("/portal/proposals/{id}");
        let head = view! {
            <PageHeader title=title back=(back.clone(), reader.text("proposal-accept-back"))/>
        };
        if !document.display_status.is_open() || !may_answer {
            let why = notice(&reader, &document, may_answer);
            let refused = returned.as_ref().and_then(|form| form.errors.get(""));
            let refused = refused.map(|text| view! { <Notice tone=Tone::Danger alert=true>{text}</Notice> });
            return Ok(view! { <div class="page narrow">{head}{refused}{why}</div> }.into_any());
        }
        let pick = returned.as_ref().map_or(&query.pick, |form| &form.values.pick);
        let read = Selection::read(pick, &document.content).and_then(|selection| {
            let sums = selection.sums(&document.content, document.rounding)?;
            Ok((selection, sums))
        });
        let body = match read {
            Ok((selection, sums)) => form(&reader, &document, (selection, sums), returned)?,
            Err(error) => view! {
                <Notice tone=Tone::Danger alert=true title=sheet::not_taken(&reader, &error)>
                    <LinkButton href=back>{reader.text("proposal-accept-back")}</LinkButton>
                </Notice>
            }
            .into_any(),
        };
        Ok(view! { <div class="page narrow">{head}{body}</div> }.into_any())
    })
}

fn form(
    reader: &Reader,
    document: &ProposalDocument,
    (selection, sums): (Selection, Sums),
    returned: Option<FormView<AcceptForm>>,
) -> Result<AnyView, AppError> {
    let returned = returned.unwrap_or_default();
    let (values, errors) = (returned.values, returned.errors);
    let numbers = reader.locale.numbers();
    let taken = selection
        .taken(&document.content)
        .map(|(item, quantity)| {
            let amount = sums.items.get(&item.key).map(|money| reader.money(*money));
            let count = format!("{} {}", quantity.format(numbers), item.unit);
            view! { <div><dt>{item.name.clone()} " " <span class="muted">{count}</span></dt><dd>{amount}</dd></div> }
        })
        .collect_view();
    let fields = selection.fields(&document.content);
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let change = address(&format!("/portal/proposals/{}", document.id), &pairs);
    let picked = fields
        .iter()
        .map(|(name, value)| view! { <HiddenField name=format!("form[{}", name.replacen('[', "][", 1)) value=value.clone()/> })
        .collect_view();
    let labels = vec![
        ("name", reader.text("proposal-accept-name")),
        ("po_number", reader.text("proposal-accept-po")),
        ("signature", reader.text("proposal-accept-signature")),
        ("consent", reader.text("proposal-certificate")),
        ("pick", reader.text("proposal-options")),
    ];
    let consent = backend::proposal::answer::consent(&platform::client_visit()?.scope);
    let name = match values.name.is_empty() {
        true => reader.name.clone(),
        false => values.name.clone(),
    };
    let total = sheet::sums(reader, &sums);
    let title = reader.text("proposal-errors");
    let texts = |key: &str| reader.text(key);
    let (change_text, accept_text) = (texts("proposal-accept-change"), texts("proposal-accept-button"));
    let (name_label, name_hint) = (texts("proposal-accept-name"), texts("proposal-accept-name-hint"));
    let (po_label, sign_label) = (texts("proposal-accept-po"), texts("proposal-accept-signature"));
    let (id, version) = (document.id.to_string(), document.version.to_string());
    let (hash, figure) = (document.hash.clone(), sums.figure());
    let signing = signature_labels(reader);
    Ok(view! {
        <Section title=reader.text("proposal-accept-what")>
            <dl class="totals">{taken}</dl>
            {total}
            <p><a href=change>{change_text}</a></p>
        </Section>
        <Section title=reader.text("proposal-certificate")>
            <Form action=AcceptProposal::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                <HiddenField name="form[hash]" value=hash/>
                <HiddenField name="form[total]" value=figure/>
                {picked}
                <FormErrors errors=errors.clone() title=title labels=labels/>
                <TextField
                    label=name_label
                    name="form[name]"
                    value=name
                    error=errors.get("name")
                    hint=name_hint
                    autocomplete="name"
                    maxlength=120
                    required=true
                />
                <TextField
                    label=po_label
                    name="form[po_number]"
                    value=values.po_number
                    error=errors.get("po_number")
                    maxlength=60
                />
                <details class="unfold" open=errors.get("signature").is_some()>
                    <summary>{sign_label.clone()}</summary>
                    <SignatureField
                        label=sign_label
                        name="form[signature]"
                        signer_name=String::new()
                        value=values.signature
                        error=errors.get("signature")
                        labels=signing
                    />
                </details>
                <CheckField label=consent name="form[consent]" checked=values.consent error=errors.get("consent")/>
                <div class="form-actions">
                    <Button variant=Variant::Primary>{accept_text}</Button>
                </div>
            </Form>
        </Section>
    }
    .into_any())
}
