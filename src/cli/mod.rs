//! hack
use crate::lang::Lang;
pub fn run() -> std::process::ExitCode {
    let home = std::path::PathBuf::from(std::env::var("KOHTAA_HOME").unwrap_or_default());
    let place = crate::vault::Place {
        data: home.join("data"),
        state: home.join("state"),
    };
    let _ = crate::sys::process::harden();
    let options = crate::tui::Options {
        place,
        catalogue: std::sync::Arc::new(crate::form::Catalogue::load(None)),
        lang: Lang::Fi,
        look: crate::app::Look::Default,
        ascii: false,
        open: None,
    };
    match crate::tui::run(options) {
        Ok(code) => code.into(),
        Err(_) => 1.into(),
    }
}
