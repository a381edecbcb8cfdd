"""SRFI 19 as our table has it, and as the real Guile has it."""

from __future__ import annotations

import random
import time

import pytest
from scheme_cases import check, check_guile, names_of, table, untried

from schemesockets.dialects.scheme.data import String
from schemesockets.dialects.scheme.libraries.srfi.srfi19 import (
    TAI,
    UTC,
    Date,
    Time,
)

CASES = r"""
(list time-duration time-monotonic time-process time-tai time-thread time-utc)
  => (time-duration time-monotonic time-process time-tai time-thread time-utc)
(list (time? (current-time)) (time? (current-time time-tai)) (time? 1)) => (#t #t #f)
(time-type (current-time time-monotonic)) => time-monotonic
(time-type (current-time time-process)) => time-process
(current-time 'other) => error
(integer? (time-resolution)) => #t
(equal? (make-time time-utc 5 10) (make-time time-utc 5 10)) => #t
(equal? (make-time time-utc 5 10) (make-time time-tai 5 10)) => #f
(equal? (make-date 1 2 3 4 5 6 2007 0) (make-date 1 2 3 4 5 6 2007 0)) => #t
(equal? (make-date 1 2 3 4 5 6 2007 0) (make-date 1 2 3 4 5 6 2007 60)) => #f
(list (date? (current-date)) (date-zone-offset (current-date 3600))) => (#t 3600)
(< 2460000 (current-julian-day) 3000000) => #t
(< 59999 (current-modified-julian-day) 600000) => #t
(let ((t (make-time time-utc 5 10))) (list (time-type t) (time-nanosecond t) (time-second t)))
  => (time-utc 5 10)
(let ((t (make-time time-utc 2000000001 10))) (list (time-nanosecond t) (time-second t))) => (1 12)
(let ((t (make-time time-duration -1 1))) (list (time-nanosecond t) (time-second t)))
  => (999999999 0)
(let ((t (make-time time-utc 5 10))) (set-time-type! t time-tai) (set-time-second! t 1)
  (set-time-nanosecond! t 2) (list (time-type t) (time-second t) (time-nanosecond t)))
  => (time-tai 1 2)
(let* ((t (make-time time-utc 5 10)) (u (copy-time t))) (set-time-second! u 0) (time-second t))
  => 10
(let ((a (make-time time-utc 0 10)) (b (make-time time-utc 1 10)))
  (list (time<? a b) (time<=? a b) (time=? a b) (time>=? a b) (time>? a b))) => (#t #t #f #f #f)
(time<? (make-time time-utc 0 1) (make-time time-tai 0 1)) => error
(let ((d (time-difference (make-time time-utc 100 10) (make-time time-utc 200 3))))
  (list (time-type d) (time-second d) (time-nanosecond d))) => (time-duration 6 999999900)
(let ((t (make-time time-utc 0 5))) (time-second (time-difference! t (make-time time-utc 0 3)))
  (list (time-type t) (time-second t))) => (time-duration 2)
(let ((t (add-duration (make-time time-utc 999999999 1) (make-time time-duration 2 1))))
  (list (time-type t) (time-second t) (time-nanosecond t))) => (time-utc 3 1)
(let ((t (make-time time-utc 0 5))) (add-duration! t (make-time time-duration 0 3))
  (subtract-duration! t (make-time time-duration 0 1)) (time-second t)) => 7
(time-second (subtract-duration (make-time time-utc 0 5) (make-time time-duration 0 3))) => 2
(add-duration (make-time time-utc 0 5) (make-time time-utc 0 3)) => error
(let ((d (make-date 1 2 3 4 5 6 2007 3600))) (list (date? d) (date? 1) (date-nanosecond d)
  (date-second d) (date-minute d) (date-hour d) (date-day d) (date-month d) (date-year d)
  (date-zone-offset d))) => (#t #f 1 2 3 4 5 6 2007 3600)
(let ((d (make-date 0 0 0 0 31 12 2024 0))) (list (date-year-day d) (date-week-day d)
  (date-week-number d 0) (date-week-number d 1))) => (366 2 51 52)
(let ((d (make-date 0 0 0 0 1 1 2000 0))) (list (date-year-day d) (date-week-day d)
  (date-week-number d 0) (date-week-number d 1))) => (1 6 -1 -1)
(date->julian-day (make-date 0 0 0 12 1 1 2000 0)) => 2451545
(date->modified-julian-day (make-date 0 0 0 0 1 1 2000 0)) => 51544
(date->julian-day (make-date 0 0 0 18 1 1 2000 0)) => 9806181/4
(date->string (julian-day->date 9806181/4 0) "~4") => "2000-01-01T18:00:00Z"
(date->string (modified-julian-day->date 51544 3600) "~4") => "2000-01-01T01:00:00+0100"
(time-second (julian-day->time-utc 2451545)) => 946728000
(time-second (julian-day->time-tai 2451545)) => 946728032
(time-second (julian-day->time-monotonic 2451545)) => 946728032
(time-second (modified-julian-day->time-utc 51544)) => 946684800
(time-second (modified-julian-day->time-tai 51544)) => 946684832
(time-second (modified-julian-day->time-monotonic 51544)) => 946684832
(let ((t (make-time time-utc 0 946728000))) (list (time-utc->julian-day t)
  (time-utc->modified-julian-day t))) => (2451545 103089/2)
(let ((t (make-time time-tai 0 946728032))) (list (time-tai->julian-day t)
  (time-tai->modified-julian-day t))) => (2451545 103089/2)
(let ((t (make-time time-monotonic 0 946728032))) (list (time-monotonic->julian-day t)
  (time-monotonic->modified-julian-day t))) => (2451545 103089/2)
(time-utc->julian-day (make-time time-tai 0 0)) => error
(time-second (time-utc->time-tai (make-time time-utc 0 1483228800))) => 1483228837
(time-second (time-utc->time-tai (make-time time-utc 0 1483228799))) => 1483228835
(time-second (time-utc->time-tai! (make-time time-utc 0 0))) => 0
(time-second (time-utc->time-monotonic (make-time time-utc 0 1500000000))) => 1500000037
(time-type (time-utc->time-monotonic! (make-time time-utc 0 1500000000))) => time-monotonic
(time-second (time-tai->time-utc (make-time time-tai 0 1483228837))) => 1483228800
(time-second (time-tai->time-utc! (make-time time-tai 0 1483228835))) => 1483228799
(time-second (time-tai->time-monotonic (make-time time-tai 0 7))) => 7
(time-type (time-tai->time-monotonic! (make-time time-tai 0 7))) => time-monotonic
(time-second (time-monotonic->time-utc (make-time time-monotonic 0 1500000037))) => 1500000000
(time-second (time-monotonic->time-utc! (make-time time-monotonic 0 1500000037))) => 1500000000
(time-type (time-monotonic->time-tai (make-time time-monotonic 0 7))) => time-tai
(time-type (time-monotonic->time-tai! (make-time time-monotonic 0 7))) => time-tai
(date->string (time-utc->date (make-time time-utc 0 0) 0) "~5") => "1970-01-01T00:00:00"
(date->string (time-utc->date (make-time time-utc 0 1234567890) -7200) "~4")
  => "2009-02-13T21:31:30-0200"
(date->string (time-tai->date (make-time time-tai 0 1483228836) 0) "~4") => "2016-12-31T23:59:60Z"
(date->string (time-tai->date (make-time time-tai 0 1483228837) 0) "~4") => "2017-01-01T00:00:00Z"
(date->string (time-monotonic->date (make-time time-monotonic 0 1483228837) 0) "~4")
  => "2017-01-01T00:00:00Z"
(time-second (date->time-utc (make-date 0 1 2 3 4 5 2006 3600))) => 1146708121
(time-second (date->time-tai (make-date 0 60 59 23 31 12 2016 0))) => 1483228836
(time-second (date->time-monotonic (make-date 0 60 59 23 31 12 2016 0))) => 1483228836
(time-second (date->time-utc (make-date 0 0 0 0 1 3 1600 0))) => -11670912000
(date->string (make-date 50000000 7 8 15 9 2 2007 0)
  "~~ ~a ~A ~b ~B ~d ~D ~e ~f ~h ~H ~I ~j ~k ~l ~m ~M ~N ~p")
  => "~ Fri Friday Feb February 09 02/09/07  9 7.05 Feb 15 03 040 15  3 02 08 050000000 PM"
(date->string (make-date 50000000 7 8 15 9 2 2007 0) "~r ~s ~S ~T ~U ~V ~w ~W ~x ~X ~y ~Y ~z")
  => "03:08:07 PM 1171033687 07 15:08:07 05 05 5 05 02/09/07 15:08:07 07 2007 Z"
(date->string (make-date 0 7 8 5 9 2 2007 -5400)) => "Fri Feb 09 05:08:07-0130 2007"
(date->string (make-date 0 7 8 5 9 2 2007 0) "~1|~2|~3|~4|~5|~Z")
  => "2007-02-09|05:08:07Z|05:08:07|2007-02-09T05:08:07Z|2007-02-09T05:08:07|Z"
(date->string (make-date 0 7 8 5 9 2 12007 0) "~Y ~-m ~_m ~-H ~_j ~y") => "+12007 2  2 5  40 07"
(date->string (make-date 0 0 0 0 1 1 2007 0) "~Q") => error
(date->string (make-date 0 0 0 0 1 1 2007 0) "~") => error
(string-length (date->string (current-date) "~n~t")) => 2
(date->string (string->date "2007-02-09T05:08:07+0130" "~Y-~m-~dT~H:~M:~S~z") "~4")
  => "2007-02-09T05:08:07+0130"
(date->string (string->date "Fri Feb  9 2007 Z" "~a ~b ~e ~Y ~z") "~4") => "2007-02-09T00:00:00Z"
(date->string (string->date "Friday, 9 February 07 at 5 h 0.25 Z" "~A, ~d ~B ~y at ~H h 0.~N ~z")
  "~4 ~N") => "2007-02-09T05:00:00Z 250000000"
(date->string (string->date "~ 3 Mar 1999 17 -0500" "~~ ~d ~h ~Y ~k ~z") "~4")
  => "1999-03-03T17:00:00-0500"
(string->date "2007-02" "~Y-~m") => error
(string->date "Foo 2007-02-03" "~a ~Y-~m-~d") => error
(string->date "2007/02/03" "~Y-~m-~d") => error
(string->date "2007-02-03 " "~Q") => error
"""


