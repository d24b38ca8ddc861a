"""Somebody in a browser without a screen: follows redirects, keeps cookies, sends forms."""

import re
import uuid
from html import unescape

import httpx

FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def fields(page):
    """The hidden fields of the first form of a page."""
    form = re.search(r"<form.*?</form>", page, re.DOTALL)[0]
    return {name: unescape(value) for name, value in FIELD.findall(form)}


class Visitor:
    """A browser of its own."""

    def __init__(self, platform):
        self.address = platform.address("forum")
        self.issuer = platform.issuer
        self.http = httpx.Client(follow_redirects=True, timeout=30)

    def get(self, path="", **params):
        return self.http.get(f"{self.address}/pages{path}", params=params or None)

    def sign_in(self, role, path="", code=""):
        """Ask for a page, choose who to be at the issuer, and come back to the page."""
        return self.choose(self.get(path), role, code)

    def choose(self, page, role, code=""):
        """Choose who to be, on the issuer's page."""
        assert str(page.url).startswith(f"{self.issuer.address}/authorise"), page.text
        form = fields(page.text) | {"role": role, "code": code}
        return self.http.post(f"{self.issuer.address}/authorise", data=form)

    def sign_in_as_resident(self, case_id, path=""):
        """With the code of an officer's letter."""
        officer = {"authorization": f"Bearer {self.issuer.mint('grant_officer')}"}
        invited = httpx.post(
            f"{self.issuer.address}/residents", json={"case_id": str(case_id)}, headers=officer
        )
        return self.sign_in("resident", path, invited.json()["code"])

    def sign_out(self, page):
        """The button of a page."""
        return self.http.post(f"{self.address}/pages/sign-out", data=fields(page.text))

    def close(self):
        self.http.close()


def a_case(platform, *events, district):
    """A case of which the forum has been told these events: their classes with their facts."""
    case_id = uuid.uuid4()
    platform.tell(
        "forum", *(kind(case_id=case_id, district=district, **told) for kind, told in events)
    )
    return str(case_id)
