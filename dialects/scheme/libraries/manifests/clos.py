"""Sagittarius's libraries of objects: what each exports."""

from __future__ import annotations

from typing import Final

from . import Library, library

__all__ = ["LIBRARIES"]

_CLASSES: Final = (
    "<top> <object> <class> <generic> <method> <next-method> <slot-accessor> <boolean> <char> "
    "<eof-object> <undefined-object> <unknown> <list> <pair> <null> <number> <complex> <real> "
    "<rational> <integer> <collection> <sequence> <dictionary> <ordered-dictionary> <string> "
    "<vector> <bytevector> <hashtable> <tree-map> <weak-vector> <weak-hashtable> <symbol> "
    "<keyword> <gloc> <port> <codec> <transcoder> <procedure> <identifier> <code-builder> <time> "
    "<char-set> <comparator> "
)
_BOTH: Final = (
    "make initialize write-object object-equal? object-apply object-compare object-hash slot-ref "
    "slot-set! slot-bound? slot-ref-using-accessor slot-set-using-accessor! slot-unbound "
    "slot-missing initialize-direct-slots is-a? subtype? eq eql equal predicate one-of "
    "<predicate-specializable-generic> <one-of-specializable-generic> <one-of-specializer> "
)
_MEMBERS: Final = ("libraries.lists", "memq memv member")

LIBRARIES: Final[dict[str, Library]] = {
    "(clos user)": library(
        ("libraries.clos.clos", _CLASSES + _BOTH + "redefine-class! update-direct-subclass! ??"),
        ("libraries.equivalence", "eq? eqv? equal?"),
        _MEMBERS,
        ("forms.clos_forms", None),
    ),
    "(clos core)": library(
        (
            "libraries.clos.clos",
            _CLASSES
            + _BOTH
            + "slot-ref-using-class slot-set-using-class! slot-bound-using-class? "
            "slot-exists-using-class? slot-exists? make-method add-method remove-method class-of "
            "class-name class-direct-supers class-direct-slots class-cpl class-slots "
            "class-direct-subclasses generic-methods method-specializers method-procedure "
            "method-required method-optional method-qualifier slot-definition-name "
            "slot-definition-options slot-definition-option slot-definition-accessor "
            "allocate-instance compute-applicable-methods compute-apply-methods "
            "compute-apply-generic compute-method-more-specific? filter-applicable-methods "
            "compute-cpl compute-slots compute-getters-and-setters compute-getter-and-setter "
            "<predicate-specializer> change-class update-instance!",
        ),
    ),
}
"""Both, by their names."""
