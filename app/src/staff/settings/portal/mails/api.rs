//! The words of the mails as stored, saving them, and trying them out.

use crate::error::AppError;
use domain::settings::{MailWordsForm, MailWordsRow, MailWordsView};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::platform::{self, Answer},
    backend::{mail::sample, portal_settings::mails},
};

/// The page of the list; a mail's own page is below it.
pub const MAILS_PAGE: &str = "/staff/settings/portal/mails";

/// The page of a mail in a language. An unknown kind or language leads to a page that is not there.
pub fn page_of(kind: &str, locale: &str) -> String {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    match plain(kind) && plain(locale) {
        true => format!("{MAILS_PAGE}/{kind}/{locale}"),
        false => MAILS_PAGE.to_owned(),
    }
}

/// Every kind of mail, and where it has own words.
#[server(prefix = "/api/staff", endpoint = "mail_words_list")]
pub async fn mail_words_list() -> Result<Vec<MailWordsRow>, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(mails::list(&backend, &staff).await?)
}

/// A mail's words in a language.
#[server(prefix = "/api/staff", endpoint = "mail_words")]
pub async fn mail_words(kind: String, locale: String) -> Result<MailWordsView, AppError> {
    let (backend, staff) = platform::staff()?;
    Ok(mails::view(&backend, &staff, &kind, &locale).await?)
}

/// Saves a mail's words.
#[server(prefix = "/api/staff", endpoint = "save_mail_words")]
pub async fn save_mail_words(form: MailWordsForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let saved = mails::save(&backend, &staff, &form).await;
    let page = page_of(&form.kind, &form.locale);
    let refused = Answer::new("mail_words", &form, page.clone());
    platform::answer(refused, saved, |()| format!("{page}?done=saved")).await
}

/// Gives a mail back its standard words.
#[server(prefix = "/api/staff", endpoint = "reset_mail_words")]
pub async fn reset_mail_words(form: MailWordsForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let reset = mails::reset(&backend, &staff, &form).await;
    let page = page_of(&form.kind, &form.locale);
    let refused = Answer::new("reset_mail_words", &(), page.clone());
    platform::answer(refused, reset, |()| format!("{page}?done=reset")).await
}

/// Sends the words as typed to whoever asks, as a test.
#[server(prefix = "/api/staff", endpoint = "send_test_mail")]
pub async fn send_test_mail(form: MailWordsForm) -> Result<(), AppError> {
    let (backend, staff) = platform::staff()?;
    let sent = sample::send_test(&backend, &staff, &form).await.map(drop);
    let page = page_of(&form.kind, &form.locale);
    let answer = Answer::new("mail_words", &form, page.clone()).keeping();
    platform::answer(answer, sent, |()| format!("{page}?done=test-sent")).await
}
