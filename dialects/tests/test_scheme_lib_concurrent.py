"""Sagittarius's (util concurrent), (util deque), (util queue) and (net server).

There is no real Sagittarius here: each group names the section of its manual (doc/utils of
ktakashi/sagittarius-scheme), or the source, that says what is expected.
"""

from __future__ import annotations

import pytest
from scheme_cases import check, untried

from schemesockets.dialects.scheme import evaluate

DEQUE = r"""
; doc/utils/deque.md
(let ((d (make-deque))) (deque-push! d 1 2) (deque-unshift! d 0) (list (deque->list d)
  (deque-length d)
  (deque-front d) (deque-rear d) (deque-pop! d) (deque-shift! d) (deque-empty? d))) => ((0 1 2) 3
  0 2 2 0 #f)
(list (deque? (make-deque)) (mtdeque? (make-deque)) (deque? (make-mtdeque)) (mtdeque?
  (make-mtdeque))) => (#t #f #t #t)
(deque-pop! (make-deque)) => error
(list (deque-pop! (make-deque) 'x) (deque-front (make-deque) 'y) (deque-rear (make-deque) 'z)
  (deque-shift! (make-deque) 'w))
  => (x y z w)
(deque-front (make-deque)) => error
(let ((d (list->deque '(1 2 3)))) (let ((a (deque-pop-all! d))) (deque-push! d 4 5) (list a
  (deque-shift-all! d) (deque->list d))))
  => ((3 2 1) (4 5) ())
(let ((d (make-mtdeque :max-length 2))) (deque-push! d 1) (list (mtdeque-max-length d)
  (mtdeque-room d)
  (guard (e (#t 'full)) (deque-push! d 2 3)) (deque->list d))) => (2 1 full (1))
(list (mtdeque-max-length (make-mtdeque)) (mtdeque-room (make-mtdeque))) => (#f +inf.0)
(let ((d (list->deque '(1 2)))) (deque-push-unique! d = 2 3) (deque-unshift-unique! d = 1 0)
  (deque->list d)) => (0 1 2 3)
(let* ((d (list->deque '(1 2) <mtdeque> :max-length 3)) (c (copy-deque d))) (deque-push! c 3)
  (list (deque->list d)
  (deque->list c) (mtdeque-max-length c) (eq? <deque> <mtdeque>))) => ((1 2) (1 2 3) 3 #f)
(let ((d (list->deque '(1 2 3 4)))) (list (find-in-deque even? d) (any-in-deque (lambda (x) (and
  (even? x) (* x x))) d)
  (every-in-deque odd? d) (exist-in-deque odd? d) (for-all-in-deque values d) (filter-in-deque
  even? d)
  (remove-from-deque! odd? d) (remove-from-deque! odd? d) (deque->list d))) => (2 4 #f #t 4 (2 4)
  #t #f (2 4))
(let ((d (make-mtdeque :max-length 1))) (list (deque-push/wait! d 1) (deque-unshift/wait! d 2
  0.01 'late)
  (deque-shift/wait! d) (deque-pop/wait! d 0.01 'none) (deque-pop/wait! d 0.01))) => (#t late 1
  none #t)
(mtdeque-room (make-deque)) => error
(deque-push! 5 1) => error
(list->deque '(1) 5) => error
(make-mtdeque :max-length "x") => error
; doc/utils/queue.md
(let ((q (make-queue))) (enqueue! q 1 2) (queue-push! q 0) (list (queue->list q) (queue-length q)
  (queue-front q)
  (queue-rear q) (dequeue! q) (queue-pop! q) (queue-empty? q) (dequeue-all! q) (queue? q)
  (mtqueue? q)))
  => ((0 1 2) 3 0 2 0 1 #f (2) #t #f)
(list (dequeue! (make-queue) 'none) (eq? <queue> <mtqueue>)) => (none #f)
(dequeue! (make-queue)) => error
(let ((q (list->queue '(1 2)))) (enqueue-unique! q = 2 3) (queue-push-unique! q = 3 0) (list
  (queue->list (copy-queue q))
  (find-in-queue even? q) (any-in-queue even? q) (every-in-queue number? q) (filter-in-queue odd?
  q)
  (remove-from-queue! even? q))) => ((0 1 2 3) 0 #t #t (1 3) #t)
(let ((q (make-mtqueue :max-length 1))) (list (mtqueue-max-length q) (mtqueue-room q)
  (enqueue/wait! q 1)
  (queue-push/wait! q 2 0.01 'late) (dequeue/wait! q) (queue-pop/wait! q 0.01 'none))) => (1 1 #t
  late 1 none)
(let* ((q (make-mtqueue :max-length 0)) (t (thread-start! (make-thread (lambda () (dequeue/wait!
  q))))))
  (list (enqueue/wait! q 'hand 5) (thread-join! t))) => (#t hand)
"""

