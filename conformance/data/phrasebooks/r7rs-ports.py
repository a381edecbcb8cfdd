# read-into
def read_into(size, port, start, end):
    buffer = bytearray(size)
    count = read_bytevector_into(buffer, port, start, end)
    return [count, buffer]


# read-into-whole
def read_into_whole(size, port):
    buffer = bytearray(size)
    count = read_bytevector_into(buffer, port)
    return [count, buffer]


# oops
def oops(argument):
    raise RuntimeError("oops")
