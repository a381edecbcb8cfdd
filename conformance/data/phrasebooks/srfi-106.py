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


# write-and-flush
def write_and_flush(port, data):
    write_bytevector(data, port)
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
