//! The forms at hand: those that the program carries inside itself, and those of the user's folder on top.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::diagnostic::{Diagnostic, Message, Source};
use super::diff::Edition;
use super::faults::Faults;
use super::load::{Loaded, MOST_BYTES, load, load_for_use};
use super::route::{Route, is_route};
use super::routes::{self, Routes};
use super::safety::{self, Safety};
use super::template::Reference;
use super::{Form, Hash, Id, Kind};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/forms");

/// The folder of routes beside the forms.
const ROUTES: &str = "routes";

/// The forms at hand, by their ids, and the routes through them.
#[derive(Debug, Default)]
pub struct Catalogue {
    entries: BTreeMap<Id, Entry>,
    routes: Routes,
    faulty: Vec<Faulty>,
    safety: Safety,
}

#[derive(Debug)]
struct Entry {
    loaded: Loaded,
    source: Source,
}

/// A file that gives no form, with the reasons.
#[derive(Debug)]
pub struct Faulty {
    pub file: String,
    pub diagnostics: Vec<Diagnostic>,
}

impl Catalogue {
    /// Reads the shipped forms and those in `user_dir`, if there is such a folder. A faulty file hides no other form.
    pub fn load(user_dir: Option<&Path>) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for source in shipped("") {
            catalogue.add(source);
        }
        let carried = std::mem::take(&mut catalogue.entries);
        for source in catalogue.sources(user_dir) {
            catalogue.add(source);
        }
        for (id, entry) in carried {
            catalogue.entries.entry(id).or_insert(entry);
        }
        catalogue.check_references();
        let own = user_dir.map(|folder| folder.join(ROUTES));
        let own = catalogue.sources(own.as_deref());
        let (routes, faulty) = Routes::load(&catalogue, shipped(ROUTES), own);
        catalogue.routes = routes;
        catalogue.faulty.extend(faulty);
        catalogue.read_safety(user_dir);
        catalogue
    }

    /// The shipped safety card, or the office's own if it can be used.
    fn read_safety(&mut self, user_dir: Option<&Path>) {
        let shipped = SHIPPED.get_file(safety::FILE);
        let shipped = shipped.map(|file| Source::new(safety::FILE, file.contents()));
        let own = user_dir.map(|folder| folder.join(safety::FILE));
        let own =
            own.and_then(|path| Some(Source::new(path.display().to_string(), read(&path).ok()?)));
        for source in shipped.into_iter().chain(own) {
            match safety::read(&source) {
                (Some(card), _) => self.safety = card,
                (None, diagnostics) => self.faulty.push(Faulty {
                    file: source.name.to_string(),
                    diagnostics,
                }),
            }
        }
    }

    /// What a counsellor needs at hand when somebody may be in danger.
    pub fn safety(&self) -> &Safety {
        &self.safety
    }

    /// The files of a folder of the user's, if there is one.
    fn sources(&mut self, folder: Option<&Path>) -> Vec<Source> {
        let mut sources = Vec::new();
        for path in folder.map_or_else(Vec::new, toml_files) {
            let name = path.display().to_string();
            match read(&path) {
                Ok(bytes) => sources.push(Source::new(name, bytes)),
                Err(error) => self.unreadable(name, &error),
            }
        }
        sources
    }

    /// The ways a meeting may be held.
    pub fn routes(&self) -> impl Iterator<Item = &Arc<Route>> {
        self.routes.all()
    }

    pub fn route(&self, id: &str) -> Option<&Arc<Route>> {
        self.routes.find(id)
    }

    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.entries.values().map(|entry| &entry.loaded.form)
    }

    pub fn find(&self, id: &str) -> Option<&Arc<Form>> {
        self.entries.get(id).map(|entry| &entry.loaded.form)
    }

    pub fn by_hash(&self, hash: Hash) -> Option<&Arc<Form>> {
        self.entry(hash).map(|entry| &entry.loaded.form)
    }

    /// The file of a form's version, as it is kept with what is answered.
    pub fn bytes(&self, hash: Hash) -> Option<&Arc<[u8]>> {
        self.entry(hash).map(|entry| &entry.source.bytes)
    }

    /// The version of a form that the program itself carries, which a file of the user's may stand in front of.
    pub fn shipped(id: &str) -> Option<Edition> {
        let mut editions = shipped("")
            .into_iter()
            .filter_map(|it| Edition::read(it).ok());
        editions.find(|edition| edition.form.id == *id)
    }

    /// The forms at hand with their files.
    pub fn editions(&self) -> impl Iterator<Item = Edition> + '_ {
        self.entries.values().map(|entry| Edition {
            form: Arc::clone(&entry.loaded.form),
            source: entry.source.clone(),
        })
    }

    /// The name of the file that a form was read from.
    pub fn file(&self, id: &str) -> Option<&str> {
        self.entries.get(id).map(|entry| &*entry.source.name)
    }

    pub fn faulty(&self) -> &[Faulty] {
        &self.faulty
    }

    /// Doubts about the forms and routes at hand.
    pub fn warnings(&self) -> impl Iterator<Item = Diagnostic> {
        let forms = self.entries.values().map(|entry| &entry.source);
        let sources = forms.chain(self.routes.sources());
        sources.flat_map(|source| self.check(source))
    }

    /// All that is wrong with a file, what it names of the forms at hand included.
    pub fn check(&self, source: &Source) -> Vec<Diagnostic> {
        self.read(source).0
    }

    /// All that is wrong with a file, and the form that it gives by itself.
    pub fn read(&self, source: &Source) -> (Vec<Diagnostic>, Option<Arc<Form>>) {
        if safety::is_card(source) {
            return (safety::read(source).1, None);
        }
        if is_route(source) {
            return (routes::check(self, source), None);
        }
        match load(source) {
            Ok(loaded) => (self.doubts(&loaded, source), Some(loaded.form)),
            Err(found) => (found, None),
        }
    }

    /// A file that is no form of the catalogue: all that is wrong with it, and the form if nothing is.
    pub fn open(&self, path: &Path) -> (Vec<Diagnostic>, Option<(Arc<Form>, Source)>) {
        let name = path.display().to_string();
        let source = match read(path) {
            Ok(bytes) => Source::new(name, bytes),
            Err(error) => {
                let message = Message::new("form-unreadable").with("reason", &error.to_string());
                let source = Source::new(name, Vec::new());
                return (vec![Diagnostic::whole(&source, message)], None);
            }
        };
        let (found, form) = self.read(&source);
        let form = form.filter(|_| !found.iter().any(Diagnostic::is_error));
        (found, form.map(|form| (form, source)))
    }

    /// What is wrong with a file that gives a form by itself.
    fn doubts(&self, loaded: &Loaded, source: &Source) -> Vec<Diagnostic> {
        let mut found = self.wrong_references(loaded, source);
        found.extend(loaded.warnings.iter().cloned());
        found.sort_by_key(|found| found.span.start);
        found
    }

    fn entry(&self, hash: Hash) -> Option<&Entry> {
        let mut entries = self.entries.values();
        entries.find(|entry| entry.loaded.form.hash == hash)
    }

    fn add(&mut self, source: Source) {
        let mut refuse = |diagnostics| {
            self.faulty.push(Faulty {
                file: source.name.to_string(),
                diagnostics,
            });
        };
        match load_for_use(&source) {
            Err(diagnostics) => refuse(diagnostics),
            Ok(loaded) => {
                let id = loaded.form.id.clone();
                if let Some(other) = self.entries.get(&id) {
                    let message = Message::new("form-same-id")
                        .with("id", id.as_str())
                        .with("file", &other.source.name);
                    refuse(vec![Diagnostic::whole(&source, message)]);
                } else {
                    self.entries.insert(id, Entry { loaded, source });
                }
            }
        }
    }

    fn unreadable(&mut self, name: String, error: &io::Error) {
        let source = Source::new(name.as_str(), Vec::new());
        let message = Message::new("form-unreadable").with("reason", &error.to_string());
        self.faulty.push(Faulty {
            diagnostics: vec![Diagnostic::whole(&source, message)],
            file: name,
        });
    }

    /// Sets forms aside that show something which does not exist.
    fn check_references(&mut self) {
        let wrong = self.entries.iter().filter_map(|(id, entry)| {
            let wrong = self.wrong_references(&entry.loaded, &entry.source);
            (!wrong.is_empty()).then(|| (id.clone(), wrong))
        });
        for (id, diagnostics) in wrong.collect::<Vec<_>>() {
            if let Some(entry) = self.entries.remove(&id) {
                self.faulty.push(Faulty {
                    file: entry.source.name.to_string(),
                    diagnostics,
                });
            }
        }
    }

    fn wrong_references(&self, loaded: &Loaded, source: &Source) -> Vec<Diagnostic> {
        let mut faults = Faults::new(source);
        for reference in &loaded.references {
            match self.find(reference.form.as_str()) {
                Some(form) if form.standing => check_names(form, reference, &mut faults),
                Some(_) => {
                    let message =
                        Message::new("form-not-standing").with("id", reference.form.as_str());
                    faults.error(reference.at.clone(), message);
                }
                None => {
                    let name = reference.form.as_str();
                    let message = Message::new("form-unknown-form").with("id", name);
                    let known = self.forms().filter(|form| form.standing);
                    let known = known.map(|form| form.id.as_str());
                    faults.unknown(reference.at.clone(), message, name, known);
                }
            }
        }
        faults.into_sorted()
    }
}

