"""Makes the directory sae and sae_golden.json: python sae_golden.py (torch 2.7.1, safetensors).

A top-k sparse autoencoder in the files of EleutherAI's sparsify, for the hookpoints layers.1 (float32) and layers.1.mlp (bfloat16), some
vectors, and what torch makes of them: relu(encoder(x - b_dec)), topk.
"""

import json
import pathlib

import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent.resolve()
WIDTH, EXPANSION, K, VECTORS = 12, 8, 5, 9

torch.manual_seed(3)
golden = {}
for hookpoint, dtype in (("layers.1", torch.float32), ("layers.1.mlp", torch.bfloat16)):
    encoder = torch.nn.Linear(WIDTH, WIDTH * EXPANSION)
    weights = {"encoder.weight": encoder.weight.detach(), "encoder.bias": -0.6 + 0.2 * torch.randn(WIDTH * EXPANSION),
               "W_dec": encoder.weight.detach().clone(), "b_dec": torch.randn(WIDTH)}
    weights = {name: tensor.to(dtype).contiguous() for name, tensor in weights.items()}
    directory = HERE / "sae" / hookpoint
    directory.mkdir(parents=True, exist_ok=True)
    save_file(weights, directory / "sae.safetensors")
    config = {"expansion_factor": EXPANSION, "normalize_decoder": True, "num_latents": 0, "k": K, "multi_topk": True, "d_in": WIDTH}
    (directory / "cfg.json").write_text(json.dumps(config))
    x = 2 * torch.randn(VECTORS, WIDTH)
    # A vector at the decoder's bias uses few latents or none.
    x[0] = weights["b_dec"].float()
    w = {name: tensor.double() for name, tensor in weights.items()}
    latents = torch.relu(torch.nn.functional.linear(x.double() - w["b_dec"], w["encoder.weight"], w["encoder.bias"]))
    values, indices = latents.topk(K)
    rows = [sorted((int(i), float(f"{float(v):.9g}")) for v, i in zip(*row) if v > 0) for row in zip(values, indices)]
    assert any(len(row) < K for row in rows) and any(len(row) == K for row in rows)
    golden[hookpoint] = {"x": x.tolist(), "latents": rows}
(HERE / "sae_golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
