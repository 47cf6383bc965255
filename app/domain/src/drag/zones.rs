//! Where a drop among blocks would land: zones that hold blocks one under another, some of them within blocks of others.
//!
//! A pointer means the innermost zone that takes the payload. Near the edge of a nested zone it means the zone around it, so that
//! there is a place above the first and below the last thing of every page. A zone that does not take the payload gives way to one
//! around it that does, and says why.

use super::{Point, Rect};

/// So near the upper or lower edge of a nested zone, in pixels, the zone around it is meant.
const EDGE: f64 = 8.0;
/// At most so much of the zone's height.
const EDGE_SHARE: f64 = 0.15;
/// A gap is kept until the pointer is so many pixels beyond its border, so that the line does not flicker there.
const STICKY: f64 = 5.0;
/// So near the left or right side of a block, in pixels, a place beside it is meant; at most so much of its width.
const BESIDE: f64 = 28.0;
const BESIDE_SHARE: f64 = 0.12;
/// Only in the middle of its height: above and below that, the gaps are meant.
const BESIDE_MIDDLE: f64 = 0.6;
/// A narrower block has no room beside it, in pixels.
const BESIDE_WIDTH: f64 = 220.0;
/// So far beside all zones the nearest one is still meant, in pixels.
const REACH: f64 = 48.0;

/// A place that holds blocks one under another.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone<Z> {
    /// Which.
    pub id: Z,
    /// Where it is in the document.
    pub rect: Rect,
    /// The blocks in it, from above, without those that are dragged.
    pub items: Vec<Rect>,
    /// Why it does not take the payload, if it does not.
    pub refuses: Option<String>,
}

/// The zones of a page, each after the one it is in; without those within what is dragged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Zones<Z> {
    zones: Vec<Zone<Z>>,
}

/// What shows a drop on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ZoneMark {
    /// A line between two blocks: its left end, and its length.
    Line(Point, f64),
    /// A line along a block's side: its upper end, and its length.
    Beside(Point, f64),
    /// A frame around an empty zone, or around one that refuses.
    Frame(Rect),
}

/// A side of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before it in the line.
    Left,
    /// After it.
    Right,
}

/// Where a drop would land.
#[derive(Debug, Clone, PartialEq)]
pub struct Drop<Z> {
    /// The zone.
    pub zone: Z,
    /// The place among its blocks, from 0.
    pub index: usize,
    /// Beside the block at that place, instead of before it.
    pub beside: Option<Side>,
    /// What shows it.
    pub mark: ZoneMark,
    /// Why the zone under the pointer does not take the payload, if another one does.
    pub instead: Option<String>,
    /// Why nothing here takes the payload.
    pub refused: Option<String>,
}

impl<Z: Clone + PartialEq> Zones<Z> {
    /// These zones.
    pub const fn new(zones: Vec<Zone<Z>>) -> Self {
        Self { zones }
    }

    /// Where a drop at a pointer would land; nowhere if that is far from everything. `last` is where it would have landed a moment
    /// before.
    pub fn resolve(&self, pointer: Point, last: Option<&Drop<Z>>) -> Option<Drop<Z>> {
        let under: Vec<&Zone<Z>> = self.under(pointer);
        let innermost = under.last().copied()?;
        let open = under.iter().rev().find(|zone| zone.refuses.is_none());
        let Some(zone) = open else {
            return Some(Drop {
                zone: innermost.id.clone(),
                index: 0,
                beside: None,
                mark: ZoneMark::Frame(innermost.rect),
                instead: None,
                refused: innermost.refuses.clone(),
            });
        };
        if let Some(beside) = zone.beside(pointer) {
            return Some(beside);
        }
        let kept = last.filter(|last| last.zone == zone.id).map(|last| last.index);
        Some(Drop {
            instead: innermost.refuses.clone(),
            ..zone.at(zone.gap(pointer.y, kept))
        })
    }

    /// What shows a place that was not pointed at, for the keyboard.
    pub fn place(&self, zone: &Z, index: usize) -> Option<Drop<Z>> {
        let zone = self.zones.iter().find(|other| other.id == *zone)?;
        Some(zone.at(index))
    }

