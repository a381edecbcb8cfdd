# open-client
def open_client(node, service, flags, family, style):
    ai = getaddrinfo(node, service, flags, family, style)[0]
    s = socket(addrinfo_fam(ai), addrinfo_socktype(ai), addrinfo_protocol(ai))
    return closing_on_error(s, lambda: connect(s, addrinfo_addr(ai)) and s)


# open-server
def open_server(node, service, family, backlog):
    ai = getaddrinfo(node, service, AI_PASSIVE, family, SOCK_STREAM)[0]
    s = socket(family, SOCK_STREAM, 0)

    def bind_and_listen():
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, 1)
        bind(s, addrinfo_addr(ai))
        listen(s, backlog)
        return s

    return closing_on_error(s, bind_and_listen)


# open-bound
def open_bound(family, address):
    s = socket(family, SOCK_DGRAM, 0)
    bind(s, family, address, 0)
    return s


# open-unix
def open_unix(path, attach):
    s = socket(PF_UNIX, SOCK_STREAM, 0)

    def attached():
        attach(s, AF_UNIX, path)
        return s

    return closing_on_error(s, attached)


# bind-and-listen
def bind_and_listen(s, family, path):
    bind(s, family, path)
    listen(s, 5)


# closing-on-error
def closing_on_error(s, thunk):
    try:
        return thunk()
    except Exception:
        close_port(s)
        raise


# accept-often
def accept_often(server, count):
    total = 0
    for _ in range(count):
        s = accept(server)[0]
        total += get_u8(s)
        close_port(s)
    return total


# connect-often
def connect_often(node, service, count):
    for _ in range(count):
        close_port(open_client(node, service, 0, AF_INET, SOCK_STREAM))
    return count


# receive
def receive(s, size, flags):
    buffer = bytearray(size)
    count = recv_into(s, buffer, flags)
    return buffer[:count]


# receive-into
def receive_into(size, s, flags):
    buffer = bytearray(size)
    count = recv_into(s, buffer, flags)
    return [count, buffer]


# receive-into-used
def receive_into_used(size, s):
    buffer = bytearray([1] * size)
    count = recv_into(s, buffer)
    return [count, buffer]


# receive-from-range
def receive_from_range(size, s, start, end):
    buffer = bytearray(size)
    count = recvfrom_into(s, buffer, 0, start, end)[0]
    return [count, buffer]


# receive-origin
def receive_origin(s, size):
    address = recvfrom_into(s, bytearray(size))[1]
    return node(address) if address else None


# echo-datagram
def echo_datagram(s, size):
    buffer = bytearray(size)
    count, address = recvfrom_into(s, buffer)
    return sendto(s, buffer[:count], address)


# accept-origin
def accept_origin(server):
    s, address = accept(server)
    close_port(s)
    return node(address)


# node
def node(address):
    return inet_ntop(sockaddr_fam(address), sockaddr_addr(address))


# address-parts
def address_parts(address):
    return [sockaddr_fam(address), sockaddr_addr(address), sockaddr_port(address)]


# inet6-parts
def inet6_parts(address):
    return address_parts(address) + [sockaddr_flowinfo(address), sockaddr_scopeid(address)]


# unix-parts
def unix_parts(address):
    return [sockaddr_fam(address), sockaddr_path(address)]


# accept-from-peer
def accept_from_peer(server):
    s, address = accept(server)
    same = address == getpeername(s)
    close_port(s)
    return same


# closes-on-exec
def closes_on_exec(s):
    F_GETFD = FD_CLOEXEC = 1
    return bool(fcntl(s, F_GETFD) & FD_CLOEXEC)


# receive-from
def receive_from(size, s, flags):
    buffer = bytearray(size)
    count = recvfrom_into(s, buffer, flags)[0]
    return [count, buffer]


# receive-from-start
def receive_from_start(size, s, start):
    buffer = bytearray(size)
    count = recvfrom_into(s, buffer, 0, start)[0]
    return [count, buffer]


# membership
def membership(group):
    return inet_pton(AF_INET, group), INADDR_LOOPBACK


# send-to-group
def send_to_group(s, data, group, service):
    setsockopt(s, IPPROTO_IP, IP_MULTICAST_IF, INADDR_LOOPBACK)
    return sendto(s, data, AF_INET, inet_pton(AF_INET, group), int(service))


# send-to-inet6
def send_to_inet6(s, data, service, flags):
    return sendto(s, data, AF_INET6, inet_pton(AF_INET6, "::1"), int(service), 0, 0, flags)


# lookup
def lookup(node, service, *hints):
    if service is None and not hints:
        return getaddrinfo(node)
    text = str(service) if isinstance(service, int) else service
    return getaddrinfo(node, text, *(hint or 0 for hint in hints))


# lookup-parts
def lookup_parts(node, service, style):
    ai = getaddrinfo(node, service, AI_NUMERICSERV, AF_INET, style)[0]
    address = addrinfo_addr(ai)
    return [
        addrinfo_fam(ai),
        addrinfo_socktype(ai),
        sockaddr_addr(address),
        sockaddr_port(address),
    ]


# host-parts
def host_parts(host):
    return [hostent_addrtype(host), hostent_length(host), hostent_addr_list(host)[0]]


# protocol-parts
def protocol_parts(protocol):
    return [protoent_name(protocol), protoent_proto(protocol)]


# service-parts
def service_parts(service):
    return [servent_name(service), servent_port(service), servent_proto(service)]


# advances
def advances(restart, next_entry, finish):
    restart(True)
    first = next_entry()
    second = next_entry()
    finish()
    return first is not None and first != second


# restarts
def restarts(restart, next_entry, finish):
    restart(True)
    first = next_entry()
    restart(True)
    again = next_entry()
    finish()
    return first is not None and first == again


# write-and-flush
def write_and_flush(port, data):
    put_bytevector(port, data)
    force_output(port)


# exchange
def exchange(s, total, chunk):
    data = bytes(chunk)
    buffer = bytearray(chunk)
    sent = received = 0
    while received < total:
        more = send(s, data) if sent < total else 0
        got = recv_into(s, buffer)
        if got == more == 0:
            break
        sent, received = sent + more, received + got
    return received
