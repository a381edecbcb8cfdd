;;; Records and vectors.
;; families: records, vectors, loops
(use-modules (srfi srfi-9))

(define-record-type <point> (make-point x y) point? (x point-x set-point-x!) (y point-y))

(define path (vector (make-point 0 0) (make-point 3 4) (make-point 3 10)))

(define (distance a b)
  (sqrt (+ (expt (- (point-x a) (point-x b)) 2) (expt (- (point-y a) (point-y b)) 2))))

(define (path-length path)
  (do ((i 1 (+ i 1))
       (sum 0 (+ sum (distance (vector-ref path (- i 1)) (vector-ref path i)))))
      ((= i (vector-length path)) sum)))

(write (path-length path)) (newline)
(set-point-x! (vector-ref path 0) 3)
(write (path-length path)) (newline)
(write (map point? (list (vector-ref path 1) 'no 5))) (newline)
(write (map (lambda (p) (+ (point-x p) (point-y p))) (vector->list path))) (newline)
(define grid (make-vector 3 0))
(vector-fill! grid 7)
(vector-set! grid 1 'x)
(write (vector->list grid)) (newline)
(write (catch #t (lambda () (point-x 'no)) (lambda (key . rest) key))) (newline)
