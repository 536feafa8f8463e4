//! TRACAB's frames in text: `frame:team,id,shirt,x,y,speed;…;:x,y,z,speed,H,Alive;:`, centimetres from the
//! centre spot. Team 1 is at home and 0 away; others are officials and nobody.

use football::{Side, TrackedGame};

use super::{
    error::{TrackingError, TrackingFault},
    game::GrowingGame,
    lines::Lines,
    number::whole,
    tracab_meta::TracabMeta,
};

/// Centimetres of a metre.
const CM: f64 = 100.0;

/// Reads the frames of a game.
#[derive(Debug)]
pub struct TracabReader {
    lines: Lines,
    frames: Frames,
}

/// What the frames of a game, in text or JSON, have grown to.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) meta: TracabMeta,
    pub(super) game: GrowingGame,
    /// Where each shirt of the away and the home team stands among the players.
    shirts: [Vec<Option<usize>>; 2],
}

impl TracabReader {
    /// A reader of the frames that `meta` describes.
    ///
    /// # Errors
    /// The description has an absurd rate, an absurd pitch or too many players.
    pub fn new(meta: TracabMeta) -> Result<Self, TrackingError> {
        let frames = Frames::new(meta).map_err(TrackingFault::of_file)?;
        Ok(Self { lines: Lines::default(), frames })
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first line that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { lines, frames } = self;
        lines.push(bytes, &mut |_, line| frames.line(line))
    }

    /// The game.
    ///
    /// # Errors
    /// The last line is not as it has to be, or no frame belongs to a period.
    pub fn finish(mut self) -> Result<TrackedGame, TrackingError> {
        let Self { lines, frames } = &mut self;
        // A whole line ends with its last colon.
        lines.finish(&mut |_, line| match line.trim_ascii_end() {
            whole if whole.ends_with(b":") || whole.is_empty() => frames.line(line),
            _ => Err(TrackingFault::CutOff),
        })?;
        if self.lines.count() == 0 {
            return Err(TrackingFault::Empty.of_file());
        }
        if self.frames.game.is_empty() {
            return Err(TrackingFault::NoFrames.of_file());
        }
        Ok(self.frames.game.finish())
    }
}

impl Frames {
    pub(super) fn new(meta: TracabMeta) -> Result<Self, TrackingFault> {
        let mut game = GrowingGame::new(meta.pitch, meta.rate_hz)?;
        for player in &meta.players {
            game.list(player.clone())?;
        }
        Ok(Self { meta, game, shirts: [Vec::new(), Vec::new()] })
    }

    fn line(&mut self, line: &[u8]) -> Result<(), TrackingFault> {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        let mut parts = line.split(|byte| *byte == b':');
        let mut next = || parts.next().unwrap_or_default();
        let (frame, objects, ball) = (next(), next(), next());
        let number = whole(frame.trim_ascii())
            .ok_or_else(|| TrackingFault::unexpected(frame, "a frame's number and a colon"))?;
        let Some(period) = self.meta.period_of(number) else { return Ok(()) };
        let ball = Ball::read(ball)?;
        self.game.frame(period, number, ball.alive, ball.possession)?;
        for object in objects.split(|byte| *byte == b';').filter(|object| !object.is_empty()) {
            let read = Object::read(object)
                .ok_or_else(|| TrackingFault::unexpected(object, "`team,id,shirt,x,y,speed`"))?;
            if let Some(side) = read.side {
                let player = self.player(side, read.shirt)?;
                self.game.put(player, read.x_m, read.y_m)?;
            }
        }
        self.game.put_ball(ball.x_m, ball.y_m, ball.height_m)?;
        Ok(())
    }

    /// The place of a shirt among the players; it is listed if it is new.
    pub(super) fn player(&mut self, side: Side, shirt: u16) -> Result<usize, TrackingFault> {
        let shirts = &mut self.shirts[usize::from(side == Side::Home)];
        let place = usize::from(shirt);
        if let Some(Some(player)) = shirts.get(place) {
            return Ok(*player);
        }
        let player = self.game.player(side, shirt)?;
        if shirts.len() <= place {
            shirts.resize(place + 1, None);
        }
        shirts[place] = Some(player);
        Ok(player)
    }
}

/// Somebody on the pitch.
struct Object {
    /// `None` of officials and nobody.
    side: Option<Side>,
    shirt: u16,
    x_m: f64,
    y_m: f64,
}

impl Object {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut values = bytes.split(|byte| *byte == b',');
        let mut next = || whole(values.next()?);
        let (team, _id, shirt, x, y) = (next()?, next()?, next()?, next()?, next()?);
        let side = match team {
            0 => Some(Side::Away),
            1 => Some(Side::Home),
            _ => None,
        };
        // Nobody's shirt is -1.
        let shirt = if side.is_some() { u16::try_from(shirt).ok()? } else { 0 };
        Some(Self { side, shirt, x_m: metres(x), y_m: metres(y) })
    }
}

/// The ball of a frame.
struct Ball {
    x_m: f64,
    y_m: f64,
    height_m: f64,
    possession: Option<Side>,
    alive: Option<bool>,
}

impl Ball {
    fn read(bytes: &[u8]) -> Result<Self, TrackingFault> {
        let expected = || TrackingFault::unexpected(bytes, "`x,y,z,speed,H,Alive;` of the ball");
        let text = bytes.split(|byte| *byte == b';').next().unwrap_or_default();
        let mut values = text.split(|byte| *byte == b',');
        let mut next = || values.next().ok_or_else(expected);
        let mut place = || next().and_then(|value| whole(value).map(metres).ok_or_else(expected));
        let (x_m, y_m, height_m) = (place()?, place()?, place()?);
        let _speed = next()?;
        let possession = match next()? {
            b"H" => Some(Side::Home),
            b"A" => Some(Side::Away),
            _ => None,
        };
        let alive = match next()? {
            b"Alive" => Some(true),
            b"Dead" => Some(false),
            _ => None,
        };
        Ok(Self { x_m, y_m, height_m, possession, alive })
    }
}

#[expect(clippy::cast_precision_loss, reason = "centimetres of a pitch are exact")]
pub(super) fn metres(cm: i64) -> f64 {
    cm as f64 / CM
}