FUTURES = r"""
; doc/utils/concurrent.md, Future
(map future-get (map (lambda (i) (future (* i i))) '(1 2 3))) => (1 4 9)
(let ((f (future (class <simple-future>) 5))) (list (future? f) (simple-future? f)
  (executor-future? f) (future-get f)
  (future-state f) (future-done? f) (future-cancelled? f) (future-get f))) => (#t #t #f 5 done #t
  #f 5)
(guard (e (#t e)) (future-get (future (raise 'boo)))) => boo
(let ((f (make-simple-future (lambda () 1)))) (future-cancel f) (guard (e ((future-terminated? e)
  (list (eq? f (terminated-future e)) (future-cancelled? f) (future-state f)))) (future-get f)))
  => (#t #t terminated)
(let ((f (make-executor-future (lambda () 1)))) (list (future-get f 0.01 'late) (future-state
  f))) => (late created)
(future-get (make-completed-future 3)) => 3
(call-with-values make-piped-future (lambda (f give fail) (give 4) (fail 5) (future-get f))) => 4
(call-with-values make-piped-future (lambda (f give fail) (fail 'no) (guard (e (#t e))
  (future-get f)))) => no
(call-with-values make-composable-future (lambda (f give) (list (future-get f 0.01 'late) (begin
  (give (make-completed-future 6)) (future-get f))))) => (late 6)
(call-with-values make-composable-future (lambda (f give) (give 5))) => error
(future (class 5) 1) => error
(eq? <future> <executor-future>) => #f
(future-get 5) => error
"""

QUEUES = r"""
; doc/utils/concurrent.md, Shared queues; sitelib/util/concurrent/shared-queue.scm
(let* ((q (make-shared-queue)) (t (thread-start! (make-thread (lambda () (let ((v
  (shared-queue-get! q))) (* v v)))))))
  (shared-queue-put! q 5) (thread-join! t)) => 25
(let ((q (make-shared-queue 2))) (list (shared-queue? q) (shared-queue-put! q 'a)
  (shared-queue-size q)
  (shared-queue-max-length q) (shared-queue-overflows? q 2) (shared-queue-put! q 'b)
  (shared-queue-put! q 'c 0.01 'late)
  (shared-queue->list q) (shared-queue-pop! q) (shared-queue-get! q) (shared-queue-get! q 0.01
  'none)
  (shared-queue-empty? q))) => (#t a 1 2 #t b late (a b) b a none #t)
(let ((q (make-shared-queue))) (for-each (lambda (x) (shared-queue-put! q x)) '("a" "b" "c"))
  (list (shared-queue-remove! q "b") (shared-queue-remove! q "c" eq?) (shared-queue-remp! q
  (lambda (x) (string=? x "c")))
  (shared-queue-find q string?) (shared-queue->list q) (begin (shared-queue-clear! q)
  (shared-queue-size q))))
  => (#t #f #t "a" ("a") 0)
(let ((q (make-shared-queue))) (shared-queue-lock! q) (let* ((own (shared-queue-locked? q))
  (other (thread-join! (thread-start! (make-thread (lambda () (shared-queue-locked? q)))))))
  (shared-queue-unlock! q) (list own other (shared-queue-locked? q #t)))) => (#f #t #f)
(shared-queue-unlock! (make-shared-queue)) => error
(shared-queue-max-length (make-shared-queue)) => -1
(let ((q (make-shared-priority-queue - 3))) (for-each (lambda (x) (shared-priority-queue-put! q
  x)) '(3 1 2))
  (list (shared-priority-queue? q) (shared-priority-queue->list q) (shared-priority-queue-put! q
  0 0.01 'late)
  (shared-priority-queue-get! q) (shared-priority-queue-remove! q 3) (shared-priority-queue-size q)
  (shared-priority-queue-max-length q) (shared-priority-queue-overflows? q 2)
  (shared-priority-queue-empty? q)
  (begin (shared-priority-queue-clear! q) (shared-priority-queue-get! q 0.01 'none))))
  => (#t (1 2 3) late 1 #t 1 3 #f #f none)
(eq? <shared-queue> <shared-priority-queue>) => #f
(shared-queue-get! 5) => error
"""

