use super::*;
use proptest::prelude::*;

fn signing(order: SigningOrder, roles: &[RecipientRole]) -> Signing {
    Signing {
        status: ContractStatus::Draft,
        order,
        seats: roles.iter().copied().map(Seat::new).collect(),
    }
}

use RecipientRole::{Approver, Copy, Signer, Viewer};
use SigningOrder::{Parallel, Sequential};

#[test]
fn all_sign_at_once_and_the_countersignature_comes_last() {
    let mut contract = signing(Parallel, &[Signer, Copy, Signer, Signer]);
    contract.seats[3].countersigns = true;
    assert_eq!(contract.send(), Ok(vec![0, 2]));
    assert_eq!(contract.sign(3), Err(ContractError::NotYourTurn));
    assert_eq!(contract.sign(2), Ok(vec![]));
    assert_eq!(contract.status, ContractStatus::PartiallySigned);
    assert_eq!(contract.sign(2), Err(ContractError::AlreadySigned));
    assert_eq!(contract.sign(0), Ok(vec![3]));
    assert_eq!(contract.seats[1].status, RecipientStatus::Waiting);
    assert_eq!(contract.sign(3), Ok(vec![]));
    assert_eq!(contract.status, ContractStatus::Completed);
    assert_eq!(contract.seats[1].status, RecipientStatus::Sent);
    assert_eq!(contract.sign(1), Err(ContractError::Completed));
}

#[test]
fn one_after_another_means_that_nobody_is_early() {
    let mut contract = signing(Sequential, &[Viewer, Approver, Signer]);
    assert_eq!(contract.send(), Ok(vec![0]));
    assert_eq!(contract.open(1), Err(ContractError::NotYourTurn));
    assert_eq!(contract.sign(0), Err(ContractError::NothingToSign));
    assert_eq!(contract.open(0), Ok(vec![1]));
    assert_eq!(contract.status, ContractStatus::Sent);
    assert_eq!(contract.sign(1), Ok(vec![2]));
    assert_eq!(contract.open(2), Ok(vec![]));
    assert_eq!(contract.sign(2), Ok(vec![]));
    assert_eq!(contract.status, ContractStatus::Completed);
}

#[test]
fn a_closed_contract_says_why() {
    let mut declined = signing(Parallel, &[Signer, Signer]);
    declined.send().unwrap();
    declined.sign(0).unwrap();
    declined.decline(1).unwrap();
    assert_eq!(declined.sign(1), Err(ContractError::Declined));
    assert_eq!(declined.sign(0), Err(ContractError::AlreadySigned));
    assert_eq!(declined.void(), Err(ContractError::Declined));
    assert_eq!(declined.extend(), Err(ContractError::NotExtendable));

    let mut void = signing(Parallel, &[Signer]);
    assert_eq!(void.void(), Err(ContractError::StillDraft));
    void.send().unwrap();
    void.void().unwrap();
    assert_eq!(void.sign(0), Err(ContractError::Void));
    assert_eq!(signing(Parallel, &[Viewer]).send(), Err(ContractError::NoSigner));
}

#[test]
fn an_expired_contract_goes_on_where_it_was() {
    let mut contract = signing(Sequential, &[Signer, Signer]);
    contract.send().unwrap();
    contract.sign(0).unwrap();
    contract.expire().unwrap();
    assert_eq!(contract.seats[0].status, RecipientStatus::Signed);
    assert_eq!(contract.sign(1), Err(ContractError::Expired));
    assert_eq!(contract.extend(), Ok(vec![1]));
    assert_eq!(contract.status, ContractStatus::PartiallySigned);
    assert_eq!(contract.sign(1), Ok(vec![]));
    assert_eq!(contract.status, ContractStatus::Completed);
}

#[test]
fn keys_read_back() {
    for status in ContractStatus::ALL {
        assert_eq!(status.as_str().parse(), Ok(*status));
    }
    for role in RecipientRole::ALL {
        assert_eq!(role.as_str().parse(), Ok(*role));
    }
    assert_eq!("signed".parse::<ContractStatus>(), Err(UnknownKey));
}

#[test]
fn a_form_names_all_that_is_wrong() {
    let someone = || "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b".to_owned();
    let row = |id: String, role: &str| RecipientForm {
        contact_id: id,
        role: role.to_owned(),
    };
    let form = ContractForm {
        start_date: "2026-04-01".into(),
        end_date: "2026-03-01".into(),
        value: "-5".into(),
        currency: "EUR".into(),
        expires_days: "0".into(),
        order: "sideways".into(),
        countersigner: "me".into(),
        recipients: vec![
            row(someone(), "signer"),
            row(String::new(), "signer"),
            row(someone(), "viewer"),
            row("x".into(), ""),
        ],
        ..ContractForm::default()
    };
    let errors = form.validate().unwrap_err();
    for field in [
        "company_id",
        "title",
        "end_date",
        "value",
        "expires_days",
        "order",
        "countersigner",
        "recipients.2.contact_id",
        "recipients.3.contact_id",
    ] {
        assert!(errors.get(field).is_some(), "{field}: {errors:?}");
    }
    let fine = ContractForm {
        company_id: someone(),
        title: "Maintenance".into(),
        recipients: vec![row(someone(), "")],
        ..ContractForm::default()
    };
    let draft = fine.validate().unwrap();
    assert_eq!((draft.expires_days, draft.order), (DEFAULT_EXPIRY_DAYS, Parallel));
    assert_eq!(draft.recipients[0].role, Signer);
}

