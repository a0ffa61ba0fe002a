"""What someone with SQL and the vault's earlier files could do to its rows.

`old` is the same vault earlier, `fork` what else became of that, `other` another vault with the same key file;
`mine`, `chain` and `heads` are the tables before the change.
"""

import shutil
import sqlite3
from contextlib import closing
from random import Random

from client.kept.audit import Audit, Outcome
from client.kept.store import Kind
from client.vault.vault import Vault
from scripts.faulting.vaults import KINDS, Place, entry, now, state

SWAPS = [
    f"UPDATE r SET ({columns}) = (SELECT {columns} FROM mine WHERE i = CASE r.i WHEN :a THEN :b ELSE :a END)"
    " WHERE i IN (:a, :b)"
    for columns in ("g", "k", "v", "k, v", "g, k, v")
]
REPLAYS = [
    f"UPDATE r SET ({columns}) = (SELECT {columns} FROM {file}.r WHERE i = :replaced) WHERE i = :replaced"
    for columns in ("k", "v", "k, v")
    for file in ("old", "fork")
]
RECORDS = (
    *SWAPS,
    *REPLAYS,
    "UPDATE r SET rowid = rowid + 1000 WHERE i = :a",
    "DELETE FROM r WHERE i = :a",
    "DELETE FROM r",
    "DELETE FROM r WHERE g = (SELECT g FROM mine WHERE i = :a)",
    "INSERT INTO r SELECT :erased, g, k, v FROM mine WHERE i = :a",
    "INSERT INTO r SELECT * FROM old.r WHERE i = :erased",
    "INSERT INTO r SELECT * FROM fork.r WHERE i NOT IN (SELECT i FROM r)",
    "DELETE FROM r WHERE i = :a; INSERT INTO r SELECT * FROM old.r WHERE i = :erased",
    "DELETE FROM r; INSERT INTO r SELECT * FROM old.r",
    "DELETE FROM r; INSERT INTO r SELECT * FROM fork.r",
    "UPDATE r SET i = :erased WHERE i = :a",
    *(f"UPDATE r SET {column} = {value} WHERE i = :a" for column in "igkv" for value in ("'x'", "7", "x''")),
    "UPDATE r SET i = NULL WHERE i = :a",
    "UPDATE r SET k = CAST(k AS TEXT), v = CAST(v AS TEXT)",
    "UPDATE r SET v = zeroblob(50000000) WHERE i = :a",
)
LINKS = (
    "UPDATE c SET v = (SELECT v FROM chain WHERE n = CASE c.n WHEN :m THEN :n ELSE :m END) WHERE n IN (:m, :n)",
    "DELETE FROM c WHERE n = :n",
    "DELETE FROM c WHERE n = (SELECT MAX(n) FROM c)",
    "DELETE FROM c",
    "INSERT INTO c SELECT (SELECT MAX(n) + 1 FROM c), v FROM chain WHERE n = :n",
    "DELETE FROM c WHERE n >= :n; INSERT INTO c SELECT n - 1, v FROM chain WHERE n > :n",
    *(f"UPDATE c SET n = {number} WHERE n = :n" for number in (0, -1, 1 << 40, (1 << 63) - 1)),
    *(f"UPDATE c SET v = {value} WHERE n = :n" for value in ("'x'", "7", "x''", "CAST(v AS TEXT)")),
    "UPDATE c SET v = (SELECT v FROM old.c WHERE n = c.n) WHERE n <= (SELECT MAX(n) FROM old.c)",
    "UPDATE c SET v = (SELECT v FROM fork.c WHERE n = c.n) WHERE n = (SELECT MAX(n) FROM fork.c)",
    "DELETE FROM c WHERE n > (SELECT MAX(n) FROM old.c)",
    "DELETE FROM c; INSERT INTO c SELECT * FROM fork.c",
)
HEADS = (
    *(
        f"UPDATE s SET v = (SELECT v FROM {file}.s WHERE k = 1) WHERE k = 1"
        for file in ("old", "fork", "other")
    ),
    *(f"UPDATE s SET v = (SELECT v FROM {file}.s WHERE k = 0) WHERE k = 0" for file in ("old", "other")),
    *(f"UPDATE s SET v = {value} WHERE k = {key}" for value in ("'x'", "7", "x''") for key in (0, 1)),
    "UPDATE s SET k = 1 - k WHERE k = 0 AND 0; DELETE FROM s WHERE k = 1",
    "DELETE FROM s WHERE k = 0",
    "DELETE FROM s; INSERT INTO s SELECT 1 - k, v FROM heads",
    *(
        "UPDATE s SET v = (SELECT v FROM old.s WHERE k = 1) WHERE k = 1; "
        f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM old.{table}"
        for table in "rc"
    ),
    "CREATE TRIGGER t AFTER INSERT ON r BEGIN DELETE FROM c;END",
    "CREATE TABLE t (x)",
    "CREATE VIEW t AS SELECT * FROM r",
    "CREATE INDEX t ON r (g)",
    "ALTER TABLE r ADD COLUMN x",
    "ALTER TABLE c RENAME TO d",
    "DROP TABLE c",
    "PRAGMA main.user_version = 7",
)
STATEMENTS = (*RECORDS, *LINKS, *HEADS)


