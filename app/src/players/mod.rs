//! Players: list, page, dialogs and import.
