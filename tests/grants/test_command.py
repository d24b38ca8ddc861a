"""The public command: one case in, one determination out; a bad one is a problem and exit 2."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.grants.__main__ import add_rules
from services.grants.domain.codes import ASSISTANCE
from shared.commands import service_main
from shared.policies.document import ROOT
from tests.grants.cases import CANNOCK, GLOUCESTER, NAMES, ask, case, works

COMPARISON = Path(__file__).parents[2] / "docs" / "policies" / "comparison.csv"


@pytest.fixture
def run(tmp_path, capfd):
    """Run the command over what is written to a file; its exit code, output and error."""

    def run(written, *arguments):
        file = tmp_path / "input.json"
        file.write_text(written)
        code = service_main(
            "grants", [str(file) if a == "FILE" else a for a in arguments], add_rules
        )
        told = capfd.readouterr()
        return code, told.out, told.err

    return run


def determine(run, made):
    return run(json.dumps(made), "determine", "FILE")


@pytest.mark.parametrize(
    "row",
    [
        ("35000.00", "3500.00", "10000.00", ("38500.00", "20000.00", "18500.00")),
        ("25000.00", "2500.00", "5000.00", ("27500.00", "22500.00", "5000.00")),
        ("25000.00", "2500.00", "3329.25", ("27500.00", "24170.75", "3329.25")),
    ],
)
@pytest.mark.parametrize("authority", NAMES.values())
def test_the_guidances_examples_under_every_authority(run, authority, row):
    """Guidance B111, examples A and B; and the means test's example of 3,329.25."""
    lowest, services, reduction, expected = row
    code, out, _ = determine(
        run,
        case(
            authority=authority,
            works=[works(lowest)],
            services_and_charges=[{"kind": "plans", "amount": services}],
            reduction=reduction,
        ),
    )
    answer = json.loads(out)
    assert code == 0
    keys = ("estimated_expense", "mandatory_grant", "applicant_pays")
    assert tuple(answer[key] for key in keys) == expected


def test_the_output_has_every_published_key(run):
    _, out, _ = determine(run, case())
    assert list(json.loads(out)) == [
        "outcome",
        "signposted_to",
        "estimated_expense",
        "awards",
        "declined",
        "mandatory_grant",
        "total_award",
        "applicant_pays",
        "beyond_the_scheme",
        "land_charges",
        "approvals_needed",
        "conditions",
        "deadlines",
        "missing",
        "reasons",
        "statutory",
        "policy_version",
        "working",
    ]


