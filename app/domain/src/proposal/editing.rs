//! Changes of the form's shape: sections, items and steps come, go and move. The buttons of the plain form and of the editor
//! in the browser are these.

use super::{
    content::SectionKind,
    form::{ItemForm, ProposalForm, SectionForm, StepForm},
};
use std::{fmt, str::FromStr};

/// One change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// A new section at the end.
    AddSection(SectionKind),
    /// The section of a place is taken out.
    RemoveSection(usize),
    /// It changes places with the one before it, or after it.
    MoveSection(usize, Way),
    /// A new item at the end of a section.
    AddItem(usize),
    /// An item of a section is taken out.
    RemoveItem(usize, usize),
    /// It changes places with its neighbour.
    MoveItem(usize, usize, Way),
    /// A new step at the end of a section.
    AddStep(usize),
    /// A step of a section is taken out.
    RemoveStep(usize, usize),
    /// It changes places with its neighbour.
    MoveStep(usize, usize, Way),
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// A text that is no change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This button is not known.")]
pub struct UnknownEdit;

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = |way: &Way| match way {
            Way::Up => "up",
            Way::Down => "down",
        };
        match self {
            Self::AddSection(kind) => write!(f, "add-section:{}", kind.as_str()),
            Self::RemoveSection(at) => write!(f, "remove-section:{at}"),
            Self::MoveSection(at, to) => write!(f, "{}-section:{at}", way(to)),
            Self::AddItem(section) => write!(f, "add-item:{section}"),
            Self::RemoveItem(section, at) => write!(f, "remove-item:{section}:{at}"),
            Self::MoveItem(section, at, to) => write!(f, "{}-item:{section}:{at}", way(to)),
            Self::AddStep(section) => write!(f, "add-step:{section}"),
            Self::RemoveStep(section, at) => write!(f, "remove-step:{section}:{at}"),
            Self::MoveStep(section, at, to) => write!(f, "{}-step:{section}:{at}", way(to)),
        }
    }
}

impl FromStr for Edit {
    type Err = UnknownEdit;

    fn from_str(text: &str) -> Result<Self, UnknownEdit> {
        let mut parts = text.split(':');
        let verb = parts.next().unwrap_or_default();
        let rest: Vec<&str> = parts.collect();
        let place = |nth: usize| {
            rest.get(nth)
                .and_then(|text| text.parse::<usize>().ok())
                .ok_or(UnknownEdit)
        };
        let edit = match verb {
            "add-section" => {
                let kind = rest.first().copied().unwrap_or_default();
                Self::AddSection(kind.parse().map_err(|_| UnknownEdit)?)
            }
            "remove-section" => Self::RemoveSection(place(0)?),
            "up-section" => Self::MoveSection(place(0)?, Way::Up),
            "down-section" => Self::MoveSection(place(0)?, Way::Down),
            "add-item" => Self::AddItem(place(0)?),
            "remove-item" => Self::RemoveItem(place(0)?, place(1)?),
            "up-item" => Self::MoveItem(place(0)?, place(1)?, Way::Up),
            "down-item" => Self::MoveItem(place(0)?, place(1)?, Way::Down),
            "add-step" => Self::AddStep(place(0)?),
            "remove-step" => Self::RemoveStep(place(0)?, place(1)?),
            "up-step" => Self::MoveStep(place(0)?, place(1)?, Way::Up),
            "down-step" => Self::MoveStep(place(0)?, place(1)?, Way::Down),
            _ => return Err(UnknownEdit),
        };
        match edit.to_string() == text {
            true => Ok(edit),
            false => Err(UnknownEdit),
        }
    }
}

