"""The texts of a page as the Guard reads them: each field by itself, with every remark beside its field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from hearten.directory.titles import without_own_titles
from hearten.moderation.review import Finding, Reading, read


@dataclass(frozen=True)
class Remark:
    """One finding beside its field, as `ui.finding` draws it. start, end: characters of that field."""

    n: int
    field: str
    severity: str
    rule: str
    quote: str
    reason: str
    source: str
    suggestion: str | None
    acknowledged: bool
    start: int
    end: int


class TextsHeld(Exception):  # what an author reads, not a mistake
    """These texts can't go out yet. Nothing was written; the author gets every remark and the exact words back."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__("the texts have open findings")
        self.remarks = remarks


def require_clear_texts(
    texts: Mapping[str, str], *, acknowledged: Collection[str] = (), own: frozenset[str] = frozenset()
) -> None:
    """Let the Guard read what a professional says of themself (R29, R33); it fails closed (I19).

    texts: by field. acknowledged: ids of the rules whose advice the author has seen. own: see titles.py.
    Raises TextsHeld, GuardUnavailable.
    """
    readings = _readings(texts, own)
    if any(reading.open(acknowledged=acknowledged) for reading in readings.values()):
        raise TextsHeld(list(_remarks(readings, acknowledged)))


def remarks_on(
    texts: Mapping[str, str], *, acknowledged: Collection[str] = (), own: frozenset[str] = frozenset()
) -> list[Remark]:
    """Every remark, open or not. Raises GuardUnavailable."""
    return list(_remarks(_readings(texts, own), acknowledged))


def with_wording(texts: Mapping[str, str], number: str, *, own: frozenset[str] = frozenset()) -> dict[str, str]:
    """The texts with the suggestion of remark `number` in place of its quote. Raises GuardUnavailable."""
    changed = dict(texts)
    for remark in remarks_on(texts, own=own):
        if str(remark.n) == number and remark.suggestion is not None:
            text = texts[remark.field]
            changed[remark.field] = text[: remark.start] + remark.suggestion + text[remark.end :]
    return changed


def _readings(texts: Mapping[str, str], own: frozenset[str]) -> dict[str, Reading]:
    said = {field: text for field, text in texts.items() if text.strip()}
    return {field: without_own_titles(read(text, purpose="bio"), own) for field, text in said.items()}


def _remarks(readings: Mapping[str, Reading], acknowledged: Collection[str]) -> Iterator[Remark]:
    found = [(field, item) for field, reading in readings.items() for item in reading.findings]
    shown = [(field, item) for field, item in found if not item.rule.startswith("crisis.")]
    for number, (field, item) in enumerate(shown, start=1):
        yield _remark(number, field, item, item.rule in acknowledged)


def _remark(number: int, field: str, item: Finding, acknowledged: bool) -> Remark:
    return Remark(
        n=number,
        field=field,
        severity=item.severity,
        rule=item.rule,
        quote=item.quote,
        reason=item.reason,
        source=item.source,
        suggestion=item.suggestion,
        acknowledged=acknowledged,
        start=item.start,
        end=item.end,
    )
