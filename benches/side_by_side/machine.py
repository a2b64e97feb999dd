"""Processes, cores and facts about the machine."""

import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import subprocess
import time

_TICKS = os.sysconf("SC_CLK_TCK")


class BenchmarkError(Exception):
    """The reason why a measurement failed."""


class Cores:
    """The core of the server and the core of the load generator, so that neither takes time from the other."""

    def __init__(self, given=None):
        mine = sorted(os.sched_getaffinity(0))
        if given:
            self.server, self.load = (int(core) for core in given.split(","))
        elif len(mine) > 1:
            self.server, self.load = mine[1], mine[0]
        else:
            raise BenchmarkError("one core is not enough: the load generator needs its own core")
        self.all = mine


class Process:
    """A program that runs until it is stopped. Its output goes to a log file."""

    def __init__(self, command, log, core=None, folder=None):
        self.log = pathlib.Path(log)
        where = ["taskset", "-c", str(core)] if core is not None else []
        with self.log.open("wb") as out:
            self._process = subprocess.Popen(
                where + [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=folder,
                # A process group of its own, so that stopping it also stops child processes such as the nginx worker.
                start_new_session=True,
            )
        self.pid = self._process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def check(self):
        """Raises an error with the last output if the program has ended."""
        if self._process.poll() is not None:
            output = self.log.read_text(errors="replace").strip()[-600:]
            raise BenchmarkError(f"{self._process.args[0]} ended with {self._process.returncode}: {output}")

    def stop(self):
        """Sends SIGTERM, and SIGKILL after ten seconds."""
        for kind, time_limit in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
            if self._process.poll() is None:
                try:
                    os.killpg(self.pid, kind)
                    self._process.wait(time_limit)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    pass
        try:
            # Child processes that are still running.
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def end(self, deadline):
        """Waits until the program exits with status 0, and returns its resource usage."""
        while True:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self._process.returncode = os.waitstatus_to_exitcode(status)
                if status:
                    self.check()
                return usage
            if time.perf_counter() > deadline:
                raise BenchmarkError(f"{self._process.args[0]} takes too long")
            time.sleep(0.002)

    def family(self):
        """Returns the process ids of the program and its descendants."""
        found = [self.pid]
        for pid in found:
            for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
                try:
                    found += [int(child) for child in task.read_text().split()]
                except OSError:
                    pass
        return found

    def cpu(self):
        """Returns the CPU seconds of the program and its descendants so far, in ticks (usually 10 ms)."""
        return sum(_cpu_of(pid) for pid in self.family())

    def memory(self, field):
        """Returns megabytes from /proc/PID/status of the program and its descendants: VmRSS (now) or VmHWM (peak)."""
        return sum(_status_of(pid, field) for pid in self.family()) / 1024


def _cpu_of(pid):
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _status_of(pid, field):
    try:
        text = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(rf"^{field}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0


def run(command, log, folder=None, time_limit=900):
    """Runs a program to its end. Returns its run time in seconds and its peak memory in MB."""
    started = time.perf_counter()
    with Process(command, log, folder=folder) as process:
        usage = process.end(started + time_limit)
        took = time.perf_counter() - started
        return took, usage.ru_maxrss / 1024


def wait_until(true, time_limit, what, process=None, pause=0.002):
    """Waits until a condition is true, and returns that time."""
    deadline = time.perf_counter() + time_limit
    while True:
        if true():
            return time.perf_counter()
        if process:
            process.check()
        if time.perf_counter() > deadline:
            raise BenchmarkError(f"{what} did not come within {time_limit} s")
        time.sleep(pause)


def busy():
    """Returns the CPU seconds of all programs of the machine so far, without interrupt handling for the network."""
    user, nice, system = (int(field) for field in pathlib.Path("/proc/stat").read_text().split(maxsplit=4)[1:4])
    return (user + nice + system) / _TICKS


def settle(process, time_limit=30):
    """Waits until a process has been idle for a second: at most two per cent of a core."""
    deadline = time.perf_counter() + time_limit
    while time.perf_counter() < deadline:
        before = process.cpu()
        time.sleep(1)
        process.check()
        if process.cpu() - before <= 0.02:
            return


def free_port():
    """Returns a free port of the loopback interface."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def first_line(*command):
    """Returns the first line of a program's version output; `None` if the program is not installed."""
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return next(iter(done.stdout.splitlines()), "")


def facts():
    """Returns the facts that the figures depend on."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    versions = {
        "nginx": first_line("nginx", "-v"),
        "wrk": first_line("wrk", "-v"),
        "hugo": first_line("hugo", "version"),
        "zola": first_line("zola", "--version"),
        "rustc": first_line("rustc", "--version"),
    }
    return {
        "processor": cpu[1] if cpu else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(pages / 1e9, 1),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "versions": {name: version for name, version in versions.items() if version},
    }
