"""Referrals in a list, and a case found by what somebody types, under row-level security."""

import re
import uuid

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from services.referral.domain.finding import pairs_of, plain, sought, words_of
from services.referral.tables import PersonKeys
from services.referral.worklist.queries import NEWEST_FIRST, ReferralFilters, filtered
from services.referral.worklist.search import by_keys, by_name, by_reference, words_like
from shared.identifiers import parse_case_reference, reference_of
from shared.persistence.reach import SETTING, Reach
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD
from tests.referral.enquiries import ASSESSMENT, SCREENING, enquiry, refer


@pytest.fixture(scope="session")
def ada(running):
    """One person whom nobody else is like."""
    person = {
        "name": "Zoë Ada O'Quigley-Thwaite",
        "date_of_birth": "1941-07-19",
        "address": "17 Wherever Lane, Elsewhere",
        "postcode": "GL20 9ZZ",
        "nhs_number": "943 476 5919",
        "uprn": "100120777123",
    }
    return refer(running.client("referral", "occupational_therapist"), person=person)


def found(client, text, **more):
    answer = client.post("/v1/referrals/search", json={"text": text} | more)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


@pytest.mark.parametrize(
    "typed",
    [
        "Zoë O'Quigley",
        "zoe oquigley",
        "Zoe Thwaite",
        "thwaite, zoe",
        "Zoe Thwayte",
        "Soe Twaite",
        "Ada Thwaites",
        "thwaite",
        "Thwaite 19/07/1941",
        "1941-07-19",
        "19.07.1941",
        "943 476 5919",
        "9434765919",
        "100120777123",
        "gl20 9zz",
        "GL209",
        "17 wherever",
        "17 Wherever Lane, Elsewhere",
    ],
)
def test_a_case_is_found_by_what_people_type(therapist, ada, typed):
    [best, *_] = found(therapist, typed)
    assert best["case_id"] == ada
    assert best["name"] == "Zoë Ada O'Quigley-Thwaite"


@pytest.mark.parametrize(
    "typed", ["Zoe Bickerstaff", "Thwaite 20/07/1941", "1941-07-20", "gl20 8", "18 wherever", "??"]
)
def test_another_is_not(therapist, ada, typed):
    assert ada not in [each["case_id"] for each in found(therapist, typed)]


def test_a_home_that_has_a_name_is_found_by_it(therapist):
    case_id = refer(therapist, person__address="Quince Cottage, Upper Nowhere")
    assert [each["case_id"] for each in found(therapist, "quince cottage")] == [case_id]


def test_it_is_found_by_its_reference_as_people_say_it(therapist, ada):
    reference = therapist.get(f"/v1/referrals/{ada}").json()["reference"]
    assert reference == reference_of(uuid.UUID(ada))
    for said in (reference, reference.lower().replace("-", " "), reference.replace("-", "")):
        assert [each["case_id"] for each in found(therapist, said)] == [ada]


@given(st.uuids())
def test_whatever_a_reference_is_made_of_it_is_read_as_one(case_id):
    """Also one of letters alone, or of digits alone, which could be something else."""
    reference = reference_of(case_id)
    for said in (reference, reference.lower().replace("-", " "), reference.replace("-", "")):
        assert sought(said).reference == reference


def test_a_reference_of_letters_alone_finds_its_case_and_a_name_like_one_its_person(
    platform, therapist
):
    letters = uuid.UUID("5ad6b5ad-6a00-4000-8000-000000000000")
    assert reference_of(letters).replace("-", "").isalpha()
    lettered = refer(therapist, person__name="Lettice Reference")
    reference = reference_of(letters)
    platform.sql(
        "UPDATE referral.referrals SET reference = $1 WHERE case_id = $2", reference, lettered
    )
    assert [each["case_id"] for each in found(therapist, reference)] == [lettered]
    named = refer(therapist, person__name=f"{reference.replace('-', '').title()} Reference")
    platform.sql(
        "UPDATE referral.referrals SET reference = '222-222-222' WHERE case_id = $1", lettered
    )
    assert found(therapist, reference.replace("-", ""))[0]["case_id"] == named


