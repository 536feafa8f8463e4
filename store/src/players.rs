//! Players: search, lists, changes and their undoing.
