//! The page of the ways in.

use super::api::{ACCESS_PAGE, RevokeAllAccess, SaveAccessSettings, access_settings};
use crate::{
    platform,
    staff::settings::portal::frame::{portal_settings_page, switched},
    ui::{
        Button, CheckField, Confirm, ConflictNotice, Form, FormErrors, HiddenField, IconName, NumberField,
        Section, Variant,
    },
};
use domain::{
    access::MAX_LINK_DAYS,
    form::{FieldErrors, FormView},
    settings::{AccessForm, Area},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// How clients get in.
#[component]
pub fn AccessSettingsPage() -> impl IntoView {
    portal_settings_page(Some(Area::Access), async {
        let stored = access_settings().await?;
        let form = platform::returned_form::<AccessForm>("access")
            .await
            .unwrap_or_else(|| FormView::fresh(stored));
        Ok(view! {
            <div class="columns">
                {settings_form(form)}
                <aside class="stack">{revoke_all()}</aside>
            </div>
        }
        .into_any())
    })
}

fn settings_form(form: FormView<AccessForm>) -> impl IntoView {
    let (values, stored) = (form.values, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=ACCESS_PAGE/> });
    let labels = vec![("link_days", "Links are valid for".to_owned())];
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors=form.errors.clone() labels/>
            <Form action=SaveAccessSettings::url() label="Access">
                <HiddenField name="form[version]" value=version.to_string()/>
                {links(&values, stored.as_ref(), &form.errors)}
                {devices(&values, stored.as_ref())}
                <div class="form-actions"><Button variant=Variant::Primary>"Save"</Button></div>
            </Form>
        </div>
    }
}

fn links(values: &AccessForm, stored: Option<&AccessForm>, errors: &FieldErrors) -> impl IntoView + use<> {
    let (days, single_use) = (values.link_days.clone(), values.single_use);
    let stored_days = stored.map(|stored| stored.link_days.clone());
    let stored_single_use = switched(single_use, stored.map(|stored| stored.single_use));
    let error = errors.get("link_days");
    view! {
        <Section title="Links">
            <div class="stack loose">
                <div class="form-grid">
                    <NumberField label="Links are valid for" name="form[link_days]" value=days error stored=stored_days required=true
                        suffix="days"
                        hint=format!("1 to {MAX_LINK_DAYS}. Counts for new links; those already sent keep their time.")/>
                </div>
                <CheckField switch=true label="A link opens one session only" name="form[single_use]" checked=single_use stored=stored_single_use
                    hint="Somebody who comes back later, or on another device, asks for a new link on the page that says so. Counts for new links."/>
            </div>
        </Section>
    }
}

fn devices(values: &AccessForm, stored: Option<&AccessForm>) -> impl IntoView + use<> {
    let asks = values.new_device_code;
    let stored = switched(asks, stored.map(|stored| stored.new_device_code));
    view! {
        <Section title="New devices">
            <CheckField switch=true label="Ask for a code on a new device" name="form[new_device_code]" checked=asks stored
                hint="Whoever opens a link on a device not seen before also enters six digits, which are mailed to the contact. A link that was passed on then opens nothing."/>
        </Section>
    }
}

fn revoke_all() -> impl IntoView {
    view! {
        <Section title="Revoke everything" text="When a mailbox or a laptop was lost and you don't know whose links were in it.".to_owned()>
            <Confirm summary="Revoke all links" title="Revoke all links and sign out all clients?" variant=Variant::Danger icon=IconName::Unlink>
                <p>"No link works any more, and every client is signed out at once. Nobody can ask for a new link: each client needs a new invitation from you. This can't be taken back."</p>
                <Form action=RevokeAllAccess::url() class="inline-form">
                    <Button variant=Variant::Danger icon=IconName::Unlink>"Revoke all links"</Button>
                </Form>
            </Confirm>
        </Section>
    }
}
