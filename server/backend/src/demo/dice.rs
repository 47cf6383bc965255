//! Chance that falls the same way every time, so that the demo is the same on every machine.

/// SplitMix64 (Steele, Lea and Flood, 2014): small, even, and repeatable. Not for secrets.
pub(super) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.next() % width)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several, the first where the list is empty of others.
    pub fn pick<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let last = i64::try_from(others.len()).unwrap_or_default();
        match usize::try_from(self.between(0, last)) {
            Ok(at) if at > 0 => others.get(at - 1).copied().unwrap_or(first),
            _ => first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_falls_the_same_way_and_stays_in_range() {
        let (mut one, mut other) = (Dice::new(7), Dice::new(7));
        for _ in 0..1_000 {
            let (low, high) = (-3, 5);
            let fell = one.between(low, high);
            assert!((low..=high).contains(&fell));
            assert_eq!(fell, other.between(low, high));
        }
        assert!(!one.chance(0));
        assert!(one.chance(100));
    }
}
