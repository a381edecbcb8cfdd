# open-client
def open_client(node, service, family, type, flags):
    return socket_connect_ai(
        address_information(node, service, family=family, type=type, flags=flags)
    )


# open-server
def open_server(node, service, backlog):
    address = inet_address(node, service)
    so = socket(sockaddr_family(address), SOCK_STREAM)

    def bind_and_listen():
        set_so_reuse_address(so, True)
        socket_bind(so, address)
        socket_listen(so, backlog)
        return so

    return closing_on_error(so, bind_and_listen)


# open-briefly
def open_briefly(node, service):
    so = open_server(node, service, 5)
    socket_close(so)
    return is_socket(so)


# open-bound
def open_bound(node):
    address = inet_address(node, 0)
    so = socket(sockaddr_family(address), SOCK_DGRAM)
    socket_bind(so, address)
    return so


# open-unix
def open_unix(path, attach):
    so = socket(AF_UNIX, SOCK_STREAM)

    def attached():
        attach(so, unix_address(path))
        return so

    return closing_on_error(so, attached)


# bind-and-listen
def bind_and_listen(so, address):
    socket_bind(so, address)
    socket_listen(so, 5)


# closing-on-error
def closing_on_error(so, thunk):
    try:
        return thunk()
    except Exception:
        socket_close_star(so)
        raise


# accept-often
def accept_often(server, count):
    total = 0
    for _ in range(count):
        so = socket_accept(server)
        total += socket_receive(so, 1)[0]
        socket_close(so)
    return total


# connect-often
def connect_often(node, service, count):
    for _ in range(count):
        socket_close(open_client(node, service, AF_INET, SOCK_STREAM, 0))
    return count


# receive-into
def receive_into(size, so, flags):
    buffer = bytearray(size)
    count = socket_receive_into(so, buffer, 0, None, flags)
    return [count, buffer]


# receive-into-used
def receive_into_used(size, so):
    buffer = bytearray([1] * size)
    count = socket_receive_into(so, buffer)
    return [count, buffer]


# receive-from-range
def receive_from_range(size, so, start, end):
    buffer = bytearray(size)
    count = socket_receive_into(so, buffer, start, end)
    return [count, buffer]


# echo-datagram
def echo_datagram(so, size):
    data, origin = socket_receive_from(so, size)
    return socket_send_to(so, data, origin)


# input-port
def input_port(so):
    return socket_io_ports(so)[0]


# output-port
def output_port(so):
    return socket_io_ports(so)[1]


# write-and-flush
def write_and_flush(port, data):
    write_string(data, None, port)
    flush_output(port)


# exchange
def exchange(so, total, chunk):
    data = bytes(chunk)
    sent = received = 0
    while sent < total or received < total:
        more = socket_send(so, data, 0, min(chunk, total - sent)) if sent < total else 0
        got = len(socket_receive(so, chunk)) if received < total else 0
        if got == more == 0:
            break
        sent, received = sent + more, received + got
    return received


# node-of
def node_of(address):
    return None if address is None else sockaddr_address(address)


# port-picked
def port_picked(address):
    return address is not None and sockaddr_port(address) > 0


# accept-origin
def accept_origin(server):
    so = socket_accept(server)
    origin = node_of(socket_peer_name(so))
    socket_close(so)
    return origin


# get-linger
def get_linger(so):
    return memoryview(get_socket_option(so, SOL_SOCKET, SO_LINGER, 8)).cast("i").tolist()


# set-linger
def set_linger(so, on, seconds):
    both = memoryview(bytearray(8)).cast("i")
    both[0], both[1] = on, seconds
    set_socket_option(so, SOL_SOCKET, SO_LINGER, both)


# caught
def caught(thunk):
    try:
        thunk()
    except Exception as condition:
        return condition


# with-setting
def with_setting(parameter, value, thunk):
    with parameterize((parameter, value)):
        return thunk()


# with-sizes
def with_sizes(buffer, chunk, thunk):
    with parameterize((socket_send_buffer_size, buffer), (socket_send_size, chunk)):
        return thunk()


# open-existing
def open_existing(node, service):
    so = socket(AF_INET, SOCK_STREAM)

    def connected():
        socket_connect(so, inet_address(node, service))
        return so

    return closing_on_error(so, connected)


# open-in-turn
def open_in_turn(type, node, service, next_node, next_service):
    return socket_connect_ai(
        address_information(node, service, family=AF_INET, type=type)
        + address_information(next_node, next_service, family=AF_INET, type=type)
    )


# open-inet6
def open_inet6(only):
    so = socket(AF_INET6, SOCK_STREAM)
    set_ipv6_v6_only(so, only)
    socket_bind(so, inet_address("::", 0))
    socket_listen(so, 5)
    return so


# is-printed-with
def is_printed_with(so, family, type):
    return repr(so) == f"#<socket fd:{socket_fileno(so)} {family} {type}>"


# send-part
def send_part(so, count):
    return 0 < socket_send(so, bytes(count)) < count


# receive-into-buffer
def receive_into_buffer(size, so):
    buffer = memoryview(bytearray(size))
    count = socket_receive_into(so, buffer)
    return [count, buffer]


# receive-from
def receive_from(so, size, service):
    data, origin = socket_receive_from(so, size)
    return [data, sockaddr_port(origin) == int(service)]


# receive-from-into
def receive_from_into(size, so, start, end, service):
    buffer = bytearray(size)
    count, origin = socket_receive_from_into(so, buffer, start, end)
    return [count, buffer, sockaddr_port(origin) == int(service)]


# forever
def forever(thunk):
    while True:
        thunk()


# fill-port
def fill_port(port):
    forever(lambda: write_string(bytes(65536), None, port))


# receive-elsewhere
def receive_elsewhere(so, size, milliseconds):
    with parameterize((socket_receive_timeout, milliseconds)):
        return start_thread(lambda: socket_receive(so, size))()


# beside
def beside(thunk, other):
    join = start_thread(other)
    outcome = thunk()
    join()
    return outcome


# condition-kinds-of
def condition_kinds_of(thunk):
    try:
        return thunk()
    except ChickenError as condition:
        return condition_kinds(condition)
