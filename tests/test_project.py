"""What the project says of itself is so: where changes belong, what is run first, what CI runs."""

import re
import runpy
import sys
import uuid
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from deploy.local.roles import SERVICES

ROOT = Path(__file__).parents[1]
CHANGES = re.findall(
    r"^\| (\d+)\. [^|]*\| ([^|]*) \|$", (ROOT / "docs/contributing.md").read_text(), re.MULTILINE
)


def places(told):
    """The paths of the project that are named; a part in angle brackets or dots is any."""
    named = re.findall(r"`([\w./<> *…-]*/[\w./<> *…-]*)`", told)
    return [re.sub(r"<[^>]*>|…", "*", place) for place in named]


def test_twenty_changes_are_listed():
    assert [int(number) for number, _ in CHANGES] == list(range(1, 21))


@pytest.mark.parametrize("number, told", CHANGES)
def test_where_a_change_belongs_there_is_such_a_place(number, told):
    for place in places(told):
        assert list(ROOT.glob(place.removesuffix("/"))), place


def test_what_is_named_there_is_in_the_code():
    text = (ROOT / "docs/contributing.md").read_text()
    named = set(re.findall(r"`(?:uow\.)?([A-Z][a-z]\w+|\w+(?=\(\.\.\.\)))", text))
    assert named >= {"Asked", "ViewOfRow", "later", "needs"}
    code = "\n".join(
        file.read_text()
        for place in ("services", "shared")
        for file in (ROOT / place).rglob("*.py")
    )
    for name in named:
        assert re.search(
            rf"^\s*(class|(async )?def) {name}\b|^{name}\b.* = ", code, re.MULTILINE
        ), name


def test_the_readme_begins_with_the_two_commands():
    block = re.search(r"```\w*\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert [line.split("#")[0].strip() for line in block[1].splitlines()] == [
        "make run",
        "make test",
    ]


def test_hosted_ci_runs_what_stands_in_the_project():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    [job] = workflow["jobs"].values()
    assert job["steps"][-1] == {"run": ".ci/run"}
    told = (ROOT / ".ci/run").read_text()
    assert "make check" in told
    assert "make test" in told


LEAVES_OUT = re.compile(r"pytest\.skip|mark\.skip")


def test_what_a_machine_lacks_is_never_left_out_where_everything_is_demanded():
    """One place decides (`DFG_REQUIRE_ALL`), and every test that leaves something out asks it."""
    files = {file for file in (ROOT / "tests").rglob("*.py") if LEAVES_OUT.search(file.read_text())}
    assert files - {Path(__file__)} == {ROOT / "tests/needs.py"}


ADDED = ["a rule", "an event", "an address of the API", "a district"]
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/*.md")})
COMMAND = re.compile(r"make [a-z-]+.*|python -m .*")
DIAGRAM = re.compile(r"```mermaid\n.*?```", re.DOTALL)
PARSED = re.compile(r"services\.\w+|shared\.\w+(\.\w+)?|deploy\.local\.\w+")
"""Modules whose commands answer to `--help` and do nothing then."""


def commands():
    """Every command that the documentation tells people to type, with the page that does."""
    for page in PAGES:
        text = DIAGRAM.sub("", page.read_text())
        told = re.findall(r"```\w*\n(.*?)```|`([^`]+)`", text, re.DOTALL)
        for block, inline in told:
            for line in block.splitlines() or [inline.replace("\n", " ")]:
                if found := COMMAND.search(line.partition("  #")[0]):
                    yield pytest.param(found[0].split(), id=f"{page.stem}: {found[0].strip()}")


@pytest.mark.filterwarnings("ignore:.*found in sys.modules")
@pytest.mark.parametrize(
    "words", sorted({p.id: p for p in commands()}.values(), key=lambda p: p.id)
)
def test_a_command_of_the_documentation_is_one(words, monkeypatch, capsys):
    if words[0] == "make":
        makefile = (ROOT / "Makefile").read_text()
        given = [word.partition("=")[0] for word in words[2:] if "=" in word]
        assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE)
        assert all(f"$({name})" in makefile for name in given)
        return
    named = [re.sub(r"<name>", "forum", word) for word in words[2:]]
    module, *rest = re.sub(r"<[^>]*>", str(uuid.UUID(int=1)), " ".join(named)).split()
    assert find_spec(module)
    if PARSED.fullmatch(module):
        monkeypatch.setattr(sys, "argv", [module, *rest, "--help"])
        with pytest.raises(SystemExit) as ended:
            runpy.run_module(module, run_name="__main__")
        assert ended.value.code == 0, capsys.readouterr().err


def test_commands_are_found_where_they_are_told():
    told = {each.id for each in commands()}
    assert {
        "README: make run",
        "README: make token ROLE=grant_officer",
        "operations: python -m services.grants dead-letters retry <event id>",
        "contributing: python -m shared.contracts.published write",
        "take-over: python -m tests.grants.take_over_page",
    } <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_links_to_or_shows_is_there(page):
    for place in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / place).exists(), place


def test_the_readme_leads_to_licence_guide_changes_security_and_glossary():
    readme = (ROOT / "README.md").read_text()
    for place in ("LICENSE", "docs/contributing.md", "CHANGELOG.md", "SECURITY.md"):
        assert f"]({place})" in readme
    assert "](docs/glossary.md)" in readme
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    assert (ROOT / "SECURITY.md").read_text().startswith("# Security\n\nReport a weakness")
    assert "| word | meaning |" in (ROOT / "docs/glossary.md").read_text()


def test_the_guide_says_how_to_add_what_is_added_most():
    told = (ROOT / "docs/contributing.md").read_text()
    for added in ADDED:
        assert f"## How to add {added}" in told


def test_the_picture_has_every_service_and_every_store():
    shown = (ROOT / "docs/architecture.svg").read_text()
    assert "](docs/architecture.svg)" in (ROOT / "README.md").read_text()
    for service in SERVICES:
        assert f">{service}</text>" in shown
    for what in ("PostgreSQL: a schema", "Apache Kafka", "documents and letters", "S3", "ClamAV"):
        assert what in shown
    for what in (
        "GOV.UK Notify",
        "identity provider",
        "partners",
        "browser",
        "traces, metrics, logs",
    ):
        assert what in shown


def test_tests_are_packages_whose_files_need_no_prefix():
    folders = {file.parent for file in (ROOT / "tests").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
    files = (ROOT / "tests").rglob("test_*.py")
    assert [f for f in files if f.stem.startswith(f"test_{f.parent.name}_")] == []


def test_the_running_platform_is_made_in_one_place():
    serving = [
        f
        for f in (ROOT / "tests").rglob("*.py")
        if re.search("^import uvicorn", f.read_text(), re.MULTILINE)
    ]
    assert serving == [ROOT / "tests/platform/running.py"]
