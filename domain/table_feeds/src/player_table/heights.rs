//! Heights: `1,72 m`, `175cm`, `182`, `5'11"`.

/// Heights taken for a footballer, in centimetres; outside is a slip of the pen.
const HEIGHTS_CM: std::ops::RangeInclusive<f64> = 120.0..=230.0;
/// Centimetres in an inch, exactly.
const CM_PER_INCH: f64 = 2.54;

/// The height in whole centimetres; `Ok(None)` where the cell says that it is unknown (a zero does).
///
/// # Errors
/// The cell is not a height, or one no footballer has.
pub fn read_height_cm(cell: &str) -> Result<Option<i16>, NotAHeight> {
    let text = cell.trim();
    if super::amounts::is_unknown(text) || text == "0" || text == "0.0" {
        return Ok(None);
    }
    let lower = text.to_lowercase().replace(',', ".");
    let number = |digits: &str| digits.trim().parse::<f64>().ok().ok_or(NotAHeight);
    let height_cm = if let Some(cm) = lower.strip_suffix("cm") {
        number(cm)?
    } else if let Some(metres) = lower.strip_suffix('m') {
        number(metres)? * 100.0
    } else if let Some((feet, inches)) = lower.split_once(['\'', '′']) {
        let inches = inches.trim_end_matches(['"', '″', '\'']).trim();
        let inches = if inches.is_empty() { 0.0 } else { number(inches)? };
        (number(feet)? * 12.0 + inches) * CM_PER_INCH
    } else {
        let bare = number(&lower)?;
        // 1.72 without a unit can only be metres.
        if bare < 3.0 { bare * 100.0 } else { bare }
    };
    if !HEIGHTS_CM.contains(&height_cm) {
        return Err(NotAHeight);
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
    let whole = height_cm.round() as i16;
    Ok(Some(whole))
}

/// The cell is not a footballer's height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHeight;
