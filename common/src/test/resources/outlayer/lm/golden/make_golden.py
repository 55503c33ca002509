"""Makes the golden files of outlayer.lm: python make_golden.py (torch 2.7.1, transformers 4.57.1, peft 0.21.2).

Small random checkpoints with every feature of their big relatives, written by transformers' own save_pretrained, and LoRA adapters
over them, written by PEFT's. Beside each, what transformers and PEFT make of it, one unpadded prompt at a time:

expected.safetensors, in float32 with eager attention: for each point (residual: input of every block and of the final norm; heads:
  input of o_proj; attention: output of o_proj; mlp: output of mlp) last.POINT [layers, prompts, width], vectors of the last token;
  gradient.POINT, of the same shape: derivative of the log-odds with respect to these; log_odds [prompts]; and every.residual
  [layers, tokens, d], all tokens of the prompts of up to SHORT tokens one after another.
bfloat16.safetensors, for many prompts: reference.residual [layers, many, d] and reference.log_odds [many] in float32, and
  transformers.residual (kept as bfloat16) and transformers.log_odds of the model in bfloat16 with its default attention.
prompts.json: prompts and answer tokens of all of them.
"""

import json
import math
import os
import pathlib
import shutil

os.environ["HF_HUB_OFFLINE"] = "1"
os.chdir(pathlib.Path(__file__).parent)

import peft
import torch
import transformers
from safetensors.torch import save_file

NO, YES = 3, 4
VOCABULARY = 64
SHORT = 9
POINTS = ("residual", "heads", "attention", "mlp")
SIX = ["q_proj", "k_proj", "v_proj", "gate_proj", "up_proj", "down_proj"]


def draw_prompts(lengths, seed):
    generator = torch.Generator().manual_seed(seed)
    return [torch.randint(5, VOCABULARY, (int(length),), generator=generator).tolist() for length in lengths]


PROMPTS = draw_prompts((9, 1, 24, 3, 40, 14), seed=5)
MANY = draw_prompts(torch.randint(3, 41, (64,), generator=torch.Generator().manual_seed(6)), seed=7)


def read(model, prompt):
    """Tensors [1, tokens, width] of every layer of every point, still in the graph, and the log-odds []."""
    caught = {point: [] for point in POINTS}
    hooks = []

    def entering(module, point):
        hooks.append(module.register_forward_pre_hook(lambda _, inputs: caught[point].append(inputs[0])))

    def leaving(module, point):
        hooks.append(module.register_forward_hook(lambda _, inputs, output: caught[point].append(output)))

    decoder = (model.get_base_model() if isinstance(model, peft.PeftModel) else model).model
    for block in decoder.layers:
        entering(block, "residual")
        entering(block.self_attn.o_proj, "heads")
        leaving(block.self_attn.o_proj, "attention")
        leaving(block.mlp, "mlp")
    entering(decoder.norm, "residual")
    logits = model(input_ids=torch.tensor([prompt]), use_cache=False).logits[0, -1].float()
    for hook in hooks:
        hook.remove()
    return caught, logits[YES] - logits[NO]


def load(name, adapter, **options):
    model = transformers.AutoModelForCausalLM.from_pretrained(name, **options)
    if adapter is not None:
        model = peft.PeftModel.from_pretrained(model, f"{name}/{adapter}")
    return model.eval().requires_grad_(True)


def stacked(rows):
    """Lists of [width], by layer, of each prompt -> [layers, prompts, width]"""
    return torch.stack([torch.stack(layers) for layers in rows], dim=1).detach().contiguous()


def expect(name, adapter):
    model = load(name, adapter, dtype=torch.float32, attn_implementation="eager")
    last = {point: [] for point in POINTS}
    gradient = {point: [] for point in POINTS}
    every, odds = [], []
    for prompt in PROMPTS:
        caught, log_odds = read(model, prompt)
        odds.append(log_odds.detach())
        for point in POINTS:
            slopes = torch.autograd.grad(log_odds, caught[point], retain_graph=True)
            last[point].append([x[0, -1] for x in caught[point]])
            gradient[point].append([g[0, -1] for g in slopes])
        if len(prompt) <= SHORT:
            every.append(torch.cat(caught["residual"]).detach())
    arrays = {"log_odds": torch.stack(odds), "every.residual": torch.cat(every, dim=1)}
    for point in POINTS:
        arrays["last." + point] = stacked(last[point])
        arrays["gradient." + point] = stacked(gradient[point])
    save_file(arrays, pathlib.Path(name, adapter or "", "expected.safetensors"))


@torch.no_grad()
def expect_bfloat16(name, adapter=None):
    arrays = {}
    for key, options in (("reference", dict(dtype=torch.float32, attn_implementation="eager")),
                         ("transformers", dict(dtype=torch.bfloat16))):
        model = load(name, adapter, **options)
        readings = [read(model, prompt) for prompt in MANY]
        arrays[key + ".residual"] = stacked([[x[0, -1] for x in caught["residual"]] for caught, _ in readings])
        arrays[key + ".log_odds"] = torch.stack([odds for _, odds in readings])
    assert arrays["transformers.residual"].dtype == torch.bfloat16
    save_file(arrays, pathlib.Path(name, adapter or "", "bfloat16.safetensors"))


