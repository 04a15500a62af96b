"""The commands of the shell: every action of the desk has its twin here. Each imports what it needs when it runs."""
