"""Pari Passu: one record and one honest picture for organisations that work together."""
