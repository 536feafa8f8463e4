//! Charts: data to geometry (pure, tested), geometry to SVG on the server, and a table with the same
//! numbers. Text is 11 px, the grid has no frame, labels stand at what they name.

mod axis;
mod club_timeline;
mod interval_plot;
mod origin_chart;
mod parts_chart;
mod percentile_bar;
mod pitch;
mod points_bar;
mod radar;
mod time_chart;
mod value_chart;
mod value_fan;

pub use club_timeline::ClubTimeline;
pub use interval_plot::IntervalPlot;
pub use origin_chart::{OriginChart, OriginLine, OriginUnit};
pub use parts_chart::{PartOf, PartsChart, PartsTable};
pub use percentile_bar::PercentileBar;
pub use pitch::{PitchDrawing, PitchScale};
pub use points_bar::PointsBar;
pub use radar::{LineKey, MOST_SERIES, Radar, RadarAxis, RadarSeries};
pub use time_chart::{Series, Steps, Stroke, TimeChart, Unit};
pub use value_chart::{Outlook, ValueChart};
pub use value_fan::{FanYear, ValueFan};
