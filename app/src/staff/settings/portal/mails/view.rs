//! The list of mails, and the page on which one is worded.

use super::api::{
    MAILS_PAGE, ResetMailWords, SaveMailWords, SendTestMail, mail_words, mail_words_list, page_of,
};
use crate::{
    platform,
    staff::settings::portal::{
        frame::portal_settings_page,
        tags::{
            api::{TAGS_PAGE, merge_tags},
            beside::{findings, people, preview_frame},
        },
    },
    ui::{
        Badge, Button, Confirm, ConflictNotice, Form, FormErrors, HiddenField, IconName, NavLink, Section,
        SelectField, Table, Tabs, TagPicker, TextAreaField, TextField, Tone, Variant,
    },
};
use backend::portal_settings::mails::button;
use domain::{
    form::{FieldErrors, FormView},
    locale::Locale,
    mail::MailKind,
    merge::TagRow,
    settings::{Area, MailWordsForm, MailWordsRow},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The name of a language in English, which is what staff read.
const fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::De => "German",
    }
}

/// When a mail goes out, in a sentence.
const fn occasion(kind: MailKind) -> &'static str {
    match kind {
        MailKind::Invitation => "To a contact, when you invite them.",
        MailKind::NewLink => "To a contact who asks for a new link.",
        MailKind::SignInCode => "To a contact whose link is used on a new device, while a code is asked for.",
        MailKind::NewDevice => "To a contact, when their link is used in a new browser.",
        MailKind::InvoiceIssued => "To a contact, when you issue an invoice and mail it.",
        MailKind::StaffInvitation => "To a member of your team, when you add them.",
        MailKind::ContractRequest => "To a contact, when it is their turn with a contract.",
        MailKind::ContractReminder => {
            "To a contact who has not signed yet: after five days, then every two days."
        }
        MailKind::ContractCode => "To a contact who is about to sign a contract.",
        MailKind::ContractNews => {
            "To contacts, when a contract is declined, taken back, or its time is over."
        }
        MailKind::ContractCompleted => "To everybody who takes part, with the sealed contract.",
        MailKind::ContractNotice => {
            "To the member of your team who sent a contract, when something happens to it."
        }
    }
}

/// Every mail, and in which language it has own words.
#[component]
pub fn MailWordsListPage() -> impl IntoView {
    portal_settings_page(Some(Area::Mails), async {
        let rows = mail_words_list().await?.into_iter().map(row).collect_view();
        Ok(view! {
            <Section title="E-mails" class="flush"
                text="The words of every mail that the portal sends. Logo, colours, button and what must be said about links stay as they are.".to_owned()>
                <Table label="E-mails">
                    <thead><tr><th scope="col">"Mail"</th><th scope="col">"When"</th><th scope="col">"Words"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Section>
        }
        .into_any())
    })
}

