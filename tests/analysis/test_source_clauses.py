"""The reader of clauses: who does what to whom in Indonesian sentences of every voice."""

from __future__ import annotations

import pytest

from mtcheck.analysis import word_translations
from mtcheck.analysis.source_clauses import SourceClause, clauses
from mtcheck.analysis.source_voices import in_other_voice


def _read(line: str) -> list[tuple[SourceClause, str, str, str]]:
    """Give each clause with the words of its verb, its agent and its patient."""
    tokens = word_translations.load("id").source_tokens(line)

    def text(stretch: tuple[int, ...]) -> str:
        return " ".join(tokens[i].text for i in stretch)

    found = clauses(tokens, "id")
    return [(c, tokens[c.verb].text, text(c.agent), text(c.patient)) for c in found]


@pytest.mark.parametrize(
    ("line", "verb", "agent", "patient"),
    [
        ("Menteri menggugat perusahaan itu.", "menggugat", "Menteri", "perusahaan itu"),
        ("Persib dikalahkan Persija.", "dikalahkan", "Persija", "Persib"),
        ("Ia dilaporkan oleh Asdar ke polisi.", "dilaporkan", "Asdar", "Ia"),
        ("Pengendara motor itu tertabrak truk pasir.", "tertabrak", "truk pasir", "Pengendara motor"),
        ("Usulan itu sudah kami tolak kemarin.", "tolak", "kami", "Usulan"),
        ("Buku yang saya beli hilang.", "beli", "saya", "Buku"),
        ("Polisi yang menembak warga itu kabur.", "menembak", "Polisi", "warga itu"),
        ("Warga yang ditembak polisi itu kabur.", "ditembak", "polisi itu", "Warga"),
        ("Polisi memotretnya.", "memotretnya", "Polisi", "memotretnya"),
        (
            "Samuel Yeimo, dokter asal Jayapura, telah melatih relawan.",
            "melatih",
            "Samuel Yeimo dokter asal Jayapura",
            "relawan",
        ),
        ("Bupati (Kamis, 2/5) menegur dinas itu.", "menegur", "Bupati", "dinas itu"),
        ("Serangan Rusia ke Ukraina berlanjut.", "Serangan", "Rusia", "Ukraina berlanjut"),
        ("Persib menang 2-1 atas Persija di Bandung.", "menang", "Persib", "Persija"),
        ("Menteri menyerukan kepada warga untuk tenang.", "menyerukan", "Menteri", "warga"),
        ("Al Fatih mengancam akan membunuh sandera.", "membunuh", "Al Fatih", "sandera"),
        ("Santos bergabung tetapi jarang dipakai oleh Houllier.", "dipakai", "Houllier", "Santos"),
        ("Ia diserang George W. Bush di Texas.", "diserang", "George W Bush", "Ia"),
        ("Persib kalah dari Persija.", "kalah", "Persija", "Persib"),
    ],
)
def test_participants(line: str, verb: str, agent: str, patient: str) -> None:
    """Agent and patient are found on the side where the voice puts them."""
    assert (verb, agent, patient) in [row[1:] for row in _read(line)]


def test_verbs_share_a_subject() -> None:
    """A verb behind a conjunction has the subject of the verb before."""
    rows = _read("Polisi menangkap Amir dan Budi, lalu menahan Cecep.")
    assert [row[1:] for row in rows] == [("menangkap", "Polisi", "Amir Budi"), ("menahan", "Polisi", "Cecep")]


def test_object_is_subject_of_the_next() -> None:
    """What stands between two verbs is the object of the first and the subject of the second."""
    rows = _read("Menteri meminta badan itu mengaudit dana tahun lalu.")
    assert rows[0][3] == rows[1][2] == "badan itu" or rows[1][2] == "badan"


def test_receiving_turns_giving_round() -> None:
    """Who receives from somebody is given something by him."""
    found = [row for row in _read("Ali menerima uang dari Budi.") if row[0].kind == "transfer"]
    assert [row[2:] for row in found] == [("Budi", "Ali")]


def test_headlines_have_bare_verbs() -> None:
    """In a headline, a verb may stand without its prefix; elsewhere it is taken for a noun."""
    assert _read("Warga Sangihe Gugat Perusahaan")[0][1:] == ("Gugat", "Warga Sangihe", "Perusahaan")
    assert not _read("Warga Sangihe gugat perusahaan")


@pytest.mark.parametrize("line", ["Menteri itu marah.", "Menurut dinas, direktur diam.", "", "Mereka dan dia datang."])
def test_no_clause(line: str) -> None:
    """What only looks like a verb is none."""
    assert not _read(line)


def test_what_a_preposition_governs_is_no_subject() -> None:
    """The source of a report is not the subject of the verb behind it."""
    assert _read("Menurut kementerian, melansir Kyodo, kapal tenggelam.")[0][2] == ""


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("dikalahkan", "mengalahkan"),
        ("menuding", "dituding"),
        ("ditembak", "menembak"),
        ("memanggil", "dipanggil"),
        ("menyerang", "diserang"),
        ("dilaporkan", "melaporkan"),
    ],
)
def test_other_voice(form: str, other: str) -> None:
    """A verb is turned into the other voice with the letters that its prefix hides."""
    assert in_other_voice(form, "id") == other


def test_language_without_a_table() -> None:
    """A language without a table of voices has no clauses."""
    assert clauses(word_translations.load("id").source_tokens("Menteri menggugat."), "xx") == ()
