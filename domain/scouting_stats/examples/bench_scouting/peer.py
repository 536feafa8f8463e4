"""The same work in NumPy and pandas, on one thread: what the bars of the specification name.

Usage: peer.py FOLDER PLAYERS METRICS WORK. Reads little-endian float64 of PLAYERS x METRICS, row by
row, from FOLDER/figures; writes its own answers beside them and prints one "name milliseconds" a line.
"""

import os
import sys

for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM"):
    os.environ[f"{name}_NUM_THREADS"] = "1"

import time  # noqa: E402

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

folder, players, metrics, work = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
figures = np.fromfile(os.path.join(folder, "figures"), dtype="<f8").reshape(players, metrics)


def median_ms(runs, do):
    do()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        do()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[len(times) // 2]


if work == "percentiles":
    position = np.arange(players) % 4
    frame = pd.DataFrame(figures)

    def by_group():
        grouped = frame.groupby(position)
        return grouped.rank(method="average").sub(0.5).div(
            grouped.transform("count")
        ) * 100

    parts = [frame[position == group] for group in range(4)]

    def by_frame():
        return [(part.rank(method="average") - 0.5) / len(part) * 100 for part in parts]

    def z_scores():
        grouped = frame.groupby(position)
        return (frame - grouped.transform("mean")) / grouped.transform("std")

    pd.concat(by_frame()).sort_index().to_numpy(dtype="<f8").tofile(os.path.join(folder, "percentiles"))
    print("rank_by_group", median_ms(3, by_group))
    print("rank_by_frame", median_ms(3, by_frame))
    print("z_scores", median_ms(3, z_scores))

if work == "similarity":
    z = (figures - figures.mean(0)) / figures.std(0, ddof=1)
    z = np.clip(z, -4, 4).astype(np.float32)
    rows = np.ascontiguousarray(z / np.linalg.norm(z, axis=1, keepdims=True))
    columns = np.asfortranarray(rows)

    def top_20(matrix, player):
        score = matrix @ rows[player]
        score[player] = -2
        best = np.argpartition(score, -20)[-20:]
        return best[np.argsort(-score[best])]

    top_20(rows, 0).astype("<u8").tofile(os.path.join(folder, "nearest"))
    for name, matrix in (("row_major", rows), ("column_major", columns)):
        print(name, median_ms(200, lambda: top_20(matrix, 0)))
