//! Tasks: the panel in a page, the tray on every page, the live stream behind both.
