//! Portal: one contract, to read whole and sign.

use super::{
    api::contract,
    paper::{self, Tongue},
    signing,
};
use crate::{
    platform,
    portal::{frame::portal_page_called, reader::Reader},
    ui::{Icon, IconName, LinkButton, Notice, PrintButton, Tone, Variant},
};
use domain::{
    contract::{ContractStatus, RecipientRole, view::ContractForClient},
    ids::ContractId,
};
use leptos::prelude::*;

/// One contract. One that is somebody else's, a draft's, or not yet the reader's turn, leads to one and the same "not found".
#[component]
pub fn ClientContractPage() -> impl IntoView {
    let id = platform::param::<ContractId>("id");
    portal_page_called(async move {
        let id = id?;
        let reader = Reader::here()?;
        let returned = signing::Returned::here().await;
        let shown = contract(id).await?;
        let tongue = Tongue {
            locale: reader.locale,
            zone: reader.zone.clone(),
        };
        let title = shown.paper.title.clone();
        let asked = shown.mine.as_ref().is_some_and(|mine| mine.asked);
        let jump = reader.text("contract-jump");
        let bar = asked.then(move || {
            view! {
                <div class="sign-bar no-print">
                    <LinkButton href="#sign" class="large wide" icon=IconName::Edit>{jump}</LinkButton>
                </div>
            }
        });
        let back = reader.text("contract-back");
        let print = reader.text("contract-print");
        let (files, says) = (download(&reader, &shown), notice(&reader, &shown));
        let refused = signing::refused(&returned);
        let section = signing::section(&reader, &shown, returned);
        let body = view! {
            <div class="page contract-page">
                <header class="page-header no-print">
                    <div class="page-header-row">
                        <a class="back" href="/portal/contracts">
                            <Icon name=IconName::ArrowLeft/>
                            <span>{back}</span>
                        </a>
                        <div class="actions">
                            <PrintButton label=print/>
                            {files}
                        </div>
                    </div>
                </header>
                <div class="no-print">{says}</div>
                {refused}
                {paper::article(&tongue, &shown.paper, &shown.participants)}
                {section}
                {bar}
            </div>
        };
        Ok((title, body.into_any()))
    })
}

fn download(reader: &Reader, shown: &ContractForClient) -> Option<AnyView> {
    if !shown.sealed && !shown.has_file {
        return None;
    }
    let (key, variant) = match shown.sealed {
        true => ("contract-download-sealed", Variant::Primary),
        false => ("contract-download", Variant::Secondary),
    };
    let file = format!("/portal/contracts/{}/pdf", shown.paper.id);
    let text = reader.text(key);
    Some(
        view! { <LinkButton href=file icon=IconName::Download variant=variant download=true>{text}</LinkButton> }
            .into_any(),
    )
}

/// Where the contract stands, for this reader.
fn notice(reader: &Reader, shown: &ContractForClient) -> AnyView {
    let because = (!shown.reason.is_empty())
        .then(|| reader.text_with("contract-declined-because", [("reason", shown.reason.clone())]));
    let until = shown
        .expires_at
        .map(|at| reader.text_with("contract-until", [("when", reader.when(at))]));
    let mine = shown.mine.as_ref();
    let (tone, title, text) = match shown.status {
        ContractStatus::Completed => (
            Tone::Success,
            reader.text("contract-is-completed"),
            Some(reader.text(match shown.sealed {
                true => "contract-is-completed-text",
                false => "contract-is-sealing",
            })),
        ),
        ContractStatus::Declined => (Tone::Danger, reader.text("contract-is-declined"), because),
        ContractStatus::Expired => (Tone::Warning, reader.business("contract-is-expired"), None),
        ContractStatus::Void => (Tone::Neutral, reader.business("contract-is-void"), because),
        _ => match mine {
            Some(mine) if mine.asked => {
                let key = match mine.role {
                    RecipientRole::Approver => "contract-waiting-approve",
                    _ => "contract-waiting",
                };
                (Tone::Info, reader.text(key), until)
            }
            Some(mine) if mine.role == RecipientRole::Approver => {
                (Tone::Success, reader.text("contract-done-approved"), None)
            }
            Some(mine) if mine.role == RecipientRole::Signer => {
                (Tone::Success, reader.text("contract-done-mine"), None)
            }
            _ => (Tone::Info, reader.text("contract-read-only"), None),
        },
    };
    let text = text.map(|text| view! { <p class="pre-line">{text}</p> });
    view! { <Notice tone=tone title=title>{text}</Notice> }.into_any()
}
