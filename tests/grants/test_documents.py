"""A case's documents: taken in, listed and sent to those who may see the case, and nobody else."""

import datetime as dt
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shared.web.documents import MOST_BYTES
from tests.files import samples
from tests.grants.test_service import GrantCase
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.web.test_audit import manager, trail

CERTIFICATE = {"shows": "owners_certificate", "name": "certificate.PDF"}


@pytest.fixture
def case(platform):
    return GrantCase(platform).assessed()


def path(case):
    return f"/v1/cases/{case.id}/documents"


def send(case, content=samples.PDF, key=None, **said):
    headers = {"content-type": "application/octet-stream"} | (
        {"idempotency-key": key} if key else {}
    )
    return case.officer.post(
        path(case), params=CERTIFICATE | said, content=content, headers=headers
    )


def kept(case, **asked):
    return case.officer.get(path(case), params=asked).json()["items"]


def test_a_document_is_listed_and_sent_as_it_came_in(case):
    answer = send(case)
    assert answer.status_code == 201, answer.text
    [document] = kept(case)
    assert document == answer.json() == case.officer.get(answer.headers["location"]).json()
    assert (document["shows"], document["name"]) == ("owners_certificate", "certificate.PDF")
    assert (document["kind"], document["bytes"]) == ("application/pdf", len(samples.PDF))
    assert (document["kept_by"], document["scan"]) == ("development:grant_officer", "not_scanned")
    sent = case.officer.get(f"{answer.headers['location']}/content")
    assert sent.content == samples.PDF
    assert sent.headers["content-disposition"] == 'attachment; filename="owners_certificate.pdf"'
    assert sent.headers["cache-control"] == "no-store"


def test_documents_are_listed_by_what_they_show_page_by_page(case):
    send(case)
    case.platform.now += dt.timedelta(minutes=1)
    send(case, b"90 pounds a week", shows="proof_of_tenancy", name="rent.txt")
    assert [d["name"] for d in kept(case)] == ["certificate.PDF", "rent.txt"]
    assert [d["name"] for d in kept(case, shows="proof_of_tenancy")] == ["rent.txt"]
    page = case.officer.get(path(case), params={"limit": 1}).json()
    following = case.officer.get(path(case), params={"limit": 1, "cursor": page["next"]}).json()
    assert [d["name"] for d in (*page["items"], *following["items"])] == [
        "certificate.PDF",
        "rent.txt",
    ]


def test_who_may_not_see_the_case_neither_sees_its_documents_nor_adds_one(platform):
    there = GrantCase(platform, STROUD).assessed()
    document = send(there).headers["location"]
    there.officer = platform.client("grants", "gloucester_grant_officer")
    problem(send(there), "not-found", 404)
    for address in (path(there), document, f"{document}/content"):
        problem(there.officer.get(address), "not-found", 404)


def test_a_document_is_found_at_its_own_case_alone(platform, case):
    document = send(case).json()["id"]
    other = GrantCase(platform).assessed()
    for address in (f"{path(other)}/{document}", f"{path(other)}/{document}/content"):
        problem(case.officer.get(address), "not-found", 404)


def test_who_took_it_in_stands_in_the_audit(platform, case):
    send(case)
    assert trail(manager(platform, "grants"), case.id)["items"][0]["action"] == "keep_document"


def test_a_document_sent_again_is_kept_once(case):
    key = str(uuid.uuid4())
    assert send(case, key=key).json() == send(case, key=key).json()
    assert len(kept(case)) == 1
    problem(send(case, b"another", key=key, name="rent.txt"), "idempotency-key-reused", 422)


@pytest.mark.parametrize(
    "said, refusal",
    [
        ({"content": samples.EXE}, ("file-not-accepted", 422)),
        ({"name": "certificate.docx"}, ("file-not-accepted", 422)),
        ({"content": b"x" * (MOST_BYTES + 1), "name": "x.txt"}, (None, 413)),
        ({"shows": "a_birthday_card"}, ("invalid-input", 422, "/shows")),
    ],
)
def test_what_is_refused_leaves_nothing(platform, case, said, refusal):
    with nothing_changes(platform, "grants", "documents"):
        problem(send(case, **said), *refusal)


def test_a_photograph_of_several_megabytes_is_taken_in(case):
    photograph = samples.JPEG + bytes(3 * 1024 * 1024)
    answer = send(case, photograph, shows="proof_of_title", name="deeds.jpg")
    assert answer.status_code == 201, answer.text
    assert case.officer.get(f"{answer.headers['location']}/content").content == photograph


def test_what_is_no_longer_as_it_came_in_is_not_sent(platform, case):
    document = send(case).json()["id"].replace("-", "")
    place = Path(urlsplit(platform.files).path) / document[:2] / document
    place.write_bytes(samples.PDF.replace(b"1.7", b"1.4"))
    assert case.officer.get(f"{path(case)}/{kept(case)[0]['id']}/content").status_code == 500


def test_the_list_is_served_by_its_index(platform):
    """On tables as small as a test's PostgreSQL reads every row unless told not to."""
    platform.address("grants")
    platform.sql("BEGIN")
    for kind in ("seqscan", "bitmapscan", "sort"):
        platform.sql(f"SET LOCAL enable_{kind} = off")
    plan = platform.sql.one(
        "EXPLAIN (FORMAT JSON) SELECT * FROM grants.documents"
        f" WHERE district = '{GLOUCESTER}' AND case_id = '{uuid.UUID(int=1)}'"
        " ORDER BY kept_at, id LIMIT 21"
    )
    platform.sql("ROLLBACK")
    assert '"Index Name": "documents_case"' in plan
    assert "Index Cond" in plan
