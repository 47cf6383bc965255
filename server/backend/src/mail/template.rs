//! From a letter to the mail's three forms: subject, plain text and HTML.
//!
//! The templates are MJML with minijinja. Every value that a template puts out is escaped, whatever its type: there is no way
//! to write user text unescaped. The plain texts are templates of their own, written by hand.

use super::letter::Letter;
use crate::{
    Backend,
    copy::text_with,
    entity::{portal, tenant},
    error::{BackendError, Result},
    portal_settings::looks::Looks,
};
use domain::{
    branding::{Colour, LIGHT_SURFACE},
    locale::Locale,
};
use minijinja::{
    AutoEscape, Environment, Output, State, UndefinedBehavior, context,
    syntax::SyntaxConfig,
    value::{Kwargs, Serde},
};
use mrml::prelude::render::RenderOptions;
use serde::Serialize;
use std::{fmt::Write, sync::LazyLock};

/// What stands in a logged mail where the secret of the link was.
const BLOT: &str = "••••••";

/// A mail as it goes out, or as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// How a tenant's mails look, and who they are from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Look {
    pub(crate) portal_name: String,
    pub(crate) business_name: String,
    business_lines: Vec<String>,
    pub(crate) reply_to: String,
    logo_url: Option<String>,
    font: &'static str,
    card_corner: u16,
    corner: u16,
    button_corner: u16,
    chip_corner: u16,
    brand: String,
    on_brand: String,
    link: String,
    dark_brand: String,
    dark_button: String,
    on_dark_button: String,
    dark_page: &'static str,
    dark_card: &'static str,
    dark_panel: &'static str,
    dark_line: &'static str,
}

impl Look {
    /// The look of a tenant.
    pub(crate) fn new(public_url: &str, tenant: &tenant::Model, portal: &portal::Model) -> Self {
        let looks = Looks::from(portal);
        let theme = looks.theme();
        let brand = theme.brand;
        let [_, chip_corner, card_corner, button_corner] = theme.corners.radii();
        let dark_card = Colour::new(27, 30, 37);
        // A brand that is nearly as dark as the card would make the button vanish at night: it turns light instead.
        let dark_button = if brand.contrast(dark_card) >= 2.0 {
            brand
        } else {
            Colour::new(243, 244, 246)
        };
        Self {
            portal_name: portal.name.clone(),
            business_name: tenant.name.clone(),
            business_lines: business_lines(tenant),
            reply_to: tenant.email.clone(),
            logo_url: looks
                .logo_url(tenant.id.into())
                .map(|path| format!("{public_url}{path}")),
            font: theme.font.mail_stack(),
            card_corner,
            // Within the card's line of one pixel.
            corner: card_corner.saturating_sub(1),
            button_corner,
            chip_corner,
            brand: brand.to_string(),
            on_brand: brand.on_colour().to_string(),
            link: brand.readable_on(LIGHT_SURFACE).to_string(),
            dark_brand: brand.readable_on(dark_card).to_string(),
            dark_button: dark_button.to_string(),
            on_dark_button: dark_button.on_colour().to_string(),
            dark_page: "#14161b",
            dark_card: "#1b1e25",
            dark_panel: "#23272f",
            dark_line: "#333945",
        }
    }
}

#[cfg(test)]
impl Look {
    /// The look with a logo from elsewhere, for pictures of mails.
    pub(crate) fn with_logo(mut self, url: String) -> Self {
        self.logo_url = Some(url);
        self
    }
}

/// Name, postal address and ways to get in touch, as far as they are known.
fn business_lines(tenant: &tenant::Model) -> Vec<String> {
    let name = if tenant.legal_name.is_empty() {
        &tenant.name
    } else {
        &tenant.legal_name
    };
    let town = format!("{} {}", tenant.postal_code, tenant.city);
    [
        name,
        &tenant.address_line1,
        &tenant.address_line2,
        town.trim(),
        &tenant.email,
        &tenant.phone,
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .map(str::to_owned)
    .collect()
}

/// A link that a mail leads to, and how the log shows it.
#[derive(Debug, Clone)]
pub(crate) struct MailLink {
    /// As it is mailed.
    pub(crate) url: String,
    /// Without its secret, if it has one.
    pub(crate) shown: String,
}

impl MailLink {
    /// A link to a page that asks who is there.
    pub(crate) fn open(url: String) -> Self {
        Self {
            shown: url.clone(),
            url,
        }
    }

    /// A link whose last part is a secret, or a secret alone.
    pub(crate) fn secret(url: String) -> Self {
        let kept = url.rfind(['/', '=', '#']).map_or(0, |at| at + 1);
        let shown = format!("{}{BLOT}", url.get(..kept).unwrap_or_default());
        Self { url, shown }
    }
}

/// A provider's own words for one mail, with everything put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    /// One line.
    pub(crate) subject: String,
    /// What takes the place of greeting and introduction: paragraphs of lines, as plain text.
    pub(crate) paragraphs: Vec<Vec<String>>,
}

impl Words {
    /// What mail programs show beside the subject: the first paragraph that says something, which is rarely the greeting.
    fn preheader(&self) -> String {
        let paragraph = self.paragraphs.get(1).or(self.paragraphs.first());
        one_line(&paragraph.map(|lines| lines.join(" ")).unwrap_or_default())
    }
}

