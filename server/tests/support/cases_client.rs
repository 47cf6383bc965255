//! The addresses of the client's side.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields},
    fields,
};
use domain::{contact::ProfileForm, module::Module};

pub fn cases() -> Vec<Case> {
    vec![Case::changes("/api/portal/sign_out", Who::Clients).plain()]
}
