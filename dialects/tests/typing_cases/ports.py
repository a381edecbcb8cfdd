"""R6RS's and R7RS's ports: right calls, and wrong ones with what mypy and pyright say of each."""

import io
import sys

from schemesockets.core import InputPort, OutputPort, TextPort
from schemesockets.dialects import r6rs_io, r7rs_io


def right(i: InputPort, o: OutputPort, text: TextPort) -> None:
    r7rs_io.write_string("text")
    r7rs_io.write_string("text", sys.stderr, 1, end=2)
    r7rs_io.write_bytevector(bytearray(8), sys.stdout.buffer)
    r7rs_io.write_u8(8, io.BytesIO())
    r7rs_io.newline(io.StringIO())
    r7rs_io.close_port(o)
    if (line := r7rs_io.read_line()) is not r7rs_io.EOF:
        print(line)
    with open(__file__, "rb") as binary, open(__file__, encoding="utf-8") as textual:
        if not r6rs_io.is_eof_object(data := r6rs_io.get_bytevector_all(binary)):
            print(data.decode())
        if isinstance(char := r6rs_io.get_char(textual), str):
            print(char.upper())
    r6rs_io.get_bytevector_n_into(i, memoryview(bytearray(8)), 0, 8)
    port = r6rs_io.transcoded_port(i, r6rs_io.make_transcoder("utf-8", r6rs_io.eol_style("nel")))
    _all: str = str(r6rs_io.get_string_all(port))
    _size: int = r7rs_io.call_with_port(text, lambda each: len(each.encoding))
    _open: bool = r7rs_io.is_input_port_open(text)
    _bytes: bytes = r7rs_io.string_to_utf8("text", 1)


def wrong(i: InputPort, o: OutputPort, text: TextPort) -> None:
    r7rs_io.write_string(b"bytes")  # wrong: arg-type, reportArgumentType
    r7rs_io.write_string("text", o)  # wrong: arg-type, reportArgumentType
    r7rs_io.write_string(text, "text")  # wrong: arg-type, reportArgumentType
    r7rs_io.write_bytevector("text", o)  # wrong: arg-type, reportArgumentType
    r7rs_io.write_bytevector(b"bytes", sys.stdout)  # wrong: arg-type, reportArgumentType
    r7rs_io.write_u8(b"8")  # wrong: arg-type, reportArgumentType
    r7rs_io.read_bytevector("8", i)  # wrong: arg-type, reportArgumentType
    r7rs_io.read_bytevector()  # wrong: call-arg, reportCallIssue
    r7rs_io.read_bytevector_into(b"bytes")  # wrong: arg-type, reportArgumentType
    r7rs_io.read_char(i)  # wrong: arg-type, reportArgumentType
    r7rs_io.read_u8(text)  # wrong: arg-type, reportArgumentType
    r7rs_io.read_u8(file=i)  # wrong: call-arg, reportCallIssue
    r7rs_io.close_port(i.socket)  # wrong: arg-type, reportArgumentType
    r7rs_io.call_with_port(i, "proc")  # wrong: arg-type, reportArgumentType
    r7rs_io.utf8_to_string("text")  # wrong: arg-type, reportArgumentType
    r7rs_io.read_line(text).upper()  # wrong: union-attr, reportAttributeAccessIssue
    _byte: int = r7rs_io.read_u8(i)  # wrong: assignment, reportAssignmentType
    r6rs_io.get_line()  # wrong: call-arg, reportCallIssue
    r6rs_io.get_line(i)  # wrong: arg-type, reportArgumentType
    r6rs_io.get_u8(text)  # wrong: arg-type, reportArgumentType
    r6rs_io.get_bytevector_n(8, i)  # wrong: arg-type, reportArgumentType
    r6rs_io.get_bytevector_n_into(i, b"bytes", 0, 5)  # wrong: arg-type, reportArgumentType
    r6rs_io.put_bytevector(b"bytes", o)  # wrong: arg-type, reportArgumentType
    r6rs_io.put_char(text, 8)  # wrong: arg-type, reportArgumentType
    r6rs_io.eol_style("dos")  # wrong: arg-type, reportArgumentType
    r6rs_io.error_handling_mode("strict")  # wrong: arg-type, reportArgumentType
    r6rs_io.transcoded_port(text, "utf-8")  # wrong: arg-type, reportArgumentType
    r6rs_io.transcoded_port(i, "utf-8")  # wrong: arg-type, reportArgumentType
    r6rs_io.get_char(text).isalpha()  # wrong: union-attr, reportAttributeAccessIssue
    _text: str = r6rs_io.get_line(text)  # wrong: assignment, reportAssignmentType
