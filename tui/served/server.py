"""The server of ``onrecord serve``: a page that shows the desk, to whoever has the token."""

from __future__ import annotations

import asyncio
import html
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import web

from tui.served.access import Access
from tui.served.session import MOST_CHARACTERS, STOPPED, DeskSession, SessionEnd

COOKIE = "onrecord"
"""The name of the cookie."""

HEARTBEAT = 15.0
"""Seconds after which a page that does not answer counts as gone."""

_OURS = files("tui.served").joinpath("page")
_THEIRS = Path(textual_serve.__file__).parent / "static"

ASSETS = {
    "desk.js": (_OURS.joinpath("desk.js"), "text/javascript"),
    "desk.css": (_OURS.joinpath("desk.css"), "text/css"),
    "terminal.js": (_THEIRS / "js" / "textual.js", "text/javascript"),
    "terminal.css": (_THEIRS / "css" / "xterm.css", "text/css"),
    "font.ttf": (_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""All that the page loads, and nothing else is served: ours, and what textual-serve brings."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class DeskServer:
    """Serves one store to browsers, a process for each page that shows it."""

    def __init__(
        self, command: Sequence[str], access: Access, most_sessions: int, report: Callable[[str], object]
    ) -> None:
        """Listen to nobody yet.

        :param command: the words that start a desk.
        :param most_sessions: desks that may run at once.
        :param report: called with the address of each browser that was let in.
        """
        self._command = command
        self._access = access
        self._most = most_sessions
        self._report = report
        self.sessions: set[DeskSession] = set()
        """The desks that run."""

    def app(self) -> web.Application:
        """The application: every request goes through :meth:`_guard` first."""
        app = web.Application(middlewares=[self._guard], client_max_size=1024)
        app.router.add_get("/", self._enter, allow_head=False)
        app.router.add_get("/{place}/", self._show_page, allow_head=False)
        app.router.add_get("/{place}/socket", self._connect, allow_head=False)
        app.router.add_get("/{place}/{asset}", self._send_asset, allow_head=False)
        app.on_shutdown.append(self._end_all)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what does not come from this server's own page, and set what the browser may do with the answer."""
        nonce = request["nonce"] = secrets.token_urlsafe(16)
        response: web.StreamResponse | None = self._refuse(request)
        if response is None:
            try:
                response = await handler(request)
            except web.HTTPException as error:
                response = _refusal(request, error.status, "There is no such page.", "")
        if not response.prepared:
            response.headers.update(_headers(request.headers.get("Host", ""), nonce))
        return response

    def _refuse(self, request: web.Request) -> web.Response | None:
        """The answer to a request that may not come in; None for one that may."""
        if not self._access.allows_host(request.headers.get("Host", "")) or len(request.headers.getall("Host")) != 1:
            return _refusal(request, 421, "This address is not the server's.", "Open the one that it printed.")
        is_socket = request.path.endswith("/socket")
        is_link = request.path == "/" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if not is_link and not self._access.allows_origin(request.headers, must_name=is_socket):
            return _refusal(request, 403, "Another page asked for this; only the desk's own may.", "")
        if request.path == "/":
            return None
        place = request.match_info.get("place", "")
        if not secrets.compare_digest(place.encode(), self._access.place.encode()) or not self._access.knows(
            request.cookies.get(COOKIE, "")
        ):
            hint = "Open the newest address that onrecord serve printed; each works once."
            return _refusal(request, 403, "This browser was not let in.", hint)
        return None

    async def _enter(self, request: web.Request) -> web.Response:
        """Take the token for a cookie, and go on to the desk."""
        cookie = self._access.admit(request.query.get("token", ""))
        if cookie is None:
            hint = "Each address works once: open the newest that onrecord serve printed."
            return _refusal(request, 403, "This address does not let anyone in.", hint)
        self._report(request.remote or "")
        folder = f"/{self._access.place}/"
        # Not a redirect: where a link in another page led here, the browser would send no strict cookie along.
        entered = _page("entered.html", folder=folder)
        response = web.Response(text=entered, content_type="text/html", charset="utf-8")
        response.set_cookie(COOKIE, cookie, path=folder, httponly=True, samesite="Strict")
        return response

    async def _show_page(self, request: web.Request) -> web.Response:
        page = _page("desk.html", nonce=request["nonce"])
        return web.Response(text=page, content_type="text/html", charset="utf-8")

    async def _send_asset(self, request: web.Request) -> web.Response:
        found = ASSETS.get(request.match_info["asset"])
        if found is None:
            raise web.HTTPNotFound
        path, kind = found
        return web.Response(body=await asyncio.to_thread(path.read_bytes), content_type=kind)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Start a desk for a page, and keep it until either goes."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=4 * MOST_CHARACTERS)
        await socket.prepare(request)
        session = DeskSession(self._command, socket)
        if len(self.sessions) >= self._most:
            desks = "desk is" if self._most == 1 else "desks are"
            hint = "Close one in another window, or start onrecord serve with more --sessions."
            await session.end(SessionEnd(f"All {self._most} {desks} in use.", hint))
            return socket
        self.sessions.add(session)
        try:
            await session.serve(_number(request, "width", 80), _number(request, "height", 24))
        except OSError as error:
            await session.end(SessionEnd(f"No desk could be started: {error.strerror}.", "Close other programs."))
        finally:
            self.sessions.discard(session)
        return socket

    async def _end_all(self, _: web.Application) -> None:
        """End every desk, all at the same time."""
        running = list(self.sessions)
        await asyncio.gather(*(each.end(STOPPED) for each in running), return_exceptions=True)
        await asyncio.gather(*(each.stop() for each in running), return_exceptions=True)


async def listen(server: DeskServer, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Listen on an address.

    :param port: 0 for any.
    :returns: what ends it, by its ``cleanup``; and the port.
    :raises OSError: it can't be had.
    """
    runner = web.AppRunner(server.app(), access_log=None, handler_cancellation=False, shutdown_timeout=10.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
    except BaseException:
        await runner.cleanup()
        raise
    return runner, int(runner.addresses[0][1])


def _headers(host: str, nonce: str) -> dict[str, str]:
    """Headers of every answer: load nothing from others, be framed by nobody, send no address on, keep nothing."""
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' 'nonce-{nonce}'",
        "img-src 'self' data:",
        "font-src 'self'",
        f"connect-src 'self' ws://{host}",  # Safari does not take 'self' for a socket
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
    }


def _refusal(request: web.Request, status: int, message: str, hint: str) -> web.Response:
    page = _page("refused.html", nonce=request["nonce"], message=message, hint=hint)
    return web.Response(status=status, text=page, content_type="text/html", charset="utf-8")


def _page(name: str, **values: str) -> str:
    """A page of ours, with its values, escaped."""
    text = _template(name)
    for key, value in values.items():
        text = text.replace("{{ " + key + " }}", html.escape(value))
    return text


@cache
def _template(name: str) -> str:
    return _OURS.joinpath(name).read_text("utf-8")


def _number(request: web.Request, name: str, usual: int) -> int:
    with suppress(ValueError):
        return int(request.query.get(name, "")[:6])
    return usual
