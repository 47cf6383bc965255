//! Which modules clients see.

use crate::{
    form::FieldErrors,
    module::{Module, ModuleSet},
};
use serde::{Deserialize, Serialize};

/// The switches, as set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModulesForm {
    /// Keys of the modules that are on.
    pub modules: Vec<String>,
    /// The version that was opened.
    pub version: i64,
}

/// Checked switches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModulesSettings {
    /// The modules that are on.
    pub modules: ModuleSet,
}

impl ModulesForm {
    /// Checks that every module exists.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn validate(&self) -> Result<ModulesSettings, FieldErrors> {
        let modules: Option<Vec<Module>> = self.modules.iter().map(|key| Module::from_key(key)).collect();
        let modules =
            modules.ok_or_else(|| FieldErrors::one("modules", "Please choose modules from the list."))?;
        Ok(ModulesSettings {
            modules: ModuleSet::of(modules),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_module_is_refused() {
        let form = ModulesForm {
            modules: vec!["invoices".into(), "teleport".into()],
            version: 0,
        };
        assert!(form.validate().unwrap_err().get("modules").is_some());
    }
}
