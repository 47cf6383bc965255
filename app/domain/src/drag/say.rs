//! What is said of a move: one sentence, with the name, the old place and the new one.

/// A place in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Which one, from 1.
    pub position: usize,
    /// The name of what it is in; none at the root.
    pub of: Option<String>,
}

impl Spot {
    fn words(&self) -> String {
        match &self.of {
            Some(of) => format!("position {} of {of}", self.position),
            None => format!("position {}", self.position),
        }
    }
}

/// `Moved Invoices from position 3 to position 1 of Money.`
pub fn moved(name: &str, from: &Spot, to: &Spot) -> String {
    let (old, new) = (from.words(), to.words());
    if from.of.is_some() && to.of.is_none() {
        return format!("Moved {name} from {old} out to {new}.");
    }
    format!("Moved {name} from {old} to {new}.")
}

/// `Undone: Invoices is back at position 3.`
pub fn undone(name: &str, back: &Spot) -> String {
    format!("Undone: {name} is back at {}.", back.words())
}

/// `Picked up Invoices at position 3. …`
pub fn picked_up(name: &str, at: &Spot) -> String {
    let at = at.words();
    format!("Picked up {name} at {at}. Arrow keys move it, Enter puts it down, Escape puts it back.")
}

/// `Invoices stays at position 3.`
pub fn unchanged(name: &str, at: &Spot) -> String {
    format!("{name} stays at {}.", at.words())
}

/// `Cancelled: Invoices is back at position 3.`
pub fn cancelled(name: &str, at: &Spot) -> String {
    format!("Cancelled: {name} is back at {}.", at.words())
}

/// `Can't move Money there: A group can't go inside a group. There are 4 other places.`
pub fn refused(name: &str, reason: &str, others: usize) -> String {
    let others = match others {
        0 => "There is no other place.".to_owned(),
        1 => "There is 1 other place.".to_owned(),
        many => format!("There are {many} other places."),
    };
    format!("Can't move {name} there: {reason} {others}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_name_old_place_and_new_place() {
        let spot = |position, of: Option<&str>| Spot {
            position,
            of: of.map(str::to_owned),
        };
        let (third, inside) = (spot(3, None), spot(1, Some("Money")));
        assert_eq!(
            moved("Invoices", &third, &inside),
            "Moved Invoices from position 3 to position 1 of Money."
        );
        assert_eq!(
            moved("Invoices", &inside, &third),
            "Moved Invoices from position 1 of Money out to position 3."
        );
        assert_eq!(
            undone("Invoices", &third),
            "Undone: Invoices is back at position 3."
        );
        assert_eq!(
            refused("Money", "A group can't go inside a group.", 2),
            "Can't move Money there: A group can't go inside a group. There are 2 other places."
        );
        assert!(picked_up("Invoices", &inside).starts_with("Picked up Invoices at position 1 of Money."));
        assert_eq!(unchanged("Invoices", &third), "Invoices stays at position 3.");
        assert_eq!(
            cancelled("Invoices", &third),
            "Cancelled: Invoices is back at position 3."
        );
    }
}
