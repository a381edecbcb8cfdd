# caught
def caught(thunk):
    try:
        thunk()
    except Exception as condition:
        return condition
    return None


# condition-kinds
def condition_kinds(condition):
    kinds = {
        "&i/o": is_io_error,
        "&i/o-read": is_io_read_error,
        "&i/o-write": is_io_write_error,
        "&host-not-found": is_host_not_found_error,
        "&socket": is_socket_error,
        "&socket-connection": is_socket_connection_error,
        "&socket-closed": is_socket_closed_error,
        "&socket-read-timeout": is_socket_read_timeout_error,
        "&socket-port": is_socket_port_error,
        "&assertion": is_assertion_violation,
    }
    return [kind for kind, is_one in kinds.items() if is_one(condition)]


# is-condition
def is_condition(thing):
    return isinstance(thing, Exception)


# raise-it
def raise_it(condition):
    raise condition


# beside
def beside(thunk, other):
    join = start_thread(other)
    outcome = thunk()
    join()
    return outcome


# within
def within(socket, limit, thunk):
    socket_set_read_timeout(socket, limit)
    try:
        return thunk()
    finally:
        socket_set_read_timeout(socket, 0)


# connect-within
def connect_within(node, service, limit):
    s = make_socket(AF_INET, SOCK_STREAM, 0)
    try:
        return socket_connect(s, stream_address(node, service), 1000 * limit)
    except Exception:
        socket_close(s)
        raise


# write-line
def write_line(port, text):
    put_string(port, text)
    put_char(port, "\n")


# addrinfo-by
def addrinfo_by(node, service, family, type, flags, protocol):
    hint = make_hint_addrinfo(family=family, socktype=type, flags=flags, protocol=protocol)
    return get_addrinfo(node, service, hint)


# set-numbers
def set_numbers(info, family, type, flags, protocol):
    info.family = family
    info.socktype = type
    info.flags = flags
    info.protocol = protocol


# chain-length
def chain_length(info):
    return 1 + chain_length(next_addrinfo(info)) if info else 0


# at-loopback
def at_loopback(node, service):
    return stream_address("127.0.0.1", service)


# any-port
def any_port(service):
    return stream_address("127.0.0.1", "0")


# families-of
def families_of(servers):
    four = six = 0
    for server in servers:
        ip = socket_info_ip_address(socket_info(server))
        socket_close(server)
        if is_ip_v6_address(ip):
            six += 1
        else:
            four += 1
    return [four, six]


# port-of-bytes
def port_of_bytes(data):
    from io import BytesIO

    return BytesIO(data)


# fill
def fill(s):
    zeros = bytes(65536)
    while socket_write_select(50000, s):
        socket_send(s, zeros)


# interrupting
def interrupting(thunk):
    from concurrent.futures import Future
    from threading import Thread

    outcome = Future()

    def run():
        try:
            outcome.set_result(thunk())
        except Exception as error:
            outcome.set_exception(error)

    thread = Thread(target=run)
    thread.start()
    value = thread_interrupt(thread)
    thread.join()
    return [value, outcome.result()]


# ended-thread
def ended_thread():
    from threading import Thread

    thread = Thread(target=bool)
    thread.start()
    thread.join()
    return thread


# milliseconds
def milliseconds(time):
    return round(time.total_seconds() * 1000)


# time-span
def time_span(milliseconds):
    from datetime import timedelta

    return timedelta(milliseconds=milliseconds)


# which
def which(ready, first, second):
    return [number for number, s in [(1, first), (2, second)] if s in ready]


# sizes
def sizes(ready):
    count, *sets = ready
    if count is None:
        return None
    return [count, *[None if fds is None else len(collect_sockets(fds)) for fds in sets]]


# data-of
def data_of(waited):
    ready, timed_out = waited
    return [[element[2] for element in ready], [element[2] for element in timed_out]]


# wait-meanwhile
def wait_meanwhile(selector, thunk):
    from concurrent.futures import ThreadPoolExecutor
    from time import sleep

    with ThreadPoolExecutor(1) as executor:
        waited = executor.submit(socket_selector_wait, selector)
        while not is_socket_selector_waiting(selector) and not waited.done():
            sleep(0.001)
        thunk()
        return data_of(waited.result())


# end-of
def end_of(values, service):
    host, ip, port = values
    return [host, ip_address_to_string(ip), port == int(service)]


# stream-address
def stream_address(node, service):
    return get_addrinfo(node, service, make_hint_addrinfo(family=AF_INET, socktype=SOCK_STREAM))


# datagram-address
def datagram_address(node, service):
    hint = make_hint_addrinfo(family=AF_INET, socktype=SOCK_DGRAM)
    return addrinfo_sockaddr(get_addrinfo(node, service, hint))


# open-server
def open_server(node, backlog):
    hint = make_hint_addrinfo(family=AF_INET, socktype=SOCK_STREAM, flags=AI_PASSIVE)
    ai = get_addrinfo(node, "0", hint)
    s = create_socket(ai)
    socket_bind(s, ai)
    try:
        return socket_listen(s, backlog)
    except Exception:
        socket_close(s)
        raise


# accept-often
def accept_often(server, count):
    return sum(
        call_with_socket(socket_accept(server), lambda s: socket_recv(s, 1)[0])
        for _ in range(count)
    )


# connect-often
def connect_often(node, service, count):
    for _ in range(count):
        call_with_socket(make_client_socket(node, service), is_socket)
    return count


# accept-origin
def accept_origin(server):
    return call_with_socket(socket_accept(server), lambda s: numeric_node(socket_peer(s)))


# numeric-node
def numeric_node(info):
    return ip_address_to_string(socket_info_ip_address(info)) if info else None


# forget-port
def forget_port(s):
    socket_port(s)


# receive-into
def receive_into(size, s, flags):
    buffer = bytearray(size)
    count = socket_recv_into(s, buffer, 0, size, flags)
    return [count, buffer]


# receive-into-used
def receive_into_used(size, s):
    buffer = bytearray([1] * size)
    count = socket_recv_into(s, buffer, 0, size)
    return [count, buffer]


# receive-from-range
def receive_from_range(size, s, start, end):
    buffer = bytearray(size)
    count = socket_recv_into(s, buffer, start, end - start)
    return [count, buffer]


# echo-datagram
def echo_datagram(s, size):
    origin = datagram_address("127.0.0.1", "9")
    data = socket_recvfrom(s, size, origin)
    return socket_sendto(s, data, origin)


# two-integers
def two_integers(data):
    from sys import byteorder

    return [int.from_bytes(data[:4], byteorder), int.from_bytes(data[4:], byteorder)]


# from-two-integers
def from_two_integers(first, second):
    from sys import byteorder

    return first.to_bytes(4, byteorder) + second.to_bytes(4, byteorder)


# write-and-flush
def write_and_flush(port, data):
    put_bytevector(port, data)
    flush_output_port(port)


# exchange
def exchange(socket, total, chunk):
    data = bytes(chunk)
    sent = received = 0
    while received < total:
        more = socket_send(socket, data) if sent < total else 0
        got = len(socket_recv(socket, chunk))
        if got == more == 0:
            break
        sent, received = sent + more, received + got
    return received


# read-into
def read_into(size, port, start, end):
    buffer = bytearray(size)
    count = get_bytevector_n_into(port, buffer, start, end - start)
    return [count, buffer]


# oops
def oops(socket):
    raise RuntimeError("oops")
