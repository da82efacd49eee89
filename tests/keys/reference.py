"""The key schedule and the sealing of src/keys, computed a second time from their specifications, and test vectors of it on standard
output. Nothing here is fast or runs in constant time. Python's standard library, and the program argon2 for the pairing keys."""
import hashlib
import json
import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path

MASK = 0xFFFFFFFF


def blake2b(data, key, size=32, salt=b"", person=b""):
    return hashlib.blake2b(data, digest_size=size, key=key, salt=salt.ljust(16, b"\0"), person=person.ljust(16, b"\0")).digest()


def kdf(key, number, person):  # crypto_kdf_blake2b of libsodium
    return blake2b(b"", key, 32, number.to_bytes(8, "little"), person)


def rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        for i, j, k, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[i] = (x[i] + x[j]) & MASK
            x[k] ^= x[i]
            x[k] = ((x[k] << turn) | (x[k] >> (32 - turn))) & MASK

    for _ in range(10):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        for d in range(4):
            quarter(d, 4 + (d + 1) % 4, 8 + (d + 2) % 4, 12 + (d + 3) % 4)
    return x


def words(data):
    return [int.from_bytes(data[i : i + 4], "little") for i in range(0, len(data), 4)]


CONSTANTS = words(b"expand 32-byte k")


def chacha20(key, counter, nonce, data):  # RFC 8439
    out = bytearray()
    for block in range((len(data) + 63) // 64):
        state = CONSTANTS + words(key) + [counter + block] + words(nonce)
        stream = b"".join(((a + b) & MASK).to_bytes(4, "little") for a, b in zip(rounds(state), state))
        out += bytes(a ^ b for a, b in zip(data[64 * block : 64 * block + 64], stream))
    return bytes(out)


def poly1305(key, data):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for i in range(0, len(data), 16):
        total = (total + int.from_bytes(data[i : i + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return ((total + int.from_bytes(key[16:], "little")) % (1 << 128)).to_bytes(16, "little")


def chacha20_poly1305(key, nonce, data, bound):
    sealed = chacha20(key, 1, nonce, data)
    pad = lambda text: text + bytes(-len(text) % 16)
    lengths = len(bound).to_bytes(8, "little") + len(sealed).to_bytes(8, "little")
    return sealed + poly1305(chacha20(key, 0, nonce, bytes(64))[:32], pad(bound) + pad(sealed) + lengths)


def xchacha20_poly1305(key, nonce, data, bound):  # draft-irtf-cfrg-xchacha-03
    x = rounds(CONSTANTS + words(key) + words(nonce[:16]))
    subkey = b"".join(word.to_bytes(4, "little") for word in x[:4] + x[12:])
    return chacha20_poly1305(subkey, bytes(4) + nonce[16:], data, bound)


P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(one, two):
    (x, y), (u, v) = one, two
    k = D * x * u * y * v % P
    return (x * v + y * u) * pow(1 + k, P - 2, P) % P, (y * v + x * u) * pow(1 - k, P - 2, P) % P


def times(number, point):
    result = (0, 1)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
SQUARE = (BASE_Y * BASE_Y - 1) * pow(D * BASE_Y * BASE_Y + 1, P - 2, P) % P
BASE_X = pow(SQUARE, (P + 3) // 8, P)
if (BASE_X * BASE_X - SQUARE) % P:
    BASE_X = BASE_X * pow(2, (P - 1) // 4, P) % P
BASE = (BASE_X if BASE_X % 2 == 0 else P - BASE_X, BASE_Y)


def packed(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def expanded(seed):
    digest = hashlib.sha512(seed).digest()
    return (int.from_bytes(digest[:32], "little") & ((1 << 254) - 8)) | (1 << 254), digest[32:]


def public_key(seed):
    return packed(times(expanded(seed)[0], BASE))


def sign(seed, message):  # RFC 8032
    scalar, prefix = expanded(seed)
    number = lambda *parts: int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % Q
    r = number(prefix, message)
    point = packed(times(r, BASE))
    return point + ((r + number(point, public_key(seed), message) * scalar) % Q).to_bytes(32, "little")


def cbor(item):
    def head(major, number):
        if number < 24:
            return bytes([major << 5 | number])
        size = 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4 if number < 1 << 32 else 8
        return bytes([major << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size]]) + number.to_bytes(size, "big")

    if isinstance(item, int):
        return head(0, item)
    if isinstance(item, bytes):
        return head(2, len(item)) + item
    if isinstance(item, str):
        return head(3, len(item.encode())) + item.encode()
    return head(4, len(item)) + b"".join(map(cbor, item))


SOURCE = (Path(__file__).parents[2] / "src/keys/english_words.hpp").read_text()
LIST = SOURCE.split('R"words(')[1].split(')words"')[0].split()


def as_words(data, count):
    number = int.from_bytes(data, "big")
    return " ".join(LIST[number >> 11 * (count - 1 - i) & 2047] for i in range(count))


def recovery_words(secret):
    return as_words(secret + hashlib.sha256(secret).digest()[:1], 24)


def seal_photo(blob_key, photo):
    part = 1 << 20
    name = blake2b(photo, kdf(blob_key, 1, b"hyphapho"))
    key = blake2b(name, kdf(blob_key, 2, b"hyphapho"))
    head = b"\1" + name
    first = part - len(head) - 16
    pieces = [photo[:first]] + [photo[i : i + part - 16] for i in range(first, len(photo), part - 16)]
    sealed = [
        xchacha20_poly1305(key, bytes(15) + bytes([i + 1 == len(pieces)]) + i.to_bytes(8, "little"), piece, head) for i, piece in enumerate(pieces)
    ]
    return head + b"".join(sealed)


def pairing_keys(secret):
    options = ["-id", "-v", "13", "-t", "2", "-k", str(19 * 1024), "-p", "1", "-l", "48", "-r"]
    digest = bytes.fromhex(subprocess.run(["argon2", "hypha pairing 01", *options], input=secret, capture_output=True, check=True).stdout.decode())
    return digest[:16], digest[16:]


def check_published():
    key, nonce = bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58))
    text = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
    bound = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    assert xchacha20_poly1305(key, nonce, text, bound)[-16:].hex() == "c0875924c1c7987947deafd8780acf49"
    rfc = bytes.fromhex("070000004041424344454647")
    assert chacha20_poly1305(key, rfc, text, bound)[-16:].hex() == "1ae10b594f09e26a7e902ecbd0600691"
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert public_key(seed).hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert sign(seed, b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
    assert hashlib.sha256(("\n".join(LIST) + "\n").encode()).hexdigest() == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    assert recovery_words(bytes(32)) == "abandon " * 23 + "art"
    assert recovery_words(b"\x7f" * 32) == "legal winner thank year wave sausage worth useful " * 2 + "legal winner thank year wave sausage worth title"
    assert recovery_words(b"\xff" * 32) == "zoo " * 23 + "vote"


def photo_of(size):
    return bytes((i * 7919 + (i >> 8) * 31) & 255 for i in range(size))


def main():
    check_published()
    accounts, values, photos, pairings = [], [], [], []
    for n in range(4):
        secret = [bytes(32), b"\xff" * 32, bytes(range(32)), hashlib.sha256(b"hypha vector 3").digest()][n]
        content, blobs, seed = (kdf(secret, i, b"hyphaacc") for i in (1, 2, 3))
        account = public_key(seed)
        accounts.append({"secret": secret, "words": recovery_words(secret), "content": content, "blobs": blobs, "signing_seed": seed,
                         "account": account, "stream": hashlib.sha256(b"hypha stream 1" + account).digest()[:16],
                         "message": f"message {n}", "signature": sign(seed, f"message {n}".encode())})
    stream, content, blobs = (accounts[3][name] for name in ("stream", "content", "blobs"))
    for table, row, hlc, device, column, value in (
        ("find", b"k", 1 << 62, 7, "note", "Bajo un roble, cerca del río.".encode()),
        ("find", b"\0\xff", 0, (1 << 64) - 1, "a", b""),
        ("reading", bytes(64), 0x0000019300000000 << 16 & ((1 << 64) - 1), 24, "body", bytes(range(256)) * 5),
    ):
        bound = cbor([stream, table, row, hlc, device, column])
        nonce = hashlib.sha256(bound).digest()[:24]
        values.append({"key": content, "stream": stream, "table": table, "row": row, "hlc": str(hlc), "device": str(device), "column": column,
                       "bound_to": bound, "nonce": nonce, "value": value, "sealed": b"\1" + nonce + xchacha20_poly1305(content, nonce, value, bound)})
    for size in (0, 1, 1000, (1 << 20) - 49, (1 << 20) - 48, 2 * (1 << 20) - 65, 2 * (1 << 20) + 12345):
        sealed = seal_photo(blobs, photo_of(size))
        photos.append({"blob_key": blobs, "size": size, "sealed_size": len(sealed), "head": sealed[:33], "sha256": hashlib.sha256(sealed).digest(),
                       **({"sealed": sealed} if size <= 1000 else {})})
    for secret in (bytes(11), hashlib.sha256(b"hypha pairing").digest()[:11]):
        lookup, wrapping = pairing_keys(secret)
        nonce = hashlib.sha256(lookup).digest()[:24]
        bound = cbor(["hypha pairing 1", lookup])
        pairings.append({"secret": secret, "words": as_words(secret, 8), "text": "hypha-pair:1:" + urlsafe_b64encode(secret).decode().rstrip("="),
                         "lookup": lookup, "wrapping": wrapping, "account_secret": accounts[3]["secret"], "nonce": nonce,
                         "wrapped": b"\1" + nonce + xchacha20_poly1305(wrapping, nonce, accounts[3]["secret"], bound)})
    device = public_key(hashlib.sha256(b"device").digest())
    statements = {"host": "edge.example:8443", "challenge": bytes(range(56)), "account": accounts[3]["account"], "device": device, "name": b"sealed name",
                  "ticket": bytes(32), "stream": stream}
    signed = lambda purpose, *rest: cbor([purpose, statements["host"], statements["challenge"], *rest])
    statements["register"] = signed("hypha register 1", statements["account"], device, statements["name"], statements["ticket"])
    statements["sign_in"] = signed("hypha sign in 1", stream, device)
    statements["delete"] = signed("hypha delete 1", stream)
    as_text = lambda item: item.hex() if isinstance(item, bytes) else {k: as_text(v) for k, v in item.items()} if isinstance(item, dict) else [as_text(v) for v in item] if isinstance(item, list) else item
    print(json.dumps(as_text({"about": "Made by tests/keys/reference.py. Bytes are hexadecimal; byte i of a photo is i * 7919 + (i >> 8) * 31, modulo 256.",
                              "accounts": accounts, "values": values, "photos": photos, "pairings": pairings, "statements": statements}), indent=1, ensure_ascii=False))


main()
