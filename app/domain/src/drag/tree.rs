//! Where a drop into a tree would land.
//!
//! The upper quarter of a container's row is *before* it, the lower *after* it, the half between *into* it; other rows are halved.
//! Between two rows several levels may be possible (after the last child, or after its parent): the pointer's horizontal offset
//! picks one, [`LEVEL`] pixels a level.

use super::{Layout, Place, Point, Rect, Row, Rules};

/// So many pixels to the right are one level deeper.
pub const LEVEL: f64 = 24.0;
/// The share of a container's row that is "before" it, and as much "after" it.
const EDGE: f64 = 0.25;
/// A target is kept until the pointer is so many pixels beyond its border, so that it does not flicker there.
const STICKY: f64 = 5.0;

/// What shows a target on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A line between two rows.
    Line {
        /// Its height in the document.
        y: f64,
        /// How deep it is indented.
        level: usize,
    },
    /// A frame around the row that takes the payload in.
    Frame(Rect),
}

/// Where a drop would land.
#[derive(Debug, Clone, PartialEq)]
pub struct Target<K> {
    /// The place.
    pub place: Place<K>,
    /// What shows it.
    pub mark: Mark,
    /// Why it may not be used, if it may not.
    pub refused: Option<String>,
}

/// The target under a pointer. `origin` is the pointer's horizontal position that means the root's level: for a row of level *n*
/// that was picked up at *x*, it is `x - n × LEVEL`. `last` is the target of the moment before. `None` in an empty tree only.
pub fn resolve<K: Clone + PartialEq>(
    layout: &Layout<K>,
    payload: &K,
    pointer: Point,
    origin: f64,
    rules: &impl Rules<K>,
    last: Option<&Target<K>>,
) -> Target<K> {
    let rest = layout.without(payload);
    let at = |pointer: Point| under(&rest, payload, pointer, origin, rules);
    let found = at(pointer);
    let Some(last) = last.filter(|last| last.place != found.place) else {
        return found;
    };
    // Does the last target still reach to within a few pixels?
    let near = [(0.0, -STICKY), (0.0, STICKY), (-STICKY, 0.0), (STICKY, 0.0)];
    if near.iter().any(|(x, y)| at(pointer.shifted(*x, *y)) == *last) {
        return last.clone();
    }
    found
}

/// The target of a place that was not pointed at, for the keyboard: the same line is shown.
pub fn target_at<K: Clone + PartialEq>(
    layout: &Layout<K>,
    payload: &K,
    place: Place<K>,
    rules: &impl Rules<K>,
) -> Target<K> {
    between(&layout.without(payload), payload, place, rules)
}

fn under<K: Clone + PartialEq>(
    rest: &Layout<K>,
    payload: &K,
    pointer: Point,
    origin: f64,
    rules: &impl Rules<K>,
) -> Target<K> {
    let rows = rest.rows();
    let distance = |row: &Row<K>| row.rect.vertical_distance(pointer.y);
    let nearest = rows
        .iter()
        .enumerate()
        .min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    let Some((nth, row)) = nearest else {
        return between(rest, payload, Place::root(0), rules);
    };
    let share = (pointer.y - row.rect.top) / row.rect.height.max(1.0);
    if row.container && (EDGE..=1.0 - EDGE).contains(&share) {
        let index = rest.children(Some(&row.id)).count();
        let place = Place::within(row.id.clone(), index);
        return Target {
            refused: rules.allows(payload, &place).err(),
            mark: Mark::Frame(row.rect),
            place,
        };
    }
    let gap = if share < 0.5 { nth } else { nth + 1 };
    in_gap(rest, payload, gap, wanted(pointer, origin), rules)
}

/// The level that a pointer's horizontal position means.
fn wanted(pointer: Point, origin: f64) -> usize {
    let level = ((pointer.x - origin) / LEVEL).round().max(0.0);
    // A page is never so wide that this is more than a few.
    if level > 64.0 { 64 } else { level as usize }
}

/// The best place between the rows `gap - 1` and `gap`: of the wanted level, or the nearest one that is allowed.
fn in_gap<K: Clone + PartialEq>(
    rest: &Layout<K>,
    payload: &K,
    gap: usize,
    wanted: usize,
    rules: &impl Rules<K>,
) -> Target<K> {
    let rows = rest.rows();
    let above = gap.checked_sub(1).and_then(|at| rows.get(at));
    let below = rows.get(gap);
    let least = below.map_or(0, |row| row.level);
    let most = above
        .map_or(0, |row| row.level + usize::from(row.container))
        .max(least);
    let mut levels: Vec<usize> = (least..=most).collect();
    levels.sort_by_key(|level| level.abs_diff(wanted.clamp(least, most)));
    let mut targets = levels.into_iter().filter_map(|level| {
        let place = place_of_level(rest, above, level)?;
        Some(between(rest, payload, place, rules))
    });
    let first = targets.next();
    match first {
        Some(target) if target.refused.is_none() => target,
        Some(refused) => targets.find(|target| target.refused.is_none()).unwrap_or(refused),
        None => between(rest, payload, Place::root(0), rules),
    }
}

