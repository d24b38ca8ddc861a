"""No update is lost: what was read and has changed since is not acted on."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.referral.enquiries import SCREENING, refer


def test_the_etag_of_an_answer_is_that_of_the_next_reading(therapist):
    path = f"/v1/referrals/{refer(therapist)}"
    received = therapist.get(path).headers["etag"]
    triaged = therapist.post(f"{path}/triage", json=SCREENING, headers={"if-match": received})
    assert triaged.status_code == 200
    assert triaged.headers["etag"] != received
    assert therapist.get(path).headers["etag"] == triaged.headers["etag"]


@pytest.mark.parametrize("sent", ['"99"', "1", 'W/"1"', "nonsense"])
def test_a_stale_or_foreign_etag(platform, therapist, sent):
    path = f"/v1/referrals/{refer(therapist)}"
    with nothing_changes(platform):
        answer = therapist.post(f"{path}/triage", json=SCREENING, headers={"if-match": sent})
        problem(answer, "stale-etag", 412)


def test_what_the_caller_has_already_is_not_sent_again(therapist):
    path = f"/v1/referrals/{refer(therapist)}"
    received = therapist.get(path).headers["etag"]
    for sent in (received, f'"99", {received}', f"W/{received}"):
        answer = therapist.get(path, headers={"if-none-match": sent})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == received
    therapist.post(f"{path}/triage", json=SCREENING)
    assert therapist.get(path, headers={"if-none-match": received}).json()["state"] == "triaged"


def test_what_has_no_version_is_always_sent(therapist):
    refer(therapist)
    assert therapist.get("/v1/referrals", headers={"if-none-match": '"1"'}).status_code == 200


def test_any_etag_will_do_where_the_caller_says_so(therapist):
    path = f"/v1/referrals/{refer(therapist)}"
    answer = therapist.post(f"{path}/triage", json=SCREENING, headers={"if-match": "*"})
    assert answer.status_code == 200


def test_of_two_who_decide_on_the_same_reading_one_is_refused(therapist):
    path = f"/v1/referrals/{refer(therapist)}"
    headers = {"if-match": therapist.get(path).headers["etag"]}
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(
            lambda body: therapist.post(path + body[0], json=body[1], headers=headers),
            [("/triage", SCREENING), ("/signposting", {"to": "warm_and_well"})],
        )
    assert sorted((first.status_code, second.status_code)) == [200, 412]