class History:
    """A vault with a past, closed."""

    def __init__(self, place: Place) -> None:
        self._place = place
        (place.folder / "other").mkdir()
        shutil.copy(place.folder / "key", place.folder / "other" / "key")
        other = Place(place.folder / "other")
        small(other)
        shutil.copy(other.path, place.folder / "other.db")
        small(place)
        with place.held() as vault:
            self._replaced, self._erased = (vault.store.put(Kind.TURN, b"at first") for _ in range(2))
        old = self._kept_as("old")
        self._go_on("otherwise")
        self._kept_as("fork")
        place.write(old)
        self._go_on("so")
        with place.held() as vault:
            vault.store.erase([self._erased])
            vault.set_opener(place.key)
            self.whole = content(vault)
            self._records = list(vault.store.all(Kind.TURN)) + list(vault.store.all(Kind.LIMIT))
            self._links = [number for number, _ in vault.store.links()]
        self.intact = place.path.read_bytes()

    def change(self, statements: str, random: Random) -> None:
        """Changes the file's rows."""
        (a, b), (m, n) = random.sample(self._records, 2), random.sample(self._links, 2)
        values = {"a": a, "b": b, "m": m, "n": n, "replaced": self._replaced, "erased": self._erased}
        self._place.write(self.intact)
        with closing(sqlite3.connect(self._place.path, isolation_level=None)) as database:
            for name in ("old", "fork", "other"):
                database.execute(f"ATTACH DATABASE '{self._place.folder / name}.db' AS {name}")
            for name, table in (("mine", "r"), ("chain", "c"), ("heads", "s")):
                database.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{table}")
            for statement in statements.split("; "):
                database.execute(statement, values)

    def _go_on(self, how: str) -> None:
        with self._place.held() as vault:
            vault.store.put(Kind.TURN, how.encode(), self._replaced)
            vault.store.put(Kind.TURN, how.encode())
            for _ in range(2):
                Audit(vault.store).intend(entry(how.encode()))

    def _kept_as(self, name: str) -> bytes:
        shutil.copy(self._place.path, self._place.folder / f"{name}.db")
        return self._place.path.read_bytes()


def small(place: Place) -> None:
    """Makes a vault with a record of each kind and a short chain."""
    place.make()
    with place.held() as vault:
        for kind in KINDS:
            vault.store.put(kind, kind.value * 9)
        audit = Audit(vault.store)
        audit.conclude(audit.intend(entry(b"what left")), Outcome.ANSWERED, now())
        vault.store.see(now())


def content(vault: Vault) -> object:
    """Everything that is in an open vault."""
    return state(vault), list(vault.store.links()), vault.store.manifest.seen
