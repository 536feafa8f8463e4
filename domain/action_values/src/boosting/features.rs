//! What is known of each row, column by column.

/// Columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    columns: Vec<Column>,
}

/// A feature of all rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What it is.
    pub name: String,
    /// Its values, one for each row.
    pub values: Values,
}

/// The values of a feature.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers: a tree asks whether one is larger than a threshold.
    Numbers(Vec<f32>),
    /// Words by their numbers: a tree asks whether it is one of them. This is a column of yes and no for each word, in
    /// the room of one.
    Words(Vec<u8>),
}

impl Features {
    /// These columns; `None` if they differ in length.
    pub fn new(columns: Vec<Column>) -> Option<Self> {
        let same = columns.windows(2).all(|pair| pair[0].values.len() == pair[1].values.len());
        same.then_some(Self { columns })
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// Puts the rows of others with the same columns below; `false`, and nothing is done, if the columns differ.
    pub fn append(&mut self, others: Self) -> bool {
        if self.columns.is_empty() {
            *self = others;
            return true;
        }
        let alike = |(one, other): (&Column, &Column)| {
            let both = (&one.values, &other.values);
            let same = matches!(
                both,
                (Values::Numbers(_), Values::Numbers(_)) | (Values::Words(_), Values::Words(_))
            );
            same && one.name == other.name
        };
        let fits = self.columns.len() == others.columns.len()
            && self.columns.iter().zip(&others.columns).all(alike);
        if fits {
            for (column, other) in self.columns.iter_mut().zip(others.columns) {
                match (&mut column.values, other.values) {
                    (Values::Numbers(all), Values::Numbers(more)) => all.extend(more),
                    (Values::Words(all), Values::Words(more)) => all.extend(more),
                    _ => {}
                }
            }
        }
        fits
    }
}

impl Values {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Words(words) => words.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
