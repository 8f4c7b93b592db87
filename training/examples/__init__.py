"""Training examples of our own making: what news needs and parallel corpora have too little of."""
