"""A chat server, in Guile.

    guile --no-auto-compile -s chat_server.scm [PORT]

It listens at PORT of the loopback address, by default 5000, and prints the address. Whoever
connects is asked for a name; then each line that one of them sends goes to all the others.
/names lists who is there, /quit leaves. Try it with `telnet 127.0.0.1 5000`.

Each client has a thread. A mutex protects the list of those who are there.
"""

from typing import Any

from schemesockets.dialects.guile import (
    AF_INET,
    INADDR_LOOPBACK,
    PF_INET,
    SO_REUSEADDR,
    SOCK_STREAM,
    SOL_SOCKET,
    listen,
    setsockopt,
    socket,
)
from schemesockets.dialects.scheme.ported import (
    NIL,
    String,
    Symbol,
    control,
    guile_catch,
    guile_lists,
    guile_ports,
    guile_procedures,
    guile_processes,
    guile_text,
    guile_threads,
    ice9_rdelim,
    io,
    iterate,
    lists,
    literal,
    numeric,
    run,
    srfi1,
    srfi13,
    strings,
    tail_call,
    tail_calling,
    to_list,
)

name_limit = 20

# Those who are there: pairs of a name and a port, the newest first.
members: Any = NIL
members_lock = guile_threads.make_mutex()


# Speaking and listening
@tail_calling
def tell(client, *words):
    words = to_list(words)

    def thunk():
        io.display(String(f"{srfi13.string_concatenate(words).text}\r\n"), client)
        return io.flush_output_port(client)

    def procedure(key, *arguments):  # it has gone, as its own thread will find out
        arguments = to_list(arguments)
        return False

    return tail_call(guile_catch.catch, Symbol("system-error"), thunk, procedure)


def tell_others(name, *words):
    words = to_list(words)
    for member in iterate(members):
        if not strings.string_is_equal(member.car, name):
            control.apply(tell, member.cdr, words)


# The next line without its end, or #f at the end of the stream.
def hear(client):
    def handler(key, *arguments):  # the connection was reset
        arguments = to_list(arguments)
        return False

    line = guile_catch.catch(
        Symbol("system-error"), lambda: ice9_rdelim.read_line(client), handler
    )
    if isinstance(line, String):
        return String(line.text.rstrip("\r"))
    return False


# Coming and going
def is_name(text):
    if not numeric.is_at_most(1, len(text.text), name_limit):
        return False
    return guile_text.string_every_c_code(strings.is_char_alphabetic, text)


# Let a client in under a name, unless somebody has it.
def enter(client, name):
    held = members_lock

    def during():
        global members
        if lists.assoc(name, members) is not False:
            return False
        members = srfi1.alist_cons(name, client, members)
        tell(client, literal("* welcome, "), name)
        tell_others(name, literal("* "), name, literal(" has come"))
        return True

    return control.dynamic_wind(
        lambda: guile_threads.lock_mutex(held),
        during,
        lambda: guile_threads.unlock_mutex(held),
    )


def leave(name):
    held = members_lock

    def during():
        global members
        members = srfi1.alist_delete(name, members)
        return tell_others(name, literal("* "), name, literal(" has gone"))

    return control.dynamic_wind(
        lambda: guile_threads.lock_mutex(held),
        during,
        lambda: guile_threads.unlock_mutex(held),
    )


# Ask for a name until there is a good one; #f if the client goes away instead.
def introduce(client):
    while True:
        tell(client, literal("* your name?"))
        name = hear(client)
        if name is False:
            return False
        if is_name(name) is False:
            tell(
                client,
                literal("* a name has letters alone, "),
                String(str(name_limit)),
                literal(" at most"),
            )
            continue
        if enter(client, name) is not False:
            return name
        tell(client, literal("* that name is taken"))


# The conversation
def names():
    held = members_lock
    return control.dynamic_wind(
        lambda: guile_threads.lock_mutex(held),
        lambda: guile_lists.sort(
            to_list([lists.car(each) for each in iterate(members)]),
            strings.string_is_less,
        ),
        lambda: guile_threads.unlock_mutex(held),
    )


def heed(client, name, line):
    if line.text == "/names":
        return tell(client, literal("* "), srfi13.string_join(names()))
    if line.text.startswith("/"):
        return tell(client, literal("* there are /names and /quit"))
    if line.text != "":
        held = members_lock
        return control.dynamic_wind(
            lambda: guile_threads.lock_mutex(held),
            lambda: tell_others(name, name, literal(": "), line),
            lambda: guile_threads.unlock_mutex(held),
        )


def converse(client, name):
    while True:
        line = hear(client)
        if line is False:
            return False
        if line.text == "/quit":
            return tell(client, literal("* good-bye"))
        heed(client, name, line)


def serve(client):
    guile_ports.set_port_encoding(client, literal("UTF-8"))
    guile_ports.set_port_conversion_strategy(client, Symbol("substitute"))
    name = introduce(client)
    if name is not False:
        converse(client, name)
        leave(name)
    return guile_ports.close_port(client)


# The server
def listen_at(port):
    server = socket(PF_INET, SOCK_STREAM, 0)
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, 1)
    guile_procedures.bind(server, AF_INET, INADDR_LOOPBACK, port)
    listen(server, 128)
    return server


def main(arguments):
    server = listen_at(
        5000 if arguments is NIL else numeric.string_to_number(arguments.car)
    )
    # To write to a client that has gone is an error, and not the end.
    guile_processes.sigaction(guile_processes.SIGPIPE, guile_processes.SIG_IGN)
    print(
        f"listening at 127.0.0.1:{guile_procedures.sockaddr_port(guile_procedures.getsockname(server))}",
    )
    io.flush_output_port()

    @tail_calling
    def next_():
        client = guile_procedures.accept(server).car
        guile_threads.call_with_new_thread(lambda: serve(client))
        return tail_call(next_)

    return next_()


def start():
    main(guile_processes.program_arguments().cdr)


if __name__ == "__main__":
    run(start, "guile")
