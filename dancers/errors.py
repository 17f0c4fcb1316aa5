"""What a service says no with. Views show the message; a bug is any other exception and crashes loudly."""


class RuleRefused(Exception):
    """A rule says no and the reader can do something about it; the message is a translated sentence for them."""

    def __init__(self, message: object) -> None:
        self.message = str(message)
        super().__init__(self.message)


class NotAllowed(Exception):
    """The actor may not do this; views answer 403, or 404 where the thing itself must stay unknown."""

    def __init__(self, message: object = "") -> None:
        self.message = str(message)
        super().__init__(self.message)
