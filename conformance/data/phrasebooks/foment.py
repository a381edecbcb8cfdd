# accept-often
def accept_often(server, count):
    total = 0
    for _ in range(count):
        s = accept_socket(server)
        total += recv_socket(s, 1, 0)[0]
        close_port(s)
    return total


# connect-often
def connect_often(node, service, count):
    for _ in range(count):
        s = open_client(node, service, 0)
        close_port(s)
    return count


# write-and-flush
def write_and_flush(port, data):
    write_bytevector(data, port)
    flush_output_port(port)


# open-client
def open_client(node, service, flags):
    return open_client_as(AF_INET, SOCK_STREAM, IPPROTO_TCP, node, service, flags)


# open-client-as
def open_client_as(family, domain, protocol, node, service, flags):
    s = make_socket(family, domain, protocol)
    try:
        connect_socket(s, node, service, family, domain, flags, protocol)
    except Exception:
        close_port(s)
        raise
    return s


# open-server
def open_server(node, service):
    return open_bound(AF_INET, SOCK_STREAM, IPPROTO_TCP, node, service, listen_socket)


# open-server-with-backlog
def open_server_with_backlog(backlog):
    return open_bound(
        AF_INET, SOCK_STREAM, IPPROTO_TCP, "", "0", lambda s: listen_socket(s, backlog)
    )


# open-bound
def open_bound(family, domain, protocol, node, service, then):
    s = make_socket(family, domain, protocol)
    try:
        bind_socket(s, node, service, family, domain, protocol)
        then(s)
    except Exception:
        close_port(s)
        raise
    return s


# open-unbound
def open_unbound():
    s = make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
    listen_socket(s)
    return s


# is-bound
def is_bound(s):
    return True  # a datagram socket does not listen


# exchange
def exchange(socket, total, chunk):
    data = bytes(chunk)
    sent = received = 0
    while received < total:
        if sent < total:
            send_socket(socket, data, 0)
        got = len(recv_socket(socket, chunk, 0))
        if got == 0 and sent >= total:
            break
        sent, received = sent + chunk, received + got
    return received
