"""Waiting lists in one line each, and the command that puts them in order."""

from services.referral.waiting_list.prioritise import prioritise

STROUD, GLOUCESTER, CANNOCK = "E07000082", "E07000081", "E07000192"
COUNTY = ("E07000078", "E07000079", "E07000080", GLOUCESTER, STROUD, "E07000083")
QUESTIONS = [str(number) for number in range(1, 11)]


def settings(*, waiting=1, every_months=3, threshold=20, **points):
    """Question n gives n points for a yes, where no other is named (`q4=9`)."""
    questions = {number: points.get(f"q{number}", int(number)) for number in QUESTIONS}
    every = {"points": waiting, "every_months": every_months}
    return {"questions": questions, "waiting": every, "threshold": threshold}


def answered(name="one", *yes, since="2026-08-01", **more):
    """A case of a list by points, with a yes to the questions named."""
    answers = {number: int(number) in yes for number in QUESTIONS}
    return {"id": name, "waiting_since": since, "answers": answers} | more


def needing(name="one", needs=0, since="2026-08-01", child=False, **more):
    """A case of a list by groups."""
    return {"id": name, "waiting_since": since, "child": child, "care_act_needs": needs} | more


def by_points(*cases, on="2026-09-02", authority=STROUD, **set_by_district):
    chosen = settings(**set_by_district)
    return {"authority": authority, "on": on, "settings": chosen, "cases": list(cases)}


def by_groups(*cases, on="2026-09-02", authority=CANNOCK):
    return {"authority": authority, "on": on, "cases": list(cases)}


def places(waiting):
    return prioritise(waiting).list


def order(waiting):
    return [place.id for place in places(waiting)]


def only(waiting):
    (place,) = places(waiting)
    return place


def codes(place):
    return [str(why.code) for why in place.reasons]
