"""The documents of an invoice are kept with it."""

from tests.files import samples
from tests.payments.accounts import receive
from tests.platform.answers import problem
from tests.platform.running import STROUD
from tests.web.test_audit import last_reading


def place(invoice):
    return f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}/documents"


def send(client, invoice, **said):
    return client.post(
        place(invoice),
        params={"shows": "invoice", "name": "ours.pdf"} | said,
        content=samples.PDF,
        headers={"content-type": "application/octet-stream"},
    )


def test_the_invoice_itself_is_kept_and_sent_as_it_came_in(platform, finance, approve):
    invoice = receive(platform, approve(), "100.00").json()
    answer = send(finance, invoice)
    assert answer.status_code == 201, answer.text
    assert finance.get(place(invoice)).json()["items"] == [answer.json()]
    assert answer.json()["invoice"] == invoice["id"]
    assert finance.get(answer.headers["location"]).content == samples.PDF
    read = ("read_document", "development:finance", answer.json()["id"])
    assert last_reading(platform, "payments", invoice["case_id"]) == read


def test_a_document_is_of_its_own_invoice(platform, finance, approve):
    case = approve()
    one, other = (receive(platform, case, "100.00").json() for _ in range(2))
    kept = send(finance, one, shows="receipt").json()
    assert finance.get(place(other)).json()["items"] == []
    problem(finance.get(f"{place(other)}/{kept['id']}/content"), "not-found", 404)


def test_another_district_sees_no_document(platform, finance, approve):
    invoice = receive(platform, approve(), "100.00").json()
    kept = send(finance, invoice).json()
    stranger = platform.client("payments", "finance", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(stranger.get(place(invoice)), "not-found", 404)
    problem(stranger.get(f"{place(invoice)}/{kept['id']}/content"), "not-found", 404)
    problem(send(stranger, invoice), "not-found", 404)
