"""No personal data leaves the service that needs it: not in events, logs, metrics, spans, errors.

A person with words of their own goes through the referral and the means test, and everything
that can go wrong on the way does. Then all that left the services is searched for the words.
"""

import datetime as dt
import json
import uuid

import pytest

from deploy.local.roles import SERVICES
from services.referral.fhir.routes import EXAMPLE as FHIR_REQUEST
from shared.bus.attempts import PATIENT
from shared.calendar import legal_date
from tests.letters.printing import demand_printing
from tests.platform.running import GLOUCESTER, STROUD, until
from tests.referral.enquiries import SCREENING, enquiry
from tests.web.observed import found, until_it_has_settled

pytestmark = pytest.mark.xdist_group("observed")
NAME, STREET, POSTCODE = "Zebedee Quillfeather", "Periwinkle Mews", "ZE99 9ZZ"
REASON, REPORT, BORN = "cannot lift the flugelhorn", "a marmalade allergy", "1931-07-19"
PERSON_ID = "quillfeather-zebedee"
WORDS = (*NAME.split(), *STREET.split(), POSTCODE, "flugelhorn", "marmalade", BORN, PERSON_ID)

PERSON = {
    "person__name": NAME,
    "person__address": f"7 {STREET}",
    "person__postcode": POSTCODE,
    "person__date_of_birth": BORN,
    "consent__by": NAME,
    "reason": f"{NAME} {REASON}",
}
OTHERS = {
    "referrer": {"name": NAME, "organisation": STREET, "email": f"{PERSON_ID}@example.org"},
    "person__representative": {"name": NAME, "capacity": "carer", "telephone": PERSON_ID},
}
ASSESSMENT = {
    "assessed_on": "2026-03-04",
    "needs": ["bath_or_shower"],
    "recommended_works": [{"kind": "level_access_shower", "purposes": ["bath_or_shower"]}],
    "access_need": {"category": "C", "bedrooms": 1, "household_size": 1, "areas": [GLOUCESTER]},
    "narrative": {
        "findings": f"{NAME} has {REPORT}",
        "works": [{"kind": "level_access_shower", "why": f"{NAME} {REASON}"}],
        "alternatives": [{"what": REPORT, "why_not": NAME}],
    },
}
ANSWERS = {"answers": {str(number): number == 1 for number in range(1, 11)}}
HOUSEHOLD = {
    "application": {"made_on": "2026-03-02", "certificate": "owner", "dwelling": "home"},
    "people": [{"id": PERSON_ID, "date_of_birth": BORN, "role": "disabled_occupant"}],
    "income": [{"of": PERSON_ID, "kind": "other", "amount": "221.80", "every": "week"}],
}
SABOTAGE = (
    (
        "CREATE FUNCTION {table}_betrays() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the row %', NEW; END $$"
    ),
    (
        "CREATE TRIGGER betrays BEFORE INSERT ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION {table}_betrays()"
    ),
)


def test_a_person_goes_through_and_nothing_personal_comes_out(observed):
    case_id = received(observed)
    provoke(observed, case_id)
    until_it_has_settled(observed)
    events = observed.rows("bus.log")
    assert {json.loads(e)["type"] for e in events} >= {"referral.assessed", "means-test.completed"}
    assert len(observed.problems) > 10
    assert any("unexpected" in text for text in observed.logs())
    assert any("dfg_events_relayed" in text for text in observed.metrics())
    assert any("POST /v1/referrals" in text for text in observed.spans())
    nothing_personal_came_out(observed)


def nothing_personal_came_out(observed):
    """Not in events, their tracks with what failed of them, problems, logs, metrics and spans."""
    for texts in (
        observed.rows("bus.log"),
        [
            row
            for service in SERVICES
            for table in ("outbox", "audit", "inbox", "case_traces")
            for row in observed.rows(f"{service}.{table}")
        ],
        observed.problems,
        observed.logs(),
        observed.metrics(),
        observed.spans(),
    ):
        assert found(WORDS, texts) == []


