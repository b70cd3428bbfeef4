//! The encrypted file: keys, journal, projections, queries.