def test_the_likeliest_comes_first(therapist, ada):
    near = refer(therapist, person__name="Zoe Thwaitely")
    shown = found(therapist, "Zoe Thwaite")
    assert [each["case_id"] for each in shown][:2] == [ada, near]
    assert shown[0]["alike"] == 1.0 > shown[1]["alike"]
    assert len(found(therapist, "Zoe Thwaite", limit=1)) == 1


def test_only_those_who_may_see_a_person_find_them(platform, therapist):
    theirs = refer(therapist, district=STROUD, person__name="Perpetua Nightshade")
    assert found(therapist, "Perpetua Nightshade")[0]["case_id"] == theirs
    officer = platform.client("referral", "gloucester_grant_officer")
    assert found(officer, "Perpetua Nightshade") == []
    assert officer.get(f"/v1/referrals?district={STROUD}").json()["items"] == []
    nobody = platform.client("referral", "finance")
    problem(nobody.post("/v1/referrals/search", json={"text": "ada"}), "scope-missing", 403)


def test_after_a_correction_only_the_right_name_is_found(therapist):
    case_id = refer(therapist, person__name="Ermintrude Blenkinsop")
    right = enquiry(person__name="Araminta Blenkinsop")
    body = {"enquiry": right, "reason": "misheard"}
    assert therapist.put(f"/v1/referrals/{case_id}/enquiry", json=body).status_code == 200
    assert found(therapist, "Araminta Blenkinsop")[0]["case_id"] == case_id
    assert found(therapist, "Ermintrude Blenkinsop") == []


def test_a_search_is_told_to_nobody(platform, therapist, ada):
    with nothing_changes(platform):
        found(therapist, "Zoe Thwaite")


# Lists


