"""`kiosk print`: what is wanted, asked of the back end, drawn, and handed to a printer.

kiosk print job-card --order 101001                      an order's job card; --operation 10 for one of it
kiosk print sheet --machine 110                          plate, commands, reasons, quantities of a machine
kiosk print badge --person OP07                          a new badge; the one before opens nothing any more
kiosk print label --order 101001 --printer 10.0.0.7      labels of what the order made, on a label printer
kiosk print scanner-test                                 the three codes of the scanner test

Without --to, --queue or --printer a file is written here and named. --language says in which language.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from backend_client.messages.base import Refused
from kiosk.acting import Acting, acting, told
from kiosk.failures import Exit
from kiosk.printing import papers
from kiosk.printing.papers import Printed
from kiosk.printing.words import printer_sentence
from kiosk.settings import Settings
from screens.display import clean
from screens.language.text import TRANSLATOR, _
from screens.paper.job_card import Stamp
from screens.paper.manual import Reader
from screens.paper.printers import FileTarget, PrinterError, QueueTarget, Target, network_target
from screens.paper.zpl import DOTS_AN_INCH


def add_print_options(parser: argparse.ArgumentParser) -> None:
    """Say what `kiosk print` takes."""
    where = argparse.ArgumentParser(add_help=False)
    target = where.add_mutually_exclusive_group()
    target.add_argument("--to", type=Path, metavar="FILE", help=_("write this file"))
    target.add_argument("--queue", metavar="NAME", help=_("give it to this queue of CUPS"))
    target.add_argument("--printer", metavar="HOST[:PORT]", help=_("send it to this label printer, in ZPL"))
    where.add_argument("--language", default="", metavar="CODE", help=_("language of the paper"))
    where.add_argument(
        "--as", dest="as_person", default="", metavar="NUMBER", help=_("sign on as this person")
    )
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return what.add_parser(name, help=text, parents=[where])

    card = add("job-card", _("an order's job card, a bar code for each operation"))
    card.add_argument("--order", required=True, metavar="NUMBER")
    card.add_argument("--operation", default="", metavar="NUMBER")
    sheet = add("sheet", _("what is scanned at a machine: commands, reasons, quantities"))
    center = sheet.add_mutually_exclusive_group(required=True)
    center.add_argument("--machine", metavar="NUMBER")
    center.add_argument("--work-center", metavar="NUMBER")
    sheet.add_argument("--all-reasons", action="store_true", help=_("all the plant has, not the usual few"))
    add("badge", _("a new badge")).add_argument("--person", required=True, metavar="NUMBER")
    book = add("manual", _("the manual, one page for each task"))
    book.add_argument("--for", dest="reader", choices=[*Reader], default=Reader.OPERATOR)
    add("training-badge", _("the badge that leads to a copy of the plant to train on"))
    label = add("label", _("labels of what an order made"))
    label.add_argument("--order", required=True, metavar="NUMBER")
    label.add_argument("--line", type=int, default=0, metavar="NUMBER")
    label.add_argument("--register", type=int, default=0, metavar="NUMBER", help=_("of one posting only"))
    label.add_argument("--original", action="store_true", help=_("without the word copy on it"))
    label.add_argument("--zpl", action="store_true", help=_("in ZPL, also to a file or a queue"))
    label.add_argument("--dpi", type=int, choices=DOTS_AN_INCH, default=DOTS_AN_INCH[0])
    add("scanner-test", _("three codes that tell how a scanner is set up"))


def print_paper(settings: Settings, database_url: str, asked: argparse.Namespace) -> int:
    """Print what is asked for; a refusal and a printer's trouble are said in a sentence."""
    if asked.printer and asked.what != "label":
        print(_("kiosk: a label printer prints labels only. Use --to or --queue."), file=sys.stderr)
        return Exit.USAGE
    if asked.language:
        TRANSLATOR.speak(asked.language)
    stamp = Stamp(printed_at=datetime.now().astimezone(), terminal=settings.terminal)  # noqa: TID251 -- the clock of the program
    with acting(settings, database_url, asked.as_person) as who:
        if isinstance(who, Refused):
            return told(who)
        printed = _draw(who, stamp, asked)
    if isinstance(printed, Refused):
        return told(printed)
    if printed is None:
        print(_("kiosk: nothing was made yet, so there is no label to print."), file=sys.stderr)
        return Exit.FOUND
    target = _target(asked, printed)
    try:
        target.send(printed.paper, printed.name)
    except PrinterError as error:
        print(f"kiosk: {clean(printer_sentence(error))}", file=sys.stderr)
        return Exit.FOUND
    print(clean(_("Printed: %(name)s.") % {"name": _named(target, printed)}))
    return Exit.DONE


def _draw(who: Acting, stamp: Stamp, asked: argparse.Namespace) -> Printed | Refused | None:
    match asked.what:
        case "job-card":
            return papers.job_card_of(who, stamp, asked.order, asked.operation)
        case "sheet":
            return papers.sheet_of(
                who, stamp, asked.machine or "", asked.work_center or "", every_reason=asked.all_reasons
            )
        case "badge":
            return papers.badge_of(who, asked.person)
        case "manual":
            return papers.manual_for(asked.reader)
        case "training-badge":
            return papers.training_badge()
        case "label":
            dpi = asked.dpi if asked.printer or asked.zpl else 0
            return papers.labels_of(
                who, asked.order, asked.line, asked.register, copy=not asked.original, dpi=dpi
            )
        case _:
            return papers.scanner_test_of(stamp)


def _target(asked: argparse.Namespace, printed: Printed) -> Target:
    if asked.queue:
        return QueueTarget(asked.queue, raw=printed.name.endswith(".zpl"))
    if asked.printer:
        return network_target(asked.printer)
    return FileTarget(asked.to or Path(printed.name))


def _named(target: Any, printed: Printed) -> str:
    match target:
        case FileTarget(path=path):
            return str(path)
        case QueueTarget(queue=queue):
            return f"{printed.name} ({queue})"
        case _:
            return f"{printed.name} ({target.host})"
