//! The page of the portal's settings: one form in sections, and the logo with a form of its own.

use super::{
    api::{PORTAL_PAGE, RemoveLogo, SavePortalSettings, portal_settings},
    islands::BrandPreview,
};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Badge, BrandMark, Button, CheckField, ColourField, Confirm, ConflictNotice, FileField, Form,
        FormErrors, HiddenField, IconName, NumberField, PageHeader, Section, TextAreaField, TextField, Tone,
        Variant,
    },
};
use domain::{
    access::MAX_LINK_DAYS,
    form::{FieldErrors, FormView},
    module::Module,
    settings::PortalForm,
};
use leptos::{prelude::*, server_fn::ServerFn};

const BRAND: &str = "form[brand_colour]";
const ACCENT: &str = "form[accent_colour]";

/// The portal's settings.
#[component]
pub fn PortalSettingsPage() -> impl IntoView {
    staff_page("Client portal", async {
        let stored = portal_settings().await?;
        let form = platform::returned_form::<PortalForm>("portal")
            .await
            .unwrap_or_else(|| FormView::fresh(stored.form.clone()));
        let logo = platform::returned_form::<()>("logo").await;
        let logo_errors = logo.map(|form| form.errors).unwrap_or_default();
        let state = if stored.form.enabled {
            view! { <Badge tone=Tone::Success text="On"/> }
        } else {
            view! { <Badge tone=Tone::Warning text="Off"/> }
        };
        Ok(view! {
            <div class="page">
                <PageHeader title="Client portal" badge=state.into_any()
                    text="What your clients see when they open their link.".to_owned()/>
                <div class="columns">
                    {settings_form(form)}
                    <aside class="stack">{now(&stored.form, stored.logo_url, logo_errors)}</aside>
                </div>
            </div>
        }
        .into_any())
    })
}

fn settings_form(form: FormView<PortalForm>) -> impl IntoView {
    let (values, stored) = (form.values, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=PORTAL_PAGE/> });
    let labels = vec![
        ("enabled", "Portal".to_owned()),
        ("link_days", "Links are valid for".to_owned()),
    ];
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors=form.errors.clone() labels/>
            <Form action=SavePortalSettings::url() label="Portal settings">
                <HiddenField name="form[version]" value=version.to_string()/>
                {general(&values, stored.as_ref(), &form.errors)}
                {branding(&values, stored.as_ref(), &form.errors)}
                {access(&values, stored.as_ref(), &form.errors)}
                {modules(&values, stored.as_ref(), &form.errors)}
                <div class="form-actions"><Button variant=Variant::Primary>"Save settings"</Button></div>
            </Form>
        </div>
    }
}

/// What is stored of a switch, if it differs from what was chosen.
fn switched(chosen: bool, stored: Option<bool>) -> Option<String> {
    stored
        .filter(|stored| *stored != chosen)
        .map(|on| if on { "on" } else { "off" }.to_owned())
}

fn general(values: &PortalForm, stored: Option<&PortalForm>, errors: &FieldErrors) -> impl IntoView + use<> {
    let (name, enabled, welcome) = (
        values.name.clone(),
        values.enabled,
        values.welcome_message.clone(),
    );
    let stored_name = stored.map(|stored| stored.name.clone());
    let stored_welcome = stored.map(|stored| stored.welcome_message.clone());
    let stored_enabled = switched(enabled, stored.map(|stored| stored.enabled));
    let errors = errors.clone();
    view! {
        <Section title="General">
            <div class="stack loose">
                <CheckField switch=true label="Clients can open the portal" name="form[enabled]" checked=enabled stored=stored_enabled
                    hint="Switched off, every link leads to a page that says it does not work, and open sessions end. Links work again when you switch it on."/>
                <TextField label="Name" name="form[name]" value=name error=errors.get("name") stored=stored_name required=true
                    maxlength=80 hint="Shown in the portal's header, in mails and in the browser's tab."/>
                <TextAreaField label="Welcome message" name="form[welcome_message]" value=welcome
                    error=errors.get("welcome_message") stored=stored_welcome maxlength=2_000
                    hint="Greets clients at the top of their start page. Plain text."/>
            </div>
        </Section>
    }
}

