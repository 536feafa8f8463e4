//! The whole match on a line: what happened above and below, threat between, and the playhead, which can be moved.

mod geometry;
mod marks;
#[cfg(test)]
pub(crate) mod samples;
mod scrubber;

pub(crate) use geometry::Scale;
pub(crate) use scrubber::Timeline;
