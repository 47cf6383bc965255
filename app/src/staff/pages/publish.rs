//! What is said before a page is published, and the buttons that show it, take it back or set a time.

use super::api::{CancelPageSchedule, PublishPage, SchedulePage, UnpublishPage};
use crate::{
    platform,
    ui::{
        Badge, Button, Confirm, Form, FormErrors, HiddenField, IconName, Notice, Section, TextField, Tone,
        Variant,
    },
};
use domain::{
    form::FormView,
    merge::Severity as TagSeverity,
    page::Severity,
    pages::{Check, CheckedTag, PageDetail, PageState, ScheduleForm, Verdict},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// So many findings are shown at once; the rest is counted.
const SHOWN: usize = 20;

/// What publishing would change, what should be put right, and the button.
pub(super) fn panel(page: &PageDetail) -> AnyView {
    if page.state == PageState::Archived {
        return ().into_any();
    }
    let check = match &page.check {
        Ok(check) => check,
        Err(why) => {
            let why = why.clone();
            return view! { <Notice tone=Tone::Danger title="The draft can't be opened">{why}</Notice> }
                .into_any();
        }
    };
    let shown = page.state == PageState::Published;
    let same = shown && check.changes.as_ref().is_some_and(Vec::is_empty);
    let blocked = check.verdict() == Verdict::Refused;
    let publish = (!same && !blocked).then(|| {
        let (id, rev) = (page.id.to_string(), check.rev.0.to_string());
        let label = if shown { "Publish the changes" } else { "Publish" };
        view! {
            <Form action=PublishPage::url() class="inline-form" label="Publish">
                <HiddenField name="id" value=id/>
                <HiddenField name="rev" value=rev/>
                <Button variant=Variant::Primary icon=IconName::Send>{label}</Button>
            </Form>
        }
    });
    let unpublish = shown.then(|| {
        let id = page.id.to_string();
        view! {
            <Confirm summary="Unpublish" title="Take this page back?" variant=Variant::Secondary icon=IconName::EyeOff>
                <p>"Clients do not see it any more, and menu items that lead to it are hidden. It can be published again."</p>
                <Form action=UnpublishPage::url() class="inline-form">
                    <HiddenField name="id" value=id/>
                    <Button variant=Variant::Primary>"Unpublish"</Button>
                </Form>
            </Confirm>
        }
    });
    let changes = if same {
        "Clients see this draft; nothing has changed since.".to_owned()
    } else {
        check.words.clone()
    };
    let (meaning, findings) = (page.state.meaning().to_owned(), findings(check));
    view! {
        <Section title="Publishing" id="publish" text=meaning>
            <div class="stack">
                <p class="page-changes">{changes}</p>
                {findings}
                <div class="cluster">{publish}{unpublish}</div>
            </div>
        </Section>
    }
    .into_any()
}

fn findings(check: &Check) -> AnyView {
    let (wrong, doubtful): (Vec<&CheckedTag>, Vec<&CheckedTag>) = check
        .tags
        .iter()
        .partition(|tag| tag.finding.severity == TagSeverity::Error);
    let errors = (!wrong.is_empty()).then(|| {
        let items = wrong.into_iter().take(SHOWN).map(tag).collect_view();
        view! {
            <Notice tone=Tone::Danger title="Please put these tags right; the page can't be published with them">
                <ul class="plain">{items}</ul>
            </Notice>
        }
    });
    let count = doubtful.len() + check.findings.len();
    let doubts = (count > 0).then(|| {
        let tags = doubtful.into_iter().take(SHOWN).map(tag).collect_view();
        let blocks = check.findings.iter().take(SHOWN).map(|(name, finding)| {
            let kind = match finding.severity {
                Severity::Hint => "Hint",
                Severity::Warning => "Please look",
            };
            let (name, message) = (name.clone(), finding.message.clone());
            view! { <li><strong>{name}</strong>": "{message}" "<Badge text=kind/></li> }
        });
        let blocks = blocks.collect_view();
        let more = count.saturating_sub(2 * SHOWN);
        let more = (more > 0).then(|| view! { <li>{format!("And {more} more.")}</li> });
        view! {
            <Notice tone=Tone::Warning title="Worth a look before clients see it">
                <ul class="plain">{tags}{blocks}{more}</ul>
            </Notice>
        }
    });
    view! { {errors}{doubts} }.into_any()
}

fn tag(tag: &CheckedTag) -> impl IntoView + use<> {
    let meant = tag
        .finding
        .suggestion
        .as_ref()
        .map(|suggestion| format!(" Did you mean {suggestion}?"));
    let places = format!(" In {}.", tag.blocks.join(", "));
    let (text, message) = (tag.tag.clone(), tag.finding.message.clone());
    view! { <li><code>{text}</code>" "{message}{meant}<span class="muted">{places}</span></li> }
}

/// When the page is published and taken back.
pub(super) fn schedule(page: &PageDetail, form: Option<FormView<ScheduleForm>>, zone: &str) -> AnyView {
    if page.state == PageState::Archived {
        return ().into_any();
    }
    let open = form.is_some();
    let FormView { values, errors, .. } = form.unwrap_or_else(|| FormView::fresh(page.schedule.clone()));
    let due = |label: &'static str, at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map(|at| {
            let when = platform::when(at, zone);
            view! { <p>{label}" "<strong>{when}</strong></p> }
        })
    };
    let publish = due("The draft is published", page.publish_at);
    let unpublish = due("The page is taken back", page.unpublish_at);
    let id = page.id.to_string();
    let planned = page.publish_at.is_some() || page.unpublish_at.is_some();
    let cancel = planned.then(|| {
        let id = id.clone();
        view! {
            <Form action=CancelPageSchedule::url() class="inline-form" label="Give up the schedule">
                <HiddenField name="id" value=id/>
                <Button variant=Variant::Quiet class="small" icon=IconName::Close>"Give up"</Button>
            </Form>
        }
    });
    let hint = format!("Times are those of {}.", zone.replace('_', " "));
    view! {
        <Section title="Schedule" id="schedule">
            <div class="stack">
                {publish}
                {unpublish}
                {cancel}
                <details class="template-copies" open=open>
                    <summary>"Set a time"</summary>
                    <Form action=SchedulePage::url() label="Schedule">
                        <FormErrors errors=errors.clone()/>
                        <HiddenField name="id" value=id/>
                        <TextField label="Publish" name="form[publish_at]" kind="datetime-local" value=values.publish_at
                            error=errors.get("publish_at") hint="The draft as it is then."/>
                        <TextField label="Take back" name="form[unpublish_at]" kind="datetime-local" value=values.unpublish_at
                            error=errors.get("unpublish_at") hint=hint/>
                        <div class="form-actions"><Button icon=IconName::Clock>"Schedule"</Button></div>
                    </Form>
                </details>
            </div>
        </Section>
    }
    .into_any()
}
