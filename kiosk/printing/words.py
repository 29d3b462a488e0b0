"""What went wrong with a printer, and what to do."""

from screens.language.text import _
from screens.paper.printers import PrinterError, PrinterFault


def printer_sentence(error: PrinterError) -> str:
    """Answer one sentence."""
    sentences = {
        PrinterFault.NOT_WRITTEN: _("The file was not written: %(detail)s."),
        PrinterFault.NO_PRINTING: _("This machine has no CUPS: the program %(detail)s is missing."),
        PrinterFault.QUEUE_REFUSED: _("The queue did not take it: %(detail)s"),
        PrinterFault.QUEUE_UNKNOWN: _("CUPS has no such queue: %(detail)s"),
        PrinterFault.QUEUE_STOPPED: _("The queue %(detail)s is stopped. cupsaccept and cupsenable start it."),
        PrinterFault.NO_ANSWER: _("The printer %(detail)s does not answer. Is it on, and is the line there?"),
        PrinterFault.PAPER_OUT: _("The printer has no paper. Nothing was printed."),
        PrinterFault.PAUSED: _("The printer is paused. Nothing was printed."),
        PrinterFault.HEAD_OPEN: _("The printer is open. Nothing was printed."),
        PrinterFault.RIBBON_OUT: _("The printer has no ribbon. Nothing was printed."),
        PrinterFault.BUSY: _("The printer is busy. Try again when it has stopped."),
        PrinterFault.CUT_OFF: _(
            "The printer %(detail)s ended the line before all was sent. Look what it printed."
        ),
    }
    return sentences[error.fault] % {"detail": error.detail}
