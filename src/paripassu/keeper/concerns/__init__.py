"""Concerns as they are kept: ciphertexts, wrapped keys and days, no words, no hours, no writer who did not say so."""
