"""Currencies by their ISO 4217 codes, and how many digits their minor unit has."""

from babel import Locale

# ISO 4217 where the minor unit is not a hundredth. Babel's own figures are those of cash (no tiyn in a shop), which
# is not what prizes are reckoned in.
_DIGITS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}


def is_currency(code: str) -> bool:
    """Whether there is a currency with this code."""
    return code in Locale("en").currencies


def digits(code: str) -> int:
    """Return the number of digits of the currency's minor unit."""
    return _DIGITS.get(code, 2)
