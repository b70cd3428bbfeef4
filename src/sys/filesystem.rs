//! Where a file lies: a vault on a network share can be lost by two machines writing at once.

use std::io;
use std::path::Path;

use rustix::fs::statfs;

/// Magic numbers of file systems that are not this machine's own disk (statfs(2)).
#[rustfmt::skip]
const NETWORK: &[(u64, &str)] = &[
    (0x0000_6969, "nfs"),
    (0xff53_4d42, "cifs"),
    (0xfe53_4d42, "smb2"),
    (0x0000_517b, "smb"),
    (0x6573_5546, "fuse"),
    (0x0102_1997, "9p"),
    (0x5346_414f, "afs"),
    (0x6b41_4653, "kafs"),
    (0x7375_7245, "coda"),
    (0x00c3_6400, "ceph"),
    (0x0000_564c, "ncp"),
    (0x4c59_4e58, "lustre"),
    (0x0bd0_0bd0, "lustre"),
    (0x0116_1970, "gfs2"),
    (0x7461_636f, "ocfs2"),
];

/// The kind of network or foreign file system that `path` lies on, if it does.
pub fn network_filesystem(path: &Path) -> io::Result<Option<&'static str>> {
    // The field's type and sign differ between machines; the numbers are 32 bits on all of them.
    let magic = statfs(path)?.f_type as u64 & 0xffff_ffff;
    Ok(name(magic))
}

fn name(magic: u64) -> Option<&'static str> {
    let found = NETWORK.iter().find(|(number, _)| *number == magic);
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn shares_are_told_from_the_machines_own_disk() {
        assert_eq!(network_filesystem(Path::new("/proc")).unwrap(), None);
        assert_eq!(name(0xff53_4d42), Some("cifs"));
        assert_eq!(name(0xef53), None);
        assert!(network_filesystem(Path::new("/no/such/place")).is_err());
    }
}
