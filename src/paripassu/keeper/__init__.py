"""The only room that remembers: accounts and seats, records on disk, and the one path by which anything is written."""
