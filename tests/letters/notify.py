"""GOV.UK Notify as its documentation has it: requests signed by a JWT, its JSON, its errors."""

import base64
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import orjson

SERVICE, SECRET = uuid.UUID(int=1), uuid.UUID(int=2)
KEY = f"council-{SERVICE}-{SECRET}"
"""An API key: the key's name, the service's id, the secret."""
LETTERS = "/v2/notifications/letter"
EVERY = "/v2/notifications"
ERRORS = {
    400: "ValidationError",
    403: "AuthError",
    429: "RateLimitError",
    500: "Exception",
}
CLOCK_SECONDS = 30
"""By how much the clock of whoever asks may differ."""


class Notify:
    """Takes the same letter twice without complaint, and refuses with whatever words it is given."""

    def __init__(self):
        self.letters, self.status = [], "created"
        self.refuses = []
        """What it answers next, each once: a status of `ERRORS`."""
        self.words = "Ms A. Person"
        """What stands in its refusals."""
        self.page = None
        """What something before it answers instead."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def take(self, asked):
        """A letter is sent: status and body of the answer."""
        if self.refuses:
            return self._refused(self.refuses.pop(0))
        if asked.keys() - {"reference", "content", "postage"} or "content" not in asked:
            return 400, _errors(400, "Additional properties are not allowed")
        if not base64.b64decode(asked["content"]).startswith(b"%PDF"):
            return 400, _errors(400, "Letter content is not a valid PDF")
        letter = {"id": str(uuid.uuid4()), "reference": asked["reference"], "postage": "second"}
        self.letters.append(letter | {"content": base64.b64decode(asked["content"])})
        return 201, letter

    def find(self, asked):
        """Letters by their reference: status and body of the answer."""
        assert asked["template_type"] == ["letter"]
        found = [
            _shown(x, self.status) for x in self.letters if [x["reference"]] == asked["reference"]
        ]
        return 200, {"notifications": found, "links": {"current": f"{self.address}{EVERY}"}}

    def _refused(self, status):
        return status, _errors(status, f"Must be a real UK postcode: {self.words}")

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _shown(letter, status):
    """As much of Notify's answer about a letter as it always has."""
    unsaid = dict.fromkeys(("email_address", "phone_number", "subject", "sent_at", "completed_at"))
    return unsaid | {
        "id": letter["id"],
        "reference": letter["reference"],
        "type": "letter",
        "status": status,
        "postage": letter["postage"],
        "body": "",
        "created_at": "2026-12-02T09:00:00.000000Z",
        "template": {"id": str(uuid.UUID(int=3)), "uri": "", "version": 1},
    }


def _errors(status, message):
    return {"status_code": status, "errors": [{"error": ERRORS[status], "message": message}]}


def _signed(authorization):
    """Whether a token is as Notify takes it: HS256 by the secret, of this service, made just now."""
    scheme, _, token = authorization.partition(" ")
    try:
        claims = jwt.decode(
            token,
            str(SECRET),
            algorithms=["HS256"],
            issuer=str(SERVICE),
            leeway=CLOCK_SECONDS,
            options={"require": ["iss", "iat"]},
        )
    except jwt.InvalidTokenError:
        return False
    return scheme == "Bearer" and jwt.get_unverified_header(token)["typ"] == "JWT" and bool(claims)


def _handler(notify):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            self._answer(parts.path == EVERY, lambda: notify.find(parse_qs(parts.query)))

        def do_POST(self):
            body = orjson.loads(self.rfile.read(int(self.headers["content-length"])))
            self._answer(self.path == LETTERS, lambda: notify.take(body))

        def _answer(self, known, answered):
            if not _signed(self.headers["authorization"]):
                status, body = 403, _errors(403, "Invalid token: signature, api token not found")
            elif not known:
                status, body = (
                    404,
                    {"result": "error", "message": "The requested URL was not found"},
                )
            else:
                status, body = answered()
            content = notify.page.encode() if notify.page else orjson.dumps(body)
            self.send_response(200 if notify.page else status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """The test says enough."""

    return Handler
