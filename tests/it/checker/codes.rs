//! One faulty snippet for each diagnosis that the checker can make.

use std::collections::BTreeSet;
use std::fs;

use kohtaa::form::diff::{self, Edition};
use kohtaa::form::{Argument, Catalogue, Diagnostic, Source};
use kohtaa::lang::Lang;

use crate::forms::{HEAD, ITEMS, found, shown, with_rule};
use crate::sources::root;

/// Parts of expressions that cannot be read or do not fit, with what is said of each.
const RULES: [(&str, &str); 52] = [
    ("form-unknown-name", "slep + 1"),
    ("form-unknown-code", "sleep = 'maybe'"),
    ("form-unknown-function", "nothing(age)"),
    ("form-expr-sign", "age == 1"),
    ("form-expr-open-quote", "'open"),
    ("form-expr-unexpected", "age age"),
    ("form-expr-ends", "age +"),
    ("form-expr-chained", "1 < age < 3"),
    ("form-expr-type", "words + 1"),
    ("form-expr-type", "well + 1"),
    ("form-expr-type", "day + 1"),
    ("form-expr-type", "clock + 1"),
    ("form-expr-type", "pains + 1"),
    ("form-expr-type", "age in ['a']"),
    ("form-expr-type", "'a' in colour"),
    ("form-expr-type", "if(well, 1, words)"),
    ("form-expr-type", "not age"),
    ("form-expr-incomparable", "sleep = 2"),
    ("form-expr-incomparable", "pains = 'a'"),
    ("form-expr-list", "[age, trust]"),
    ("form-expr-code-wanted", "sleep in [1]"),
    ("form-expr-name-wanted", "answered(3)"),
    ("form-expr-no-value", "steps + 1"),
    ("form-expr-other-row", "step"),
    ("form-expr-other-row", "permit"),
    ("form-expr-no-column", "age[a]"),
    ("form-expr-no-scores", "colour + 1"),
    ("form-expr-bad-date", "day > '31.1.2026'"),
    ("form-expr-arguments", "if(well, 1)"),
    ("form-expr-no-option", "scale([age], least = 1)"),
    ("form-expr-digits", "round(age, 99)"),
    ("form-expr-previous", "previous(result)"),
    ("form-expr-twice", "sum([age, age])"),
    ("form-expr-empty-list", "sum([])"),
    ("form-expr-no-items", "scale(min_answered = 1)"),
    ("form-expr-no-minimum", "scale([age])"),
    ("form-expr-minimum", "scale([age], min_answered = 0)"),
    (
        "form-expr-minimum-too-high",
        "scale([age], min_answered = 2)",
    ),
    (
        "form-expr-total",
        "scale([age], min_answered = 1, total = 'max')",
    ),
    (
        "form-expr-prorate",
        "scale([age], min_answered = 1, prorate = true)",
    ),
    (
        "form-expr-reverse-kind",
        "scale([age], min_answered = 1, reverse = [age])",
    ),
    (
        "form-expr-reverse-other",
        "scale([age], min_answered = 1, reverse = [trust])",
    ),
    ("form-circle-itself", "coalesce(result, 5)"),
    ("form-bad-number", "99999999999999999999999999999999"),
    ("form-bad-id", "Age"),
    ("form-template-brace", "{age"),
    ("form-template-end", "{end}"),
    ("form-template-open", "{if well}x"),
    ("form-template-each", "{each steps or}x{end}"),
    ("form-template-no-list", "{each age}x{end}"),
    ("form-template-no-embed", "{each age.steps}{step}{end}"),
    ("form-template-embedded", "{each age.steps}{step + 1}{end}"),
];

