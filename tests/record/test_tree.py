"""The tree against published roots and proofs, and against other implementations for any size."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.record.entries import leaf
from paripassu.record.tree import EMPTY_ROOT, Tree, joined, verify_consistency, verify_inclusion

CT_LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
"""The inputs of the test vectors of Certificate Transparency's reference implementation."""

CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CT_INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CT_CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}

SIZES = st.integers(1, 70)


def grown(size: int) -> Tree:
    return Tree(leaf(b"%d" % number) for number in range(size))


def defined_root(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962 §2.1 defines it, word by word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return joined(defined_root(leaves[:split]), defined_root(leaves[split:]))


def test_the_published_roots_come_out() -> None:
    tree = Tree()
    roots = [tree.root().hex()]
    for text in CT_LEAVES:
        tree.append(leaf(text))
        roots.append(tree.root().hex())
    assert roots == CT_ROOTS
    assert [tree.root(size).hex() for size in range(9)] == CT_ROOTS


@pytest.mark.parametrize(("index", "size"), CT_INCLUSION)
def test_the_published_inclusion_proofs_come_out(index: int, size: int) -> None:
    tree = Tree(map(leaf, CT_LEAVES))
    assert [node.hex() for node in tree.inclusion(index, size)] == CT_INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CT_CONSISTENCY)
def test_the_published_consistency_proofs_come_out(old: int, new: int) -> None:
    tree = Tree(map(leaf, CT_LEAVES))
    assert [node.hex() for node in tree.consistency(old, new)] == CT_CONSISTENCY[old, new]


def test_the_example_of_rfc_9162_has_the_proofs_that_its_text_names() -> None:
    d = [leaf(b"d%d" % number) for number in range(7)]
    g, h, i, j = joined(d[0], d[1]), joined(d[2], d[3]), joined(d[4], d[5]), d[6]
    k, m = joined(g, h), joined(i, j)
    tree = Tree(d)
    assert tree.root() == joined(k, m)
    assert tree.inclusion(0) == [d[1], h, m]
    assert tree.inclusion(3) == [d[2], g, m]
    assert tree.inclusion(4) == [d[5], j, k]
    assert tree.inclusion(6) == [i, k]
    assert tree.consistency(3) == [d[2], d[3], g, m]
    assert tree.consistency(4) == [m]
    assert tree.consistency(6) == [i, j, k]


@given(SIZES, st.data())
def test_the_root_of_any_size_is_the_defined_one(size: int, data: st.DataObject) -> None:
    leaves = [leaf(b"%d" % number) for number in range(size)]
    cut = data.draw(st.integers(0, size))
    tree = Tree(leaves[:cut])
    for one in leaves[cut : cut + 2]:
        tree.append(one)
    tree.extend(leaves[cut + 2 :])
    assert tree.root() == defined_root(leaves)
    assert tree.root(cut) == defined_root(leaves[:cut])


@given(SIZES, st.data())
def test_a_tree_that_was_shrunk_is_the_smaller_tree(size: int, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, size))
    tree, smaller = grown(size), grown(kept)
    tree.shrink(kept)
    assert (tree.size, tree.root()) == (kept, smaller.root())
    tree.extend([leaf(b"more")] * 3)
    smaller.extend([leaf(b"more")] * 3)
    assert tree.root() == smaller.root()


@given(SIZES, st.data())
def test_every_proof_verifies_and_no_changed_one_does(size: int, data: st.DataObject) -> None:
    tree = grown(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion(index), tree.root()
    assert verify_inclusion(tree.leaf(index), index, size, path, root)
    assert not verify_inclusion(leaf(b"other"), index, size, path, root)
    assert not verify_inclusion(tree.leaf(index), index, size, [*path, root], root)
    assert not verify_inclusion(tree.leaf(index), size, size, path, root)
    for at in range(len(path)):
        assert not verify_inclusion(tree.leaf(index), index, size, [*path[:at], EMPTY_ROOT, *path[at + 1 :]], root)
        assert not verify_inclusion(tree.leaf(index), index, size, path[:at] + path[at + 1 :], root)


@given(SIZES, st.data())
def test_a_tree_extends_its_beginnings_and_no_other(size: int, data: st.DataObject) -> None:
    tree = grown(size)
    old = data.draw(st.integers(0, size))
    path, before, after = tree.consistency(old), tree.root(old), tree.root()
    assert verify_consistency(old, size, path, before, after)
    assert not verify_consistency(old, size, [*path, after], before, after)
    if old:
        assert not verify_consistency(old, size, path, EMPTY_ROOT, after)
        assert not verify_consistency(old, size, path, before, EMPTY_ROOT)
    for at in range(len(path)):
        assert not verify_consistency(old, size, path[:at] + path[at + 1 :], before, after)


def test_what_is_not_there_is_an_error() -> None:
    tree = grown(5)
    for wrong in (
        lambda: tree.root(6),
        lambda: tree.inclusion(5),
        lambda: tree.inclusion(0, 6),
        lambda: tree.consistency(6),
        lambda: tree.consistency(-1, 2),
    ):
        with pytest.raises(IndexError):
            wrong()
    assert not verify_consistency(3, 2, [], EMPTY_ROOT, EMPTY_ROOT)
    assert not verify_consistency(3, 5, [], EMPTY_ROOT, EMPTY_ROOT)


def test_consistency_is_transitive_along_a_growing_tree() -> None:
    tree = grown(33)
    assert all(
        verify_consistency(old, new, tree.consistency(old, new), tree.root(old), tree.root(new))
        for old, new in pairwise(range(34))
    )
