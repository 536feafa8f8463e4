//! Charts: data to geometry (pure, tested), geometry to SVG on the server, and a table with the same
//! numbers. Text is 11 px, the grid has no frame, labels stand at what they name.

mod axis;
mod percentile_bar;
mod points_bar;
mod radar;
mod time_chart;
mod value_chart;

pub use percentile_bar::PercentileBar;
pub use points_bar::PointsBar;
pub use radar::{LineKey, MOST_SERIES, Radar, RadarAxis, RadarSeries};
pub use time_chart::{Series, Steps, Stroke, TimeChart, Unit};
pub use value_chart::{Outlook, ValueChart};
