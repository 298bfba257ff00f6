//! Disks of one's own: an ext4 file system in a file, whose power can go, and a small one in memory, which fills up.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Where ext4 is asked to stop at once, its journal not written: EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH.
const CUT: &str = "import fcntl, os, struct, sys\n\
    folder = os.open(sys.argv[1], os.O_RDONLY)\n\
    print('ready', flush=True)\n\
    sys.stdin.readline()\n\
    fcntl.ioctl(folder, 0x8004587d, struct.pack('I', 2))\n";

/// A mounted file system; taken away when it is dropped.
pub(super) struct Disk {
    folder: TempDir,
    mounted: bool,
}

impl Disk {
    /// An empty ext4 file system; `None`, and the reason on standard error, where none can be mounted.
    pub(super) fn ext4() -> Option<Self> {
        let mut disk = Self { folder: tempfile::tempdir().unwrap(), mounted: false };
        fs::create_dir(disk.path()).unwrap();
        let image = fs::File::create(disk.image()).unwrap();
        image.set_len(48 << 20).unwrap();
        let made = Command::new("mkfs.ext4").args(["-q", "-F"]).arg(disk.image()).output();
        if !made.is_ok_and(|made| made.status.success()) {
            eprintln!("skipped: there is no mkfs.ext4");
            return None;
        }
        disk.mount().then_some(disk)
    }

    /// A file system in memory of so many bytes; `None`, and the reason on standard error, where there can be none.
    pub(super) fn small(bytes: u64) -> Option<Self> {
        let mut disk = Self { folder: tempfile::tempdir().unwrap(), mounted: false };
        fs::create_dir(disk.path()).unwrap();
        let size = format!("size={bytes},mode=0700");
        disk.mount_with(&["-t", "tmpfs", "-o", &size, "tmpfs"]).then_some(disk)
    }

    /// Fills it up until so many bytes are free.
    pub(super) fn fill(&self, free: u64) {
        self.clear();
        let about = rustix::fs::statvfs(self.path()).unwrap();
        let length = (about.f_bavail * about.f_frsize).saturating_sub(free);
        fs::write(self.path().join("ballast"), vec![b'x'; length as usize]).unwrap();
    }

    /// Makes room again.
    pub(super) fn clear(&self) {
        let _ = fs::remove_file(self.path().join("ballast"));
    }

    /// Lets nobody write to it.
    pub(super) fn protect(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(self.path()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Its root folder.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    /// Mounts it, again after a power cut.
    pub(super) fn mount(&mut self) -> bool {
        let image = self.image();
        // Writes nothing back by itself while a test runs: what was not synced is lost.
        self.mount_with(&["-o", "loop,noatime,commit=300", image.to_str().unwrap()])
    }

    fn mount_with(&mut self, options: &[&str]) -> bool {
        let mounted = Command::new("mount").args(options).arg(self.path()).output();
        self.mounted = match mounted {
            Ok(done) if done.status.success() => true,
            Ok(done) => {
                eprintln!(
                    "skipped: nothing can be mounted here: {}",
                    String::from_utf8_lossy(&done.stderr).trim()
                );
                false
            }
            Err(e) => {
                eprintln!("skipped: there is no mount: {e}");
                false
            }
        };
        self.mounted
    }

    /// Takes it away; what was not written is lost when its power is gone.
    pub(super) fn unmount(&mut self) {
        let mut said = String::new();
        // A program that another test starts holds what is open here for a moment.
        for _ in 0..500 {
            let done = Command::new("umount").arg(self.path()).output().unwrap();
            if done.status.success() {
                self.mounted = false;
                return;
            }
            said = String::from_utf8_lossy(&done.stderr).into_owned();
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("{said}");
    }

    /// Gets ready to cut its power; `None` and the reason where there is no python3.
    pub(super) fn switch(&self) -> Option<Switch> {
        Switch::at(&self.path())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.mounted {
            // Also after a test that failed with files open.
            let _ = Command::new("umount").arg("-l").arg(self.path()).output();
        }
    }
}

/// Cuts the power of a disk, once.
pub(super) struct Switch(Child);

impl Switch {
    fn at(folder: &Path) -> Option<Self> {
        let program = Command::new("python3")
            .args(["-c", CUT])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut program) = program else {
            eprintln!("skipped: there is no python3 to cut the power with");
            return None;
        };
        let mut said = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said, "ready\n");
        Some(Self(program))
    }

    /// Cuts the power.
    pub(super) fn cut(mut self) {
        self.0.stdin.take().unwrap().write_all(b"now\n").unwrap();
        assert!(self.0.wait().unwrap().success(), "the power could not be cut");
    }
}
