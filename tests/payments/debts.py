"""Debts to the council: who asks for money back, and who decides on it, over HTTP."""


def demand(amount, ground="land_charge", **changes):
    due = {"due_on": "2026-06-01", "amount": amount}
    return {
        "ground": ground,
        "amount": amount,
        "reason": "Sold on 2 March",
        "instalments": [due],
    } | changes


class Debts:
    """Who asks for money back, and who decides on it."""

    def __init__(self, platform, case_id):
        self.prepares = platform.client("payments", "finance")
        self.approves = platform.client("payments", "payments_approver")
        self.place = f"/v1/accounts/{case_id}/recoveries"

    def ask(self, body):
        return self.prepares.post(self.place, json=body)

    def demanded(self, body):
        asked = self.ask(body).json()
        return self.act(asked, "approval").json()

    def act(self, debt, act, body=None):
        return self.approves.post(f"{self.place}/{debt['id']}/{act}", json=body)

    def repay(self, debt, amount):
        body = {"amount": amount, "received_on": "2026-03-10"}
        return self.prepares.post(f"{self.place}/{debt['id']}/repayments", json=body)

    def give_up(self, debt, amount):
        body = {"amount": amount, "reason": "No estate", "authority": "Delegated 4.2"}
        return self.prepares.post(f"{self.place}/{debt['id']}/write-off", json=body)

    def given_up(self, debt, amount):
        assert self.give_up(debt, amount).is_success
        return self.act(debt, "write-off/approval").json()

    def all(self):
        return self.prepares.get(self.place).json()
