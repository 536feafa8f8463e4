//! Where the radar draws what. Pure. Places are whole pixels of a drawing that is [`WIDTH`] wide, `y`
//! downwards; the first axis points up, the others follow clockwise.

use std::f64::consts::TAU;

/// Width of the drawing with its words.
pub(super) const WIDTH: i32 = 420;
/// Height of the drawing with its words.
pub(super) const HEIGHT: i32 = 332;
/// Middle of the rings.
pub(super) const CENTRE: Point = Point { x: WIDTH / 2, y: HEIGHT / 2 };
/// Radius of the 100th percentile.
pub(super) const RADIUS: i32 = 104;
/// Percentiles with a ring: where the bands end. Look, section 4.
pub(super) const RINGS: [u8; 5] = [10, 35, 65, 90, 100];
/// Where the dashed ring is.
pub(super) const MIDDLE: u8 = 50;
/// Between the rings and the arc of a block.
const TO_ARC: f64 = 6.0;
/// Between the rings and a label.
const TO_LABEL: f64 = 15.0;
/// Height of a line of a label.
const LINE: f64 = 13.0;
/// Longest label, in characters, that stands in one line.
const LONGEST_LINE: usize = 13;
/// Below this share of the radius to either side, a label is centred.
const UPRIGHT: f64 = 0.2;

/// A place in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub x: i32,
    pub y: i32,
}

/// What stands at the end of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Where the baseline of the first line begins, ends or has its middle.
    pub at: Point,
    /// `start`, `middle` or `end`, as SVG says it.
    pub anchor: &'static str,
    /// Lines of the name.
    pub lines: Vec<String>,
    /// Where the number of the axis stands, when there is no room for its name.
    pub key: Point,
}

/// The radius of a percentile.
pub(super) fn radius(percentile: u8) -> i32 {
    RADIUS * i32::from(percentile.min(100)) / 100
}

/// Where `percentile` stands on axis `place` of `axes`.
pub(super) fn point(place: usize, axes: usize, percentile: u8) -> Point {
    let reach = f64::from(RADIUS) * f64::from(percentile.min(100)) / 100.0;
    at(angle(place, axes), reach)
}

/// The label of axis `place` of `axes`, with room for `figures` lines below the name.
pub(super) fn label(place: usize, axes: usize, name: &str, figures: u8) -> Label {
    let angle = angle(place, axes);
    let lines = broken(name);
    let tip = at(angle, f64::from(RADIUS) + TO_LABEL);
    let count = f64::from(u8::try_from(lines.len()).unwrap_or(2) + figures);
    // The words lie outside of the rings: below the tip at the foot, above it at the head.
    let shift = (angle.sin() - 1.0) * count * LINE / 2.0 + 10.0;
    let anchor = match angle.cos() {
        cos if cos > UPRIGHT => "start",
        cos if cos < -UPRIGHT => "end",
        _ => "middle",
    };
    let key = at(angle, f64::from(RADIUS) + TO_LABEL);
    Label { at: Point { x: tip.x, y: tip.y + whole(shift) }, anchor, lines, key }
}

/// The line through the percentiles that are known, axis by axis; an unknown one parts it. Closed only
/// where all are known: what is unknown encloses nothing.
pub(super) fn outline(percentiles: &[Option<u8>]) -> String {
    let axes = percentiles.len();
    let known = |place: usize| Some(point(place % axes, axes, percentiles[place % axes]?));
    let mut path = String::new();
    let mut pen_is_down = false;
    for place in 0..=axes {
        let Some(Point { x, y }) = (axes > 0).then(|| known(place)).flatten() else {
            pen_is_down = false;
            continue;
        };
        let stroke = if pen_is_down { "L" } else { "M" };
        path.extend([stroke, &x.to_string(), " ", &y.to_string()]);
        pen_is_down = true;
    }
    if percentiles.iter().all(Option::is_some) && axes > 0 {
        path.push('Z');
    }
    path
}

