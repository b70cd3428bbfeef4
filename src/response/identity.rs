//! Finds Finnish personal identity codes in text, so that none is ever stored.
