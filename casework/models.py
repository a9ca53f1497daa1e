"""Every model, in the order of the journey: the table of contents."""
