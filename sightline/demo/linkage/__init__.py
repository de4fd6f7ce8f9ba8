"""How well records are linked, on made-up people whose truth is known, with errors at rates that are fixed."""
