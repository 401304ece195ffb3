"""How a number comes to be: facts as declared, two filters, the engine that counts, and charts of its swing.

Pure: no Django and no database of the installation. `kheo.indicators` keeps what was measured.
"""
