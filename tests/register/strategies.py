"""Homes surveyed throughout, with values near the rules' limits, for properties."""

import copy

from hypothesis import strategies as st

ROOMS = ["bedroom", "bathroom", "wc", "combined_bathroom", "living_room", "kitchen"]
DOORS = ["bedroom", "bathroom", "wc", "living_room", "kitchen"]


def near(*limits):
    """A length at one of the limits, beside it, or well away."""
    beside = [limit + d for limit in limits for d in (-1, 0, 1)]
    return st.sampled_from([*beside, min(limits) // 2, max(limits) * 2])


def footprint(*limits):
    return st.fixed_dictionaries({"length": near(*limits), "width": near(*limits)})


def maybe(strategy):
    return st.none() | strategy


ramps = st.fixed_dictionaries(
    {
        "rise": st.integers(50, 700),
        "run": st.integers(500, 12000),
        "top_platform": st.booleans(),
        "alternative_steps": st.integers(0, 5),
    }
)


def entrances(**more):
    return st.fixed_dictionaries(
        {
            "steps": st.integers(0, 6),
            "door_width": near(750, 775, 800),
            "threshold": near(15, 100),
            "ramp": maybe(ramps),
            **more,
        }
    )


stairs = st.fixed_dictionaries(
    {
        "shape": st.sampled_from(["straight", "curved"]),
        "width": near(700, 750),
        "clear_at_foot": near(700),
    }
)

turnings = st.tuples(near(1400, 1500, 1700), near(1400, 1500, 1700)).map(list)

surveys = st.fixed_dictionaries(
    {
        "postcode": st.just("GL1 1AA"),
        "landlord": st.just({"kind": "council"}),
        "bedrooms": st.integers(0, 5),
        "bed_spaces": st.integers(1, 8),
        "communal_lifts": st.integers(0, 3),
        "entry_level": st.sampled_from(["ground", "basement", "upper"]),
        "communal_entrance": maybe(entrances()),
        "property_entrance": entrances(),
        "second_exit": maybe(entrances(street_access=st.booleans())),
        "communal_lift": maybe(
            st.fixed_dictionaries(
                {
                    "door_width": near(800),
                    "car_length": near(1100, 1400),
                    "car_width": near(1100, 1400),
                }
            )
        ),
        "internal": st.fixed_dictionaries(
            {
                "steps": st.sampled_from([0, 0, 0, 1]),
                "stairs": maybe(stairs),
                "through_floor_lift": maybe(footprint(725, 1080)),
                "platform_lift": st.none(),
                "rooms_on_access_level": st.lists(st.sampled_from(ROOMS), unique=True),
            }
        ),
        "hall": st.fixed_dictionaries(
            {"head_on_width": near(900), "turning_width": near(900, 1200)}
        ),
        "door_widths": st.fixed_dictionaries({room: near(750, 775) for room in DOORS}),
        "kitchen": st.fixed_dictionaries({"turning": turnings}),
        "bathroom": st.fixed_dictionaries(
            {
                "level_access_shower": st.booleans(),
                "turning": turnings,
                "wc_side_space": near(1000),
            }
        ),
        "separate_wc": maybe(
            st.fixed_dictionaries(
                {
                    "length": near(1400, 1700, 2000),
                    "width": near(1400, 1700, 2000),
                    "side_space": near(1000),
                    "on_access_level": st.booleans(),
                }
            )
        ),
        "wheelchair_storage": maybe(footprint(700, 1000, 1200, 1600)),
        "stairlift": st.booleans(),
        "ceiling_track_hoist": st.booleans(),
    }
)


def leaves(answers, path=()):
    """The paths of all single measurements."""
    for key, value in answers.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


def at(answers, path):
    for key in path:
        answers = answers[key]
    return answers


def put(answers, path, value):
    """A copy with the value in place; None of `value` kept as null."""
    result = copy.deepcopy(answers)
    at(result, path[:-1])[path[-1]] = value
    return result


def without(answers, path):
    result = copy.deepcopy(answers)
    del at(result, path[:-1])[path[-1]]
    return result


LESS_IS_BETTER = {"steps", "threshold", "rise"}
MORE_IS_BETTER = {
    "door_width",
    "car_length",
    "car_width",
    "communal_lifts",
    "width",
    "length",
    "clear_at_foot",
    "head_on_width",
    "turning_width",
    "side_space",
    "wc_side_space",
    *DOORS,
}
YES_IS_BETTER = {"top_platform", "level_access_shower", "on_access_level", "street_access"}


@st.composite
def improvements(draw, answers):
    """The home with one measurement better than it was."""
    name_of = LESS_IS_BETTER | MORE_IS_BETTER | YES_IS_BETTER | {"turning"}
    paths = [p for p in leaves(answers) if p[-1] in name_of and at(answers, p) is not None]
    path = draw(st.sampled_from(paths))
    value, name = at(answers, path), path[-1]
    if name in YES_IS_BETTER:
        return put(answers, path, True)
    if name == "turning":
        return put(answers, path, [side + draw(st.integers(0, 500)) for side in value])
    if name in LESS_IS_BETTER:
        # A ramp that does not rise is none: what is left of it is another home, not a better one.
        least = min(value, 1 if name == "rise" else 0)
        return put(answers, path, draw(st.integers(least, value)))
    more = draw(st.integers(0, 2 if name == "communal_lifts" else 500))
    return put(answers, path, value + more)
