//! Who may come in: the keys, the access tokens made with them, and the sign-in of a first start.
//! What is asked of a request is in `http`.

mod first_account;
mod kept;
mod keys;
pub mod tokens;
mod vault;

pub use first_account::{DEMO_NAME, DEMO_PASSWORD, ensure_first_account, refuse_demo_password};
pub use keys::Keys;
pub use vault::{check_vault_keys, vault_keys};