def listed(client, **filters):
    answer = client.get("/v1/referrals", params=filters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_referrals_are_listed_the_last_received_first_a_page_at_a_time(therapist):
    officer = uuid.uuid4().hex
    mine = [refer(therapist, received_on=f"2026-02-0{day}") for day in (1, 3, 2)]
    for case_id in mine:
        body = {"officer": officer}
        assert therapist.put(f"/v1/referrals/{case_id}/officer", json=body).status_code == 200
    first = listed(therapist, officer=officer, limit=2)
    assert [each["case_id"] for each in first["items"]] == [mine[1], mine[2]]
    last = listed(therapist, officer=officer, limit=2, cursor=first["next"])
    assert ([each["case_id"] for each in last["items"]], last["next"]) == ([mine[0]], None)
    therapist.put(f"/v1/referrals/{mine[0]}/officer", json={"officer": None})
    assert len(listed(therapist, officer=officer)["items"]) == 2


def test_a_list_keeps_to_its_filters(therapist):
    officer = uuid.uuid4().hex
    cases = {
        "gloucester": refer(therapist),
        "stroud": refer(therapist, district=STROUD),
        "hospital": refer(therapist, source="hospital"),
    }
    for case_id in cases.values():
        therapist.put(f"/v1/referrals/{case_id}/officer", json={"officer": officer})
    therapist.post(f"/v1/referrals/{cases['stroud']}/triage", json=SCREENING)
    for filters, names in (
        ({"district": GLOUCESTER}, {"gloucester", "hospital"}),
        ({"district": STROUD}, {"stroud"}),
        ({"state": "received"}, {"gloucester", "hospital"}),
        ({"source": "hospital"}, {"hospital"}),
        ({"due_before": "2026-03-31"}, {"stroud"}),
        ({"due_before": "2026-03-30"}, set()),
        ({"state": "triaged", "source": "hospital"}, set()),
    ):
        shown = listed(therapist, officer=officer, **filters)["items"]
        assert {each["case_id"] for each in shown} == {cases[name] for name in names}, filters


def test_the_names_beside_a_page_of_another_services_list_come_in_one_question(platform, therapist):
    """Only of those whom the caller may see."""
    here, there, other = refer(therapist), refer(therapist, district=STROUD), refer(therapist)
    shown = listed(therapist, case_id=[here, there, str(uuid.uuid4())])["items"]
    assert {each["case_id"]: each["name"] for each in shown} == {
        each: therapist.get(f"/v1/referrals/{each}").json()["enquiry"]["person"]["name"]
        for each in (here, there)
    }
    assert [e["case_id"] for e in listed(therapist, case_id=[there], district=STROUD)["items"]] == [
        there
    ]
    first = listed(therapist, case_id=[here, other], limit=1)
    again = {"case_id": [here], "limit": 1, "cursor": first["next"]}
    problem(therapist.get("/v1/referrals", params=again), "invalid-input", 422, "/cursor")
    local = platform.client("referral", "gloucester_grant_officer")
    seen = listed(local, case_id=[here, there])["items"]
    assert [each["case_id"] for each in seen] == [here]
    many = [str(uuid.uuid4()) for _ in range(101)]
    refused = therapist.get("/v1/referrals", params={"case_id": many})
    problem(refused, "invalid-input", 422, "/case_id")


def assign(therapist, case_id, officer, team=None):
    body = {"officer": officer, "team": team}
    answer = therapist.put(f"/v1/referrals/{case_id}/officer", json=body)
    assert answer.status_code == 200, answer.text


def test_what_waits_for_me_is_what_i_have_in_hand_the_nearest_clock_first(platform, therapist):
    """4.16: an enquiry has no target before its triage, a case none once nothing is to be done."""
    sub = f"therapist-{uuid.uuid4().hex}"
    later, urgent, new, signposted, others = (refer(therapist) for _ in range(5))
    for case_id in (later, urgent, new, signposted):
        assign(therapist, case_id, sub)
    for case_id, screening in (
        (later, SCREENING),
        (urgent, SCREENING | {"circumstances": ["living_alone_at_risk"]}),
        (others, SCREENING),
    ):
        assert therapist.post(f"/v1/referrals/{case_id}/triage", json=screening).is_success
    there = f"/v1/referrals/{signposted}/signposting"
    assert therapist.post(there, json={"to": "warm_and_well"}).is_success
    me = platform.client("referral", "occupational_therapist", sub=sub)
    mine = every(me, "/v1/my-referrals", limit=1)
    assert [each["case_id"] for each in mine] == [urgent, later, new]
    clocks = [each["clock_on"] for each in mine]
    assert clocks[0] < clocks[1]
    assert clocks[2] is None
    done = therapist.post(f"/v1/referrals/{urgent}/assessment", json=ASSESSMENT)
    assert done.is_success
    [after] = [m for m in every(me, "/v1/my-referrals") if m["case_id"] == urgent]
    assert after["clock_on"] > clocks[0], "the next stage's"


def test_a_team_has_its_cases(therapist):
    team, case_id = uuid.uuid4().hex, refer(therapist)
    assign(therapist, case_id, None, team)
    [line] = listed(therapist, team=team)["items"]
    assert (line["case_id"], line["team"]) == (case_id, team)
    assert therapist.get(f"/v1/referrals/{case_id}").json()["team"] == team


def test_the_benefits_desk_finds_whose_case_it_is_and_reads_no_more_of_it(platform, ada):
    benefits = platform.client("referral", "benefits_officer")
    [best] = found(benefits, "Zoe Thwaite 19/07/1941")
    assert (best["case_id"], best["date_of_birth"]) == (ada, "1941-07-19")
    assert found(benefits, best["reference"])[0]["name"] == "Zoë Ada O'Quigley-Thwaite"
    problem(benefits.get(f"/v1/referrals/{ada}"), "scope-missing", 403)
    problem(benefits.get("/v1/referrals"), "scope-missing", 403)


def test_nothing_is_due_any_more_once_it_is_assessed(therapist):
    case_id = refer(therapist)
    path = f"/v1/referrals/{case_id}"
    assert therapist.get(path).json()["due_on"] is None
    assert therapist.post(f"{path}/triage", json=SCREENING).json()["due_on"] == "2026-03-30"
    assert therapist.post(f"{path}/assessment", json=ASSESSMENT).json()["due_on"] is None


@pytest.mark.parametrize(
    "query, pointer",
    [("?name=Ada", "/name"), ("?state=lost", "/state"), ("?district=Stroud", "/district")],
)
def test_a_filter_that_is_none_is_refused(therapist, query, pointer):
    problem(therapist.get(f"/v1/referrals{query}"), "invalid-input", 422, pointer)


# Plans: what row-level security lets an index do


async def plan_of(platform, statement):
    """How the service's own role would run it over a table too large to read through."""
    kind = postgresql.dialect(paramstyle="named")
    written = str(statement.compile(dialect=kind, compile_kwargs={"literal_binds": True}))
    reach = Reach("somebody", (GLOUCESTER, STROUD), (GLOUCESTER, STROUD))
    connection = await asyncpg.connect(platform.settings("referral").database_url)
    try:
        await connection.execute(
            "SET search_path = referral; SET enable_seqscan = off; SET enable_sort = off"
        )
        await connection.execute(f"SELECT set_config('{SETTING}', $1, false)", reach.as_setting())
        return "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN {written}"))
    finally:
        await connection.close()