def test_a_letter_that_is_refused_betrays_nobody(observed):
    """GOV.UK Notify refuses it, with the person's name and address in its words, until it is a dead
    letter; officers see that it is not sent, and once an operator retries it goes.
    """
    demand_printing()
    ot, home = "occupational_therapist", {"person__postcode": "GL1 1AA"}
    referred = observed.send("referral", ot, "/v1/referrals", enquiry(**PERSON | home)).json()
    case_id = uuid.UUID(referred["case_id"])
    due = "type = 'referral.answer-due' AND case_id = $1"
    observed.notify.words, observed.notify.refuses = " ".join(WORDS), [400, 403, 429, 500]
    observed.sql(f"UPDATE referral.inbox SET due_at = now() WHERE {due}", case_id)
    last = PATIENT.attempts - len(observed.notify.refuses)
    again = f"""UPDATE referral.inbox SET retry_at = now(), attempts = greatest(attempts, {last} + 1)
        WHERE {due} AND error IS NOT NULL AND dead_at IS NULL"""
    dead = f"SELECT error FROM referral.inbox WHERE {due} AND dead_at IS NOT NULL"
    until(lambda: observed.sql(again, case_id) or observed.sql(dead, case_id), seconds=120)
    assert observed.sql.one(dead, case_id) == "letter-refused: GOV.UK Notify answered 500"
    assert observed.notify.refuses == []
    listed = observed.send("referral", ot, "/v1/letters?to_be_sent=true&limit=100").json()["items"]
    assert str(case_id) in {letter["case_id"] for letter in listed}
    until_it_has_settled(observed)
    nothing_personal_came_out(observed)
    sent = len(observed.notify.letters)
    live = f"UPDATE referral.inbox SET dead_at = NULL, attempts = 0, retry_at = now() WHERE {due}"
    observed.sql(live, case_id)
    until(lambda: len(observed.notify.letters) > sent, seconds=120)


def received(observed):
    """All that goes well: referral, triage, assessment, preliminary test."""
    ot, benefits = "occupational_therapist", "benefits_officer"
    referred = observed.send("referral", ot, "/v1/referrals", enquiry(**PERSON)).json()
    case_id, path = referred["case_id"], f"/v1/referrals/{referred['case_id']}"
    assert NAME in json.dumps(referred)
    for step, body in (("triage", SCREENING), ("assessment", ASSESSMENT)):
        assert observed.send("referral", ot, f"{path}/{step}", body).is_success
    tests = f"/v1/cases/{case_id}/preliminary-tests"
    until(lambda: observed.send("means_test", benefits, tests, HOUSEHOLD).is_success)
    assert BORN in observed.send("referral", ot, path).text
    assert REPORT in observed.send("referral", ot, f"{path}/narratives").text
    assert found(WORDS, observed.rows("referral.narratives")) == []
    observed.send("referral", ot, f"{path}/waiting", {"waiting_since": "2026-03-04", **ANSWERS})
    given = {"override": f"{NAME} {REASON}", "assessor": "development:occupational_therapist"}
    assert observed.send("referral", ot, f"{path}/assessor", given).is_success
    taken_in(observed, path)
    return case_id


def taken_in(observed, path):
    """Every other way in which a person's words come to the referral service."""
    ot, words = "occupational_therapist", f"{NAME} {REASON}"
    said = {"by": NAME, "on": legal_date(dt.datetime.now(dt.UTC)).isoformat()}
    home = {"person__postcode": "GL1 1AA"}
    other = observed.send("referral", ot, "/v1/referrals", enquiry(**PERSON | OTHERS | home)).json()
    for at, body in (
        (f"{path}/consents/withdrawal", said | {"with_whom": ["landlord"]}),
        (f"{path}/consents", said),
        (
            f"{path}/likenesses",
            {"other": other["case_id"], "said": "another_person", "reason": words},
        ),
        (f"{path}/minor-works", {"kind": "handyperson", "works": words, "estimate": "20.00"}),
        ("/v1/referrals/likenesses", {"person": other["enquiry"]["person"]}),
    ):
        answer = observed.send("referral", ot, at, body)
        assert answer.is_success, (at, answer.text)
    assert NAME in observed.send("referral", ot, f"{path}/likenesses").text
    posted(observed, other["case_id"], path.rpartition("/")[2])
    asked = {
        "district": GLOUCESTER,
        "asking": "family_or_carer",
        "asked_by": OTHERS["referrer"],
        "person": other["enquiry"]["person"],
        "consent": {"given": True, "by": NAME, "on": "2026-03-02"},
        "difficulties": ["stairs"],
        "in_own_words": words,
    }
    assert observed.send("referral", "resident", "/v1/self-referrals", asked).is_success
    assert observed.send("referral", "resident", "/v1/self-referrals", asked).is_error
    rows = (f"{NAME},{BORN},{STREET},GL1 1AA,{REASON}", f"{NAME},{STREET},{STREET},{NAME}")
    sheet = "\n".join(("Name,DOB,Address,Postcode,Reason", *rows)).encode()
    sent = f"?district={GLOUCESTER}&source=hospital&organisation=A%20Trust"
    assert observed.send("referral", ot, f"/v1/sheets{sent}", sheet).is_success
    request = json.loads(json.dumps(FHIR_REQUEST).replace("Example", NAME.split()[1]))
    fhir = f"/v1/fhir/ServiceRequest?district={GLOUCESTER}&source=hospital"
    assert observed.send("referral", ot, fhir, request).is_success
    for wrong in ({"status": NAME}, {NAME: REASON}, {"reasonCode": NAME}):
        assert observed.send("referral", ot, fhir, request | wrong).is_error


