"""What can go wrong with a letter, apart from what is worth another try."""


class Undeliverable(Exception):
    """No further try can help: the address is refused for good or the letter cannot be written. Said in one sentence."""
