"""The plant's server: what a LocalClient can do, over HTTP, for any number of terminals.

Nothing here decides anything: each row of the catalogue becomes one route, a body or query becomes its message, and
what the client answers becomes JSON. One page per concern:

    supervisor   starts worker processes on one socket, replaces one that dies, stops them in time
    worker       one process: a client on the database, and uvicorn
    app          the routes, made from the catalogue in one loop
    edge         what every call passes: who calls, how much, how long, how often; the log line and the figures
    calls        from a call to a message, from an outcome to an answer
    problems     every no as a problem document
    feed         what was posted after N: long poll and event stream
    health       is this process alive, can it post?
    openapi      the contract, with each field's meaning and unit
"""
