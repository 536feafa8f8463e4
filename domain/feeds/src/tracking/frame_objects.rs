//! Frames that are objects of JSON.

use super::error::{TrackingError, TrackingFault};
use crate::objects::{AtLine, Between, ObjectFault, Objects};

/// A frame of forty persons with everything that is said of each has some ten thousand bytes.
pub(super) const LONGEST_OBJECT: usize = 1 << 20;

/// The reader of frames that stand in one array or on a line each.
pub(super) fn frame_objects() -> Objects {
    Objects::new(Between::ArraySigns, LONGEST_OBJECT)
}

impl From<ObjectFault> for TrackingFault {
    fn from(fault: ObjectFault) -> Self {
        match fault {
            ObjectFault::NotAnObject(found) => Self::unexpected(&found, "an object of JSON"),
            ObjectFault::TooLong { most } => Self::ObjectTooLong { most },
            ObjectFault::CutOff => Self::CutOff,
        }
    }
}

impl From<AtLine<TrackingFault>> for TrackingError {
    fn from(AtLine { line, fault }: AtLine<TrackingFault>) -> Self {
        fault.at(line)
    }
}
