"""The Textual app: it only draws and asks."""
