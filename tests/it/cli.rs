//! The command line as scripts know it: results, messages, exit codes.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use clap::error::ErrorKind;
use kohtaa::cli::command;
use kohtaa::lang::Lang;

use crate::support::house::{House, PASSPHRASE};

/// A code that passes every check and belongs to nobody.
const IDENTITY: &str = "131052-308T";

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_vault_is_made_once_and_both_its_keys_open_it() {
    let house = House::empty();
    let recovery = house.path("recovery");
    let out = recovery.to_str().unwrap();
    let words = ["vault", "init", "--user", "Liisa", "--recovery-out", out];
    let made = house.run(&words, "").ok();
    assert_eq!(made.out, "");
    assert!(made.err.contains("keksittyjä"), "{}", made.err);
    assert_eq!(mode(&recovery), 0o600);
    assert_eq!(mode(&house.path("data")), 0o700);
    assert_eq!(mode(&house.path("data/vault.kdb")), 0o600);
    assert_eq!(house.run(&words, "").code, 1);

    let code = house.client("Äiti Öster");
    std::fs::copy(&recovery, house.path("passphrase")).unwrap();
    let listed = house.run(&["client", "list"], "").ok();
    assert!(listed.out.starts_with(&format!("{code}  Äiti Öster")));
    std::fs::write(house.path("passphrase"), "väärä tunnuslause\n").unwrap();
    let wrong = house.run(&["client", "list"], "");
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""));
    assert!(wrong.err.contains("ei avaa holvia"), "{}", wrong.err);
}

#[test]
fn a_short_passphrase_makes_no_vault() {
    let house = House::empty();
    std::fs::write(house.path("passphrase"), "lyhyt").unwrap();
    let refused = house.run(&["vault", "init", "--user", "Liisa"], "");
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("12"), "{}", refused.err);
    assert!(!house.path("data").exists());
}

#[test]
fn without_a_vault_it_is_said_where_none_is() {
    let house = House::empty();
    let none = house.run(&["client", "list"], "");
    assert_eq!(none.code, 1);
    assert!(none.err.contains(house.path("data").to_str().unwrap()));
}

#[test]
fn clients_are_added_listed_and_shown() {
    let house = House::new();
    let words = [
        "client",
        "add",
        "--name",
        "Yrjö Ähtäri",
        "--lang",
        "fi-simple",
        "--json",
    ];
    let added = house.run(&words, "").ok().json();
    assert_eq!(added["schema"], "kohtaa.client/1");
    assert_eq!(added["name"], "Yrjö Ähtäri");
    assert_eq!(added["language"], "fi-simple");
    assert_eq!(added["practice"], false);
    let code = added["code"].as_str().unwrap();
    assert_eq!(code.len(), 6);

    let listed = house.run(&["client", "list", "--json"], "").ok().json();
    assert_eq!(listed["schema"], "kohtaa.clients/1");
    assert_eq!(listed["clients"].as_array().unwrap().len(), 1);
    let bare = code.replace('-', "").to_lowercase();
    let shown = house.run(&["client", "show", &bare], "").ok();
    assert!(shown.out.contains("Yrjö Ähtäri"));
    let unknown = house.run(&["client", "show", "X-0000"], "");
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("X-0000"));
}

#[test]
fn an_identity_code_is_no_name() {
    let house = House::new();
    let refused = house.run(&["client", "add", "--name", IDENTITY], "");
    assert_eq!(refused.code, 1);
    assert!(!refused.err.contains(IDENTITY));
    assert_eq!(house.vault().subjects().unwrap().len(), 0);
}

