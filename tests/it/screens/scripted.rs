//! A whole goal conversation held with real keys, counted: what it costs the counsellor's hands.

use kohtaa::app::Screen;
use kohtaa::app::meeting::Meeting;
use kohtaa::form::Role;
use kohtaa::lang::Lang;
use kohtaa::response::{Spot, Value};

use super::player::Player;
use crate::sources::root;

/// Forty words a minute, a word being five signs.
const LETTERS_A_MINUTE: usize = 200;
const QUOTES: [&str; 4] = [
    "en halua enää istua kotona",
    "lapset näkisivät minut töissä",
    "osaan leipoa",
    "aamut ovat parasta aikaa",
];

/// A counsellor whose keys are counted, each where it belongs.
struct Hands {
    player: Player,
    commands: usize,
    answers: usize,
    letters: usize,
}

/// Keys of a string: `<down>` is one.
fn count(keys: &str) -> usize {
    let mut rest = keys;
    let mut count = 0;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        rest = named.map_or(&rest[first.len_utf8()..], |(_, after)| after);
        count += 1;
    }
    count
}

impl Hands {
    /// At the page of a client who has been met once, and told what is recorded.
    fn ready() -> Hands {
        let mut player = Player::empty(Lang::Fi);
        player.on(2).play("+Veikko<enter><enter>a<enter>1<esc>22");
        let mut player = Player::locked_in(player.leave(), Lang::Fi);
        player.on(24).unlock();
        player.play("veikko<enter>");
        Hands {
            player,
            commands: 0,
            answers: 0,
            letters: 0,
        }
    }

    fn press(&mut self, keys: &str) {
        self.commands += count(keys);
        self.player.play(keys);
    }

    /// A closed answer costs one key.
    fn answer(&mut self, key: &str) {
        assert_eq!(count(key), 1);
        self.answers += 1;
        self.player.play(key);
    }

    fn write(&mut self, words: &str) {
        self.letters += words.chars().count();
        self.player.play(words);
    }

    fn meeting(&self) -> &Meeting {
        match &self.player.app.screen {
            Screen::Meeting(meeting) => meeting,
            other => panic!("no meeting but {other:?}"),
        }
    }

    /// On until the item of a role has the focus, as a hand that knows the way does.
    fn go_to(&mut self, role: Role) {
        for _ in 0..40 {
            let meeting = self.meeting();
            let here = meeting.spot().is_some_and(|(filling, spot)| {
                meeting.response(filling).form().item(spot.item).role == Some(role)
            });
            if here {
                return;
            }
            self.press("<tab>");
        }
        panic!("{role:?} is not on the way\n{}", self.player.text((80, 24)));
    }

    /// What stands at a role, wherever it is.
    fn given(&self, role: Role) -> Vec<Value> {
        let meeting = self.meeting();
        let mut found = Vec::new();
        for filling in &meeting.fillings {
            let response = &filling.response;
            for item in response.form().with_role(role) {
                match response.form().item(item).parent {
                    None => found.extend(response.value(Spot::top(item)).cloned()),
                    Some(list) => found.extend(
                        response
                            .rows(list)
                            .iter()
                            .filter_map(|row| response.value(Spot::in_row(item, *row)).cloned()),
                    ),
                }
            }
        }
        found
    }

    fn listen(&mut self, marks: usize) {
        self.press("<f2>");
        for _ in 0..marks {
            self.answer("+");
        }
        for quote in QUOTES {
            assert!(quote.split(' ').count() <= 6);
            self.write(quote);
            self.press("<enter>");
        }
        self.press("<f2>");
        assert_eq!(self.given(Role::Quote).len(), QUOTES.len());
    }

    fn direction_and_reasons(&mut self) {
        self.press("<pagedown>");
        self.go_to(Role::Theme);
        self.write("kahvilatyö");
        self.press("<pagedown>");
        self.go_to(Role::Importance);
        self.answer("6");
        self.press("<tab>");
        self.say_out();
        self.write("lapset näkevät");
        self.go_to(Role::Confidence);
        self.answer("5");
        self.press("<tab>");
        self.say_out();
        self.write("olin keittiössä");
    }

    /// At an interpreter's pace a question is out after its last sentence.
    fn say_out(&mut self) {
        while self.meeting().has_more_to_say() {
            self.press("<enter>");
        }
    }

    fn plan(&mut self) {
        self.press("<pagedown>");
        self.say_out();
        self.write("kaksi päivää kahvilassa");
        self.press("<tab><tab>");
        self.say_out();
        self.write("soitan kahvilaan");
        self.go_to(Role::Owner);
        self.answer("1");
        self.go_to(Role::Due);
        self.write("ma");
    }

