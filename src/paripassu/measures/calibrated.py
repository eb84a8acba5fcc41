"""Thresholds of the alarm for events that are yes or no and independent, and how long it typically takes to ring.

Found by simulation (`detection.calibrated_threshold`, `detection.typical_delay`) and kept here, since each costs more
than a page may. `script/bench warnings --table` prints them anew; the tests find some of them again.
"""

from typing import NamedTuple


class Calibrated(NamedTuple):
    """For one horizon in events: the threshold; and the median events until it rings, and until the promised one does,
    when twice as many go badly as are acceptable. None: more than a thousand.
    """

    horizon: int
    threshold: float
    delay: int | None
    promised_delay: int | None


TABLE: dict[float, tuple[tuple[int, float, int | None, int | None], ...]] = {
    0.05: (
        (8, 17.518, 10, 24),
        (12, 20.812, 14, 29),
        (16, 21.944, 16, 35),
        (24, 33.652, 23, 42),
        (32, 51.907, 28, 48),
        (48, 99.068, 39, 66),
        (64, 139.192, 44, 74),
        (96, 203.787, 58, 87),
        (128, 250.928, 67, 97),
        (192, 387.467, 79, 115),
        (256, 534.5, 90, 130),
        (384, 883.864, 113, 154),
        (512, 1138.044, 127, 172),
    ),
    0.1: (
        (8, 11.597, 9, 17),
        (12, 18.788, 12, 21),
        (16, 29.587, 14, 25),
        (24, 51.5, 19, 30),
        (32, 62.628, 22, 35),
        (48, 92.57, 26, 42),
        (64, 134.897, 32, 48),
        (96, 217.529, 40, 56),
        (128, 323.911, 48, 61),
        (192, 447.043, 55, 70),
        (256, 617.274, 61, 75),
        (384, 941.957, 69, 86),
        (512, 1297.703, 76, 95),
    ),
    0.15: (
        (8, 12.753, 7, 14),
        (12, 22.114, 10, 17),
        (16, 30.132, 12, 19),
        (24, 45.924, 15, 23),
        (32, 64.601, 18, 26),
        (48, 112.632, 22, 31),
        (64, 141.162, 25, 35),
        (96, 222.238, 31, 40),
        (128, 308.768, 34, 43),
        (192, 496.185, 40, 50),
        (256, 681.084, 45, 54),
        (384, 1056.74, 51, 61),
        (512, 1425.889, 56, 65),
    ),
    0.2: (
        (8, 14.13, 7, 12),
        (12, 20.856, 9, 14),
        (16, 29.662, 10, 16),
        (24, 50.096, 13, 19),
        (32, 67.203, 15, 21),
        (48, 104.818, 18, 24),
        (64, 145.142, 21, 27),
        (96, 233.142, 24, 32),
        (128, 320.326, 27, 34),
        (192, 510.848, 32, 38),
        (256, 715.388, 35, 41),
        (384, 1086.427, 39, 44),
        (512, 1490.928, 42, 48),
    ),
    0.25: (
        (8, 13.771, 6, 11),
        (12, 21.636, 8, 12),
        (16, 30.634, 9, 14),
        (24, 47.974, 11, 16),
        (32, 66.893, 13, 18),
        (48, 107.226, 16, 21),
        (64, 144.419, 17, 23),
        (96, 239.822, 21, 25),
        (128, 325.263, 23, 27),
        (192, 506.394, 26, 30),
        (256, 731.779, 28, 33),
        (384, 1105.922, 32, 36),
        (512, 1504.351, 34, 38),
    ),
    0.3: (
        (8, 13.512, 6, 10),
        (12, 22.046, 8, 11),
        (16, 29.991, 9, 13),
        (24, 49.021, 11, 14),
        (32, 67.297, 12, 16),
        (48, 108.623, 14, 18),
        (64, 151.361, 15, 19),
        (96, 238.66, 18, 21),
        (128, 337.173, 19, 23),
        (192, 518.983, 22, 26),
        (256, 731.378, 24, 27),
        (384, 1145.071, 26, 29),
        (512, 1608.34, 28, 31),
    ),
}
"""By agreed limit, for a chance of a false alarm of 20 in 100."""

_ROWS = {(limit, row[0]): Calibrated(*row) for limit, rows in TABLE.items() for row in rows}


def calibrated(limit: float, horizon: int) -> Calibrated | None:
    """What is kept for a limit and a horizon; None where nothing is: then only the promised threshold holds."""
    return _ROWS.get((limit, horizon))
