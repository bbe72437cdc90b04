"""The peer: a Jupyter kernel, asked by its own client."""

from __future__ import annotations

import subprocess
import time
from contextlib import AbstractContextManager
from types import TracebackType

from jupyter_client.manager import KernelManager

_PATIENCE = 60.0


class Notebook(AbstractContextManager["Notebook"]):
    """A running ipykernel and a client of it."""

    def __init__(self) -> None:
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=_PATIENCE)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, code: str) -> float:
        """Run a cell; return the seconds until its reply and all of its output are there."""
        start = time.perf_counter()
        asked = self._client.execute(code)
        reply = self._client.get_shell_msg(timeout=_PATIENCE)
        assert reply["content"]["status"] == "ok", reply["content"]
        while True:
            message = self._client.get_iopub_msg(timeout=_PATIENCE)
            mine = message["parent_header"].get("msg_id") == asked
            if mine and message["content"].get("execution_state") == "idle":
                return time.perf_counter() - start

    def hang(self, code: str) -> None:
        """Run a cell that never ends."""
        self._client.execute(code)

    def restart(self, code: str) -> float:
        """Kill the kernel, start it again and run a cell; return the seconds of all that."""
        start = time.perf_counter()
        self._manager.restart_kernel(now=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._client.wait_for_ready(timeout=_PATIENCE)
        self.run(code)
        return time.perf_counter() - start
