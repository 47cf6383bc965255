//! The page of the portal's own CSS: the sheet, what is wrong with it line by line, and what it can address.

use super::{
    api::{CSS_PAGE, SaveCssSettings, check_css, css_settings},
    islands::NumberedLines,
};
use crate::{
    platform,
    staff::settings::portal::frame::portal_settings_page,
    ui::{
        Button, ConflictNotice, Form, FormErrors, HiddenField, Notice, Section, TextAreaField, Tone, Variant,
    },
};
use domain::{
    form::FormView,
    settings::{Area, CSS_CLASSES, CSS_PROPERTIES, CSS_ROOT, CssForm, CssProblem, MAX_CSS_BYTES},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Examples to begin with.
const EXAMPLES: &str = ".p-card {
  border-color: var(--brand);
  box-shadow: 0 4px 16px rgb(0 0 0 / 8%);
}
.p-title {
  letter-spacing: 0;
  text-transform: uppercase;
}
.p-custom {
  --canvas: light-dark(#faf7f2, #14110d);
}
@media (max-width: 700px) {
  .p-card { padding: 1rem; }
}";

/// The portal's own CSS.
#[component]
pub fn CssPage() -> impl IntoView {
    portal_settings_page(Some(Area::Css), async {
        let stored = css_settings().await?;
        let is_live = stored.url.is_some();
        let returned = platform::returned_form::<CssForm>("css").await;
        let problems = match &returned {
            Some(form) if !form.errors.is_empty() => check_css(form.values.source.clone()).await?,
            _ => Vec::new(),
        };
        let warnings = if returned.is_none() {
            stored.warnings
        } else {
            Vec::new()
        };
        let form = returned.unwrap_or_else(|| FormView::fresh(stored.form));
        Ok(view! {
            <div class="columns">
                {editor(form, is_live)}
                <aside class="stack">
                    {told("What to change", Tone::Danger, problems)}
                    {told("What was left out", Tone::Warning, warnings)}
                    {reference()}
                </aside>
            </div>
        }
        .into_any())
    })
}

fn editor(form: FormView<CssForm>, is_live: bool) -> impl IntoView {
    let (values, stored, errors) = (form.values, form.stored, form.errors);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=CSS_PAGE/> });
    let error = errors.get("source");
    let unchanged = (error.is_some() && is_live).then(|| {
        view! { <Notice tone=Tone::Info>"Your clients still see the last sheet that was allowed."</Notice> }
    });
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors labels=vec![("source", "CSS".to_owned())] title="The sheet was not saved"/>
            {unchanged}
            <Form action=SaveCssSettings::url() label="Custom CSS">
                <HiddenField name="form[version]" value=version.to_string()/>
                <Section title="Custom CSS" text="A last resort, where colours, font and corners under Branding are not enough. It changes the portal only: never the pages of links, signing in or staff.".to_owned()>
                    <NumberedLines>
                        <TextAreaField label="CSS" name="form[source]" value=values.source error stored=stored.map(|stored| stored.source)
                            class="code-field" rows=16
                            hint=format!("Up to {} kB. An empty sheet switches it off.", MAX_CSS_BYTES / 1024)/>
                    </NumberedLines>
                </Section>
                <div class="form-actions"><Button variant=Variant::Primary>"Save"</Button></div>
            </Form>
        </div>
    }
}

/// Problems or warnings, each with its line.
fn told(title: &'static str, tone: Tone, problems: Vec<CssProblem>) -> Option<impl IntoView> {
    if problems.is_empty() {
        return None;
    }
    let lines = problems
        .into_iter()
        .map(|problem| view! { <li>{problem.to_string()}</li> })
        .collect_view();
    Some(view! { <Notice tone title><ul class="plain css-problems">{lines}</ul></Notice> })
}

fn reference() -> impl IntoView {
    let rows = |of: &'static [(&'static str, &'static str)], before: &'static str| {
        of.iter()
            .map(|(name, what)| view! { <div><dt><code>{before}{*name}</code></dt><dd>{*what}</dd></div> })
            .collect_view()
    };
    view! {
        <Section title="Classes" text="These stay, whatever else changes in the pages.".to_owned()>
            <dl class="css-names">
                <div><dt><code>"."{CSS_ROOT}</code></dt><dd>"The whole portal: where values are set"</dd></div>
                {rows(CSS_CLASSES, ".")}
            </dl>
            <p class="muted small">"Elements work too: "<code>"a"</code>", "<code>"h1"</code>", "<code>"table"</code>"; and "<code>":hover"</code>", "<code>":nth-child()"</code>", "<code>"@media"</code>", "<code>"@keyframes"</code>"."</p>
        </Section>
        <Section title="Values" text="Set on .p-custom, or on a class for that part only.".to_owned()>
            <dl class="css-names">{rows(CSS_PROPERTIES, "")}</dl>
            <p class="muted small">"Names of your own begin with "<code>"--p-"</code>"."</p>
        </Section>
        <Section title="Examples">
            <pre class="css-example" tabindex="0"><code>{EXAMPLES}</code></pre>
        </Section>
        <Section title="See it">
            <p class="muted small">
                "Open a "<a href="/staff/contacts">"contact"</a>" and preview the portal as they see it. If a sheet has made a page unreadable, add "
                <code>"?nocss=1"</code>" to the preview's address: it then leaves your CSS out. The former sheets are under "
                <a href="/staff/settings/portal/history?area=css">"History"</a>"."
            </p>
        </Section>
    }
}
