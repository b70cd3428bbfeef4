//! How full the battery is, where the machine has one.

use std::fs;
use std::path::Path;

/// In percent; of several batteries the emptiest. None where there is none, or it does not tell.
pub fn battery() -> Option<u8> {
    battery_in(Path::new("/sys/class/power_supply"))
}

/// What stands in a folder laid out as the kernel does it: one folder a supply.
fn battery_in(folder: &Path) -> Option<u8> {
    let supplies = fs::read_dir(folder).ok()?;
    let levels = supplies.filter_map(|supply| level(&supply.ok()?.path()));
    levels.min()
}

fn level(supply: &Path) -> Option<u8> {
    let read = |name: &str| fs::read_to_string(supply.join(name)).ok();
    if read("type")?.trim() != "Battery" || read("scope").is_some_and(|of| of.trim() == "Device") {
        return None;
    }
    let level: u8 = read("capacity")?.trim().parse().ok()?;
    Some(level.min(100))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_emptiest_battery_counts_and_a_mouse_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let supply = |name: &str, files: &[(&str, &str)]| {
            let path = folder.path().join(name);
            fs::create_dir(&path).unwrap();
            for (file, text) in files {
                fs::write(path.join(file), text).unwrap();
            }
        };
        assert_eq!(battery_in(folder.path()), None);
        supply("AC", &[("type", "Mains\n"), ("online", "1\n")]);
        supply(
            "mouse",
            &[
                ("type", "Battery\n"),
                ("scope", "Device\n"),
                ("capacity", "3\n"),
            ],
        );
        assert_eq!(battery_in(folder.path()), None);
        supply("BAT0", &[("type", "Battery\n"), ("capacity", "62\n")]);
        supply("BAT1", &[("type", "Battery\n"), ("capacity", "100\n")]);
        assert_eq!(battery_in(folder.path()), Some(62));
        assert_eq!(battery_in(&folder.path().join("none")), None);
    }
}
