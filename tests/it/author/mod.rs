//! What a form's author has: the guide, a start, the page that shows a whole form, and the trial that follows each save.

mod guide;
mod preview;
mod show;
mod start;

use kohtaa::form::{Catalogue, Diagnostic, Source};
use kohtaa::lang::Lang;

/// All that the checker says of a file, as it says it.
fn told(catalogue: &Catalogue, name: &str, text: &str, lang: Lang) -> Vec<String> {
    let source = Source::new(name, text.as_bytes());
    let found = catalogue.check(&source);
    found
        .iter()
        .map(|found: &Diagnostic| found.render(lang))
        .collect()
}