/// The arc outside of the rings that holds the axes from `first` to `last` together.
pub(super) fn arc(first: usize, last: usize, axes: usize) -> String {
    let (reach, margin) = (f64::from(RADIUS) + TO_ARC, 0.38 * step(axes));
    let (from, to) = (angle(first, axes) - margin, angle(last, axes) + margin);
    let (start, end) = (at(from, reach), at(to, reach));
    let is_large = i32::from(to - from > TAU / 2.0);
    let reach = whole(reach);
    format!("M{} {}A{reach} {reach} 0 {is_large} 1 {} {}", start.x, start.y, end.x, end.y)
}

/// The places of the first and last axis of each block, in the order of the axes.
pub(super) fn blocks<'a>(of: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize, usize)> {
    let mut blocks: Vec<(&str, usize, usize)> = Vec::new();
    for (place, block) in of.enumerate() {
        match blocks.last_mut() {
            Some((last, _, end)) if *last == block => *end = place,
            _ => blocks.push((block, place, place)),
        }
    }
    blocks
}

fn angle(place: usize, axes: usize) -> f64 {
    f64::from(u32::try_from(place).unwrap_or(0)) * step(axes) - TAU / 4.0
}

fn step(axes: usize) -> f64 {
    TAU / f64::from(u32::try_from(axes.max(1)).unwrap_or(1))
}

fn at(angle: f64, reach: f64) -> Point {
    Point { x: CENTRE.x + whole(reach * angle.cos()), y: CENTRE.y + whole(reach * angle.sin()) }
}

#[expect(clippy::cast_possible_truncation, reason = "places lie within the drawing")]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

/// A name in two lines where it is long, parted at the space nearest its middle.
fn broken(name: &str) -> Vec<String> {
    let middle = name.len() / 2;
    let spaces = name.char_indices().filter(|(_, letter)| *letter == ' ').map(|(place, _)| place);
    let nearest = spaces.min_by_key(|place| place.abs_diff(middle));
    match nearest {
        Some(place) if name.chars().count() > LONGEST_LINE => {
            vec![name[..place].to_owned(), name[place + 1..].to_owned()]
        }
        _ => vec![name.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_axis_points_up_and_the_rest_follow_the_clock() {
        let tips: Vec<_> = (0..4).map(|place| point(place, 4, 100)).collect();

        let Point { x, y } = CENTRE;
        assert_eq!(
            tips,
            [
                Point { x, y: y - RADIUS },
                Point { x: x + RADIUS, y },
                Point { x, y: y + RADIUS },
                Point { x: x - RADIUS, y },
            ]
        );
        assert_eq!(point(1, 4, 50), Point { x: x + RADIUS / 2, y });
        assert_eq!(point(2, 4, 0), CENTRE);
    }

    #[test]
    fn an_unknown_percentile_parts_the_line_and_stands_nowhere() {
        let whole = outline(&[Some(100); 4]);
        assert_eq!(whole, "M210 62L314 166L210 270L106 166L210 62Z");

        // Without the axis to the right: from the foot over the left to the head.
        let parted = outline(&[Some(100), None, Some(100), Some(100)]);
        assert_eq!(parted, "M210 62M210 270L106 166L210 62");
        assert_eq!(outline(&[]), "");
    }

    #[test]
    fn labels_stand_on_their_side_and_long_names_in_two_lines() {
        let of = |place, name| label(place, 4, name, 1);

        assert_eq!(of(0, "Goals").anchor, "middle");
        assert_eq!(of(1, "Goals").anchor, "start");
        assert_eq!(of(3, "Goals").anchor, "end");
        assert_eq!(of(1, "Goals").lines, ["Goals"]);
        assert_eq!(of(1, "Progressive passes received").lines, ["Progressive", "passes received"]);
        // Name and figure above the head, below the foot: no line within the rings.
        assert!(of(0, "Goals").at.y + 13 < CENTRE.y - RADIUS);
        assert!(of(2, "Goals").at.y - 10 > CENTRE.y + RADIUS);
    }

    #[test]
    fn axes_of_one_block_are_held_together() {
        let found = blocks(["Volume", "Volume", "Quality"].into_iter());

        assert_eq!(found, [("Volume", 0, 1), ("Quality", 2, 2)]);
        assert!(arc(0, 2, 4).contains(" 0 1 1 "), "more than half a turn");
        assert!(arc(0, 0, 4).contains(" 0 0 1 "));
    }
}
