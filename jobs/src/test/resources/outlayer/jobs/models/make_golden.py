"""What transformers says of the shipped models: python make_golden.py MODELS OUTPUT (torch 2.7.1, transformers 4.57.1).

For every model directory under MODELS a few prompts of its dataset (of all datasets, if it is a base), and for each of
them token ids, log-odds of the answers, and the residual stream of the last token after 0 .. L blocks, before the final
norm. The SHA-256 of the weights tells a stale golden from a wrong decoder.

Computed in float64: in float32 transformers' own rounding, 7e-6 at log-odds of 13, would use up the test's tolerance. That
it is the same model is checked against transformers as it is, in float32.
"""

import base64
import hashlib
import json
import pathlib
import sys

import torch
import transformers

FRAME = "Name: {}\n\n{}\n\n***STATEMENT:*** {}\n\nIs the statement factually correct?"
NO, YES = " No", " Yes"

# Name, context, statement: the shortest and the longest numbers, true and false results, every wording of each dataset.
QUESTIONS = {
    "addition": [
        ("Alice", "", "1 + 1 = 2."),
        ("Bob", "", "1 + 1 = 2."),
        ("Veronica", "", "99 plus 99 is 198."),
        ("Emmett", "A small sum:", "99 + 99 is 298."),
        ("Luna", "A small sum:", "48 + 7 is 65."),
        ("Zac", "", "37 + 85 = 122."),
    ],
    "subtraction": [
        ("Alice", "", "1 - 1 = 0."),
        ("Bob", "", "5 - 4 = 2."),
        ("Quinn", "", "1 minus 99 is -98."),
        ("Kara", "A small difference:", "1 - 99 is -88."),
        ("Ivy", "A small difference:", "73 - 26 is 57."),
        ("Liam", "", "42 - 58 = -6."),
    ],
    "multiplication": [
        ("Alice", "", "1 * 1 = 1."),
        ("Bob", "", "1 * 1 = 2."),
        ("Whitney", "", "31 times 31 is 961."),
        ("Jasmine", "A small product:", "31 * 31 is 1061."),
        ("Kevin", "A small product:", "17 * 4 is 78."),
        ("Nina", "", "23 * 29 = 667."),
    ],
    "modularaddition": [
        ("Alice", "", "1 + 1 mod 31 = 2."),
        ("Bob", "", "1 + 1 mod 31 = 3."),
        ("Clarence", "", "99 plus 99 mod 31 is 12."),
        ("George", "Modulo 31:", "99 + 99 is 22."),
        ("Mona", "Modulo 31:", "30 + 1 is 0."),
        ("Carter", "", "64 + 80 mod 31 = 20."),
    ],
}


def questions(directory):
    """Those of the dataset that the directory's name ends in; else a short and a long one of each."""
    dataset = directory.name.rpartition("-")[2]
    if dataset in QUESTIONS:
        return QUESTIONS[dataset]
    return [asked[i] for asked in QUESTIONS.values() for i in (1, 3)]


def packed(vector):
    """Little-endian float32 in base64."""
    return base64.b64encode(vector.numpy().astype("<f4").tobytes()).decode("ascii")


def read(model, tokens):
    """Logits and residuals of the last token. The last hidden state is after the final norm: caught at the norm's input."""
    caught = []
    hook = model.model.norm.register_forward_pre_hook(lambda module, inputs: caught.append(inputs[0]))
    out = model(torch.tensor([tokens]), output_hidden_states=True, use_cache=False)
    hook.remove()
    stream = list(out.hidden_states[:-1]) + caught
    assert len(stream) == model.config.num_hidden_layers + 1
    return out.logits[0, -1], [x[0, -1] for x in stream]


def doubled(model):
    """The same model in float64. transformers normalises in float32 whatever the dtype; here the formula stands without."""
    for module in model.modules():
        if type(module).__name__.endswith("RMSNorm"):
            module.forward = lambda x, norm=module: (
                norm.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + norm.variance_epsilon))
    return model.double()


def load(directory):
    return transformers.AutoModelForCausalLM.from_pretrained(
        directory, dtype=torch.float32, attn_implementation="sdpa").eval()


def golden(directory):
    tokenizer = transformers.AutoTokenizer.from_pretrained(directory)
    plain, exact = load(directory), doubled(load(directory))
    no, yes = (tokenizer(answer, add_special_tokens=False)["input_ids"][-1] for answer in (NO, YES))
    prompts = []
    for question in questions(directory):
        text = FRAME.format(*question)
        tokens = tokenizer(text)["input_ids"]
        assert tokenizer.unk_token_id not in tokens, f"a word that the tokenizer does not know: {text}"
        logits, residuals = read(exact, tokens)
        torch.testing.assert_close(read(plain, tokens)[0].double(), logits, rtol=1e-5, atol=2e-5)
        prompts.append({
            "text": text,
            "tokens": tokens,
            "log_odds": (logits[yes] - logits[no]).item(),
            "residuals": [packed(x) for x in residuals],
        })
    weights = (directory / "model.safetensors").read_bytes()
    return {"sha256": hashlib.sha256(weights).hexdigest(), "no": no, "yes": yes, "prompts": prompts}


def main(models, output):
    directories = sorted(path for path in pathlib.Path(models).iterdir() if path.is_dir())
    with torch.no_grad():
        goldens = {directory.name: golden(directory) for directory in directories}
    pathlib.Path(output).write_text(json.dumps({"no": NO, "yes": YES, "models": goldens}) + "\n")
    print(f"{len(goldens)} models, {sum(len(g['prompts']) for g in goldens.values())} prompts in {output}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
