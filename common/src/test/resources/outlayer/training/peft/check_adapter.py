"""Holds an adapter that outlayer trained against peft: python check_adapter.py (torch 2.7.1, transformers 4.57.1, peft 0.21.2).

Beside it lie start/ and ended/, adapters over the golden model ../../lm/golden/llama before and after the training in course.json, as
outlayer.training.PeftCourse wrote them. This loads both with peft, repeats the training from start/ with torch's own AdamW, prints how
far the two are apart, fails where that is more than rounding, and writes golden.json, which PeftGoldenTest reads:

log_odds: of course.json's prompts under ended/, as peft reads it
losses, gradient_norms: of each step of torch's training, before the step
trained_log_odds: under the adapter that torch has trained
"""

import json
import os
import pathlib

os.environ["HF_HUB_OFFLINE"] = "1"
os.chdir(pathlib.Path(__file__).parent)

import peft
import torch
import transformers

BASE = "../../lm/golden/llama"
COURSE = json.load(open("course.json"))


def adapted(directory, trainable=False):
    base = transformers.AutoModelForCausalLM.from_pretrained(BASE, dtype=torch.float32, attn_implementation="eager")
    return peft.PeftModel.from_pretrained(base, directory, is_trainable=trainable)


def last_logits(model, prompt):
    return model(torch.tensor([prompt])).logits[0, -1]


def log_odds(model):
    with torch.no_grad():
        logits = [last_logits(model, prompt) for prompt in COURSE["prompts"]]
    return [(row[COURSE["yes"]] - row[COURSE["no"]]).item() for row in logits]


def train(model):
    """One unpadded prompt at a time; the decay is on every factor, as all are matrices."""
    weights = [w for w in model.parameters() if w.requires_grad]
    optimiser = torch.optim.AdamW(weights, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1)
    losses, norms = [], []
    for rate, batch in zip(COURSE["rates"], COURSE["batches"]):
        optimiser.param_groups[0]["lr"] = rate
        optimiser.zero_grad()
        loss = sum(
            torch.nn.functional.cross_entropy(last_logits(model, COURSE["prompts"][i]), torch.tensor(COURSE["answers"][i]))
            for i in batch
        ) / len(batch)
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(weights, 1.0).item())
        losses.append(loss.item())
        optimiser.step()
    return losses, norms


def furthest(a, b):
    return max(abs(x - y) for x, y in zip(a, b))


start, ended, trained = adapted("start"), adapted("ended"), adapted("start", trainable=True)
losses, norms = train(trained)
golden = {
    "log_odds": log_odds(ended),
    "losses": losses,
    "gradient_norms": norms,
    "trained_log_odds": log_odds(trained),
}
with open("golden.json", "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
distances = {
    "log-odds, peft's against ours, adapter as written": furthest(golden["log_odds"], COURSE["log_odds"]),
    "log-odds, torch's training against ours": furthest(golden["trained_log_odds"], COURSE["log_odds"]),
    "losses": furthest(losses, COURSE["losses"]),
}
print("the training moved log-odds by", furthest(golden["log_odds"], log_odds(start)))
for name, distance in distances.items():
    print(name, "differ by at most", distance)
assert distances["log-odds, peft's against ours, adapter as written"] < 1e-5
assert distances["log-odds, torch's training against ours"] < 1e-4
assert distances["losses"] < 1e-5
