//! Civil dates and times as people say, read and write them.