def posted(observed, *cases):
    """The answers go out as letters, written and sent by themselves."""
    ids = [uuid.UUID(case_id) for case_id in cases]
    due = "type = 'referral.answer-due' AND case_id = ANY ($1)"
    observed.sql(f"UPDATE referral.inbox SET due_at = now() WHERE {due}", ids)
    left = f"SELECT count(*) FROM referral.inbox WHERE {due} AND handled_at IS NULL"
    until(lambda: observed.sql.one(left, ids) == 0)
    kept = "SELECT count(*) FROM referral.letters WHERE case_id = ANY ($1)"
    assert observed.sql.one(kept, ids) == len(cases)


def provoke(observed, case_id):
    """All that can go wrong: each error with the person's words in it."""
    ot, benefits = "occupational_therapist", "benefits_officer"
    for changes in (
        {"source": NAME},
        {"received_on": NAME},
        {"person__date_of_birth": BORN.replace("-", "/")},
        {"person__postcode": f"7 {STREET}"},
        {"consent__given": NAME},
        {"person__address": [STREET]},
        {"reason": f"{REASON}\x00"},
        {"reason": REASON * 400},
        {"district": STROUD, "consent__on": "2999-01-01"},
    ):
        assert observed.send("referral", ot, "/v1/referrals", enquiry(**PERSON | changes)).is_error
    whole = json.dumps(enquiry(**PERSON)).encode()
    for body in (whole[:-2], whole + b"\xff", b'"%s"' % NAME.encode()):
        assert observed.send("referral", ot, "/v1/referrals", body).is_error
    assert observed.send("referral", "finance", "/v1/referrals", enquiry(**PERSON)).is_error
    for path in (f"/v1/referrals/{NAME}", f"/v1/{STREET}", f"/v1/referrals/{uuid.uuid4()}/{NAME}"):
        assert observed.send("referral", ot, path).is_error
    tests = f"/v1/cases/{case_id}/preliminary-tests"
    [person], [income] = HOUSEHOLD["people"], HOUSEHOLD["income"]
    for changes in (
        {"people": [person | {"date_of_birth": "19/07/1931"}]},
        {"people": [person | {"role": PERSON_ID}]},
        {"people": [person, person]},
        {"income": [income | {"of": NAME}]},
        {"income": [income | {"amount": NAME}]},
    ):
        assert observed.send("means_test", benefits, tests, HOUSEHOLD | changes).is_error
    for step, body in (
        ("assessment", ASSESSMENT | {"narrative": {"findings": [NAME]}}),
        ("assessment", ASSESSMENT | {"narrative": {"works": [{"kind": NAME, "why": REPORT}]}}),
        ("assessor", {"assessor": NAME}),
        ("waiting", {"waiting_since": NAME}),
        ("waiting-end", {"because": NAME, "reason": REPORT}),
        ("completion-checks", {"checked_on": NAME, "remarks": REPORT}),
    ):
        assert observed.send("referral", ot, f"/v1/referrals/{case_id}/{step}", body).is_error
    betray(observed, tests)
    corrupt(observed, case_id)


def betray(observed, tests):
    """PostgreSQL itself names the whole row in its errors."""
    for table in ("referral.enquiries", "means_test.tests"):
        for statement in SABOTAGE:
            observed.sql(statement.format(table=table))
    ot, benefits = "occupational_therapist", "benefits_officer"
    broken = observed.send("referral", ot, "/v1/referrals", enquiry(**PERSON))
    assert broken.status_code == 500
    assert observed.send("means_test", benefits, tests, HOUSEHOLD).status_code == 500
    for table in ("referral.enquiries", "means_test.tests"):
        observed.sql(f"DROP TRIGGER betrays ON {table}")
        observed.sql(f"DROP FUNCTION {table}_betrays()")


def corrupt(observed, case_id):
    """A row that cannot be shown: the error of the view names what is in it."""
    observed.sql(
        "UPDATE referral.enquiries SET enquiry = jsonb_set(enquiry, '{source}', to_jsonb($1::text))",
        NAME,
    )
    shown = observed.send("referral", "occupational_therapist", f"/v1/referrals/{case_id}")
    assert shown.status_code == 500
