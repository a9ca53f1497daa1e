"""Victim care: safe contact, what the victim must be told, referrals, statements and safety."""
