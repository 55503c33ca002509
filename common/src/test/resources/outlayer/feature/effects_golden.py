"""Makes effects_golden.json: python effects_golden.py (torch 2.7.1, transformers 4.57.1, peft 0.21.2).

Attribution and probe shift of the golden checkpoints of outlayer.lm by torch autograd and hooks, in float64, one unpadded prompt at a
time. The trusted mean, the components and the probes are formulas, which EffectsGolden.java has as well.

attribution: ablation -> [layers][prompts][effects]; shift: reach -> probe layer -> [prompts][effects].
"""

import json
import math
import os
import pathlib

os.environ["HF_HUB_OFFLINE"] = "1"
HERE = pathlib.Path(__file__).parent.resolve()
LM = HERE.parent / "lm" / "golden"

import peft
import torch
import transformers

COMPONENTS = 10
ASKED = json.loads((LM / "prompts.json").read_text())


def mean(layer, width):
    return 0.3 * torch.sin(1 + 7.0 * layer + torch.arange(width, dtype=torch.float64))


def components(width):
    """Rows of the orthonormal cosine transform, of which the first are taken. [10, width]"""
    j = torch.arange(width, dtype=torch.float64) + 0.5
    k = torch.arange(1, COMPONENTS + 1, dtype=torch.float64)
    return math.sqrt(2 / width) * torch.cos(math.pi * torch.outer(k, j) / width)


def probe(layer, width):
    return torch.cos(3.0 * layer + torch.arange(width, dtype=torch.float64)), 0.25 * layer


def trace(model, prompt):
    """Inputs and outputs of every o_proj, still in the graph, and the log-odds."""
    heads, attention, hooks = [], [], []
    decoder = (model.get_base_model() if isinstance(model, peft.PeftModel) else model).model
    for block in decoder.layers:
        hooks.append(block.self_attn.o_proj.register_forward_pre_hook(lambda _, inputs: heads.append(inputs[0])))
        hooks.append(block.self_attn.o_proj.register_forward_hook(lambda _, inputs, output: attention.append(output)))
    logits = model(input_ids=torch.tensor([prompt]), use_cache=False).logits[0, -1]
    for hook in hooks:
        hook.remove()
    return heads, attention, logits[ASKED["yes"]] - logits[ASKED["no"]]


def effects(ablation, layer, a, g, count):
    """E_h = (a* - a)_h . g_h; all heads of the first component first."""
    def per_head(x):
        return x.reshape(count, -1).sum(-1)
    if ablation == "mean":
        return per_head((mean(layer, len(a)) - a) * g)
    if ablation == "zero":
        return per_head(-a * g)
    if ablation == "gradient-norm":
        return per_head(g * g)
    change = []
    for v in components(len(a)):
        m = v @ mean(layer, len(a))
        patched = a - (v @ a) * v + m * v if ablation == "pcs" else (1 - v @ a + m) * v
        change.append(per_head((patched - a) * g))
    return torch.cat(change)


def golden(name, adapter):
    model = transformers.AutoModelForCausalLM.from_pretrained(LM / name, dtype=torch.float32, attn_implementation="eager")
    if adapter is not None:
        model = peft.PeftModel.from_pretrained(model, LM / name / adapter)
    model = model.eval().double().requires_grad_(True)
    count = model.config.num_attention_heads
    layers = range(model.config.num_hidden_layers)
    ablations = ("mean", "zero", "pcs", "pcs-published", "gradient-norm")
    attribution = {ablation: [[] for _ in layers] for ablation in ablations}
    shift = {reach: {p: [] for p in layers if reach == "up-to" or p > 0} for reach in ("up-to", "below")}
    for prompt in ASKED["prompts"]:
        heads, attention, odds = trace(model, prompt)
        slopes = [g[0, -1] for g in torch.autograd.grad(odds, heads, retain_graph=True)]
        last = [a[0, -1].detach() for a in heads]
        for ablation in ablations:
            for l in layers:
                attribution[ablation][l].append(effects(ablation, l, last[l], slopes[l], count))
        for p in layers:
            w, b = probe(p, attention[p].shape[-1])
            logit = attention[p][0, -1] @ w + b
            of_probe = [g[0, -1] for g in torch.autograd.grad(logit, heads[:p + 1], retain_graph=True)]
            moved = [effects("mean", i, last[i], of_probe[i], count) - effects("mean", i, last[i], slopes[i], count)
                     for i in range(p + 1)]
            shift["up-to"][p].append(torch.cat(moved))
            if p > 0:
                shift["below"][p].append(torch.cat(moved[:-1]))
    return dict(attribution={a: [rounded(rows) for rows in attribution[a]] for a in ablations},
                shift={reach: {str(p): rounded(rows) for p, rows in shift[reach].items()} for reach in shift})


def rounded(rows):
    return [[float(f"{x:.8g}") for x in row.tolist()] for row in rows]


cases = [("llama", None), ("llama", "rslora"), ("mistral", None)]
found = {name + ("" if adapter is None else "/" + adapter): golden(name, adapter) for name, adapter in cases}
(HERE / "effects_golden.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")
