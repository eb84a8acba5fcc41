"""Facts as sealed entries, entries as a tree, the tree as evidence. Pure."""
