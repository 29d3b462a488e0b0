"""What each command does, in the words of whoever scans it from a sheet or chooses it at the kiosk, in the order of a shift."""

from backend_client.barcode.events import Command
from screens.language.text import marked

COMMANDS = {
    Command.SETUP: marked("Setup begins"),
    Command.RUN: marked("Work begins or goes on"),
    Command.PAUSE: marked("Pause"),
    Command.OUTPUT: marked("Enter output"),
    Command.SCRAP: marked("Enter scrap"),
    Command.REWORK: marked("Enter rework"),
    Command.PARTS: marked("Enter parts used"),
    Command.CENTER_TIME: marked("Time without an order"),
    Command.CREW: marked("Who works on it"),
    Command.ALL_THAT_IS_LEFT: marked("All that is left"),
    Command.OK: marked("Yes, post it"),
    Command.NO: marked("No, back"),
    Command.CLEAR: marked("Clear the entry"),
    Command.REPEAT: marked("The same again"),
    Command.UNDO: marked("Take my last posting back"),
    Command.STOP: marked("The machine stands still"),
    Command.FINISH: marked("The operation is finished"),
    Command.CALL: marked("Call for help"),
    Command.HAND_OVER: marked("Hand over to a colleague"),
    Command.MY_HOURS: marked("My hours"),
    Command.HELP: marked("Help"),
    Command.SIGN_OFF: marked("Sign off"),
}
