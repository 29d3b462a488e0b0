"""What must hold of the ledgers, number by number, and which check says so.

A check is one of `CHECKS`; where a word in brackets stands instead, the invariant is kept elsewhere, and why is said.
"""

INVARIANTS: dict[str, tuple[str, str]] = {
    "L1": ("money", "each document balances, by register and by day"),
    "L2": ("money", "all balances together are nothing, since each document is"),
    "L3": ("money", "value and G/L entries name what they stand for"),
    "L4": ("money", "cost posted to G/L on a value entry is what its G/L entries say"),
    "L5": ("(records)", "a column takes no finer amount; rules round in one place"),
    "L6": (
        "held",
        "rows of a closed period are hashed like all; none was posted into it after it was closed",
    ),
    "L7": ("stock", "stock is the sum of entries; what bins hold too, in the deep level"),
    "L8": ("stock", "what remains is quantity less applications"),
    "L9": (
        "held",
        "what went out was there, in order of entry, unless the entry keeps that the plant allowed more",
    ),
    "L10": ("stock", "a serial number is in stock once or not at all"),
    "L11": (
        "(records)",
        "the item ledger has no transfers; moves between bins are warehouse entries, see bins",
    ),
    "L12": ("(engine)", "ledgers hold base units only; the factor of a used unit is refused a change"),
    "L13": ("production", "posted sums of an operation are those of its entries"),
    "L14": ("production", "finished quantity of a line is its output in stock"),
    "L15": ("held", "against what was passed on by then, which entries keep; an approval is an audit entry"),
    "L16": ("held", "against what was fine then, which entries keep; an approval is an audit entry"),
    "L17": ("production", "consumption of a component is the sum of its entries"),
    "L18": ("finished", "nothing is in process of an order that is finished and adjusted"),
    "L19": (
        "clocks",
        "labour never exceeds presence; one open clock of a person on an operation; several share the time",
    ),
    "L20": ("finished", "no work and no goods after the register that finished it; cost may still follow"),
    "L21": ("reversals", "original and reversal name each other and are nothing together"),
    "L22": ("triggers", "the triggers that refuse every change are there; counts are those of the head"),
    "L23": ("numbers", "a request id is unique in the database, a register is a request"),
    "L24": ("chain", "the body kept with a register is the one that was hashed"),
    "L25": ("(terminals)", "compares terminals with the server"),
    "L26": ("(terminals)", "compares terminals with the server"),
    "L27": ("chain", "an entry that no accepted request wrote stands in no register"),
    "L28": ("chain", "numbers without gaps, entries of a register in one block"),
    "L29": ("people", "none is earlier than the one before it, though a machine's clock be set back"),
    "L30": ("chain", "every hash made anew; a cut tail shows against an exported head"),
    "L31": ("(records)", "one text of a row in memory, on SQLite and on PostgreSQL"),
    "L32": ("people", "who and where, in a session of that person"),
    "L33": ("audit", "the trail is chained; the result of a verification is in it"),
    "L34": ("(replay)", "compares two databases; a replay runs on SQLite, whatever the plant runs on"),
    "L35": (
        "(replay)",
        "what was posted since a backup is posted again on a copy of it, and every row compared: --from BACKUP",
    ),
    "L36": ("load", "sums kept for the load board are those of what they sum; reports keep none"),
}
