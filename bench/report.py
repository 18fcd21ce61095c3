"""What was measured by bench/pages, as a part of docs/reference/performance.md, beside what was promised."""

from typing import Any

from bench.budget import Budget, table
from bench.client import Cost

HOME, LIST = "home, signed in", "list of 20, signed in"
GROUP, IN_A_GROUP = "group of 20 talks, signed in", "talk with 20 answers, signed in"
STORED, ANEW, TALK = "article, stored copy", "article, made anew", "article, signed in"
WORDS = """One Granian worker on WSGI as in production, SQLite, one request at a time: processor time is user and
system time of the server's processes, times are milliseconds. "Bare" is the same server with the same SQL through
sqlite3 and the same templates through Jinja2, given what the page gave them: no log-in, policy or visibility."""


def part_of(run: dict[str, Any]) -> list[str]:
    """The whole part."""
    posts = run["rounds"][-1]["posts"]
    lines = [run["circumstances"], WORDS, "", "### Promises", "", *table(budgets(run)), ""]
    lines += [f"### Reading, with {posts:,} pieces", ""]
    lines += ["| page | statements | Python calls | HTML kB | CPU ms | p50 | p99 | n | bare CPU ms | bare ÷ ours |"]
    lines += ["|---|---|---|---|---|---|---|---|---|---|", *(reading(run, name) for name in run["pages"]), ""]
    lines += ["### Writing", "", "| act | CPU ms | p50 | p99 | n |", "|---|---|---|---|---|"]
    lines += [written(run["comment"], "a comment, the Guard included")]
    lines += [written(run["publish"], "publishing 1,000 words, the Guard included"), ""]
    lines += ["### The same page with more pieces", "", *growth(run["rounds"]), ""]
    lines += ["### Memory", "", memory(run["memory"]), ""]
    lines += both(run["postgres"]) if "postgres" in run else []
    return [*lines, "### Beside Misago", "", beside(run), ""]


def written(cost: Cost, words: str) -> str:
    """One act."""
    return f"| {words} | {cost.cpu:.1f} | {cost.p50:.1f} | {cost.p99:.1f} | {cost.requests} |"


def reading(run: dict[str, Any], name: str) -> str:
    """One page."""
    cost, inside = run["pages"][name], run["rounds"][-1]["pages"][name]
    bare = run["bare"].get(name)
    beside = f"{bare.cpu:.2f} | {ratio(bare, cost):.2f}" if bare else "– | –"
    return (
        f"| {name} | {inside['queries']} | {inside['calls']:,} | {cost.size / 1000:.1f} | {cost.cpu:.2f} "
        f"| {cost.p50:.2f} | {cost.p99:.2f} | {cost.requests:,} | {beside} |"
    )


def growth(rounds: list[dict[str, Any]]) -> list[str]:
    """Calls and processor time inside Django, at every size."""
    heads = " | ".join(f"{told['posts']:,}" for told in rounds)
    lines = [f"| statements · calls · CPU ms inside Django | {heads} |", "|---" * (len(rounds) + 1) + "|"]
    for name in rounds[0]["pages"]:
        rows = [told["pages"][name] for told in rounds]
        cells = " | ".join(f"{r['queries']} · {r['calls']:,} · {r['cpu']:.2f}" for r in rows)
        lines.append(f"| {name} | {cells} |")
    for word in rounds[0]["search"]:
        cells = " | ".join("{:.2f} / {:.2f} / {:.2f}".format(*told["search"][word]) for told in rounds)
        lines.append(f"| search itself, “{word}”, p50 / p99 / p99 of CPU, ms | {cells} |")
    return lines


def budgets(run: dict[str, Any]) -> list[Budget]:
    """Each promise that this command can measure."""
    pages, assets, memory = run["pages"], run["assets"], run["memory"]
    again = pages[ANEW].cpu / run["unchanged"].cpu if run["unchanged"].cpu else 99.0
    share = 100 * run["hello"].cpu / pages[STORED].cpu if pages[STORED].cpu else 0.0
    most = max(page["queries"] for page in run["rounds"][-1]["pages"].values())
    found = [
        *of_list(run, HOME, "first page, signed in"),
        *of_list(run, LIST, "list of 20 pieces, signed in"),
        *of_list(run, GROUP, GROUP),
        *of_list(run, IN_A_GROUP, IN_A_GROUP),
        Budget("any page: statements", most, 12),
        Budget("stored article: part of the server's bare hello", share, 8, " %", least=True),
        Budget("unchanged article (304): as many as one made anew costs", again, 6, least=True),
        Budget("publishing 1,000 words, Guard included: p50", run["publish"].p50, 60, " ms"),
        search(run["rounds"]),
        Budget("first visit: scripts, compressed", assets["js"] / 1000, 60, " kB"),
        Budget("first visit: styles, compressed", assets["css"] / 1000, 40, " kB"),
        Budget("pages, stream and worker after the run: memory", memory["all"], 300, " MB"),
        Budget("one process of the Guard: memory", memory["guard"], 50, " MB"),
    ]
    if "postgres" in run:
        found += postgres(run["postgres"])
    return found


