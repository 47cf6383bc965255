//! Rounding half away from zero, and splitting an amount without losing a cent.

use crate::decimal::Percent;

/// 100 % as a raw [`Percent`].
const WHOLE: i128 = Percent::HUNDRED.raw() as i128;

/// `dividend ÷ divisor` rounded half away from zero; `divisor` is positive.
pub(super) fn rounded_div(dividend: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    // `rest >= divisor − rest` is `2 × rest >= divisor` without the doubling that could overflow.
    if rest.abs() >= divisor - rest.abs() {
        quotient + dividend.signum()
    } else {
        quotient
    }
}

/// So many per cent of an amount, rounded.
pub(super) fn of_percent(amount: i128, percent: Percent) -> Option<i128> {
    amount
        .checked_mul(i128::from(percent.raw()))
        .map(|exact| rounded_div(exact, WHOLE))
}

/// What an amount was before so many per cent were added to it, rounded; the percentage is not negative.
pub(super) fn without_percent(amount: i128, percent: Percent) -> Option<i128> {
    amount
        .checked_mul(WHOLE)
        .map(|exact| rounded_div(exact, WHOLE + i128::from(percent.raw().max(0))))
}

/// Splits an amount over weights pro rata, each share rounded, the last taking the rest, so that the shares add up to
/// the amount exactly.
///
/// If no weight is negative and the amount is between nothing and their sum, no share is negative or more than its
/// weight: where plain rounding would leave the last one such a share, those before it take the difference.
pub fn split_pro_rata(amount: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    let tame = weights.iter().all(|weight| *weight >= 0) && (0..=sum).contains(&amount);
    let (mut left, mut weight_left) = (amount, sum);
    let mut shares = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        weight_left -= weight;
        let mut share = match amount.checked_mul(*weight) {
            _ if at + 1 == weights.len() => left,
            Some(exact) if sum != 0 => rounded_div(exact * sum.signum(), sum.abs()),
            _ => 0,
        };
        if tame {
            share = share.min(left).min(*weight).max(left - weight_left);
        }
        left -= share;
        shares.push(share);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (dividend, divisor, expected) in [
            (5, 10, 1),
            (-5, 10, -1),
            (4, 10, 0),
            (-4, 10, 0),
            (15, 10, 2),
            (-15, 10, -2),
            (7, 3, 2),
            (0, 3, 0),
        ] {
            assert_eq!(rounded_div(dividend, divisor), expected, "{dividend}/{divisor}");
        }
        assert_eq!(rounded_div(i128::MAX, i128::MAX), 1);
    }

    #[test]
    fn the_last_share_takes_the_rest_and_none_is_out_of_range() {
        assert_eq!(split_pro_rata(100, &[100, 100, 100]), [33, 33, 34]);
        assert_eq!(split_pro_rata(1, &[1, 1, 1]), [0, 0, 1]);
        // Plain rounding would give the last one 2 of 1, or −1.
        assert_eq!(split_pro_rata(2, &[1, 1, 1, 1, 1]), [0, 0, 0, 1, 1]);
        assert_eq!(split_pro_rata(3, &[1, 1, 1, 1, 1]), [1, 1, 1, 0, 0]);
        assert_eq!(split_pro_rata(0, &[0, 0]), [0, 0]);
        assert_eq!(split_pro_rata(10, &[300, -100]), [15, -5]);
        // 0.67 and 0.67 round up, −0.33 would round to nothing; the last takes the rest all the same.
        assert_eq!(split_pro_rata(1, &[2, 2, -1]), [1, 1, -1]);
        assert!(split_pro_rata(0, &[]).is_empty());
    }
}
