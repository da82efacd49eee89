# The texts: what may shape a shipped weight (openly licensed, and word lists of our own) and what only measures.
# Guarantee: `restricted_*` (El Comercio: no licence; AG News: non-commercial research; the AmericasNLP files: mixed) train nothing
# unless the caller says --with-restricted, and then the card says so. No text is written anywhere.
import json
import lzma
import random
import subprocess
import tarfile
from pathlib import Path

SIB_LANGUAGES = {"spa_Latn": "es", "eng_Latn": "en", "quy_Latn": "qu", "ayr_Latn": "ay", "por_Latn": "pt", "fra_Latn": "fr", "ita_Latn": "it",
                 "deu_Latn": "de", "cat_Latn": "ca", "glg_Latn": "gl", "grn_Latn": "gn", "nld_Latn": "nl"}
SIB_TOPICS = {"politics": "politics", "sports": "sports", "entertainment": "culture", "health": "society"}
LICENCES = {"SIB-200": "text of FLORES-200, CC BY-SA 4.0; topics Apache-2.0", "Global Voices (OPUS)": "CC BY 3.0", "XQuAD": "CC BY-SA 4.0",
            "arXiv abstracts": "CC0", "word lists": "Apache-2.0, written for this project",
            "El Comercio": "none stated", "AG News": "non-commercial research"}


def rows_of(path):
    with lzma.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


class Corpora:
    def __init__(self, shared, sib):
        self.shared, self.sib = Path(shared) / "text", Path(sib)
        self.langid = {}
        with tarfile.open(self.shared / "langid_train.tar.xz") as archive:
            for member in archive.getmembers():
                if member.isfile() and not member.name.endswith(".zip"):
                    self.langid[member.name] = archive.extractfile(member).read().decode().splitlines()

    def _git(self, *arguments):
        return subprocess.run(["git", "-C", str(self.sib), *arguments], stdout=subprocess.PIPE, check=True).stdout.decode()

    def sib_languages(self):
        return sorted(Path(name).name for name in self._git("ls-tree", "--name-only", "HEAD", "data/annotated/").split() if "." not in Path(name).name)

    def sib_rows(self, language, part):
        """(topic, text) of one split: train 701, dev 99, test 204 sentences, the same in every language."""
        lines = self._git("show", f"HEAD:data/annotated/{language}/{part}.tsv").splitlines()[1:]
        return [tuple(line.split("\t")[1:3]) for line in lines]

    def global_voices(self, language):
        folder = "aymara-spanish/parallel_data/"
        names = {"es": ["es-aym/opus_globalvoices.es-aym.es"], "en": ["en-aym/opus_globalvoices.en-aym.en"],
                 "ay": ["es-aym/opus_globalvoices.es-aym.aym", "en-aym/opus_globalvoices.en-aym.aym"]}[language]
        return [line for name in names for line in self.langid[folder + name] if line.strip()]

    def xquad_paragraphs(self, language):
        with tarfile.open(self.shared / "qa_train.tar.xz") as archive:
            member = next(m for m in archive.getmembers() if m.name.endswith(f"xquad.{language}.json"))
            articles = json.load(archive.extractfile(member))["data"]
        return [p["context"] for a in articles for p in a["paragraphs"]]

    def arxiv(self):
        return rows_of(self.shared / "arxiv_abstracts_train.jsonl.xz")

    def restricted_es(self):
        """El Comercio: (date, label, text)."""
        plain = {"deportes": "deporte", "tech": "tecnologia"}
        return [(r["date"], plain.get(r["label"], r["label"]), r["text"]) for r in rows_of(self.shared / "news_topics_es_train.jsonl.xz")]

    def restricted_en(self):
        return [(r["label"], r["text"]) for r in rows_of(self.shared / "news_topics_en_train.jsonl.xz")]


def lexicon(language):
    topics, topic = {}, None
    for line in (Path(__file__).parent / f"lexicon_{language}.txt").read_text().splitlines():
        if line.startswith("["):
            topic = line.strip("[]")
        elif line and not line.startswith("#"):
            topics.setdefault(topic, []).extend(term.strip() for term in line.split(",") if term.strip())
    return topics


def documents_of_words(language, background, each, seed):
    """Documents made of a topic's terms among words of other texts, so that a term counts and its surroundings do not."""
    chance, out = random.Random(seed), []
    words = [word for text in background for word in text.split()]
    for topic, terms in lexicon(language).items():
        for _ in range(each):
            parts = chance.sample(terms, chance.randint(3, 12))
            start = chance.randrange(len(words) - 40)
            parts += words[start:start + chance.randint(5, 40)]
            chance.shuffle(parts)
            out.append((topic, " ".join(parts)))
    return out
