//! Money as providers write it: `€9.00m`, `€700Th.`, `32,00 m €`, `free transfer`.

/// Largest value taken, in euros: five times the record.
const LARGEST_EUR: i128 = 1_000_000_000;

/// What a cell about money says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Nothing: empty, `-`, `?`, `n/a`.
    Unknown,
    /// Whole euros; may be negative.
    Euros(i64),
    /// A transfer without a fee. Says nothing of a value.
    FreeTransfer,
    /// A loan; the fee, in whole euros, where one was told. Says nothing of a value.
    Loan(Option<i64>),
    /// The end of a loan. Neither fee nor value.
    EndOfLoan,
    /// Picked in a draft. Neither fee nor value.
    Draft,
}

/// Why a cell is no amount of euros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// It is not an amount.
    NotAnAmount,
    /// It is in another currency; we do not convert.
    NotEuros,
    /// It is beyond anything ever paid.
    TooLarge,
}

/// Reads a cell about money.
///
/// # Shape and units
/// Amounts without a currency are euros. With both `.` and `,` the last one is the decimal mark; a
/// single mark before exactly three digits parts thousands, unless a unit (`m`, `Th.`) follows.
/// Fractions of a euro are rounded.
///
/// # Errors
/// [`AmountFault`] says what the cell is instead.
pub fn read_amount(cell: &str) -> Result<Amount, AmountFault> {
    let text = cell.trim();
    if is_unknown(text) {
        return Ok(Amount::Unknown);
    }
    // The plain integer that most machine-made files hold.
    if text.len() <= 10
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(amount) = text.parse::<i64>()
    {
        return in_range(i128::from(amount)).map(Amount::Euros);
    }
    let lower = text.to_lowercase();
    match lower.as_str() {
        "free transfer" | "free" | "ablösefrei" => return Ok(Amount::FreeTransfer),
        "loan transfer" | "loan" | "leihe" | "free loan" => return Ok(Amount::Loan(None)),
        "draft" => return Ok(Amount::Draft),
        _ => {}
    }
    if lower.starts_with("end of loan") || lower.starts_with("leih-ende") {
        return Ok(Amount::EndOfLoan);
    }
    for prefix in ["loan fee:", "leihgebühr:"] {
        if let Some(fee) = lower.strip_prefix(prefix) {
            return number_of_euros(fee).map(|fee| Amount::Loan(Some(fee)));
        }
    }
    number_of_euros(&lower).map(Amount::Euros)
}

/// The cell says that nothing is known.
pub(crate) fn is_unknown(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "—" | "?")
        || (text.len() <= 7
            && ["n/a", "na", "nan", "null", "none", "unknown"]
                .iter()
                .any(|word| text.eq_ignore_ascii_case(word)))
}

fn number_of_euros(lower: &str) -> Result<i64, AmountFault> {
    let mut bare = String::with_capacity(lower.len());
    for letter in lower.chars() {
        match letter {
            '€' | '\'' | '’' => {}
            '$' | '£' | '¥' => return Err(AmountFault::NotEuros),
            '−' => bare.push('-'),
            letter if letter.is_whitespace() => {}
            letter => bare.push(letter),
        }
    }
    let bare = bare.replace("eur", "");
    if ["usd", "gbp", "chf"].iter().any(|code| bare.contains(code)) {
        return Err(AmountFault::NotEuros);
    }
    // Nothing gained and nothing lost, as Transfermarkt writes it.
    if bare == "+-0" {
        return Ok(0);
    }
    let (negative, unsigned) = match bare.as_bytes().first() {
        Some(b'-') => (true, &bare[1..]),
        Some(b'+') => (false, &bare[1..]),
        _ => (false, bare.as_str()),
    };
    let digits_end = unsigned
        .find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))
        .unwrap_or(unsigned.len());
    let (digits, unit) = unsigned.split_at(digits_end);
    // The point of "2.50 th." belongs to the unit, a point at the end of the digits to nothing.
    let unit_eur: i128 = match unit.trim_end_matches('.') {
        "" => 1,
        "k" | "th" | "tsd" | "thousand" => 1_000,
        "m" | "mio" | "mn" | "mln" | "mill" | "million" | "millions" => 1_000_000,
        "bn" | "mrd" | "billion" => 1_000_000_000,
        // 1.8e+07, as some programs write 18,000,000.
        exponent if exponent.starts_with('e') => return exponential(negative, unsigned),
        _ => return Err(AmountFault::NotAnAmount),
    };
    let (whole, fraction) = split_at_decimal_mark(digits, unit_eur > 1)?;
    let scale = 10_i128.pow(u32::try_from(fraction.len()).unwrap_or(0));
    let whole: i128 = if whole.is_empty() { 0 } else { parse(&whole)? };
    let part: i128 = if fraction.is_empty() { 0 } else { parse(&fraction)? };
    let amount = ((whole * scale + part) * unit_eur * 2 + scale) / (scale * 2);
    in_range(if negative { -amount } else { amount })
}

/// The digits before and after the decimal mark, thousands marks taken out.
fn split_at_decimal_mark(digits: &str, has_unit: bool) -> Result<(String, String), AmountFault> {
    if digits.len() > 24 || !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(AmountFault::NotAnAmount);
    }
    let points = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let decimal_mark = match (points, commas) {
        (1, 0) | (0, 1) => {
            let mark = if points == 1 { '.' } else { ',' };
            let (whole, rest) = digits.split_once(mark).unwrap_or((digits, ""));
            let parts_thousands =
                !has_unit && rest.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0";
            (!parts_thousands).then_some(mark)
        }
        (_, 0) | (0, _) => None,
        _ => {
            let last = if digits.rfind('.') > digits.rfind(',') { '.' } else { ',' };
            if digits.matches(last).count() > 1 {
                return Err(AmountFault::NotAnAmount);
            }
            Some(last)
        }
    };
    let (whole, fraction) = match decimal_mark {
        Some(mark) => digits.split_once(mark).unwrap_or((digits, "")),
        None => (digits, ""),
    };
    let mut groups = whole.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    if groups.clone().next().is_some() && (first.is_empty() || first.len() > 3)
        || groups.any(|group| group.len() != 3)
    {
        return Err(AmountFault::NotAnAmount);
    }
    Ok((whole.replace(['.', ','], ""), fraction.to_owned()))
}

fn exponential(negative: bool, unsigned: &str) -> Result<i64, AmountFault> {
    let amount: f64 = unsigned.parse().ok().ok_or(AmountFault::NotAnAmount)?;
    if !(0.0..=1e18).contains(&amount) {
        return Err(AmountFault::TooLarge);
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
    let whole = amount.round() as i128;
    in_range(if negative { -whole } else { whole })
}

fn parse(digits: &str) -> Result<i128, AmountFault> {
    digits.parse().ok().ok_or(AmountFault::NotAnAmount)
}

fn in_range(amount: i128) -> Result<i64, AmountFault> {
    if amount.abs() > LARGEST_EUR {
        return Err(AmountFault::TooLarge);
    }
    i64::try_from(amount).ok().ok_or(AmountFault::TooLarge)
}
