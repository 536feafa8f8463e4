// What a house with enough values tells of a player's value: the demo's has too few.

/** A forecast as the server would tell it of a house with enough values. */
export const FORECAST = {
  made: { as_of: '2020-06-20', version: 'value-1', seed: 20260701, at: '2026-11-26T09:00:00Z' },
  one_year: {
    from_eur: 5_000_000,
    from_day: '2020-06-20',
    until: '2021-06-20',
    value_eur: 6_000_000,
    change: '+20.0 %',
    low_eur: 3_000_000,
    high_eur: 9_000_000,
    band: '412 past values of players of the same age',
    age_curve_eur: 5_500_000,
    parts: [
      { name: 'An average player', amount_eur: 400_000, share: '+7.6 %' },
      { name: 'Age and position', amount_eur: 900_000, share: '+17.9 %' },
      { name: 'Recent changes', amount_eur: -300_000, share: '−5.3 %' },
    ],
    columns: [
      { name: 'An average player', amount_eur: 400_000, share: '+7.6 %' },
      { name: 'Value', amount_eur: 600_000, share: '+11.6 %' },
    ],
    training_rows: 1200,
  },
  career: {
    from_eur: 5_000_000,
    from_day: '2020-06-20',
    years: [
      { day: '2021-06-20', value_eur: [2e6, 4e6, 5e6, 6e6, 9e6], tested: true },
      { day: '2022-06-20', value_eur: [1e6, 3e6, 5e6, 7e6, 12e6], tested: true },
    ],
    basis: '4,000 paths from 412 past values of players of the same age',
  },
  not_made: null,
  gaps: ['The birth date is unknown.', 'Club, league and contract are not looked at.'],
  trust: { n: 66_000, held: '80.2 %', error: '92 %' },
  newer_value: null,
  under_way: null,
};

const origin = (day: string, linear: number, held: number) => ({
  day,
  players: 12_010,
  training_rows: 60_000,
  last_value: 476,
  age_curve: 455,
  linear,
  held,
});

/** The models' report card as the server would tell it. */
export const REPORT_CARD = {
  card: {
    version: 'value-1',
    at: '2026-11-26T09:00:00Z',
    as_of: '2021-06-30',
    players: 25_801,
    valuations: 359_184,
    origins: [origin('2019-06-30', 432, 768), origin('2020-06-30', 437, 805)],
    skipped: [['2016-06-30', 'too few']],
    careers: [{ year: 1, players: 9_000, held: '77.8 %', error_share: '94.5 %' }],
    error_share: '92.1 %',
    held: '80.2 %',
  },
  under_way: null,
};
