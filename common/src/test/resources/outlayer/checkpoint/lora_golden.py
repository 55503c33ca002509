"""Writes lora_golden.json: which modules of a small Llama peft adapts, with which rank and scale, for many adapter configurations.

Made with peft 0.21.2, transformers 4.57.1, torch 2.7.1:  python lora_golden.py
"""

import json
import pathlib
import tempfile

import peft
import torch
import transformers
from safetensors import safe_open

BLOCKS = 3
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]

CASES = {
    "the usual one": dict(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj"]),
    "rank stabilised": dict(r=4, lora_alpha=8, use_rslora=True, target_modules=PROJECTIONS),
    "all linear": dict(r=2, lora_alpha=3, target_modules="all-linear"),
    "all linear but some": dict(r=2, lora_alpha=3, target_modules="all-linear", exclude_modules=["o_proj", "model.layers.1.mlp.up_proj"]),
    "regular expression": dict(r=2, lora_alpha=4, target_modules=r".*\.(0|2)\.self_attn\.(q|k)_proj"),
    "excluded by expression": dict(r=2, lora_alpha=4, target_modules=PROJECTIONS, exclude_modules=r".*\.1\..*|.*down_proj"),
    "names in full": dict(r=2, lora_alpha=4, target_modules=["model.layers.1.self_attn.q_proj", "layers.2.mlp.up_proj"]),
    "one block": dict(r=2, lora_alpha=4, target_modules=["q_proj"], layers_to_transform=1),
    "two blocks": dict(r=2, lora_alpha=4, target_modules=["q_proj", "mlp.up_proj"], layers_to_transform=[0, 2]),
    "no block is all": dict(r=2, lora_alpha=4, target_modules=["q_proj"], layers_to_transform=[]),
    "block by the list's name": dict(r=2, lora_alpha=4, target_modules=["q_proj"], layers_to_transform=[2], layers_pattern="layers"),
    "names in full go before blocks": dict(
        r=2, lora_alpha=4, target_modules=["model.layers.1.self_attn.q_proj", "v_proj"], layers_to_transform=[0]
    ),
    "ranks and alphas by pattern": dict(
        r=4,
        lora_alpha=8,
        target_modules=PROJECTIONS,
        rank_pattern={"v_proj": 2, "^model.layers.0.self_attn.q_proj": 3, r"layers\.\d\.mlp\.(up|down)_proj": 5, "proj": 7},
        alpha_pattern={"q_proj": 16, "1.self_attn.k_proj": 1, "o_pro": 9},
    ),
    "patterns and rank stabilised": dict(
        r=4, lora_alpha=8, use_rslora=True, target_modules=["q_proj", "k_proj"], rank_pattern={"k_proj": 2}, alpha_pattern={"layers.0.self_attn.k_proj": 5}
    ),
    "the first pattern holds": dict(r=4, lora_alpha=8, target_modules=["q_proj"], rank_pattern={"1.self_attn.q_proj": 2, "q_proj": 3}),
    "trained with dropout, gaussian start": dict(
        r=4, lora_alpha=8, target_modules=["q_proj"], lora_dropout=0.5, init_lora_weights="gaussian", fan_in_fan_out=False
    ),
}


def main():
    torch.manual_seed(0)
    out = []
    for name, settings in CASES.items():
        model = transformers.LlamaForCausalLM(
            transformers.LlamaConfig(
                vocab_size=40, hidden_size=16, intermediate_size=24, num_hidden_layers=BLOCKS, num_attention_heads=4,
                num_key_value_heads=2, head_dim=6, max_position_embeddings=64,
            )
        )
        adapted = peft.get_peft_model(model, peft.LoraConfig(task_type="CAUSAL_LM", **settings))
        with tempfile.TemporaryDirectory() as directory:
            adapted.save_pretrained(directory)
            # What counts is what peft makes of the files, whose keys it sorts.
            fresh = transformers.LlamaForCausalLM(model.config)
            loaded = peft.PeftModel.from_pretrained(fresh, directory)
            modules = {
                module.removeprefix("base_model.model."): [layer.r["default"], layer.scaling["default"]]
                for module, layer in loaded.named_modules()
                if isinstance(layer, peft.tuners.lora.Linear)
            }
            with safe_open(f"{directory}/adapter_model.safetensors", "pt") as tensors:
                shapes = {key: tensors.get_slice(key).get_shape() for key in tensors.keys()}
            config = json.loads(pathlib.Path(directory, "adapter_config.json").read_text())
            if isinstance(config["target_modules"], list):
                config["target_modules"].sort()  # peft writes a set
        out.append({"name": name, "config": config, "modules": modules, "tensors": shapes})
    lines = ",\n".join(json.dumps(case) for case in out)
    pathlib.Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
