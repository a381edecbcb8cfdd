"""The questions that every dialect is asked, and what asks them."""
