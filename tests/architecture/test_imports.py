import json

from sanitizer import __all__ as public
from tests.conftest import Run

HEAVY = (
    "onnxruntime",
    "numpy",
    "tokenizers",
    "transformers",
    "torch",
    "textual",
    "httpx2",
    "cryptography",
    "client",
)


def loaded(python: Run, code: str) -> set[str]:
    done = python("-c", f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))")
    assert done.returncode == 0, done.stderr.decode()
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_importing_the_library_loads_nothing_heavy(python: Run) -> None:
    assert loaded(python, "import sanitizer").isdisjoint(HEAVY)


def test_detecting_loads_only_what_the_library_declares(python: Run) -> None:
    modules = loaded(python, "from sanitizer import Sanitizer; Sanitizer.load().detect('hello')")
    assert {"onnxruntime", "numpy", "tokenizers"} <= modules
    assert modules.isdisjoint(
        {"transformers", "torch", "textual", "httpx2", "cryptography", "click", "client"}
    )


def test_public_names_are_these_and_all_there() -> None:
    import sanitizer

    assert public == [
        "Action",
        "Code",
        "Constraint",
        "DecidedBy",
        "Decision",
        "DecisionError",
        "Dictionary",
        "DictionaryError",
        "Domain",
        "Draft",
        "Entry",
        "Facet",
        "Finding",
        "Group",
        "Kind",
        "Label",
        "Level",
        "LiveDraft",
        "MinimizedRequest",
        "Mode",
        "ModelError",
        "PolicyName",
        "Review",
        "Sanitizer",
        "SanitizerError",
        "Source",
        "Span",
        "Taxonomy",
        "Title",
        "ToldConstraint",
        "VocabularyError",
        "Wishes",
        "harden",
    ]
    for name in public:
        assert getattr(sanitizer, name).__name__ == name
    assert set(public) <= set(dir(sanitizer))
