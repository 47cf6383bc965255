//! Tags as coloured chips, and the field that they are typed in.

use crate::ui::TextField;
use domain::{
    client_tag::{ClientTag, TagChoice},
    form::FormView,
};
use leptos::prelude::*;

/// So many tags are named in the field's hint.
const NAMED: usize = 12;

/// Tags as chips, in a row of a list.
pub(crate) fn chips(tags: Vec<ClientTag>) -> Option<AnyView> {
    linked(tags, None)
}

/// The same, each leading to those in a list who have it.
pub(crate) fn chips_to(tags: Vec<ClientTag>, list: &'static str) -> Option<AnyView> {
    linked(tags, Some(list))
}

fn linked(tags: Vec<ClientTag>, list: Option<&'static str>) -> Option<AnyView> {
    let one = |tag: ClientTag| {
        let class = format!("tag-chip tint-{}", tag.tint());
        let chip = match list {
            Some(list) => {
                let href = format!("{list}?tag={}", tag.id);
                view! { <a class=class href=href>{tag.name}</a> }.into_any()
            }
            None => view! { <span class=class>{tag.name}</span> }.into_any(),
        };
        view! { <li>{chip}</li> }
    };
    (!tags.is_empty()).then(|| {
        let chips = tags.into_iter().map(one).collect_view();
        view! { <ul class="tag-chips" role="list" aria-label="Tags">{chips}</ul> }.into_any()
    })
}

/// The field of a form: names with commas between. The first one is completed by the browser; the hint names others in use.
pub(crate) fn tags_field<T: 'static>(
    form: &FormView<T>,
    choices: &[TagChoice],
    read: fn(&T) -> &String,
) -> AnyView {
    let names: Vec<String> = choices.iter().map(|tag| tag.name.clone()).collect();
    let in_use = match names.len() {
        0 => String::new(),
        few if few <= NAMED => format!(" In use: {}.", names.join(", ")),
        _ => format!(" In use: {}, …", names[..NAMED].join(", ")),
    };
    view! {
        <TextField
            label="Tags"
            name="form[tags]"
            value=read(&form.values).clone()
            error=form.errors.get("tags")
            stored=form.stored.as_ref().map(|stored| read(stored).clone())
            hint=format!("With commas between. Only staff see them, unless a text says them; pages can be for those who have one.{in_use}")
            autocomplete="off"
            suggestions=names
            class="span-2"
        />
    }
    .into_any()
}
