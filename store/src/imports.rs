//! Imports of player and valuation tables.
