//! From a file's bytes to a form, or to every fault in it with its place.
