//! The session store behind tower-sessions.
