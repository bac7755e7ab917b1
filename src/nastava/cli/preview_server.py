"""The preview's server: one page on this machine's own address, and a socket that speaks with it.

Only who has the address with its token gets anything. The names of host and origin are checked too, so that a
page of somebody else in the same browser can't reach it.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from nastava.cli.preview_words import preview_words
from nastava.cli.previewed import Previewed
from nastava.text.languages import LANGUAGES
from nastava.widget.bundle import browser_module, style_sheet

_PAGE = Path(__file__).parent / "preview_page"
_HOST = "127.0.0.1"
#: Seconds between two looks at the file; a change is taken when the next look finds it at rest.
_PAUSE = 0.15
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class PreviewServer:
    """Serves one bank under preview until it is told to stop."""

    def __init__(self, previewed: Previewed, port: int) -> None:
        self.previewed = previewed
        self.port = port
        self._token = secrets.token_urlsafe(24)
        self._sockets: set[_Socket] = set()
        self._stop = asyncio.Event()

    @property
    def address(self) -> str:
        """The page's address, with the token."""
        return f"http://{_HOST}:{self.port}/{self._token}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which a browser on this machine may call the server."""
        return f"{_HOST}:{self.port}", f"localhost:{self.port}"

    async def run(self, ready: Callable[[str], None]) -> None:
        """Serve, and follow the file, until the process is told to end.

        Args:
            ready: called with the address once it can be opened.
        """
        server = HTTPServer(self._application())
        server.listen(self.port, _HOST)
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError):  # Windows has not all of them
                loop.add_signal_handler(getattr(signal, name), self._stop.set)
        await self._look()
        ready(self.address)
        follower = loop.create_task(self._follow())
        try:
            await self._stop.wait()
        finally:
            follower.cancel()
            server.stop()
            for socket in list(self._sockets):
                socket.close()
            await server.close_all_connections()

    def _application(self) -> Application:
        texts: dict[str, tuple[str, Callable[[], str]]] = {
            "": ("text/html", self._html),
            "page.js": ("text/javascript", lambda: _read("page.js")),
            "page.css": ("text/css", lambda: _read("page.css")),
            "quiz.js": ("text/javascript", browser_module),
            "quiz.css": ("text/css", style_sheet),
        }
        routes: list[Any] = [
            (f"/{self._token}/{name}", _Text, {"server": self, "kind": kind, "text": text})
            for name, (kind, text) in texts.items()
        ]
        routes.append((f"/{self._token}/socket", _Socket, {"server": self}))
        return Application(routes, log_function=lambda _handler: None, default_host=None)

    def _html(self) -> str:
        words = {code: preview_words(code) for code in LANGUAGES}
        facts = {
            "words": words,
            "file": self.previewed.path.name,
            "languages": [{"code": x.code, "name": x.name, "tag": x.tag} for x in LANGUAGES.values()],
        }
        # "<" can't occur in the JSON of a script element: it might end it.
        return _read("page.html").replace("{{facts}}", json.dumps(facts).replace("<", "\\u003c"))

    # Following the file ------------------------------------------------------------------------------

    async def _follow(self) -> None:
        known = before = self.previewed.signature()
        while True:
            await asyncio.sleep(_PAUSE)
            now = self.previewed.signature()
            if now == before and now != known:
                known = now
                await self._look()
                self.tell({"kind": "changed", "revision": self.previewed.revision})
            before = now

    async def _look(self) -> None:
        # In a thread of its own: a long bank takes a moment to check, and the page must go on working.
        reading = await asyncio.get_running_loop().run_in_executor(None, self.previewed.read)
        self.previewed.take(reading)

    # Speaking with the page --------------------------------------------------------------------------

    def join(self, socket: _Socket) -> None:
        """Note a page that was opened."""
        self._sockets.add(socket)

    def leave(self, socket: _Socket) -> None:
        """Forget a page that was closed."""
        self._sockets.discard(socket)

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message to every open page."""
        for socket in list(self._sockets):
            socket.tell(message)

    def answer(self, message: Any) -> dict[str, Any] | None:
        """Return the reply to a page's message, or None."""
        if not isinstance(message, dict):
            return None
        previewed = self.previewed
        match message.get("kind"):
            case "show":
                return {"kind": "show", **previewed.shown()}
            case "variant":
                previewed.begin_anew()
                return {"kind": "show", **previewed.shown()}
            case "language":
                previewed.language = str(message.get("language"))
                return {"kind": "show", **previewed.shown()}
            case "say" if previewed.talk:
                content = previewed.talk.handle(message.get("content"))
                if content is None:
                    return None
                again = {"answers": previewed.answers()} if "quiz" in content else {}
                return {"kind": "reply", "content": content, **again}
        return None


class _Guarded(RequestHandler):
    """Answers only what was called by this machine's own names."""

    def initialize(self, server: PreviewServer, **_more: Any) -> None:
        self._server = server

    def prepare(self) -> None:
        # A name that leads here by a trick of name servers would let a foreign page read along. Tornado's own
        # check takes a request from such a page for one of the same origin.
        origin = self.request.headers.get("Origin")
        if self.request.host not in self._server.hosts or (origin and not self._is_ours(origin)):
            raise HTTPError(403)

    def _is_ours(self, origin: str) -> bool:
        return origin in {f"http://{host}" for host in self._server.hosts}


class _Text(_Guarded):
    """A text of the page."""

    def initialize(self, server: PreviewServer, **more: Any) -> None:
        super().initialize(server)
        self._kind, self._body = more["kind"], more["text"]

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")

    def get(self) -> None:
        self.set_header("Content-Type", f"{self._kind}; charset=utf-8")
        self.write(self._body())


class _Socket(_Guarded, WebSocketHandler):
    """The socket of one open page."""

    def check_origin(self, origin: str) -> bool:
        return self._is_ours(origin)

    def open(self, *_args: str, **_named: str) -> None:
        self._server.join(self)

    def on_message(self, message: str | bytes) -> None:
        try:
            reply = self._server.answer(json.loads(message))
        except (ValueError, RecursionError):
            return
        if reply is not None:
            self.tell(reply)

    def on_close(self) -> None:
        self._server.leave(self)

    def tell(self, message: dict[str, Any]) -> None:
        with suppress(WebSocketClosedError):
            self.write_message(json.dumps(message))


def _read(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")