#[test]
fn nothing_is_signed_without_consent_and_code() {
    let form = SignForm {
        consent: true,
        consent_version: CONSENT_VERSION,
        code: " 123-456 ".into(),
        ..SignForm::default()
    };
    assert_eq!(form.validate(true).unwrap().code, "123456");
    for bad in [
        SignForm {
            consent: false,
            ..form.clone()
        },
        SignForm {
            consent_version: CONSENT_VERSION + 1,
            ..form.clone()
        },
        SignForm {
            code: "12345".into(),
            ..form.clone()
        },
        SignForm {
            code: "12345x".into(),
            ..form.clone()
        },
    ] {
        assert!(bad.validate(true).is_err(), "{bad:?}");
    }
    assert!(
        SignForm {
            code: String::new(),
            ..form
        }
        .validate(false)
        .is_ok()
    );
    assert!(DeclineForm { reason: "  ".into() }.validate().is_err());
    let named = DelegateForm {
        name: " Ada King Lovelace ".into(),
        email: "ada@example.com".into(),
    };
    let named = named.validate().unwrap();
    assert_eq!(
        (named.first_name.as_str(), named.last_name.as_str()),
        ("Ada King", "Lovelace")
    );
    assert!(DelegateForm::default().validate().is_err());
}

#[derive(Debug, Clone)]
enum Step {
    Open(usize),
    Sign(usize),
    Decline(usize),
    Void,
    Expire,
    Extend,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..5_usize).prop_map(Step::Open),
        8 => (0..5_usize).prop_map(Step::Sign),
        1 => (0..5_usize).prop_map(Step::Decline),
        1 => Just(Step::Void),
        1 => Just(Step::Expire),
        2 => Just(Step::Extend),
    ]
}

fn role() -> impl Strategy<Value = RecipientRole> {
    prop_oneof![Just(Signer), Just(Approver), Just(Viewer), Just(Copy)]
}

proptest! {
    /// Whatever is tried in whatever order: nobody signs twice or early, a refused step changes nothing, what is signed stays
    /// signed, and a contract is completed only by everybody's part.
    #[test]
    fn whatever_is_tried_the_rules_hold(
        roles in prop::collection::vec(role(), 1..5),
        sequential in any::<bool>(),
        countersigned in any::<bool>(),
        steps in prop::collection::vec(step(), 0..40),
    ) {
        let order = if sequential { Sequential } else { Parallel };
        let mut contract = signing(order, &roles);
        if countersigned {
            contract.seats.push(Seat { countersigns: true, ..Seat::new(Signer) });
        }
        if contract.send().is_err() {
            return Ok(());
        }
        for step in steps {
            let before = contract.clone();
            let refused = match step {
                Step::Open(place) => contract.open(place).is_err(),
                Step::Sign(place) => contract.sign(place).is_err(),
                Step::Decline(place) => contract.decline(place).is_err(),
                Step::Void => contract.void().is_err(),
                Step::Expire => contract.expire().is_err(),
                Step::Extend => contract.extend().is_err(),
            };
            if refused {
                prop_assert_eq!(&contract, &before);
            }
            for (place, (was, is)) in before.seats.iter().zip(&contract.seats).enumerate() {
                if was.status == RecipientStatus::Signed {
                    prop_assert_eq!(is.status, RecipientStatus::Signed);
                } else if is.status == RecipientStatus::Signed {
                    prop_assert!(before.status.is_open() && was.is_asked());
                    if sequential {
                        prop_assert!(before.seats[..place].iter().all(Seat::is_done));
                    }
                    if is.countersigns {
                        let mut others = before.seats.iter().enumerate().filter(|(other, _)| *other != place);
                        prop_assert!(others.all(|(_, other)| other.is_done()));
                    }
                }
            }
            let done = contract.seats.iter().all(Seat::is_done);
            prop_assert_eq!(contract.status == ContractStatus::Completed, done && before.status.is_open() || before.status == ContractStatus::Completed);
            if contract.status.is_open() {
                prop_assert!(contract.asked().next().is_some(), "somebody is always asked: {:?}", contract);
            }
        }
    }
}
