"""Lists and feeds as their clients read them: page after page, to the end."""


def every(client, path, **asked):
    """All that a list holds of what is asked for, in its order, however many pages it fills."""
    found, cursor = [], {}
    while True:
        page = _page(client, path, {"limit": 100} | asked | cursor)
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def read_on(client, path, cursor=None, **asked):
    """All that a feed has after a cursor, and the cursor from which to go on."""
    found = []
    while True:
        page = _page(client, path, asked | ({"cursor": cursor} if cursor else {}))
        cursor = page["next"]
        if not page["items"]:
            return found, cursor
        found += page["items"]


def _page(client, path, asked):
    answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()