impl Edit {
    /// Does it. What is not there is left alone.
    pub fn apply(self, form: &mut ProposalForm) {
        match self {
            Self::AddSection(kind) => {
                let tax = form.usual_tax();
                form.sections.push(SectionForm::new(kind, tax));
            }
            Self::RemoveSection(at) => remove(&mut form.sections, at),
            Self::MoveSection(at, way) => swap(&mut form.sections, at, way),
            Self::AddItem(section) => {
                let tax = form.usual_tax();
                if let Some(section) = form.sections.get_mut(section) {
                    section.items.push(ItemForm::new(tax));
                }
            }
            Self::AddStep(section) => {
                if let Some(section) = form.sections.get_mut(section) {
                    section.steps.push(StepForm::default());
                }
            }
            Self::RemoveItem(section, at) => {
                if let Some(section) = form.sections.get_mut(section) {
                    remove(&mut section.items, at);
                }
            }
            Self::MoveItem(section, at, way) => {
                if let Some(section) = form.sections.get_mut(section) {
                    swap(&mut section.items, at, way);
                }
            }
            Self::RemoveStep(section, at) => {
                if let Some(section) = form.sections.get_mut(section) {
                    remove(&mut section.steps, at);
                }
            }
            Self::MoveStep(section, at, way) => {
                if let Some(section) = form.sections.get_mut(section) {
                    swap(&mut section.steps, at, way);
                }
            }
        }
    }
}

fn remove<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

fn swap<T>(list: &mut [T], at: usize, way: Way) {
    let to = match way {
        Way::Up => at.checked_sub(1),
        Way::Down => at.checked_add(1),
    };
    if let Some(to) = to.filter(|to| *to < list.len() && at < list.len()) {
        list.swap(at, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> ProposalForm {
        let mut form = ProposalForm::default();
        for kind in [SectionKind::Overview, SectionKind::Pricing, SectionKind::Timeline] {
            Edit::AddSection(kind).apply(&mut form);
        }
        form
    }

    #[test]
    fn buttons_read_back() {
        for edit in [
            Edit::AddSection(SectionKind::NextSteps),
            Edit::RemoveSection(2),
            Edit::MoveSection(1, Way::Up),
            Edit::AddItem(0),
            Edit::RemoveItem(1, 3),
            Edit::MoveItem(1, 3, Way::Down),
            Edit::AddStep(4),
            Edit::RemoveStep(4, 0),
            Edit::MoveStep(4, 0, Way::Up),
        ] {
            assert_eq!(edit.to_string().parse(), Ok(edit));
        }
        for odd in [
            "",
            "add-item",
            "add-item:-1",
            "add-item:0:0",
            "add-section:x",
            "drop:1",
        ] {
            assert_eq!(odd.parse::<Edit>(), Err(UnknownEdit), "{odd}");
        }
    }

    #[test]
    fn sections_and_items_come_move_and_go() {
        let mut form = form();
        Edit::AddItem(1).apply(&mut form);
        form.sections[1].items[0].name = "A".into();
        form.sections[1].items[1].name = "B".into();
        Edit::MoveItem(1, 1, Way::Up).apply(&mut form);
        assert_eq!(form.sections[1].items[0].name, "B");
        Edit::MoveSection(1, Way::Up).apply(&mut form);
        assert_eq!(form.sections[0].kind, "pricing");
        Edit::RemoveItem(0, 0).apply(&mut form);
        assert_eq!(form.sections[0].items[0].name, "A");
        Edit::RemoveSection(0).apply(&mut form);
        assert_eq!(form.sections.len(), 2);
    }

    proptest! {
        #[test]
        fn moving_loses_nothing(section in 0_usize..6, at in 0_usize..6, up in any::<bool>()) {
            let mut changed = form();
            Edit::AddItem(1).apply(&mut changed);
            let items = |form: &ProposalForm| form.sections.iter().map(|s| s.items.len()).sum::<usize>();
            let before = (changed.sections.len(), items(&changed));
            let way = if up { Way::Up } else { Way::Down };
            Edit::MoveSection(section, way).apply(&mut changed);
            Edit::MoveItem(section, at, way).apply(&mut changed);
            Edit::MoveStep(section, at, way).apply(&mut changed);
            prop_assert_eq!((changed.sections.len(), items(&changed)), before);
        }

        #[test]
        fn no_button_makes_it_panic(text in "[a-z:0-9-]{0,40}") {
            let mut changed = form();
            if let Ok(edit) = text.parse::<Edit>() {
                edit.apply(&mut changed);
            }
        }
    }
}
