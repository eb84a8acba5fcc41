"""Commands of `manage.py` that need the pages."""