/// The place of a level below a row.
fn place_of_level<K: Clone + PartialEq>(
    rest: &Layout<K>,
    above: Option<&Row<K>>,
    level: usize,
) -> Option<Place<K>> {
    let Some(mut row) = above else {
        return (level == 0).then(|| Place::root(0));
    };
    if level == row.level + 1 {
        return row.container.then(|| Place::within(row.id.clone(), 0));
    }
    while row.level > level {
        row = rest.row(row.parent.as_ref()?)?;
    }
    let mut place = rest.place_of(&row.id)?;
    place.index += 1;
    Some(place)
}

/// A place with the line that shows it.
fn between<K: Clone + PartialEq>(
    rest: &Layout<K>,
    payload: &K,
    place: Place<K>,
    rules: &impl Rules<K>,
) -> Target<K> {
    let parent = place.parent.as_ref().and_then(|id| rest.row(id));
    let level = parent.map_or(0, |row| row.level + 1);
    let before = place.index.checked_sub(1);
    let before = before.and_then(|nth| rest.children(place.parent.as_ref()).nth(nth));
    let above = match before {
        Some(row) => rest
            .rows()
            .iter()
            .rfind(|other| rest.is_within(&other.id, &row.id)),
        None => parent,
    };
    let y = match above {
        Some(row) => row.rect.bottom(),
        None => rest.rows().first().map_or(0.0, |row| row.rect.top),
    };
    Target {
        refused: rules.allows(payload, &place).err(),
        mark: Mark::Line { y, level },
        place,
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawing::{Drawing, OneLevel, drawn};
    use super::*;

    /// Drags a row of a drawing to a height and so many levels to the right; answers like `g.1` or `.0 !reason`.
    fn drop(drawing: &Drawing, payload: char, y: f64, right: f64) -> String {
        let row = drawing.layout.row(&payload).unwrap();
        let from = row.rect.left + 30.0;
        let origin = from - row.level as f64 * LEVEL;
        let pointer = Point::new(from + right * LEVEL, y);
        written(&resolve(
            &drawing.layout,
            &payload,
            pointer,
            origin,
            &OneLevel(drawing),
            None,
        ))
    }

    fn written(target: &Target<char>) -> String {
        let parent = target.place.parent.map(String::from).unwrap_or_default();
        let refused = target.refused.as_ref().map(|_| " refused").unwrap_or_default();
        format!("{parent}.{}{refused}", target.place.index)
    }

    /// Rows are 40 pixels high, one under another, from 0.
    fn menu() -> Drawing {
        drawn(
            "
            a
            g+
              x
              y
            b
            h+
            ",
        )
    }

    #[test]
    fn plain_rows_are_halved() {
        let menu = menu();
        for (y, expected) in [
            (-100.0, ".0"),
            (1.0, ".0"),
            (19.0, ".0"),
            // `b` itself is between y and h: staying there is its own place.
            (170.0, ".2"),
            (900.0, ".3"),
        ] {
            assert_eq!(drop(&menu, 'b', y, 0.0), expected, "{y}");
        }
        assert_eq!(drop(&menu, 'a', 165.0, 0.0), ".1", "upper half of b, at the root");
        assert_eq!(drop(&menu, 'a', 195.0, 0.0), ".2", "lower half of b");
    }

    #[test]
    fn a_container_has_three_bands() {
        let menu = menu();
        for (y, expected) in [
            (41.0, ".1"),
            (49.0, ".1"),
            (51.0, "g.2"),
            (69.0, "g.2"),
            // Below an open group's own row is its first place.
            (71.0, "g.0"),
            (201.0, ".2"),
            (220.0, "h.0"),
        ] {
            assert_eq!(drop(&menu, 'b', y, 0.0), expected, "{y}");
        }
    }

    #[test]
    fn the_offset_picks_the_level() {
        let menu = menu();
        // Below y, the last of g: after y, or after g.
        assert_eq!(drop(&menu, 'a', 155.0, 0.0), ".1");
        assert_eq!(drop(&menu, 'a', 155.0, 0.4), ".1");
        assert_eq!(drop(&menu, 'a', 155.0, 0.6), "g.2");
        assert_eq!(drop(&menu, 'a', 155.0, 7.0), "g.2", "no deeper than there is");
        // Between x and y there is one level only.
        assert_eq!(drop(&menu, 'a', 115.0, 0.0), "g.1");
        // Below an empty group: after it, or into it.
        assert_eq!(drop(&menu, 'a', 238.0, 0.0), ".3");
        assert_eq!(drop(&menu, 'a', 238.0, 1.0), "h.0");
        // Out of a group to the left, and back in to the right, without going up or down.
        assert_eq!(drop(&menu, 'y', 140.0, 0.0), "g.1");
        assert_eq!(drop(&menu, 'y', 140.0, -1.0), ".2");
        assert_eq!(drop(&menu, 'b', 180.0, 1.0), "g.2");
    }

    #[test]
    fn what_may_not_be_there_goes_to_the_nearest_place_or_says_why() {
        let menu = menu();
        assert_eq!(drop(&menu, 'h', 60.0, 0.0), "g.2 refused", "a group into a group");
        assert_eq!(
            drop(&menu, 'h', 115.0, 0.0),
            "g.1 refused",
            "between two of a group"
        );
        assert_eq!(
            drop(&menu, 'h', 155.0, 1.0),
            ".2",
            "below the last one it goes after the group"
        );
        let row = menu.layout.row(&'h').unwrap().rect;
        let target = resolve(
            &menu.layout,
            &'h',
            Point::new(30.0, 60.0),
            30.0,
            &OneLevel(&menu),
            None,
        );
        assert_eq!(
            target.refused.as_deref(),
            Some("A group can't go inside a group.")
        );
        assert_eq!(
            target.mark,
            Mark::Frame(Rect::new(row.left, 40.0, row.width, 40.0))
        );
    }

    #[test]
    fn a_container_never_lands_in_itself() {
        let menu = menu();
        for y in 0..300 {
            let at = drop(&menu, 'g', f64::from(y), 1.0);
            assert!(!at.starts_with('g') && !at.starts_with('x'), "{y}: {at}");
        }
        // Over its own rows it stays where it is.
        assert_eq!(drop(&menu, 'g', 100.0, 0.0), ".1");
    }

    #[test]
    fn lines_are_drawn_where_the_payload_would_be() {
        let menu = menu();
        let line = |payload: char, place| target_at(&menu.layout, &payload, place, &OneLevel(&menu)).mark;
        let at = |y: f64, level| Mark::Line { y, level };
        assert_eq!(line('b', Place::root(0)), at(0.0, 0));
        assert_eq!(line('b', Place::root(2)), at(160.0, 0), "below the whole group");
        assert_eq!(line('b', Place::within('g', 0)), at(80.0, 1));
        assert_eq!(line('b', Place::within('g', 2)), at(160.0, 1));
        assert_eq!(line('a', Place::within('h', 0)), at(240.0, 1));
    }

    #[test]
    fn a_target_sticks_for_some_pixels() {
        let menu = menu();
        let rules = OneLevel(&menu);
        let at = |y: f64, last: Option<&Target<char>>| {
            resolve(&menu.layout, &'b', Point::new(30.0, y), 30.0, &rules, last)
        };
        let first = at(18.0, None);
        assert_eq!(written(&first), ".0");
        assert_eq!(written(&at(23.0, None)), ".1");
        assert_eq!(written(&at(23.0, Some(&first))), ".0", "3 px beyond the middle");
        assert_eq!(written(&at(26.0, Some(&first))), ".1", "6 px beyond");
        // One pixel at a time, forth and back over a border: never more than one change each way.
        let mut last = at(10.0, None);
        let mut changes = 0;
        for y in (10..30).chain((10..30).rev()) {
            let next = at(f64::from(y), Some(&last));
            changes += usize::from(next.place != last.place);
            last = next;
        }
        assert_eq!(changes, 2);
    }

    #[test]
    fn deeper_trees_have_more_levels() {
        let outline = drawn(
            "
            a+
              b+
                c
            d
            ",
        );
        let free = super::super::drawing::Anything;
        let drop = |right: f64| {
            let pointer = Point::new(30.0 + right * LEVEL, 115.0);
            written(&resolve(&outline.layout, &'d', pointer, 30.0, &free, None))
        };
        assert_eq!(
            [drop(0.0), drop(1.0), drop(2.0), drop(3.0)],
            [".1", "a.1", "b.1", "b.1"]
        );
    }

    #[test]
    fn an_empty_tree_takes_anything() {
        let free = super::super::drawing::Anything;
        let target = resolve(&Layout::new(Vec::new()), &'z', Point::default(), 0.0, &free, None);
        assert_eq!(target.place, Place::root(0));
    }
}
