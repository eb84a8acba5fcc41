"""Tables of postings: a CSV or XLSX file becomes proposed postings, and the ledger becomes a CSV file again."""
