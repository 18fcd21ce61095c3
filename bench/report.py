"""What was measured, as a page, beside what was promised."""

from typing import Any

from bench.client import Cost

HEAD = """# What pages cost

Made by `bench/pages --write`: {machine}, {took:.0f} s. One Granian worker on WSGI as in production, SQLite, one
request at a time; processor time is user and system time of the server's processes. "Bare" is the same server with
the same SQL through sqlite3 and plain formatting: no log-in, no policy, no visibility, no templates. Ratios hold
within this run only.
"""


def page_of(run: dict[str, Any]) -> str:
    """The whole page."""
    posts = [told["posts"] for told in run["rounds"]]
    lines = [HEAD.format(**run), f"## Reading, with {posts[-1]:,} pieces", ""]
    lines += ["| page | statements | Python calls | HTML kB | CPU ms | p50 | p99 | bare CPU ms | bare ÷ ours |"]
    lines += ["|---|---|---|---|---|---|---|---|---|"]
    lines += [reading(run, name) for name in run["pages"]]
    lines += ["", "## Writing", "", "| act | CPU ms | p50 | p99 | requests |", "|---|---|---|---|---|"]
    for name, words in (
        ("comment", "a comment, the Guard included"),
        ("publish", "publishing 1,000 words, the Guard included"),
    ):
        cost = run[name]
        lines.append(f"| {words} | {cost.cpu:.1f} | {cost.p50:.1f} | {cost.p99:.1f} | {cost.requests} |")
    lines += ["", "## The same page with more pieces", ""]
    lines += [*growth(run["rounds"]), "", "## Promises", "", "| promise | measured | met |", "|---|---|---|"]
    lines += [f"| {words} | {value} | {'yes' if met else '**no**'} |" for words, value, met in budgets(run)]
    lines += ["", "## Beside Misago", "", beside(run), ""]
    return "\n".join(lines)


def reading(run: dict[str, Any], name: str) -> str:
    """One page."""
    cost, bare, inside = run["pages"][name], run["bare"][name], run["rounds"][-1]["pages"][name]
    return (
        f"| {name} | {inside['queries']} | {inside['calls']:,} | {cost.size / 1000:.1f} | {cost.cpu:.2f} "
        f"| {cost.p50:.2f} | {cost.p99:.2f} | {bare.cpu:.2f} | {ratio(bare, cost):.2f} |"
    )


def growth(rounds: list[dict[str, Any]]) -> list[str]:
    """Calls and processor time inside Django, at every size."""
    heads = " | ".join(f"{told['posts']:,}" for told in rounds)
    lines = [f"| statements · calls · CPU ms inside Django | {heads} |", "|---" * (len(rounds) + 1) + "|"]
    for name in rounds[0]["pages"]:
        rows = [told["pages"][name] for told in rounds]
        lines.append(
            f"| {name} | " + " | ".join(f"{r['queries']} · {r['calls']:,} · {r['cpu']:.2f}" for r in rows) + " |"
        )
    for word in rounds[0]["search"]:
        cells = " | ".join("{:.2f} / {:.2f}".format(*told["search"][word]) for told in rounds)
        lines.append(f"| search itself, “{word}”, p50 / p99 ms | {cells} |")
    return lines


def budgets(run: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Each promise of the design, what came out, and whether it holds."""
    last, pages = run["rounds"][-1], run["pages"]
    home, stored, anew = pages["home, signed in"], pages["article, stored copy"], pages["article, made anew"]
    inside = last["pages"]["home, signed in"]
    against = ratio(run["bare"]["home, signed in"], home)
    share = 100 * run["hello"].cpu / stored.cpu if stored.cpu else 0.0
    again = anew.cpu / run["unchanged"].cpu if run["unchanged"].cpu else 99.0
    slowest = max(times[1] for times in last["search"].values())
    statements = max(page["queries"] for page in last["pages"].values())
    assets, memory = run["assets"], run["memory"]
    return [
        ("home, signed in: at least as cheap as bare", f"{against:.2f} × bare", against >= 1),
        ("home, signed in: at most 4 statements", str(inside["queries"]), inside["queries"] <= 4),
        ("home, signed in: at most 4,000 Python calls", f"{inside['calls']:,}", inside["calls"] <= 4000),
        ("home, signed in: at most 30 kB of HTML", f"{home.size / 1000:.1f} kB", home.size <= 30_000),
        ("any page: at most 12 statements", str(statements), statements <= 12),
        ("stored article: at least 8 % of the server's bare hello", f"{share:.1f} %", share >= 8),
        ("an unchanged article: at most a sixth of the whole page", f"1 / {again:.1f}", again >= 6),
        ("publishing 1,000 words: at most 60 ms", f"{run['publish'].p50:.1f} ms (p50)", run["publish"].p50 <= 60),
        ("search newest first: p99 at most 5 ms", f"{slowest:.2f} ms", slowest <= 5),
        ("first visit: at most 60 kB of scripts", f"{assets['js'] / 1000:.1f} kB", assets["js"] <= 60_000),
        ("first visit: at most 40 kB of styles", f"{assets['css'] / 1000:.1f} kB", assets["css"] <= 40_000),
        ("pages, stream and worker: at most 300 MB", f"{memory['all']} MB", memory["all"] <= 300),
    ]


def beside(run: dict[str, Any]) -> str:
    """A sentence about Misago, measured or not."""
    theirs: Cost | None = run.get("misago")
    if theirs is None:
        return (
            "Not measured in this run: `bench/pages --misago URL PID` measures a thread of a Misago that runs here."
        )
    ours = run["pages"]["article, signed in"]
    return (
        f"A thread of twenty posts costs Misago {theirs.cpu:.1f} ms of processor (p50 {theirs.p50:.1f}, "
        f"p99 {theirs.p99:.1f}, {theirs.size / 1000:.0f} kB of HTML); an article with twenty answers, signed in, "
        f"costs Hearten {ours.cpu:.1f} ms: "
        f"{theirs.cpu / ours.cpu:.1f} times less."
        if ours.cpu
        else ""
    )


def ratio(bare: Cost, ours: Cost) -> float:
    """How many of ours fit into one of theirs."""
    return bare.cpu / ours.cpu if ours.cpu else 0.0
