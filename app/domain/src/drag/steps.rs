//! The same places, one step at a time: for the keyboard and for a menu.

use super::{Layout, Place, Rules};

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the place before, in reading order; into containers and out of them on the way.
    Up,
    /// To the place after.
    Down,
    /// Into the container before, at its end; else into the one after, at its start.
    In,
    /// Out of the container, after it.
    Out,
}

/// Every place that a payload may go to, in reading order, its own among them.
pub fn places<K: Clone + PartialEq>(layout: &Layout<K>, payload: &K, rules: &impl Rules<K>) -> Vec<Place<K>> {
    let rest = layout.without(payload);
    let mut all = Vec::new();
    collect(&rest, None, &mut all);
    all.retain(|place| rules.allows(payload, place).is_ok());
    all
}

fn collect<K: Clone + PartialEq>(rest: &Layout<K>, parent: Option<&K>, all: &mut Vec<Place<K>>) {
    let place = |index| Place {
        parent: parent.cloned(),
        index,
    };
    all.push(place(0));
    for (index, row) in rest.children(parent).enumerate() {
        if row.container {
            collect(rest, Some(&row.id), all);
        }
        all.push(place(index + 1));
    }
}

/// The place one step on.
///
/// # Errors
/// Why there is none, as a sentence for the user.
pub fn step<K: Clone + PartialEq>(
    layout: &Layout<K>,
    payload: &K,
    from: &Place<K>,
    step: Step,
    rules: &impl Rules<K>,
) -> Result<Place<K>, String> {
    let rest = layout.without(payload);
    let found = match step {
        Step::Up | Step::Down => {
            let all = places(layout, payload, rules);
            let at = all.iter().position(|place| place == from);
            let to = at.and_then(|at| {
                if step == Step::Up {
                    at.checked_sub(1)
                } else {
                    Some(at + 1)
                }
            });
            let edge = if step == Step::Up {
                "This is the first place."
            } else {
                "This is the last place."
            };
            to.and_then(|to| all.get(to)).cloned().ok_or(edge)
        }
        Step::In => {
            let sibling = |index: usize| rest.children(from.parent.as_ref()).nth(index);
            let before = from
                .index
                .checked_sub(1)
                .and_then(sibling)
                .filter(|row| row.container);
            let after = sibling(from.index).filter(|row| row.container);
            match (before, after) {
                (Some(row), _) => Ok(Place::within(
                    row.id.clone(),
                    rest.children(Some(&row.id)).count(),
                )),
                (None, Some(row)) => Ok(Place::within(row.id.clone(), 0)),
                (None, None) => Err("There is nothing beside it to go into."),
            }
        }
        Step::Out => match &from.parent {
            Some(parent) => {
                let place = rest.place_of(parent);
                place
                    .map(|place| Place {
                        index: place.index + 1,
                        ..place
                    })
                    .ok_or("It is in nothing.")
            }
            None => Err("It is in nothing."),
        },
    };
    let place = found.map_err(str::to_owned)?;
    rules.allows(payload, &place)?;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::super::drawing::{OneLevel, drawn};
    use super::*;

    fn written(place: &Place<char>) -> String {
        format!(
            "{}.{}",
            place.parent.map(String::from).unwrap_or_default(),
            place.index
        )
    }

    #[test]
    fn the_keyboard_walks_every_legal_place() {
        let menu = drawn(
            "
            a
            g+
              x
            h+
            ",
        );
        let rules = OneLevel(&menu);
        let all = |payload: char| -> Vec<String> {
            places(&menu.layout, &payload, &rules)
                .iter()
                .map(written)
                .collect()
        };
        assert_eq!(all('a'), [".0", "g.0", "g.1", ".1", "h.0", ".2"]);
        assert_eq!(all('g'), [".0", ".1", ".2"], "a group walks the root only");
        let mut place = Place::root(0);
        let mut walked = Vec::new();
        while let Ok(next) = step(&menu.layout, &'a', &place, Step::Down, &rules) {
            walked.push(written(&next));
            place = next;
        }
        assert_eq!(walked, ["g.0", "g.1", ".1", "h.0", ".2"]);
        assert_eq!(
            step(&menu.layout, &'a', &Place::root(0), Step::Up, &rules).unwrap_err(),
            "This is the first place."
        );
    }

    #[test]
    fn sideways_goes_in_and_out() {
        let menu = drawn(
            "
            g+
              x
            a
            h+
            ",
        );
        let rules = OneLevel(&menu);
        let go = |payload: char, from: Place<char>, way| {
            step(&menu.layout, &payload, &from, way, &rules).map(|place| written(&place))
        };
        assert_eq!(go('a', Place::root(1), Step::In).unwrap(), "g.1");
        assert_eq!(go('a', Place::root(0), Step::In).unwrap(), "g.0");
        assert_eq!(go('x', Place::within('g', 0), Step::Out).unwrap(), ".1");
        assert!(go('a', Place::root(1), Step::Out).is_err());
        assert_eq!(
            go('h', Place::root(1), Step::In).unwrap_err(),
            "A group can't go inside a group."
        );
    }
}
