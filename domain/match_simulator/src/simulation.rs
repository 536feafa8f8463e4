//! From the plan to the match: line-ups, two halves tick by tick, and what is kept of them.

use football::{Side, TrackedGame, TrackedPlayer};

use crate::{
    RATE_HZ,
    ball::Ball,
    body::{Aim, Body},
    chance::{Chance, Purpose},
    event::SimulatedEvent,
    field::Field,
    flaws::add_flaws,
    mind::Block,
    plan::{MatchPlan, PlanError},
    record::Record,
    squad::{Squadman, squad},
    truth::Truth,
    vector::Vector,
    world::{Change, MEN, Man, Phase, Restart, Stoppage, TEAM, Team, World, index, other, ticks},
};

/// Frames between the halves: a break of fifteen minutes, since frame numbers run on through it.
const BREAK_FRAMES: i64 = 15 * 60 * RATE_HZ as i64;

/// A simulated match.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulatedMatch {
    /// Positions, as the cameras saw them: with the plan's flaws.
    pub game: TrackedGame,
    /// What happened, in order.
    pub events: Vec<SimulatedEvent>,
    /// What both are made from, without flaws.
    pub truth: Truth,
    /// The clubs' names, home first.
    pub clubs: [String; 2],
}

/// Simulates a match. The same plan gives the same bits on every machine.
///
/// # Errors
/// The plan cannot be played.
pub fn simulate(plan: &MatchPlan) -> Result<SimulatedMatch, PlanError> {
    plan.check()?;
    let (mut world, squads) = world(plan);
    let players = listed(&world.roster, squads);
    let mut record = Record::new(plan.pitch, players);
    let first_kick_off = if world.chance.happens(0.5) { Side::Home } else { Side::Away };
    let first_attack = if world.chance.happens(0.5) { 1.0 } else { -1.0 };
    let mut first_frame = 1;
    for (period, length) in (1..).zip(plan.ticks()) {
        let kicks_off = if period == 1 { first_kick_off } else { other(first_kick_off) };
        let attack = if period == 1 { first_attack } else { -first_attack };
        world.begin_period(period, first_frame, attack, kicks_off);
        record.begin_period(&world, length);
        for tick in 0..length {
            world.tick = tick;
            world.think();
            world.play();
            for man in 0..MEN {
                let Man { aim, limits, .. } = world.men[man];
                world.men[man].body.step(aim, limits);
            }
            record.take(&world);
        }
        first_frame += i64::from(length) + BREAK_FRAMES;
    }
    let mut events = world.events;
    // A run with the ball is told when it ends and belongs where it began.
    events.sort_by_key(|event| (event.period, event.frame));
    let formations = plan.teams.each_ref().map(|team| team.formation);
    let (mut game, truth) = record.finish(formations);
    add_flaws(&mut game, plan.flaws, &mut Chance::new(plan.seed, Purpose::Flaws));
    let clubs = plan.teams.each_ref().map(|team| team.club.clone());
    Ok(SimulatedMatch { game, events, truth, clubs })
}

/// Everybody as the game lists him: the home squad, then the away squad, which begins at `away`.
fn listed(roster: &[Squadman], away: usize) -> Vec<TrackedPlayer> {
    let one = |(place, player): (usize, &Squadman)| TrackedPlayer {
        side: if place < away { Side::Home } else { Side::Away },
        shirt: Some(player.shirt),
        provider_id: Some((place + 1).to_string()),
        name: Some(player.name.clone()),
    };
    roster.iter().enumerate().map(one).collect()
}

