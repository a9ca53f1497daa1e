"""The pages of messages: one's own, those that could not be delivered, and the demo's mail."""
