"""What is right about questions to a unit: when a number is unlike the usual, who sees it when, how it ends."""
