//! Frames as Parquet: a row a frame, two columns an object.

use std::{fmt::Write as _, io::Write, sync::Arc};

use football::{Places, TrackedGame, TrackedPeriod};
use parquet::{
    basic::{Compression, Encoding, GzipLevel},
    data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use serde_json::json;

use crate::columns;

/// Why frames cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum FramesError {
    /// The game has no such period.
    #[error("the match has no period {0}")]
    NoSuchPeriod(u8),
    /// What is written to refuses.
    #[error("the frames cannot be written: {0}")]
    Write(#[from] ParquetError),
}

/// Writes the recorded frames of a period as one Parquet file.
///
/// Columns: `frame` (the provider's number); `alive` and `possession` (`home`, `away`), null where the provider
/// does not say; for each player and the ball `…_x` and `…_y`, and `ball_z`, whole centimetres from the centre
/// spot as [`TrackedGame`] has metres, null where not known. The file's metadata says units, rate, pitch and who
/// is who.
///
/// # Errors
/// `NoSuchPeriod`; `Write` when `out` refuses.
pub fn write_frames(
    game: &TrackedGame,
    period: u8,
    out: impl Write + Send,
) -> Result<(), FramesError> {
    let found = game.periods.iter().find(|known| known.number == period);
    let found = found.ok_or(FramesError::NoSuchPeriod(period))?;
    let names = columns::names(&game.players);
    let schema = Arc::new(parse_message_type(&schema(&names))?);
    let properties = Arc::new(properties(game, found, &names));
    let mut writer = SerializedFileWriter::new(out, schema, properties)?;
    let mut rows = writer.next_row_group()?;
    put_ticks(&mut rows, found)?;
    for places in found.players.iter().chain([&found.ball]) {
        put_places(&mut rows, found, places)?;
    }
    put_centimetres(&mut rows, found, &found.ball_height_m)?;
    rows.close()?;
    writer.close()?;
    Ok(())
}

fn schema(names: &[String]) -> String {
    let mut text = "message frames {
        REQUIRED INT64 frame;
        OPTIONAL BOOLEAN alive;
        OPTIONAL BYTE_ARRAY possession (STRING);"
        .to_owned();
    let axes = names
        .iter()
        .map(String::as_str)
        .chain(["ball"])
        .flat_map(|name| ["x", "y"].map(|axis| format!("{name}_{axis}")));
    for column in axes.chain(["ball_z".to_owned()]) {
        let _ = write!(text, "\nOPTIONAL INT32 {column} (INTEGER(16, true));");
    }
    text + "\n}"
}

fn properties(game: &TrackedGame, period: &TrackedPeriod, names: &[String]) -> WriterProperties {
    let players: Vec<_> = game
        .players
        .iter()
        .zip(names)
        .map(|(player, column)| {
            json!({
                "column": column,
                "side": columns::side(player.side),
                "shirt": player.shirt,
                "name": player.name,
                "provider_id": player.provider_id,
            })
        })
        .collect();
    let told = [
        ("unit", "cm".to_owned()),
        (
            "origin",
            "centre spot; y towards the left touchline of a team that attacks +x".to_owned(),
        ),
        ("rate_hz", game.rate_hz.to_string()),
        ("pitch_length_m", game.pitch.length_m.to_string()),
        ("pitch_width_m", game.pitch.width_m.to_string()),
        ("period", period.number.to_string()),
        ("players", json!(players).to_string()),
    ];
    WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_created_by("Touchline".to_owned())
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::DELTA_BINARY_PACKED)
        // The two columns that are not whole numbers.
        .set_column_encoding("alive".into(), Encoding::RLE)
        .set_column_encoding("possession".into(), Encoding::DELTA_LENGTH_BYTE_ARRAY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(
            told.into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect(),
        ))
        .build()
}

type Rows<'a, W> = SerializedRowGroupWriter<'a, W>;

fn put_ticks<W: Write + Send>(
    rows: &mut Rows<W>,
    period: &TrackedPeriod,
) -> Result<(), ParquetError> {
    let recorded = || (period.first_frame..).zip(&period.ticks).filter(|(_, tick)| tick.recorded);
    let frames: Vec<i64> = recorded().map(|(frame, _)| frame).collect();
    let mut column = column(rows)?;
    column.typed::<Int64Type>().write_batch(&frames, None, None)?;
    column.close()?;

    let (alive, known) = parted(recorded().map(|(_, tick)| tick.alive));
    let mut column = self::column(rows)?;
    column.typed::<BoolType>().write_batch(&alive, Some(&known), None)?;
    column.close()?;

    let (possession, known) = parted(
        recorded()
            .map(|(_, tick)| tick.possession.map(|side| ByteArray::from(columns::side(side)))),
    );
    let mut column = self::column(rows)?;
    column.typed::<ByteArrayType>().write_batch(&possession, Some(&known), None)?;
    column.close()
}

fn put_places<W: Write + Send>(
    rows: &mut Rows<W>,
    period: &TrackedPeriod,
    places: &Places,
) -> Result<(), ParquetError> {
    put_centimetres(rows, period, &places.x_m)?;
    put_centimetres(rows, period, &places.y_m)
}

fn put_centimetres<W: Write + Send>(
    rows: &mut Rows<W>,
    period: &TrackedPeriod,
    metres: &[f32],
) -> Result<(), ParquetError> {
    let recorded = metres.iter().zip(&period.ticks).filter(|(_, tick)| tick.recorded);
    let (values, known) = parted(recorded.map(|(metres, _)| centimetres(*metres)));
    let mut column = column(rows)?;
    column.typed::<Int32Type>().write_batch(&values, Some(&known), None)?;
    column.close()
}

fn column<'a, W: Write + Send>(
    rows: &'a mut Rows<W>,
) -> Result<parquet::file::writer::SerializedColumnWriter<'a>, ParquetError> {
    rows.next_column()?
        .ok_or_else(|| ParquetError::General("the schema has fewer columns".to_owned()))
}

/// The values that are known, and for each row 1 where one is.
fn parted<T>(values: impl Iterator<Item = Option<T>>) -> (Vec<T>, Vec<i16>) {
    let mut known = Vec::new();
    let values = values.inspect(|value| known.push(i16::from(value.is_some()))).flatten().collect();
    (values, known)
}

/// Whole centimetres; `None` for what is not known and for what two bytes do not hold.
fn centimetres(metres: f32) -> Option<i32> {
    const FURTHEST_M: f32 = 327.67;
    #[expect(clippy::cast_possible_truncation, reason = "at most 32,767")]
    (metres.abs() <= FURTHEST_M).then(|| (metres * 100.0).round() as i32)
}
