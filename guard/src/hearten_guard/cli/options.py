"""What can be asked, and the words that explain it."""

import argparse

from hearten_guard.cli.reading import Reading
from hearten_guard.cli.texts import Unreadable
from hearten_guard.engine import RULES_VERSION
from hearten_guard.types import Purpose

ENDS = (
    "Exit status: 0 nothing is held (advice and notes may be there); 1 something is held; "
    "2 the call was not understood or something could not be read."
)
SUBCOMMANDS = (
    "`hearten-guard audit EXPORT` checks a whole blog, `hearten-guard identifiers FILE` shows what could tell who "
    "somebody is, `hearten-guard packs` writes the rules for browsers; a FILE of such a name is written ./audit. "
)


def chosen(given: list[str]) -> tuple[str, argparse.ArgumentParser]:
    """The name of the command, "" for checking files, and how its arguments are read."""
    if given and given[0] in PARSERS:
        return given[0], PARSERS[given[0]]()
    return "", checking()


def checking() -> argparse.ArgumentParser:
    """`hearten-guard FILE…`"""
    parser = _parser(
        "", "Check drafts before they are published. Nothing leaves this computer.", SUBCOMMANDS + ENDS
    )
    sources(parser)
    how_to_read(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object per text, each on its line")
    form.add_argument("--sarif", action="store_true", help="one SARIF 2.1.0 log, for code hosts and editors")
    form.add_argument("--fix", action="store_true", help="show the suggested words as a diff and write them; "
                      "the original stays as FILE.orig")  # fmt: skip
    form.add_argument("--jsonl", action="store_true",
                      help='answer {"id", "text"} lines from standard input one by one; '
                      '"purpose" and "locale" may stand on each line')  # fmt: skip
    return parser


def auditing() -> argparse.ArgumentParser:
    """`hearten-guard audit EXPORT`"""
    parser = _parser(" audit", "Check everything in the export of a blog. Nothing leaves this computer.", ENDS)
    audit(parser)
    return parser


def packing() -> argparse.ArgumentParser:
    """`hearten-guard packs`"""
    about = "Write the rules for private messages as JSON, for the engine that runs in a browser."
    return _parser(" packs", about, "It goes to standard output. The same rules always give the same pack.")


def identifying() -> argparse.ArgumentParser:
    """`hearten-guard identifiers`"""
    about = "Show everything in a text that could tell who somebody is. Nothing leaves this computer."
    parser = _parser(" identifiers", about, "Exit status: 0, or 2 when something could not be read.")
    sources(parser)
    locale(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object per text, each on its line")
    form.add_argument("--jsonl", action="store_true", help='answer {"id", "text"} lines from standard input')
    return parser


def sources(parser: argparse.ArgumentParser) -> None:
    """Where texts come from."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="text, Markdown or HTML; - is standard input")
    parser.add_argument("--stdin", action="store_true", help="read what comes in on standard input")


def locale(parser: argparse.ArgumentParser) -> None:
    """The language of a text."""
    parser.add_argument("--locale", default="en", metavar="TAG", help="the language of the text (default: en)")


def audit(parser: argparse.ArgumentParser) -> None:
    """The arguments of an audit."""
    parser.add_argument("export", metavar="EXPORT", help="WordPress XML, Ghost JSON, an RSS or Atom file, a folder "
                        "of Markdown, or a zip with any of them")  # fmt: skip
    parser.add_argument(
        "--html", metavar="FILE", help="write a report that opens in any browser, without a network"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="everything as one JSON object")
    form.add_argument("--csv", action="store_true", help="one line per finding, for a spreadsheet")
    how_to_read(parser)


def how_to_read(parser: argparse.ArgumentParser) -> None:
    """How a text is to be read."""
    parser.add_argument("--purpose", choices=[purpose.value for purpose in Purpose], default="article",
                        help="what the text is for (default: article)")  # fmt: skip
    locale(parser)
    parser.add_argument("--min-confidence", type=share, metavar="X", help="only findings of at least this "
                        "confidence, 0 to 1; 0 shows all (default: each rule's own)")  # fmt: skip


def chosen_reading(chosen: argparse.Namespace) -> Reading:
    """What these arguments say of it. Raises Unreadable for a language that is not known."""
    reading = Reading(chosen.purpose, chosen.locale, chosen.min_confidence)
    try:
        reading.findings("")
    except ValueError as error:
        raise Unreadable(str(error)) from error
    return reading


def share(given: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(given)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{given} is no number from 0 to 1")
    return number


def _parser(name: str, about: str, ends: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"hearten-guard{name}", description=about, epilog=ends)
    parser.add_argument("--version", action="version", version=f"hearten-guard rules {RULES_VERSION}")
    return parser


PARSERS = {"audit": auditing, "identifiers": identifying, "packs": packing}
