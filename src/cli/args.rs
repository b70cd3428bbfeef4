//! The arguments. Help texts stand here as message ids; `help.rs` puts the words in.

mod vault;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::bench::shape::Shape;
use crate::app::Look;
use crate::casework::Mode;
use crate::form::{STYLES, Style};
use crate::lang::Lang;
pub use vault::{Allowed, Init, Organisation, Passphrase, Recover, Rekey, Vault};

#[derive(Debug, Parser)]
#[command(
    name = "kohtaa",
    version,
    about = "help-program",
    disable_help_subcommand = true
)]
pub struct Arguments {
    /// Read before everything else, so that even the help is in it.
    #[arg(long, global = true, value_parser = language, value_name = "fi|sv|en", help = "help-lang")]
    pub lang: Option<Lang>,
    #[arg(long, global = true, value_parser = look, value_name = "NAME", help = "help-theme")]
    pub theme: Option<Look>,
    #[arg(long, global = true, help = "help-plain")]
    pub plain: bool,
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "help-passphrase-file"
    )]
    pub passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(about = "help-demo")]
    Demo(Demo),
    #[command(about = "help-fill")]
    Fill(Fill),
    #[command(about = "help-form")]
    Form {
        #[command(subcommand)]
        command: Form,
    },
    #[command(about = "help-client")]
    Client {
        #[command(subcommand)]
        command: Client,
    },
    #[command(about = "help-session")]
    Session {
        #[command(subcommand)]
        command: Session,
    },
    #[command(about = "help-export")]
    Export(Export),
    #[command(about = "help-vault")]
    Vault {
        #[command(subcommand)]
        command: Vault,
    },
    #[command(about = "help-bench")]
    Bench {
        #[command(subcommand)]
        command: Bench,
    },
    #[command(about = "help-keys")]
    Keys {
        #[arg(long, help = "help-markdown")]
        markdown: bool,
        #[arg(long, conflicts_with = "markdown", help = "help-json")]
        json: bool,
    },
    #[command(about = "help-doctor")]
    Doctor {
        #[arg(long, help = "help-doctor-report")]
        report: bool,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-config")]
    Config {
        #[arg(long, required = true, help = "help-config-default")]
        default: bool,
    },
    #[command(about = "help-completions")]
    Completions {
        #[arg(value_name = "SHELL", help = "help-shell")]
        shell: clap_complete::Shell,
    },
    #[command(about = "help-man")]
    Man,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long, value_name = "DIR", help = "help-demo-keep")]
    pub keep: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Fill {
    #[arg(value_name = "FORM|ROUTE", help = "help-fill-form")]
    pub form: String,
    #[arg(long, value_name = "CODE", help = "help-fill-client")]
    pub client: Option<String>,
    #[arg(long, value_parser = language, value_name = "fi|fi-simple|sv|en", help = "help-fill-language")]
    pub language: Option<Lang>,
    #[arg(long, value_parser = mode, value_name = "in_person|phone|remote|elsewhere", help = "help-fill-mode")]
    pub mode: Option<Mode>,
    #[arg(long, help = "help-fill-interpreter")]
    pub interpreter: bool,
}

