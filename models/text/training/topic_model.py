# The topic models: politics, world, society, economy, technology, science, sports, culture; anything else is "other" by rejection.
# Trains on openly licensed text only: documents made of our word lists, SIB-200, arXiv (en), and what a first model says with
# confidence of unlabelled Global Voices and XQuAD text. The rejection threshold comes from SIB-200 sentences on travel and geography.
# --with-restricted adds the labelled news of ../shared (see corpora.py): for measuring, or for those who may use them.
import numpy as np

from corpora import SIB_TOPICS, documents_of_words
from export_onnx import Exported, export
from features import matrix_of
from fit import fit, fit_temperature
from measure import measure, softmax

LABELS = ["politics", "world", "society", "economy", "technology", "science", "sports", "culture"]
SLOTS, KIND = 1 << 17, "topic-1"
PENALTY, WORD_DOCUMENTS, CONFIDENT = 1e-6, 800, 0.8
SIB_CODE = {"es": "spa_Latn", "en": "eng_Latn"}
NEWS = {"es": {"mundo": "world", "politica": "politics", "economia": "economy", "tecnologia": "technology", "deporte": "sports"},
        "en": {"World": "world", "Sports": "sports", "Business": "economy", "Sci/Tech": "technology"}}
# 'mundo' means "not Peru", so politics abroad is 'mundo' there: the README's merged classes. AG's World holds both, and society.
MERGED = {"es": {"politics": "mundo+politica", "world": "mundo+politica", "society": "mundo+politica", "economy": "economia",
                 "technology": "tecnologia", "science": "tecnologia", "sports": "deporte"},
          "en": {"politics": "World", "world": "World", "society": "World", "economy": "Business", "technology": "Sci/Tech", "science": "Sci/Tech", "sports": "Sports"}}


def windows(lines, size=6):
    return [" ".join(lines[at:at + size]) for at in range(0, len(lines) - size, size)]


def one_hot(labels):
    return np.eye(len(LABELS))[[LABELS.index(label) for label in labels]]


def balanced(labels, weight):
    counts = {label: labels.count(label) for label in set(labels)}
    return np.array([weight / counts[label] for label in labels])


class TopicCorpus:
    def __init__(self, corpora, language, tool):
        self.language, self.corpora = language, corpora
        self.matrix = lambda texts: matrix_of(texts, KIND, SLOTS, tool)
        self.unlabelled = windows(corpora.global_voices(language)) + corpora.xquad_paragraphs(language)
        words = documents_of_words(language, self.unlabelled, WORD_DOCUMENTS, seed=6)
        sib = [(SIB_TOPICS[topic], text) for part in ("train",) for topic, text in corpora.sib_rows(SIB_CODE[language], part) if topic in SIB_TOPICS]
        self.sets = [(words, 8.0), (sib, 2.0)]
        if language == "en":
            kinds = {"cs": "technology", "astro-ph": "science", "q-bio": "science", "physics": "science", "math": "science"}
            rows = [(kinds[r["group"]], r["title"] + " " + r["abstract"]) for r in corpora.arxiv()[::12] if r["group"] in kinds]
            self.sets.append((rows, 0.5))

    def labelled(self):
        texts = [text for rows, _ in self.sets for _, text in rows]
        labels = [label for rows, _ in self.sets for label, _ in rows]
        weights = np.concatenate([balanced([label for label, _ in rows], weight) for rows, weight in self.sets])
        return self.matrix(texts), one_hot(labels), weights

    def calibration(self):
        rows = self.corpora.sib_rows(SIB_CODE[self.language], "dev") + self.corpora.sib_rows(SIB_CODE[self.language], "test")
        return self.matrix([text for _, text in rows]), np.array([topic for topic, _ in rows])


def fit_open(corpus, rounds=2):
    from scipy import sparse
    rows, targets, weight = corpus.labelled()
    weights, bias = fit(rows, targets, weight, PENALTY)
    extra = corpus.matrix(corpus.unlabelled)
    for _ in range(rounds):
        probability = softmax(extra @ weights + bias, 1.0)
        sure = probability.max(1) >= CONFIDENT
        labels = [LABELS[i] for i in probability[sure].argmax(1)]
        more = balanced(labels, 2.0) if labels else np.zeros(0)
        weights, bias = fit(sparse.vstack([rows, extra[sure]]).tocsr(), np.concatenate([targets, one_hot(labels)]) if labels else targets,
                            np.concatenate([weight, more]), PENALTY)
    return weights, bias, {label: labels.count(label) for label in LABELS}


def calibrate(scores, topics):
    """Temperature on sentences whose topic we have; threshold where as many strangers are refused as friends are kept."""
    ours = np.isin(topics, list(SIB_TOPICS))
    temperature = fit_temperature(scores[ours].astype(np.float64), one_hot([SIB_TOPICS[t] for t in topics[ours]]))
    top = softmax(scores, temperature).max(1)
    friend = np.isin(topics, [*SIB_TOPICS, "science/technology"])
    options = np.arange(0.15, 0.91, 0.01)
    best = max(options, key=lambda t: (min((top[friend] >= t).mean(), (top[~friend] < t).mean()), -t))
    return temperature, round(float(best), 2), {"kept": round(float((top[friend] >= best).mean()), 4), "refused": round(float((top[~friend] < best).mean()), 4)}
