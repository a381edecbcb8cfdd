"""Phrasebooks say what the vocabulary has, and what they say can run."""

from __future__ import annotations

import ast
import builtins
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from schemesockets import dialects
from schemesockets.conformance import data
from schemesockets.conformance.questions import phrasebook
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.phrasebook import (
    CannotSayError,
    Phrasebook,
    PhrasebookError,
    check_phrase,
)
from schemesockets.conformance.questions.rendering import Program
from schemesockets.conformance.questions.script import Call, Constant, Let, PeerStep
from schemesockets.conformance.questions.vocabulary import PHRASES
from schemesockets.conformance.running import systems
from schemesockets.conformance.running.subjects import DialectSubject, RealSubject, Subject

BOOKS = data.names("phrasebooks")
DIALECTS = [DialectSubject(dialects.load(name)) for name in BOOKS if name in dialects.available()]
SYSTEMS = [
    RealSubject(name, systems.load(name), (), "")
    for name in systems.available()
    if systems.load(name).dialect in dialects.available()
]


def name(subject: Subject) -> str:
    return subject.name


def programs(subject: Subject) -> Iterator[tuple[str, Program]]:
    """The programs for all that the subject can be asked."""
    for behaviour in ALL.values():
        try:
            yield behaviour.name, subject.program(behaviour)
        except CannotSayError:
            continue


def calls() -> Iterator[Call]:
    waiting = [
        step.call
        for behaviour in ALL.values()
        for step in behaviour.script
        if not isinstance(step, PeerStep)
    ]
    while waiting:
        call = waiting.pop()
        yield call
        waiting.extend(argument for argument in call.arguments if isinstance(argument, Call))


def used_constants() -> set[str]:
    return {
        argument.name
        for call in calls()
        for argument in call.arguments
        if isinstance(argument, Constant)
    }


def test_there_are_phrasebooks_for_the_dialects() -> None:
    assert {"srfi-106", "foment"} <= {subject.dialect for subject in DIALECTS}
    assert {"srfi-106", "foment"} <= {subject.dialect for subject in SYSTEMS}


@pytest.mark.parametrize("book", BOOKS)
def test_a_phrasebook_follows_the_vocabulary(book: str) -> None:
    said = phrasebook.load(book)
    assert said.phrases.keys() <= PHRASES.keys()
    assert said.returns_nothing <= said.phrases.keys()
    for scheme, python in (*said.phrases.values(), *said.constants.values()):
        assert scheme
        assert python or book not in dialects.available()


@pytest.mark.parametrize("book", BOOKS)
def test_a_phrasebook_says_nothing_that_nobody_asks_for(book: str) -> None:
    said = phrasebook.load(book)
    assert said.phrases.keys() <= {call.phrase for call in calls()}


def test_what_behaviours_ask_for_is_in_the_vocabulary_and_some_phrasebook() -> None:
    books = [phrasebook.load(book) for book in BOOKS]
    asked = {call.phrase for call in calls()}
    assert asked == PHRASES.keys()
    assert asked == set[str]().union(*(book.phrases for book in books))
    assert used_constants() <= set[str]().union(*(book.constants for book in books))


@pytest.mark.parametrize("book", BOOKS)
def test_every_helper_is_used(book: str) -> None:
    said = phrasebook.load(book)
    for language, number in (("scheme", 0), ("python", 1)):
        texts = [pair[number] for pair in [*said.phrases.values(), *said.helpers.values()]]
        for helper, pair in said.helpers.items():
            spelled = helper if language == "scheme" else helper.replace("-", "_")
            others = [text for text in texts if text != pair[number]]
            assert not pair[number] or any(spelled in text for text in others), helper


@pytest.mark.parametrize("system", systems.available())
def test_a_system_says_its_own_phrases_within_the_vocabulary(system: str) -> None:
    table = systems.load(system)
    for phrase, scheme in table.phrases.items():
        check_phrase(phrase, (scheme, scheme))
    assert table.book.phrases.keys() >= table.phrases.keys()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[phrases]\nfly = ['(fly)', 'fly()']", "fly is not in the vocabulary"),
        ("[phrases]\nsend = ['(send {sock})', 'send()']", "send has no parameter sock"),
        ("[phrases]\nsend = ['(send)', 'send({data.size})']", "send has no parameter data.size"),
        ("[phrases]\nsend = ['(send)', 'send({data!r})']", "send has no parameter data"),
        ("[phrases]\nsend = ['(send {})', 'send()']", "send has no parameter {}"),
        ("[phrases]\nsend = ['(send', 'send({data)']", "send: 'send({data)': "),
        ("[phrases]\nsend = ['(send)']", "send must be Scheme, or a pair"),
        ("[phrases]\nsend = ''", "send has no words"),
        ("[phrases]\nsend = [1, 2]", "send must be Scheme, or a pair"),
        ("[constants]\npeek = {scheme = 'x'}", "peek must be Scheme, or a pair"),
        ("[helpers]\nrun = ['a', 'b', 'c']", "run must be Scheme, or a pair"),
        ("phrases = 5", "phrases must be a table"),
        ("returns-nothing = ['send']", "returns-nothing names send"),
        ("returns-nothing = 'send'", "returns-nothing must be a list"),
        ("[phrase]\nsend = ['(send)', 'send()']", "no table phrase"),
        ("[phrases", "not TOML"),
    ],
)
def test_a_phrasebook_that_strays_is_refused(text: str, message: str) -> None:
    with pytest.raises(PhrasebookError) as refusal:
        phrasebook.read(text)
    assert message in str(refusal.value)