#[derive(Debug, Subcommand)]
pub enum Form {
    #[command(about = "help-form-list")]
    List {
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-form-show")]
    Show {
        #[arg(value_name = "FORM|FILE", help = "help-form-or-file")]
        form: String,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-form-diff")]
    Diff {
        #[arg(value_name = "OLD", help = "help-form-diff-old")]
        old: String,
        #[arg(value_name = "NEW", help = "help-form-diff-new")]
        new: String,
        #[arg(long, help = "help-form-diff-vault")]
        vault: bool,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-form-schema")]
    Schema {
        #[arg(long, value_name = "FILE", help = "help-form-schema-out")]
        out: Option<PathBuf>,
    },
    #[command(about = "help-form-check")]
    Check {
        #[arg(value_name = "PATH", help = "help-form-check-path")]
        paths: Vec<PathBuf>,
        #[arg(long, value_name = "OLD", help = "help-form-check-against")]
        against: Option<String>,
        #[arg(long, help = "help-form-check-vault")]
        vault: bool,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-form-preview")]
    Preview(Preview),
    #[command(about = "help-form-new")]
    New {
        #[arg(value_name = "FILE", help = "help-form-new-file")]
        file: Option<PathBuf>,
        #[arg(long, value_name = "ID", help = "help-form-new-id")]
        id: Option<String>,
        #[arg(
            long,
            value_name = "conversation|questionnaire",
            value_parser = style,
            default_value = "questionnaire",
            help = "help-form-new-kind"
        )]
        kind: Style,
    },
}

#[derive(Debug, Args)]
pub struct Preview {
    #[arg(value_name = "FORM|FILE", help = "help-form-or-file")]
    pub form: String,
    #[arg(long, value_parser = language, value_name = "fi|fi-simple|sv|en", help = "help-fill-language")]
    pub language: Option<Lang>,
    #[arg(long, value_parser = mode, value_name = "in_person|phone|remote|elsewhere", default_value = "in_person", help = "help-fill-mode")]
    pub mode: Mode,
    #[arg(long, help = "help-fill-interpreter")]
    pub interpreter: bool,
}

#[derive(Debug, Subcommand)]
pub enum Client {
    #[command(about = "help-client-add")]
    Add {
        #[arg(
            long,
            default_value = "",
            hide_default_value = true,
            help = "help-client-name"
        )]
        name: String,
        #[arg(long, value_parser = language, value_name = "fi|fi-simple|sv|en", help = "help-client-language")]
        language: Option<Lang>,
        #[arg(long, help = "help-client-practice")]
        practice: bool,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-client-flag")]
    Flag {
        #[arg(value_name = "CODE", help = "help-code")]
        code: String,
        #[arg(value_enum, help = "help-client-flag-which")]
        flag: FlagName,
        #[arg(long, help = "help-client-flag-off")]
        off: bool,
    },
    #[command(about = "help-client-list")]
    List {
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-client-show")]
    Show {
        #[arg(value_name = "CODE", help = "help-code")]
        code: String,
        #[arg(long, help = "help-json")]
        json: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FlagName {
    Restricted,
    NoPlace,
}

#[derive(Debug, Subcommand)]
pub enum Session {
    #[command(about = "help-session-list")]
    List {
        #[arg(long, value_name = "CODE", help = "help-code")]
        client: Option<String>,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-session-show")]
    Show {
        #[arg(value_name = "SESSION", help = "help-session-id")]
        session: String,
        #[arg(long, help = "help-json")]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    pub what: Which,
    #[arg(long, value_enum, help = "help-export-format")]
    pub format: Format,
    #[arg(long = "for", value_name = "PARTY", help = "help-export-for")]
    pub party: Option<String>,
    #[arg(long, value_enum, requires = "party", help = "help-export-ground")]
    pub ground: Option<Beyond>,
    #[arg(long, help = "help-export-second-look")]
    pub second_look: bool,
    #[arg(long, value_name = "FILE", help = "help-export-out")]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out", help = "help-export-plain-file")]
    pub plain_file: bool,
    #[arg(
        long,
        value_name = "FILE",
        requires = "out",
        conflicts_with = "plain_file",
        help = "help-export-passphrase"
    )]
    pub out_passphrase_file: Option<PathBuf>,
}

/// A ground beside what the sharing will allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Beyond {
    Asked,
    Law,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    #[arg(value_name = "SESSION", help = "help-session-id")]
    pub session: Option<String>,
    #[arg(long, value_name = "CODE", help = "help-code")]
    pub client: Option<String>,
    #[arg(long, help = "help-export-all")]
    pub all: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Json,
    Text,
    Markdown,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Text => "text",
            Format::Markdown => "markdown",
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Bench {
    #[command(about = "help-bench-form")]
    Form(BenchForm),
    #[command(about = "help-bench-vault")]
    Vault(BenchVault),
    /// What the former starts anew, to see how much memory a form takes.
    #[command(hide = true)]
    Memory,
}

#[derive(Debug, Args)]
pub struct BenchForm {
    #[arg(
        value_name = "FORM",
        required_unless_present = "shape",
        conflicts_with = "shape",
        help = "help-bench-form-which"
    )]
    pub form: Option<String>,
    #[arg(long, value_enum, help = "help-bench-shape")]
    pub shape: Option<Shape>,
    #[arg(
        long,
        value_name = "N",
        requires = "shape",
        default_value_t = 1_000,
        value_parser = clap::value_parser!(u32).range(1..20_000),
        help = "help-bench-items"
    )]
    pub items: u32,
    #[arg(long, help = "help-json")]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct BenchVault {
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10_000,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000),
        help = "help-bench-sessions"
    )]
    pub sessions: u32,
    #[arg(
        long,
        value_name = "M",
        value_parser = clap::value_parser!(u32).range(0..=100_000_000),
        help = "help-bench-answers"
    )]
    pub answers: Option<u32>,
    #[arg(long, help = "help-json")]
    pub json: bool,
}

fn language(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| among(Lang::ALL.map(Lang::code)))
}

fn mode(code: &str) -> Result<Mode, String> {
    let mut modes = Mode::ALL.into_iter();
    modes
        .find(|mode| mode.code() == code)
        .ok_or_else(|| among(Mode::ALL.map(Mode::code)))
}

fn style(name: &str) -> Result<Style, String> {
    let mut styles = STYLES.into_iter();
    let found = styles.find(|(word, _)| *word == name);
    found
        .map(|(_, style)| style)
        .ok_or_else(|| among(STYLES.map(|(word, _)| word)))
}

fn look(name: &str) -> Result<Look, String> {
    let mut looks = Look::ALL.into_iter();
    looks
        .find(|look| look.name() == name)
        .ok_or_else(|| among(Look::ALL.map(Look::name)))
}

fn among<const N: usize>(names: [&'static str; N]) -> String {
    names.join(", ")
}
