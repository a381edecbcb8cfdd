(import socket)

;; Try to connect to localhost:ssh via any address family.  
;; In this case, address-information may return the IPv6 loopback
;; address "::1" and perhaps "fe80::1", along with the usual 
;; IPv4 "127.0.0.1".  socket-connect/ai will try them all in order
;; and return a new connected socket.  For illustrative purposes
;; we use socket-peer-name to show where we connected.

(socket-peer-name
 (socket-connect/ai (address-information "localhost" "ssh")))
; => #<sockaddr "[::1]:22">         ;; If ssh listening on ::1
; => #<sockaddr "[fe80::1%lo0]:22"> ;; If listening on link-local loopback
; => #<sockaddr "127.0.0.1:22">     ;; If listening on 127.0.0.1 only
; => error: connection refused      ;; If ssh isn't running
