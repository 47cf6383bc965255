//! The one-line control behind several fields.

use super::field::Frame;
use leptos::prelude::*;

/// What differs between one-line controls.
#[derive(Default)]
pub(super) struct Input {
    pub kind: &'static str,
    pub value: Option<String>,
    pub inputmode: Option<&'static str>,
    pub autocomplete: Option<String>,
    pub maxlength: Option<u32>,
    pub placeholder: Option<String>,
    pub min: Option<String>,
    pub max: Option<String>,
    pub accept: Option<String>,
    pub prefix: Option<String>,
    pub suffix: Option<String>,
    pub autofocus: bool,
    pub readonly: bool,
    pub class: &'static str,
    pub no_spellcheck: bool,
    /// What the browser may complete it to.
    pub suggestions: Vec<String>,
}

impl Input {
    /// The control in its frame.
    pub fn view(self, frame: Frame) -> AnyView {
        let frame = frame.compared_with(self.value.as_deref().unwrap_or_default());
        let list = (!self.suggestions.is_empty()).then(|| format!("{}-list", frame.id()));
        let suggestions = list.clone().map(|id| {
            let options = self
                .suggestions
                .into_iter()
                .map(|text| view! { <option value=text></option> });
            view! { <datalist id=id>{options.collect_view()}</datalist> }
        });
        let input = view! {
            <input
                type=self.kind
                id=frame.id()
                name=frame.name.clone()
                class=format!("input {}", self.class).trim_end().to_owned()
                value=self.value
                required=frame.required
                inputmode=self.inputmode
                autocomplete=self.autocomplete
                list=list
                maxlength=self.maxlength.map(|most| most.to_string())
                placeholder=self.placeholder
                min=self.min
                max=self.max
                accept=self.accept
                readonly=self.readonly
                autofocus=self.autofocus
                spellcheck=self.no_spellcheck.then_some("false")
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
            />
            {suggestions}
        }
        .into_any();
        let control = if self.prefix.is_none() && self.suffix.is_none() {
            input
        } else {
            view! {
                <span class="input-group">
                    {self.prefix.map(|text| view! { <span class="affix" aria-hidden="true">{text}</span> })}
                    {input}
                    {self.suffix.map(|text| view! { <span class="affix" aria-hidden="true">{text}</span> })}
                </span>
            }
            .into_any()
        };
        frame.around(control)
    }
}
