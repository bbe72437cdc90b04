"""The saying half of a lesson: steps, verdicts, and what stands, written to the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.app import telling
from agtutor.app.printing import printed_by, reprinted
from agtutor.plain import speaking, views
from agtutor.plain.asking import Asked, asked, begun, options_of
from agtutor.walkthrough.review import told_lesson
from agtutor.walkthrough.summary import counted, opening, sections, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from agtutor.case.evidence import Evidence, Fact, Figure
    from agtutor.case.verdict import Verdict
    from agtutor.plain.paper import Paper
    from agtutor.walkthrough.walk import Answered, Walkthrough


class Teller:
    """Says what there is to say of a lesson in progress.

    Attributes:
        walk: the lesson.
        paper: where it is written.
        figure: the plot that was drawn last.
    """

    def __init__(self, walk: Walkthrough, paper: Paper) -> None:
        """Take the lesson, and where it is said."""
        self.walk = walk
        self.paper = paper
        self.figure: Figure | None = None
        self._told_how: set[str] = set()

    @property
    def asked(self) -> Asked:
        """What the current step asks for."""
        return asked(self.walk.lesson, self.walk.step)

    @property
    def passed(self) -> bool:
        """Whether the current step is right or skipped."""
        return telling.passed(self.walk)

    def note_all(self, sentences: Iterable[str]) -> None:
        """Write one after the other as they stand, each from a new line."""
        for words in sentences:
            self.paper.note(words)

    def say_opening(self) -> None:
        """Say which lesson this is, what it is for, and how far the learner is."""
        lesson, (done, many) = told_lesson(self.walk), self.walk.done
        steps = counted(len(lesson.steps), "step")
        self.paper.say(f"Lesson: {lesson.title}. {steps}, about {counted(lesson.minutes, 'minute')}.")
        self.paper.say(lesson.goal)
        if done:
            self.paper.say(
                f"{done} of {many} steps are done. You are at step {self.walk.position + 1}."
            )

    def say_step(self) -> None:
        """Say the step: its place, its question, what stands of earlier work, how it is answered."""
        self.paper.gap()
        self.paper.say(speaking.heading(self.walk, self.asked.kind))
        self.paper.tell(self.walk.step.text)
        self._say_options()
        self._say_beginning()
        for number, hint in enumerate(self.walk.hints_shown(self.walk.step.id), start=1):
            self.paper.item(f"Hint {number}.", hint)
        self.note_all(telling.notes(self.walk))
        self._say_earlier()
        self.say_how()
        self.say_notices()

    def say_how(self) -> None:
        """Say how the step is answered, or how to go on where it is passed."""
        if self.passed:
            self.say_points()
            self.paper.say(speaking.going_on(self.walk))
            return
        kind = self.asked.kind
        first = kind not in self._told_how
        self._told_how.add(kind)
        self.paper.say(speaking.FIRST_CODE if first and kind == "code" else self.asked.wanted(first))

    def say_answered(self, answered: Answered, before: Mapping[str, Fact] | None) -> None:
        """Say what an answer printed, what is said to it, and what it changed.

        Args:
            answered: what came of it.
            before: the names as they stood before; None where it was no code.
        """
        evidence, verdict = answered.evidence, answered.verdict
        if evidence is not None:
            self.paper.show(printed_by(evidence))
        self._say_verdict(verdict, answered.entry.answer)
        if evidence is not None:
            self.say_figures(evidence)
        if evidence is not None and before is not None and verdict.right:
            self.note_all(views.changes(evidence["names"], before))
        self.say_notices()
        if self.passed and verdict.right:
            self.say_how()

    def say_skipped(self, answered: Answered) -> None:
        """Say the answer to a step that was skipped: it stands now."""
        found = self.walk.lesson.step(answered.entry.step)
        answer = answered.entry.answer.strip()
        self.paper.say(f"Skipped: {found.title if found else answered.entry.step}.")
        if answer:
            self.paper.say("Its answer, which stands now:")
            self.paper.code(answer)

    def say_pad(self, evidence: Evidence) -> None:
        """Say what came of code on the scratch pad."""
        self.paper.show(printed_by(evidence, judged=False))
        self.paper.say(speaking.SCRATCH_RAN[evidence["ended"]])
        self.say_figures(evidence)

    def say_figures(self, evidence: Evidence) -> None:
        """Describe what was drawn."""
        for figure in evidence["figures"]:
            self.figure = figure
            self.note_all(views.reading(figure))

    def say_points(self) -> None:
        """Say the points of an explanation that was given, and how they are ticked."""
        step = self.walk.step
        if step.kind != "explain" or self.walk.status(step.id) != "right":
            return
        ticks = self.walk.progress.of(step.id).ticks
        self.paper.say("These points belong in an answer:")
        for place, point in enumerate(step.points):
            self.paper.item(f"{place + 1}. (yours)" if place in ticks else f"{place + 1}.", point)
        self.paper.say(speaking.TICK)

    def say_notices(self) -> None:
        """Say what has to be said once."""
        self.note_all(self.walk.notices())

    def say_ending(self) -> None:
        """Say what was done of the lesson: what was right at once, the slips, what to review."""
        lesson = told_lesson(self.walk)
        found = summarise(lesson, self.walk.journal.of(lesson.id))
        self.paper.say(f"That was the last step of {lesson.title}: {opening(found)}")
        for section in sections(found):
            self.paper.say(f"{section.heading} ({len(section.items)}):")
            for item in section.items:
                self.paper.item("-", item)

    def say_answers(self) -> None:
        """List all answers of the lesson."""
        found = list(telling.history(self.walk))
        for number, entry in found:
            self.paper.show(f"Step {number}:")
            self.paper.code(entry.answer)
            self.paper.show(reprinted(entry))
            self.paper.say(speaking.verdict(entry.verdict, entry.answer))
        if not found:
            self.paper.say("You have answered nothing in this lesson yet.")

    def _say_options(self) -> None:
        for number, option in enumerate(options_of(self.walk.step, self.asked), start=1):
            self.paper.item(f"{number}.", option)

    def _say_beginning(self) -> None:
        given = self.walk.step.kind == "experiment"
        if begun(self.walk.step) and (given or not telling.earlier(self.walk).answer):
            self.paper.say("This runs:" if given else "It may start like this:")
            self.paper.code(begun(self.walk.step))

    def _say_earlier(self) -> None:
        """Say what stands of the learner's work on the step."""
        step, earlier = self.walk.step, telling.earlier(self.walk)
        if step.kind == "read" or not earlier.answer:
            return
        skipped = self.walk.status(step.id) == "skipped"
        self.paper.say("You skipped this step. Its answer:" if skipped else "Your answer:")
        self.paper.code(earlier.answer)
        if earlier.entry is not None:
            self.paper.show(reprinted(earlier.entry))
            self._say_verdict(earlier.entry.verdict, earlier.answer)

    def _say_verdict(self, found: Verdict, answer: str) -> None:
        kind = self.asked.kind
        self.paper.say(
            speaking.verdict(telling.said(self.walk, found), answer, formula=kind == "derive")
        )
