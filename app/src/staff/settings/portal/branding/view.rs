//! The branding page: one form for colours, font and shapes, and each picture with a form of its own.

use super::{
    api::{BRANDING_PAGE, RemoveLogo, SaveBrandingSettings, branding_settings},
    islands::BrandPreview,
};
use crate::{
    platform,
    staff::settings::portal::frame::portal_settings_page,
    ui::{
        BrandMark, Button, ColourField, Confirm, ConflictNotice, FileField, Form, FormErrors, HiddenField,
        IconName, RadioField, Section, SelectField, Variant,
    },
};
use domain::{
    form::{FieldErrors, FormView},
    settings::{Area, BrandingForm, BrandingView},
    theme::{Corners, Font, Picture, Scheme},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Where pictures go, to a plain handler of the host.
const UPLOAD: &str = "/staff/settings/portal/logo";

/// Colours, font, shapes and pictures.
#[component]
pub fn BrandingPage() -> impl IntoView {
    portal_settings_page(Some(Area::Branding), async {
        let stored = branding_settings().await?;
        let form = platform::returned_form::<BrandingForm>("branding")
            .await
            .unwrap_or_else(|| FormView::fresh(stored.form.clone()));
        let refused = platform::returned_form::<()>("logo").await;
        let errors = refused.map(|form| form.errors).unwrap_or_default();
        let name = stored.name.clone();
        Ok(view! {
            <div class="columns">
                {settings_form(form, name)}
                <aside class="stack">{pictures(stored, errors)}</aside>
            </div>
        }
        .into_any())
    })
}

fn settings_form(form: FormView<BrandingForm>, name: String) -> impl IntoView {
    let (values, stored, errors) = (form.values, form.stored, form.errors);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=BRANDING_PAGE/> });
    let colours = colours(&values, stored.as_ref(), &errors);
    let shapes = shapes(&values, stored.as_ref(), &errors);
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors/>
            <Form action=SaveBrandingSettings::url() label="Branding">
                <HiddenField name="form[version]" value=version.to_string()/>
                <Section title="Colours and shapes" text="Two colours; everything else derives from them, so that it can be read on light and dark screens. Used in the portal, in mails and on PDFs.".to_owned()>
                    <BrandPreview form=values name>
                        <div class="stack loose">{colours}{shapes}</div>
                    </BrandPreview>
                </Section>
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
    let stored_brand = stored.map(|stored| stored.brand_colour.clone());
    let stored_accent = stored.map(|stored| stored.accent_colour.clone());
    let (brand_error, accent_error) = (errors.get("brand_colour"), errors.get("accent_colour"));
    view! {
        <div class="form-grid">
            <ColourField label="Main colour" name="form[brand_colour]" value=brand error=brand_error stored=stored_brand
                hint="Buttons, links and the amount due."/>
            <ColourField label="Second colour" name="form[accent_colour]" value=accent error=accent_error stored=stored_accent
                hint="Highlights, used sparingly."/>
        </div>
    }
}

fn shapes(
    values: &BrandingForm,
    stored: Option<&BrandingForm>,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let fonts = Font::ALL
        .iter()
        .map(|font| {
            (
                font.key().to_owned(),
                format!("{}: {}", font.label(), font.character()),
            )
        })
        .collect();
    let corners = Corners::ALL
        .iter()
        .map(|corners| (corners.key().to_owned(), corners.label().to_owned()))
        .collect();
    let schemes = Scheme::ALL
        .iter()
        .map(|scheme| (scheme.key().to_owned(), scheme.label().to_owned()))
        .collect();
    let (font, corner, scheme) = (values.font.clone(), values.corners.clone(), values.scheme.clone());
    let stored_font = stored.map(|stored| stored.font.clone());
    let (font_error, corners_error, scheme_error) =
        (errors.get("font"), errors.get("corners"), errors.get("scheme"));
    view! {
        <SelectField label="Font" name="form[font]" options=fonts value=font error=font_error stored=stored_font
            hint="They come with the program: your clients' browsers ask nobody else. Mails use what is installed of it, or what comes near."/>
        <RadioField label="Corners" name="form[corners]" options=corners value=corner error=corners_error class="inline"/>
        <RadioField label="Light or dark" name="form[scheme]" options=schemes value=scheme error=scheme_error class="inline"/>
    }
}

/// Beside the form: the pictures as they are now, and others.
fn pictures(stored: BrandingView, errors: FieldErrors) -> impl IntoView {
    let BrandingView {
        name, logo, pictures, ..
    } = stored;
    let sections = Picture::ALL
        .iter()
        .map(|picture| {
            let url = pictures
                .iter()
                .find(|(known, _)| known == picture)
                .map(|(_, url)| url.clone());
            picture_form(*picture, url, errors.get(picture.key()))
        })
        .collect_view();
    let other = errors.get("");
    view! {
        <Section title="Pictures" id="pictures" text="PNG, JPEG or WebP, up to 2 MB and 4000 × 4000 pixels.".to_owned()>
            <div class="stack">
                <div class="logo-stage"><BrandMark name logo/></div>
                {other.map(|text| view! { <FormErrors errors=FieldErrors::one("", text) title="The picture was not changed"/> })}
                {sections}
            </div>
        </Section>
    }
}

/// One picture. Those that are seldom changed fold away, unless something is wrong.
fn picture_form(picture: Picture, url: Option<String>, error: Option<String>) -> impl IntoView {
    let key = picture.key();
    let has_one = url.is_some();
    let stage = if picture == Picture::LogoDark {
        "picture-stage dark"
    } else {
        "picture-stage"
    };
    let shown = url.map(
        |src| view! { <div class=stage><img src=src alt=format!("{} as it is now", picture.label())/></div> },
    );
    let errors = error.clone().map(|error| {
        view! { <FormErrors errors=FieldErrors::one(key, error) labels=vec![(key, picture.label().to_owned())] title="The picture was not changed"/> }
    });
    let remove = has_one.then(|| {
        view! {
            <Confirm summary="Remove" title=format!("Remove “{}”?", picture.label()) variant=Variant::Quiet class="small" icon=IconName::Delete>
                <p>{picture.purpose()}</p>
                <Form action=RemoveLogo::url() class="inline-form">
                    <HiddenField name="picture" value=key/>
                    <Button variant=Variant::Danger>"Remove"</Button>
                </Form>
            </Confirm>
        }
    });
    let open = picture == Picture::Logo || error.is_some();
    view! {
        <details class="picture" id=key open=open>
            <summary>{picture.label()}<span class="muted small">{if has_one { " · set" } else { "" }}</span></summary>
            <div class="stack">
                <p class="muted small">{picture.purpose()}</p>
                {errors}
                {shown}
                <Form action=UPLOAD multipart=true label=picture.label()>
                    <FileField label=if has_one { "Another picture" } else { "Picture" } name=key error required=true
                        accept="image/png,image/jpeg,image/webp"/>
                    <div class="form-actions"><Button icon=IconName::Upload>"Upload"</Button></div>
                </Form>
                {remove}
            </div>
        </details>
    }
}