def test_what_a_phrasebook_leaves_out_cannot_be_said() -> None:
    book = Phrasebook({"send": ("(send)", "send()")}, {}, {}, frozenset())
    with pytest.raises(CannotSayError, match="receive"):
        book.say(Call("receive", ()), "scheme", {})


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_python_programs_compile_and_know_every_name(subject: DialectSubject) -> None:
    rendered = dict(programs(subject))
    assert len(rendered) >= 70
    for behaviour, program in rendered.items():
        tree = ast.parse(program.text, behaviour)
        compile(tree, behaviour, "exec")
        bound = set(dir(builtins))
        for node in ast.walk(tree):
            match node:
                case ast.ImportFrom(module=str(module), names=aliases):
                    bound |= {alias.name for alias in aliases}
                    for alias in aliases:
                        assert hasattr(importlib.import_module(module), alias.name)
                case ast.Name(id=assigned, ctx=ast.Store()):
                    bound.add(assigned)
                case ast.FunctionDef(name=defined):
                    bound.add(defined)
                case ast.ExceptHandler(name=str(caught)):
                    bound.add(caught)
                case ast.arg(arg=argument):
                    bound.add(argument)
                case ast.ExceptHandler(name=str(caught)):
                    bound.add(caught)
        loaded = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        assert loaded <= bound, behaviour
        syncs = [number for number in program.syncs if f"sync({number})" in program.text]
        assert syncs == list(range(1, program.last + 1)), behaviour


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_python_variables_hide_no_name_of_the_dialect(subject: DialectSubject) -> None:
    for behaviour, program in programs(subject):
        tree = ast.parse(program.text)
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assigned = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        assert not imported & assigned, behaviour


def balance(text: str) -> list[int]:
    """How deep each top-level form of Scheme text ends; raises for one that never does."""
    depth, position, ends = 0, 0, []
    while position < len(text):
        character = text[position]
        if character == '"':
            position += 1
            while text[position] != '"':
                position += 2 if text[position] == "\\" else 1
        elif character == ";":
            position = text.find("\n", position)
        elif text.startswith("#\\", position):
            position += 2
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            assert depth >= 0, text[:position]
            if depth == 0:
                ends.append(position)
        position += 1
    assert depth == 0, text
    return ends


@pytest.mark.parametrize("subject", SYSTEMS, ids=name)
def test_scheme_programs_balance(subject: RealSubject) -> None:
    rendered = dict(programs(subject))
    assert len(rendered) >= 70
    for behaviour, program in rendered.items():
        forms = balance(program.text)
        assert len(forms) > len(program.syncs), behaviour
        for number in program.syncs:
            assert program.text.count(f"(sync {number})") == 1, behaviour
        assert "{" not in program.text.replace("{data", ""), behaviour


@pytest.mark.parametrize(
    "text", ["(a", "a)", '(a ")"', "(a))", "(a #\\) b"], ids=["open", "close", "string", "2", "c"]
)
def test_the_check_of_balance_can_fail(text: str) -> None:
    with pytest.raises((AssertionError, IndexError)):
        balance(text)


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_both_languages_ask_the_same(subject: DialectSubject) -> None:
    """What a dialect says in Python its portable system says in Scheme, label by label."""
    system = RealSubject(subject.dialect, systems.load(subject.dialect), (), "")
    python, scheme = dict(programs(subject)), dict(programs(system))
    assert python.keys() == scheme.keys()
    for behaviour, program in python.items():
        assert program.syncs == scheme[behaviour].syncs
        for step in ALL[behaviour].script:
            if not isinstance(step, PeerStep | Let) and hasattr(step, "label"):
                assert re.search(rf'observe(_done)?\("{step.label}"', program.text)
                assert f'"{step.label}" (lambda' in scheme[behaviour].text


@pytest.mark.parametrize("behaviour", ["receive.end", "accept.many", "misuse.send-string"])
@pytest.mark.parametrize("dialect", ["srfi-106", "foment"])
@pytest.mark.parametrize("language", ["scheme", "python"])
def test_what_show_prints_is_what_a_run_runs(behaviour: str, dialect: str, language: str) -> None:
    done = subprocess.run(
        [
            *[sys.executable, "-m", "schemesockets.conformance", "show", behaviour],
            *["--dialect", dialect, "--language", language],
        ],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    subject: Subject = DialectSubject(dialects.load(dialect))
    if language == "scheme":
        subject = RealSubject(dialect, systems.load(dialect), (), "")
    assert done.stdout == subject.program(ALL[behaviour]).text
