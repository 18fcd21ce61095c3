"""Nothing happens unseen: no signals, no overridden saves, no hidden imports; reads start from people."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.code import Module, functions, modules

#: Models a view may read directly, and why nobody's privacy hangs on it there.
OPEN_TO_VIEWS = {
    "Topic": "the host's own list of subjects; the same for everybody",
    "HostRecord": "the host's paperwork; only the host's people pass the view's gate",
    "Report": "moderators' work; only they pass the view's gate, and it names pseudonyms",
    "Decision": "as Report",
    "SafetyItem": "the safety team's work; only they pass the view's gate",
    "Sealed": "as SafetyItem; whoever opens one leaves a line in the events",
    "rows": "the three above, one after the other",
    "Appeal": "may_answer, on the same line, lets nobody else through",
    "StoryReview": "only the host's people pass the view's gate",
}
#: A QuerySet method that starts from a person says so in its last word: visible_to, editable_by, waiting_for.
#: Two more name what everybody may see.
FROM_A_PERSON = ("_to", "_by", "_for", "public", "listed")
#: A filter that names the owner starts from a person too.
OWNER = {"account", "owner", "therapist", "persona"}


def test_nothing_listens_to_signals() -> None:
    words = ("django.db.models.signals", "django.dispatch", "@receiver", "post_save", "pre_save", "m2m_changed")
    assert [f"{module.name}: {word}" for module in modules() for word in words if word in module.text] == []


def test_no_model_overrides_save_or_delete() -> None:
    found = []
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and is_model(node):
                found += [f"{module.name}: {node.name}.{name}" for name in methods(node) & {"save", "delete"}]
    assert found == []


def test_no_import_hides_in_a_function() -> None:
    found = [
        f"{module.name}:{inner.lineno}"
        for module, node in functions()
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_views_are_functions() -> None:
    found = [
        f"{module.name}: {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any(base.endswith("View") for base in bases(node))
    ]
    assert found == []


def test_reads_in_views_start_from_the_person() -> None:  # I1 I4
    found = [
        f"{module.name}:{line}: {model}.objects.{method}"
        for module in modules()
        if is_view(module)
        for line, model, method in direct_reads(module.tree)
        if model not in OPEN_TO_VIEWS
    ]
    assert found == [], "start from .visible_to(…) or .editable_by(…), or read in queries.py"


@pytest.mark.parametrize(
    "code",
    [
        "Post.objects.filter(pk=1)",
        "Post.objects.all()",
        "Post.objects.select_related('x').get(pk=1)",
        "get_object_or_404(Post, pk=1)",
    ],
)
def test_a_planted_direct_read_is_seen(code: str) -> None:
    assert list(direct_reads(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "Post.objects.visible_to(viewer).filter(pk=1)",
        "get_object_or_404(Image, pk=1, owner=request.user)",
        "get_object_or_404(mine, pk=1)",
        "form.cleaned_data.get('x')",
    ],
)
def test_a_read_that_starts_from_the_person_is_not(code: str) -> None:
    assert not list(direct_reads(ast.parse(code)))


def test_there_is_no_current_user_behind_ones_back() -> None:
    words = ("threading.local", "contextvars", "get_current_user", "CurrentUser")
    assert [f"{module.name}: {word}" for module in modules() for word in words if word in module.text] == []


def test_every_module_says_in_one_line_what_is_inside() -> None:
    silent = [module.name for module in modules() if module.lines and not ast.get_docstring(module.tree)]
    assert silent == []


def test_no_drawer_for_everything() -> None:
    names = {"utils", "util", "common", "core", "helpers", "misc", "services", "managers", "selectors"}
    assert [
        module.name for module in modules() if names & {part.removesuffix(".py") for part in module.path.parts}
    ] == []


def is_view(module: Module) -> bool:
    return module.path.name == "views.py" or "views" in module.path.parts


def is_model(node: ast.ClassDef) -> bool:
    return any(base.rpartition(".")[2] in {"Model", "AbstractBaseUser", "AbstractUser"} for base in bases(node))


def bases(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(base) for base in node.bases]


def methods(node: ast.ClassDef) -> set[str]:
    return {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}


def direct_reads(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """(line, model, method) of each read that starts from no person."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    owned = {inner for call in calls if names_an_owner(call) for inner in ast.walk(call)}
    for node in calls:
        match node.func:
            case _ if node in owned:
                continue
            case ast.Attribute(attr=method, value=ast.Attribute(attr="objects", value=model)):
                if not method.endswith(FROM_A_PERSON):
                    yield node.lineno, ast.unparse(model), method
            case ast.Name(id="get_object_or_404") if isinstance(node.args[0], ast.Name):
                if not node.args[0].id.islower():  # a model, not a queryset
                    yield node.lineno, node.args[0].id, "get"


def names_an_owner(call: ast.Call) -> bool:
    return bool({keyword.arg for keyword in call.keywords} & OWNER)