SEARCHES = {
    "words": words_like("thwaite"),
    "names": by_name(sought("Zoe Thwaite"), ["zoe", "zoey"], ["thwaite", "twaite"]),
    "one word": by_name(sought("Thwaite"), ["thwaite", "twaite"], ["thwaite"]),
    "name and birth": by_name(sought("Zoe Thwaite 1941-07-19"), ["zoe"], ["thwaite"]),
    **{
        text: by_keys(sought(text))
        for text in ("9434765919", "100120777123", "GL20", "17 wherever", "1941-07-19")
    },
    "reference": by_reference(sought(reference_of(uuid.UUID(int=5 << 100)))),
    "due": filtered(ReferralFilters(due_before="2026-03-31")),
    "cases": filtered(ReferralFilters(case_id=[uuid.UUID(int=n) for n in range(20)])),
}
LISTS = {
    name: NEWEST_FIRST.sorted(filtered(ReferralFilters(**filters))).limit(21)
    for name, filters in {
        "all": {},
        "of a district": {"district": GLOUCESTER},
        "of an officer": {"officer": "me"},
    }.items()
}


@pytest.mark.parametrize("name", SEARCHES)
async def test_every_search_goes_by_an_index(platform, ada, name):
    assert goes_by_an_index(plan := await plan_of(platform, SEARCHES[name])), plan


@pytest.mark.parametrize("name", LISTS)
async def test_every_list_is_read_in_its_order(platform, ada, name):
    plan = await plan_of(platform, LISTS[name])
    assert "Index Scan" in plan, plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan


async def test_a_comparison_that_row_level_security_keeps_from_the_index_is_seen(platform, ada):
    like = select(PersonKeys.case_id).where(PersonKeys.address.like("17 wherever%"))
    assert not goes_by_an_index(await plan_of(platform, like))


def goes_by_an_index(plan):
    """Each index that is read is read by a condition, and no table without one."""
    reads = re.findall(r"Index (?:Only )?Scan", plan)
    return "Seq Scan" not in plan and 0 < len(reads) <= plan.count("Index Cond:")


# Words


def test_names_are_compared_without_marks_and_capitals():
    assert plain("  Zoë   O’NEILL-Smith ") == "zoe oneill smith"
    assert words_of("St. John of the Cross and more") == ("st", "john", "of", "the", "cross")


def test_every_later_word_may_be_the_family_name():
    assert pairs_of(("mary", "anne", "smith")) == (
        ("anne", "mary"),
        ("smith", "mary"),
        ("smith", "anne"),
    )
    assert pairs_of(("madonna",)) == (("madonna", ""),)


@pytest.mark.parametrize("slip", range(9))
def test_a_slip_in_a_reference_shows(slip):
    reference = reference_of(uuid.UUID("8f4958ba-ac66-5f00-b0ae-978f62f2dfe3"))
    written = list(reference.replace("-", ""))
    written[slip] = "7" if written[slip] != "7" else "8"
    with pytest.raises(ValueError, match="wrong"):
        parse_case_reference("".join(written))


def test_who_had_a_case_before_stays_with_the_reason_it_was_given_to_somebody_else(therapist):
    case_id = refer(therapist)
    place = f"/v1/referrals/{case_id}"
    assign(therapist, case_id, "o.first", "north")
    body = {"officer": "o.second", "team": "north", "reason": "o.first is on leave"}
    for _ in range(2):
        assert therapist.put(f"{place}/officer", json=body).status_code == 200
    nobody, first = therapist.get(f"{place}/history").json()["earlier_assignments"]
    assert (nobody["was"], nobody["reason"]) == ({"officer": None, "team": None}, None)
    assert (first["was"]["officer"], first["reason"]) == ("o.first", "o.first is on leave")
    assert first["changed_by"] == "development:occupational_therapist"
