"""The application for a Stalking Protection Order: grounds, conditions, legal review, authority, lodging and hearings."""