/// The same of functions over items, lookups, raters and patterns.
const FUNCTIONS: [(&str, &str); 23] = [
    ("form-unknown-lookup", "lookup('nrom', trust)"),
    ("form-lookup-arguments", "lookup('norm', trust, age)"),
    ("form-expr-lookup-wanted", "lookup(trust, trust)"),
    ("form-lookup-twice", "recode(trust, [1, 1], [0, 2])"),
    ("form-expr-recode-list", "recode(trust, 1, 2)"),
    ("form-expr-recode-length", "recode(trust, [1, 2], [0])"),
    ("form-expr-recode-key", "recode(trust, ['a'], [0])"),
    (
        "form-expr-scale-member",
        "scale([trust + age], min_answered = 1)",
    ),
    ("form-expr-two-lists", "sum(size * other_size)"),
    ("form-expr-no-rows", "count_if(age > 1)"),
    ("form-expr-gas", "gas_t(age)"),
    (
        "form-expr-minimum-groups",
        "scale([[trust, age], [sleep]], min_answered = [1, 1, 1])",
    ),
    (
        "form-expr-minimum-twice",
        "scale([trust], min_answered = 1, most_missing = 0)",
    ),
    (
        "form-expr-most-missing",
        "scale([trust], most_missing = 0.5)",
    ),
    ("form-expr-rater", "rated(trust, 1)"),
    ("form-expr-rated", "rated(result, 'counsellor')"),
    ("form-expr-band", "if(band(trust) = 'a', 1, 2)"),
    (
        "form-expr-pattern-wanted",
        "if(matches(words, words), 1, 2)",
    ),
    ("form-expr-pattern", "if(matches(words, '['), 1, 2)"),
    (
        "form-expr-pattern-too-large",
        "if(matches(words, '((a{99}){99}){99}'), 1, 2)",
    ),
    ("form-expr-arguments", "years(day)"),
    ("form-expr-type", "sqrt(words)"),
    ("form-expr-type", "add_days(day, 1) + 1"),
];

