//! Whose turn it is: the one place where a contract's state follows from what each has done.

use super::status::{ContractError, ContractStatus, RecipientRole, RecipientStatus, SigningOrder};

/// One who takes part, in the contract's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// What they do.
    pub role: RecipientRole,
    /// How far they are.
    pub status: RecipientStatus,
    /// Signs for the provider, after everybody else.
    pub countersigns: bool,
}

impl Seat {
    /// Somebody who waits.
    pub const fn new(role: RecipientRole) -> Self {
        Self {
            role,
            status: RecipientStatus::Waiting,
            countersigns: false,
        }
    }

    /// Whether the contract waits for them no longer.
    pub const fn is_done(&self) -> bool {
        match self.role {
            RecipientRole::Copy => true,
            RecipientRole::Viewer => matches!(self.status, RecipientStatus::Opened | RecipientStatus::Signed),
            RecipientRole::Signer | RecipientRole::Approver => {
                matches!(self.status, RecipientStatus::Signed)
            }
        }
    }

    /// Whether it is their turn.
    pub const fn is_asked(&self) -> bool {
        matches!(self.status, RecipientStatus::Sent | RecipientStatus::Opened)
    }
}

/// A contract with all who take part. Each step says, by place, whose turn has come by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// The contract's state.
    pub status: ContractStatus,
    /// Whether one waits for another.
    pub order: SigningOrder,
    /// Those who take part.
    pub seats: Vec<Seat>,
}

impl Signing {
    /// Sends a draft.
    ///
    /// # Errors
    /// When it was sent before, or nobody signs.
    pub fn send(&mut self) -> Result<Vec<usize>, ContractError> {
        self.status.check_editable()?;
        if !self.seats.iter().any(|seat| seat.role == RecipientRole::Signer) {
            return Err(ContractError::NoSigner);
        }
        for seat in &mut self.seats {
            seat.status = RecipientStatus::Waiting;
        }
        self.status = ContractStatus::Sent;
        Ok(self.settle())
    }

    /// Somebody opens it. Doing so again changes nothing, and neither does opening a closed one.
    ///
    /// # Errors
    /// When it is not their turn.
    pub fn open(&mut self, place: usize) -> Result<Vec<usize>, ContractError> {
        let open = self.status.is_open();
        let seat = self.seats.get_mut(place).ok_or(ContractError::NotTakingPart)?;
        match seat.status {
            RecipientStatus::Waiting => Err(ContractError::NotYourTurn),
            RecipientStatus::Sent if open || !seat.role.takes_part() => {
                seat.status = RecipientStatus::Opened;
                Ok(if open { self.settle() } else { Vec::new() })
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Somebody signs, or approves.
    ///
    /// # Errors
    /// Why they can't.
    pub fn sign(&mut self, place: usize) -> Result<Vec<usize>, ContractError> {
        self.check_may_act(place)?;
        if let Some(seat) = self.seats.get_mut(place) {
            seat.status = RecipientStatus::Signed;
        }
        Ok(self.settle())
    }

    /// Somebody declines, which stops everyone.
    ///
    /// # Errors
    /// Why they can't.
    pub fn decline(&mut self, place: usize) -> Result<(), ContractError> {
        self.check_may_act(place)?;
        if let Some(seat) = self.seats.get_mut(place) {
            seat.status = RecipientStatus::Declined;
        }
        self.status = ContractStatus::Declined;
        Ok(())
    }

    /// Whether somebody may sign, decline or name another person now.
    ///
    /// # Errors
    /// Why not.
    pub fn check_may_act(&self, place: usize) -> Result<(), ContractError> {
        let seat = self.seats.get(place).ok_or(ContractError::NotTakingPart)?;
        // Who has signed reads that first: it answers a click that is sent twice.
        if seat.status == RecipientStatus::Signed {
            return Err(ContractError::AlreadySigned);
        }
        self.status.check_open()?;
        if !seat.role.commits() {
            return Err(ContractError::NothingToSign);
        }
        if seat.is_asked() {
            Ok(())
        } else {
            Err(ContractError::NotYourTurn)
        }
    }

    /// Staff take it back.
    ///
    /// # Errors
    /// When it is a draft, or nothing is open any more.
    pub fn void(&mut self) -> Result<(), ContractError> {
        match self.status {
            ContractStatus::Expired => {}
            status => status.check_open()?,
        }
        self.status = ContractStatus::Void;
        Ok(())
    }

    /// The time is over.
    ///
    /// # Errors
    /// When it does not wait for anybody.
    pub fn expire(&mut self) -> Result<(), ContractError> {
        self.status.check_open()?;
        for seat in self.seats.iter_mut().filter(|seat| seat.role.takes_part()) {
            if !seat.is_done() {
                seat.status = RecipientStatus::Expired;
            }
        }
        self.status = ContractStatus::Expired;
        Ok(())
    }

    /// Staff give more time. Says whose turn it is (again) where the time was over.
    ///
    /// # Errors
    /// When it is neither open nor expired.
    pub fn extend(&mut self) -> Result<Vec<usize>, ContractError> {
        match self.status {
            ContractStatus::Sent | ContractStatus::PartiallySigned => return Ok(Vec::new()),
            ContractStatus::Expired => {}
            _ => return Err(ContractError::NotExtendable),
        }
        for seat in &mut self.seats {
            if seat.status == RecipientStatus::Expired {
                seat.status = RecipientStatus::Waiting;
            }
        }
        self.status = ContractStatus::Sent;
        Ok(self.settle())
    }

    /// The places of those whose turn it is and who have not done their part.
    pub fn asked(&self) -> impl Iterator<Item = usize> + '_ {
        let waits = |seat: &Seat| seat.is_asked() && !seat.is_done() && self.status.is_open();
        self.seats
            .iter()
            .enumerate()
            .filter_map(move |(place, seat)| waits(seat).then_some(place))
    }

    fn has_turn(&self, place: usize) -> bool {
        let Some(seat) = self.seats.get(place) else {
            return false;
        };
        let mut others =
            self.seats
                .iter()
                .enumerate()
                .filter(|(other, _)| match (seat.countersigns, self.order) {
                    (true, _) => *other != place,
                    (false, SigningOrder::Sequential) => *other < place,
                    (false, SigningOrder::Parallel) => false,
                });
        others.all(|(_, other)| other.is_done())
    }

    /// Gives the turn to whoever has it now, and the contract the state that follows.
    fn settle(&mut self) -> Vec<usize> {
        let mut asked = Vec::new();
        for place in 0..self.seats.len() {
            let waits = self.seats[place].status == RecipientStatus::Waiting;
            if waits && self.seats[place].role.takes_part() && self.has_turn(place) {
                self.seats[place].status = RecipientStatus::Sent;
                asked.push(place);
            }
        }
        let signed = |seat: &Seat| seat.role.commits() && seat.is_done();
        if self.seats.iter().all(Seat::is_done) {
            self.status = ContractStatus::Completed;
            for seat in &mut self.seats {
                if seat.role == RecipientRole::Copy {
                    seat.status = RecipientStatus::Sent;
                }
            }
        } else if self.seats.iter().any(signed) {
            self.status = ContractStatus::PartiallySigned;
        }
        asked
    }
}
