# Makes everything of models/text: the three ONNX files, manifest.json, a card (JSON) for each and REPORT.md.
# Guarantee: only openly licensed text and word lists of our own shape the weights (corpora.py), unless --with-restricted is given, and
# then the cards say so. --compare measures, without keeping the weights, what the restricted texts would bring. Deterministic.
import argparse
import json
import tempfile
from pathlib import Path

import language_model
import topic_model
from corpora import LICENCES, Corpora
from make_report import report

VERSION = "1.0.0"
LANGUAGE_SOURCES = ["SIB-200", "Global Voices (OPUS)"]
TOPIC_SOURCES = {"es": ["word lists", "SIB-200", "Global Voices (OPUS)", "XQuAD"], "en": ["word lists", "SIB-200", "Global Voices (OPUS)", "XQuAD"]}
RESTRICTED = {"es": "El Comercio", "en": "AG News"}
LOOKS = ("The other sources shaped no weight. They were looked at while choosing: twice for the language model (the second time with more short "
         "crops of the training texts, and the figures are of those texts), four times for the topic models on every tenth text (longer word lists, "
         "the weight of SIB-200, no self-training), and the figures are of the other texts. A still longer English list was measured on those, too, "
         "found worse (78.5 %), and withdrawn.")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--shared", required=True, help="the folder shared/data")
    arguments.add_argument("--sib", required=True, help="a clone of github.com/dadelani/sib-200")
    arguments.add_argument("--tool", required=True, help="hypha_text_features, built by cmake --build --preset native")
    arguments.add_argument("--out", default=str(Path(__file__).parent.parent))
    arguments.add_argument("--with-restricted", action="store_true", help="train topics on the labelled news too, whose licences are not open")
    arguments.add_argument("--compare", action="store_true", help="measure what --with-restricted would reach")
    options = arguments.parse_args()
    out, corpora = Path(options.out), Corpora(options.shared, options.sib)
    models, cards = [], []

    def add(name, facts, evaluation, sources):
        file = f"{name}-1.onnx"
        model = {"name": name, "version": VERSION, "file": file, "licence": "Apache-2.0", "card": f"{name}-1.card.json", **facts}
        card = {"model": {key: model[key] for key in ("name", "version", "file", "sha256", "bytes", "licence")},
                "trained_on": {source: LICENCES[source] for source in sources}, "evaluation": evaluation, "looks": LOOKS}
        (out / model["card"]).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
        models.append(model)
        cards.append((model, card))

    facts, evaluation = language_model.train(corpora, out / "hypha-language-1.onnx", options.tool)
    add("hypha-language", facts, evaluation, LANGUAGE_SOURCES)
    for language in ("es", "en"):
        name, sources = f"hypha-topics-{language}", list(TOPIC_SOURCES[language])
        facts, evaluation, corpus = topic_model.train(corpora, language, out / f"{name}-1.onnx", options.tool)
        if options.with_restricted or options.compare:
            with tempfile.TemporaryDirectory() as scratch:
                target = out / f"{name}-1.onnx" if options.with_restricted else Path(scratch) / "compared.onnx"
                written, temperature, reject_below, kept, same_source = topic_model.with_restricted(corpora, corpus, target)
            if options.with_restricted:
                sources.append(RESTRICTED[language])
                facts.update(written, temperature=round(temperature, 4), reject_below=reject_below)
                evaluation = {"same_source": {"name": RESTRICTED[language], **same_source}, "rejection_on_sib_200": kept}
            else:
                evaluation["with_restricted_texts_same_source"] = {"name": RESTRICTED[language], **same_source}
        add(name, facts, evaluation, sources)
    (out / "manifest.json").write_text(json.dumps({"schema": 1, "models": models}, indent=1, ensure_ascii=False) + "\n")
    (out / "REPORT.md").write_text(report(cards))


if __name__ == "__main__":
    main()