/// Edits of a faultless form, with what is said of each.
const EDITS: [(&str, &str, &str); 66] = [
    ("form-missing-key", "licence = \"EUPL-1.2\"\n", ""),
    ("form-unknown-key", "label = \"Uni\"", "lable = \"Uni\""),
    ("form-wrong-type", "label = \"Uni\"", "label = 1"),
    (
        "form-wrong-type",
        "label = \"Uni\"",
        "label = \"Uni\"\nicf = \"b1\"",
    ),
    (
        "form-wrong-type",
        "label = \"Uni\"",
        "label = \"Uni\"\nmore = 1",
    ),
    (
        "form-wrong-type",
        "label = \"Uni\"",
        "label = \"Uni\"\nmore = 2026-01-31",
    ),
    ("form-wrong-type", "min = 1", "min = 1.5"),
    (
        "form-wrong-type",
        "label = \"Uni\"",
        "label = \"Uni\"\nconstraint = [1]",
    ),
    (
        "form-wrong-type",
        "label = \"Uni\"",
        "label = \"Uni\"\nshort = {}\nhint = [true]",
    ),
    ("form-unknown-word", "kind = \"date\"", "kind = \"dat\""),
    ("form-out-of-range", "format = 1", "format = 2"),
    ("form-bad-number", "score = 1,", "score = 1e400,"),
    ("form-bad-id", "id = \"sleep\"", "id = \"Sleep\""),
    ("form-reserved-id", "id = \"words\"", "id = \"today\""),
    ("form-duplicate", "id = \"money\"", "id = \"sleep\""),
    ("form-empty-text", "label = \"Uni\"", "label = \" \""),
    (
        "form-empty-list",
        "languages = [\"fi\", \"sv\"]",
        "languages = []",
    ),
    (
        "form-forbidden-character",
        "label = \"Uni\"",
        "label = \"U\\u202Eni\"",
    ),
    (
        "form-unknown-language",
        "label = \"Uni\"",
        "label = { fi = \"Uni\", sv = \"S\", sw = \"S\" }",
    ),
    (
        "form-language-missing",
        "label = \"Uni\"",
        "label = { sv = \"Sömn\" }",
    ),
    (
        "form-toml-open-array",
        "languages = [\"fi\", \"sv\"]",
        "languages = [\"fi\", \"sv\"",
    ),
    (
        "form-toml-open-table",
        "title = { fi = \"Pieni\", sv = \"Liten\" }",
        "title = { fi = \"Pieni\", sv = \"Liten\"",
    ),
    ("form-toml-open-heading", "[[section]]", "[[section"),
    ("form-toml-no-value", "format = 1", "format ="),
    ("form-toml-open-string", "label = \"Uni\"", "label = \"Uni"),
    ("form-toml-no-value", "format = 1", "format"),
    (
        "form-toml-unquoted",
        "kind = \"date\"",
        "kind = date of birth",
    ),
    ("form-toml-unquoted", "kind = \"text\"", "kind = text"),
    ("form-toml-key", "label = \"Uni\"", "läbel = \"Uni\""),
    (
        "form-toml-escape",
        "label = \"Uni\"",
        "label = \"C:\\qUni\"",
    ),
    (
        "form-toml-twice",
        "label = \"Uni\"",
        "label = \"Uni\"\nlabel = \"Uni\"",
    ),
    ("form-toml-unquoted", "label = \"Uni\"", "label = Uni"),
    ("form-toml-equals", "label = \"Uni\"", "label = = \"Uni\""),
    ("form-toml-comma", "[\"fi\", \"sv\"]", "[\"fi\" \"sv\"]"),
    (
        "form-toml-line",
        "label = \"Uni\"",
        "label = \"Uni\" short = \"U\"",
    ),
    ("form-toml", "format = 1", "format = 01"),
    (
        "form-unknown-section",
        "section = \"main\"\nid = \"sleep\"",
        "section = \"mian\"\nid = \"sleep\"",
    ),
    (
        "form-unknown-choices",
        "choices = \"able\"\nlabel = \"Uni\"",
        "choices = \"abel\"\nlabel = \"Uni\"",
    ),
    (
        "form-unknown-parent",
        "parent = \"permits\"",
        "parent = \"permist\"",
    ),
    (
        "form-parent-holds-nothing",
        "id = \"step\"\nparent = \"steps\"",
        "id = \"step\"\nparent = \"age\"",
    ),
    (
        "form-parent-elsewhere",
        "section = \"main\"\nid = \"step\"\n",
        "section = \"other\"\nid = \"step\"\n",
    ),
    (
        "form-row-holds-rows",
        "parent = \"steps\"\nkind = \"integer\"",
        "parent = \"steps\"\nkind = \"list\"",
    ),
    (
        "form-key-not-for-kind",
        "kind = \"text\"\nlabel = \"Sanat\"",
        "kind = \"text\"\nrows = \"able\"\nlabel = \"Sanat\"",
    ),
    (
        "form-choices-twice",
        "label = \"Uni\"",
        "label = \"Uni\"\noptions = []",
    ),
    ("form-bad-key", "score = 1, ", "score = 1, key = \"ab\", "),
    ("form-bad-scale", "max = 5", "max = 1"),
    (
        "form-bad-rows",
        "kind = \"list\"",
        "kind = \"list\"\nmin = 3\nmax = 2",
    ),
    (
        "form-bands-order",
        "calculation = \"age\"",
        "calculation = \"age\"\nbands = [{ from = 1, fi = \"a\", sv = \"a\" }, { from = 1, fi = \"b\", sv = \"b\" }]",
    ),
    (
        "form-bad-icf",
        "label = \"Uni\"",
        "label = \"Uni\"\nicf = [\"x99\"]",
    ),
    (
        "form-role-kind",
        "label = \"Uni\"",
        "label = \"Uni\"\nrole = \"steps\"",
    ),
    (
        "form-about-itself",
        "label = \"Uni\"",
        "label = \"Uni\"\nabout = \"sleep\"",
    ),
    (
        "form-embed-in-standing",
        "kind = \"text\"\nlabel = \"Sanat\"",
        "kind = \"embed\"\nembed = \"plan\"\nlabel = \"Sanat\"",
    ),
    (
        "form-circle",
        "label = \"Uni\"",
        "label = \"Uni\"\nrelevant = \"result > 1 and money = 'yes'\"",
    ),
    (
        "form-licensed-instrument",
        "label = \"Uni\"",
        "label = \"Kykyviisarin uni\"",
    ),
    (
        "form-alternative-unreachable",
        "label = \"Uni\"",
        "label = [\"Uni\", \"Lepo\"]",
    ),
    ("form-emoji", "label = \"Uni\"", "label = \"Uni 😀\""),
    (
        "form-long-word",
        "label = \"Uni\"",
        "label = { fi = \"Uni\", sv = \"S\", fi-simple = \"Yhteiskuntasuunnittelu\" }",
    ),
    (
        "form-wide-line",
        "label = \"Uni\"",
        "label = \"Uni\"\nshort = \"Kuinka olet nukkunut viime viikkoina kotona\"",
    ),
    (
        "form-constant-condition",
        "label = \"Uni\"",
        "label = \"Uni\"\nrelevant = \"1 = 1\"",
    ),
    (
        "form-unused-choices",
        "[[section]]",
        "[[choices]]\nid = \"spare\"\noptions = [{ code = \"a\", fi = \"A\", sv = \"A\" }]\n\n[[section]]",
    ),
    (
        "form-always-true",
        "label = \"Uni\"",
        "label = \"Uni\"\nrelevant = \"answered(age) or not answered(age)\"",
    ),
    (
        "form-never-shown",
        "label = \"Uni\"",
        "label = \"Uni\"\nrelevant = \"trust > 5\"",
    ),
    (
        "form-section-never-shown",
        "title = \"Osa\"",
        "title = \"Osa\"\nrelevant = \"practice and not practice\"",
    ),
    (
        "form-never-said",
        "label = \"Uni\"",
        "label = [{ when = \"trust > 5\", fi = \"a\", sv = \"a\" }, \"Uni\"]",
    ),
    (
        "form-constraint-never-fails",
        "label = \"Varmuus\"",
        "label = \"Varmuus\"\nconstraint = [{ expr = \"trust >= 1\", message = \"m\" }]",
    ),
    (
        "form-constraint-always-fails",
        "label = \"Varmuus\"",
        "label = \"Varmuus\"\nconstraint = [{ expr = \"trust > 5\", message = \"m\" }]",
    ),
];

