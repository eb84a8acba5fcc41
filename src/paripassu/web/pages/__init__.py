"""One module per practice. Each lists its addresses: `alliance` (below the name of an alliance) and `site` (above)."""
