"""The libraries of the Schemes, as tables of Python procedures.

How a library is written:

- A module holds the procedures of one subject (`lists`, `strings`) or of one document
  (`srfi.srfi1`); those of one system lie in its package. It has one `TABLE = Table()`
  (`declaration.Table`), and each procedure is declared once, by
  `@TABLE.procedure("scheme-name", "another-name")` above its Python function. What arguments must
  be and what the result means is said by the annotations of `kinds`: nothing checks or converts
  by hand what they can say. What they cannot say ends in
  `declaration.refuse(procedure, place, expected, value)`.
- Data are those of `data`: its table says which Python type is which Scheme type. `None` is the
  unspecified value, `False` is `#f`: a function that returns nothing needs no more, one that
  returns "or #f" returns `False`.
- A procedure that was passed in is called with `calls.call(procedure, ...)`, never directly; as
  the last act, `return (procedure, argument, ...)` with `tail=True` in the declaration. Calling
  back from a C function of Python (`sorted` with a key, `map`) is to be avoided where the
  procedure may recur deeply.
- Errors are raised as the classes of `conditions` (`conditions.error(message, *irritants)` for
  what `error` raises).
- Syntax that is no procedure is an expander function in `forms/`; or, where `syntax-rules` say it
  well, text of the table: `TABLE.macros("(define-syntax name (syntax-rules ...)) ...")`. A name
  that begins with `%` is the table's own, for its macros and forms.
- `manifests` says which library exports what: a `Library` is a list of `Source`s, read without
  importing their modules, which is done when a program imports the library.
  A name that several libraries export is declared in one table and mentioned by the others.

A library whose names are those of a dialect's module (sockets) is made of the dialect's own
declarations, by `bridge`.
"""
