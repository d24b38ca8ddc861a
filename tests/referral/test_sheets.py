"""Sheets of referrals as trusts send them: each row taken or named, sending again harmless."""

from dataclasses import replace

from services.referral.sheets import taking_in
from services.referral.sheets.commands import take_rows
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD, until
from tests.referral.enquiries import SCREENING
from tests.register.test_workbook import book

TRUST = {
    "district": GLOUCESTER,
    "source": "hospital_occupational_therapist",
}
HEADINGS = "Our reference,Surname,Forename,DOB,NHS number,Address,Town,Post code,Date of referral,Reason for referral,Consent"
GOOD = "{0}-1,Person,Ann,31/01/1950,943 476 5870,1 Example Street,Gloucester,gl1 1aa,02/03/2026,Cannot climb the stairs,Y"
WITHOUT_CONSENT = (
    "{0}-2,Other,Bo,1/2/1961,,2 Example Street,Gloucester,GL1 1AB,2.3.2026,Falls in the bath,"
)
WRONG = [
    "{0}-3,Third,Cy,31/02/1950,,3 Example Street,,GL1 1AC,02/03/2026,Stairs,yes",
    "{0}-4,Fourth,Di,01/03/1950,943 476 5871,4 Example Street,,GL1 1AD,02/03/2026,Stairs,yes",
    "{0}-5,Fifth,Ed,01/03/1950,,5 Example Street,,GL1,02/03/2026,Stairs,yes",
    "{0}-6,Sixth,Fi,01/03/1950,,6 Example Street,,GL1 1AF,02/03/2026,,yes",
    "{0}-7,Seventh,Gi,01/03/1950,,7 Example Street,,GL1 1AG,11/03/2026,Stairs,yes",
]


def send(client, lines, organisation, **changes):
    content = (
        "\n".join([HEADINGS, *lines]).format(organisation) if isinstance(lines, list) else lines
    )
    asked = TRUST | {"organisation": organisation} | changes
    answer = client.post("/v1/sheets", params=asked, content=content)
    assert answer.status_code == 201, answer.text
    path = f"/v1/sheets/{answer.json()['id']}"
    until(lambda: client.get(path).json()["state"] != "running")
    return client.get(path).json()


def rows(client, sheet):
    return every(client, f"/v1/sheets/{sheet['id']}/rows")


def counts(sheet):
    return [sheet[name] for name in ("rows", "received", "advised", "known", "refused")]


def test_each_row_is_taken_or_named(platform, therapist):
    sheet = send(therapist, [GOOD, WITHOUT_CONSENT, *WRONG], "T1")
    assert counts(sheet) == [7, 1, 1, 0, 5]
    report = rows(therapist, sheet)
    assert [each["row"] for each in report] == [2, 3, 4, 5, 6, 7, 8]
    first, second, *wrong = report
    referral = therapist.get(f"/v1/referrals/{first['referral']}").json()
    assert referral["enquiry"]["person"] == {
        "name": "Ann Person",
        "date_of_birth": "1950-01-31",
        "address": "1 Example Street, Gloucester",
        "postcode": "GL1 1AA",
        "nhs_number": "9434765870",
        "uprn": None,
        "communication_needs": [],
        "representative": None,
    }
    assert referral["enquiry"]["source"] == "hospital_occupational_therapist"
    assert referral["enquiry"]["referrer"]["reference"] == "T1-1"
    assert referral["received_on"] == "2026-03-02"
    assert platform.told("referral", first["referral"])[0][1]["source"] == "hospital"
    assert therapist.get(f"/v1/referrals/{second['referral']}").json()["state"] == "advised"
    assert platform.told("referral", second["referral"]) == []
    said = ["DOB", "NHS number", "Post code", "reason", "received_on"]
    assert [why in each["refused"] for why, each in zip(said, wrong, strict=True)] == [True] * 5


def test_a_sheet_sent_again_changes_nothing(platform, therapist):
    first = send(therapist, [GOOD, WITHOUT_CONSENT], "T2")
    begun = [each["referral"] for each in rows(therapist, first)]
    again = send(therapist, [GOOD, WITHOUT_CONSENT], "T2")
    assert counts(again) == [2, 0, 0, 2, 0]
    assert [each["referral"] for each in rows(therapist, again)] == begun
    assert len(platform.told("referral", begun[0])) == 1


def test_what_ends_in_the_middle_is_gone_on_with_and_takes_nobody_in_twice(
    platform, therapist, monkeypatch
):
    """The job stands where its last rows were committed, as after a process was killed."""
    tried = []

    async def fail_once(uow, sheet, rows):
        tried.append([row.number for row in rows])
        if len(tried) == 2:
            raise RuntimeError
        await take_rows(uow, sheet, rows)

    taking = replace(taking_in._TAKING, part=2, take=fail_once)
    monkeypatch.setattr(taking_in, "_TAKING", taking)
    sheet = send(therapist, [GOOD, WITHOUT_CONSENT, *WRONG], "T-ends")
    assert tried == [[2, 3], [4, 5], [4, 5], [6, 7], [8]]
    assert counts(sheet) == [7, 1, 1, 0, 5]
    assert [each["row"] for each in rows(therapist, sheet)] == [2, 3, 4, 5, 6, 7, 8]


