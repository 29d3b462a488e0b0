"""Makes a release in dist/ from what is committed:  make release

kiosk-0.1.0-py3-none-any.whl    what is installed
kiosk-0.1.0.tar.gz              the sources
requirements.txt                the wheel and everything it needs, each by version and hash:
                                pip install --require-hashes -r requirements.txt
kiosk-0.1.0.cdx.json            bill of materials (CycloneDX 1.6), SQLite's own version in it
licences.txt                    under which licence each part stands
SHA256SUMS                      sha256sum --check SHA256SUMS

Made twice from the same commit, the files are the same byte for byte, whoever makes them and wherever.
"""

import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from release.bill import bill_of_materials, licences
from release.locked import runtime_parts

ROOT = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    """Make a release in dist/, or in the folder that is named."""
    target = Path(arguments[0] if arguments else ROOT / "dist").resolve()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    moment = int(_git("log", "-1", "--format=%ct"))
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "kiosk"
        _export(sources)
        _build(sources, target, moment)
    (sdist,) = target.glob("*.tar.gz")
    _repack(sdist, moment)
    (wheel,) = target.glob("*.whl")
    parts = runtime_parts(ROOT / "requirements.lock", ROOT / "pyproject.toml")
    own = f"./{wheel.name} --hash=sha256:{_hash(wheel)}"
    needed = wheel.name.replace("-py3-none-any.whl", "")
    (target / "requirements.txt").write_text("\n".join([own, *(part.locked for part in parts), ""]), "utf-8")
    version = needed.partition("-")[2]
    (target / f"{needed}.cdx.json").write_text(bill_of_materials(version, parts, moment), "utf-8")
    (target / "licences.txt").write_text(licences(parts), "utf-8")
    files = sorted(target.iterdir())
    sums = "".join(f"{_hash(file)}  {file.name}\n" for file in files)
    (target / "SHA256SUMS").write_text(sums, "ascii")
    print(f"{target}:", *(file.name for file in sorted(target.iterdir())), sep="\n  ")
    return 0


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _export(folder: Path) -> None:
    """Write what is committed, and nothing else; every file with the same rights whatever the umask."""
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _build(sources: Path, target: Path, moment: int) -> None:
    """Build with the build backend that pyproject.toml names, in a process of its own."""
    program = (
        "import sys; from setuptools import build_meta; place = sys.argv[1]; "  # which building writes over
        "build_meta.build_sdist(place); build_meta.build_wheel(place)"
    )
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(moment), "PYTHONHASHSEED": "0"}
    line = [sys.executable, "-c", program, str(target)]
    subprocess.run(
        line, cwd=sources, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _repack(sdist: Path, moment: int) -> None:
    """Pack the sources again without times, owners and order of the machine they were packed on."""
    packed = io.BytesIO()
    with tarfile.open(sdist) as old, tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new:
        for member in sorted(old.getmembers(), key=lambda each: each.name):
            member.mtime, member.uid, member.gid, member.uname, member.gname = moment, 0, 0, "", ""
            member.pax_headers = {}
            new.addfile(member, old.extractfile(member) if member.isfile() else None)
    sdist.write_bytes(gzip.compress(packed.getvalue(), mtime=0))


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