POOLS = r"""
; doc/utils/concurrent.md, Thread pool, Fork join pool
(let ((p (make-thread-pool 3)) (m (make-mutex)) (r '())) (for-each (lambda (i)
  (thread-pool-push-task! p (lambda ()
  (mutex-lock! m) (set! r (cons i r)) (mutex-unlock! m)))) '(1 2 3 4 5)) (thread-pool-wait-all! p)
  (thread-pool-release! p) (list (thread-pool? p) (thread-pool-size p) (apply + r))) => (#t 3 15)
(let* ((caught #f) (p (make-thread-pool 1 (lambda (e) (set! caught e))))) (thread-pool-push-task!
  p (lambda () (raise 'boo)))
  (thread-pool-wait-all! p) (list caught (thread-pool-idling? p) (thread-pool-idling-count p)))
  => (boo #t 1)
(let* ((p (make-thread-pool 1)) (id #f) (n (thread-pool-push-task! p (lambda () (set! id
  (thread-pool-current-thread-id))))))
  (thread-pool-wait-all! p) (list (= id n) (= n (thread-pool-thread-id p (thread-pool-thread p n)))
  (thread-pool-thread-task-running? p n) (thread-pool-current-thread-id))) => (#t #t #f #f)
(let* ((p (make-thread-pool 1)) (before (thread-pool-thread p 0))) (thread-pool-push-task! p
  (lambda () (thread-sleep! 30)))
  (thread-sleep! 0.05) (let ((busy (thread-pool-thread-task-running? p 0)))
  (thread-pool-thread-terminate! p 0)
  (list busy (eq? before (thread-pool-thread p 0)) (begin (thread-pool-release! p 'terminate)
  'over)))) => (#t #f over)
(thread-pool-thread (make-thread-pool 1) 1) => error
(thread-pool-thread-id (make-thread-pool 1) (current-thread)) => error
(make-thread-pool 0) => error
(make-thread-pool 1 5) => error
(string? (*thread-pool-thread-name-prefix*)) => #t
(let ((p (make-fork-join-pool 2)) (r 0)) (fork-join-pool-push-task! p (lambda () (set! r 1)))
  (let ((done (fork-join-pool-wait-all! p 5000))) (list (fork-join-pool? p) done r
  (fork-join-pool-thread-count p)
  (fork-join-pool-max-threads p) (fork-join-pool-available? p) (begin (fork-join-pool-shutdown! p)
  (fork-join-pool-available? p))))) => (#t #t 1 2 2 #t #f)
(let ((p (make-fork-join-pool 1))) (fork-join-pool-push-task! p (lambda () (thread-sleep! 0.2)))
  (fork-join-pool-wait-all! p 10)) => #f
(let ((p (make-fork-join-pool 1))) (fork-join-pool-shutdown! p) (fork-join-pool-push-task! p
  list)) => error
(make-fork-join-pool 0) => error
(eq? <thread-pool> <fork-join-pool>) => #f
"""

