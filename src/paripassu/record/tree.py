"""The Merkle tree over the entries: SHA-256, leaf prefix 0x00, node prefix 0x01. [RFC6962 §2.1]

`Tree` keeps the hashes of all complete subtrees, level by level, 64 bytes a leaf in all, so that an append
costs O(log n), and every root and proof of any earlier size is there without hashing entries again.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH = 32
EMPTY_ROOT = sha256(b"").digest()


def joined(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def _split(width: int) -> int:
    """The largest power of two below `width` (2 or more): where a tree of that many leaves divides."""
    return 1 << ((width - 1).bit_length() - 1)


class Tree:
    """A growing tree of leaf hashes."""

    __slots__ = ("_levels", "_size")

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[bytearray] = [bytearray()]
        self._size = 0
        self.extend(leaves)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        node, at, level = leaf, self._size, 0
        self._size += 1
        while True:
            row = self._row(level)
            row += node
            if not at & 1:
                return
            node = sha256(b"\x01" + row[-2 * HASH :]).digest()
            at >>= 1
            level += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add many leaf hashes, level by level: one hash per new node and nothing else."""
        row = self._levels[0]
        row += b"".join(leaves)
        self._size = len(row) // HASH
        level = 0
        while len(row) >= 2 * HASH:
            above = self._row(level + 1)
            new = bytes(row[2 * len(above) :])
            if len(new) < 2 * HASH:
                return  # no pair is new here, so nothing is above
            pairs = range(0, len(new) - 63, 64)
            above += b"".join([sha256(b"\x01" + new[at : at + 64]).digest() for at in pairs])
            row, level = above, level + 1

    def shrink(self, size: int) -> None:
        """Forget the leaves from `size` on: an append that was not written is taken back."""
        self._size = size
        for level, row in enumerate(self._levels):
            del row[(size >> level) * HASH :]

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves (all, if not given). IndexError when there are fewer."""
        return self._subtree(0, self._known(self._size if size is None else size))

    def leaf(self, index: int) -> bytes:
        """The leaf hash at an index."""
        return self._complete(0, index)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of a leaf in the tree of `size` leaves, from the leaf up. [RFC9162 §2.1.3]"""
        end = self._known(self._size if size is None else size)
        if not 0 <= index < end:
            raise IndexError(f"There is no entry {index} among the first {end}.")
        start, path = 0, list[bytes]()
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._subtree(middle, end))
                end = middle
            else:
                path.append(self._subtree(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """The proof that the tree of `old` leaves is a prefix of that of `new` leaves. [RFC9162 §2.1.4]"""
        end = self._known(self._size if new is None else new)
        if not 0 <= old <= end:
            raise IndexError(f"A tree of {old} entries is no prefix of one of {end}.")
        if old in (0, end):
            return []
        start, path, whole = 0, list[bytes](), True
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                path.append(self._subtree(middle, end))
                end = middle
            else:
                path.append(self._subtree(start, middle))
                start, whole = middle, False
        return ([] if whole else [self._subtree(start, end)]) + path[::-1]

    def _row(self, level: int) -> bytearray:
        """The hashes of the complete subtrees of 2**level leaves, from left to right."""
        if level == len(self._levels):
            self._levels.append(bytearray())
        return self._levels[level]

    def _known(self, size: int) -> int:
        if not 0 <= size <= self._size:
            raise IndexError(f"The tree has {self._size} entries, not {size}.")
        return size

    def _complete(self, level: int, position: int) -> bytes:
        return bytes(self._levels[level][position * HASH : (position + 1) * HASH])

    def _subtree(self, start: int, end: int) -> bytes:
        """The hash over the leaves from `start` to `end`; `start` is where RFC 6962 begins a subtree."""
        width = end - start
        if not width:
            return EMPTY_ROOT
        level = width.bit_length() - 1
        if width == 1 << level:
            return self._complete(level, start >> level)
        middle = start + _split(width)
        return joined(self._subtree(start, middle), self._subtree(middle, end))


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from this leaf to the root of a tree of this size. [RFC9162 §2.1.3.2]"""
    if not 0 <= index < size:
        return False
    node, last = leaf, size - 1
    for sibling in path:
        if not last:
            return False
        if index & 1 or index == last:
            node = joined(sibling, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = joined(node, sibling)
        index, last = index >> 1, last >> 1
    return not last and node == root


def verify_consistency(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the path proves that the old tree is a prefix of the new one. [RFC9162 §2.1.4.2]"""
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not path and (old_root == new_root if old == new else old_root == EMPTY_ROOT)
    nodes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not nodes:
        return False
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = nodes[0]
    for node in nodes[1:]:
        if not last:
            return False
        if first & 1 or first == last:
            before, after = joined(node, before), joined(node, after)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            after = joined(after, node)
        first, last = first >> 1, last >> 1
    return not last and before == old_root and after == new_root
