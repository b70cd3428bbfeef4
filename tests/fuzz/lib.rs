//! What the fuzz targets share with the tests: the random author, the naive evaluator, and the targets themselves as functions.

#[path = "../it/engine"]
pub mod engine {
    pub mod agree;
    pub mod author;
    pub mod deeds;
    pub mod dice;
    pub mod figures;
    pub mod naive;
    pub mod phrase;
    pub mod phrase_functions;
    pub mod plain;
    pub mod play;
}
pub mod targets;
