"""`kiosk`, and `python -m kiosk`.

Two ways from here: a command that opens the kiosk paints its first frame at once, every other command goes
straight to `kiosk.cli`, which also opens the kiosk once the first frame stands.
"""

import os
import sys
from types import TracebackType

from kiosk import first_frame


def main(arguments: list[str] | None = None) -> int:
    """Run one command and answer its exit status: 0, or what is wrong with it (kiosk.cli names the numbers)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    sys.excepthook = _tell_of_fault
    if first_frame.opens_the_app(arguments):
        first_frame.show()
    from screens.terminal.environment import prepare

    prepare(os.environ)
    try:
        from kiosk.cli import main as run_command

        return run_command(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who read our output has had enough
        return 0
    except KeyboardInterrupt:
        return 130
    finally:
        first_frame.end()


def _tell_of_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    from kiosk.fault import tell

    first_frame.end()
    tell(kind, error, trace)


if __name__ == "__main__":
    sys.exit(main())
