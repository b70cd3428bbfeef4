mod dates;
mod messages;
mod sources;
