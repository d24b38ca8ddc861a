"""The trace viewer of one machine: a command and what it caused is one trace there."""

import httpx
import pytest

from deploy.local.stack import Stack
from tests.needs import require_java
from tests.platform.running import until
from tests.referral.enquiries import enquiry

pytestmark = pytest.mark.xdist_group("zipkin")


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    require_java()
    services = ("referral", "forum")
    stack = Stack(
        tmp_path_factory.mktemp("traces"), first_port=None, traces=True, services=services
    )
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


def test_a_case_is_found_by_its_id_with_every_service_that_acted_on_it(stack):
    therapist = {"authorization": f"Bearer {stack.issuer.mint('occupational_therapist')}"}
    address = f"{stack.address('referral')}/v1/referrals"
    case_id = httpx.post(address, json=enquiry(), headers=therapist).json()["case_id"]

    def seen():
        query = {"annotationQuery": f"dfg.case_id={case_id}"}
        found = httpx.get(f"{stack.zipkin.address}/api/v2/traces", params=query).json()
        return {span["localEndpoint"]["serviceName"] for trace in found for span in trace}

    until(lambda: seen() == {"referral", "forum"})


def test_the_viewer_is_started_again_when_it_ends(stack):
    stack.zipkin.stop()
    assert stack.restart_ended() == ["zipkin"]
    assert httpx.get(f"{stack.zipkin.address}/health").is_success
