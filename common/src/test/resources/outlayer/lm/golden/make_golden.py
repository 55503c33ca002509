"""Makes the golden checkpoints of DecoderGoldenTest: python make_golden.py (torch 2.7.1, transformers 4.57.1), in this directory.

Two random checkpoints with every feature of their big relatives: Llama 3.1 (grouped queries, stretched rotary frequencies of which one
pair is kept, one blended and two slowed) and Mistral (a window shorter than the prompts, heads wider than d / H). Beside each,
expected.json: for every prompt the residual stream of its last token after 0 .. L blocks, before the final norm, the log-odds of
two answer tokens, and the gradient of the log-odds with respect to each of these residuals.
"""

import json
import pathlib

import torch
import transformers

NO, YES = 3, 4


def prompts(vocabulary):
    generator = torch.Generator().manual_seed(5)
    return [torch.randint(vocabulary, (length,), generator=generator).tolist() for length in (14, 9, 1, 11)]


def answer(model, prompt):
    """The last entry of hidden_states is after the final norm, so the stream is caught at the norm's input."""
    caught = []
    hook = model.model.norm.register_forward_pre_hook(lambda module, inputs: caught.append(inputs[0]))
    ids = torch.tensor([prompt])
    out = model(ids, output_hidden_states=True, use_cache=False)
    hook.remove()
    stream = list(out.hidden_states[:-1]) + caught
    assert len(stream) == model.config.num_hidden_layers + 1
    odds = out.logits[0, -1, YES] - out.logits[0, -1, NO]
    gradients = torch.autograd.grad(odds, stream)
    return {
        "tokens": prompt,
        "log_odds": odds.item(),
        "residuals": [x[0, -1].tolist() for x in stream],
        "gradients": [g[0, -1].tolist() for g in gradients],
    }


def make(name, config, kind):
    torch.manual_seed(1)
    model = kind(config).float().eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.25 + (1.0 if parameter.dim() == 1 else 0.0))
    directory = pathlib.Path(name)
    model.save_pretrained(directory, safe_serialization=True)
    (directory / "generation_config.json").unlink(missing_ok=True)
    expected = {"no": NO, "yes": YES, "prompts": [answer(model, p) for p in prompts(config.vocab_size)]}
    (directory / "expected.json").write_text(json.dumps(expected) + "\n")


SIZES = dict(vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=3, max_position_embeddings=512,
             bos_token_id=1, eos_token_id=2, attn_implementation="eager")

make("llama", transformers.LlamaConfig(
    **SIZES, num_attention_heads=4, num_key_value_heads=2, rms_norm_eps=1e-5, rope_theta=500.0,
    rope_scaling=dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                      original_max_position_embeddings=64)), transformers.LlamaForCausalLM)
make("mistral", transformers.MistralConfig(
    **SIZES, num_attention_heads=4, num_key_value_heads=1, head_dim=12, rms_norm_eps=1e-6, rope_theta=10000.0,
    sliding_window=5), transformers.MistralForCausalLM)
