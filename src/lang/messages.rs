//! The program's own messages, from Fluent files that are whole in Finnish, Swedish and English.
//!
//! An id is two or more lower-case words joined by hyphens (`notice-saved`), written in the code as a literal, never glued together:
//! `tests/it/messages.rs` finds ids that are missing, unused, or have other variables in another language.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::Lang;

/// The words of one interface language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

/// A value put into a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    Text(&'a str),
    Number(i64),
}

/// The messages of `lang`, read on first use; easy Finnish has those of Finnish.
pub fn messages(lang: Lang) -> &'static Messages {
    static FI: OnceLock<Messages> = OnceLock::new();
    static SV: OnceLock<Messages> = OnceLock::new();
    static EN: OnceLock<Messages> = OnceLock::new();
    let (cell, locale, sources) = match lang {
        Lang::Fi | Lang::FiSimple => (&FI, "fi", source::FI),
        Lang::Sv => (&SV, "sv", source::SV),
        Lang::En => (&EN, "en", source::EN),
    };
    cell.get_or_init(|| Messages::read(locale, sources))
}

impl Messages {
    fn read(locale: &str, sources: [&'static str; 4]) -> Self {
        let locale: LanguageIdentifier = locale.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks are invisible characters that terminals draw as boxes or count wrongly.
        bundle.set_use_isolating(false);
        for source in sources {
            // The files are part of the program and checked by tests, so what can be read of a faulty one is used.
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Messages { bundle }
    }

    /// The message `id`, which has no variables. A missing one shows as its id.
    pub fn get(&'static self, id: &str) -> Cow<'static, str> {
        self.format(id, None)
            .unwrap_or_else(|| Cow::Owned(id.to_owned()))
    }

    /// The message `id` with its variables filled in.
    pub fn with(&'static self, id: &str, args: &[(&str, Arg)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match *arg {
                Arg::Text(text) => values.set((*name).to_owned(), text),
                Arg::Number(number) => values.set((*name).to_owned(), number),
            }
        }
        match self.format(id, Some(&values)) {
            Some(text) => text.into_owned(),
            None => id.to_owned(),
        }
    }

    /// Whether there is a message `id`.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    fn format(&'static self, id: &str, args: Option<&FluentArgs>) -> Option<Cow<'static, str>> {
        let pattern = self.bundle.get_message(id)?.value()?;
        Some(self.bundle.format_pattern(pattern, args, &mut Vec::new()))
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a Cow<'_, str>> for Arg<'a> {
    fn from(text: &'a Cow<'_, str>) -> Self {
        Arg::Text(text)
    }
}

macro_rules! arg_from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Arg::Number(i64::from(number))
            }
        }
    )*};
}

arg_from_number!(i64, i32, i16, i8, u32, u16, u8);

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

mod source {
    pub const FI: [&str; 4] = [
        include_str!("fi/app.ftl"),
        include_str!("fi/form.ftl"),
        include_str!("fi/cli.ftl"),
        include_str!("fi/vault.ftl"),
    ];
    pub const SV: [&str; 4] = [
        include_str!("sv/app.ftl"),
        include_str!("sv/form.ftl"),
        include_str!("sv/cli.ftl"),
        include_str!("sv/vault.ftl"),
    ];
    pub const EN: [&str; 4] = [
        include_str!("en/app.ftl"),
        include_str!("en/form.ftl"),
        include_str!("en/cli.ftl"),
        include_str!("en/vault.ftl"),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_message_shows_as_its_id() {
        let words = messages(Lang::Fi);
        assert_eq!(words.get("no-such-message"), "no-such-message");
        assert_eq!(
            words.with("no-such-message", &[("n", 1.into())]),
            "no-such-message"
        );
    }

    #[test]
    fn variables_and_plurals_are_filled_in_without_invisible_marks() {
        let source = "met-times = { $name } on tavattu { $n ->\n    [one] kerran\n   *[other] { $n } kertaa\n }\n";
        let words: &'static Messages =
            Box::leak(Box::new(Messages::read("fi", [source, "", "", ""])));
        let say = |n: usize| words.with("met-times", &[("name", "Aino".into()), ("n", n.into())]);
        assert_eq!(say(1), "Aino on tavattu kerran");
        assert_eq!(say(1200), "Aino on tavattu 1200 kertaa");
    }

    #[test]
    fn easy_finnish_speaks_finnish() {
        assert!(std::ptr::eq(messages(Lang::FiSimple), messages(Lang::Fi)));
    }
}
