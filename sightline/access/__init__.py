"""Who may see and do what: people who sign in, roles, scopes, field classes, the audit trail.

This room knows nothing of children: it decides and records, and other rooms ask it.
"""
