"""The labelled texts that may train shipped weights, each as text with marked spans."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOCIAL = {"person": "PERSON", "per": "PERSON", "location": "LOC", "loc": "LOC", "corporation": "ORG",
          "group": "ORG", "org": "ORG"}  # fmt: skip
SYNTHETIC = {
    "PERSON": "PERSON", "STREET_ADDRESS": "LOC", "GPE": "LOC", "ORGANIZATION": "ORG", "DATE_TIME": "DATETIME",
    "PHONE_NUMBER": "CODE", "CREDIT_CARD": "CODE", "TITLE": "PERSON", "AGE": "QUANTITY", "NRP": "DEM",
    "ZIP_CODE": "CODE", "EMAIL_ADDRESS": "CODE", "DOMAIN_NAME": "CODE", "US_SSN": "CODE", "IBAN_CODE": "CODE",
    "IP_ADDRESS": "CODE", "US_DRIVER_LICENSE": "CODE",
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """`text[start:end]` is of a type; `masked` when the annotator would hide it, `direct` when it names."""

    start: int
    end: int
    type: str
    masked: bool = True
    direct: bool = False
    entity: str = ""


@dataclass
class Text:
    """One text of a corpus, with one set of marks per annotator."""

    name: str
    text: str
    spans: list[Span] = field(default_factory=list)


def court(path: Path) -> list[Text]:
    """The Text Anonymization Benchmark (Pilán et al. 2022, MIT); one entry per annotator."""
    found = []
    for case in json.loads(path.read_text("utf-8")):
        for name, marks in case["annotations"].items():
            spans = [
                Span(m["start_offset"], m["end_offset"], m["entity_type"], m["identifier_type"] != "NO_MASK",
                     m["identifier_type"] == "DIRECT", m["entity_id"])
                for m in marks["entity_mentions"]
            ]  # fmt: skip
            found.append(Text(f"{case['doc_id']}/{name}", case["text"], spans))
    return found


def tweets(path: Path) -> list[Text]:
    """WNUT-17 (Derczynski et al. 2017) or the Broad Twitter Corpus (2016), CC BY 4.0; words joined by spaces."""
    blocks = re.split(r"\n[ \t]*\n", path.read_text("utf-8"))
    return [_sentence(f"{path.name}/{i}", list(_rows(block))) for i, block in enumerate(blocks) if block.strip()]


def _rows(block: str) -> Iterator[tuple[str, str]]:
    for line in block.split("\n"):
        word, _, label = line.partition("\t")
        if label.strip():
            yield word, label.strip()


def _sentence(name: str, rows: list[tuple[str, str]]) -> Text:
    spans: list[Span] = []
    place, open_type = 0, ""
    for word, label in rows:
        begin, _, kind = label.partition("-")
        end = place + len(word)
        if begin == "I" and kind == open_type:
            spans[-1] = Span(spans[-1].start, end, spans[-1].type)
        elif begin in "BI":
            spans.append(Span(place, end, SOCIAL.get(kind.lower(), "MISC")))
        open_type = kind
        place = end + 1
    return Text(name, " ".join(word for word, _ in rows), spans)


def synthetic(path: Path) -> list[Text]:
    """presidio-research's synthetic sentences (MIT)."""
    return [
        Text(
            f"synthetic/{i}",
            row["full_text"],
            [
                Span(s["start_position"], s["end_position"], SYNTHETIC[s["entity_type"]])
                for s in row["spans"]
                if s["entity_type"] in SYNTHETIC
            ],
        )
        for i, row in enumerate(json.loads(path.read_text("utf-8")))
    ]


def advice(folder: Path) -> list[Text]:
    """Sentences of two forums (Advice-EMNLP2020, MIT), nothing marked in them."""
    found = []
    for path in sorted(folder.glob("*_train.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t")
            found += [Text(f"{path.stem}/{i}", row["Sentence"] or "") for i, row in enumerate(rows)]
    return found
