"""Makes two small tokenizers built as Llama 3.1's and Mistral 7B's are, and golden.json: what transformers makes of texts with them.

Made with transformers 4.57.1, tokenizers 0.22.2:  python make_tokenizers.py
"""

import json
import pathlib

import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent

TEXTS = [
    "",
    "a",
    "12 + 34 = 46. Alice:",
    "Name: Bob\n\nOperands: 4073, 901 \n\n Answer:",
    "naïve café, 東京 and \U0001f600!",
    " Yes",
    " No",
    "  two  spaces ",
]

CORPUS = TEXTS + ["Alice Bob Yes No Answer Name Operands and spaces 1 2 3 4 5 6 7 8 9 0 12 34 46 901 4073"] * 3

# Not in the corpus: many tokens, and signs whose bytes become tokens of their own.
TEXTS = TEXTS + [" ".join(str(i * 37 % 1000) for i in range(300)), "Zürich — 北京 \U0001f680\U0001f680 x²\tend"]


def llama31():
    """Byte-level pairs, split by a regular expression; a template after a byte-level step in the post-processor."""
    tokenizer = Tokenizer(models.BPE(ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(
                Regex(
                    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
                ),
                behavior="isolated",
            ),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    begin = "<|begin_of_text|>"
    trainer = trainers.BpeTrainer(
        vocab_size=340,
        special_tokens=[begin, "<|end_of_text|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.Sequence(
        [
            processors.ByteLevel(trim_offsets=False),
            processors.TemplateProcessing(
                single=f"{begin}:0 $A:0", pair=f"{begin}:0 $A:0 {begin}:1 $B:1", special_tokens=[(begin, tokenizer.token_to_id(begin))]
            ),
        ]
    )
    return transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=begin, eos_token="<|end_of_text|>")


def mistral():
    """SentencePiece's way: a space is a sign, one goes before the text, and bytes stand for what is unknown."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    trainer = trainers.BpeTrainer(
        vocab_size=340,
        special_tokens=["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)],
        show_progress=False,
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    # The bytes are no special tokens in the model; the trainer knows no other way to reserve them.
    content = json.loads(tokenizer.to_str())
    content["added_tokens"] = content["added_tokens"][:3]
    tokenizer = Tokenizer.from_str(json.dumps(content))
    return transformers.LlamaTokenizerFast(tokenizer_object=tokenizer, legacy=False)


def main():
    golden = {}
    for name, made in (("llama", llama31()), ("mistral", mistral())):
        directory = HERE / name
        made.save_pretrained(directory)
        if name == "mistral":
            # As Mistral 7B v0.1 was published: no post-processor's word on it but the configuration's.
            file = directory / "tokenizer.json"
            content = json.loads(file.read_text())
            content["post_processor"] = None
            file.write_text(json.dumps(content, ensure_ascii=False) + "\n")
        (directory / "special_tokens_map.json").unlink(missing_ok=True)
        read = transformers.AutoTokenizer.from_pretrained(directory)
        cases = []
        for text in TEXTS:
            encoded = read(text, return_offsets_mapping=True, return_special_tokens_mask=True)
            spans = [
                [-1, -1] if special else list(span)
                for span, special in zip(encoded["offset_mapping"], encoded["special_tokens_mask"])
            ]
            cases.append({"text": text, "ids": encoded["input_ids"], "spans": spans})
        golden[name] = cases
    lines = ",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]" for name, cases in golden.items())
    (HERE / "golden.json").write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    main()
