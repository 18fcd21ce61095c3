"""What the architecture tests look at: our own files, and the functions in them."""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "src/hearten", ROOT / "guard/src")
#: Made by other hands, and vendored with licence and checksum.
VENDORED = "vendor"


@dataclass(frozen=True)
class Module:
    """One Python file of ours."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> tuple[Module, ...]:
    """Everything that runs on a host, but migrations."""
    paths = [
        path for package in PACKAGES for path in sorted(package.rglob("*.py")) if "migrations" not in path.parts
    ]
    read = ((path, path.read_text(encoding="utf-8")) for path in paths)
    return tuple(Module(path, text, ast.parse(text)) for path, text in read)


def functions() -> Iterator[tuple[Module, Function]]:
    """Every function and method, with its module."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                yield module, node


def length(node: Function) -> int:
    """Lines from `def` to the end, docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


#: What a line may hold without being code.
AROUND = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def code_lines(text: str) -> int:
    """Lines that do something: not blank, not a comment, not a docstring."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    spans = ((token.start[0], token.end[0]) for token in tokens if token.type not in AROUND)
    lines = {number for first, last in spans for number in range(first, last + 1)}
    return len(lines - docstring_lines(ast.parse(text)))


def docstring_lines(tree: ast.Module) -> set[int]:
    """The lines of every docstring in a file."""
    homes = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | Function))
    said = (node.body[0] for node in homes if ast.get_docstring(node, clean=False) is not None)
    return {number for first in said for number in range(first.lineno, (first.end_lineno or first.lineno) + 1)}


@cache
def repository() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return tuple(sorted(ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()))


def ours(*patterns: str) -> list[Path]:
    """Committed files below src that match a pattern, without what is vendored."""
    inside = [path for path in repository() if path.is_relative_to(ROOT / "src") and VENDORED not in path.parts]
    return [path for path in inside if any(path.match(pattern) for pattern in patterns)]