/// Edits about options, limits of numbers and references.
const OPTION_EDITS: [(&str, &str, &str); 9] = [
    (
        "form-expr-type",
        "calculation = \"age\"",
        "calculation = \"partner + 1\"",
    ),
    (
        "form-bad-limits",
        "kind = \"integer\"\nlabel = \"Ikä\"",
        "kind = \"integer\"\nmin = 3\nmax = 2\nlabel = \"Ikä\"",
    ),
    (
        "form-bad-attribute",
        "score = 1, ",
        "score = 1, with = { code = 1 }, ",
    ),
    (
        "form-attribute-type",
        "score = 1, fi = \"Vähän\", sv = \"Lite\" },",
        "score = 1, with = { level = 1 }, fi = \"Vähän\", sv = \"Lite\" }, { code = \"more\", with = { level = \"two\" }, fi = \"M\", sv = \"M\" },",
    ),
    (
        "form-unknown-attribute",
        "choices = \"able\"\nlabel = \"Uni\"",
        "choices = \"able\"\nfilter = \"option.level > 1\"\nlabel = \"Uni\"",
    ),
    (
        "form-option-elsewhere",
        "calculation = \"age\"",
        "calculation = \"option.score\"",
    ),
    (
        "form-other-id",
        "[[item]]\nsection = \"main\"\nid = \"money\"\nkind = \"single\"\nchoices = \"able\"",
        "[[item]]\nsection = \"main\"\nid = \"money_x\"\nkind = \"text\"\nlabel = \"M\"\n\n[[item]]\nsection = \"main\"\nid = \"money\"\nkind = \"single\"\noptions = [{ code = \"x\", other = \"Mikä?\", fi = \"X\", sv = \"X\" }]",
    ),
    (
        "form-expr-rank",
        "calculation = \"age\"",
        "calculation = \"place(pains, 'a')\"",
    ),
    (
        "form-unknown-key",
        "label = \"Uni\"",
        "label = \"Uni\"\ncodes = [{ system = \"s\", code = \"c\", text = \"t\" }]",
    ),
];

