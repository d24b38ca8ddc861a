"""Providers' files over HTTP: everything usable taken, everything else named, sent again harmless."""

import datetime as dt
import itertools
import uuid

import pytest

from shared.web.middleware import MOST_BYTES
from tests.web.referrals import nothing_changes, problem
from tests.web.running import GLOUCESTER, STROUD, until

UPRNS = itertools.count(100_600_000_001)
HEADINGS = "UPRN,Bedrooms,Front door width,Survey date"


@pytest.fixture(autouse=True)
def _a_day_with_prices(platform):
    platform.now = dt.datetime(2026, 4, 10, 12, tzinfo=dt.UTC)


@pytest.fixture
def options(platform):
    return platform.client("register", "housing_options")


@pytest.fixture
def provider():
    return f"p-{uuid.uuid4().hex[:8]}"


def csv(*rows):
    return "\r\n".join([HEADINGS, *rows]).encode()


def send(client, file, provider, district=GLOUCESTER, headers=None, **asked):
    asked = {"district": district, "provider_id": provider} | asked
    answer = client.post("/v1/loads", params=asked, content=file, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def finished(client, load_id):
    def shown():
        return client.get(f"/v1/loads/{load_id}").json()

    until(lambda: shown()["finished_at"])
    return shown()


def load(client, file, provider, **asked):
    return finished(client, send(client, file, provider, **asked))


def counts(told):
    return tuple(told[name] for name in ("rows", "entered", "updated", "unchanged", "refused"))


def rows(client, told, **asked):
    return client.get(f"/v1/loads/{told['id']}/rows", params=asked).json()["items"]


def homes(client, provider):
    return client.get("/v1/homes", params={"provider_id": provider}).json()["items"]


def test_everything_usable_is_taken_and_everything_else_is_named(options, provider):
    first, second = next(UPRNS), next(UPRNS)
    file = csv(
        f"{first},2,850,2026-03-01",
        f"{second},3,wide,",
        ",2,850,",
        f"{first},2,900,",
    )
    told = load(options, file, provider)
    assert (told["state"], counts(told)) == ("finished", (4, 2, 0, 0, 2))
    report = rows(options, told)
    assert [r["row"] for r in report] == [2, 3, 4, 5]
    assert report[1]["remarks"][0]["column"] == "Front door width"
    assert report[2]["refused"] == "no UPRN that can be used"
    assert "row 2" in report[3]["refused"]
    assert [r["row"] for r in rows(options, told, outcome="refused")] == [4, 5]
    assert [r["row"] for r in rows(options, told, remarked=True)] == [3]
    taken = homes(options, provider)
    assert [h["uprn"] for h in taken] == [str(first), str(second)]
    home = options.get(f"/v1/homes/{report[0]['home_id']}").json()
    assert home["survey"]["property_entrance"] == {"door_width": 850}
    assert home["sources"]["/bedrooms"] == {"basis": "landlord_claim", "on": "2026-03-01"}
    [survey] = options.get(f"/v1/homes/{home['id']}/surveys").json()["items"]
    assert (survey["kind"], survey["surveyed_on"]) == ("file", "2026-03-01")


def test_a_file_sent_again_touches_nothing(platform, options, provider):
    file = csv(f"{next(UPRNS)},2,850,2026-03-01", f"{next(UPRNS)},3,900,")
    load(options, file, provider)
    before = platform.sql(
        "SELECT md5(h::text) FROM register.homes h WHERE provider_id = $1", provider
    )
    platform.now = dt.datetime(2026, 4, 20, 12, tzinfo=dt.UTC)
    again = load(options, file, provider)
    assert counts(again) == (2, 0, 0, 2, 0)
    after = platform.sql(
        "SELECT md5(h::text) FROM register.homes h WHERE provider_id = $1", provider
    )
    assert after == before


def test_a_later_file_changes_the_same_home_and_keeps_both_surveys(options, provider):
    uprn = next(UPRNS)
    load(options, csv(f"{uprn},2,850,2026-03-01"), provider)
    told = load(options, csv(f"{uprn},3,850,2026-04-01"), provider, basis="surveyed")
    assert counts(told) == (1, 0, 1, 0, 0)
    [home] = homes(options, provider)
    assert home["bedrooms"] == 3
    surveys = options.get(f"/v1/homes/{home['id']}/surveys").json()["items"]
    assert [(s["number"], s["basis"]) for s in surveys] == [
        (1, "landlord_claim"),
        (2, "surveyed"),
    ]


def test_a_row_without_a_date_is_no_more_than_a_claim(options, provider):
    told = load(options, csv(f"{next(UPRNS)},2,850,"), provider, basis="surveyed")
    home = options.get(f"/v1/homes/{rows(options, told)[0]['home_id']}").json()
    assert home["sources"]["/bedrooms"]["basis"] == "landlord_claim"


def test_a_home_of_another_provider_or_district_is_not_taken_over(options, provider):
    uprn = next(UPRNS)
    load(options, csv(f"{uprn},2,850,"), provider)
    for whose, where in (("another", GLOUCESTER), (provider, STROUD)):
        told = load(options, csv(f"{uprn},4,700,"), whose, district=where)
        assert counts(told) == (1, 0, 0, 0, 1)
        assert "another provider" in rows(options, told)[0]["refused"]
    [home] = homes(options, provider)
    assert home["bedrooms"] == 2


def test_a_file_that_cannot_be_read_is_told_and_leaves_nothing(options, provider):
    told = load(options, b"Address,Bedrooms\r\n1 High St,2\r\n", provider)
    assert told["state"] == "failed"
    assert "UPRN" in told["failure"]
    assert homes(options, provider) == []
    told = load(options, csv(f"{next(UPRNS)},2,{'9' * 200_000},"), provider)
    assert "line" in told["failure"]
    told = load(options, b"PK\x03\x04 no workbook", provider)
    assert "workbook" in told["failure"]


def test_a_file_of_many_parts_is_taken_whole_and_paged(options, provider):
    lines = [f"{next(UPRNS)},{1 + n % 4},{700 + n % 300},2026-03-01" for n in range(1203)]
    told = load(options, csv(*lines), provider)
    assert counts(told) == (1203, 1203, 0, 0, 0)
    page = options.get(f"/v1/loads/{told['id']}/rows", params={"limit": 100}).json()
    following = options.get(
        f"/v1/loads/{told['id']}/rows", params={"limit": 100, "cursor": page["next"]}
    ).json()
    assert [r["row"] for r in following["items"]] == list(range(102, 202))


def test_the_same_key_takes_a_file_in_once(options, provider):
    file, key = csv(f"{next(UPRNS)},2,850,"), {"idempotency-key": uuid.uuid4().hex}
    first = send(options, file, provider, headers=key)
    finished(options, first)
    assert send(options, file, provider, headers=key) == first
    asked = {"district": GLOUCESTER, "provider_id": provider}
    other = options.post("/v1/loads", params=asked, content=csv("1,2,3,"), headers=key)
    problem(other, "idempotency-key-reused", 422)


def test_a_file_may_be_larger_than_any_other_body_but_not_without_end(platform, options, provider):
    lines = [f"{next(UPRNS)},2,850,,{'x' * 100_000}" for _ in range(MOST_BYTES // 100_000 + 1)]
    told = load(options, csv(*lines), provider)
    assert told["bytes"] > MOST_BYTES
    assert told["entered"] == len(lines)
    asked = {"district": GLOUCESTER, "provider_id": provider}
    with nothing_changes(platform, "register", "loads"):
        answer = options.post("/v1/loads", params=asked, content=b"x" * (41 * 1024 * 1024))
        assert answer.status_code == 413


def test_a_provider_sends_its_own_homes_only(platform):
    own = platform.client("register", "housing_provider")
    told = load(own, csv(f"{next(UPRNS)},2,850,"), "demo-provider")
    assert counts(told) == (1, 1, 0, 0, 0)
    asked = {"district": GLOUCESTER, "provider_id": "another"}
    with nothing_changes(platform, "register", "loads"):
        answer = own.post("/v1/loads", params=asked, content=csv("1,2,3,"))
        problem(answer, "out-of-reach", 403)
