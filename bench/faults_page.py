"""What came out of `bench/faults`, as a page: one part for each database, replaced when it is run again."""

from pathlib import Path

from tests.faults.rounds import Outcome, counts

PAGE = Path(__file__).resolve().parents[1] / "docs/reference/faults.md"
HEAD = """# What happens when processes die

Made by `bench/faults --write`. In each round somebody publishes a piece, a member comments, a picture and a
recording (by tus, in pieces) are uploaded and an archive is imported, all at once, while parts of the host are
ended with kill -9. Whoever gets no answer asks again, as a person would. Afterwards everything acknowledged must be
there, once, whole, with its event; and a day later no raw file may be left.
"""
DATABASES = ("SQLite", "PostgreSQL")


def write(database: str, outcome: Outcome, seed: int, page: Path = PAGE) -> None:
    """Put one database's part in, and leave the other as it is."""
    parts = parts_of(page) | {database: part(database, outcome, seed)}
    page.write_text("\n".join([HEAD, *(parts[name] for name in DATABASES if name in parts)]), encoding="utf-8")


def parts_of(page: Path) -> dict[str, str]:
    """What the page has, by database."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    found = text.split("\n## ")[1:]
    return {one.split("\n", 1)[0]: f"## {one.rstrip()}\n" for one in found}


def part(database: str, outcome: Outcome, seed: int) -> str:
    """One run."""
    lines = [f"## {database}", "", f"{outcome.rounds} rounds (seed {seed}) in {outcome.seconds:.0f} s; "]
    lines[-1] += counts("killed", outcome.kills) + "."
    lines += ["", "| act | acknowledged | requests or tries |", "|---|---|---|"]
    lines += [f"| {act.name} | {act.count.done} | {act.count.tried} |" for act in outcome.acts]
    lines += ["", counts("Answers (0: the line broke)", outcome.answers) + ".", ""]
    lines += [f"**Wrong**: {one}" for one in outcome.wrong] or ["Nothing lost, nothing twice, nothing half done."]
    return "\n".join(lines) + "\n"