/// Writes a letter with this link in it, in the provider's own words where there are any. For the log, it is written a second time with the link as it may be shown, so that no
/// search and replace has to find every form of the secret.
///
/// # Errors
/// When a template is broken, which the tests would have found.
pub(crate) fn write(
    locale: Locale,
    look: &Look,
    letter: &Letter,
    words: Option<&Words>,
    link: &str,
) -> Result<Written> {
    let (mut subject, mut preheader, title) = headlines(locale, look, letter);
    if let Some(words) = words {
        subject = one_line(&words.subject);
        preheader = words.preheader();
    }
    let name = letter.template();
    let values = context! {
        lang => locale.as_str(),
        subject => subject.as_str(),
        preheader, title, link,
        look => Serde(look),
        letter => letter.values(),
        words => words.map(|words| words.paragraphs.clone()).unwrap_or_default(),
    };
    let mjml = render(&format!("{name}.mjml"), &values)?;
    let parsed =
        mrml::parse(&mjml).map_err(|error| BackendError::internal(format!("{name}.mjml: {error}")))?;
    // No fonts from elsewhere: opening a mail must not call a third party.
    let options = RenderOptions {
        disable_comments: true,
        social_icon_origin: None,
        fonts: Default::default(),
    };
    let html = parsed
        .element
        .render(&options)
        .map_err(|error| BackendError::internal(format!("{name}.mjml: {error}")))?;
    let text = render(&format!("{name}.txt"), &values)?;
    Ok(Written {
        subject,
        text: tidy(&text),
        html,
    })
}

/// Subject, preview line and headline.
fn headlines(locale: Locale, look: &Look, letter: &Letter) -> (String, String, String) {
    let (stem, mut arguments) = letter.headline();
    arguments.push(("business", look.business_name.clone()));
    arguments.push(("portal", look.portal_name.clone()));
    let preheader = if arguments
        .iter()
        .any(|(name, value)| *name == "date" && value.is_empty())
    {
        "preheader-undated"
    } else {
        "preheader"
    };
    let line = |part: &str| one_line(&text_with(locale, &format!("{stem}-{part}"), &arguments));
    (line("subject"), line(preheader), line("title"))
}

/// A text as one line, fit for a header: no line end, no other control character, not endless.
pub(crate) fn one_line(text: &str) -> String {
    let flat: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(200)
        .collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most one empty line in a row, and none at the ends.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim().lines() {
        // "-- " keeps its space: it is what mail programs know a signature by (RFC 3676, 4.3).
        let line = if line == "-- " { line } else { line.trim_end() };
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied
}

static TEMPLATES: LazyLock<Result<Environment<'static>, String>> =
    LazyLock::new(|| environment().map_err(|error| error.to_string()));

fn render(name: &str, values: &minijinja::Value) -> Result<String> {
    let templates = TEMPLATES.as_ref().map_err(BackendError::internal)?;
    templates
        .get_template(name)
        .and_then(|template| template.render(values))
        .map_err(|error| BackendError::internal(format!("{name}: {error:#}")))
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    templates.set_auto_escape_callback(|name| match name.ends_with(".txt") {
        true => AutoEscape::None,
        false => AutoEscape::Html,
    });
    templates.set_formatter(format_value);
    templates.add_function("t", translate);
    macro_rules! add {
        ($($name:literal),+ $(,)?) => {
            $(templates.add_template($name, include_str!(concat!("templates/", $name)))?;)+
        };
    }
    add!(
        "base.mjml",
        "foot.txt",
        "words.txt",
        "invitation.mjml",
        "invitation.txt",
        "new_link.mjml",
        "new_link.txt",
        "new_device.mjml",
        "new_device.txt",
        "sign_in_code.mjml",
        "sign_in_code.txt",
        "invoice_issued.mjml",
        "invoice_issued.txt",
        "contract.mjml",
        "contract.txt",
        "staff_invitation.mjml",
        "staff_invitation.txt",
    );
    Ok(templates)
}

/// Writes a value: escaped in MJML, as it is in plain text. A value that calls itself safe is escaped all the same.
fn format_value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &minijinja::Value,
) -> Result<(), minijinja::Error> {
    if value.is_undefined() {
        return Err(minijinja::ErrorKind::UndefinedError.into());
    }
    let text = value.to_string();
    match state.auto_escape() {
        AutoEscape::None => out.write_str(&text)?,
        _ => {
            for c in text.chars() {
                match c {
                    '&' => out.write_str("&amp;")?,
                    '<' => out.write_str("&lt;")?,
                    '>' => out.write_str("&gt;")?,
                    '"' => out.write_str("&quot;")?,
                    '\'' => out.write_str("&#39;")?,
                    c if c.is_control() => out.write_char(' ')?,
                    c => out.write_char(c)?,
                }
            }
        }
    }
    Ok(())
}

/// `t("key", name=value)`: a text in the reader's language.
fn translate(state: &State<'_, '_>, key: &str, arguments: Kwargs) -> Result<String, minijinja::Error> {
    let locale = state
        .lookup("lang")
        .and_then(|lang| lang.as_str().and_then(|lang| lang.parse::<Locale>().ok()))
        .unwrap_or_default();
    let mut values = Vec::new();
    for name in arguments.args() {
        values.push((name, arguments.get::<String>(name)?));
    }
    Ok(text_with(locale, key, &values))
}

/// The look of the tenant whose rows these are.
pub(crate) async fn look_of<S>(
    backend: &Backend,
    rows: &crate::scope::Rows<'_, S>,
) -> Result<(tenant::Model, portal::Model, Look)>
where
    S: crate::scope::Reads<tenant::Entity> + crate::scope::Reads<portal::Entity>,
{
    let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
    let portal = rows.get::<portal::Entity>(rows.scope().tenant().uuid()).await?;
    let look = Look::new(&backend.config().public_url, &tenant, &portal);
    Ok((tenant, portal, look))
}
