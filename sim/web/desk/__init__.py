"""Whose desk it is and what lies on it: drafts, sessions, links, sign-on. Knows no page."""
