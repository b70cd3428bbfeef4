//! From a key to a command: the first scope in force that binds it.

use std::collections::{BTreeMap, HashMap};

use super::commands::{COMMANDS, Command, Scope};
use super::key::Key;

/// Which key runs which command where.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: HashMap<(Scope, Key), &'static Command>,
    keys: HashMap<&'static str, Vec<Key>>,
}

/// Two commands that one key would mean at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    pub key: Key,
    pub first: &'static str,
    pub second: &'static str,
}

impl Default for Keymap {
    fn default() -> Self {
        Keymap::of(&BTreeMap::new())
    }
}

impl Keymap {
    /// The usual keys, with others for the commands named, unless some key would then mean two things at once.
    pub fn with(own: &BTreeMap<&'static str, Vec<Key>>) -> Result<Keymap, Clash> {
        let keymap = Keymap::of(own);
        for (at, one) in COMMANDS.iter().enumerate() {
            for other in COMMANDS[at + 1..]
                .iter()
                .filter(|other| together(one.scope, other.scope))
            {
                let theirs = keymap.keys(other.id);
                if let Some(key) = keymap.keys(one.id).iter().find(|key| theirs.contains(key)) {
                    return Err(Clash {
                        key: *key,
                        first: one.id,
                        second: other.id,
                    });
                }
            }
        }
        Ok(keymap)
    }

    fn of(own: &BTreeMap<&'static str, Vec<Key>>) -> Keymap {
        let mut keymap = Keymap {
            bound: HashMap::new(),
            keys: HashMap::new(),
        };
        for command in COMMANDS {
            let usual = || {
                command
                    .keys
                    .iter()
                    .filter_map(|name| Key::parse(name))
                    .collect()
            };
            let keys: Vec<Key> = own.get(command.id).cloned().unwrap_or_else(usual);
            for key in &keys {
                keymap.bound.insert((command.scope, *key), command);
            }
            keymap.keys.insert(command.id, keys);
        }
        keymap
    }

    pub fn find(&self, scopes: &[Scope], key: Key) -> Option<&'static Command> {
        scopes
            .iter()
            .find_map(|scope| self.bound.get(&(*scope, key)).copied())
    }

    /// The keys of a command, the one to show first.
    pub fn keys(&self, id: &str) -> &[Key] {
        self.keys.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Scopes that can be in force together.
fn together(one: Scope, other: Scope) -> bool {
    let screens = [
        Scope::Home,
        Scope::Client,
        Scope::Journey,
        Scope::Comparison,
        Scope::Meeting,
        Scope::Listening,
        Scope::Review,
        Scope::Overlay,
    ];
    let inner = [Scope::Closed, Scope::Open, Scope::Rows];
    one == other
        || is_everywhere(one)
        || is_everywhere(other)
        || (inner.contains(&one) && other == Scope::Meeting)
        || (inner.contains(&other) && one == Scope::Meeting)
        || (inner.contains(&one) && inner.contains(&other) && !screens.contains(&one))
}

/// Scopes that others lie upon. A pause covers what it stands over, so only what is everywhere meets it.
fn is_everywhere(scope: Scope) -> bool {
    matches!(scope, Scope::Always | Scope::Global | Scope::Everywhere)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::app::key::Code;

    #[test]
    fn no_key_has_two_meanings_at_once() {
        assert_eq!(Keymap::with(&BTreeMap::new()).err(), None);
    }

    #[test]
    fn every_key_can_be_typed_on_a_finnish_keyboard() {
        for command in COMMANDS {
            for name in command.keys {
                let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
                if let Code::Char(letter) = key.code {
                    assert!(
                        !"@£$€{[]}\\|~^¨´`".contains(letter),
                        "{name} needs AltGr or is a dead key"
                    );
                    assert!(
                        !(key.ctrl && "hijm".contains(letter)),
                        "{name} is another key to a terminal"
                    );
                    assert!(
                        !key.ctrl || letter.is_ascii_lowercase(),
                        "{name}: only Ctrl and a letter"
                    );
                }
            }
            let is_function_key = |name: &&str| name.len() > 1 && name.starts_with('f');
            let alone = command.keys.iter().any(is_function_key) && command.keys.len() == 1;
            assert!(!alone, "{}: a function key needs a second way", command.id);
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<_> = COMMANDS.iter().map(|command| command.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), COMMANDS.len());
    }
}