    /// The zones at a pointer, from the outermost; the nearest one if it is beside all.
    fn under(&self, pointer: Point) -> Vec<&Zone<Z>> {
        let mut found: Vec<&Zone<Z>> = Vec::new();
        for (nth, zone) in self.zones.iter().enumerate() {
            // The page itself is meant as far as it reaches.
            let edge = if nth == 0 {
                0.0
            } else {
                EDGE.min(zone.rect.height * EDGE_SHARE)
            };
            if zone.rect.shrunk(edge).contains(pointer) {
                found.push(zone);
            }
        }
        if found.is_empty() {
            let near = self
                .zones
                .first()
                .filter(|zone| zone.rect.distance(pointer) <= REACH);
            found.extend(near);
        }
        found
    }
}

impl<Z: Clone> Zone<Z> {
    /// The gap at a height. `kept` is the one of the moment before: it holds a little longer.
    fn gap(&self, y: f64, kept: Option<usize>) -> usize {
        let above = |shift: f64| {
            self.items
                .partition_point(|rect| rect.top + rect.height / 2.0 < y + shift)
        };
        match kept {
            Some(kept) if above(-STICKY) <= kept && kept <= above(STICKY) => kept.min(self.items.len()),
            _ => above(0.0),
        }
    }

    /// The place beside a block whose side a pointer is at.
    fn beside(&self, pointer: Point) -> Option<Drop<Z>> {
        let index = self
            .items
            .iter()
            .position(|rect| rect.contains(pointer) && rect.width >= BESIDE_WIDTH)?;
        let rect = self.items.get(index)?;
        let middle = rect.top + rect.height / 2.0;
        if (pointer.y - middle).abs() > rect.height * BESIDE_MIDDLE / 2.0 {
            return None;
        }
        let near = BESIDE.min(rect.width * BESIDE_SHARE);
        let right = rect.left + rect.width;
        let (side, x) = if pointer.x < rect.left + near {
            (Side::Left, rect.left)
        } else if pointer.x > right - near {
            (Side::Right, right)
        } else {
            return None;
        };
        Some(Drop {
            zone: self.id.clone(),
            index,
            beside: Some(side),
            mark: ZoneMark::Beside(Point::new(x, rect.top), rect.height),
            instead: None,
            refused: None,
        })
    }

