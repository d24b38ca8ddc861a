"""Providers' files over HTTP: everything usable taken, everything else named, sent again harmless."""

import asyncio
import datetime as dt
import itertools
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.worst_file import WorstFile, differences, found
from services.register.data import provider_headings
from services.register.domain.provenance import Basis
from services.register.domain.provider_rows import latest_surveys, one_survey_each, read_row
from services.register.domain.surveying import LoadAsked
from services.register.loads import loading
from services.register.loads.commands import begin_load, take_rows
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.sheets.tables import Sheet, find_table
from shared.web.middleware import MOST_BYTES
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, NOW, STROUD, until

UPRNS = itertools.count(100_600_000_001)
HEADINGS = "UPRN,Bedrooms,Front door width,Survey date"
pytestmark = pytest.mark.usefixtures("a_day_with_prices")


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
        f"{first},2,900,2026-03-02",
    )
    told = load(options, file, provider)
    assert (told["state"], counts(told)) == ("finished", (4, 2, 0, 0, 2))
    report = rows(options, told)
    assert [r["row"] for r in report] == [2, 3, 4, 5]
    assert report[1]["remarks"][0]["column"] == "Front door width"
    assert report[2]["refused"] == "no UPRN that can be used"
    assert report[0]["refused"] == "row 5 has a later survey of this home"
    assert [r["row"] for r in rows(options, told, outcome="refused")] == [2, 4]
    assert [r["row"] for r in rows(options, told, remarked=True)] == [3]
    taken = homes(options, provider)
    assert [h["uprn"] for h in taken] == [str(second), str(first)]
    home = options.get(f"/v1/homes/{report[3]['home_id']}").json()
    assert home["survey"]["property_entrance"] == {"door_width": 900}
    assert home["sources"]["/bedrooms"] == {"basis": "landlord_claim", "on": "2026-03-02"}
    [survey] = options.get(f"/v1/homes/{home['id']}/surveys").json()["items"]
    assert (survey["kind"], survey["surveyed_on"]) == ("file", "2026-03-02")


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


def test_a_home_whose_row_names_no_landlord_is_the_senders(options, provider):
    """So it is categorised; a row that names one, or another kind of landlord, stands as it is."""
    headings = b"UPRN,Bedrooms,Landlord,Landlord type\r\n"
    lines = ["2,,", "2,Severn Homes,HA", "2,,LA", "2,Severn Homes,"]
    file = headings + "\r\n".join(f"{next(UPRNS)},{line}" for line in lines).encode()
    load(options, file, provider)
    landlords = [
        options.get(f"/v1/homes/{home['id']}").json()["survey"]["landlord"]
        for home in homes(options, provider)
    ]
    association = "housing_association"
    assert landlords == [
        {"kind": association, "name": provider},
        {"kind": association, "name": "Severn Homes"},
        {"kind": "council"},
        {"kind": association, "name": "Severn Homes"},
    ]
    council = f"{provider}-council"
    load(options, headings + f"{next(UPRNS)},2,,".encode(), council, landlord_kind="council")
    [home] = homes(options, council)
    survey = options.get(f"/v1/homes/{home['id']}").json()["survey"]
    assert survey["landlord"] == {"kind": "council", "name": council}


def test_whoever_sends_a_file_does_not_undo_what_is_known_of_its_landlord(options, provider):
    headings, uprn = b"UPRN,Bedrooms,Landlord type\r\n", next(UPRNS)
    load(options, headings + f"{uprn},2,private".encode(), provider)
    load(options, headings + f"{uprn},3,".encode(), provider)
    [home] = homes(options, provider)
    survey = options.get(f"/v1/homes/{home['id']}").json()["survey"]
    assert (survey["bedrooms"], survey["landlord"]) == (3, {"kind": "private_landlord"})


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
    told = load(options, b"PK\x03\x04 no workbook", provider)
    assert "workbook" in told["failure"]


def test_a_file_of_many_parts_is_taken_whole_and_paged(options, provider):
    lines = [f"{next(UPRNS)},{1 + n % 4},{700 + n % 300},2026-03-01" for n in range(1103)]
    told = load(options, csv(*lines), provider)
    assert counts(told) == (1103, 1103, 0, 0, 0)
    page = options.get(f"/v1/loads/{told['id']}/rows", params={"limit": 100}).json()
    following = options.get(
        f"/v1/loads/{told['id']}/rows", params={"limit": 100, "cursor": page["next"]}
    ).json()
    assert [r["row"] for r in following["items"]] == list(range(102, 202))


@pytest.mark.parametrize("kind, passed_over", [("csv", []), ("xlsx", ["Read me", "Garages"])])
def test_a_worst_file_comes_to_what_it_is_known_to_hold(
    platform, provider, tmp_path, kind, passed_over
):
    """Mixed units, blanks, duplicates, dates in every form: every cell of every row accounted for."""
    options = platform.client("register", "housing_options")
    file = WorstFile(550, first_uprn=100_820_000_000 + len(passed_over) * 1_000_000)
    path = tmp_path / f"stock.{kind}"
    getattr(file, kind)(path)
    homes, refused = len(file.uprns), len(file.expected) - len(file.uprns)
    told = load(options, path.read_bytes(), provider)
    assert counts(told) == (homes + refused, homes, 0, 0, refused)
    again = load(options, path.read_bytes(), provider)
    assert counts(again) == (homes + refused, 0, 0, homes, refused)
    for one in (told, again):
        assert list(differences(file.expected, *found(platform.sql, one["id"], provider))) == []
    sheets = [f"sheet {name}" for name in passed_over]
    assert told["passed_over"] == ["column Comments", *sheets]


