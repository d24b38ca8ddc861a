"""A partner takes what is shared by each of the ways, is killed, comes back and has every event."""

import asyncio
import contextlib
import datetime as dt
import json
import socket

import pytest
from standardwebhooks import Webhook

from deploy.local.roles import role_url
from services.forum.sharing import addresses, webhooks
from services.forum.sharing.addresses import AddressInside, is_outside, target_of
from services.forum.sharing.delivering import RUNNERS, TRIES
from services.forum.sharing.keys import SharingSettings
from services.forum.sharing.webhooks import signed
from shared.bus.dead_letters import DeadLetters
from shared.contracts.referral import ReferralConsentWithdrawn
from tests.forum.partners import Partner, Process, received, whole_case
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, NOW, STROUD, until

HIDDEN = "register.relocation-completed"
"""A type that these partners may not have."""


@pytest.fixture
def platform(partners_platform):
    partners_platform.now = NOW
    return partners_platform


@pytest.fixture
def begun(platform, tmp_path):
    """Partners' systems and agreements, which are gone after the test."""
    processes, partners = [], []

    def begin(way):
        platform.now = dt.datetime.now(dt.UTC)  # by which signatures are checked
        today = platform.now.date()
        process = Process(way, tmp_path)
        partner = Partner(
            platform,
            view="own",
            ways=["feed"] if way == "feed" else ["feed", way],
            webhook=f"{process.address}/dfg" if way == "webhook" else None,
            since=today.isoformat(),
            until=today.isoformat(),
        )
        partner.change(types=[t for t in told(partner)["types"] if t["type"] != HIDDEN])
        process.tell(
            FORUM=platform.address("forum"),
            SHARED=partner.path,
            START=partner.read()[1],
            TOKEN=platform.issuer.mint("sharing_partner", **partner.claims),
            SECRET=partner.client.get(f"{partner.path}/secrets").json()["secrets"][0],
        )
        processes.append(process)
        partners.append(partner)
        return partner, process

    yield begin
    for process in processes:
        process.kill()
    for partner in partners:
        platform.sql("DELETE FROM forum.agreements WHERE receiver = $1", partner.agreement.receiver)
    platform.sql("DELETE FROM forum.inbox WHERE type = 'forum.delivery-due'")


def told(partner):
    return partner.agreement.model_dump(mode="json")


def tried_again(platform):
    """As if the delay of what waits to be sent had passed."""
    platform.sql("UPDATE forum.inbox SET retry_at = now() WHERE type = 'forum.delivery-due'")


def deliveries(platform, partner, what):
    """How many of the partner's deliveries are so."""
    return platform.sql.one(
        "SELECT count(*) FROM forum.inbox WHERE type = 'forum.delivery-due'"
        f" AND subject LIKE $1 AND {what}",
        f"{partner.id}%",
    )


@pytest.mark.parametrize("way", ["feed", "stream", "webhook"])
def test_killed_and_back_a_partner_has_every_event_once_and_none_that_it_may_not_see(
    platform, begun, way
):
    partner, process = begun(way)
    process.start()
    before = [event for _ in range(3) for event in whole_case()]
    elsewhere = whole_case(STROUD)
    platform.tell("forum", *before, *elsewhere)
    until(lambda: len(had(partner, process, before)) > 2)
    process.kill()
    meanwhile = whole_case()
    platform.tell("forum", *meanwhile, *whole_case(STROUD))
    process.start()
    told = [*before, *meanwhile]
    agreed = [event.TYPE for event in told if event.TYPE != HIDDEN]
    if way == "webhook":
        until(lambda: deliveries(platform, partner, "attempts > 0"))
        tried_again(platform)
        until(lambda: tried_again(platform) or deliveries_done(platform, partner))
    until(lambda: len(had(partner, process, told)) >= len(agreed))
    assert sorted(e["type"] for e in had(partner, process, told).values()) == sorted(agreed)
    assert had(partner, process, elsewhere) == {}
    assert {(e["district"], e["type"] == HIDDEN) for e in process.has()} == {(GLOUCESTER, False)}


def deliveries_done(platform, partner):
    return deliveries(platform, partner, "handled_at IS NULL") == 0


