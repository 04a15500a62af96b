"""Every use that the app makes of Textual's private names; a canary test in tests/tui/system guards each."""

from __future__ import annotations

import sys
from asyncio import CancelledError, Task, create_task, current_task, get_running_loop, sleep
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from traceback import walk_tb
from types import FrameType
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet

from rich.text import Text
from textual import events, messages
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._context import active_message_pump
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.driver import Driver
from textual.message import Message
from textual.notifications import Notification
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkerFailed

from db.dataclass import dataclass
from db.text.normalize import normalize_text
from tui.system import key_waits
from tui.system.clean_app import CleanApp
from tui.system.drawn_rows import DrawnPiece, DrawnRows
from tui.system.first_frame import painted_frame
from tui.system.key_waits import end_key_waits
from tui.system.pastes import PASTE_END, Pasted, PasteLacking, PasteScanner
from tui.system.type_ahead import LONGEST_WAIT, TypeAhead, Typed

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

MOST_UNDRAWN = 3
"""Drawings of a screen that fail one after the other, after which it counts as broken."""

HUNG_UP = 129
"""Return code where the terminal is gone: 128 and the number of SIGHUP."""

OPENS = "opens"
"""The group of a worker that opens or closes a screen: the next key waits for it."""

LONGEST_HOLD = 0.5
"""Seconds after which the first screen is drawn, also where it is not whole."""

ENTER_ALTERNATE = "\x1b[?1049h"
"""What Textual's driver writes first; terminals clear the screen at it, also where they are in it already."""

LONGEST_PAINTED = 3.0
"""The same where it was painted before, so that it does not flicker."""

LONGEST_UNSEEN = 1.0
"""Seconds in which the first screen of the next start must be whole."""

CALM_ROUNDS = 3
"""Rounds without a message after which the first screen is whole."""

PAUSE = 0.001
"""Seconds of a round in which an answer of the store is waited for."""

_LAST_MESSAGES = (events.Unmount, events.ScreenSuspend, events.Callback, messages.Prune, messages.CloseMessages)
"""Messages that a screen still gets after it left; a callback, since somebody may wait for it."""


class StoppableApp(CleanApp):
    """An app with a hook before its widgets are removed, for which Textual has no event."""

    def before_shutdown(self) -> None:
        """Stop workers that would report to removed widgets."""

    async def _shutdown(self) -> None:
        self.before_shutdown()
        await super()._shutdown()


class PasteParser(XTermParser):
    """Reads what the terminal sends. Textual's own takes escapes in a paste, and what follows them, for keys."""

    def __init__(self, debug: bool = False, scanner: PasteScanner | None = None) -> None:
        super().__init__(debug)
        self._scanner = scanner or PasteScanner()

    def feed(self, data: str) -> Iterable[Message]:
        """Read characters; none ends the input."""
        if not data:
            yield from super().feed(data)
        for piece in self._scanner.scan(data):
            if isinstance(piece, str):
                yield from super().feed(piece)
            else:
                yield from self._paste(piece)

    def tick(self) -> Iterable[Message]:
        """Go on where a sequence, or a paste, is not ended in time."""
        if self._scanner.is_pasting:
            if (pasted := self._scanner.end_after_pause()) is not None:
                yield from self._paste(pasted)
        elif not self._scanner.may_begin:
            yield from super().tick()
            if self._timeout_time is None:
                self._scanner.forget_begun()

    def _paste(self, pasted: Pasted) -> Iterable[Message]:
        for event in super().feed(PASTE_END):  # it has got the start mark, and nothing since
            if not isinstance(event, events.Paste):
                yield event
        yield events.Paste(normalize_text(pasted.text))
        if pasted.lacks:
            yield PasteLacking(pasted.lacks)


