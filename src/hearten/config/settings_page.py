"""The page that lists every setting, made from what settings.py asked the environment for."""

from pathlib import Path

HEAD = """# Settings

Every setting is an environment variable, read once at the start. A wrong or missing one stops the start with a
list of everything that is wrong. To keep a secret out of the environment, put it in a file and name the file:
`NAME_FILE` is read instead of `NAME`, for any setting here. `bin/hearten doctor` says which settings are unsafe.

This page is written by `bin/hearten settings-page`.

| setting | what it is | when left out |
|---|---|---|
"""


def settings_page(documented: dict[str, tuple[str, str]], *, root: Path) -> str:
    """Markdown with one row a setting.

    documented: name -> (what it is, its default), in the order settings.py reads them. root: the folder of the
    code, shown as `.`, so that the page reads the same on every machine.
    """
    return HEAD + "".join(
        f"| `{name}` | {doc} | {shown(default, root)} |\n" for name, (doc, default) in documented.items()
    )


def shown(default: str, root: Path) -> str:
    """A default as a reader sees it."""
    if default in {"", "required"}:
        return default
    return f"`{default.replace(str(root), '.')}`"
