use std::time::Instant;
use kohtaa::form::{Source, load, load_for_use};
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let source = Source::new(path.as_str(), bytes.clone());
        let mut best = [f64::MAX; 3];
        let mut n = 0;
        for _ in 0..5 {
            let t = Instant::now(); let _ = toml::de::DeTable::parse(std::str::from_utf8(&bytes).unwrap_or("")).is_ok(); best[0] = best[0].min(t.elapsed().as_secs_f64());
            let t = Instant::now(); let _ = load_for_use(&source).is_ok(); best[1] = best[1].min(t.elapsed().as_secs_f64());
            let t = Instant::now(); n = match load(&source) { Ok(l) => l.warnings.len(), Err(e) => e.len() }; best[2] = best[2].min(t.elapsed().as_secs_f64());
        }
        eprintln!("{path}: parse {:.1} ms, for use {:.1} ms, with doubts {:.1} ms, told {n}", best[0]*1e3, best[1]*1e3, best[2]*1e3);
    }
}