@torch.no_grad()
def checkpoint(name, config, kind, dtype, shard="1GB"):
    """Weights that keep activations of order one: norms around one, biases not zero, queries and keys strong enough to choose."""
    torch.manual_seed(1)
    model = kind(config).float()
    for key, parameter in model.named_parameters():
        noise = torch.randn_like(parameter)
        if key.endswith("bias") or "norm" in key:
            parameter.copy_(0.25 * noise + (1.0 if "norm" in key else 0.0))
        elif "embed_tokens" in key:
            parameter.copy_(0.25 * noise)
        else:
            parameter.copy_((1.3 if "q_proj" in key or "k_proj" in key else 1.0) * noise / math.sqrt(parameter.shape[1]))
    shutil.rmtree(name, ignore_errors=True)
    model.to(dtype).save_pretrained(name, max_shard_size=shard)
    pathlib.Path(name, "generation_config.json").unlink()


@torch.no_grad()
def adapter(name, adapter, dtype=torch.float32, **options):
    torch.manual_seed(2)
    model = peft.get_peft_model(transformers.AutoModelForCausalLM.from_pretrained(name, dtype=torch.float32),
                                peft.LoraConfig(task_type="CAUSAL_LM", **options))
    for key, parameter in model.named_parameters():
        if "lora_" in key:
            strength = 0.4 if "lora_B" in key else 1.0
            parameter.copy_(strength * torch.randn_like(parameter) / math.sqrt(parameter.shape[1]))
    directory = pathlib.Path(name, adapter)
    model.to(dtype).save_pretrained(directory)
    (directory / "README.md").unlink()
    edit(directory / "adapter_config.json", sorted_targets)


def edit(file, change):
    fields = json.loads(file.read_text())
    change(fields)
    file.write_text(json.dumps(fields, indent=2) + "\n")


def sorted_targets(fields):
    """PEFT writes a set of names, in an order that changes from run to run."""
    if isinstance(fields["target_modules"], list):
        fields["target_modules"].sort()


def rope_parameters(fields):
    """The spelling of transformers 5."""
    scaling = fields.pop("rope_scaling", None) or {"rope_type": "default"}
    fields["rope_parameters"] = {"rope_theta": fields.pop("rope_theta"), **scaling}


def llama(**options):
    # Heads of 8 have 4 pairs: one is kept, one blended, two slowed.
    pairs = 64 * 500.0 ** (-torch.arange(4) / 4) / (2 * math.pi)
    assert pairs[0] > 4 > pairs[1] > 1 > pairs[2] > pairs[3]
    scaling = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64)
    return transformers.LlamaConfig(**SIZES, num_key_value_heads=2, rms_norm_eps=1e-5, rope_theta=500.0, rope_scaling=scaling, **options)


def mistral(**options):
    return transformers.MistralConfig(**SIZES, rms_norm_eps=1e-6, rope_theta=10000.0, **options)


SIZES = dict(vocab_size=VOCABULARY, hidden_size=32, intermediate_size=40, num_hidden_layers=3, num_attention_heads=4,
             max_position_embeddings=512, bos_token_id=1, eos_token_id=2)
LLAMA, MISTRAL = transformers.LlamaForCausalLM, transformers.MistralForCausalLM

checkpoint("llama", llama(), LLAMA, torch.float32)
checkpoint("llama-tied", llama(tie_word_embeddings=True), LLAMA, torch.bfloat16)
checkpoint("llama-bias", llama(attention_bias=True, mlp_bias=True), LLAMA, torch.float16, shard="16KB")
checkpoint("mistral", mistral(num_key_value_heads=1, head_dim=12, sliding_window=5), MISTRAL, torch.float32)
checkpoint("mistral-bf16", mistral(num_key_value_heads=2, head_dim=10, sliding_window=7), MISTRAL, torch.bfloat16)

adapter("llama", "recipe", target_modules=SIX)
adapter("llama", "rslora", target_modules=SIX + ["o_proj"], r=4, lora_alpha=2, use_rslora=True,
        rank_pattern={"q_proj": 2, "layers.1.self_attn.v_proj": 6},
        alpha_pattern={"o_proj": 3, "model.layers.2.mlp.down_proj": 5})
adapter("llama-tied", "recipe", target_modules=SIX)
adapter("llama-bias", "few", target_modules=r".*\.(k_proj|o_proj|down_proj)", r=3, lora_alpha=6)
# Without meaning over torch.nn.Linear, and PEFT says so when it loads this.
edit(pathlib.Path("llama-bias", "few", "adapter_config.json"), lambda fields: fields.update(fan_in_fan_out=True))
adapter("mistral", "two-layers", dtype=torch.bfloat16, target_modules=SIX, layers_to_transform=[0, 2])

for case in ("llama", "llama-tied", "llama-bias", "mistral", "mistral-bf16",
             "llama/recipe", "llama/rslora", "llama-tied/recipe", "llama-bias/few", "mistral/two-layers"):
    name, _, over = case.partition("/")
    expect(name, over or None)

expect_bfloat16("llama", "rslora")
expect_bfloat16("llama-tied", "recipe")
expect_bfloat16("llama-bias")
expect_bfloat16("mistral-bf16")

for name in ("llama-tied", "mistral-bf16"):
    edit(pathlib.Path(name, "config.json"), rope_parameters)
pathlib.Path("prompts.json").write_text(json.dumps({"no": NO, "yes": YES, "short": SHORT, "prompts": PROMPTS, "many": MANY}) + "\n")
