//! Accounts: sign-in, roles, tokens and the audit log.