fn row(row: MailWordsRow) -> impl IntoView {
    let (kind, own) = (row.kind, row.own);
    let links = Locale::ALL
        .into_iter()
        .map(|locale| {
            let badge = own
                .contains(&locale)
                .then(|| view! { " "<Badge tone=Tone::Info text="own words"/> });
            let label = format!("{} in {}", kind.label(), language(locale));
            view! {
                <li><a href=page_of(kind.key(), locale.as_str()) aria-label=label>{language(locale)}</a>{badge}</li>
            }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row" data-label="Mail">{kind.label()}</th>
            <td data-label="When">{occasion(kind)}</td>
            <td data-label="Words"><ul role="list" class="mail-languages">{links}</ul></td>
        </tr>
    }
}

/// One mail's words in one language, with preview and test.
#[component]
pub fn MailWordsPage() -> impl IntoView {
    let (kind, locale) = (
        platform::param::<String>("kind"),
        platform::param::<String>("locale"),
    );
    portal_settings_page(Some(Area::Mails), async move {
        let (kind, locale) = (kind?, locale?);
        let stored = mail_words(kind.clone(), locale.clone()).await?;
        let people = people().await?;
        let mut form = platform::returned_form::<MailWordsForm>("mail_words")
            .await
            .unwrap_or_else(|| FormView::fresh(stored.form.clone()));
        if form.values.contact.is_empty() {
            form.values.contact = people.first().map(|(id, _)| id.clone()).unwrap_or_default();
        }
        // The page's own kind and language count, whatever came back in a form.
        (form.values.kind, form.values.locale) = (kind.clone(), locale.clone());
        let tags = merge_tags(kind.clone(), form.values.contact.parse().ok()).await?;
        let reset_errors = platform::returned_form::<()>("reset_mail_words")
            .await
            .map(|form| form.errors)
            .unwrap_or_default();
        let this = MailKind::from_key(&kind).unwrap_or(MailKind::Invitation);
        let language_of = locale.parse::<Locale>().unwrap_or_default();
        let tabs = Locale::ALL
            .into_iter()
            .map(|each| {
                NavLink::new(language(each), page_of(&kind, each.as_str())).current(each == language_of)
            })
            .collect();
        let found = findings(&stored.findings);
        let reset = stored.own.then(|| reset(&stored.form));
        Ok(view! {
            <div class="stack">
                <p><a href=MAILS_PAGE>"All e-mails"</a></p>
                <FormErrors errors=reset_errors title="That did not work"/>
                <div class="columns">
                    <div class="stack">
                        <Section title=this.label() text=occasion(this).to_owned()>
                            <div class="stack">
                                <Tabs label=format!("{} by language", this.label()) tabs/>
                                {found}
                                {words_form(form, people, button(this, language_of))}
                                {reset}
                            </div>
                        </Section>
                        <Section title="Preview" class="flush">{preview_frame("The mail as the chosen contact would get it")}</Section>
                    </div>
                    <aside class="stack">{picker(tags, kind)}</aside>
                </div>
            </div>
        }
        .into_any())
    })
}

fn words_form(
    form: FormView<MailWordsForm>,
    people: Vec<(String, String)>,
    button: Option<String>,
) -> impl IntoView {
    let (values, stored) = (form.values, form.stored);
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let page = page_of(&values.kind, &values.locale);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="mail" reload=page/> });
    let errors: FieldErrors = form.errors;
    let below = button.map_or_else(|| "code".to_owned(), |button| format!("button “{button}”"));
    let hint = format!("Stands above the {below}. An empty line begins a paragraph.");
    let labels = vec![
        ("body", "Text".to_owned()),
        ("contact", "Show values of".to_owned()),
    ];
    view! {
        <div class="stack">
            {conflict}
            <FormErrors errors=errors.clone() labels/>
            <Form action=SaveMailWords::url() label="Words of the mail">
                <HiddenField name="form[kind]" value=values.kind.clone()/>
                <HiddenField name="form[locale]" value=values.locale.clone()/>
                <HiddenField name="form[version]" value=version.to_string()/>
                <TextField label="Subject" name="form[subject]" value=values.subject error=errors.get("subject")
                    stored=stored.as_ref().map(|stored| stored.subject.clone()) required=true maxlength=MailWordsForm::MAX_SUBJECT/>
                <TextAreaField label="Text" name="form[body]" value=values.body error=errors.get("body")
                    stored=stored.as_ref().map(|stored| stored.body.clone()) required=true maxlength=MailWordsForm::MAX_BODY rows=10
                    hint=hint/>
                <SelectField label="Show values of" name="form[contact]" options=people value=values.contact error=errors.get("contact")
                    hint="For the preview, the test mail and the list of tags. Nothing is sent to this contact."/>
                <div class="form-actions">
                    <Button variant=Variant::Primary>"Save"</Button>
                    <Button formaction=PREVIEW formtarget="preview" icon=IconName::Eye>"Check and preview"</Button>
                    <Button formaction=SendTestMail::url() icon=IconName::Send>"Send me a test"</Button>
                </div>
            </Form>
        </div>
    }
}

/// Where the preview is made, by a plain handler of the host.
const PREVIEW: &str = "/staff/settings/portal/mails/preview";

fn reset(form: &MailWordsForm) -> impl IntoView + use<> {
    let (kind, locale, version) = (form.kind.clone(), form.locale.clone(), form.version.to_string());
    view! {
        <Confirm summary="Back to the standard words" title="Use the standard words again?" variant=Variant::Quiet icon=IconName::Undo>
            <p>"Your own words stay in the history and can be taken back from there."</p>
            <Form action=ResetMailWords::url() class="inline-form">
                <HiddenField name="form[kind]" value=kind/>
                <HiddenField name="form[locale]" value=locale/>
                <HiddenField name="form[version]" value=version/>
                <Button variant=Variant::Primary>"Use the standard words"</Button>
            </Form>
        </Confirm>
    }
}

fn picker(tags: Vec<TagRow>, place: String) -> impl IntoView {
    view! {
        <Section title="Tags">
            <div class="stack">
                <TagPicker rows=tags place fields=vec!["f-body".to_owned(), "f-subject".to_owned()] contact_field="f-contact"/>
                <p class="small"><a href=TAGS_PAGE>"How tags are written, and all filters"</a></p>
            </div>
        </Section>
    }
}