EXECUTORS = r"""
; doc/utils/concurrent.md, Executor
(let* ((e (make-thread-pool-executor 5 push-future-handler)) (fs (map (lambda (i) (future (class
  <executor-future>) (* i i)))
  '(1 2 3 4 5 6 7 8)))) (for-each (lambda (f) (execute-future! e f)) fs) (map future-get fs)) =>
  (1 4 9 16 25 36 49 64)
(let* ((e (make-thread-pool-executor 1)) (f (executor-submit! e (lambda () 7)))) (list (executor?
  e) (thread-pool-executor? e)
  (fork-join-executor? e) (future-get f) (thread-pool-executor-max-pool-size e) (executor-state
  e))) => (#t #t #f 7 1 running)
(let* ((e (make-thread-pool-executor 1)) (f (executor-submit! e (lambda () (thread-sleep! 0.2) 1)))
  (g (make-executor-future (lambda () 2)))) (list (executor-available? e)
  (thread-pool-executor-available? e)
  (thread-pool-executor-pool-size e) (guard (c ((rejected-execution-error? c) (list (eq? g
  (rejected-future c))
  (eq? e (rejected-executor c))))) (thread-pool-executor-execute-future! e g)) (future-get f)))
  => (#f #f 1 (#t #t) 1)
(let ((e (make-thread-pool-executor 1 abort-rejected-handler))) (thread-pool-executor-shutdown!
  e) (list (executor-state e)
  (guard (c ((rejected-execution-error? c) 'refused)) (executor-submit! e list)))) => (shutdown
  refused)
(let* ((e (make-thread-pool-executor 1 (wait-finishing-handler 10))) (f (executor-submit! e
  (lambda () (thread-sleep! 0.05) 1)))
  (g (executor-submit! e (lambda () 2)))) (list (future-get f) (future-get g))) => (1 2)
(let* ((e (make-thread-pool-executor 1 (wait-finishing-handler 0))) (f (executor-submit! e
  (lambda () (thread-sleep! 0.2)))))
  (guard (c ((rejected-execution-error? c) 'refused)) (executor-submit! e list))) => refused
(let* ((e (make-thread-pool-executor 1 terminate-oldest-handler)) (f (executor-submit! e (lambda
  () (thread-sleep! 30))))
  (g (begin (thread-sleep! 0.05) (executor-submit! e (lambda () 2))))) (list (future-cancelled?
  f) (future-get g))) => (#t 2)
(let* ((e (make-fork-join-executor 2)) (f (make-executor-future (lambda () 3))))
  (fork-join-executor-execute-future! e f)
  (list (fork-join-executor? e) (future-get f) (fork-join-executor-available? e)
  (fork-join-executor-max-thread-count e)
  (fork-join-executor-thread-count e) (executor-available? e) (begin
  (fork-join-executor-shutdown! e)
  (fork-join-executor-available? e)))) => (#t 3 #t 2 2 #t #f)
(let ((e (make-fork-join-executor))) (shutdown-executor! e) (executor-state e)) => shutdown
(make-thread-pool-executor 0) => error
(make-fork-join-executor 0) => error
(execute-future! 5 (make-executor-future list)) => error
(eq? <executor> <thread-pool-executor>) => #f
(eq? <executor> <fork-join-executor>) => #f
; completable-future
(future-get (thunk->future (lambda () 5))) => 5
(future-get (thunk->future (lambda () 5) (make-thread-pool-executor 1))) => 5
(thunk->future list 5) => error
(future-get (future-map + (thunk->future (lambda () 1)) (thunk->future (lambda () 2)))) => 3
(future-get (future-map/executor (make-fork-join-executor 1) - (make-completed-future 2))) => -2
(future-get (future-flatmap (lambda (x) (make-completed-future (* x 2))) (make-completed-future
  4))) => 8
(future-get (future-flatmap/executor (make-fork-join-executor 1) make-completed-future
  (make-completed-future 4))) => 4
(future-get (future-guard (lambda (e) 'ok) (thunk->future (lambda () (raise 'boo))))) => ok
(future-get (future-guard/executor (make-fork-join-executor 1) list (make-completed-future 1)))
  => 1
(future-get (future-map car 5)) => error
(future-map/executor 5 car (make-completed-future 1)) => error
(executor? (*completable-future:default-executor*)) => #t
"""

ACTORS = r"""
; doc/utils/concurrent.md, Actor
(let ((a (make-shared-queue-channel-actor (lambda (in out) (let loop () (let ((m (in))) (if (eq?
  m 'close) 'closed
  (begin (out (* m m)) (loop)))))))) (r '())) (actor-send-message! a 3) (actor-send-message! a 4)
  (set! r (list (actor-receive-message! a) (actor-receive-message! a))) (let ((running
  (actor-running? a)))
  (actor-send-message! a 'close) (actor-wait! a) (list (actor? a) r running (actor-running? a)
  (actor-state a))))
  => (#t (9 16) #t #f finished)
(let ((a (make-shared-priority-queue-channel-actor (lambda (in out) (out 2) (out 1)) -)))
  (actor-wait! a)
  (let* ((x (actor-receive-message! a)) (y (actor-receive-message! a))) (list x y
  (actor-receive-message! a 0.01 'none))))
  => (1 2 none)
(let ((a (make-shared-queue-channel-actor (lambda (in out) (in)) #f))) (let ((before (actor-state
  a))) (actor-start! a)
  (let ((late (actor-wait! a 0.01 'late))) (actor-terminate! a) (list before late (actor-state
  a))))) => (created late terminated)
(guard (e (#t e)) (actor-wait! (make-shared-queue-channel-actor (lambda (in out) (raise 'boo)))))
  => boo
(actor-wait! (make-shared-queue-channel-actor (lambda (in out) (in))) 0.01) => error
(actor-interrupt! (make-shared-queue-channel-actor list #f)) => #f
(eq? <actor> <actor>) => #t
"""