def read_pastes_whole(driver: type[Driver]) -> None:
    """Let a driver read with :class:`PasteParser`, go on after bytes that are not UTF-8, and stop at once.

    Drivers make their parser, decoder and selector by these names, and take no others; that for Windows in
    :mod:`textual.drivers.win32`.
    """
    ours: dict[str, object] = {
        "XTermParser": PasteParser,
        "getincrementaldecoder": _forgiving_decoder,
        "selectors": key_waits,
    }
    for module in (sys.modules.get(driver.__module__), sys.modules.get("textual.drivers.win32")):
        for name, each in ours.items():
            if hasattr(module, name):
                setattr(module, name, each)


def _forgiving_decoder(encoding: str) -> Callable[[], object]:
    kind = getincrementaldecoder(encoding)

    class TerminalDecoder(kind):  # type: ignore[misc, valid-type]
        """Reads on after bytes that are not text. The end of input ends the app, which would ask for more for ever."""

        def decode(self, read: bytes, final: bool = False) -> str:
            """The text of what was read.

            :raises EOFError: nothing was read, so the terminal is gone.
            """
            if not read and not final:
                raise EOFError("The terminal is gone.")
            return str(super().decode(read, final))

    return partial(TerminalDecoder, "replace")


@dataclass
class _Delivery(Message, bubble=False):
    """A key that waited, on its way to the top screen."""

    typed: Typed


@dataclass
class _Round(Message, bubble=False):
    """A trip from the focused widget up to the app, behind a key and all that it caused."""

    number: int
    """The number of the key."""


class SparingApp(StoppableApp):
    """An app that writes to the terminal only what differs from what it shows.

    Textual writes each changed widget as a whole, and the whole screen where a class of it changes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.drawn = DrawnRows()
        """What the terminal shows."""

    def get_driver_class(self) -> type[Driver]:
        """The driver for this system."""
        return sparing_driver(super().get_driver_class())

    def take_terminal(self) -> None:
        """Begin to draw on the terminal, at the start and after a stop: it may show anything, and is drawn anew."""
        self.drawn.forget()
        self.call_later(self.refresh)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, LayoutUpdate | ChopsUpdate) and not self.is_headless and not self._batch_count:
            text = self.drawn.change(_pieces_of(renderable), self.size, self.console)
            is_moved = self._previous_cursor_position != screen.outer_size.clamp_offset(self.cursor_position)
            super()._display(screen, _Rendered(text) if text or is_moved else None)
        else:
            super()._display(screen, renderable)


def sparing_driver(driver: type[Driver]) -> type[Driver]:
    """A driver that lets the app know when it takes the terminal over: at the start, and after the editor."""

    class SparingDriver(driver):  # type: ignore[misc, valid-type]
        """A driver of an app that remembers what it wrote."""

        _goes_on = False

        def start_application_mode(self) -> None:
            """Take the terminal over."""
            self._goes_on = painted_frame() is not None
            super().start_application_mode()
            frame = painted_frame()
            if frame is not None and frame.hand_over():
                self.attrs_before = frame.attributes
            self._app.take_terminal()
            if self._goes_on and frame is not None:
                self._app.drawn.begin_with(frame.rows)
            self._goes_on = False

        def write(self, data: str) -> None:
            """Write to the terminal; where a frame is painted, the alternate screen is entered already."""
            if not (self._goes_on and data == ENTER_ALTERNATE):
                super().write(data)

        def disable_input(self) -> None:
            """Stop the thread that reads keys, without its last waits."""
            end_key_waits()
            super().disable_input()

    SparingDriver.__module__ = driver.__module__  # where :func:`read_pastes_whole` looks
    return SparingDriver


class _Rendered(CompositorUpdate):
    """An update as its escape sequences."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        yield Text.from_ansi(self._text)

    def render_segments(self, _console: Console) -> str:
        return self._text


