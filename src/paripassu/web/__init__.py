"""What people see: pages, pictures and the answers to refusals."""
