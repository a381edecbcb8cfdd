;; read-into
(define (read-into size port start end)
  (let* ((buffer (make-bytevector size 0))
         (count (read-bytevector! buffer port start end)))
    (list count buffer)))

;; read-into-whole
(define (read-into-whole size port)
  (let* ((buffer (make-bytevector size 0))
         (count (read-bytevector! buffer port)))
    (list count buffer)))
