"""Run every benchmark of this folder and print one table.

    python benchmarks/                 all of them
    python benchmarks/ terminal load   some of them
    python benchmarks/ --strict        exit status 1 when a figure misses what it must be

A benchmark is a module with a function `figures()`, see figures.py.
"""

import argparse
import importlib
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from benchmarks.figures import Figure, table  # noqa: E402 - found through the line above


def names() -> list[str]:
    """Answer the benchmarks of this folder."""
    modules = [path.stem for path in sorted(FOLDER.glob("*.py")) if not path.stem.startswith("_")]
    return [name for name in modules if "\ndef figures(" in (FOLDER / f"{name}.py").read_text("utf-8")]


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python benchmarks/", description="Measure, beside must and aim.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(names())}; all without")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a figure misses its must")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(names())
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    rows: list[tuple[str, Figure]] = []
    for name in arguments.names or names():
        start = time.monotonic()
        print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
        module = importlib.import_module(f"benchmarks.{name}")
        rows.extend((name, figure) for figure in module.figures())
        print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
    print(table(rows))
    missed = [figure for _, figure in rows if figure.verdict == "MISSED"]
    print(f"\n{len(rows)} figures, {len(missed)} missed what they must be")
    return 1 if missed and arguments.strict else 0


if __name__ == "__main__":
    sys.exit(main())