def test_from_outside_over_standard_input():
    made = case(reduction="3329.25", assistance=[ask("client_contribution_support")])
    done = subprocess.run(
        [sys.executable, "-m", "services.grants", "determine", "-"],
        input=json.dumps(made).encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["applicant_pays"] == "0.00"


def _without(made, path):
    *above, last = path.strip("/").split("/")
    place = made
    for step in above:
        place = place[int(step) if step.isdigit() else step]
    del place[last]
    return made


@pytest.mark.parametrize(
    "pointer",
    [
        "/authority",
        "/applied_on",
        "/decided_on",
        "/applicant",
        "/applicant/kind",
        "/applicant/age",
        "/disabled_person/age",
        "/dwelling/kind",
        "/dwelling/main_residence",
        "/dwelling/intends_five_years",
        "/dwelling/lived_there_years",
        "/works_state",
        "/works",
        "/works/0/estimates",
        "/works/0/necessary_and_appropriate",
        "/services_and_charges",
        "/means_test",
        "/means_test/reduction",
        "/assistance",
        "/earlier_awards",
    ],
)
def test_what_has_no_default_is_required(run, pointer):
    code, out, err = determine(run, _without(case(), pointer))
    assert (code, out) == (2, "")
    assert [e["pointer"] for e in json.loads(err)["errors"]] == [pointer]


@pytest.mark.parametrize(
    "changes, pointer",
    [
        ({"colour": "red"}, "/colour"),
        ({"applicant": {"title": "Dr"}}, "/applicant/title"),
        ({"authority": "E06000001"}, "/authority"),
        ({"authority": "england"}, "/authority"),
        ({"applied_on": "2026-01-31"}, "/applied_on"),
        ({"authority": CANNOCK, "applied_on": "2020-05-31"}, "/applied_on"),
        ({"decided_on": "2026-03-01"}, "/decided_on"),
        ({"applied_on": "02/03/2026"}, "/applied_on"),
        ({"insurance": 100}, "/insurance"),
        ({"insurance": "-1.00"}, "/insurance"),
        ({"insurance": "1.005"}, "/insurance"),
        ({"damages_claim": "yes"}, "/damages_claim"),
        ({"applicant": {"age": "60"}}, "/applicant/age"),
        ({"applicant": {"rent_effect": "1.00"}}, "/applicant/rent_effect"),
        ({"dwelling": {"common_parts_share": 1.01}}, "/dwelling/common_parts_share"),
        ({"works": [works(), works()]}, "/works/1/id"),
        (
            {"works": [works(necessary_and_appropriate={"safety": True})]},
            "/works/0/necessary_and_appropriate/bath_or_shower",
        ),
        (
            {"works": [works(necessary_and_appropriate="yes")]},
            "/works/0/necessary_and_appropriate",
        ),
        ({"works": [works(purposes=["comfort"])]}, "/works/0/purposes/0"),
        ({"means_test": {"outcome": "passported", "reduction": "1.00"}}, "/means_test/reduction"),
        ({"means_test": {"outcome": "not_tested"}}, "/means_test/outcome"),
        (
            {"applicant": {"kind": "landlord"}, "means_test": {"reduction": "1.00"}},
            "/means_test/reduction",
        ),
        ({"assistance": [ask("gold_taps")]}, "/assistance/0/kind"),
        ({"assistance": [ask("hoarding")]}, "/assistance/0/amount"),
        ({"assistance": [ask("top_up"), ask("top_up")]}, "/assistance/1/kind"),
        ({"assistance": [ask("top_up", referred_by="gp")]}, "/assistance/0/facts/referred_by"),
        ({"assistance": [ask("top_up", colour="red")]}, "/assistance/0/facts/colour"),
        (
            {"assistance": [ask("dementia_friendly", "1.00", referred_by="mother")]},
            "/assistance/0/facts/referred_by",
        ),
        (
            {"assistance": [ask("relocation", "1.00", destination="abroad")]},
            "/assistance/0/facts/destination",
        ),
        (
            {"earlier_awards": [{"kind": "top_up", "approved_on": "2026-04-02", "amount": "1.00"}]},
            "/earlier_awards/0/approved_on",
        ),
    ],
)
def test_bad_input_is_told_by_a_pointer_to_the_field(run, changes, pointer):
    code, out, err = determine(run, case(**changes))
    assert (code, out) == (2, "")
    problem = json.loads(err)
    assert problem["type"].startswith("urn:dfg:problem:")
    assert pointer in [e["pointer"] for e in problem["errors"]]


@pytest.mark.parametrize("written", ["", "{", "[]", "3", '"x"', "null"])
def test_what_is_no_case_is_bad_input(run, written):
    code, out, err = run(written, "determine", "FILE")
    assert (code, out) == (2, "")
    assert "errors" in json.loads(err)


def test_a_file_that_is_not_there_is_bad_input(capfd):
    assert service_main("grants", ["determine", "nowhere.json"], add_rules) == 2
    assert "nowhere.json" in json.loads(capfd.readouterr().err)["detail"]


@pytest.mark.parametrize("count", [3, 450])
def test_lines_are_answered_in_order_and_a_bad_one_stands_in_its_place(run, count):
    """450 lines go through the pool of processes."""
    lines = [json.dumps(case(works=[works(f"{n + 1}.00")])) for n in range(count)]
    lines[1] = '{"authority": "E07000081"}'
    code, out, _ = run("\n".join(lines) + "\n", "determine", "--lines", "FILE")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert answers[1]["type"] == "urn:dfg:problem:invalid-input"
    expected = [f"{n + 1}.00" for n in range(count) if n != 1]
    assert [a["mandatory_grant"] for a in answers if "outcome" in a] == expected


def test_the_comparison_names_the_gaps(run):
    code, out, _ = run("", "policies", "compare", "--on", "2026-11-24")
    compared = json.loads(out)
    assert code == 0
    assert len(compared["districts"]) == 7
    gaps = {gap["assistance"]: gap["not_offered_by"] for gap in compared["gaps"]}
    assert "relocation" not in gaps
    assert gaps["rapidly_progressing"] == ["Cannock Chase"]
    assert "Stroud" in gaps["hospital_discharge"]
    offered = {row["assistance"] for row in compared["offers"]}
    assert offered == {"mandatory", *ASSISTANCE}


def test_the_comparison_as_values_and_as_a_table(run):
    _, as_csv, _ = run("", "policies", "compare", "--format", "csv", "--on", "2026-11-24")
    assert as_csv.splitlines()[0].startswith("assistance,authority,name,amount")
    _, table, _ = run("", "policies", "compare", "--format", "table", "--on", "2026-11-24")
    assert "Gloucester City" in table
    assert "30000 c / 5000" in table


def test_the_published_comparison_is_current(run):
    """docs/policies/comparison.csv: whoever changes a figure changes what officers read."""
    _, out, _ = run("", "policies", "compare", "--format", "csv", "--on", "2026-11-24")
    assert out == COMPARISON.read_text(), "write the comparison again with --format csv"


def test_a_district_without_a_policy_on_the_date_is_not_compared(run):
    _, out, _ = run("", "policies", "compare", "--on", "2022-03-23")
    assert [d["name"] for d in json.loads(out)["districts"]] == ["Cannock Chase"]


@pytest.fixture
def candidate(tmp_path):
    """Gloucester City's policy with a top-up of 50,000, from April 2027."""
    text = (ROOT / GLOUCESTER / "2026-02-01.yaml").read_text()
    text = text.replace("effective_from: 2026-02-01", "effective_from: 2027-04-01")
    file = tmp_path / "candidate.yaml"
    file.write_text(
        text.replace(
            "amount: 40000.00, clause: Gloucester B2.3", "amount: 50000.00, clause: Gloucester B2.3"
        )
    )
    return file


def test_a_new_version_is_tried_over_cases(run, candidate):
    cases = [
        case(works=[works("80000.00")], assistance=[ask("top_up")]),
        case(applicant={"kind": "private_tenant"}),
        {"authority": GLOUCESTER},
    ]
    code, out, _ = run(
        "\n".join(map(json.dumps, cases)),
        *("policies", "try", str(candidate), "--cases", "FILE"),
    )
    answer = json.loads(out)
    assert code == 0
    assert answer["against"] == "E07000081/2026-02-01"
    assert [(c["at"], c["before"], c["after"]) for c in answer["changes"]] == [
        ("offers.top_up.limit.amount", "40000.00", "50000.00")
    ]
    effects = answer["effects"]
    assert (effects["cases"], effects["gain"]) == (2, "10000.00")
    assert effects["outcomes"] == {"approved -> approved": 2}
    assert effects["groups"]["tenure"]["owner_occupier"]["winners"] == 1
    assert effects["groups"]["tenure"]["private_tenant"]["winners"] == 0
    assert [u["line"] for u in answer["unread"]] == [3]


def test_a_caseload_may_come_to_more_than_any_one_case(run, candidate):
    dear = json.dumps(case(works=[works("900000000.00")], assistance=[ask("top_up")]))
    _, out, _ = run(f"{dear}\n{dear}", "policies", "try", str(candidate), "--cases", "FILE")
    assert json.loads(out)["effects"]["before"]["applicant_pays"] == "1799860000.00"


def test_a_faulty_new_version_is_told_by_file_line_and_clause(run, candidate):
    candidate.write_text(candidate.read_text().replace("one_in: 3", "one_in: none", 1))
    code, _, err = run("", "policies", "try", str(candidate))
    assert code == 2
    fault = json.loads(err)["errors"][0]["detail"]
    assert "candidate.yaml line" in fault
    assert "(clause Gloucester B2.9)" in fault
