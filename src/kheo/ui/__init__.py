"""The look of Khéo: the page frame, parts, tokens and the living catalogue of them."""
