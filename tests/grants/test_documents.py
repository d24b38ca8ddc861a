"""A case's documents: taken in, listed and sent to those who may see the case, and nobody else."""

import datetime as dt
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shared.contracts.codes import MeansTestKind
from shared.web.documents import MOST_BYTES
from tests.files import samples
from tests.grants.test_service import DECIDED, SUPPLIED, GrantCase, application, resources
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD
from tests.web.test_audit import last_reading, manager, trail

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
    return every(case.officer, path(case), **asked)


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
    assert [d["name"] for d in kept(case, limit=1)] == ["certificate.PDF", "rent.txt"]


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


def test_who_took_it_in_and_who_read_it_stands_in_the_audit(platform, case):
    """Reading is told by the document's id: its name may say who somebody is."""
    place = send(case, name="Ada Lovelace.pdf").headers["location"]
    reader = platform.client("grants", "head_of_service", dfg_write=[])
    assert reader.get(f"{place}/content").content == samples.PDF
    read, kept_, *_ = trail(manager(platform, "grants"), case.id)["items"]
    assert (kept_["action"], kept_["about"]) == ("keep_document", None)
    assert (read["action"], read["principal"]) == ("read_document", "development:head_of_service")
    assert read["about"] == place.rpartition("/")[2]
    assert "Ada" not in str(read)


def test_what_cannot_be_noted_is_not_sent(platform, case):
    place = send(case).headers["location"]
    platform.sql("REVOKE INSERT ON grants.audit FROM dfg_grants")
    try:
        answer = case.officer.get(f"{place}/content")
        assert not answer.is_success
        assert samples.PDF not in answer.content
    finally:
        platform.sql("GRANT INSERT ON grants.audit TO dfg_grants")


def point(case, code):
    """How a thing stands on the checklist of an application that lists no papers."""
    answer = case.post("checklist", application(documents=[]))
    [found] = [item for item in answer.json()["items"] if item["code"] == code]
    return found["state"], found["supplied"], found["documents"]


def mistake(case, document):
    """That a document was filed by mistake."""
    lines = case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]
    [number] = [n["number"] for n in lines if n["entry"].get("document_id") == document]
    return {"number": number, "reason": "Of another case"}


def test_a_document_ticks_its_point_of_the_checklist_until_it_is_struck_out(case):
    """Guidance 5.6."""
    assert point(case, "owners_certificate") == ("missing", [], [])
    first, second = send(case).json()["id"], send(case).json()["id"]
    ticked = ("supplied", ["owners_certificate"])
    assert point(case, "owners_certificate") == (*ticked, [first, second])
    case.does("mistakes", mistake(case, first))
    assert point(case, "owners_certificate") == (*ticked, [second])
    case.does("mistakes", mistake(case, second))
    assert point(case, "owners_certificate") == ("missing", [], [])
    assert [document["counts"] for document in kept(case)] == [False, False]
    struck = case.officer.get(f"{path(case)}/{second}")
    assert struck.json()["counts"] is False
    problem(case.post("mistakes", {"number": 1, "reason": "x"}), "invalid-input", 422, "/number")


def test_a_document_that_was_struck_out_is_read_by_auditors_alone(platform, case):
    """It may be another person's; who reads it all the same is in the audit."""
    document = send(case).json()["id"]
    case.does("mistakes", mistake(case, document))
    there = f"{path(case)}/{document}/content"
    problem(case.officer.get(there), "scope-missing", 403)
    assert platform.client("grants", "service_manager").get(there).content == samples.PDF
    read = ("read_document", "development:service_manager", document)
    assert last_reading(platform, "grants", case.id) == read


def test_a_document_ticks_the_point_that_it_stands_for(case):
    """Guidance B18 to B20: the Land Registry's entry shows the title."""
    entry = send(case, shows="land_registry_entry", name="entry.pdf").json()["id"]
    assert point(case, "proof_of_title") == ("supplied", ["land_registry_entry"], [entry])


def test_what_an_application_claims_has_no_document(case):
    answer = case.post("checklist", application(documents=["owners_certificate"]))
    found = {item["code"]: item for item in answer.json()["items"]}["owners_certificate"]
    assert (found["supplied"], found["documents"]) == (["owners_certificate"], [])


def test_an_application_is_complete_by_its_documents_and_no_longer_without_them(case):
    """Section 24: what was decided on papers that were filed by mistake would not stand."""
    filed = {code: send(case, shows=code).json()["id"] for code in SUPPLIED}
    case.hears(resources(case.id, MeansTestKind.FORMAL))
    case.does("application", application(documents=[]))
    case.does("mistakes", mistake(case, filed["owners_certificate"]))
    problem(case.post("decision", DECIDED), "application-incomplete", 409, "/documents")
    send(case)
    assert case.does("decision", DECIDED)["state"] == "approved"


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
