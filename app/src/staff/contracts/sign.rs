//! Signing for the provider.

use super::api::{CountersignContract, get_contract};
use crate::{
    error::AppError,
    platform,
    portal::{
        contracts::paper::{Tongue, article},
        signing::staff_labels,
    },
    staff::frame::staff_page,
    ui::{
        Button, Card, CheckField, Form, FormErrors, HiddenField, Notice, PageHeader, SignatureField, Tone,
        Variant,
    },
};
use backend::copy;
use domain::{
    contract::{CONSENT_VERSION, SignForm},
    ids::ContractId,
    locale::Locale,
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The document, and below it the signature.
#[component]
pub fn CountersignPage() -> impl IntoView {
    let id = platform::param::<ContractId>("id");
    staff_page("Countersign", async move {
        platform::permitted(Permission::ContractsWrite)?;
        let id = id?;
        let visit = platform::staff_visit()?;
        let returned = platform::returned_form::<SignForm>("contract_countersign").await;
        let contract = get_contract(id).await?;
        if !contract.your_turn && returned.is_none() {
            return Err(AppError::NotFound);
        }
        let form = returned.unwrap_or_default();
        let (values, errors) = (form.values, form.errors);
        let tongue = Tongue {
            locale: Locale::En,
            zone: platform::staff_zone(),
        };
        let paper = article(&tongue, &contract.paper, &[]);
        let back = (format!("/staff/contracts/{id}"), "Contract".to_owned());
        let turn = (!contract.your_turn).then(|| {
            view! { <Notice tone=Tone::Warning>"This contract does not wait for your signature any more."</Notice> }
        });
        Ok(view! {
            <div class="page">
                <PageHeader title="Countersign" back=back text=contract.company_name.clone()/>
                {turn}
                {paper}
                <Card>
                    <Form action=CountersignContract::url() idempotency=uuid::Uuid::new_v4().to_string()>
                        <HiddenField name="id" value=id.to_string()/>
                        <HiddenField name="form[hash]" value=contract.paper.hash.clone()/>
                        <HiddenField name="form[consent_version]" value=CONSENT_VERSION.to_string()/>
                        <FormErrors errors=errors.clone()/>
                        <SignatureField
                            label="Your signature"
                            name="form[signature]"
                            signer_name=visit.scope.name().to_owned()
                            value=values.signature
                            error=errors.get("signature")
                            required=true
                            labels=staff_labels()
                        />
                        <CheckField
                            label=copy::text(Locale::En, &format!("contract-consent-{CONSENT_VERSION}"))
                            name="form[consent]"
                            checked=values.consent
                            error=errors.get("consent")
                        />
                        <div class="form-actions"><Button variant=Variant::Primary>"Sign the contract"</Button></div>
                    </Form>
                </Card>
            </div>
        }
        .into_any())
    })
}
