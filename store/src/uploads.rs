//! Files people gave us: bytes in a folder under their content hash, rows in `upload`.

use std::path::PathBuf;

/// Where uploads are kept.
#[derive(Clone, Debug)]
pub struct Uploads {
    folder: PathBuf,
}

impl Uploads {
    /// Keeps uploads in `folder`, which is made when the first file comes.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }
}