def test_ours() -> None:
    check(CASES, "srfi19")


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-19)")


def test_every_name_is_tried() -> None:
    assert untried(CASES, "srfi19") == set()


def test_guile_agrees_about_the_calendar() -> None:
    chance = random.Random(19)
    lines = []
    names = names_of("srfi19")
    for _ in range(150):
        seconds = chance.randrange(-(10**11), 10**11)
        offset = chance.randrange(-12, 13) * 3600
        date = names["time-utc->date"](Time(UTC, 0, seconds), offset)
        shown = names["date->string"](date, String("~4 ~j ~w ~U ~W ~s")).text
        lines.append(
            f"(date->string (time-utc->date (make-time time-utc 0 {seconds}) {offset}) "
            f'"~4 ~j ~w ~U ~W ~s") => "{shown}"'
        )
    check_guile("\n".join(lines), "(srfi srfi-19)")


def test_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    names = names_of("srfi19")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        winter = names["time-utc->date"](Time(UTC, 0, 1_700_000_000))
        summer = names["string->date"](String("2023-07-01"), String("~Y-~m-~d"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert winter == Date(0, 20, 13, 23, 14, 11, 2023, 3600)
    assert summer == Date(0, 0, 0, 0, 1, 7, 2023, 7200)


def test_tai_is_ahead() -> None:
    now = table("srfi19")["current-time"].value
    assert now(TAI).second - now(UTC).second in (37, 38)
