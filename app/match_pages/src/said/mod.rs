//! What a person says of a match: before there are files, and when it is there.

mod fields;
mod settle;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use self::{fields::MatchSaid, settle::DescribeMatch};
pub(crate) use self::{
    fields::{SaidFields, TeamsBy},
    settle::{AddMatch, DescribeForm},
};
