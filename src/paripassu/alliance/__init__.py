"""What partners say and do: one file per practice, each with its facts, its state, its rules and its acts. Pure."""
