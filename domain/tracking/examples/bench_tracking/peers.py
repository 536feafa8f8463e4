"""Other programs at the same work: `peers.py FOLDER WORK`, seconds and peak megabytes on one line."""

import resource
import sys
import time
from pathlib import Path

FOLDER, WORK = Path(sys.argv[1]), sys.argv[2]
TRACAB = {"raw_data": str(FOLDER / "tracab.dat"), "meta_data": str(FOLDER / "tracab_meta.xml")}
METRICA = [
    str(FOLDER / f"Sample_Game_1_RawTrackingData_{team}_Team.csv") for team in ("Home", "Away")
]
ZONES = (0, 2, 4, 5.5, 7, 20)
MOST_TIMES = 3


def tracab_fastforward():
    from fastforward import tracab

    return lambda: tracab.load_tracking(**TRACAB, only_alive=False)


def tracab_kloppy():
    from kloppy import tracab

    return lambda: tracab.load(**TRACAB, only_alive=False)


def metrica_pandas():
    import pandas

    return lambda: [pandas.read_csv(path, skiprows=2, engine="c") for path in METRICA]


def metrica_kloppy():
    from kloppy import metrica

    return lambda: metrica.load_tracking_csv(home_data=METRICA[0], away_data=METRICA[1])


def skillcorner_kloppy():
    from kloppy import skillcorner

    files = {"raw_data": "skillcorner.json", "meta_data": "skillcorner_match.json"}
    return lambda: skillcorner.load(**{name: str(FOLDER / file) for name, file in files.items()})


def hawkeye_fastforward():
    from fastforward import hawkeye

    files = {"ball_data": "ball", "player_data": "centroids"}
    files = {of: str(FOLDER / f"1_1.football.samples.{feed}") for of, feed in files.items()}
    files["meta_data"] = str(FOLDER / "hawkeye_meta.json")
    # It reads period and minute from names that begin with `hawkeye_`; these are named otherwise.
    return lambda: hawkeye.load_tracking(**files, only_alive=False, period=1, minute=1)


def databallpy_game():
    """Both files as databallpy keeps tracking: a column of x and one of y for each player."""
    import pandas
    from databallpy.schemas import TrackingData

    columns = {}
    for side, path in zip(("home", "away"), METRICA):
        table = pandas.read_csv(path, skiprows=2)
        for place in range(3, table.shape[1] - 2, 2):
            name = f"{side}_{(place - 1) // 2}"
            columns[f"{name}_x"] = (table.iloc[:, place] - 0.5) * 105
            columns[f"{name}_y"] = (0.5 - table.iloc[:, place + 1]) * 68
    players = [name[:-2] for name in columns if name.endswith("_x")]
    return TrackingData(columns, frame_rate=25), players


def metrics_databallpy():
    game, players = databallpy_game()

    def work():
        game.add_velocity(
            players, filter_type="savitzky_golay", max_velocity=12, allow_overwrite=True
        )
        return game.get_covered_distance(players, velocity_intervals=ZONES)

    return work


def moment_databallpy():
    import json

    from databallpy.schemas import TrackingData

    inputs = json.loads((FOLDER / "surface_inputs.json").read_text())
    rows = []
    for frame in inputs["frames"]:
        row = {"ball_x": frame["ball"][0], "ball_y": frame["ball"][1]}
        for player in frame["players"]:
            for axis in ("x", "y", "vx", "vy"):
                row[f"{player['id']}_{axis}"] = player[axis]
            row[f"{player['id']}_velocity"] = (player["vx"] ** 2 + player["vy"] ** 2) ** 0.5
        rows.append(row)
    return TrackingData(rows, frame_rate=25), inputs["pitch"]


def gaussian_databallpy():
    moments, pitch = moment_databallpy()
    return lambda: moments.get_pitch_control(pitch)


def voronoi_databallpy():
    moments, pitch = moment_databallpy()
    return lambda: moments.get_approximate_voronoi(pitch)


def events_databallpy():
    """The six real minutes as databallpy's `Game`.

    The match was published by databallpy, as Parquet for its `get_saved_game`; here are the same
    columns as CSV, and the events are in none of the formats of `get_game`. So the `Game` is built
    as `get_saved_game` builds it, without checks of the input: metres from the centre, the home
    team to the right. Times of frames count from the kick-off, as its reader of TRACAB counts
    them. What synchronisation does not read is left empty: results, line-ups, tables of single
    kinds of events.
    """
    import json
    from dataclasses import MISSING, fields

    import pandas
    from databallpy import Game
    from databallpy.schemas import EventData, TrackingData

    meta = json.loads((FOLDER / "meta.json").read_text())
    tracking = pandas.read_csv(FOLDER / "tracking_wide.csv.gz")
    since = pandas.to_timedelta((tracking["frame"] - 1) / meta["fps"], unit="s")
    tracking["datetime"] = pandas.Timestamp("1980-01-01 15:00", tz="UTC") + since
    events = pandas.read_csv(FOLDER / "events.csv", parse_dates=["datetime"])
    players = pandas.DataFrame(meta["players"]).rename(columns={"shirt": "shirt_num"})
    game = {field.name: None for field in fields(Game) if field.default is MISSING}
    game["tracking_data"] = TrackingData(tracking, provider="tracab", frame_rate=meta["fps"])
    game["event_data"] = EventData(events, provider="opta")
    game["pitch_dimensions"] = meta["pitch"]
    game["periods"] = pandas.DataFrame()
    for side in ("home", "away"):
        game[f"{side}_players"] = players[players["team"] == side]
    return Game(**game, allow_synchronise_tracking_and_event_data=True, _check_inputs_=False)


def synchronisation_databallpy():
    # A game keeps the ball's speed for the next time, so each time has a game of its own.
    games = iter([events_databallpy() for _ in range(MOST_TIMES)])

    def work():
        game = next(games)
        game.synchronise_tracking_and_event_data(verbose=False)
        found = (game.event_data["tracking_frame"] >= 0).sum()
        assert found == 53, f"{found} events were found"

    return work


def main():
    work = globals()[WORK]()
    start = time.perf_counter()
    work()
    best = time.perf_counter() - start
    if best < 10:
        for _ in range(MOST_TIMES - 1):
            start = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - start)
    print(best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


main()
