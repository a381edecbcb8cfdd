"""XML read from a port as the lists that (sxml simple) makes of it.

The port is read no further than the root element's end, so that what follows it is still there.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn

from ..calls import call, spread
from ..conditions import WrongTypeError
from ..data import EOF, NIL, Pair, String, Symbol, from_list, to_list
from ..ports import StringInput
from .guile.keys import Thrown
from .io import peek_char, read_char
from .keywords import keyword_arguments

__all__ = ["Document", "is_name_character", "is_name_start"]

_SPACE: Final = " \t\r\n"
_PREDEFINED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_XML: Final = "http://www.w3.org/XML/1998/namespace"

_Name = tuple[str, str]  # a prefix, "" for none, and a local name
_Scope = dict[str, str]  # namespaces by prefix


def is_name_start(char: str) -> bool:
    """Return whether a name may begin with a character. Namespaces in XML 1.0, NCName."""
    return char == "_" or char.isalpha()


def is_name_character(char: str) -> bool:
    """Return whether a name may have a character. Namespaces in XML 1.0, NCName."""
    return char in "_-." or char.isalnum()


class _Source:
    """The characters of a port, a line's end being a newline."""

    def __init__(self, port: Any) -> None:
        self.port = port

    def fail(self, *words: Any) -> NoReturn:
        """Throw `parser-error` with the port and what is said, Scheme values."""
        raise Thrown(Symbol("parser-error"), (self.port, *words))

    def peek(self) -> str:
        """Return the next character and leave it there, "" at the end."""
        found = peek_char(self.port)
        return "" if found is EOF else "\n" if found == "\r" else found

    def next(self, place: str) -> str:
        """Take the next character, which must be there."""
        found = read_char(self.port)
        if found is EOF:
            self.fail(String("EOF while reading a token "), String(place))
        if found == "\r":
            if peek_char(self.port) == "\n":
                read_char(self.port)
            return "\n"
        return str(found)

    def expect(self, text: str, place: str) -> None:
        """Take a text."""
        for char in text:
            found = self.peek()
            if found != char:
                code = f"{ord(found):x}" if found else "*eof*"
                self.fail(
                    *(String("Wrong character "), found or EOF, String(" (0x"), String(code)),
                    *(String(") "), String(place), String(". "), to_list([char])),
                    String(" expected"),
                )
            self.next(place)

    def skip_space(self) -> None:
        """Take white space."""
        while (char := self.peek()) and char in _SPACE:
            self.next("")

    def until(self, end: str, place: str) -> str:
        """Take a text and its end; return it without."""
        found = ""
        while not found.endswith(end):
            found += self.next(place)
        return found.removesuffix(end)

    def local_name(self) -> str:
        """Take a name without a colon."""
        first = self.peek()
        if not first or not is_name_start(first):
            self.fail(String("XMLNS [4] for '"), first or EOF, String("'"))
        found = [self.next("XMLNS [4]")]
        while (char := self.peek()) and is_name_character(char):
            found.append(self.next("XMLNS [4]"))
        return "".join(found)

    def name(self) -> _Name:
        """Take a name, perhaps with a prefix."""
        first = self.local_name()
        if self.peek() != ":":
            return "", first
        self.next("XMLNS [7]")
        return first, self.local_name()