    fn at(&self, index: usize) -> Drop<Z> {
        let index = index.min(self.items.len());
        let before = index.checked_sub(1).and_then(|nth| self.items.get(nth));
        let after = self.items.get(index);
        let line = |y: f64| ZoneMark::Line(Point::new(self.rect.left, y), self.rect.width);
        let mark = match (before, after) {
            (Some(before), Some(after)) => line(f64::midpoint(before.bottom(), after.top)),
            (Some(before), None) => line(before.bottom()),
            (None, Some(after)) => line(after.top),
            (None, None) => ZoneMark::Frame(self.rect),
        };
        Drop {
            zone: self.id.clone(),
            index,
            beside: None,
            mark,
            instead: None,
            refused: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page from (0, 0) to (400, 600) holds: a heading (0–100), columns (100–400) with a left (110–390, empty) and a right
    /// column (two cards: 110–250, 250–390), and a text (400–500).
    fn page() -> Zones<char> {
        let zone = |id, rect, items: &[(f64, f64)]| Zone {
            id,
            rect,
            items: items
                .iter()
                .map(|(top, height)| Rect::new(rect.left, *top, rect.width, *height))
                .collect(),
            refuses: None,
        };
        Zones::new(vec![
            zone(
                'p',
                Rect::new(0.0, 0.0, 400.0, 600.0),
                &[(0.0, 100.0), (100.0, 300.0), (400.0, 100.0)],
            ),
            zone('l', Rect::new(0.0, 110.0, 190.0, 280.0), &[]),
            zone(
                'r',
                Rect::new(210.0, 110.0, 190.0, 280.0),
                &[(110.0, 140.0), (250.0, 140.0)],
            ),
        ])
    }

    fn at(zones: &Zones<char>, x: f64, y: f64) -> String {
        match zones.resolve(Point::new(x, y), None) {
            Some(drop) if drop.refused.is_some() => format!("{} refused", drop.zone),
            Some(drop) => format!("{}{}", drop.zone, drop.index),
            None => "nowhere".to_owned(),
        }
    }

    #[test]
    fn the_innermost_zone_is_meant() {
        let page = page();
        for (x, y, expected) in [
            (50.0, 10.0, "p0"),
            (50.0, 60.0, "p1"),
            (100.0, 200.0, "l0"),
            (300.0, 150.0, "r0"),
            (300.0, 200.0, "r1"),
            (300.0, 350.0, "r2"),
            (200.0, 150.0, "p1"),
            (50.0, 470.0, "p3"),
            (50.0, 590.0, "p3"),
        ] {
            assert_eq!(at(&page, x, y), expected, "{x}, {y}");
        }
    }

    #[test]
    fn edges_mean_the_zone_around() {
        let page = page();
        assert_eq!(
            at(&page, 100.0, 117.0),
            "p1",
            "7 px below the column's top: above the columns"
        );
        assert_eq!(at(&page, 100.0, 119.0), "l0");
        assert_eq!(
            at(&page, 300.0, 383.0),
            "p2",
            "7 px above its end: below the columns"
        );
    }

    #[test]
    fn what_is_beside_goes_to_the_nearest_place_or_nowhere() {
        let page = page();
        assert_eq!(at(&page, 430.0, 60.0), "p1");
        assert_eq!(at(&page, 50.0, 640.0), "p3");
        assert_eq!(at(&page, 460.0, 60.0), "nowhere");
        assert_eq!(Zones::<char>::default().resolve(Point::default(), None), None);
    }

    #[test]
    fn a_blocks_sides_mean_beside_it() {
        let page = page();
        let beside = |x: f64, y: f64| {
            let drop = page.resolve(Point::new(x, y), None).unwrap();
            (drop.index, drop.beside, drop.mark)
        };
        let line = |x: f64| ZoneMark::Beside(Point::new(x, 400.0), 100.0);
        assert_eq!(beside(20.0, 450.0), (2, Some(Side::Left), line(0.0)));
        assert_eq!(beside(380.0, 450.0), (2, Some(Side::Right), line(400.0)));
        assert_eq!(
            beside(20.0, 410.0).1,
            None,
            "near the upper edge the gap is meant"
        );
        assert_eq!(beside(40.0, 450.0).1, None, "away from the side, too");
        assert_eq!(
            beside(215.0, 180.0).1,
            None,
            "a narrow block has no room beside it"
        );
    }

    #[test]
    fn a_zone_that_refuses_gives_way_and_says_why() {
        let mut page = page();
        page.zones[2].refuses = Some("A card can't go inside a card.".to_owned());
        let drop = page.resolve(Point::new(300.0, 150.0), None).unwrap();
        assert_eq!((drop.zone, drop.index), ('p', 1));
        assert_eq!(drop.instead.as_deref(), Some("A card can't go inside a card."));
        assert_eq!(drop.refused, None);
        page.zones[0].refuses = Some("Only in an accordion.".to_owned());
        assert_eq!(at(&page, 300.0, 150.0), "r refused");
        assert_eq!(at(&page, 50.0, 150.0), "l0", "another one takes it");
    }

    #[test]
    fn lines_are_between_blocks_and_frames_around_what_is_empty() {
        let page = page();
        let mark = |zone, index| page.place(&zone, index).unwrap().mark;
        assert_eq!(mark('p', 0), ZoneMark::Line(Point::new(0.0, 0.0), 400.0));
        assert_eq!(mark('r', 1), ZoneMark::Line(Point::new(210.0, 250.0), 190.0));
        assert_eq!(mark('r', 9), ZoneMark::Line(Point::new(210.0, 390.0), 190.0));
        assert_eq!(mark('l', 0), ZoneMark::Frame(Rect::new(0.0, 110.0, 190.0, 280.0)));
    }

    #[test]
    fn a_gap_holds_a_little_longer() {
        let page = page();
        let go = |y: f64, last: Option<&Drop<char>>| page.resolve(Point::new(50.0, y), last).unwrap();
        let first = go(48.0, None);
        assert_eq!(first.index, 0);
        assert_eq!(go(53.0, None).index, 1);
        assert_eq!(go(53.0, Some(&first)).index, 0, "3 px beyond the middle");
        assert_eq!(go(56.0, Some(&first)).index, 1, "6 px beyond");
        let mut last = go(30.0, None);
        let mut changes = 0;
        for y in (30..70).chain((30..70).rev()) {
            let next = go(f64::from(y), Some(&last));
            changes += usize::from(next.index != last.index);
            last = next;
        }
        assert_eq!(changes, 2);
    }
}