def test_a_file_sent_twice_at_once_is_taken_once(options, provider):
    file = csv(*(f"{next(UPRNS)},{1 + n % 4},850,2026-03-01" for n in range(600)))
    both = [finished(options, one) for one in [send(options, file, provider) for _ in range(2)]]
    assert [told["state"] for told in both] == ["finished", "finished"]
    assert sum(told["entered"] for told in both) == 600
    assert sum(told["unchanged"] for told in both) == 600


cells = (
    st.sampled_from(["1", "2", "3", "", "x"]),
    st.sampled_from(["1", "2", "many", "", "n/a"]),
    st.sampled_from(["850", "85", "wide", "", "0.9 m"]),
    st.sampled_from(["2026-03-01", "01/02/2026", "spring", "", "2030-01-01"]),
)
lines = st.lists(st.tuples(*cells), min_size=1, max_size=8)


@settings(max_examples=15, deadline=None)
@given(before=lines, after=lines, data=st.data())
def test_a_file_comes_to_the_same_in_whatever_parts_it_is_taken(running, before, after, data):
    """In any split, the parts in any order: the same homes, surveys and report."""
    split = [data.draw(parts_of(len(rows_of(rows)))) for rows in (before, after)]
    whole = [[range(len(rows_of(rows)))] for rows in (before, after)]
    assert taken(running, (before, after), split) == taken(running, (before, after), whole)


@st.composite
def parts_of(draw, length):
    """The numbers below the length in parts, in any order."""
    cuts = sorted(draw(st.sets(st.sampled_from(range(1, length))))) if length > 1 else []
    parts = [range(*ends) for ends in itertools.pairwise([0, *cuts, length])]
    return draw(st.permutations(parts))


def rows_of(lines):
    """Rows as they come out of a file, with UPRNs of this test alone; none of them is empty."""
    cells = [[f"10084000000{uprn}" if uprn else "none", *others] for uprn, *others in lines]
    sheets = [Sheet("", [HEADINGS.split(","), *cells])]
    latest = latest_surveys(find_table(sheets, provider_headings()), Basis.SURVEYED, NOW.date())
    table = find_table(sheets, provider_headings())
    return [read_row(row, table.columns) for row in one_survey_each(table, latest)]


def taken(platform, files, parts):
    """What is kept after the files were taken in by those parts, on a register without the homes."""
    platform.address("register")
    asyncio.run(_take(platform.settings("register").database_url, files, parts))
    kept = platform.sql(
        "SELECT uprn, h.survey, h.sources, h.surveyed_on, h.category, categorisation, fitness,"
        " version, array_agg((s.number, s.basis, s.surveyed_on, s.answers)::text ORDER BY number)"
        " FROM register.homes h JOIN register.surveys s ON s.home_id = h.id"
        " WHERE h.provider_id = 'parts' GROUP BY h.id ORDER BY uprn"
    )
    told = platform.sql(
        "SELECT (r.started_at, row, outcome, l.uprn, h.uprn, l.refused, l.remarks)::text"
        " FROM register.loaded_rows l JOIN register.loads r ON r.id = load_id"
        " LEFT JOIN register.homes h ON h.id = home_id WHERE l.provider_id = 'parts' ORDER BY 1"
    )
    counted = platform.sql(
        "SELECT rows, entered, updated, unchanged, refused FROM register.loads"
        " WHERE provider_id = 'parts' ORDER BY started_at"
    )
    for table in ("homes", "surveys", "loaded_rows", "loads"):
        platform.sql(f"DELETE FROM register.{table} WHERE provider_id = 'parts'")
    return kept, told, counted


async def _take(url, files, parts):
    asked = LoadAsked(district=GLOUCESTER, provider_id="parts", basis="surveyed")
    reach = Reach("somebody", (GLOUCESTER,), (GLOUCESTER,))
    for day, (file, split) in enumerate(zip(files, parts, strict=True)):
        database = Database("register", url, pool_size=1, clock=lambda: NOW + dt.timedelta(day))  # noqa: B023 - called at once
        rows = rows_of(file)
        async with database.unit_of_work(reach, action="begin", cause=uuid.uuid4()) as uow:
            load = await begin_load(uow, asked, 1)
        for part in split:
            async with database.unit_of_work(reach, action="take", cause=uuid.uuid4()) as uow:
                await take_rows(uow, load.id, [rows[n] for n in part])
        await database.dispose()


def test_the_same_key_takes_a_file_in_once(options, provider):
    file, key = csv(f"{next(UPRNS)},2,850,"), {"idempotency-key": uuid.uuid4().hex}
    first = send(options, file, provider, headers=key)
    finished(options, first)
    assert send(options, file, provider, headers=key) == first
    asked = {"district": GLOUCESTER, "provider_id": provider}
    other = options.post("/v1/loads", params=asked, content=csv("1,2,3,"), headers=key)
    problem(other, "idempotency-key-reused", 422)


def test_a_file_may_be_larger_than_any_other_body_but_not_without_end(platform, options, provider):
    lines = [f"{next(UPRNS)},2,850,{'x' * 100_000}" for _ in range(MOST_BYTES // 100_000 + 1)]
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


def test_a_large_file_is_taken_in_by_another_process(options, provider, monkeypatch):
    file = csv(f"{next(UPRNS)},2,850,2026-03-01", ",2,850,")
    monkeypatch.setattr(loading, "LARGE", len(file))
    monkeypatch.setattr(loading, "_take_rows", None)  # The other process has its own.
    assert counts(load(options, file, provider)) == (2, 1, 0, 0, 1)


def test_what_another_process_cannot_read_is_told_in_words(options, provider, monkeypatch):
    monkeypatch.setattr(loading, "LARGE", 0)
    told = load(options, b"Bedrooms\n2\n", provider)
    assert told["state"] == "failed"
    assert told["failure"] == "no heading for the UPRN in the first rows of the file"
