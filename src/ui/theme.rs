//! Colours and signs by role. Meaning never rests on colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Look;

/// How each role is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theme {
    pub text: Style,
    /// Quieter than text: what may be missed.
    pub quiet: Style,
    /// The one thing that asks for attention.
    pub focus: Style,
    /// The number that the arrow stands on: a place, not yet an answer, so it must not shine like one.
    pub selected: Style,
    pub heading: Style,
    /// Only for what is on the disk.
    pub saved: Style,
    /// Only for what cannot be.
    pub trouble: Style,
    pub rule: Style,
    pub symbols: Symbols,
    /// Only signs are coloured and words are the terminal's own: no colour of its sixteen can be read on black and on white.
    pub plain_words: bool,
}

/// Signs, each one column wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbols {
    pub here: &'static str,
    pub prompt: &'static str,
    pub rule: &'static str,
    pub saved: &'static str,
    pub pending: &'static str,
    pub trouble: &'static str,
    pub done: &'static str,
    pub begun: &'static str,
    pub untouched: &'static str,
    pub chosen: &'static str,
    pub open: &'static str,
    pub ticked: &'static str,
    pub come_back: &'static str,
    pub note: &'static str,
    pub more: &'static str,
    pub less: &'static str,
    pub dot: &'static str,
    pub bar: &'static str,
}

pub const UNICODE: Symbols = Symbols {
    here: "▸",
    prompt: "›",
    rule: "─",
    saved: "✓",
    pending: "·",
    trouble: "!",
    done: "●",
    begun: "◐",
    untouched: "○",
    chosen: "●",
    open: "○",
    ticked: "✓",
    come_back: "»",
    note: "¶",
    more: "+",
    less: "−",
    dot: "•",
    bar: "▪",
};

pub const ASCII: Symbols = Symbols {
    here: ">",
    prompt: ">",
    rule: "-",
    saved: "=",
    pending: ".",
    trouble: "!",
    done: "*",
    begun: "+",
    untouched: "o",
    chosen: "*",
    open: "o",
    ticked: "x",
    come_back: "<",
    note: "#",
    more: "+",
    less: "-",
    dot: "*",
    bar: "#",
};

impl Symbols {
    pub fn all(&self) -> [&'static str; 18] {
        [
            self.here,
            self.prompt,
            self.rule,
            self.saved,
            self.pending,
            self.trouble,
            self.done,
            self.begun,
            self.untouched,
            self.chosen,
            self.open,
            self.ticked,
            self.come_back,
            self.note,
            self.more,
            self.less,
            self.dot,
            self.bar,
        ]
    }
}

impl Theme {
    pub fn new(look: Look, ascii: bool) -> Theme {
        let symbols = if ascii { ASCII } else { UNICODE };
        match look {
            Look::Default => Theme::sixteen(Color::Magenta, Color::Green, Color::Red, symbols),
            Look::Light => Theme::exact(
                0x1a_1a_1a, 0x5a_5a_5a, 0x00_4b_8d, 0x1b_6e_2c, 0xa8_1c_1c, 0xff_ff_ff, symbols,
            ),
            Look::Dark => Theme::exact(
                0xe6_e6_e6, 0xa8_a8_a8, 0x7c_c4_ff, 0x8f_d6_8f, 0xff_9a_8f, 0x12_12_12, symbols,
            ),
            Look::Contrast => Theme::exact(
                0xff_ff_ff, 0xe0_e0_e0, 0xff_ff_00, 0x00_ff_00, 0xff_8a_8a, 0x00_00_00, symbols,
            ),
            Look::Mono => Theme::mono(symbols),
        }
    }

    /// The terminal's own sixteen colours, on signs alone: fits dark and light backgrounds.
    fn sixteen(accent: Color, saved: Color, trouble: Color, symbols: Symbols) -> Theme {
        let plain = Style::new();
        Theme {
            text: plain,
            quiet: plain.add_modifier(Modifier::DIM),
            focus: plain.fg(accent).add_modifier(Modifier::BOLD),
            selected: plain.add_modifier(Modifier::UNDERLINED),
            heading: plain.add_modifier(Modifier::BOLD),
            saved: plain.fg(saved),
            trouble: plain.fg(trouble).add_modifier(Modifier::BOLD),
            rule: plain.add_modifier(Modifier::DIM),
            symbols,
            plain_words: true,
        }
    }

    /// Exact colours on a background of their own.
    fn exact(
        text: u32,
        quiet: u32,
        accent: u32,
        saved: u32,
        trouble: u32,
        ground: u32,
        symbols: Symbols,
    ) -> Theme {
        let on = |colour: u32| Style::new().fg(rgb(colour)).bg(rgb(ground));
        Theme {
            text: on(text),
            quiet: on(quiet),
            focus: on(accent).add_modifier(Modifier::BOLD),
            selected: on(text).add_modifier(Modifier::UNDERLINED),
            heading: on(text).add_modifier(Modifier::BOLD),
            saved: on(saved),
            trouble: on(trouble).add_modifier(Modifier::BOLD),
            rule: on(quiet),
            symbols,
            plain_words: false,
        }
    }

