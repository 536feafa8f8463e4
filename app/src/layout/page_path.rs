//! Addresses of pages as patterns that are data: one type for all, where the router's own are a type for
//! each shape and code in the browser's first file for each page.

use std::borrow::Cow;

use leptos_router::{PartialPathMatch, PathSegment, PossibleRouteMatch};

/// A pattern such as `/players/:id/:tab?`: `:name` takes any segment, `:name?` one or none. What may be
/// absent comes last.
#[derive(Clone, Copy, Debug)]
pub(super) struct PagePath(pub &'static str);

/// One segment of a pattern.
enum Segment {
    Fixed(&'static str),
    Named { name: &'static str, may_be_absent: bool },
}

impl PagePath {
    fn segments(self) -> impl Iterator<Item = Segment> {
        self.0.split('/').filter(|segment| !segment.is_empty()).map(|segment| {
            let Some(name) = segment.strip_prefix(':') else { return Segment::Fixed(segment) };
            match name.strip_suffix('?') {
                Some(name) => Segment::Named { name, may_be_absent: true },
                None => Segment::Named { name, may_be_absent: false },
            }
        })
    }
}

/// The first segment of an address, empty where there is none, and the rest after it.
fn first_segment(path: &str) -> (&str, &str) {
    let begins = path.strip_prefix('/').unwrap_or(path);
    begins.split_at(begins.find('/').unwrap_or(begins.len()))
}

impl PossibleRouteMatch for PagePath {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let mut remaining = path;
        let mut params = Vec::new();
        for segment in self.segments() {
            let (found, rest) = first_segment(remaining);
            match segment {
                Segment::Fixed(fixed) if found == fixed => {}
                Segment::Named { name, .. } if !found.is_empty() => {
                    params.push((Cow::Borrowed(name), found.to_owned()));
                }
                Segment::Named { may_be_absent: true, .. } => continue,
                _ => return None,
            }
            remaining = rest;
        }
        let matched = &path[..path.len() - remaining.len()];
        Some(PartialPathMatch::new(remaining, params, matched))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.segments().map(|segment| match segment {
            Segment::Fixed(fixed) => PathSegment::Static(fixed.into()),
            Segment::Named { name, may_be_absent: false } => PathSegment::Param(name.into()),
            Segment::Named { name, may_be_absent: true } => PathSegment::OptionalParam(name.into()),
        }));
    }
}

#[cfg(test)]
mod tests {
    use leptos_router::path;

    use super::*;

    /// What a pattern makes of an address: the names it takes and what is left; `None` where it does not begin so.
    fn read(
        pattern: &impl PossibleRouteMatch,
        path: &str,
    ) -> Option<(Vec<(String, String)>, String)> {
        let found = pattern.test(path)?;
        let remaining = found.remaining().to_owned();
        let named = found.params().into_iter().map(|(name, value)| (name.into_owned(), value));
        // The router takes a page only where nothing is left.
        (remaining.is_empty() || remaining == "/").then(|| (named.collect(), remaining))
    }

    #[test]
    fn addresses_are_read_as_the_router_reads_its_own_patterns() {
        let addresses = [
            "/",
            "",
            "/players",
            "/players/",
            "/players/7",
            "/players/7/",
            "/players/7/value",
            "/players/7/value/",
            "/players/7/value/more",
            "/players-old",
            "/player",
            "/matches/7/replay",
            "/matches//replay",
            "/matches/7",
            "/matches/%C3%A9/replay",
            "/scouting/tags",
            "/scouting/tags/a%20b",
        ];
        for address in addresses {
            assert_eq!(
                read(&PagePath("/players"), address),
                read(&path!("/players"), address),
                "{address}"
            );
            assert_eq!(
                read(&PagePath("/players/:id/:tab?"), address),
                read(&path!("/players/:id/:tab?"), address),
                "{address}"
            );
            assert_eq!(
                read(&PagePath("/matches/:id/replay"), address),
                read(&path!("/matches/:id/replay"), address),
                "{address}"
            );
            assert_eq!(
                read(&PagePath("/scouting/tags/:tag?"), address),
                read(&path!("/scouting/tags/:tag?"), address),
                "{address}"
            );
        }
    }

    #[test]
    fn the_server_learns_the_same_pattern() {
        let of = |pattern: &dyn PossibleRouteMatch| {
            let mut segments = Vec::new();
            pattern.generate_path(&mut segments);
            segments
        };

        assert_eq!(of(&PagePath("/players/:id/:tab?")), of(&path!("/players/:id/:tab?")));
        assert_eq!(of(&PagePath("/matches/:id/replay")), of(&path!("/matches/:id/replay")));
    }
}
