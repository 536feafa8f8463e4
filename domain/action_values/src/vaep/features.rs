//! What is known of the game when an action is over: the action and the two before it, as seen by its team, and
//! the score.

use football::Side;

use crate::{
    boosting::{Column, Features, Values},
    spadl::{Action, ActionResult, BodyPart, LENGTH_M, WIDTH_M},
};

/// The action and those before it.
const STATES: usize = 3;

/// Seconds of regular time before each period.
const BEFORE_PERIOD_SECS: [f64; 5] = [0.0, 2_700.0, 5_400.0, 6_300.0, 7_200.0];

/// What a feature is, and how many actions back.
type Name = (&'static str, Option<usize>);

/// Columns as they grow. Every row goes through them in the same order.
#[derive(Default)]
struct Growing {
    columns: Vec<Column>,
    next: usize,
    rows: usize,
}

/// The features of a match's actions, a row for each. Columns are always the same.
pub fn features(actions: &[Action]) -> Features {
    let mut growing = Growing { rows: actions.len(), ..Growing::default() };
    let mut first_of_period = 0;
    let mut goals = [0_u8; 2];
    for (place, action) in actions.iter().enumerate() {
        if actions[first_of_period].period != action.period {
            first_of_period = place;
        }
        // Before the first action of a period stands that action.
        let states: [Action; STATES] = std::array::from_fn(|back| {
            let known = place.checked_sub(back).filter(|place| *place >= first_of_period);
            let state = actions[known.unwrap_or(first_of_period)];
            if action.side == Side::Home { state } else { state.turned() }
        });
        growing.next = 0;
        for (back, state) in states.iter().enumerate() {
            growing.action(back, state);
        }
        for (back, state) in states.iter().enumerate().skip(1) {
            growing.change(back, &states[0], state);
        }
        let own = usize::from(action.side == Side::Away);
        let (scored, conceded) = (f64::from(goals[own]), f64::from(goals[1 - own]));
        growing.number(("goalscore_team", None), scored);
        growing.number(("goalscore_opponent", None), conceded);
        growing.number(("goalscore_diff", None), scored - conceded);
        let whose = if action.is_own_goal() { 1 - own } else { own };
        goals[whose] =
            goals[whose].saturating_add(u8::from(action.is_goal() || action.is_own_goal()));
    }
    Features::new(growing.columns).unwrap_or_default()
}

impl Growing {
    fn action(&mut self, back: usize, action: &Action) {
        let back = Some(back);
        let (kind, result) = (action.kind.index(), action.result.index());
        self.word(("actiontype_a", back), kind);
        self.word(("result_a", back), result);
        let results = u8::try_from(ActionResult::ALL.len()).unwrap_or(u8::MAX);
        self.word(("actiontype_result_a", back), kind * results + result);
        let body_part = if action.body_part.is_foot() { BodyPart::Foot } else { action.body_part };
        self.word(("bodypart_a", back), body_part.index());
        let period = usize::from(action.period.saturating_sub(1)).min(BEFORE_PERIOD_SECS.len() - 1);
        self.number(("period_id_a", back), f64::from(action.period));
        self.number(("time_seconds_a", back), action.seconds);
        let overall = BEFORE_PERIOD_SECS[period] + action.seconds;
        self.number(("time_seconds_overall_a", back), overall);
        self.number(("start_x_a", back), action.start_m[0]);
        self.number(("start_y_a", back), action.start_m[1]);
        self.number(("end_x_a", back), action.end_m[0]);
        self.number(("end_y_a", back), action.end_m[1]);
        let [distance_m, angle] = to_goal(action.start_m);
        self.number(("start_dist_to_goal_a", back), distance_m);
        self.number(("start_angle_to_goal_a", back), angle);
        let [distance_m, angle] = to_goal(action.end_m);
        self.number(("end_dist_to_goal_a", back), distance_m);
        self.number(("end_angle_to_goal_a", back), angle);
        let [dx, dy] = [0, 1].map(|axis| action.end_m[axis] - action.start_m[axis]);
        self.number(("dx_a", back), dx);
        self.number(("dy_a", back), dy);
        self.number(("movement_a", back), dx.hypot(dy));
    }

    /// What changed since an earlier action.
    fn change(&mut self, back: usize, now: &Action, before: &Action) {
        let back = Some(back);
        self.word(("team_", back), u8::from(now.side == before.side));
        self.number(("time_delta_", back), now.seconds - before.seconds);
        let [dx, dy] = [0, 1].map(|axis| before.end_m[axis] - now.start_m[axis]);
        self.number(("dx_a0", back), dx);
        self.number(("dy_a0", back), dy);
        self.number(("mov_a0", back), dx.hypot(dy));
    }

    #[expect(clippy::cast_possible_truncation, reason = "seven digits tell places and times apart")]
    fn number(&mut self, name: Name, value: f64) {
        let rows = self.rows;
        let column = self.column(name, || Values::Numbers(Vec::with_capacity(rows)));
        if let Values::Numbers(numbers) = &mut column.values {
            numbers.push(value as f32);
        }
    }

    fn word(&mut self, name: Name, value: u8) {
        let rows = self.rows;
        let column = self.column(name, || Values::Words(Vec::with_capacity(rows)));
        if let Values::Words(words) = &mut column.values {
            words.push(value);
        }
    }

    /// The next column; it is made in the first row.
    fn column(&mut self, name: Name, empty: impl FnOnce() -> Values) -> &mut Column {
        let place = self.next;
        self.next += 1;
        if place == self.columns.len() {
            let (what, back) = name;
            let back = back.map_or_else(String::new, |back| back.to_string());
            self.columns.push(Column { name: [what, &back].concat(), values: empty() });
        }
        &mut self.columns[place]
    }
}

/// Distance from the middle of the goal, metres, and angle from the line that leaves it at right angles, radians.
fn to_goal([x, y]: [f64; 2]) -> [f64; 2] {
    let (dx, dy) = ((LENGTH_M - x).abs(), (WIDTH_M / 2.0 - y).abs());
    // In the middle of the goal there is no angle.
    let angle = if dx + dy > 0.0 { (dy / dx).atan() } else { 0.0 };
    [dx.hypot(dy), angle]
}
