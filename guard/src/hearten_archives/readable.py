"""What a reader needs of a file: bytes, in order, and an end in `with`."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self


class Readable(Protocol):
    """An open file, whether alone, in a folder or in a zip."""

    def read(self, size: int = ..., /) -> bytes: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