    /// No colour at all: modifiers and signs carry every meaning.
    fn mono(symbols: Symbols) -> Theme {
        let plain = Style::new();
        Theme {
            text: plain,
            quiet: plain,
            focus: plain.add_modifier(Modifier::BOLD),
            selected: plain.add_modifier(Modifier::UNDERLINED),
            heading: plain.add_modifier(Modifier::BOLD),
            saved: plain,
            trouble: plain.add_modifier(Modifier::BOLD),
            rule: plain,
            symbols,
            plain_words: false,
        }
    }
}

fn rgb(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color::Rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const ENOUGH: f64 = 4.5;

    fn roles(theme: &Theme) -> [(&'static str, Style); 8] {
        [
            ("text", theme.text),
            ("quiet", theme.quiet),
            ("focus", theme.focus),
            ("selected", theme.selected),
            ("heading", theme.heading),
            ("saved", theme.saved),
            ("trouble", theme.trouble),
            ("rule", theme.rule),
        ]
    }

    fn parts(colour: Color) -> [u8; 3] {
        match colour {
            Color::Rgb(red, green, blue) => [red, green, blue],
            other => panic!("{other:?} is no exact colour"),
        }
    }

    /// Relative luminance, as WCAG 2 defines it.
    fn light(parts: [u8; 3]) -> f64 {
        let [red, green, blue] = parts.map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.039_28 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let (one, other) = (light(one), light(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrast_is_counted_as_others_count_it() {
        let near = |one: f64, other: f64| (one - other).abs() < 0.01;
        assert!(near(contrast([0; 3], [255; 3]), 21.0));
        assert!(near(contrast([0x77; 3], [255; 3]), 4.48));
        assert!(near(contrast([255, 0, 0], [255; 3]), 4.0));
    }

    #[test]
    fn i68_every_role_of_every_exact_theme_has_enough_contrast() {
        for look in [Look::Light, Look::Dark, Look::Contrast] {
            let theme = Theme::new(look, false);
            let ground = parts(theme.text.bg.unwrap());
            for (role, style) in roles(&theme) {
                assert_eq!(parts(style.bg.unwrap()), ground, "{look:?} {role}");
                let found = contrast(parts(style.fg.unwrap()), ground);
                assert!(found >= ENOUGH, "{look:?} {role}: {found:.2}");
                // Neither dimmed nor reversed afterwards.
                let odd = Modifier::DIM | Modifier::REVERSED;
                assert!(!style.add_modifier.intersects(odd), "{look:?} {role}");
            }
        }
    }

    /// What terminals make of magenta, green and red where nobody has changed it.
    #[rustfmt::skip]
    const PALETTES: [(&str, [[u8; 3]; 3]); 5] = [
        ("xterm", [[205, 0, 205], [0, 205, 0], [205, 0, 0]]),
        ("the text console", [[170, 0, 170], [0, 170, 0], [170, 0, 0]]),
        ("Windows", [[136, 23, 152], [19, 161, 14], [197, 15, 31]]),
        ("GNOME", [[117, 80, 123], [78, 154, 6], [204, 0, 0]]),
        ("Solarized", [[211, 54, 130], [133, 153, 0], [220, 50, 47]]),
    ];

    /// None of the sixteen can be read on black and on white: words have none, and only what may be missed is dimmed.
    #[test]
    fn i68_words_are_the_terminals_own_in_the_default_theme() {
        let grounds = [[0; 3], [255; 3]];
        let worst = |colour| grounds.map(|ground| contrast(colour, ground));
        let worst = |colour| worst(colour).into_iter().fold(f64::MAX, f64::min);
        for nth in 0..3 {
            let mut found = PALETTES.iter().map(|(_, colours)| worst(colours[nth]));
            assert!(
                found.any(|found| found < ENOUGH),
                "{nth} could be for words"
            );
        }
        // The signs of the focus and of trouble can be told from either ground.
        for (palette, [focus, _, trouble]) in PALETTES {
            assert!(worst(focus).min(worst(trouble)) > 2.6, "{palette}");
        }
        let theme = Theme::new(Look::Default, false);
        assert!(theme.plain_words);
        for (role, style) in roles(&theme) {
            let signs = ["focus", "saved", "trouble"].contains(&role);
            assert_eq!(style.fg.is_some(), signs, "{role}");
            assert_eq!(style.bg, None, "{role}");
            let dim = style.add_modifier.contains(Modifier::DIM);
            assert_eq!(dim, ["quiet", "rule"].contains(&role), "{role}");
        }
    }

    #[test]
    fn signs_are_one_column_wide() {
        use unicode_width::UnicodeWidthStr;
        for symbols in [UNICODE, ASCII] {
            assert!(symbols.all().iter().all(|sign| sign.width() == 1));
        }
    }

    #[test]
    fn mono_has_no_colour() {
        for (role, style) in roles(&Theme::new(Look::Mono, false)) {
            assert!(style.fg.is_none() && style.bg.is_none(), "{role}");
        }
    }
}
