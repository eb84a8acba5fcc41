"""The host's part in a survey: it issues tokens it cannot recognise, takes answers it cannot trace, and counts."""
