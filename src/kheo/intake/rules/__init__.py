"""What is right about a file of dossiers: its columns, its cells, its rows, its road."""