def postgres(times: dict[str, tuple[float, float]]) -> list[Budget]:
    """Wall time on PostgreSQL against SQLite's: of the page that makes most of it, and of the middle one."""
    ratios = sorted(theirs / ours for ours, theirs in times.values())
    named = [("worst page", ratios[-1]), ("page in the middle", ratios[len(ratios) // 2])]
    return [
        Budget(f"PostgreSQL: clock against SQLite's, {words}", ratio, 1.5, " ×", command="bench/pages --postgres")
        for words, ratio in named
    ]


def both(times: dict[str, tuple[float, float]]) -> list[str]:
    """Every page on both."""
    lines = [
        "### On PostgreSQL",
        "",
        "| page, ms on the clock inside Django | SQLite | PostgreSQL |",
        "|---|---|---|",
    ]
    return [*lines, *(f"| {name} | {ours:.2f} | {theirs:.2f} |" for name, (ours, theirs) in times.items()), ""]


def of_list(run: dict[str, Any], name: str, words: str) -> list[Budget]:
    """What is promised of a list that somebody signed in reads."""
    inside, cost = run["rounds"][-1]["pages"][name], run["pages"][name]
    return [
        Budget(f"{words}: pages for the processor time of one bare", ratio(run["bare"][name], cost), 1, least=True),
        Budget(f"{words}: statements", inside["queries"], 4),
        Budget(f"{words}: Python calls", inside["calls"], 4000),
        Budget(f"{words}: HTML", cost.size / 1000, 30, " kB"),
    ]


def search(rounds: list[dict[str, Any]]) -> Budget:
    """Newest first, at 100,000 pieces or the size next to it; the slowest of the words."""
    told = min(rounds, key=lambda one: abs(one["posts"] - 100_000))
    slowest = max(times[1] for times in told["search"].values())
    return Budget(f"search newest first, {told['posts']:,} pieces: p99", slowest, 5, " ms")


def memory(found: dict[str, int]) -> str:
    """What the processes took."""
    return (
        f"Pages, stream and worker together: {found['all']} MB after the run, what they share counted once. The "
        f"highest moment of each added up, what they share counted every time: {found['peak']} MB. Pages with "
        f"their Guard alone: {found['web']} MB; one process of the Guard: {found['guard']} MB."
    )


def beside(run: dict[str, Any]) -> str:
    """Misago's figures, measured or not."""
    theirs: dict[str, Cost] | None = run.get("misago")
    if theirs is None:
        return "Not measured in this run: `bench/pages --misago` sets one up and measures it."
    pairs = [("a guest", ANEW), ("signed in", TALK), ("signed in", IN_A_GROUP)]
    rows = [f"| {who} | {row(theirs[who])} | {row(run['pages'][name])} |" for who, name in pairs]
    return "\n".join(
        [
            "Misago 0.39.6 on the same server, with its own PostgreSQL and Redis, whose processor time is not",
            "counted; ours is SQLite inside the process and is. A thread that begins with the same thousand words",
            "and has the same twenty answers, against an article with twenty answers that is made anew each time,",
            "and in the last row against a talk in a support group with as many.",
            "",
            "| reader | Misago: CPU ms, p50, HTML kB | Hearten: CPU ms, p50, HTML kB |",
            "|---|---|---|",
            *rows,
        ]
    )


def row(cost: Cost) -> str:
    return f"{cost.cpu:.1f}, {cost.p50:.1f}, {cost.size / 1000:.0f}"


def ratio(bare: Cost, ours: Cost) -> float:
    """How many of ours fit into one of theirs."""
    return bare.cpu / ours.cpu if ours.cpu else 0.0
