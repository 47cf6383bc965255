//! The modules' page.

use super::api::{MODULES_PAGE, SaveModuleSettings, module_settings};
use crate::{
    platform,
    staff::settings::portal::frame::{portal_settings_page, switched},
    ui::{Button, CheckField, ConflictNotice, Form, FormErrors, HiddenField, Section, Variant},
};
use domain::{
    form::{FieldErrors, FormView},
    module::Module,
    settings::{Area, ModulesForm},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Which modules clients see.
#[component]
pub fn ModuleSettingsPage() -> impl IntoView {
    portal_settings_page(Some(Area::Modules), async {
        let stored = module_settings().await?;
        let form = platform::returned_form::<ModulesForm>("modules")
            .await
            .unwrap_or_else(|| FormView::fresh(stored));
        Ok(view! {
            <div class="columns">
                {settings_form(form)}
                <aside class="stack"></aside>
            </div>
        }
        .into_any())
    })
}

fn settings_form(form: FormView<ModulesForm>) -> impl IntoView {
    let (values, stored) = (form.values, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=MODULES_PAGE/> });
    let labels = vec![];
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors=form.errors.clone() labels/>
            <Form action=SaveModuleSettings::url() label="Modules">
                <HiddenField name="form[version]" value=version.to_string()/>
                {modules(&values, stored.as_ref(), &form.errors)}
                <div class="form-actions"><Button variant=Variant::Primary>"Save"</Button></div>
            </Form>
        </div>
    }
}

fn modules(
    values: &ModulesForm,
    stored: Option<&ModulesForm>,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let has = |form: &ModulesForm, module: Module| form.modules.iter().any(|key| key == module.key());
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