/// Whether a list of an embedded form and the items named inside it exist there.
fn check_names(form: &Form, reference: &Reference, faults: &mut Faults) {
    let Some((name, items)) = &reference.list else {
        return;
    };
    let list = form.find(name.as_str());
    let list = list.filter(|ix| matches!(form.item(*ix).kind, Kind::List { .. }));
    let Some(list) = list else {
        let lists = form.items.iter();
        let lists = lists.filter(|item| matches!(item.kind, Kind::List { .. }));
        let known = lists.map(|item| item.id.as_str());
        let message = Message::new("form-unknown-embedded")
            .with("name", name.as_str())
            .with("form", form.id.as_str());
        faults.unknown(reference.at.clone(), message, name.as_str(), known);
        return;
    };
    for (item, at) in items {
        let mut children = form.children(list).map(|ix| &form.item(ix).id);
        if !children.any(|id| id == item) {
            let message = Message::new("form-unknown-embedded")
                .with("name", item.as_str())
                .with("form", form.id.as_str());
            let known = form.children(list).map(|ix| form.item(ix).id.as_str());
            faults.unknown(at.clone(), message, item.as_str(), known);
        }
    }
}

/// The shipped files of a folder, in the order of their names.
fn shipped(folder: &str) -> Vec<Source> {
    let folder = match folder {
        "" => Some(&SHIPPED),
        folder => SHIPPED.get_dir(folder),
    };
    let files = folder.into_iter().flat_map(Dir::files);
    let mut files: Vec<_> = files
        .filter(|file| file.path().extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort_by_key(|file| file.path());
    let sources = files.into_iter().map(|file| {
        let name = Path::new("forms").join(file.path());
        Source::new(name.display().to_string(), file.contents())
    });
    sources.collect()
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
}

/// The bytes of a file, never many more than a form may have.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    let limit = MOST_BYTES as u64 + 1;
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
