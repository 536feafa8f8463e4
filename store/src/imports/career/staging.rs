//! Rows of careers in the text format of `COPY`, in the order of their sheet's columns.

use chrono::NaiveDate;
use football::{Fee, SeasonYears};
use table_feeds::{
    career_table::{
        AppearanceRow, CareerRow, ClubRow, CompetitionRow, InjuryRow, ProvidedId, TransferRow,
        Window,
    },
    player_table::Reading,
};

use crate::imports::staging::{date, next, number, text};

/// Appends a row to `buffer`.
pub(in crate::imports) fn copy_row(buffer: &mut Vec<u8>, row: &CareerRow<'_>, reading: &Reading) {
    let mut cells = match row {
        CareerRow::Transfer(row) => Cells::begin(buffer, row.line, &row.player, reading),
        CareerRow::Appearance(row) => Cells::begin(buffer, row.line, &row.player, reading),
        CareerRow::Injury(row) => Cells::begin(buffer, row.line, &row.player, reading),
        CareerRow::Club(row) => Cells::begin(buffer, row.line, &row.club, reading),
        CareerRow::Competition(row) => Cells::begin(buffer, row.line, &row.competition, reading),
    };
    match row {
        CareerRow::Transfer(row) => cells.transfer(row),
        CareerRow::Appearance(row) => cells.appearance(row),
        CareerRow::Injury(row) => cells.injury(row),
        CareerRow::Club(row) => cells.club(row),
        CareerRow::Competition(row) => cells.competition(row),
    }
    buffer.push(b'\n');
}

struct Cells<'b> {
    buffer: &'b mut Vec<u8>,
}

impl<'b> Cells<'b> {
    /// Line, provider and id: what every row begins with.
    fn begin(
        buffer: &'b mut Vec<u8>,
        line: u64,
        whose: &ProvidedId<'_>,
        reading: &Reading,
    ) -> Self {
        number(buffer, Some(line));
        let mut cells = Self { buffer };
        let provider = whose.provider.as_deref().or(reading.provider.as_deref());
        cells.text(Some(provider.unwrap_or_default()));
        cells.text(Some(whose.id));
        cells
    }

    fn transfer(&mut self, row: &TransferRow<'_>) {
        self.text(Some(&row.key));
        self.date(row.date);
        self.season(row.season);
        self.text(row.window.map(Window::as_str));
        self.text(row.from.id);
        self.text(row.from.name);
        self.text(row.to.id);
        self.text(row.to.name);
        self.text((row.fee != Fee::Unknown).then(|| row.fee.kind()));
        self.number(row.fee.amount_eur());
        self.number(row.value_eur);
        self.number(row.age);
    }

    fn appearance(&mut self, row: &AppearanceRow<'_>) {
        self.text(Some(&row.game));
        self.date(Some(row.date));
        self.season(Some(SeasonYears::of(row.date)));
        for count in [row.minutes, row.goals, row.assists, row.yellow_cards, row.red_cards] {
            self.number(count);
        }
        self.text(row.club_id);
        self.text(row.competition_id);
    }

    fn injury(&mut self, row: &InjuryRow<'_>) {
        self.date(Some(row.since));
        self.text(Some(&row.injury));
        self.date(row.until);
        self.number(row.days);
        self.number(row.matches_missed);
        self.season(row.season);
        self.text(row.club);
    }

    fn club(&mut self, row: &ClubRow<'_>) {
        self.text(Some(row.name));
        self.text(row.competition_id);
        self.text(row.stadium);
        self.number(row.seats);
        self.number(row.net_transfers_eur);
    }

    fn competition(&mut self, row: &CompetitionRow<'_>) {
        self.text(Some(&row.name));
        self.text(row.kind);
        self.text(row.country);
        self.text(row.confederation);
    }

    fn text(&mut self, value: Option<&str>) {
        next(self.buffer, |buffer| text(buffer, value));
    }

    fn number(&mut self, value: Option<impl std::fmt::Display>) {
        next(self.buffer, |buffer| number(buffer, value));
    }

    fn date(&mut self, value: Option<NaiveDate>) {
        next(self.buffer, |buffer| date(buffer, value));
    }

    fn season(&mut self, value: Option<SeasonYears>) {
        self.number(value.map(SeasonYears::first_year));
    }
}
