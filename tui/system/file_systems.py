"""Where a store lies: on a network share or in a synced folder, SQLite's locks and its write-ahead log don't hold."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from db.dataclass import dataclass

NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "afpfs", "afs", "9p", "davfs", "fuse.davfs", "webdav"),
        *("fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "ceph", "fuse.ceph", "glusterfs", "fuse.glusterfs"),
        *("lustre", "beegfs", "coda", "ocfs2", "gfs2", "vboxsf", "fuse.vmhgfs-fuse", "vmhgfs", "drvfs", "virtiofs"),
    )
)
"""Types of file systems on another machine, or shared with one."""

_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".stversions": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".sync_journal.db": "Nextcloud",
    ".megaignore": "MEGA",
    ".tmp.drivedownload": "Google Drive",
    ".pcloud": "pCloud",
}
"""Files that a program for syncing keeps in its folder."""

_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "mobile documents": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "cloudstorage": "a cloud drive",
    "syncthing": "Syncthing",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
}
"""Names that such folders have; they may be followed by more, as in "OneDrive - Newsroom"."""


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """Where a store lies."""

    type: str
    """The type of the file system, such as ext4; empty where it is not known."""
    mounted_at: str
    synced_by: str
    """The program that syncs the folder; empty for none that is known."""

    @property
    def is_remote(self) -> bool:
        """Whether the file system is on another machine, or shared with one."""
        return self.type in NETWORK or self.mounted_at.startswith("\\\\")


def store_folder(store: Path, mounts: Path = Path("/proc/mounts")) -> StoreFolder:
    """Where a store lies, or would lie.

    :param mounts: the table of mounted file systems, as Linux has it.
    """
    path = Path(os.path.realpath(store))
    mounted_at, kind = _mount_of(path, mounts)
    return StoreFolder(kind, mounted_at, _synced_by(path))


def _mount_of(path: Path, mounts: Path) -> tuple[str, str]:
    """Where the file system of a path is mounted, and its type; empty where that is not known."""
    if str(path).startswith("\\\\"):
        return str(path), "a share of Windows"
    try:
        rows = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return _mount_by_command(path)
    best = ("", "")
    for row in rows:
        fields = row.split(" ")
        if len(fields) >= 3:
            at = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
            if len(at) >= len(best[0]) and (path == Path(at) or Path(at) in path.parents):
                best = (at, fields[2])
    return best


def _mount_by_command(path: Path) -> tuple[str, str]:
    """The same where the system has no table of mounts, such as macOS: ``mount`` prints it."""
    import subprocess  # only where there is no table

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return "", ""
    best = ("", "")
    for row in done.stdout.splitlines():
        _, _, rest = row.partition(" on ")
        at, _, kind = rest.rpartition(" (")
        if at and len(at) >= len(best[0]) and (path == Path(at) or Path(at) in path.parents):
            best = (at, kind.split(",")[0].rstrip(")"))
    return best


def _synced_by(path: Path) -> str:
    """The program that syncs one of the folders of a path."""
    for folder in path.parents:
        name = folder.name.casefold()
        for begun, program in _NAMES.items():
            if name == begun or name.startswith((f"{begun} ", f"{begun}-", f"{begun} (")):
                return program
        found = _marked_by(_entries(folder)) if len(folder.parts) > 1 else ""
        if found:
            return found
    return ""


def _marked_by(names: Iterable[str]) -> str:
    return next((_MARKERS[name.casefold()] for name in names if name.casefold() in _MARKERS), "")


def _entries(folder: Path) -> list[str]:
    """The hidden names of a folder; none where it can't be read."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for _, entry in zip(range(20_000), entries, strict=False) if entry.name.startswith(".")]
    except OSError:
        return []
