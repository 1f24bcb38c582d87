"""What to give the system so that it ingests every night: a systemd timer and its service, or a cron line."""

import shlex
from pathlib import Path

HOUR, MINUTE = 3, 30


def describe_schedule(python: Path, program: Path, documents: Path, index: Path) -> str:
    """Write both, for this Python, the folder of this program, and these folders, all absolute."""
    command = [str(python), "-m", "ingest", str(documents), "--index", str(index)]
    at = f"{HOUR:02}:{MINUTE:02}"
    cron = f"cd {shlex.quote(str(program))} && nice -n 19 {shlex.join(command)}".replace("%", r"\%")
    return f"""\
# systemd: put these two into ~/.config/systemd/user/, then run
#   systemctl --user daemon-reload && systemctl --user enable --now ingest.timer
# and, so that it runs while you are not logged in: loginctl enable-linger

# ingest.service
[Unit]
Description=Ingest the documents of {_escape(str(documents))}

[Service]
Type=oneshot
WorkingDirectory={_escape(str(program))}
ExecStart={" ".join(map(_quote, command))}
# 2: some documents could not be read; 3: another ingest is running
SuccessExitStatus=2 3
Nice=19
IOSchedulingClass=idle
CPUWeight=20

# ingest.timer
[Unit]
Description=Ingest at night

[Timer]
OnCalendar=*-*-* {at}:00
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target

# cron instead: run `crontab -e` and add
{MINUTE} {HOUR} * * * {cron}"""


def _escape(text: str) -> str:
    return text.replace("%", "%%")  # systemd's specifiers


def _quote(text: str) -> str:
    quoted = _escape(text).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{quoted}"'
