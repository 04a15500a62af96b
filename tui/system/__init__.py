"""The terminal, the editor, the clipboard and the file paths of this machine."""
