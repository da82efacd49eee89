# The language model: es, en, qu, ay and seven others by name, the rest of the world's languages as "und".
# Trains on SIB-200 (train and dev splits of 203 languages) and Global Voices; temperature from SIB-200's dev split, before it trains.
# Measured on sources that train nothing: El Comercio, AG News, arXiv, the Quechua and Aymara files of AmericasNLP.
import random

import numpy as np

from corpora import SIB_LANGUAGES
from export_onnx import Exported, export
from features import matrix_of
from fit import fit, fit_temperature
from measure import calibration_error, confusion, share, softmax

SLOTS, KIND, PENALTY = 1 << 16, "language-1", 2e-7
LABELS = [*SIB_LANGUAGES.values(), "und"]
OTHERS_EACH, NAMED_EACH, CROPS = 40, 2000, 3


def crops(texts, chance):
    """Each text whole, and a few of its words at a time: titles and messages are short."""
    out = list(texts)
    for text in texts:
        words = text.split()
        for _ in range(CROPS):
            size = min(len(words), chance.randint(1, 8))
            start = chance.randint(0, len(words) - size)
            out.append(" ".join(words[start:start + size]))
    return out


def training_texts(corpora):
    chance, texts, labels, weights = random.Random(6), [], [], []
    for language in corpora.sib_languages():
        label = SIB_LANGUAGES.get(language, "und")
        rows = [text for _, text in corpora.sib_rows(language, "train")]
        if label == "und":
            rows = chance.sample(rows, OTHERS_EACH)
        rows = crops(rows, chance)
        texts += rows
        labels += [label] * len(rows)
    for label in ("es", "en", "ay"):
        lines = corpora.global_voices(label)
        rows = crops(chance.sample(lines, min(len(lines), NAMED_EACH)), chance)
        texts += rows
        labels += [label] * len(rows)
    counts = {label: labels.count(label) for label in LABELS}
    share_of = {label: (4 if label == "und" else 1) / counts[label] for label in LABELS}
    weights = np.array([share_of[label] for label in labels])
    return texts, labels, weights


def rows_for(texts, tool):
    return matrix_of(texts, KIND, SLOTS, tool)


def targets_of(labels):
    return np.eye(len(LABELS))[[LABELS.index(label) for label in labels]]


def other_sources(corpora):
    files = corpora.langid
    english = [text for _, text in corpora.restricted_en()]
    spanish = [text for _, _, text in corpora.restricted_es()]
    named = [("es", "El Comercio, first 200 letters", [text[:200] for text in spanish[::10]]), ("es", "AmericasNLI dev.es", files["quechua-spanish/dev.es"]),
             ("en", "AG News", english[::5]), ("en", "arXiv abstracts, first 200 letters", [row["abstract"][:200] for row in corpora.arxiv()[::10]]),
             ("qu", "AmericasNLI dev.quy", files["quechua-spanish/dev.quy"]), ("qu", "minedu.quy", files["quechua-spanish/parallel_data/es-quy/minedu.quy-es.quy"]),
             ("ay", "AmericasNLI dev.aym", files["aymara-spanish/dev.aym"])]
    unseen = [("und", "Shipibo-Konibo dev, a language that never trained", files["shipibo_konibo-spanish/dev.shp"]),
              ("und", "Asháninka dev, a language that never trained", files["ashaninka-spanish/dev.cni"])]
    return named, unseen


def measured(model, texts, label, temperature, reject_below, tool):
    texts = [text for text in texts if any(c.isalpha() for c in text)]
    probability = softmax(model.scores(rows_for(texts, tool)), temperature)
    top = probability.max(1)
    given = np.array(LABELS)[probability.argmax(1)]
    given[top < reject_below] = "und"
    return {"right": share((given == label).sum(), len(texts)), "calibration_error": calibration_error(top, given == label),
            "given": confusion([label] * len(texts), given)[label]}


def train(corpora, out, tool, reject_below=0.35):
    texts, labels, weights = training_texts(corpora)
    held = [(SIB_LANGUAGES.get(l, "und"), text) for l in corpora.sib_languages() for _, text in corpora.sib_rows(l, "dev")[: 99 if l in SIB_LANGUAGES else 6]]
    fitted, bias = fit(rows_for(texts, tool), targets_of(labels), weights, PENALTY)
    written = export(out, fitted, bias, "hypha_language")
    model = Exported(out)
    temperature = fit_temperature(model.scores(rows_for([t for _, t in held], tool)).astype(np.float64), targets_of([l for l, _ in held]))
    named, unseen = other_sources(corpora)
    figures = {}
    for label, name, some in named + unseen:
        figures[name] = {"language": label, **measured(model, some, label, temperature, reject_below, tool)}
    hits = sum(figures[name]["right"]["hits"] for _, name, _ in named)
    count = sum(figures[name]["right"]["count"] for _, name, _ in named)
    mean = float(np.mean([figures[name]["right"]["share"] for _, name, _ in named]))
    sib_test = {label: measured(model, [t for _, t in corpora.sib_rows(l, "test")], label, temperature, reject_below, tool) for l, label in SIB_LANGUAGES.items()}
    evaluation = {"other_sources": {"right": share(hits, count), "mean_of_sets": round(mean, 4), "sets": figures}, "same_source_sib_200_test": sib_test}
    return {"task": "language", "features": KIND, "slots": SLOTS, "labels": LABELS, "temperature": round(temperature, 4), "reject_below": reject_below, **written}, evaluation