    fn close(&mut self) {
        self.press("<pagedown>");
        self.go_to(Role::Summary);
        self.say_out();
        self.press("<ctrl-d>");
        self.go_to(Role::NextMeeting);
        self.say_out();
        self.write("+2vk");
        self.press("<tab>");
    }

    /// The client's own hand.
    fn feedback(&mut self) {
        self.go_to(Role::Feedback);
        self.press("<f10>");
        self.player.play("9<enter>8<enter><enter>");
        self.press("<ctrl-r>r");
    }

    /// Line by line what will be kept: one is corrected, one forgotten.
    fn read_together(&mut self, back: &str) {
        self.press("<insert>");
        let (mut corrected, mut forgotten) = (false, false);
        for _ in 0..40 {
            let text = self.player.text((80, 24));
            if text.contains("Valmis.") {
                break;
            }
            if !corrected && text.contains("olin keittiössä") {
                corrected = true;
                self.press("<f4>");
                self.write(" ennen");
                self.press("<enter>");
            } else if !forgotten && text.contains("”osaan leipoa”") {
                forgotten = true;
                self.press("<delete><enter>");
            } else {
                self.press("<enter>");
            }
        }
        assert!(corrected && forgotten, "{}", self.player.text((80, 24)));
        self.press(back);
        assert!(self.meeting().turned.is_none());
        assert_eq!(self.given(Role::Quote).len(), QUOTES.len() - 1);
    }

    /// Ends the meeting; what was left open may stay so.
    fn finish(&mut self, name: &str) {
        let numbers = [self.given(Role::Importance), self.given(Role::Confidence)];
        assert_eq!(
            numbers.concat(),
            [Value::Number(6.into()), Value::Number(5.into())]
        );
        for role in [
            Role::Goal,
            Role::Step,
            Role::Owner,
            Role::Due,
            Role::NextMeeting,
            Role::Summary,
        ] {
            assert_eq!(self.given(role).len(), 1, "{name}: {role:?}");
        }
        self.press("<esc>22");
        assert!(
            !matches!(self.player.app.screen, Screen::Meeting(_)),
            "{name}"
        );
        let seconds = (self.letters * 60).div_ceil(LETTERS_A_MINUTE);
        assert!(seconds < 60, "{name}: {seconds} s of typing");
        let Hands {
            commands,
            answers,
            letters,
            ..
        } = self;
        let row = format!("| {name} | {commands} | {answers} | {letters} | {seconds} s |");
        let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
        assert!(readme.contains(&row), "README.md does not say {row}");
    }
}

#[test]
fn a_goal_conversation_face_to_face() {
    let mut hands = Hands::ready();
    hands.press("a<enter>");
    hands.listen(6);
    let marks = hands.given(Role::MarkKind);
    assert_eq!(marks.len(), 6);
    hands.direction_and_reasons();
    hands.plan();
    hands.close();
    hands.feedback();
    let numbers = [Value::Number(9.into()), Value::Number(8.into())];
    assert_eq!(hands.given(Role::Feedback), numbers);
    hands.read_together("<ctrl-r>r");
    hands.finish("face to face");
}

#[test]
fn a_goal_conversation_by_phone() {
    let mut hands = Hands::ready();
    hands.press("a3");
    // Whether somebody else hears is asked first.
    assert!(
        hands
            .player
            .text((80, 24))
            .contains("Voitko puhua nyt rauhassa?")
    );
    hands.answer("2");
    hands.listen(6);
    hands.direction_and_reasons();
    hands.plan();
    hands.close();
    hands.player.play("<f10>");
    assert!(hands.meeting().turned.is_none());
    assert!(hands.given(Role::Feedback).is_empty());
    hands.read_together("<esc>");
    hands.finish("by phone");
}

#[test]
fn a_goal_conversation_with_an_interpreter() {
    let mut hands = Hands::ready();
    hands.press("a4");
    assert_eq!(hands.meeting().session.language, Lang::FiSimple);
    assert_eq!(hands.meeting().session.minutes, Some(90));
    // There are no marks: the key is only a sign of the quote.
    hands.player.play("<f2>+<backspace><f2>");
    hands.listen(0);
    assert!(hands.given(Role::MarkKind).is_empty());
    hands.direction_and_reasons();
    hands.plan();
    hands.close();
    hands.feedback();
    hands.read_together("<ctrl-r>r");
    hands.finish("with an interpreter");
}
