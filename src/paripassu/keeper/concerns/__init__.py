"""Concerns as they are kept: ciphertexts, wrapped keys and days, never words, hours or who wrote unless they said so."""
