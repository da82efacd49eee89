#!/bin/sh
# Every step from photos to the shipped files, in order; on a machine with a GPU for the two sweeps. Run in models/training.
set -e
D="--shared ../../../shared/data"; W="--work /tmp/hypha-train"; B="--weights ../../../shared/data/weights"; M=../hypha-fungi-2
python embed.py $D $W && python splits.py $D $W                              # near duplicates; who trains, calibrates, tests
python recipes.py compare > /tmp/jobs.json && python sweep.py $D $W $B --jobs /tmp/jobs.json --out /tmp/hypha-train/compare
for jobs in ship student; do python recipes.py $jobs > /tmp/jobs.json; python sweep.py $D $W $B --jobs /tmp/jobs.json --out /tmp/hypha-train/ship; done
python export_onnx.py $D $W --state /tmp/hypha-train/ship/student.npz --out $M.onnx
python calibrate.py $D $W --model $M.onnx --manifest ../manifest.json && python make_references.py $D
python label_files.py $W --out /tmp/hypha-train/labels
node make_card.mjs --blank                                                   # the evaluation runs in the program itself
(cd ../.. && node -e "import('./.ci/build.mjs').then((build) => build.buildPreset('web', ['media_wasm', 'decode_wasm']))")
node make_card.mjs /tmp/hypha-train/labels ../../../shared/data/mushrooms
python formats.py $D $W --state /tmp/hypha-train/ship/student.npz --out /tmp/hypha-train/formats && node time_formats.mjs /tmp/hypha-train/formats
python report.py --results /tmp/hypha-train/compare/results.jsonl --ship /tmp/hypha-train/ship/results.jsonl --formats /tmp/hypha-train/formats/rows.json > REPORT.md