def test_the_same_person_twice_in_one_sheet_is_one_referral(therapist):
    assert counts(send(therapist, [GOOD, GOOD], "T3")) == [2, 1, 0, 1, 0]


def test_a_row_that_says_something_else_than_before_is_named(therapist):
    send(therapist, [GOOD], "T4")
    again = send(therapist, [GOOD.replace("stairs", "steps")], "T4")
    assert counts(again) == [1, 0, 0, 0, 1]
    assert "correct the enquiry" in rows(therapist, again)[0]["refused"]


def test_without_reference_and_date_a_person_is_known_the_day_after_too(platform, therapist):
    lines = (
        "Name,DOB,Address,Postcode,Reason,Consent\nI. Person,1/2/1961,9 Example St,GL1 1AB,Stairs,y"
    )
    assert counts(send(therapist, lines, "T5")) == [1, 1, 0, 0, 0]
    platform.now = platform.now.replace(day=11)
    assert counts(send(therapist, lines, "T5")) == [1, 0, 0, 1, 0]


def test_a_workbook_is_read_like_a_csv(therapist):
    cells = ("Name", "DOB", "Address", "Postcode", "Reason", "Consent")
    person = ("J. Person", "1961-02-01", "8 Example St", "GL1 1AB", "Stairs", "yes")
    inline = '<c t="inlineStr"><is><t>{}</t></is></c>'
    lines = ["<row>" + "".join(map(inline.format, line)) + "</row>" for line in (cells, person)]
    assert counts(send(therapist, book("".join(lines)).getvalue(), "T6")) == [1, 1, 0, 0, 0]


def test_a_file_that_is_no_list_of_people_is_told_as_a_whole(therapist):
    sheet = send(therapist, "Make,Model\nStairlift,One", "T7")
    assert (sheet["state"], sheet["rows"]) == ("failed", 0)
    assert sheet["failure"].startswith("no heading for the date of birth")


def test_who_sends_for_another_district_is_refused(platform, therapist):
    officer = platform.client("referral", "occupational_therapist", dfg_write=[STROUD])
    asked = TRUST | {"organisation": "T8"}
    problem(officer.post("/v1/sheets", params=asked, content=HEADINGS), "out-of-reach", 403)
    for district in (GLOUCESTER, STROUD):
        send(therapist, [GOOD], f"T8 {district}", district=district)
    listed = every(platform.client("referral", "gloucester_grant_officer"), "/v1/sheets")
    assert {each["district"] for each in listed} == {GLOUCESTER}


OLD = "{0}-1,Person,Ann,31/01/1950,,1 Example Street,,GL1 1AA,02/03/2019,,,past"
LIVE = "{0}-2,Other,Bo,1/2/1961,,2 Example Street,,GL1 1AB,02/03/2026,Falls,yes,enquiry"
STAGES = HEADINGS.replace("Our reference", "Reference") + ",Stage"


def staged(*lines, organisation):
    return "\n".join([STAGES, *lines]).format(organisation)


def test_people_of_cases_of_before_are_kept_and_only_an_enquiry_begins(platform, therapist):
    """B112: a later enquiry of the same person finds the earlier case."""
    sheet = send(therapist, staged(OLD, LIVE, organisation="O1"), "O1")
    assert (counts(sheet), sheet["taken_over"]) == ([2, 1, 0, 0, 0], 1)
    old, live = (each["referral"] for each in rows(therapist, sheet))
    kept = therapist.get(f"/v1/referrals/{old}").json()
    assert (kept["state"], kept["answer"], kept["received_on"]) == (
        "taken_over",
        None,
        "2019-03-02",
    )
    assert platform.told("referral", old) == []
    assert [kind for kind, _ in platform.told("referral", live)] == ["referral.received"]
    person = kept["enquiry"]["person"]
    asked = therapist.post("/v1/referrals/likenesses", json={"person": person}).json()
    assert [each["open"] for each in asked["offered"] if each["case_id"] == old] == [False]
    again = send(therapist, staged(OLD, LIVE, organisation="O1"), "O1")
    assert (counts(again), again["taken_over"]) == ([2, 0, 0, 2, 0], 0)


def test_a_sheet_is_tried_without_taking_anybody_in(therapist):
    content = staged(OLD, LIVE, LIVE, organisation="O2")
    tried = send(therapist, content, "O2", trial=True)
    taken = send(therapist, content, "O2")
    assert tried["trial"]
    assert counts(tried) == counts(taken) == [3, 1, 0, 1, 0]
    assert rows(therapist, tried) == rows(therapist, taken)


def test_a_person_who_was_taken_over_can_be_looked_at_again(therapist):
    sheet = send(therapist, staged(OLD, organisation="O3"), "O3")
    path = f"/v1/referrals/{rows(therapist, sheet)[0]['referral']}"
    problem(therapist.post(f"{path}/triage", json=SCREENING), "consent-missing", 409)
    agreed = {"by": "Ann Person", "on": "2026-03-09"}
    assert therapist.post(f"{path}/consents", json=agreed).is_success
    assert therapist.post(f"{path}/triage", json=SCREENING).json()["state"] == "triaged"
