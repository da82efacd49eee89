# The topic models: politics, world, society, economy, technology, science, sports, culture; anything else is "other" by rejection.
# Train on openly licensed text only: documents made of our word lists among words of Global Voices and XQuAD, and a little SIB-200.
# Temperature and rejection threshold come from SIB-200's dev and test sentences (strangers: travel and geography).
# --with-restricted adds the labelled news of ../shared (see corpora.py): for measuring, or for those who may use them.
import numpy as np

from corpora import SIB_TOPICS, documents_of_words
from export_onnx import Exported, export
from features import matrix_of
from fit import fit, fit_temperature
from measure import measure, softmax

LABELS = ["politics", "world", "society", "economy", "technology", "science", "sports", "culture"]
SLOTS, KIND = 1 << 17, "topic-1"
PENALTY, WORD_DOCUMENTS, WORDS_WEIGHT, SIB_WEIGHT, NEWS_WEIGHT = 1e-5, 800, 8.0, 0.1, 30.0
NEWS_PENALTY = 2e-7  # thousands of real articles carry finer weights than word lists do
DEVELOPMENT_EVERY = 10  # every tenth text of the other source was looked at while choosing; the others measure
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
        background = windows(corpora.global_voices(language)) + corpora.xquad_paragraphs(language)
        words = documents_of_words(language, background, WORD_DOCUMENTS, seed=6)
        sib = [(SIB_TOPICS[topic], text) for topic, text in corpora.sib_rows(SIB_CODE[language], "train") if topic in SIB_TOPICS]
        self.sets = [(words, WORDS_WEIGHT), (sib, SIB_WEIGHT)]

    def labelled(self):
        texts = [text for rows, _ in self.sets for _, text in rows]
        labels = [label for rows, _ in self.sets for label, _ in rows]
        weights = np.concatenate([balanced([label for label, _ in rows], weight) for rows, weight in self.sets])
        return self.matrix(texts), one_hot(labels), weights

    def calibration(self):
        rows = self.corpora.sib_rows(SIB_CODE[self.language], "dev") + self.corpora.sib_rows(SIB_CODE[self.language], "test")
        return self.matrix([text for _, text in rows]), np.array([topic for topic, _ in rows])


def calibrate(scores, topics, temperature=None):
    """Temperature on sentences whose topic we have; threshold where as many strangers are refused as friends are kept."""
    ours = np.isin(topics, list(SIB_TOPICS))
    temperature = temperature or fit_temperature(scores[ours].astype(np.float64), one_hot([SIB_TOPICS[t] for t in topics[ours]]))
    top = softmax(scores, temperature).max(1)
    friend = np.isin(topics, [*SIB_TOPICS, "science/technology"])
    options = np.arange(0.15, 0.91, 0.01)
    best = max(options, key=lambda t: (min((top[friend] >= t).mean(), (top[~friend] < t).mean()), -t))
    return temperature, round(float(best), 2), {"kept": round(float((top[friend] >= best).mean()), 4), "refused": round(float((top[~friend] < best).mean()), 4)}


def measured(model, corpus, texts, truth, temperature, reject_below):
    merge = MERGED[corpus.language]
    scores = model.scores(corpus.matrix(texts))
    return measure(scores, LABELS, temperature, reject_below, np.array(truth), merge)


def test_texts(corpora, language):
    """A source that shaped no weight: (its name, texts, labels)."""
    if language == "es":
        rows = corpora.restricted_es()
        return "El Comercio", [text for _, _, text in rows], [MERGED["es"][NEWS["es"][label]] for _, label, _ in rows]
    rows = corpora.restricted_en()
    return "AG News", [text for _, text in rows], [label for label, _ in rows]


def with_restricted(corpora, corpus, out):
    """What the same pipeline reaches when the news of ../shared trains too. Measured on later (es) or other (en) articles of the SAME source."""
    if corpus.language == "es":
        rows = corpora.restricted_es()
        train = [(NEWS["es"][label], text) for date, label, text in rows if date < "2023-07"]
        test = [(MERGED["es"][NEWS["es"][label]], text) for date, label, text in rows if date >= "2023-07"]
    else:
        rows = corpora.restricted_en()
        train = [(NEWS["en"][label], text) for at, (label, text) in enumerate(rows) if at % 5]
        test = [(label, text) for at, (label, text) in enumerate(rows) if at % 5 == 0]
    held = train[::10]
    corpus.sets.append(([row for at, row in enumerate(train) if at % 10], NEWS_WEIGHT))
    matrix, targets, weight = corpus.labelled()
    weights, bias = fit(matrix, targets, weight, NEWS_PENALTY)
    written = export(out, weights, bias, "hypha_topics_" + corpus.language)
    model = Exported(out)
    temperature = fit_temperature(model.scores(corpus.matrix([text for _, text in held])).astype(np.float64), one_hot([label for label, _ in held]))
    rows, topics = corpus.calibration()
    temperature, reject_below, kept = calibrate(model.scores(rows), topics, temperature)
    evaluation = measured(model, corpus, [text for _, text in test], [label for label, _ in test], temperature, reject_below)
    corpus.sets.pop()
    return written, temperature, reject_below, kept, evaluation


def train(corpora, language, out, tool):
    corpus = TopicCorpus(corpora, language, tool)
    matrix, targets, weight = corpus.labelled()
    weights, bias = fit(matrix, targets, weight, PENALTY)
    written = export(out, weights, bias, "hypha_topics_" + language)
    model = Exported(out)
    rows, topics = corpus.calibration()
    temperature, reject_below, kept = calibrate(model.scores(rows), topics)
    name, texts, truth = test_texts(corpora, language)
    kept_apart = [i for i in range(len(texts)) if i % DEVELOPMENT_EVERY]
    evaluation = {"other_source": {"name": name, **measured(model, corpus, [texts[i] for i in kept_apart], [truth[i] for i in kept_apart], temperature, reject_below)},
                  "rejection_on_sib_200": kept}
    facts = {"task": "topic", "lang": language, "features": KIND, "slots": SLOTS, "labels": LABELS, "temperature": round(temperature, 4), "reject_below": reject_below}
    return {**facts, **written}, evaluation, corpus
