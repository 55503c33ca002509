"""The peer of `make bench-peers`: transformers on the same checkpoint, prompts, batches and thread count (torch 2.7.1, transformers 4.57.1).

Started by PeerBenchmarks as `python peers.py MODEL PROMPTS.json DEVICE DTYPE`. For each line on standard input, the name of a batch plan in the file, it runs
all batches of that plan once and prints the seconds, so that turns can alternate. What it computes is what Outlayer keeps: the residual of
every layer at each prompt's last token, and two logits there (of the last token only: the head is not run over all of them).
"""

import json
import sys
import time

import torch
import transformers


def main():
    torch.set_num_threads(1)
    model = transformers.AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=getattr(torch, sys.argv[4]))
    model = model.to(sys.argv[3]).eval()
    with open(sys.argv[2], encoding="utf-8") as file:
        work = json.load(file)
    prompts = work["prompts"]
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        checksum = 0.0
        with torch.inference_mode():
            for batch in work["plans"][line.strip()]:
                checksum += read(model, [prompts[i] for i in batch], work["answers"])
        print(time.perf_counter() - start, checksum, flush=True)


def read(model, prompts, answers):
    longest = max(map(len, prompts))
    ids = torch.tensor([p + [0] * (longest - len(p)) for p in prompts])
    mask = torch.tensor([[1] * len(p) + [0] * (longest - len(p)) for p in prompts])
    last = torch.tensor([len(p) - 1 for p in prompts])
    rows = torch.arange(len(prompts))
    ids, mask = ids.to(model.device), mask.to(model.device)
    out = model.model(input_ids=ids, attention_mask=mask, output_hidden_states=True, use_cache=False)
    kept = [h[rows, last].clone() for h in out.hidden_states]
    for h in kept:
        h.float().cpu()
    logits = kept[-1] @ model.lm_head.weight[answers].T  # the last of the hidden states is after the final norm
    return (logits[:, 1] - logits[:, 0]).sum().item()


main()
