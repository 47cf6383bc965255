//! Portal: declining a proposal, with a reason.

use super::{
    api::{DeclineProposal, may_answer_proposals, proposal},
    document::notice,
};
use crate::{
    platform,
    portal::{frame::portal_page, reader::Reader},
    ui::{
        Button, Form, FormErrors, HiddenField, Notice, PageHeader, RadioField, Section, TextAreaField, Tone,
        Variant,
    },
};
use domain::{
    form::FormView,
    ids::ProposalId,
    proposal::{DeclineForm, DeclineReason},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Why not.
#[component]
pub fn DeclineProposalPage() -> impl IntoView {
    let id = platform::param::<ProposalId>("id");
    portal_page("nav-proposals", async move {
        let id = id?;
        let reader = Reader::here()?;
        let returned = platform::returned_form::<DeclineForm>("decline").await;
        let document = proposal(id, None).await?;
        let may_answer = may_answer_proposals().await?;
        let title = reader.text_with(
            "proposal-decline-title",
            [("name", document.content.title.clone())],
        );
        let back = (
            format!("/portal/proposals/{id}"),
            reader.text("proposal-accept-back"),
        );
        let head = view! { <PageHeader title=title back=back/> };
        if !document.display_status.is_open() || !may_answer {
            let why = notice(&reader, &document, may_answer);
            let refused = returned.as_ref().and_then(|form| form.errors.get(""));
            let refused = refused.map(|text| view! { <Notice tone=Tone::Danger alert=true>{text}</Notice> });
            return Ok(view! { <div class="page narrow">{head}{refused}{why}</div> }.into_any());
        }
        let form: FormView<DeclineForm> = returned.unwrap_or_default();
        let (values, errors) = (form.values, form.errors);
        let reasons = DeclineReason::ALL
            .map(|reason| {
                let text = reader.text(&format!("proposal-decline-{}", reason.key()));
                (reason.key().to_owned(), text)
            })
            .to_vec();
        let labels = vec![
            ("reason", reader.text("proposal-decline-why")),
            ("text", reader.text("proposal-decline-text")),
        ];
        let (version, hash) = (document.version.to_string(), document.hash.clone());
        let title = reader.text("proposal-errors");
        Ok(view! {
            <div class="page narrow">
                {head}
                <Section title=reader.text("proposal-decline-why")>
                    <Form action=DeclineProposal::url()>
                        <HiddenField name="id" value=id.to_string()/>
                        <HiddenField name="form[version]" value=version/>
                        <HiddenField name="form[hash]" value=hash/>
                        <FormErrors errors=errors.clone() title=title labels=labels/>
                        <RadioField
                            label=reader.text("proposal-decline-why")
                            name="form[reason]"
                            options=reasons
                            value=values.reason
                            error=errors.get("reason")
                            required=true
                        />
                        <TextAreaField
                            label=reader.text("proposal-decline-text")
                            name="form[text]"
                            value=values.text
                            error=errors.get("text")
                            rows=4
                        />
                        <div class="form-actions">
                            <Button variant=Variant::Danger>{reader.text("proposal-decline-button")}</Button>
                        </div>
                    </Form>
                </Section>
            </div>
        }
        .into_any())
    })
}
