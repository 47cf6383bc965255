//! Members of staff: signing in, own account, team.

use crate::{
    form::{self, FieldErrors, TextError},
    ids::UserId,
    role::Role,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The shortest password that is taken, in characters (NIST SP 800-63B asks for no composition rules beyond length).
pub const MIN_PASSWORD: usize = 12;
/// The longest password that is taken, in bytes.
pub const MAX_PASSWORD: usize = 128;

/// A typed password. It can't be printed, so that it gets into no log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(***)")
    }
}

/// The sign-in form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// E-mail address.
    pub email: String,
    /// Password; never kept or logged.
    pub password: Password,
    /// Where to go afterwards: a path inside `/staff`.
    pub next: String,
}

impl SignInForm {
    /// What may be shown again: all but the password.
    #[must_use]
    pub fn without_password(self) -> Self {
        Self {
            password: Password::default(),
            ..self
        }
    }
}

/// A workspace to choose, where one address and password open several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceChoice {
    /// The member of staff in that workspace.
    pub user: UserId,
    /// What the business is called.
    pub name: String,
}

/// The first start's form: tenant and owner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetupForm {
    /// The one-time code from the console.
    pub code: String,
    /// The business's name.
    pub business: String,
    /// The owner's name.
    pub name: String,
    /// The owner's e-mail address.
    pub email: String,
    /// The owner's password.
    pub password: Password,
    /// Currency of new companies.
    pub currency: String,
    /// IANA time zone.
    pub timezone: String,
}

impl SetupForm {
    /// What may be shown again: all but the password.
    #[must_use]
    pub fn without_password(self) -> Self {
        Self {
            password: Password::default(),
            ..self
        }
    }
}

impl SetupForm {
    /// Checks every field but the code.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.take("business", form::required_line(&self.business, 160));
        errors.take("name", form::required_line(&self.name, 120));
        errors.take("email", required_email(&self.email));
        errors.take("password", check_password(&self.password));
        errors.take("currency", self.currency.trim().parse::<crate::money::Currency>());
        errors.take("timezone", form::required_line(&self.timezone, 60));
        errors.into_result(())
    }
}

/// An e-mail address that must be there.
///
/// # Errors
/// [`TextError::Empty`], or what [`form::email`] finds.
pub fn required_email(text: &str) -> Result<String, TextError> {
    match form::email(text)? {
        email if email.is_empty() => Err(TextError::Empty),
        email => Ok(email),
    }
}

/// Whether a password may be set.
///
/// # Errors
/// A sentence for the user.
pub fn check_password(password: &Password) -> Result<(), String> {
    let password = &password.0;
    if password.chars().count() < MIN_PASSWORD {
        return Err(format!(
            "Please use at least {MIN_PASSWORD} characters. A few unrelated words make a good password."
        ));
    }
    if password.len() > MAX_PASSWORD {
        return Err(format!("Please use at most {MAX_PASSWORD} bytes."));
    }
    let distinct: std::collections::BTreeSet<char> = password.chars().collect();
    if distinct.len() < 5 {
        return Err("This password repeats too few characters to be safe.".to_owned());
    }
    Ok(())
}

/// The form that gives a member another role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleForm {
    /// Which member.
    pub id: String,
    /// The role's key.
    pub role: String,
    /// The key of the role that the member had when the form was opened.
    pub seen: String,
}

/// The form that changes one's own password.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    /// The password so far.
    pub current: Password,
    /// The new one.
    pub new: Password,
}

/// The form that adds a member of staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    /// Full name.
    pub name: String,
    /// E-mail address, to which the invitation goes.
    pub email: String,
    /// Role's key.
    pub role: String,
}

/// A checked member form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberDraft {
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Role.
    pub role: Role,
}

impl MemberForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<MemberDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors
            .take("name", form::required_line(&self.name, 120))
            .unwrap_or_default();
        let email = errors
            .take("email", required_email(&self.email))
            .unwrap_or_default();
        match errors.take("role", self.role.parse()) {
            Some(role) if errors.is_empty() => Ok(MemberDraft { name, email, role }),
            _ => Err(errors),
        }
    }
}

/// Who is signed in, for the frame of staff's pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffFrame {
    /// Who.
    pub user: UserId,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// The workspace's name.
    pub business_name: String,
    /// The IANA zone in which the workspace's days begin and end.
    pub timezone: String,
}

/// A member of staff in the team's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Who.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Whether this member can sign in.
    pub active: bool,
    /// Whether the invitation still waits for a password to be set.
    pub invited: bool,
    /// When last seen.
    pub last_seen_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_need_length_not_decoration() {
        assert!(check_password(&Password("correct horse battery".into())).is_ok());
        assert!(check_password(&Password("Sh0rt!".into())).is_err());
        assert!(check_password(&Password("aaaaaaaaaaaaaaaa".into())).is_err());
        assert!(check_password(&Password("ab cdé".repeat(40))).is_err());
    }

    #[test]
    fn a_member_needs_a_role_of_ours() {
        let form = MemberForm {
            name: "Ada".into(),
            email: "ada@example.com".into(),
            role: "superuser".into(),
        };
        assert!(form.validate().unwrap_err().get("role").is_some());
    }
}
