//! The settings of the program: one file a section, read once at start.
