"""What is right about dossiers: their states, the on-time rule, the columns and rows of an import.

Every rule names its source. `[3P]` marks a source seen only in a third party's copy, not in the legal text: pages show
such words as "theo hệ thống hồ sơ", never as law.
"""
