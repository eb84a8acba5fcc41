"""How dates are written where the language alone leaves two readings open."""