const MORE_EDITS: [(&str, &str, &str); 19] = [
    ("form-lookup-keys", "keys = [\"exact\"]", "keys = []"),
    ("form-lookup-row", "[2, 3]", "[2]"),
    ("form-lookup-mixed", "[2, 3]", "['b', 3]"),
    (
        "form-band-codes",
        "calculation = \"age\"",
        "calculation = \"age\"
bands_source = \"x\"
bands = [{ from = 1, code = \"a\", fi = \"a\", sv = \"a\" }, { from = 2, fi = \"b\", sv = \"b\" }]",
    ),
    (
        "form-bands-no-source",
        "calculation = \"age\"",
        "calculation = \"age\"
bands = [{ from = 1, fi = \"a\", sv = \"a\" }]",
    ),
    (
        "form-many-lines",
        "label = \"Uni\"",
        "label = \"Uni\"\nwhy = \"a\\nb\\nc\\nd\\ne\\nf\\ng\"",
    ),
    (
        "form-long-sentence",
        "label = \"Uni\"",
        "label = { fi = \"Uni\", sv = \"S\", fi-simple = \"Kun sinä olet nyt nukkunut yön ja herännyt ja syönyt, niin kerro minulle, oletko sinä levännyt hyvin.\" }",
    ),
    (
        "form-holes-differ",
        "label = \"Uni\"",
        "label = { fi = \"Uni {age}\", sv = \"Sömn\" }",
    ),
    (
        "form-language-partial",
        "label = \"Uni\"",
        "label = { fi = \"Uni\", sv = \"Sömn\", en = \"Sleep\" }",
    ),
    ("form-same-text", "fi = \"Vähän\"", "fi = \"En\""),
    (
        "form-key-by-place",
        "score = 1, ",
        "score = 1, key = \"1\", ",
    ),
    (
        "form-score-no-minimum",
        "expr = \"trust\"",
        "expr = \"sum([sleep, trust])\"",
    ),
    (
        "form-score-plus",
        "expr = \"trust\"",
        "expr = \"sleep + trust\"",
    ),
    (
        "form-bands-gap",
        "expr = \"trust\"",
        "expr = \"trust\"\nbands = [{ from = 2, fi = \"a\", sv = \"b\" }]",
    ),
    (
        "form-band-beyond",
        "expr = \"trust\"",
        "expr = \"trust\"\nbands = [{ from = 1, fi = \"a\", sv = \"b\" }, { from = 6, fi = \"c\", sv = \"d\" }]",
    ),
    (
        "form-band-below",
        "expr = \"trust\"",
        "expr = \"trust\"\nbands = [{ from = 0, fi = \"a\", sv = \"b\" }, { from = 1, fi = \"c\", sv = \"d\" }]",
    ),
    (
        "form-expr-sign",
        "relevant = \"well\"",
        "relevant = \"well && well\"",
    ),
    (
        "form-unknown-word",
        "subject = \"client\"",
        "subject = \"client\"\nstyle = \"conversatoin\"",
    ),
    (
        "form-unknown-word",
        "languages = [\"fi\", \"sv\"]",
        "languages = [\"fi\", \"svv\"]",
    ),
];

/// A form with something of everything, without a fault or a doubt.
fn sound() -> String {
    let head = HEAD.replace(
        "\n[[choices]]\nid = \"able\"",
        "\nstanding = true\n\n[[lookup]]\nid = \"norm\"\nkeys = [\"exact\"]\nrows = [[1, 2], [2, 3]]\nsource = \"own\"\n\n[[choices]]\nid = \"able\"",
    );
    let list = "[[item]]\nsection = \"other\"\nid = \"others\"\nkind = \"list\"\nlabel = \"Muut\"\n\n\
         [[item]]\nsection = \"other\"\nid = \"other_size\"\nparent = \"others\"\nkind = \"integer\"\nlabel = \"Koko\"\n\n\
         [[item]]\nsection = \"other\"\nid = \"partner\"\nkind = \"ref\"\nregister = \"service\"\nlabel = \"Palvelu\"\n\n";
    format!(
        "{head}\n[[section]]\nid = \"other\"\ntitle = \"Muu\"\n{ITEMS}\n[[item]]\nsection = \"other\"\nid = \"clock\"\nkind = \"time\"\nlabel = \"Kello\"\nrelevant = \"well\"\n\n\
         [[item]]\nsection = \"other\"\nid = \"result\"\nkind = \"computed\"\nlabel = \"Tulos\"\ncalculation = \"age\"\nrelevant = \"sleep = 'yes'\"\n\n\
         {list}\
         [[score]]\nid = \"all\"\nlabel = \"Pisteet\"\nexpr = \"trust\"\n"
    )
}

/// Snippets that must be long to be faulty.
fn long() -> Vec<(&'static str, String)> {
    let sections = "\n[[section]]\nid = \"s\"\ntitle = \"x\"\n".repeat(1_001);
    let nested = "{if well}".repeat(20);
    let rows: String = (0..5_000)
        .map(|n| format!("{{ code = \"r{n}\", fi = \"x{n}\", sv = \"x{n}\" }},"))
        .collect();
    let table = format!("[[choices]]\nid = \"wide\"\noptions = [{rows}]\n\n[[section]]");
    let columns: String = (0..30)
        .map(|n| format!("\n[[item]]\nsection = \"main\"\nid = \"k{n}\"\nparent = \"permits\"\nkind = \"text\"\nlabel = \"k\"\n"))
        .collect();
    let wide = sound()
        .replacen("[[section]]", &table, 1)
        .replace("rows = \"plain\"", "rows = \"wide\"")
        + &columns;
    let attributes: String = (0..5_000)
        .map(|n| {
            format!(
                "{{ code = \"r{n}\", with = {{ level = {n} }}, fi = \"x{n}\", sv = \"x{n}\" }},"
            )
        })
        .collect();
    let asked = vec!["option.level > 1"; 30].join(" or ");
    let filter = format!("options = [{attributes}]\nfilter = \"{asked}\"\nlabel = \"Uni\"");
    vec![
        (
            "form-expr-too-deep",
            with_rule(&format!("{}1{}", "(".repeat(99), ")".repeat(99))),
        ),
        (
            "form-expr-too-long",
            with_rule(&format!("least({})", vec!["1"; 50_000].join(","))),
        ),
        ("form-too-long", sound().replace("Uni", &"x".repeat(9_000))),
        ("form-too-many", format!("{HEAD}{sections}")),
        ("form-too-many-cells", wide),
        (
            "form-filter-too-large",
            sound().replace("choices = \"able\"\nlabel = \"Uni\"", &filter),
        ),
        (
            "form-too-costly",
            sound().replace(
                "label = \"Uni\"",
                "hint = \"{each steps}{each steps}{each steps}x{end}{end}{end}\"\nlabel = \"Uni\"",
            ),
        ),
        ("form-template-too-deep", sound().replace("Uni", &nested)),
    ]
}

fn snippets() -> Vec<(&'static str, String)> {
    let sound = sound();
    assert!(found(&sound).is_empty(), "{}", shown(&found(&sound)));
    let rules = RULES.iter().chain(&FUNCTIONS).map(|(code, part)| {
        let text = match code.starts_with("form-template") {
            true => sound.replace(
                "label = \"Sanat\"",
                &format!("label = {{ fi = \"{part}\", sv = \"x\" }}"),
            ),
            false => sound.replace(
                "calculation = \"age\"",
                &format!("calculation = \"{part}\""),
            ),
        };
        (*code, text)
    });
    let edits = EDITS
        .iter()
        .chain(&MORE_EDITS)
        .chain(&OPTION_EDITS)
        .map(|(code, from, to)| {
            assert!(sound.contains(from), "{from}");
            (*code, sound.replacen(from, to, 1))
        });
    rules.chain(edits).chain(long()).collect()
}

/// What can only be said of a file among others.
fn among_others() -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let embedding = |id: &str, form: &str, text: &str| {
        let head = HEAD.replace("id = \"small\"", &format!("id = \"{id}\""));
        format!(
            "{head}\n[[item]]\nsection = \"main\"\nid = \"shown\"\nkind = \"embed\"\nembed = \"{form}\"\nlabel = \"{text}\"\n"
        )
    };
    put("a.toml", &sound());
    put("b.toml", &sound());
    put("c.toml", &embedding("unknown", "smal", "x"));
    put(
        "d.toml",
        &embedding("wrong", "small", "{each shown.steps}{stepp}{end}"),
    );
    put("e.toml", &embedding("open", "goal_conversation", "x"));
    fs::create_dir(folder.path().join("f.toml")).unwrap();
    let catalogue = Catalogue::load(Some(folder.path()));
    let faulty = catalogue.faulty().iter();
    let mut found: Vec<Diagnostic> = faulty.flat_map(|one| one.diagnostics.clone()).collect();
    let large = Source::new("large.toml", vec![b'#'; 17 * 1024 * 1024]);
    found.extend(catalogue.check(&large));
    found.extend(catalogue.check(&Source::new("crowded.toml", vec![b'\n'; 2_100_000])));
    found.extend(catalogue.check(&Source::new("binary.toml", vec![b'a', 0xFF])));
    found
}

/// What is said of a new version of a form: of one item renamed, one of another kind, and so on.
fn between_versions() -> Vec<Diagnostic> {
    let edition = |text: &str| Edition::read(Source::new("version.toml", text.as_bytes())).unwrap();
    let old = edition(&sound());
    let versions = [
        ("id = \"words\"", "id = \"sentence\""),
        ("kind = \"date\"", "kind = \"time\""),
        ("code = \"some\"", "code = \"few\""),
        ("max = 5", "max = 4"),
        ("id = \"step\"\nparent = \"steps\"\n", "id = \"step\"\n"),
        (
            "section = \"main\"\nid = \"colour\"\nkind = \"single\"\nchoices = \"plain\"\nlabel = \"Väri\"\n",
            "section = \"main\"\nid = \"height\"\nkind = \"decimal\"\nlabel = \"Pituus\"\n",
        ),
    ];
    let found = versions.iter().flat_map(|(from, to)| {
        assert!(sound().contains(from), "{from}");
        let new = edition(&sound().replacen(from, to, 1));
        let comparison = diff::compare(&old, &new);
        diff::judge(&comparison, &old, &new, diff::Judgement::Strict, |_| 1)
    });
    found.collect()
}

/// Adds a message's id and those of the words in it.
fn add(ids: &mut BTreeSet<String>, found: &Diagnostic) {
    for message in std::iter::once(&found.message).chain(&found.help) {
        ids.insert(message.code.to_owned());
        let words = message.args.iter().filter_map(|(_, value)| match value {
            Argument::Word(id) => Some((*id).to_owned()),
            Argument::Text(_) | Argument::Number(_) => None,
        });
        ids.extend(words);
    }
    let level = if found.is_error() {
        "form-level-error"
    } else {
        "form-level-warning"
    };
    ids.insert(level.to_owned());
    if found.help.is_some() {
        ids.insert("form-level-help".to_owned());
    }
}

#[test]
fn each_snippet_gets_its_diagnosis_and_no_message_is_without_one() {
    let mut said = BTreeSet::new();
    let mut wrong = Vec::new();
    for (code, text) in snippets() {
        let found = found(&text);
        found.iter().for_each(|found| add(&mut said, found));
        let Some(diagnosis) = found.iter().find(|found| found.code() == code) else {
            wrong.push(format!("{code} is not said of:\n{}", shown(&found)));
            continue;
        };
        for lang in Lang::INTERFACE {
            let rendered = diagnosis.render(lang);
            assert!(
                !rendered.contains('{') || rendered.contains(" | "),
                "{rendered}"
            );
        }
    }
    let others = among_others().into_iter().chain(between_versions());
    others
        .collect::<Vec<_>>()
        .iter()
        .for_each(|found| add(&mut said, found));
    let words = fs::read_to_string(root().join("src/lang/en/form.ftl")).unwrap();
    let ids = words.lines().filter_map(|line| line.split_once(" = "));
    let ids = ids.map(|(id, _)| id).filter(|id| id.starts_with("form-"));
    let unsaid: Vec<&str> = ids.filter(|id| !said.contains(*id)).collect();
    assert!(
        wrong.is_empty() && unsaid.is_empty(),
        "no snippet makes the check say {unsaid:?}\n{}",
        wrong.join("\n")
    );
}
