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

impl Theme {
    pub fn new(look: Look, ascii: bool) -> Theme {
        let symbols = if ascii { ASCII } else { UNICODE };
        match look {
            Look::Default => Theme::sixteen(Color::Cyan, Color::Green, Color::Red, symbols),
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

    /// The terminal's own sixteen colours: fits dark and light backgrounds.
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

    fn light(colour: Color) -> f64 {
        let Color::Rgb(red, green, blue) = colour else {
            panic!("an exact colour")
        };
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.039_28 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    #[test]
    fn every_exact_theme_has_enough_contrast() {
        for look in [Look::Light, Look::Dark, Look::Contrast] {
            let theme = Theme::new(look, false);
            let styles = [
                theme.text,
                theme.quiet,
                theme.focus,
                theme.selected,
                theme.heading,
                theme.saved,
                theme.trouble,
            ];
            for style in styles {
                let (front, back) = (light(style.fg.unwrap()), light(style.bg.unwrap()));
                let contrast = (front.max(back) + 0.05) / (front.min(back) + 0.05);
                assert!(contrast >= 4.5, "{look:?}: {style:?} has {contrast:.2}");
            }
        }
    }

    #[test]
    fn signs_are_one_column_wide() {
        use unicode_width::UnicodeWidthStr;
        for symbols in [UNICODE, ASCII] {
            let all = [
                symbols.here,
                symbols.prompt,
                symbols.rule,
                symbols.saved,
                symbols.pending,
                symbols.trouble,
                symbols.done,
                symbols.begun,
                symbols.untouched,
                symbols.chosen,
                symbols.open,
                symbols.ticked,
                symbols.come_back,
                symbols.note,
                symbols.more,
                symbols.less,
                symbols.dot,
                symbols.bar,
            ];
            assert!(all.iter().all(|sign| sign.width() == 1));
        }
    }

    #[test]
    fn mono_has_no_colour() {
        let theme = Theme::new(Look::Mono, false);
        for style in [
            theme.text,
            theme.quiet,
            theme.focus,
            theme.selected,
            theme.heading,
            theme.saved,
            theme.trouble,
            theme.rule,
        ] {
            assert!(style.fg.is_none() && style.bg.is_none());
        }
    }
}
