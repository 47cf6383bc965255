//! Scrolling by itself when something is dragged to the edge of what is seen.

/// The share of a side that scrolls.
const HOT: f64 = 0.25;
/// At most so many pixels of it.
const HOT_MAX: f64 = 180.0;
/// Full speed in pixels a second.
const FULL: f64 = 900.0;
/// Full speed is reached after so many milliseconds, so that crossing an edge does not jump.
const RAMP: f64 = 400.0;

/// How fast to scroll along one axis, in pixels a second; below 0 is back. `at` is the pointer's position in what is seen, which
/// is `length` long; `since` is for how many milliseconds the pointer has been in the hot zone. In the zone's outer half, and
/// beyond the edge, the speed is full.
pub fn speed(at: f64, length: f64, since: f64) -> f64 {
    let hot = (length * HOT).min(HOT_MAX);
    if hot <= 0.0 {
        return 0.0;
    }
    let share = |depth: f64| (depth / (hot / 2.0)).clamp(0.0, 1.0);
    let (back, on) = (share(hot - at), share(hot - (length - at)));
    (on - back) * FULL * (since / RAMP).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_the_edge_the_faster() {
        // 1,000 high: the zones are 180 high, full speed from 90 on.
        for (at, since, expected) in [
            (500.0, 999.0, 0.0),
            (181.0, 999.0, 0.0),
            (135.0, 400.0, -450.0),
            (90.0, 400.0, -900.0),
            (0.0, 400.0, -900.0),
            (-50.0, 400.0, -900.0),
            (865.0, 400.0, 450.0),
            (999.0, 400.0, 900.0),
            (999.0, 100.0, 225.0),
            (999.0, 0.0, 0.0),
        ] {
            assert_eq!(speed(at, 1_000.0, since), expected, "{at} {since}");
        }
    }

    #[test]
    fn small_boxes_have_a_quiet_middle() {
        assert_eq!(speed(50.0, 100.0, 400.0), 0.0);
        assert_eq!(speed(99.0, 100.0, 400.0), 900.0);
        assert_eq!(speed(0.0, 0.0, 400.0), 0.0);
    }
}
