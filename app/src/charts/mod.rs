//! Charts: data to geometry (pure), geometry to SVG, and a table with the same numbers.
