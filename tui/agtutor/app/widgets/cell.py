"""The cell of a step: In, where the answer is given, and Out, where it is answered."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from agtutor.app.keys import key_of
from agtutor.app.widgets.answers import AnswerPane
from agtutor.app.widgets.output import Output
from agtutor.app.widgets.rule import Rule
from agtutor.app.widgets.running import RunningLine
from agtutor.app.widgets.verdict import VerdictPanel
from agtutor.case.verdict import Verdict
from agtutor.lab.text import sanitise


class Cell(Vertical):
    """In and Out, framed.

    Attributes:
        whole: all that the last run printed and raised, of which Out may have no room for all.
    """

    def __init__(self, loading: Callable[[], bool], *, id: str | None = None) -> None:
        """Take a function that tells whether torch is still loading."""
        super().__init__(id=id)
        self._loading = loading
        self.whole = ""
        self._shown = ""

    def compose(self) -> ComposeResult:
        """Show the two parts, one below the other."""
        with Vertical(id="in"):
            yield Rule("middle", id="in-rule")
            yield Vertical(id="answer", classes="sides")
        with Vertical(id="out"):
            yield Rule("middle", id="out-rule")
            with VerticalScroll(id="said", classes="sides"):
                yield Output(id="output")
                yield RunningLine(self._loading, id="running")
                yield VerdictPanel(id="verdict")
        yield Rule("bottom")

    @property
    def heading(self) -> str:
        """What stands over Out."""
        return self.query_one("#out-rule", Rule).heading

    @property
    def out(self) -> str:
        """All that stands in Out as text, and what it has no room for."""
        said = self.query_one(VerdictPanel).text
        return "\n".join(part for part in (sanitise(self.whole).rstrip("\n"), said) if part)

    @property
    def pane(self) -> AnswerPane | None:
        """The pane for answering, where one is shown."""
        found = self.query(AnswerPane)
        return found.first() if found else None

    async def ask(self, pane: AnswerPane, heading: str, below: str) -> None:
        """Show another pane for answering, under other headings, and empty Out."""
        room = self.query_one("#answer")
        async with room.batch():
            await room.remove_children()
            await room.mount(pane)
        self.query_one("#in-rule", Rule).show(heading)
        self.query_one("#out-rule", Rule).show(below)
        self.clear()
        pane.take_focus()

    def announce(self, words: str) -> None:
        """Say something in passing where the text above ends."""
        self.query_one("#in-rule", Rule).aside = words

    def clear(self) -> None:
        """Take away what stands in Out."""
        self.stop()
        self._print("")
        self.query_one(VerdictPanel).clear()

    def start(self) -> None:
        """Say that something runs, if it takes longer than a moment."""
        self.query_one(RunningLine).start()
        self.query_one(VerdictPanel).add_class("-old")

    @on(RunningLine.Appeared)
    def _alone(self, event: RunningLine.Appeared) -> None:
        """Take away what an earlier run left: beside the line it would pass for this run's."""
        event.stop()
        if self.query_one(RunningLine).has_class("-on"):  # it may be over by now
            self._print("")
            self.query_one(VerdictPanel).clear()

    def stop(self) -> None:
        """Take that away again."""
        self.query_one(RunningLine).stop()
        self.query_one(VerdictPanel).remove_class("-old")

    def show(self, verdict: Verdict, output: str, whole: str = "") -> None:
        """Show what an answer printed and what is said to it.

        Args:
            verdict: what is said to it.
            output: what Out shows of the output.
            whole: all of it, where Out shows less.
        """
        self.stop()
        self._print(output, whole)
        self.query_one(VerdictPanel).show(verdict)
        self.show_end()

    def say(self, words: str, output: str = "") -> None:
        """Show words that are no verdict."""
        self.stop()
        self._print(output)
        self.query_one(VerdictPanel).say(words)
        self.show_end()

    def show_end(self) -> None:
        """Bring the verdict into view, however much room Out has by then."""
        self.call_after_refresh(self._scroll_to_verdict)

    def _scroll_to_verdict(self) -> None:
        """Show the end of Out, or the start of a verdict that is longer than Out."""
        said, panel = self.query_one("#said", VerticalScroll), self.query_one(VerdictPanel)
        if panel.outer_size.height > said.scrollable_content_region.height:
            panel.scroll_visible(animate=False, top=True)
        else:
            said.scroll_end(animate=False)
        hidden = self.whole != self._shown or (said.max_scroll_y > 0 and bool(self.whole))
        self.query_one("#out-rule", Rule).aside = f"{key_of('output')}: all of it" if hidden else ""

    def _print(self, output: str, whole: str = "") -> None:
        self._shown, self.whole = output, whole or output
        self.query_one(Output).show(output)
        self.query_one("#out-rule", Rule).aside = ""
