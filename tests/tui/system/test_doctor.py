"""The doctor: what it finds wrong, and where a store lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli_runner import run_piped
from tui.system.config import Config
from tui.system.doctor import Health, check_surroundings
from tui.system.file_systems import store_folder

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//server/share /mnt/the\040desk cifs rw 0 0
/dev/sdb1 /home/local xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("store", "kind", "is_remote"),
    [
        ("/var/desk.db", "ext4", False),
        ("/home/rana/desk.db", "nfs4", True),
        ("/home/local/desk.db", "xfs", False),
        ("/homely/desk.db", "ext4", False),
        ("/mnt/the desk/a/desk.db", "cifs", True),
    ],
)
def test_a_network_share_is_found(tmp_path: Path, store: str, kind: str, is_remote: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, "utf-8")
    found = store_folder(Path(store), mounts)
    assert (found.type, found.is_remote) == (kind, is_remote)


@pytest.mark.parametrize(
    ("folder", "marker", "program"),
    [
        ("Dropbox/desk", "", "Dropbox"),
        ("OneDrive - Newsroom", "", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "", "iCloud Drive"),
        ("Nextcloud", "", "Nextcloud"),
        ("shared", ".stfolder", "Syncthing"),
        ("shared", ".sync_journal.db", "Nextcloud"),
        ("shared", ".dropbox", "Dropbox"),
        ("dropboxes", "", ""),
        ("plain", ".git", ""),
    ],
)
def test_a_synced_folder_is_found(tmp_path: Path, folder: str, marker: str, program: str) -> None:
    inside = tmp_path / folder / "case"
    inside.mkdir(parents=True)
    if marker:
        (tmp_path / folder / marker).mkdir()
    assert store_folder(inside / "desk.db").synced_by == program


def test_wrong_settings_and_a_file_that_is_no_store_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("no store")
    checks = list(
        check_surroundings(tmp_path / "desk.db", Config(problems=("zone is wrong.",)), ["keymap: wrong."], {})
    )
    wrong = [each.found for each in checks if each.health is Health.WRONG]
    assert {"zone is wrong.", "keymap: wrong."} <= {*wrong}
    assert any(each.startswith(f"{tmp_path / 'desk.db'}: ") for each in wrong)


def test_doctor_ends_with_a_code(demo_store: Path) -> None:
    fine = run_piped("doctor", "--store", str(demo_store))
    assert fine.code == 0
    assert f"store\t{demo_store}, 1 case\tfine" in fine.out
    synced = demo_store.parent / "Dropbox"
    synced.mkdir()
    demo_store.rename(synced / "desk.db")
    wrong = run_piped("doctor", "--store", str(synced / "desk.db"), "--json")
    assert wrong.code == 21
    assert '"the folder is synced by Dropbox"' in wrong.out
    assert "Move the store" in wrong.err
