//! A private `PostgreSQL` in a folder: finds the binaries, makes the cluster, starts, watches and
//! stops it.