fn branding(values: &PortalForm, stored: Option<&PortalForm>, errors: &FieldErrors) -> impl IntoView + use<> {
    let (brand, accent) = (values.brand_colour.clone(), values.accent_colour.clone());
    let (brand_field, accent_field) = (brand.clone(), accent.clone());
    let stored_brand = stored.map(|stored| stored.brand_colour.clone());
    let stored_accent = stored.map(|stored| stored.accent_colour.clone());
    let (brand_error, accent_error) = (errors.get("brand_colour"), errors.get("accent_colour"));
    view! {
        <Section title="Branding" text="Two colours; everything else derives from them, so that it can be read on light and dark screens.".to_owned()>
            <BrandPreview brand accent brand_name=BRAND.to_owned() accent_name=ACCENT.to_owned()>
                <div class="form-grid">
                    <ColourField label="Main colour" name=BRAND value=brand_field error=brand_error stored=stored_brand
                        hint="Buttons, links and the amount due."/>
                    <ColourField label="Second colour" name=ACCENT value=accent_field error=accent_error stored=stored_accent
                        hint="Highlights, used sparingly."/>
                </div>
            </BrandPreview>
        </Section>
    }
}

fn access(values: &PortalForm, stored: Option<&PortalForm>, errors: &FieldErrors) -> impl IntoView + use<> {
    let days = values.link_days.clone();
    let stored_days = stored.map(|stored| stored.link_days.clone());
    let error = errors.get("link_days");
    view! {
        <Section title="Access">
            <div class="form-grid">
                <NumberField label="Links are valid for" name="form[link_days]" value=days error stored=stored_days required=true
                    suffix="days"
                    hint=format!("1 to {MAX_LINK_DAYS}. Counts for new links; those already sent keep their time.")/>
            </div>
        </Section>
    }
}

fn modules(values: &PortalForm, stored: Option<&PortalForm>, errors: &FieldErrors) -> impl IntoView + use<> {
    let has = |form: &PortalForm, module: Module| form.modules.iter().any(|key| key == module.key());
    let error = errors.get("modules");
    let switches = Module::ALL
        .into_iter()
        .enumerate()
        .map(|(nth, module)| {
            let on = has(values, module);
            let stored = switched(on, stored.map(|stored| has(stored, module)));
            // The first one carries the field's id, so that the error summary leads to it.
            let id = if nth == 0 {
                "f-modules".to_owned()
            } else {
                format!("f-modules-{}", module.key())
            };
            let error = error.clone().filter(|_| nth == 0);
            view! {
                <CheckField switch=true label=module.label() name="form[modules][]" value=module.key() checked=on id
                    hint=module.summary() stored error/>
            }
        })
        .collect_view();
    view! {
        <Section title="Modules" text="A module that is off disappears from the clients' menu, and its pages answer “not found”.".to_owned()>
            <div class="stack loose">{switches}</div>
        </Section>
    }
}

/// Beside the form: the look as it is now, and the logo.
fn now(stored: &PortalForm, logo: Option<String>, errors: FieldErrors) -> impl IntoView + use<> {
    let (has_logo, name) = (logo.is_some(), stored.name.clone());
    let what = if !stored.enabled {
        "The portal is off: nobody can open it."
    } else if has_logo {
        "This is how clients see you in the portal's header and in mails."
    } else {
        "Without a logo, clients see your portal's name and its first letter."
    };
    let error = errors.get("logo");
    let remove = has_logo.then(|| {
        view! {
            <Confirm summary="Remove" title="Remove the logo?" variant=Variant::Quiet class="small" icon=IconName::Delete>
                <p>"Your portal's name is shown instead."</p>
                <Form action=RemoveLogo::url() class="inline-form"><Button variant=Variant::Danger>"Remove logo"</Button></Form>
            </Confirm>
        }
    });
    view! {
        <Section title="Logo" id="logo">
            <div class="stack">
                <div class="logo-stage"><BrandMark name logo/></div>
                <p class="muted small">{what}</p>
                <FormErrors errors title="The logo was not changed"/>
                <Form action=format!("{PORTAL_PAGE}/logo") multipart=true label="Logo">
                    <FileField label=if has_logo { "Another picture" } else { "Picture" } name="logo" error required=true
                        accept="image/png,image/jpeg,image/webp"
                        hint="PNG, JPEG or WebP, up to 2 MB and 4000 × 4000 pixels. A wide logo on a transparent ground looks best."/>
                    <div class="form-actions"><Button icon=IconName::Upload>"Upload"</Button></div>
                </Form>
                {remove}
            </div>
        </Section>
        <Section title="See it yourself">
            <p class="muted small">
                "Clients open the portal by the link in their invitation. To see it as they do, add yourself "
                <a href="/staff/contacts">"as a contact"</a> " of a company with your own address and send yourself an invitation."
            </p>
        </Section>
    }
}
