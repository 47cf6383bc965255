use super::*;

fn money(total: i64, paid: i64, refunded: i64, credited: i64) -> Settlement {
    Settlement::from_minor(Currency::EUR, total, paid, refunded, credited)
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

#[test]
fn the_state_follows_from_the_money() {
    use InvoiceStatus::*;
    for (from, settlement, to) in [
        (Sent, money(100, 0, 0, 0), Sent),
        (Sent, money(100, 40, 0, 0), Partial),
        (Partial, money(100, 100, 0, 0), Paid),
        (Sent, money(100, 150, 0, 0), Paid),
        (Paid, money(100, 100, 40, 0), Partial),
        (Paid, money(100, 100, 100, 0), Sent),
        (Sent, money(100, 0, 0, 30), Sent),
        (Partial, money(100, 70, 0, 30), Paid),
        (Sent, money(100, 0, 0, 100), Credited),
        (Paid, money(100, 100, 0, 100), Credited),
        (Paid, money(100, 100, 30, 30), Paid),
        (Uncollectible, money(100, 0, 0, 0), Uncollectible),
        (Uncollectible, money(100, 40, 0, 0), Uncollectible),
        (Uncollectible, money(100, 100, 0, 0), Paid),
        (Uncollectible, money(100, 0, 0, 100), Credited),
        (Sent, money(0, 0, 0, 0), Paid),
        (Draft, money(100, 100, 0, 0), Draft),
        (Void, money(100, 0, 0, 0), Void),
    ] {
        assert_eq!(from.recomputed(&settlement), Ok(to), "{from} with {settlement:?}");
    }
}

#[test]
fn each_action_is_allowed_from_its_states_only() {
    use InvoiceStatus::*;
    let unpaid = Settlement::unpaid(eur(100));
    for status in InvoiceStatus::ALL {
        assert_eq!(status.issue(eur(100)).is_ok(), status == Draft, "issue {status}");
        assert_eq!(status.check_editable().is_ok(), status == Draft, "edit {status}");
        assert_eq!(status.void(&unpaid).is_ok(), status == Sent, "void {status}");
        assert_eq!(
            status.write_off().is_ok(),
            matches!(status, Sent | Partial),
            "write off {status}"
        );
        let takes_money = matches!(status, Sent | Partial | Paid | Uncollectible);
        assert_eq!(
            status.check_payment(&unpaid, eur(1)).is_ok(),
            takes_money,
            "pay {status}"
        );
        assert_eq!(
            status.check_credit(&unpaid, eur(1)).is_ok(),
            takes_money,
            "credit {status}"
        );
        assert_eq!(
            status.check_notes_editable().is_ok(),
            !matches!(status, Void | Credited),
            "notes {status}"
        );
    }
    assert_eq!(Draft.issue(eur(100)), Ok(Sent));
    assert_eq!(Draft.issue(eur(0)), Ok(Paid));
}

#[test]
fn amounts_are_checked_with_the_state() {
    use InvoiceStatus::*;
    assert_eq!(Sent.void(&money(100, 40, 0, 0)), Err(TransitionError::HasMoney));
    assert_eq!(
        Sent.void(&money(100, 40, 40, 0)),
        Ok(Void),
        "given back, so no money is on it"
    );
    assert_eq!(Sent.void(&money(100, 0, 0, 1)), Err(TransitionError::HasMoney));
    assert_eq!(
        Paid.check_payment(&money(100, 100, 0, 0), eur(1)),
        Err(TransitionError::AlreadyPaid)
    );
    assert_eq!(
        Sent.check_payment(&money(100, 0, 0, 0), eur(0)),
        Err(TransitionError::NotPositive)
    );
    assert_eq!(Sent.check_payment(&money(100, 0, 0, 0), eur(150)), Ok(()));
    let dollars = Money::new(1, Currency::USD);
    assert!(matches!(
        Sent.check_payment(&money(100, 0, 0, 0), dollars),
        Err(TransitionError::Money(_))
    ));
    assert_eq!(Paid.check_credit(&money(100, 100, 0, 60), eur(40)), Ok(()));
    assert_eq!(
        Paid.check_credit(&money(100, 100, 0, 60), eur(41)),
        Err(TransitionError::CreditTooLarge)
    );
    assert_eq!(
        Paid.check_credit(&money(100, 100, 0, 0), eur(-1)),
        Err(TransitionError::NotPositive)
    );
    assert_eq!(check_refund(eur(100), eur(60), eur(40)), Ok(()));
    assert_eq!(
        check_refund(eur(100), eur(60), eur(41)),
        Err(TransitionError::RefundTooLarge)
    );
    assert_eq!(
        check_refund(eur(100), eur(0), eur(0)),
        Err(TransitionError::NotPositive)
    );
}

#[test]
fn nothing_is_overdue_on_the_due_day() {
    let shown = |status, balance, today, viewed| {
        DisplayStatus::derive(status, eur(balance), Some(day(10)), day(today), viewed)
    };
    for (status, balance, today, viewed, expected) in [
        (InvoiceStatus::Sent, 100, 9, false, DisplayStatus::Sent),
        (InvoiceStatus::Sent, 100, 10, false, DisplayStatus::Sent),
        (InvoiceStatus::Sent, 100, 10, true, DisplayStatus::Viewed),
        (InvoiceStatus::Sent, 100, 11, true, DisplayStatus::Overdue),
        (InvoiceStatus::Partial, 100, 10, true, DisplayStatus::Partial),
        (InvoiceStatus::Partial, 100, 11, true, DisplayStatus::Overdue),
        (InvoiceStatus::Sent, 0, 11, false, DisplayStatus::Sent),
        (InvoiceStatus::Paid, 0, 11, true, DisplayStatus::Paid),
        (InvoiceStatus::Draft, 100, 11, false, DisplayStatus::Draft),
        (InvoiceStatus::Void, 100, 11, true, DisplayStatus::Void),
        (
            InvoiceStatus::Uncollectible,
            100,
            11,
            true,
            DisplayStatus::Uncollectible,
        ),
        (InvoiceStatus::Credited, 0, 11, true, DisplayStatus::Credited),
    ] {
        assert_eq!(
            shown(status, balance, today, viewed),
            expected,
            "{status} {balance} {today} {viewed}"
        );
    }
    let undated = DisplayStatus::derive(InvoiceStatus::Sent, eur(100), None, day(11), false);
    assert_eq!(undated, DisplayStatus::Sent);
}

#[test]
fn overpaying_is_the_clients_credit() {
    let settlement = money(100, 150, 20, 10);
    assert_eq!(
        (settlement.balance(), settlement.overpaid()),
        (Ok(eur(0)), Ok(eur(40)))
    );
    assert_eq!(
        (settlement.kept(), settlement.creditable()),
        (Ok(eur(130)), Ok(eur(90)))
    );
    assert!(money(i64::MAX, -1, 0, 0).balance().is_err());
    assert!(money(0, i64::MIN, 1, 0).balance().is_err());
}

#[test]
fn names_come_back() {
    for status in InvoiceStatus::ALL {
        assert_eq!(status.as_str().parse(), Ok(status));
        assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{status}\""));
    }
    for status in DisplayStatus::ALL {
        assert_eq!(status.as_str().parse(), Ok(status));
        assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{status}\""));
    }
    assert_eq!("SENT".parse::<InvoiceStatus>(), Err(UnknownStatus));
}
