//! Finnish of the kind that stands in notes: few words often, many words seldom, each with its endings.

use super::dice::Dice;

/// What people talk about, as far as endings follow it unchanged.
const STEMS: [&str; 96] = [
    "työ",
    "koulu",
    "asunto",
    "raha",
    "perhe",
    "koti",
    "ystävä",
    "haastattelu",
    "hakemus",
    "palkka",
    "velka",
    "uni",
    "kipu",
    "selkä",
    "polvi",
    "jaksaminen",
    "harrastus",
    "liikunta",
    "ruoka",
    "auto",
    "bussi",
    "matka",
    "aamu",
    "ilta",
    "viikko",
    "kuukausi",
    "vuosi",
    "tunti",
    "päivä",
    "kurssi",
    "tutkinto",
    "kieli",
    "suomi",
    "ruotsi",
    "englanti",
    "tulkki",
    "puhelin",
    "tietokone",
    "sähköposti",
    "lomake",
    "sopimus",
    "kuntoutus",
    "lääkäri",
    "hoitaja",
    "terapia",
    "ryhmä",
    "valmentaja",
    "mentori",
    "yritys",
    "kauppa",
    "keittiö",
    "siivous",
    "varasto",
    "rakennus",
    "hitsaus",
    "puutarha",
    "kirjasto",
    "päiväkoti",
    "lapsi",
    "äiti",
    "isä",
    "sisko",
    "veli",
    "naapuri",
    "esihenkilö",
    "tiimi",
    "vuoro",
    "loma",
    "toive",
    "pelko",
    "ilo",
    "huoli",
    "rohkeus",
    "voima",
    "muutos",
    "askel",
    "tavoite",
    "suunnitelma",
    "lupaus",
    "seuranta",
    "vastaus",
    "kysymys",
    "ehdotus",
    "tapaaminen",
    "keskustelu",
    "apu",
    "tuki",
    "neuvo",
    "kokeilu",
    "kokemus",
    "osaaminen",
    "taito",
    "vahvuus",
    "luonto",
    "metsä",
    "koira",
];

const ENDINGS: [&str; 12] = [
    "", "n", "ssa", "sta", "lla", "lle", "n", "ni", "kin", "a", "ksi", "na",
];

/// Between the words that matter.
const SMALL: [&str; 16] = [
    "ja", "on", "ei", "että", "mutta", "kun", "niin", "nyt", "vielä", "hyvin", "voi", "tulee",
    "haluan", "sanoi", "minä", "olen",
];

/// A word, and the beginning of it that somebody might look for.
pub(super) fn word(dice: &mut Dice) -> String {
    if dice.below(3) == 0 {
        return SMALL[often_first(dice, SMALL.len())].to_owned();
    }
    let mut word = stem(dice);
    word.push_str(ENDINGS[often_first(dice, ENDINGS.len())]);
    word
}

/// What words of one family have in common.
pub(super) fn stem(dice: &mut Dice) -> String {
    let last = STEMS[often_first(dice, STEMS.len())];
    match dice.below(5) {
        0 => format!("{}{last}", STEMS[often_first(dice, STEMS.len())]),
        _ => last.to_owned(),
    }
}

pub(super) fn sentence(dice: &mut Dice, most: u32) -> String {
    let count = 2 + dice.below(most.saturating_sub(1).max(1));
    let words: Vec<String> = (0..count).map(|_| word(dice)).collect();
    words.join(" ")
}

/// A place in a list whose beginning comes up more often than its end.
fn often_first(dice: &mut Dice, length: usize) -> usize {
    let share = f64::from(dice.below(1 << 20)) / f64::from(1 << 20);
    ((share * share) * length as f64) as usize
}