SECTIONS = {
    "util_deque": (DEQUE, ("srfi18",)),
    "concurrent_futures": (FUTURES, ()),
    "concurrent_queues": (QUEUES, ("srfi18",)),
    "concurrent_pools": (POOLS, ("srfi18",)),
    "concurrent_executors": (EXECUTORS, ("srfi18", "concurrent_futures")),
    "concurrent_actors": (ACTORS, ()),
}


@pytest.mark.parametrize("module", SECTIONS)
def test_ours(module: str) -> None:
    text, others = SECTIONS[module]
    check(text, *others, module, profile="sagittarius")


@pytest.mark.parametrize("module", SECTIONS)
def test_every_name_is_tried(module: str) -> None:
    names = untried(SECTIONS[module][0], module)
    assert {name for name in names if not name.startswith(("%", "&"))} == set()


# (net server): doc/utils/net/server.md

SERVER = """
  (import (net server) (sagittarius socket) (srfi :18) (sagittarius))
  (define (ask server text)
    (let ((s (make-client-socket "localhost" (server-port server))))
      (socket-send s (string->utf8 text))
      (let ((answer (socket-recv s 255))) (socket-close s) (utf8->string answer))))
  (define (echo server socket) (socket-send socket (socket-recv socket 255)))
"""


def answer(text: str) -> object:
    return evaluate(SERVER + text, dialect="sagittarius")


@pytest.mark.parametrize("config", ["", ":max-thread 3", ":max-thread 2 :max-retry 1"])
def test_a_server_answers(config: str) -> None:
    text = f"""
      (define server (make-simple-server "0" echo :config (make-server-config {config})))
      (define before (server-stopped? server))
      (server-start! server :background #t)
      (define answers (map (lambda (word) (ask server word)) '("a" "b" "c")))
      (define during (server-stopped? server))
      (server-stop! server)
      (list (server? server) before answers during (server-stopped? server)
            (wait-server-stop! server 1) (server-config? (server-config server)))
    """
    assert answer(text) == [True, True, ["a", "b", "c"], False, True, True, True]


def test_a_server_without_blocking_keeps_connections() -> None:
    text = """
      (define (handle server socket)
        (let ((data (socket-recv socket 255)))
          (if (zero? (bytevector-length data)) (socket-close socket) (socket-send socket data))))
      (define config (make-server-config :max-thread 2 :non-blocking? #t))
      (define server (make-simple-server "0" handle :config config))
      (server-start! server :background #t)
      (define s (make-client-socket "localhost" (server-port server)))
      (define (turn text)
        (socket-send s (string->utf8 text))
        (utf8->string (socket-recv s 255)))
      (define answers (list (turn "one") (ask server "x") (turn "two")))
      (socket-close s)
      (server-stop! server)
      answers
    """
    assert answer(text) == ["one", "x", "two"]


def test_a_servers_failures_are_told_and_it_is_stopped_by_its_port() -> None:
    text = """
      (define told #f)
      (define (fail server socket) (raise 'boo))
      (define config (make-server-config
        :exception-handler (lambda (server socket e) (set! told e) (socket-send socket #vu8(33)))
        :shutdown-port "0" :shutdown-handler (lambda (server socket) #t)))
      (define server (make-simple-server "0" fail :config config))
      (server-start! server :background #t)
      (define answer (ask server "x"))
      (socket-close (make-client-socket "localhost" (server-shutdown-port server)))
      (list answer told (wait-server-stop! server 5) (server-stopped? server))
    """
    assert answer(text) == ["!", "boo", True, True]


@pytest.mark.parametrize(
    "text",
    [
        "(make-server-config :max-thread 0)",
        "(make-server-config :nothing 1)",
        "(make-simple-server 5000 echo)",
        '(make-simple-server "0" echo :config 5)',
        "(server-start! 5)",
        """(let ((s (make-simple-server "0" echo))) (server-start! s :background #t)
             (server-stop! s) (server-start! s))""",
    ],
)
def test_wrong_servers_are_refused(text: str) -> None:
    assert answer(f"(guard (e (#t (symbol->string 'refused))) {text})") == "refused"
