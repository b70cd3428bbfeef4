//! Before the vault is open: making one, unlocking it, and the recovery key that is shown once.

use uuid::Uuid;

use super::editor::Editor;
use super::overlay::{Dialog, Field, Purpose};
use super::{App, Effect, Screen, Secret};
use crate::casework::{Controller, SHORTEST_PASSPHRASE};
use crate::lang::Lang;

#[derive(Debug, Clone)]
pub enum Door {
    SetUp(Dialog),
    /// The recovery key, to be written down; its last letters are asked back.
    Recovery {
        key: Secret,
        typed: Editor,
        wrong: bool,
    },
    Unlock {
        typed: Editor,
        busy: bool,
        fault: Option<super::Problem>,
        resume: Option<Resume>,
    },
}

/// Where to land after unlocking: places only, no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resume {
    Client(Uuid),
    Meeting(Uuid),
    Review(Uuid),
    After(Uuid),
}

/// How many letters of the recovery key are asked back.
pub const ASKED_BACK: usize = 4;

impl Door {
    pub fn unlock(resume: Option<Resume>) -> Door {
        Door::Unlock {
            typed: Editor::passphrase(),
            busy: false,
            fault: None,
            resume,
        }
    }

    pub fn set_up(lang: Lang) -> Door {
        let say = |id: &str| crate::lang::messages(lang).get(id).into_owned();
        let controllers = vec![
            say("controller-practice"),
            say("controller-organisation"),
            say("controller-self"),
        ];
        Door::SetUp(Dialog::new(
            Purpose::SetUp,
            "setup-title",
            vec![
                Field::text("setup-user", "").with_hint("setup-user-hint"),
                Field::text("setup-role", &say("setup-role-default")),
                Field::pick("setup-controller", controllers, 0).with_hint("setup-controller-hint"),
                Field::text("setup-organisation-key", "")
                    .with_hint("setup-organisation-key-hint")
                    .only_if(2, 1),
                Field::secret("setup-passphrase").with_hint("setup-passphrase-hint"),
                Field::secret("setup-again"),
            ],
        ))
    }
}

impl Door {
    /// True if what has the focus takes text.
    pub(super) fn paste(&mut self, text: &str) -> bool {
        match self {
            Door::SetUp(dialog) => dialog.paste(text),
            Door::Recovery { typed, .. } | Door::Unlock { typed, .. } => {
                typed.insert(text);
                true
            }
        }
    }
}

/// Why the set-up form cannot be accepted: a Fluent id and the field.
fn set_up_fault(dialog: &Dialog) -> Option<(usize, &'static str)> {
    let [user, _, controller, key, passphrase, again] = dialog.fields.as_slice() else {
        return None;
    };
    if user.typed().is_empty() {
        return Some((0, "setup-fault-user"));
    }
    if controller.picked() == 1 && !key.typed().starts_with("age1") {
        return Some((3, "setup-fault-key"));
    }
    if passphrase.typed().chars().count() < SHORTEST_PASSPHRASE {
        return Some((4, "setup-fault-short"));
    }
    (passphrase.typed() != again.typed()).then_some((5, "setup-fault-differ"))
}

impl App {
    /// Enter at the door.
    pub(super) fn door_accept(&mut self) {
        let Screen::Door(door) = &mut self.screen else {
            return;
        };
        match door {
            Door::SetUp(dialog) => {
                if dialog.at + 1 < dialog.fields.len() {
                    dialog.step(1);
                    return;
                }
                if let Some((field, fault)) = set_up_fault(dialog) {
                    dialog.at = field;
                    dialog.fault = Some(fault);
                    return;
                }
                let text = |at: usize| dialog.fields[at].typed().to_owned();
                let controller = dialog.fields[2].picked();
                let effect = Effect::SetUp {
                    passphrase: Secret(text(4).into()),
                    organisation: (controller == 1).then(|| text(3)),
                    own_controller: controller == 2,
                    user: text(0),
                    role: text(1),
                };
                self.user = text(0);
                self.controller = match controller {
                    1 => Controller::Organisation,
                    2 => Controller::Own,
                    _ => Controller::Practice,
                };
                let busy = self.say("setup-busy");
                self.effects.push(effect);
                self.notify(busy);
            }
            Door::Recovery { key, typed, wrong } => {
                let asked = key.0.chars().rev().take(ASKED_BACK).collect::<Vec<_>>();
                let given = typed
                    .text()
                    .trim()
                    .to_uppercase()
                    .chars()
                    .rev()
                    .collect::<Vec<_>>();
                *wrong = asked != given;
                if !*wrong {
                    self.effects.push(Effect::LoadHome);
                }
            }
            Door::Unlock {
                typed, busy, fault, ..
            } => {
                if *busy || typed.text().is_empty() {
                    return;
                }
                *busy = true;
                *fault = None;
                let secret = Secret(typed.text().to_owned().into());
                *typed = Editor::passphrase();
                self.effects.push(Effect::Unlock { secret });
            }
        }
    }

    /// Any other key at the door.
    pub(super) fn door_key(&mut self, key: super::key::Key) {
        let Screen::Door(door) = &mut self.screen else {
            return;
        };
        match door {
            Door::SetUp(dialog) => dialog.key(key),
            Door::Recovery { typed, wrong, .. } => {
                *wrong = false;
                typed.key(key, usize::MAX);
            }
            Door::Unlock { typed, fault, .. } => {
                *fault = None;
                typed.key(key, usize::MAX);
            }
        }
    }

    pub(super) fn door_move(&mut self, by: isize) {
        if let Screen::Door(Door::SetUp(dialog)) = &mut self.screen {
            dialog.step(by);
        }
    }
}
