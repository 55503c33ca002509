"""Prints the literals of ContentHashTest, DrawsTest and ExampleWriterTest; plain Python, no Outlayer code."""
import hashlib
import struct

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15
FRAME = "Name: {name}\n\n{context}\n\n***STATEMENT:*** {statement}\n\nIs the statement factually correct?"


def sha256(*texts):
    digest = hashlib.sha256()
    for text in texts:
        digest.update(struct.pack(">i", len(text.encode())) + text.encode())
    return digest.hexdigest()


def short(*texts):
    return sha256(*texts)[:16]


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def draws(seed, *key):
    state = mix((seed + GAMMA) & MASK)
    for word in key:
        state = mix(((state ^ word) + GAMMA) & MASK)
    while True:
        state = (state + GAMMA) & MASK
        yield mix(state)


if __name__ == "__main__":
    print("hash", short("ab", "c"), short("a", "bc"), short("\u00e9"))
    for key in [(633,), (633, 1, 2)]:
        stream = draws(*key)
        print("draws", key, *["%016x" % next(stream) for _ in range(2)])
    print("addition 7, 12", short("question", "addition", "7", "12"))
    print("subtraction 12, 7", short("question", "subtraction", "12", "7"))
    print("squaring 12", short("question", "squaring", "12", "12"))
    plain = short(FRAME, " No", " Yes", "", "{a} + {b} = {result}.", "false")
    print("template", plain)
    print("Alice", short("example", "addition", plain, "12", "7", "", "19", "alice", "Luna"))
    print("Bob", short("example", "addition", plain, "12", "7", "", "29", "bob", "Zac"))
    modular = short(FRAME, " No", " Yes", "", "{a} + {b} mod {modulus} = {result}.", "false")
    print("modular", short("example", "modularaddition", modular, "30", "2", "31", "1", "alice", "Alice"))
