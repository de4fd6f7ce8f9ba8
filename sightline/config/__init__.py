"""Settings, addresses and the web server's way in."""