class Document:
    """The reading of one document.

    Args:
        port: of characters.
        trims: whether strings that are all white space are left out.
        default: the procedure that tells what an entity stands for that nothing declares, or #f.
        doctype: the procedure that is told of the document type, or #f.
    """

    def __init__(self, port: Any, trims: bool, default: Any, doctype: Any) -> None:
        self.source = _Source(port)
        self.trims = trims
        self.default = default
        self.doctype = doctype
        self.prefixes: dict[str, str] = {_XML: "xml"}
        self.scope: _Scope = {"xml": _XML}
        self.entities: dict[str, str] = {}

    def add_namespaces(self, namespaces: Any, declared: bool = True) -> None:
        """Let namespaces have prefixes in the tree; in the document too if they are declared."""
        for each in from_list(namespaces):
            if each.car.__class__ is not Symbol:
                raise WrongTypeError("symbol->string", 1, "a symbol", each.car)
            self.prefixes[each.cdr.text] = each.car.name
            if declared:
                self.scope[each.car.name] = each.cdr.text

    def add_entities(self, entities: Any) -> None:
        """Declare entities, an association list of symbols and strings."""
        for each in from_list(entities):
            self.entities[each.car.name] = each.cdr.text if each.cdr.__class__ is String else ""

    def read(self) -> Any:
        """Return the tree of the document."""
        source = self.source
        found: list[Any] = [Symbol("*TOP*")]
        while True:
            source.skip_space()
            char = source.peek()
            if not char:
                source.fail(String("XML [22], unexpected EOF"))
            if char != "<":
                source.fail(String("XML [22], char '"), char, String("' unexpected"))
            source.next("")
            mark = source.peek()
            if mark == "?":
                found.append(self._instruction(source))
            elif mark == "!":
                self._declaration(source)
            else:
                found.append(self._element(source, self.scope))
                return to_list(found)

    def _instruction(self, source: _Source) -> Any:
        source.next("")
        target = source.local_name()
        source.skip_space()
        text = source.until("?>", "reading PI content")
        return to_list([Symbol("*PI*"), Symbol(target), String(text)])

    def _comment(self, source: _Source) -> None:
        source.expect("--", "XML [15]")
        source.until("-->", "reading a comment")

    def _declaration(self, source: _Source) -> None:
        """Read a comment or the document type before the root element."""
        source.next("")
        if source.peek() == "-":
            self._comment(source)
            return
        word = source.local_name()
        if word != "DOCTYPE":
            message = "XML [22], expected DOCTYPE declaration, found "
            source.fail(String(message), Symbol(word))
        source.skip_space()
        name = source.name()
        source.skip_space()
        system: Any = False
        if source.peek() not in (">", "["):
            keyword = source.local_name()
            source.skip_space()
            if keyword == "PUBLIC":
                self._quoted(source)
                source.skip_space()
            system = String(self._quoted(source))
            source.skip_space()
        subset: Any = False
        if source.peek() == "[":
            source.next("")
            subset = String(self._subset(source))
            source.skip_space()
        source.expect(">", "XML [28]")
        if self.doctype is not False:
            given = spread(call(self.doctype, _qualified(*name), system, subset))
            options = keyword_arguments("", tuple(given), {"entities": NIL, "namespaces": NIL})
            self.add_entities(options[0])
            self.add_namespaces(options[1])

    def _subset(self, source: _Source) -> str:
        """Take the internal subset and the bracket behind it."""
        found = ""
        while True:
            found += source.next("reading internal DTD subset")
            if found.endswith("<!--"):
                found += source.until("-->", "reading a comment") + "-->"
            elif found.endswith("]"):
                return found[:-1]

    def _quoted(self, source: _Source) -> str:
        quote = source.peek()
        if quote not in ("'", '"'):
            code = String(f"{ord(quote):x}" if quote else "*eof*")
            source.fail(
                *(String("Wrong character "), quote or EOF, String(" (0x"), code, String(") ")),
                *(String("XML [10]"), String(". "), to_list(["'", '"']), String(" expected")),
            )
        source.next("")
        return source.until(quote, "XML [11]")

    def _element(self, source: _Source, scope: _Scope) -> Any:
        """Return an element, its `<` being taken."""
        name = source.name()
        attributes = self._attributes(source)
        inner = dict(scope)
        for (prefix, local), value in attributes.items():
            if prefix == "xmlns" or (not prefix and local == "xmlns"):
                inner[local if prefix else ""] = value
        made: list[Any] = [self._resolved(source, name, inner, is_element=True)]
        shown = self._shown(source, attributes, inner)
        if shown:
            made.append(Pair(Symbol("@"), to_list(shown)))
        if source.peek() == "/":
            source.next("")
            source.expect(">", "XML [40], XML [44], no '>'")
            return to_list(made)
        source.expect(">", "XML [40], XML [44], no '>'")
        texts: list[str] = []
        if not self._content(source, inner, made, texts):
            source.fail(String("EOF while reading a token "), String("reading char data"))
        end = source.name()
        if end != name:
            found = Pair(Symbol("END"), _qualified(*end))
            wanted = (String(" while expecting "), Symbol("END"), _qualified(*name))
            source.fail(String("[GIMatch] broken for "), found, *wanted)
        source.skip_space()
        source.expect(">", "XML [42]")
        self._flush(made, texts)
        return to_list(made)

    def _attributes(self, source: _Source) -> dict[_Name, str]:
        found: dict[_Name, str] = {}
        while True:
            source.skip_space()
            char = source.peek()
            if not char or not is_name_start(char):
                break
            name = source.name()
            source.skip_space()
            source.expect("=", "XML [25]")
            source.skip_space()
            quote = source.peek()
            raw = self._quoted(source)
            value = self._value(_Source(StringInput(raw)), quote)
            if name in found:
                source.fail(String("[uniqattspec] broken for "), _qualified(*name))
            found[name] = value
        if char not in (">", "/"):
            code = String(f"{ord(char):x}" if char else "*eof*")
            source.fail(
                *(String("Wrong character "), char or EOF, String(" (0x"), code, String(") ")),
                *(String("XML [40], XML [44], no '>'"), String(". "), to_list([">", "/"])),
                String(" expected"),
            )
        return found

    def _value(self, source: _Source, quote: str) -> str:
        """Return what the text of an attribute means."""
        found = ""
        while char := source.peek():
            source.next("")
            if char == "<":
                self.source.fail(String("[CleanAttrVals] broken"))
            if char == "&":
                literal, text = self._reference(source)
                found += text if literal else self._value(_Source(StringInput(text)), quote)
            else:
                found += " " if char in "\n\t" else char
        return found

    def _shown(self, source: _Source, attributes: dict[_Name, str], scope: _Scope) -> list[Any]:
        """Return the attributes of a tree's element, the last by name first."""
        seen: dict[Symbol, str] = {}
        for name in sorted(attributes, reverse=True):
            prefix, local = name
            if prefix == "xmlns" or (not prefix and local == "xmlns"):
                continue
            symbol = self._resolved(source, name, scope, is_element=False)
            if symbol in seen:
                message = "[uniqattspec] after NS expansion broken for "
                source.fail(String(message), symbol)
            seen[symbol] = attributes[name]
        return [to_list([symbol, String(value)]) for symbol, value in seen.items()]

    def _resolved(self, source: _Source, name: _Name, scope: _Scope, is_element: bool) -> Symbol:
        """Return the symbol for a name, with its namespace as the tree has it."""
        prefix, local = name
        if not prefix and not is_element:
            return Symbol(local)
        space = scope.get(prefix, "" if not prefix else None)
        if space is None:
            source.fail(String("[nsc-NSDeclared] broken; prefix "), Symbol(prefix))
        if not space:
            return Symbol(local)
        return Symbol(f"{self.prefixes.get(space, space)}:{local}")

    def _content(self, source: _Source, scope: _Scope, made: list[Any], texts: list[str]) -> bool:
        """Read what is in an element, up to `</`, which is taken; False at the end of the source.

        Elements are added to `made`; characters are gathered in `texts` until one comes.
        """
        while char := source.peek():
            source.next("")
            if char == "&":
                literal, text = self._reference(source)
                if literal:
                    texts.append(text)
                elif self._content(_Source(StringInput(text)), scope, made, texts):
                    source.fail(String("[GIMatch] broken for "), Symbol("END"))
            elif char != "<":
                texts.append(char)
            elif (mark := source.peek()) == "/":
                source.next("")
                return True
            elif mark == "?":
                self._flush(made, texts)
                made.append(self._instruction(source))
            elif mark == "!":
                source.next("")
                self._marked(source, texts)
            else:
                self._flush(made, texts)
                made.append(self._element(source, scope))
        return False

    def _marked(self, source: _Source, texts: list[str]) -> None:
        """Read a comment or characters that are marked as such, behind `<!`."""
        mark = source.peek()
        if mark == "-":
            self._comment(source)
        elif mark == "[":
            source.expect("[CDATA[", "XML [19]")
            # As in Guile, whose reader takes this one reference there.
            texts.append(source.until("]]>", "reading CDATA").replace("&gt;", ">"))
        else:
            word = Pair(Symbol("DECL"), Symbol(source.local_name()))
            source.fail(String("XML [43] broken for "), word)

    def _reference(self, source: _Source) -> tuple[bool, str]:
        """Read a reference behind `&`; return whether it is a character, and the text."""
        if source.peek() == "#":
            source.next("")
            digits = source.until(";", "XML [66]")
            try:
                code = int(digits[1:], 16) if digits[:1] == "x" else int(digits)
                return True, chr(code)
            except (ValueError, OverflowError):
                shown = String(digits.removeprefix("x"))
                source.fail(String("[wf-Legalchar] broken for '"), shown, String("'"))
        name = source.local_name()
        source.expect(";", "XML [68]")
        if name in _PREDEFINED:
            return True, _PREDEFINED[name]
        if name in self.entities:
            return False, self.entities[name]
        if self.default is False:
            source.fail(String("[wf-entdeclared] broken for "), Symbol(name))
        text = call(self.default, source.port, Symbol(name))
        if text.__class__ is not String:
            raise WrongTypeError("open-input-string", 1, "a string", text)
        return False, text.text

    def _flush(self, made: list[Any], texts: list[str]) -> None:
        """Make a string of the characters gathered."""
        text = "".join(texts)
        texts.clear()
        if text and not (self.trims and not text.strip(_SPACE)):
            made.append(String(text))


def _qualified(prefix: str, local: str) -> Any:
    """Return a name as a symbol, or as a pair of its prefix and itself."""
    return Pair(Symbol(prefix), Symbol(local)) if prefix else Symbol(local)
