//! What was paid for a transfer. A fee is what two clubs agreed on a day; a value is what somebody
//! estimates, and the two are never mixed.

use serde::{Deserialize, Serialize};

use crate::money::euros;

/// What a source says was paid for a transfer. Amounts are whole euros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fee {
    /// A fee was paid.
    Paid(i64),
    /// The player moved without a fee.
    Free,
    /// The player went on loan; what it cost was not told.
    Loan,
    /// The player went on loan for a fee.
    LoanFee(i64),
    /// A loan ended and the player went back: no transfer was bought or sold.
    EndOfLoan,
    /// The player was picked in a draft.
    Draft,
    /// The source writes 0: nothing was paid, and it does not say whether for a free transfer, a loan
    /// or the end of one.
    Nothing,
    /// The source does not say.
    #[default]
    Unknown,
}

impl Fee {
    /// The word of the kind, stored beside the amount.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Paid(_) => "paid",
            Self::Free => "free",
            Self::Loan => "loan",
            Self::LoanFee(_) => "loan_fee",
            Self::EndOfLoan => "end_of_loan",
            Self::Draft => "draft",
            Self::Nothing => "nothing",
            Self::Unknown => "unknown",
        }
    }

    /// What was paid, in whole euros, where an amount was told.
    pub const fn amount_eur(self) -> Option<i64> {
        match self {
            Self::Paid(amount) | Self::LoanFee(amount) => Some(amount),
            _ => None,
        }
    }

    /// The fee of this kind and amount; `None` for a word or pair that no fee has.
    pub fn from_parts(kind: &str, amount_eur: Option<i64>) -> Option<Self> {
        match (kind, amount_eur) {
            ("paid", Some(amount)) => Some(Self::Paid(amount)),
            ("loan_fee", Some(amount)) => Some(Self::LoanFee(amount)),
            ("free", None) => Some(Self::Free),
            ("loan", None) => Some(Self::Loan),
            ("end_of_loan", None) => Some(Self::EndOfLoan),
            ("draft", None) => Some(Self::Draft),
            ("nothing", None) => Some(Self::Nothing),
            ("unknown", None) => Some(Self::Unknown),
            _ => None,
        }
    }

    /// The player belongs to the other club only for a time.
    pub const fn is_loan(self) -> bool {
        matches!(self, Self::Loan | Self::LoanFee(_))
    }

    /// The words people read: `€12m`, `Loan, €500k`, `Free transfer`.
    pub fn label(self) -> String {
        match self {
            Self::Paid(amount) => euros(amount),
            Self::Free => "Free transfer".to_owned(),
            Self::Loan => "Loan".to_owned(),
            Self::LoanFee(amount) => ["Loan, ", &euros(amount)].concat(),
            Self::EndOfLoan => "End of loan".to_owned(),
            Self::Draft => "Draft".to_owned(),
            Self::Nothing => "No fee".to_owned(),
            Self::Unknown => "Unknown".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: [Fee; 8] = [
        Fee::Paid(12_000_000),
        Fee::Free,
        Fee::Loan,
        Fee::LoanFee(500_000),
        Fee::EndOfLoan,
        Fee::Draft,
        Fee::Nothing,
        Fee::Unknown,
    ];

    #[test]
    fn a_fee_comes_back_from_its_kind_and_amount() {
        for fee in EVERY {
            assert_eq!(Fee::from_parts(fee.kind(), fee.amount_eur()), Some(fee));
        }
        assert_eq!(Fee::from_parts("paid", None), None);
        assert_eq!(Fee::from_parts("free", Some(1)), None);
        assert_eq!(Fee::from_parts("bought", Some(1)), None);
    }

    #[test]
    fn only_what_was_paid_has_an_amount() {
        assert_eq!(Fee::Paid(12_000_000).label(), "€12m");
        assert_eq!(Fee::LoanFee(500_000).label(), "Loan, €500k");
        assert_eq!(Fee::EndOfLoan.amount_eur(), None);
        assert_eq!(EVERY.iter().filter(|fee| fee.is_loan()).count(), 2);
    }
}