/// The world before the first whistle, and where the away squad begins in its roster.
fn world(plan: &MatchPlan) -> (World, usize) {
    let mut squads = Chance::new(plan.seed, Purpose::Squads);
    let mut chance = Chance::new(plan.seed, Purpose::Play);
    let mut names = Vec::new();
    let [home, away] =
        plan.teams.each_ref().map(|team| squad(team.formation, &mut names, &mut squads));
    let away_from = home.len();
    let starts = [0, away_from];
    let changes = [0, 1].map(|team| {
        changes(
            plan.teams[team].substitutions,
            team * TEAM,
            starts[team],
            plan.ticks()[1],
            &mut chance,
        )
    });
    let roster: Vec<Squadman> = home.into_iter().chain(away).collect();
    let men = (0..MEN).map(|place| {
        let (team, slot) = (place / TEAM, place % TEAM);
        let who = &roster[starts[team] + slot];
        Man {
            side: if team == 0 { Side::Home } else { Side::Away },
            slot,
            listed: starts[team] + slot,
            limits: who.limits,
            stray: who.stray,
            work_rate: who.work_rate,
            body: Body::default(),
            aim: Aim::default(),
            wander: Vector::default(),
            offer: Vector::default(),
            run: None,
            out_until: 0,
            mark: None,
            leaves_for: None,
        }
    });
    let men = men.collect();
    let teams = plan.teams.each_ref().map(|team| Team {
        formation: team.formation,
        attack: 1.0,
        block: Block::default(),
        chaser: None,
        press_from: chance.between(8.0, 24.0),
    });
    let world = World {
        field: Field::of(plan.pitch),
        men,
        teams,
        ball: Ball::default(),
        phase: kick_off(Side::Home),
        possession: Side::Home,
        possession_since: 0,
        last_touch: 0,
        chance,
        period: 0,
        tick: 0,
        first_frame: 0,
        path: Vec::new(),
        path_from: 0,
        events: Vec::new(),
        roster,
        changes: changes.concat(),
    };
    (world, away_from)
}

/// Who leaves for whom, at some moment of the second half's middle.
fn changes(
    count: usize,
    first_man: usize,
    first_listed: usize,
    length: u32,
    chance: &mut Chance,
) -> Vec<Change> {
    /// Slots that are changed, and who of the bench comes for them.
    const SLOTS: [(usize, usize); 5] = [(9, 16), (7, 14), (8, 15), (2, 12), (1, 13)];
    let one = |(slot, bench): &(usize, usize)| Change {
        period: 2,
        tick: ticks(f64::from(length) / f64::from(RATE_HZ) * chance.between(0.12, 0.85)),
        man: first_man + slot,
        comes: first_listed + bench,
    };
    SLOTS.iter().take(count).map(one).collect()
}

/// A second before the ball is kicked.
fn kick_off(side: Side) -> Phase {
    Phase::Stopped(Stoppage {
        restart: Restart::KickOff,
        side,
        place: Vector::default(),
        since: 0,
        ready_at: RATE_HZ,
        taker: index(side) * TEAM + 9,
        scorer: None,
    })
}

impl World {
    /// Everybody stands for the kick-off.
    fn begin_period(&mut self, period: u8, first_frame: i64, attack: f64, kicks_off: Side) {
        (self.period, self.first_frame, self.tick) = (period, first_frame, 0);
        self.teams[0].attack = attack;
        self.teams[1].attack = -attack;
        self.ball = Ball::default();
        self.phase = kick_off(kicks_off);
        (self.possession, self.possession_since) = (kicks_off, 0);
        for team in &mut self.teams {
            team.block = Block::default();
            team.chaser = None;
        }
        let Phase::Stopped(stoppage) = self.phase else { return };
        for man in 0..MEN {
            let side = self.men[man].side;
            let place = if man == stoppage.taker {
                Vector::new(-0.6, 0.0)
            } else {
                let place = self.kick_off_place(man);
                self.kept_away(man, place, stoppage)
            };
            let place = self.turned(place, side);
            let who = &mut self.men[man];
            who.body = Body::at(place);
            who.aim = Aim { place, speed_mps: 1.0, through: false };
            (who.run, who.mark, who.out_until) = (None, None, 0);
        }
    }
}
