"""The most that can flow through a small network: how far hidden counts can make up for each other."""

from collections import defaultdict, deque

ENDLESS = 10**9
"""More than any count."""

Node = tuple[str, str]


class Graph:
    """Nodes and what can flow between them."""

    def __init__(self) -> None:
        self._room: dict[Node, dict[Node, int]] = defaultdict(lambda: defaultdict(int))

    def join(self, start: Node, end: Node, *, backward: int) -> None:
        """Let any amount flow from one node to the other, and so much back."""
        self._room[start][end] += ENDLESS
        self._room[end][start] += backward

    def most(self, source: Node, sink: Node) -> int:
        """The most that flows from one node to the other (Edmonds and Karp)."""
        room = {node: defaultdict(int, ends) for node, ends in self._room.items()}
        total = 0
        while total < ENDLESS and (path := _shortest(room, source, sink)):
            amount = min(room[a][b] for a, b in path)
            for a, b in path:
                room[a][b] -= amount
                room[b][a] += amount
            total += amount
        return min(total, ENDLESS)


def _shortest(
    room: dict[Node, defaultdict[Node, int]], source: Node, sink: Node
) -> list[tuple[Node, Node]]:
    """The steps of a way with room on it; none where there is no such way."""
    came_from: dict[Node, Node] = {}
    waiting = deque([source])
    while waiting:
        node = waiting.popleft()
        for end, left in room.get(node, {}).items():
            if left > 0 and end not in came_from and end != source:
                came_from[end] = node
                waiting.append(end)
    path, node = [], sink
    while node in came_from:
        path.append((came_from[node], node))
        node = came_from[node]
    return path
