"""Children that were forked ahead and wait, warmed, for a task: a fork alone takes milliseconds."""

from __future__ import annotations

from agtutor.lab.processes import Holder
from agtutor.lab.runs import Seat


class Standbys:
    """At most one child of each holder that a run is expected on."""

    def __init__(self) -> None:
        self._seats: dict[int, Seat] = {}

    def expect(self, *holders: Holder) -> None:
        """Have a child of each of these holders stand by, and of no other.

        Raises:
            LabError: none can be forked.
        """
        wanted = {holder.number: holder for holder in holders if holder.alive}
        for number in [number for number in self._seats if number not in wanted]:
            self._seats.pop(number).leave()
        for number, holder in wanted.items():
            if number in self._seats and not self._seats[number].usable:
                self._seats.pop(number).leave()
            if number not in self._seats:
                self._seats[number] = Seat(holder, ahead=True)

    def take(self, holder: Holder) -> Seat:
        """Return the child of a holder that stands by, or one that is forked now.

        Raises:
            HolderLost: the holder has ended.
            LabError: none can be forked.
        """
        seat = self._seats.pop(holder.number, None)
        if seat is not None and seat.usable:
            return seat
        if seat is not None:
            seat.leave()
        return Seat(holder)

    def dismiss(self) -> list[Seat]:
        """Let all of them go, and return them: they end in a moment."""
        seats = list(self._seats.values())
        self._seats.clear()
        for seat in seats:
            seat.leave()
        return seats
