//! What the disk under a file or folder is like: how much room there is, and whether it is another computer's.

use std::path::Path;

/// How many bytes are free there for this user; `None` where the system does not say.
#[cfg(unix)]
pub(crate) fn free(path: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(path).ok()?;
    about.f_bavail.checked_mul(about.f_frsize)
}

/// How many bytes are free there for this user; `None` where the system does not say.
#[cfg(not(unix))]
pub(crate) fn free(_path: &Path) -> Option<u64> {
    None
}

/// The kind of network share that a file stands on; `None` for a disk of this computer, and where the system does
/// not say.
#[cfg(target_os = "linux")]
pub(crate) fn network(path: &Path) -> Option<&'static str> {
    use std::os::unix::fs::MetadataExt as _;
    // Negative where the number has 32 bits and its highest is set.
    let number = rustix::fs::statfs(path).ok()?.f_type as u64 & 0xffff_ffff;
    if number != FUSE {
        return by_number(number);
    }
    let device = path.metadata().ok()?.dev();
    by_mount(&std::fs::read_to_string("/proc/self/mountinfo").ok()?, numbers_of(device))
}

/// The kind of network share that a file stands on; `None` for a disk of this computer, and where the system does
/// not say.
#[cfg(not(target_os = "linux"))]
pub(crate) fn network(_path: &Path) -> Option<&'static str> {
    None
}

/// A file system in a program of its own: which one, its mount tells.
#[cfg(target_os = "linux")]
const FUSE: u64 = 0x6573_5546;

/// The shares by the numbers of `statfs` (Linux, `linux/magic.h` and the file systems' own sources).
#[cfg(any(target_os = "linux", test))]
const NUMBERS: [(u64, &str); 11] = [
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "SMB"),
    (0xfe53_4d42, "SMB"),
    (0x0102_1997, "9P"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "AFS"),
    (0x00c3_6400, "Ceph"),
    (0x0bd0_0bd0, "Lustre"),
    (0x564c, "NCP"),
    (0x7375_7245, "Coda"),
];

/// Beginnings of the types of mounts behind which another computer stands.
#[cfg(any(target_os = "linux", test))]
const MOUNTS: [(&str, &str); 9] = [
    ("fuse.sshfs", "SSHFS"),
    ("fuse.rclone", "rclone"),
    ("fuse.davfs", "WebDAV"),
    ("fuse.glusterfs", "GlusterFS"),
    ("fuse.ceph", "Ceph"),
    ("fuse.s3fs", "S3"),
    ("fuse.gvfsd", "GVfs"),
    ("fuse.smb", "SMB"),
    ("fuse.nfs", "NFS"),
];

#[cfg(any(target_os = "linux", test))]
fn by_number(number: u64) -> Option<&'static str> {
    NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
}

/// The share of a device, by the lines of `/proc/self/mountinfo`.
#[cfg(any(target_os = "linux", test))]
fn by_mount(mounts: &str, (major, minor): (u32, u32)) -> Option<&'static str> {
    let device = format!("{major}:{minor}");
    let line = mounts.lines().find(|line| line.split(' ').nth(2) == Some(device.as_str()))?;
    // The type is the first word behind the hyphen that ends the optional fields.
    let kind = line.split(" - ").nth(1)?.split(' ').next()?;
    MOUNTS.iter().find(|(beginning, _)| kind.starts_with(beginning)).map(|(_, name)| *name)
}

#[cfg(target_os = "linux")]
fn numbers_of(device: u64) -> (u32, u32) {
    (rustix::fs::major(device), rustix::fs::minor(device))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_known_by_their_numbers_and_disks_are_not_taken_for_any() {
        assert_eq!(by_number(0x6969), Some("NFS"));
        assert_eq!(by_number(0xff53_4d42), Some("SMB"));
        // ext4, btrfs, xfs, tmpfs, overlay.
        for disk in [0xef53, 0x9123_683e, 0x5846_5342, 0x0102_1994, 0x794c_7630] {
            assert_eq!(by_number(disk), None);
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(network(folder.path()), None, "tests run on a disk of this computer");
    }

    #[test]
    fn a_share_in_a_program_of_its_own_is_known_by_its_mount() {
        let mounts = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
91 22 0:52 / /mnt/desk rw,nosuid shared:7 master:2 - fuse.sshfs ana@host:/srv rw,user_id=1000
92 22 0:53 / /mnt/vault rw - fuse.gocryptfs /home/ana/.vault rw
";
        assert_eq!(by_mount(mounts, (0, 52)), Some("SSHFS"));
        assert_eq!(by_mount(mounts, (0, 53)), None);
        assert_eq!(by_mount(mounts, (8, 1)), None);
        assert_eq!(by_mount(mounts, (9, 9)), None);
        assert_eq!(by_mount("no such - list", (0, 52)), None);
    }
}