def _pieces_of(update: LayoutUpdate | ChopsUpdate) -> Iterator[DrawnPiece]:
    """The strips of an update with their places; those that a span cuts, up to its end."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield y, update.region.x, Strip.join(line)
        return
    for y, start, stop in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= stop and end > start:
                yield y, x, strip.crop(0, min(end, stop) - x)


class FirstDrawingApp(SparingApp):
    """An app that draws its first screen once it is whole: Textual draws it as it comes, up to six times."""

    def __init__(self) -> None:
        super().__init__()
        self.is_drawn = True
        """Whether the first screen is drawn."""
        self._after: list[Callable[[], object]] = []
        self._is_parsed = False
        """Whether the style sheets will be parsed for the first theme, and so need not be parsed again."""
        self._holding: Task[None] | None = None
        self._handled = 0
        """Messages that widgets are handling."""

    def on_first_drawing(self, *, is_whole: bool) -> None:
        """The first screen is drawn.

        :param is_whole: whether all of it had come; else it took too long, or a key came.
        """

    def draw_then(self, widget: Widget, callback: Callable[..., object], *args: object) -> None:
        """Call a function of a widget once the first screen is drawn; where it is, after the next drawing."""
        if self.is_drawn:
            widget.call_after_refresh(callback, *args)
        else:
            self._after.append(partial(widget.call_later, callback, *args))

    def begin_with_theme(self, theme: str) -> None:
        """Set the first theme. Textual would parse all style sheets for its own theme first, and then for this one."""
        before = self._css_update_count
        self.theme = theme
        if self._css_update_count != before:
            self.stylesheet.set_variables(self.get_css_variables())
            self._is_parsed = True

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the style sheets again, as for another theme; not for the first one."""
        if self._is_parsed:
            self._is_parsed = False
            for screen in self.screen_stack:
                screen._css_update_count = self._css_update_count
        else:
            super().refresh_css(animate)

    def take_terminal(self) -> None:
        """Begin to draw on the terminal: hold the first drawing back."""
        super().take_terminal()
        if self._holding is None:
            self.is_drawn = False
            self._begin_batch()
            self._holding = create_task(self._draw_first(), name="first drawing")

    async def render_unseen(self, screen: Screen[Any], push: Callable[[Screen[Any]], object]) -> list[str]:
        """Render a screen as it would be drawn first, in the place of all others. Nothing is drawn after that.

        :param push: puts the screen up.
        :returns: the rows; none where it takes too long.
        """
        self.is_drawn = False
        self._begin_batch()
        self.workers.cancel_all()
        self.clear_notifications()
        push(screen)
        calm = await self._become_calm(LONGEST_UNSEEN)
        if not calm or self.screen is not screen:
            return []
        update = screen._compositor.render_update(full=True)
        assert isinstance(update, LayoutUpdate)
        drawn = DrawnRows()
        drawn.change(_pieces_of(update), self.size, self.console)
        return drawn.rendered(self.console)

    async def _draw_first(self) -> None:
        longest = LONGEST_PAINTED if self.drawn.is_painted else LONGEST_HOLD
        is_whole = await self._become_calm(longest) and self._keys_taken == 0
        self.is_drawn = True
        self._end_batch()
        if self._screen_stack and not self._exit:
            self.screen.refresh()
            self.screen._on_timer_update()
            self.on_first_drawing(is_whole=is_whole)
        for callback in self._after:
            callback()

    async def _become_calm(self, longest: float) -> bool:
        """Wait until the screen is whole, or a key was taken.

        :param longest: seconds.
        :returns: whether it is whole.
        """
        end, keys, rests = get_running_loop().time() + longest, self._keys_taken, 0
        while rests < CALM_ROUNDS and get_running_loop().time() < end and self._keys_taken == keys:
            await sleep(0 if self._has_messages else PAUSE)
            rests = rests + 1 if self._is_calm() else 0
        return rests == CALM_ROUNDS

    @property
    def _keys_taken(self) -> int:
        """The number of keys taken so far."""
        return 0

    @property
    def _has_messages(self) -> bool:
        return bool(self._handled or any(pump.message_queue_size for pump in (self, *self._registry)))

    def _is_calm(self) -> bool:
        """Whether the screen is whole: no message, no answer is waited for. It is laid out here, where that is due."""
        if not self._is_mounted or not self._screen_stack or self._has_messages:
            return False
        if not all(widget._is_mounted for widget in self._registry if isinstance(widget, Widget)):
            return False
        if any(not worker.is_finished for worker in self.workers):
            return False
        screen = self.screen
        if screen._layout_required or screen._scroll_required:
            screen._layout_required = screen._scroll_required = False
            screen._refresh_layout()
            return False
        return True


