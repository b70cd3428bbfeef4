//! The arguments of `kohtaa vault`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum Vault {
    #[command(about = "help-vault-init")]
    Init(Init),
    #[command(about = "help-vault-verify")]
    Verify {
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-vault-passphrase")]
    Passphrase(Passphrase),
    #[command(about = "help-vault-recover")]
    Recover(Recover),
    #[command(about = "help-vault-rekey")]
    Rekey(Rekey),
    #[command(about = "help-vault-organisation")]
    Organisation(Organisation),
    #[command(about = "help-vault-backup")]
    Backup {
        #[arg(long, value_name = "DIR", help = "help-vault-backup-to")]
        to: Option<PathBuf>,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-vault-restore")]
    Restore {
        #[arg(value_name = "BACKUP", help = "help-vault-restore-which")]
        backup: PathBuf,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-vault-due")]
    Due {
        #[arg(long, help = "help-vault-due-all")]
        all: bool,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-vault-erase")]
    Erase {
        #[arg(value_name = "CODE", help = "help-code")]
        code: String,
        #[arg(long, help = "help-vault-erase-anonymise")]
        anonymise: bool,
        #[arg(long, help = "help-json")]
        json: bool,
    },
    #[command(about = "help-vault-log")]
    Log {
        #[arg(long, value_name = "CODE", help = "help-vault-log-client")]
        client: Option<String>,
        #[arg(long, value_name = "NAME", help = "help-vault-log-user")]
        user: Option<String>,
        #[arg(long, help = "help-json")]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Passphrase {
    #[arg(long, value_name = "FILE", help = "help-new-passphrase-file")]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Recover {
    #[arg(long, help = "help-recover-check")]
    pub check: bool,
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "check",
        help = "help-new-passphrase-file"
    )]
    pub new_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Rekey {
    #[arg(long, value_name = "FILE", help = "help-new-passphrase-file")]
    pub new_passphrase_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = "help-init-recovery")]
    pub recovery_out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Organisation {
    #[arg(value_name = "KEY", help = "help-init-organisation")]
    pub key: Option<String>,
    #[arg(long, help = "help-organisation-remove")]
    pub remove: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    #[arg(long, value_name = "FILE", help = "help-init-recovery")]
    pub recovery_out: Option<PathBuf>,
    #[arg(long, value_name = "KEY", help = "help-init-organisation")]
    pub organisation_key: Option<String>,
    #[arg(
        long,
        value_enum,
        conflicts_with = "organisation_key",
        help = "help-init-controller"
    )]
    pub controller: Option<Allowed>,
    #[arg(long, value_name = "NAME", help = "help-init-user")]
    pub user: Option<String>,
    #[arg(long, value_name = "ROLE", help = "help-init-role")]
    pub role: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Allowed {
    #[value(name = "self")]
    Own,
}
