(import socket)

(socket af/inet sock/stream)
  ; => #<socket fd:19 af/inet sock/stream>
(socket af/inet6 sock/dgram)
  ; => #<socket fd:20 af/inet6 sock/dgram>

;; Connect to localhost:22 over IPv4.
(define so (socket af/inet sock/stream))
(socket-connect so (inet-address "127.0.0.1" 22))

;; Connect to localhost:22 over IPv6.
(define so (socket af/inet6 sock/stream))
(socket-connect so (inet-address "::1" 22))

;; Connect to localhost:22 over IPv4 and return the connected socket.
(socket-connect/ai
  (address-information "localhost" 22 family: af/inet))
; => #<socket fd:8 af/inet sock/stream>
