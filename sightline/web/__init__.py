"""The pages: server-rendered, usable without JavaScript, in plain words.

`shared` holds what every page uses; each folder beside it (account, public, staff and those that follow) is one
audience's pages and knows nothing of the others.
"""