def had(partner, process, events):
    """What a partner has of these events' cases, by its number: those of other tests go on meanwhile."""
    ours = partner.ids_of(events)
    return {each["event_id"]: each for each in process.has() if each["event_id"] in ours}


def test_a_stream_goes_on_by_itself_and_each_event_has_the_id_to_go_on_from(platform):
    partner = Partner(platform, view="own")
    _, cursor = partner.read()
    ids = []
    with partner.client.stream("GET", f"{partner.path}/stream?cursor={cursor}") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["x-accel-buffering"] == "no"
        events = [received() for _ in range(2)]
        platform.tell("forum", *events)
        lines = answer.iter_lines()
        while len(ids) < 2:
            line = next(lines)
            if line.startswith("id: "):
                ids.append(line.removeprefix("id: "))
    assert len(partner.read(ids[0])[0]) == 1
    assert partner.read(ids[1])[0] == []
    wrong = partner.client.get(f"{partner.path}/stream", headers={"last-event-id": "17"})
    problem(wrong, "invalid-input", 422, "/cursor")


def test_a_stream_ends_with_the_agreement(platform):
    partner = Partner(platform, view="own", since="2026-03-01")
    _, cursor = partner.read()
    with partner.client.stream("GET", f"{partner.path}/stream?cursor={cursor}") as answer:
        partner.change(until="2026-03-09")
        platform.tell("forum", received())
        assert "id: " not in "".join(answer.iter_text())


def test_what_waited_is_not_sent_once_it_is_no_longer_agreed(platform, begun):
    partner, process = begun("webhook")
    events = [received(), received(district=STROUD)]
    platform.tell("forum", *events)
    until(lambda: deliveries(platform, partner, "attempts > 0"))
    partner.change(districts=[STROUD])
    process.start()
    until(lambda: tried_again(platform) or deliveries_done(platform, partner))
    assert had(partner, process, events) == {}


def test_what_waited_is_not_sent_once_the_person_withdraws_consent(platform, begun):
    partner, process = begun("webhook")
    event, other = received(), received(district=STROUD)
    platform.tell("forum", event, other)
    until(lambda: deliveries(platform, partner, "attempts > 0"))
    platform.tell(
        "forum",
        ReferralConsentWithdrawn(
            case_id=event.case_id,
            district=event.district,
            withdrawn_on=event.received_on,
            recipients=("district_council",),
            case_stops=True,
        ),
    )
    process.start()
    until(lambda: tried_again(platform) or deliveries_done(platform, partner))
    kept = had(partner, process, [event, other]).values()
    assert {each["type"] for each in kept} == {ReferralConsentWithdrawn.TYPE}


def test_what_was_tried_often_enough_is_a_dead_letter_that_an_operator_sends_again(platform, begun):
    partner, process = begun("webhook")
    event = received()
    platform.tell("forum", event)
    until(lambda: deliveries(platform, partner, "attempts > 0 AND retry_at > now()"))
    platform.sql(
        "UPDATE forum.inbox SET attempts = $1 WHERE type = 'forum.delivery-due'",
        TRIES.attempts - 1,
    )
    tried_again(platform)
    until(lambda: deliveries(platform, partner, "dead_at IS NOT NULL"))
    url = role_url(platform.superuser_url, "dfg_forum", platform.database)
    letters = DeadLetters("forum", url, "Ada")

    def ours():
        return [each for each in asyncio.run(letters.waiting()) if each.case_id == event.case_id]

    until(ours)
    [letter] = ours()
    assert "not-delivered" in letter.error
    assert "http" not in letter.error.replace("HTTP", "")
    process.start()
    until(lambda: listens(process.port))
    asyncio.run(letters.retry(letter.event_id))
    until(lambda: had(partner, process, [event]))


class Hanging:
    """A system that takes a call and never answers it."""

    def __init__(self, server):
        self._server = server
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}/dfg"

    def called(self):
        """How often it was called. A call that is not answered ends here, so this is asked last."""
        calls = 0
        self._server.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                self._server.accept()[0].close()
                calls += 1
        return calls


@pytest.fixture
def hanging():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Hanging(server)


