"""Archives: a .zip whose bytes follow from what is added alone, with the sizes and digests of its files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256, sha512
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, BinaryIO, Self, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from db.dataclass import dataclass

_IN_MEMORY = 4 << 20
"""Bytes up to which a temporary file stays in memory."""


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of an archive."""

    path: str
    size: int
    sha256: str
    sha512: str


class Archive:
    """A .zip that is being written. Times in it are those that mean none, 1980-01-01."""

    def __init__(self, out: BinaryIO) -> None:
        """Begin an archive.

        :param out: an empty file, or a pipe, which gets the archive when it is whole: the bytes are the same.
        """
        self._out = out
        self._whole = out if out.seekable() else temporary_file()
        self._zip = ZipFile(self._whole, "w")
        self.files: list[ArchivedFile] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        if self._whole is not self._out:
            with self._whole:
                if kind is None:
                    self._whole.seek(0)
                    shutil.copyfileobj(self._whole, self._out)

    def add(self, path: str, content: bytes, *, compress: bool = True) -> ArchivedFile:
        """Add a file.

        :param path: made by us, never taken from the record.
        """
        return self.write(path, lambda file: file.write(content), compress=compress)

    def write(self, path: str, write: Callable[[BinaryIO], object], *, compress: bool = True) -> ArchivedFile:
        """Add a file that a function writes."""
        info = ZipInfo(path)
        info.compress_type = ZIP_DEFLATED if compress else ZIP_STORED
        info.create_system = 3
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=False) as file:
            hashed = _HashedFile(file)
            write(cast("BinaryIO", hashed))
        added = ArchivedFile(path, hashed.size, hashed.sha256.hexdigest(), hashed.sha512.hexdigest())
        self.files.append(added)
        return added


def temporary_file() -> BinaryIO:
    """A file without a name, in memory while it is small."""
    return cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))


class _HashedFile:
    """A file that is written to, with the digests of what was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        self.sha256, self.sha512 = sha256(), sha512()

    def write(self, content: bytes) -> int:
        self.size += len(content)
        self.sha256.update(content)
        self.sha512.update(content)
        return self._file.write(content)

    def seekable(self) -> bool:
        return False