class HeldScreen(Screen[Any]):
    """A screen that is not rendered in vain before the first drawing."""

    def _compositor_refresh(self) -> None:
        if not isinstance(self.app, FirstDrawingApp) or self.app.is_drawn:
            super()._compositor_refresh()


class GuardedApp(FirstDrawingApp):
    """An app that goes on after an error, and whose screens are left alone once they left.

    Textual ends the app at any error, and stops the widget whose handler raised it. Its screens still get messages and
    answers for a moment after they were closed, when some of their widgets are gone.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sent_to: WeakKeyDictionary[events.Key, Screen[Any] | None] = WeakKeyDictionary()
        """The screen that was on top when a key was pressed."""
        self._ahead = TypeAhead(lambda typed: self.post_message(_Delivery(typed)), self._takes_keys)
        self._taking_keys: WeakSet[Screen[Any]] = WeakSet()
        """Screens that are mounted, and have their first focus."""
        self._watched = 0
        """The number of the key whose handling is timed; 0 for none."""

    ended_by: Exception | None = None
    """The error that ended the app."""
    _undrawn = 0
    """Drawings that failed since the last one that did not."""

    def get_driver_class(self) -> type[Driver]:
        """The driver for this system."""
        read_pastes_whole(App.get_driver_class(self))
        return super().get_driver_class()

    @property
    def _keys_taken(self) -> int:
        return self._ahead.delivered

    def on_paste_lacking(self, event: PasteLacking) -> None:
        """Say that a part of a paste may be missing."""
        self.notify(event.words, severity="warning")

    def read_key(self, key: events.Key) -> events.Key | None:
        """The key that a pressed one stands for; None where it does nothing by itself."""
        return key

    def report_failure(self, error: Exception, at: DOMNode | None, *, broken: bool) -> None:
        """Show an error that no handler, action, worker or timer caught.

        :param at: the node where it happened, where that is known.
        :param broken: whether its screen can't be drawn.
        """
        raise NotImplementedError

    def end_after_failure(self, error: Exception) -> None:
        """End the app. Textual would print the error with the values of all variables."""
        self.ended_by = error
        self._return_code = 1
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002
        """End the app without a word: keys can't be read any more, since its terminal is gone."""
        self.exit(return_code=HUNG_UP)

    def has_left(self, node: DOMNode) -> bool:
        """Whether the screen of a node is closed, even where it is not removed yet."""
        screen = _screen_of(node)
        return screen is None or all(screen not in stack for stack in self._screen_stacks.values())

    def pop_screen(self) -> AwaitComplete:
        """Close the top screen, and cancel its workers: their answers would come to a screen that is gone."""
        left = self.screen
        done = super().pop_screen()
        self._cancel_work(left)
        return done

    def remove_mode(self, mode: str) -> AwaitComplete:
        """Remove a mode, and cancel the workers of its screens."""
        left = list(self._screen_stacks.get(mode, ()))
        done = super().remove_mode(mode)
        for screen in left:
            self._cancel_work(screen)
        return done

    def _cancel_work(self, screen: Screen[Any]) -> None:
        here = current_task()
        for worker in list(self.workers):
            if worker._task is not here and _screen_of(worker.node) is screen:  # closing itself, it goes on to its end
                worker.cancel()

    if not TYPE_CHECKING:  # the overloads of Textual stand

        def push_screen(self, *pushed, **named):
            """Open a screen. Its answer comes to this app before the next key, whichever widget asks for it."""
            before = active_message_pump.set(self)
            try:
                return super().push_screen(*pushed, **named)
            finally:
                active_message_pump.reset(before)

    def _takes_keys(self) -> bool:
        """Whether the top screen takes keys, and no worker is about to replace it."""
        if not self._screen_stack or self._screen_stack[-1] not in self._taking_keys:
            return False
        opening = [worker._task for worker in self.workers if worker.group == OPENS and not worker.is_finished]
        for task in opening:
            if task is not None:
                task.add_done_callback(lambda _: self.call_later(self._ahead.go_on))
        return not opening

    def _take_keys(self, screen: Screen[Any]) -> None:
        self._taking_keys.add(screen)
        self._ahead.go_on()

    def _watch_wait(self) -> None:
        """Let keys go on after a while, where the one before them never comes to its end."""
        if self._watched != self._ahead.delivered:
            self._watched = self._ahead.delivered
            self.set_timer(LONGEST_WAIT, partial(self._end_wait, self._watched))

    def _end_wait(self, number: int) -> None:
        self._watched = 0
        if self._ahead.is_waiting:
            if self._ahead.delivered == number:
                self._ahead.let_go()
            self._watch_wait()

    def _start_round(self) -> None:
        """Send a message the way of the key, behind it."""
        trip = _Round(self._ahead.delivered)
        if self._screen_stack and (self.focused or self.screen).post_message(trip):
            return
        self.call_next(self._end_round, trip.number)

    def _end_round(self, number: int) -> None:
        """Go on with the key's next trip, or with the next key; one that was let go is not waited for any more."""
        if number == self._ahead.delivered:
            if self._ahead.round_made():
                self._start_round()
            else:
                self._ahead.go_on()

    def _register_child(self, parent: DOMNode, child: Widget, before: int | None, after: int | None) -> None:
        self._guard(child)
        super()._register_child(parent, child, before, after)

    def _start_widget(self, parent: Widget, widget: Widget) -> None:
        self._guard(widget)
        super()._start_widget(parent, widget)

    def _guard(self, widget: Widget) -> None:
        """Let a widget survive errors of its handlers."""
        if "_dispatch_message" in vars(widget):
            return
        dispatch = widget._dispatch_message

        async def dispatch_guarded(message: Message) -> None:
            if isinstance(message, _Round):
                parent = widget._parent
                if parent is None or not parent.post_message(message):
                    self.post_message(message)
                return
            if self._is_late(widget, message):
                await widget._flush_next_callbacks()  # else Python warns of those that were never awaited
                return
            self._handled += 1
            try:
                await dispatch(message)
            except CancelledError:
                _pass_on_cancel()
            except Exception as error:
                self._handle(error, widget, broken=isinstance(message, events.Compose | events.Mount))
            finally:
                self._handled -= 1
            if isinstance(message, events.Mount) and isinstance(widget, Screen):
                self.call_later(self._take_keys, widget)  # after the focus that it asked for

        widget._dispatch_message = dispatch_guarded  # type: ignore[method-assign]

    def _is_late(self, widget: Widget, message: Message) -> bool:
        """Whether a message comes to a screen that left; a key goes to the screen that is on top instead."""
        if isinstance(message, _LAST_MESSAGES) or self._exit or not self._running:
            return False
        if isinstance(message, events.Key):
            self._sent_to[message] = _screen_of(widget)
            return self._is_sent_on(message)
        if isinstance(message, events.MouseDown | events.MouseUp | events.Click):
            return _screen_of(widget) is not self.screen
        return self.has_left(widget)

    def _is_sent_on(self, key: events.Key) -> bool:
        """Send a key to the top screen, where another opened or closed since it was pressed."""
        if self._sent_to.get(key) in (None, self.screen):  # a widget that is removed may have the focus for a moment
            return False
        self._ahead.put_back(key.copy())
        self._ahead.go_on()
        return True

    async def _dispatch_message(self, message: Message) -> None:
        if isinstance(message, _Round):
            self.call_next(self._end_round, message.number)  # after the answers of screens that it closed
            return
        typed = message.typed if isinstance(message, _Delivery) else message
        if isinstance(typed, events.InputEvent | events.Paste):
            if self._exit or not self._running:
                return  # there is no screen for it any more
            if isinstance(typed, events.Key) and self._is_sent_on(typed):
                return
        if not isinstance(typed, Typed) or typed.is_forwarded:
            if self._screen_stack or not isinstance(typed, events.InputEvent):
                await self._dispatch_guarded(typed)
        elif typed is not message or self._ahead.admit(typed):
            read = self.read_key(typed) if isinstance(typed, events.Key) else typed
            if read is not None:
                await self._dispatch_guarded(read)
            self._start_round()
        else:
            self._watch_wait()

    async def _dispatch_guarded(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except CancelledError:
            _pass_on_cancel()
        except Exception as error:
            if not self._is_mounted:
                raise
            self._handle(error, None)

    def fail(self, error: Exception) -> None:
        """Handle an error that came from outside of Textual, such as a task that nobody waits for."""
        self._handle(error, None)

    def _handle_exception(self, error: Exception) -> None:
        self._handle(error, None)

    def _handle(self, error: Exception, at: DOMNode | None, *, broken: bool = False) -> None:
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        frames = [frame for frame, _ in walk_tb(error.__traceback__)]
        at = at or next((node for frame in reversed(frames) if (node := _node_of(frame)) is not None), None)
        if at is not None and self.has_left(at) and isinstance(error, NoMatches | NoScreen):
            return  # an answer that was waited for came after the screen was gone
        if self._exception is None:
            self._exception = error  # Textual raises it where a test leaves the app
            self._exception_event.set()
        if any(frame.f_code.co_name == "_compose" for frame in frames):
            broken = True
        elif any(frame.f_code.co_filename.endswith("_compositor.py") for frame in frames):
            self._undrawn += 1
            broken = broken or self._undrawn >= MOST_UNDRAWN
            self.call_next(self._draw_again)
        if not self._is_mounted:
            self.end_after_failure(error)
        elif self._running and not self._exit:
            self.report_failure(error, at, broken=broken)

    def _draw_again(self) -> None:
        """Draw the whole screen, to see whether it can be drawn."""
        if self._screen_stack:
            self.screen.refresh(layout=True)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        failed = self._undrawn
        super()._display(screen, renderable)
        if renderable is not None and not self._batch_count and self._undrawn == failed:
            self._undrawn = 0


def _pass_on_cancel() -> None:
    """Raise the CancelledError that is being handled, where the task itself is cancelled.

    One of an answer that a handler waits for would end its widget, or the whole app, without a word: a newer question
    has replaced it, or its store was closed.
    """
    here = current_task()
    if here is not None and here.cancelling():
        raise


def _screen_of(node: DOMNode | None) -> Screen[Any] | None:
    """The screen of a node; None for one that was removed, and for the app."""
    while node is not None and not isinstance(node, Screen):
        node = node._parent  # type: ignore[assignment]
    return node


def _node_of(frame: FrameType) -> Widget | None:
    """The widget whose method a frame runs."""
    found = frame.f_locals.get("self")
    return found if isinstance(found, Widget) else None


class RedrawnInput(Input):
    """An input that draws its value by :meth:`drawn_value`; Textual's own draws it unchanged."""

    def drawn_value(self) -> str:
        """The value as drawn."""
        return self.value

    @property
    def _value(self) -> Text:
        return Text(self.drawn_value(), no_wrap=True, overflow="ignore", end="")


class SteadyPalette(CommandPalette):
    """Textual's palette, closed once; its list raises an error at a page key that comes before it is laid out."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, unless that was done before."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)


def notifications(app: App[None]) -> list[Notification]:
    """Notices on the screen, oldest first. Textual lets an app post notices but not list them."""
    return list(app._notifications)


def withdraw_notification(app: App[None], notice: Notification) -> None:
    """Remove one notice from the screen. Textual can only clear all of them."""
    app._unnotify(notice)


def parse_theme_style(widget: Widget, style: str) -> Style:
    """Parse a style of the theme, such as ``$accent bold``, for a widget of Textual's Line API.

    :param widget: the widget whose theme and component classes resolve it.
    """
    return widget._get_style(style)