def test_a_partner_that_hangs_holds_up_no_other(platform, begun, hanging, monkeypatch):
    """Each of the runners meets it once; it rests for as long as this takes on any machine."""
    monkeypatch.setattr(webhooks, "ANSWER_SECONDS", 1)
    monkeypatch.setattr(webhooks, "REST_SECONDS", 3600)
    partner, process = begun("webhook")
    process.start()
    today = platform.now.date().isoformat()
    slow = Partner(
        platform, view="own", ways=["webhook"], webhook=hanging.address, since=today, until=today
    )
    try:
        events = [received() for _ in range(4 * RUNNERS)]
        platform.tell("forum", *events)
        until(lambda: len(had(partner, process, events)) == len(events))
        until(lambda: deliveries(platform, slow, "error IS NULL") == 0)
        assert deliveries(platform, slow, "handled_at IS NOT NULL") == 0
        assert 0 < hanging.called() <= RUNNERS
    finally:
        platform.sql("DELETE FROM forum.agreements WHERE receiver = $1", slow.agreement.receiver)


async def test_of_several_that_wait_for_a_partner_one_asks_whether_it_is_back(monkeypatch, hanging):
    monkeypatch.setattr(webhooks, "ANSWER_SECONDS", 0.05)
    monkeypatch.setattr(webhooks, "REST_SECONDS", 0.2)

    async def try_it():
        try:
            async with webhooks._patience_with(hanging.address):
                await asyncio.sleep(1)
        except (webhooks.NotDelivered, webhooks.PartnerRests) as error:
            return type(error)

    assert await try_it() is webhooks.NotDelivered
    assert await try_it() is webhooks.PartnerRests
    await asyncio.sleep(0.25)
    tried = await asyncio.gather(*(try_it() for _ in range(5)))
    assert tried.count(webhooks.NotDelivered) == 1
    await asyncio.sleep(0.25)
    async with webhooks._patience_with(hanging.address):
        pass
    assert hanging.address not in webhooks._resting


def listens(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_after_a_rotation_old_and_new_secret_both_hold():
    new, old, now = b"n" * 32, b"o" * 32, dt.datetime.now(dt.UTC)
    headers = signed(
        "an-id", '{"a": 1}', [new, old], now.astimezone(dt.timezone(dt.timedelta(hours=5)))
    )
    for secret in (new, old):
        assert Webhook(secret).verify('{"a": 1}', headers) == {"a": 1}


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "127.0.0.1", "169.254.169.254", "192.168.0.1", "172.16.5.5", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1"),
        *("64:ff9b::a00:1", "2002:a00:1::", "ff02::1"),
    ],
)
def test_an_address_inside_the_network_is_none_for_a_webhook(address):
    assert not is_outside(address)


def test_an_address_of_the_internet_is_one():
    assert is_outside("93.184.215.14")
    assert is_outside("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


@pytest.fixture
def outside_alone(monkeypatch):
    """As in production: nothing is sent to this machine."""
    monkeypatch.setattr(addresses, "settings", lambda: SharingSettings(webhooks_inside=False))


@pytest.mark.parametrize("also", [[], ["93.184.215.14"]])
async def test_a_name_is_looked_up_each_time_and_may_not_lead_inside(
    monkeypatch, outside_alone, also
):
    async def found(*_, **__):
        return [(None, None, None, "", (each, 443)) for each in (*also, "10.0.0.7")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found, raising=False)
    with pytest.raises(AddressInside):
        await target_of("https://partner.example.org/dfg")


async def test_what_was_looked_at_is_what_is_connected_to(monkeypatch, outside_alone):
    async def found(*_, **__):
        return [(None, None, None, "", ("93.184.215.14", 8443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found, raising=False)
    target = await target_of("https://partner.example.org:8443/dfg?a=1")
    assert target.url == "https://93.184.215.14:8443/dfg?a=1"
    assert (target.host, target.name) == ("partner.example.org:8443", "partner.example.org")


def test_this_machine_is_no_partner_in_production(outside_alone):
    with pytest.raises(Exception, match="not valid") as refused:
        addresses.check_address("https://127.0.0.1/", "/webhook")
    assert json.dumps(refused.value.as_json()).count("outside the network") == 1
