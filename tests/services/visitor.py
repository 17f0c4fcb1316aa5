"""A visitor without a browser: keeps cookies, follows redirects, sends the CSRF token it was given. Speaks to a running Server."""

import json
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.services.server import Answer, Server

REDIRECTS = {301, 302, 303, 307}


class Visitor:
    """One browser's worth of cookies."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookies: dict[str, str] = {}
        self.path = "/"

    def open(self, path: str) -> Answer:
        """GET a page and follow its redirects; the answer is the last one's."""
        return self._send("GET", path, None, {})

    def post_form(self, path: str, fields: dict[str, Any]) -> Answer:
        """POST a form as the page last opened would, with its CSRF token; follows redirects."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}, doseq=True)
        return self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, document: object) -> Answer:
        """POST a JSON document with the CSRF header."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.cookies.get("csrftoken", "")}
        return self._send("POST", path, json.dumps(document), headers)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        for _hop in range(6):
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            sent = {**headers, "Origin": self.server.url} | ({"Cookie": cookie} if cookie else {})
            answer = self.server.get(path, headers=sent, method=method, body=body)
            self._keep_cookies(answer)
            self.path = path
            if answer.status not in REDIRECTS:
                return answer
            parts = urlsplit(answer.headers["location"])
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            method, body, headers = "GET", None, {}
        raise AssertionError(f"{path} redirects without end")

    def _keep_cookies(self, answer: Answer) -> None:
        for line in answer.headers.get("set-cookie", "").splitlines():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
