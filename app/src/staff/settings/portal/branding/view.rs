//! The branding page: the colours' form, and the logo with a form of its own.

use super::{
    api::{BRANDING_PAGE, RemoveLogo, SaveBrandingSettings, branding_settings},
    islands::BrandPreview,
};
use crate::{
    platform,
    staff::settings::portal::frame::portal_settings_page,
    ui::{
        BrandMark, Button, ColourField, Confirm, ConflictNotice, FileField, Form, FormErrors, HiddenField,
        IconName, Section, Variant,
    },
};
use domain::{
    form::{FieldErrors, FormView},
    settings::{Area, BrandingForm},
};
use leptos::{prelude::*, server_fn::ServerFn};

const BRAND: &str = "form[brand_colour]";
/// Where the logo goes, to a plain handler of the host.
const LOGO_UPLOAD: &str = "/staff/settings/portal/logo";
const ACCENT: &str = "form[accent_colour]";

/// Colours and pictures.
#[component]
pub fn BrandingPage() -> impl IntoView {
    portal_settings_page(Some(Area::Branding), async {
        let stored = branding_settings().await?;
        let form = platform::returned_form::<BrandingForm>("branding")
            .await
            .unwrap_or_else(|| FormView::fresh(stored.form));
        let logo = platform::returned_form::<()>("logo").await;
        let logo_errors = logo.map(|form| form.errors).unwrap_or_default();
        Ok(view! {
            <div class="columns">
                {settings_form(form)}
                <aside class="stack">{logo_section(stored.name, stored.logo_url, logo_errors)}</aside>
            </div>
        }
        .into_any())
    })
}

fn settings_form(form: FormView<BrandingForm>) -> impl IntoView {
    let (values, stored) = (form.values, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=BRANDING_PAGE/> });
    let labels = vec![];
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors=form.errors.clone() labels/>
            <Form action=SaveBrandingSettings::url() label="Branding">
                <HiddenField name="form[version]" value=version.to_string()/>
                {colours(&values, stored.as_ref(), &form.errors)}
                <div class="form-actions"><Button variant=Variant::Primary>"Save"</Button></div>
            </Form>
        </div>
    }
}

fn colours(
    values: &BrandingForm,
    stored: Option<&BrandingForm>,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let (brand, accent) = (values.brand_colour.clone(), values.accent_colour.clone());
    let (brand_field, accent_field) = (brand.clone(), accent.clone());
    let stored_brand = stored.map(|stored| stored.brand_colour.clone());
    let stored_accent = stored.map(|stored| stored.accent_colour.clone());
    let (brand_error, accent_error) = (errors.get("brand_colour"), errors.get("accent_colour"));
    view! {
        <Section title="Colours" text="Two colours; everything else derives from them, so that it can be read on light and dark screens.".to_owned()>
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

/// Beside the form: the logo as it is now, and another one.
fn logo_section(name: String, logo: Option<String>, errors: FieldErrors) -> impl IntoView {
    let has_logo = logo.is_some();
    let what = if has_logo {
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
                <Form action=LOGO_UPLOAD multipart=true label="Logo">
                    <FileField label=if has_logo { "Another picture" } else { "Picture" } name="logo" error required=true
                        accept="image/png,image/jpeg,image/webp"
                        hint="PNG, JPEG or WebP, up to 2 MB and 4000 × 4000 pixels. A wide logo on a transparent ground looks best."/>
                    <div class="form-actions"><Button icon=IconName::Upload>"Upload"</Button></div>
                </Form>
                {remove}
            </div>
        </Section>
    }
}