#[test]
fn arguments_that_are_not_understood_are_told_in_the_chosen_language() {
    let house = House::empty();
    for (words, told) in [
        (&["--lang", "fi", "clinet"][..], "Komentoa clinet ei ole."),
        (&["--lang", "sv", "clinet"], "Kommandot clinet finns inte."),
        (&["--lang=en", "clinet"], "There is no command clinet."),
        (&["client", "add", "--nmae", "x"], "Tuntematon: --nmae"),
        (&["fill"], "Puuttuu: <FORM|ROUTE>"),
        (&["--theme", "pink"], "default, light, dark, contrast, mono"),
        (
            &["export", "--all", "--format", "text", "--client", "A-7K3Q"],
            "eivät sovi yhteen",
        ),
        (
            &["export", "--all", "--format", "pdf"],
            "json, text, markdown",
        ),
    ] {
        let run = house.run(words, "");
        assert_eq!(
            (run.code, run.out.as_str()),
            (2, ""),
            "{words:?}: {}",
            run.err
        );
        assert!(run.err.contains(told), "{words:?}: {}", run.err);
    }
    let swedish = house.run(&["--lang", "sv", "vault", "--help"], "").ok();
    assert!(swedish.out.contains("Kommandon") && swedish.out.contains("Skapar ett nytt valv"));
    assert!(
        house
            .run(&["--version"], "")
            .ok()
            .out
            .contains(env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn forms_are_checked_with_every_fault_at_its_place() {
    let house = House::empty();
    let sound = house.run(&["form", "check"], "").ok();
    assert!(sound.err.contains("virheitä 0"), "{}", sound.err);

    let bad = house.path("bad.toml");
    std::fs::write(&bad, "format = 1\nid = \"Väärä\"\nlanguges = [\"fi\"]\n").unwrap();
    let path = bad.to_str().unwrap();
    let faulty = house.run(&["form", "check", path, "--json"], "");
    assert_eq!(faulty.code, 1);
    let report = faulty.json();
    assert_eq!(report["schema"], "kohtaa.form-check/1");
    let found = report["diagnostics"].as_array().unwrap();
    assert!(found.iter().any(|fault| {
        fault["line"] == 3
            && fault["help"]
                .as_str()
                .is_some_and(|help| help.contains("languages"))
    }));
    assert_eq!(house.run(&["form", "check", "no-such.toml"], "").code, 1);

    house.form("bad.toml", "format = 1\n");
    let listed = house.run(&["form", "list"], "").ok();
    assert!(listed.out.lines().count() >= 5);
    assert!(listed.err.contains("bad.toml"), "{}", listed.err);
}

/// A meeting with words in it that nobody else uses.
fn meeting(house: &House, code: &str) -> String {
    let lines = "4\n:note Äidin kädenjälki\n3\n7\n:na\n:declined\n:finish\n";
    let filled = house.run(
        &["fill", "self_assessment_short", "--client", code, "--plain"],
        lines,
    );
    let last = filled.ok().out.lines().last().unwrap().to_owned();
    let session = last.strip_prefix("session=").unwrap();
    session.split_once(' ').unwrap().0.to_owned()
}

#[test]
fn a_meeting_is_listed_shown_exported_and_nowhere_readable_on_the_disk() {
    let house = House::new();
    let code = house.client("Kyllikki Yönkä");
    let session = meeting(&house, &code);

    let listed = house
        .run(&["session", "list", "--client", &code, "--json"], "")
        .ok()
        .json();
    assert_eq!(listed["sessions"][0]["id"], session.as_str());
    assert_eq!(listed["sessions"][0]["state"], "held");
    // A uuid's first digits are its time: two meetings of a minute share eight.
    let shown = house.run(&["session", "show", &session[..18]], "").ok();
    assert!(shown.out.contains("Kyllikki Yönkä") && shown.out.contains("# Äidin kädenjälki"));
    assert_eq!(house.run(&["session", "show", "01"], "").code, 1);

    let json = house
        .run(&["export", &session, "--format", "json"], "")
        .ok()
        .json();
    assert_eq!(json["schema"], "kohtaa.export/1");
    let response = &json["sessions"][0]["responses"][0];
    assert_eq!(response["status"], "completed");
    assert_eq!(response["answers"][0]["value"], 4);
    assert_eq!(response["answers"][3]["absent"], "not_applicable");
    let text = house
        .run(&["export", "--client", &code, "--format", "text"], "")
        .ok();
    let shown = house.run(&["session", "show", &session], "").ok();
    assert!(text.out.contains(shown.out.trim()), "{}", text.out);
    assert!(
        house
            .run(&["export", "--all", "--format", "markdown"], "")
            .ok()
            .out
            .starts_with("# ")
    );

    for words in ["Kyllikki", "kädenjälki", &code, PASSPHRASE] {
        let found = house.files_holding(words);
        let allowed = usize::from(words == PASSPHRASE);
        assert_eq!(found.len(), allowed, "{words}: {found:?}");
    }
}

#[test]
fn an_exported_file_is_sealed_unless_asked_otherwise() {
    let house = House::new();
    let code = house.client("Aune");
    meeting(&house, &code);
    let key = house.path("key");
    std::fs::write(&key, "avain avain avain\n").unwrap();
    let file = house.path("out.age");
    let (file, key) = (file.to_str().unwrap(), key.to_str().unwrap());
    let words = [
        "export",
        "--all",
        "--format",
        "text",
        "--out",
        file,
        "--out-passphrase-file",
        key,
    ];
    house.run(&words, "").ok();
    assert_eq!(mode(file.as_ref()), 0o600);
    let sealed = std::fs::read(file).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    assert!(house.files_holding("kädenjälki").is_empty());
    // What is there already is not written over.
    assert_eq!(house.run(&words, "").code, 1);
    assert_eq!(std::fs::read(file).unwrap(), sealed);

    let plain = house.path("out.txt");
    let words = [
        "export",
        "--all",
        "--format",
        "text",
        "--plain-file",
        "--out",
        plain.to_str().unwrap(),
    ];
    let told = house.run(&words, "").ok();
    assert!(told.err.contains("ILMAN salausta"));
    assert!(
        std::fs::read_to_string(&plain)
            .unwrap()
            .contains("kädenjälki")
    );
    let words = ["export", "--all", "--format", "text", "--plain-file"];
    assert_eq!(house.run(&words, "").code, 2);
}

#[test]
fn the_vault_is_verified_and_backed_up() {
    let house = House::new();
    let code = house.client("Aune");
    meeting(&house, &code);
    let into = house.path("elsewhere");
    let made = house
        .run(
            &["vault", "backup", "--to", into.to_str().unwrap(), "--json"],
            "",
        )
        .ok()
        .json();
    assert_eq!(made["schema"], "kohtaa.backup/1");
    assert_eq!(
        (&made["clients"], &made["sessions"]),
        (&1.into(), &1.into())
    );
    let folder = std::path::PathBuf::from(made["folder"].as_str().unwrap());
    assert!(folder.starts_with(&into) && folder.join("vault.kdb").exists());

    let sound = house.run(&["vault", "verify", "--json"], "").ok().json();
    assert_eq!(sound["sound"], true);
    assert!(sound["last_backup"].is_string());

    // The backup is a vault: put in its place it is one.
    let restored = House::empty();
    std::fs::create_dir(restored.path("state")).unwrap();
    std::fs::rename(&folder, restored.path("data")).unwrap();
    assert!(
        restored
            .run(&["client", "list"], "")
            .ok()
            .out
            .contains("Aune")
    );
}

#[test]
fn a_page_changed_outside_is_found() {
    let house = House::new();
    house.client("Aune");
    let file = house.path("data/vault.kdb");
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() - 2000;
    bytes[at] ^= 0xff;
    std::fs::write(&file, bytes).unwrap();
    let found = house.run(&["vault", "verify"], "");
    assert_eq!(found.code, 1, "{}", found.out);
}

#[test]
fn the_invented_people_fit_their_forms_and_are_kept_only_if_asked() {
    let house = House::empty();
    let home = house.path("demo");
    let kept = house
        .run(&["demo", "--keep", home.to_str().unwrap()], "")
        .ok();
    assert!(
        kept.out.contains("A-7K3Q") && !kept.out.contains("Aino"),
        "{}",
        kept.out
    );
    std::fs::write(house.path("passphrase"), "demo\n").unwrap();
    let run = |words: &[&str]| {
        let mut command = house.command(words);
        command.env("KOHTAA_HOME", &home);
        crate::support::house::run(command, "").ok()
    };
    assert_eq!(run(&["vault", "verify", "--json"]).json()["sound"], true);
    let clients = run(&["client", "list", "--json"]).json();
    let clients = clients["clients"].as_array().unwrap();
    assert!(clients.len() >= 6);
    assert!(clients.iter().all(|client| client["practice"] == true));
    let sessions = run(&["session", "list", "--json"]).json();
    let states = sessions["sessions"].as_array().unwrap();
    assert!(states.iter().any(|session| session["state"] == "open"));
    assert!(states.len() >= 12);
    // Opened again it is as it was left.
    let again = house
        .run(&["demo", "--keep", home.to_str().unwrap()], "")
        .ok();
    assert_eq!(again.out, kept.out);

    house.run(&["demo"], "").ok();
    let left = std::fs::read_dir(house.path("")).unwrap();
    let names = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(
        names.filter(|name| name.starts_with("kohtaa-demo")).count(),
        0
    );
}

#[test]
fn the_program_tells_about_itself_and_nothing_about_clients() {
    let house = House::new();
    let code = house.client("Kyllikki");
    let keys = house.run(&["keys", "--json"], "").ok().json();
    assert!(keys["keys"].as_array().unwrap().len() > 40);
    assert!(
        house
            .run(&["keys", "--markdown"], "")
            .ok()
            .out
            .starts_with("| Missä | ")
    );
    assert!(
        house
            .run(&["completions", "bash"], "")
            .ok()
            .out
            .contains("kohtaa")
    );
    assert!(house.run(&["man"], "").ok().out.contains(".TH kohtaa"));
    assert!(
        house
            .run(&["config", "--default"], "")
            .ok()
            .out
            .contains("language")
    );

    let report = house.run(&["doctor", "--json"], "").ok();
    let facts = report.json()["facts"].clone();
    assert_eq!(facts["encryption"]["journal_mode"], "wal");
    assert_eq!(facts["encryption"]["cipher_page_size"], "4096");
    assert_eq!(facts["vault"]["key_slots"], "passphrase.age recovery.age");
    assert!(!report.out.contains(&code) && !report.out.contains("Kyllikki"));
}

#[test]
fn settings_are_followed_and_faulty_ones_named() {
    let house = House::empty();
    std::fs::create_dir(house.path("config")).unwrap();
    let file = house.path("config/config.toml");
    std::fs::write(&file, "language = \"sv\"\n").unwrap();
    assert!(
        house
            .run(&["form", "list"], "")
            .ok()
            .out
            .contains("punkter")
    );
    assert!(
        house
            .run(&["form", "list", "--lang", "en"], "")
            .ok()
            .out
            .contains("items")
    );
    std::fs::write(
        &file,
        "ascii = true\nlangauge = \"sv\"\n[keys]\nnote = \"f2\"\n",
    )
    .unwrap();
    let told = house.run(&["form", "list", "--lang", "fi"], "");
    assert_eq!(told.code, 1);
    assert!(told.err.contains("config.toml:2:1"), "{}", told.err);
    assert!(
        told.err.contains("Asetusta ”langauge” ei ole."),
        "{}",
        told.err
    );
    assert!(
        told.err.contains("language"),
        "what was meant: {}",
        told.err
    );
    // What helps to mend the file works all the same.
    assert!(
        house
            .run(&["config", "--default"], "")
            .ok()
            .out
            .contains("lock_minutes")
    );

    std::fs::write(&file, "[keys]\nnote = \"f2\"\n").unwrap();
    let told = house.run(&["form", "list"], "");
    assert!(
        told.err.contains("F2") && told.err.contains("listen"),
        "{}",
        told.err
    );
    std::fs::write(&file, "[keys]\nnote = \"f2\"\nlisten = \"f4\"\n").unwrap();
    let keys = house.run(&["keys", "--json"], "").ok().json();
    let note = keys["keys"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == "note");
    assert_eq!(note.unwrap()["keys"], serde_json::json!(["f2"]));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let house = House::empty();
    let mut command = house.command(&["keys"]);
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty());
}

/// What stands between backquotes, and lines of code that begin with the program's name.
fn named_commands(text: &str) -> Vec<Vec<String>> {
    let spans = text.split('`').skip(1).step_by(2);
    let code = text.lines().map(str::trim_start);
    let named = spans.chain(code).filter(|said| said.starts_with("kohtaa "));
    // What may be left out or given several times is given once.
    let said = named.map(|said| said.replace(['[', ']'], "").replace("...", ""));
    said.map(|said| said.split_whitespace().map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_command_that_a_guide_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let forms = std::fs::read_dir(root.join("forms")).unwrap();
    let guides = forms.map(|entry| entry.unwrap().path());
    let guides = guides.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let pages = guides.chain(["README.md", "CHANGELOG.md"].map(|name| root.join(name)));
    let mut found = 0;
    for page in pages {
        for words in named_commands(&std::fs::read_to_string(&page).unwrap()) {
            found += 1;
            let parsed = command(Lang::Fi).try_get_matches_from(&words);
            // A command may be named without all that it needs.
            let fault = parsed.err().map(|error| error.kind()).filter(|kind| {
                !matches!(
                    kind,
                    ErrorKind::MissingRequiredArgument
                        | ErrorKind::MissingSubcommand
                        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                )
            });
            assert_eq!(fault, None, "{}: {words:?}", page.display());
        }
    }
    assert!(found > 20, "{found}");
}
