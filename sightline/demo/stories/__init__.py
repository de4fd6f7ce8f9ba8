"""What happened to the children who are not in school in the usual way, and to some who might be taken for them.

A story is a function that makes one child's story and writes down what the list must say of it, as a lawyer would:
nothing here asks Sightline's own rules.
"""
