//! The program's own source files, as the tests that hold the house in order read them.

use std::fs;
use std::path::{Path, PathBuf};

/// One file of `src`.
pub struct Source {
    /// Where it stands, from the root of the repository, e.g. `src/lang/date.rs`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// The room it belongs to: the first folder under `src`, or the file's own name beside them.
    pub fn room(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split(['/', '.']).next().unwrap_or(inside)
    }

    /// Its lines with their numbers, without comments and without what follows `#[cfg(test)] mod tests`.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let end = lines
            .windows(2)
            .position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].ends_with('{'))
            .unwrap_or(lines.len());
        lines
            .into_iter()
            .enumerate()
            .take(end)
            .map(|(at, line)| (at + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The string literals of its code with their line numbers, escapes left as written.
    pub fn literals(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (number, line) in self.code() {
            let mut rest = line.replace("'\"'", "' '");
            while let Some((literal, after)) = first_literal(&rest) {
                found.push((number, literal));
                rest = after;
            }
        }
        found
    }
}

fn first_literal(line: &str) -> Option<(String, String)> {
    let start = line.find('"')? + 1;
    let mut escaped = false;
    let length = line[start..].find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    let end = start + length;
    Some((line[start..end].to_owned(), line[end + 1..].to_owned()))
}

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under `src`, in the order of their names.
pub fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| Source {
            path: name(path),
            text: fs::read_to_string(path).unwrap(),
        })
        .collect()
}

fn name(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/")
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else {
            paths.push(path);
        }
    }
}
