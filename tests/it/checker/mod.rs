//! The checker of form files: every diagnosis, its place, its words and the schema that editors read.

mod codes;
mod doubts;
mod places;
mod schema;
