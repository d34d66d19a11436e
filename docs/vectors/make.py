#!/usr/bin/env python3
"""Makes sealed.json: profiles that must open, and profiles that must be refused, each with its reason.

An implementation of docs/sealing-format.md that shares nothing with the program: Python's cryptography package for Ed25519, HKDF
and AES-GCM. It needs OpenSSH only to take the passphrase off a copy of the published test key.

    make.py            writes sealed.json beside this file
    make.py --check    compares instead, and says what differs

Everything in it is fixed (salts and nonces too, which a real sealing draws at random), so that the file never changes by itself.
"""

import base64
import hashlib
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HERE = pathlib.Path(__file__).resolve().parent
VECTOR = json.loads((HERE / "sshsig" / "sealed-v2.json").read_text())
ID, SECRET = "aws_access_key_id", "aws_secret_access_key"
PLAIN = {ID: "AKIAIOSFODNN7EXAMPLE", SECRET: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
PREFIX = "__encrypted__:v2:"
SALT = bytes(range(32))
NONCES = {ID: bytes(range(100, 112)), SECRET: bytes(range(112, 124))}


def test_key():
    """The published test key, without its passphrase, in a folder that nobody else can read."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "key")
        shutil.copy(HERE / "sshsig" / "id_ed25519", path)
        os.chmod(path, 0o600)
        subprocess.run(["ssh-keygen", "-q", "-p", "-P", VECTOR["passphrase"], "-N", "", "-f", path], check=True,
                       stdout=subprocess.DEVNULL)
        return serialization.load_ssh_private_key(pathlib.Path(path).read_bytes(), password=None)


def legacy_values(name="credentials"):
    lines = (HERE / "legacy" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" = ", 1) for line in lines if line.startswith("aws_"))


def string(data):
    return struct.pack(">I", len(data)) + data


def public_blob(key):
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return string(b"ssh-ed25519") + string(raw)


def signed_data(message, namespace=b"iam-sorry", hash_name="sha512"):
    digest = hashlib.new(hash_name, message).digest()
    return b"SSHSIG" + string(namespace) + string(b"") + string(hash_name.encode()) + string(digest)


def message_for(salt, text=b"iam-sorry sealing key v2\n"):
    return text + salt


def aad_for(profile, field, version=b"iam-sorry/v2"):
    return version + b"\0" + profile.encode() + b"\0" + field.encode()


def derive(signature, salt, info=b"iam-sorry/v2 aes-256-gcm"):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(signature)


def encode(raw):
    return PREFIX + base64.b64encode(raw).decode()


def raw_of(value):
    return base64.b64decode(value[len(PREFIX):], validate=True)


class Sealer:
    """One sealing of one profile. Every step can be replaced by a wrong one."""

    def __init__(self, key, salt=SALT, key_id=None, signature=None, sealing_key=None):
        self.salt = salt
        self.key_id = key_id or hashlib.sha256(public_blob(key)).digest()
        self.signature = signature or key.sign(signed_data(message_for(salt)))
        self.key = sealing_key or derive(self.signature, salt)

    def value(self, profile, field, text, aad=None, nonce=None):
        nonce = nonce or NONCES[field]
        plain = text if isinstance(text, bytes) else text.encode()
        sealed = AESGCM(self.key).encrypt(nonce, plain, aad_for(profile, field) if aad is None else aad)
        return encode(self.key_id + self.salt + nonce + sealed)

    def pair(self, profile, plain=PLAIN, aad=None):
        return {field: self.value(profile, field, plain[field], aad and aad(profile, field)) for field in (ID, SECRET)}


def flip(value, at):
    raw = bytearray(raw_of(value))
    raw[at] ^= 1
    return encode(bytes(raw))


def unused_bits(value):
    """The same bytes with an unused bit of the last base64 character set: a second spelling."""
    body = value.rstrip("=")
    padding = len(value) - len(body)
    assert padding, "this value has no unused bits"
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = body[:-1] + alphabet[alphabet.index(body[-1]) | 1] + "=" * padding
    assert other != value and raw_of(other) == raw_of(value)
    return other


def opens(key):
    sealer = Sealer(key)
    signatures = {}

    def case(name, profile, pair, plain, salt=SALT):
        signatures[salt] = key.sign(signed_data(message_for(salt)))
        return {"name": name, "profile": profile, ID: pair[ID], SECRET: pair[SECRET], "plaintext": plain}

    long = {ID: "A" * 4096, SECRET: "s" * 4096}
    short = {ID: "A", SECRET: "s"}
    other = bytes(32)
    cases = [
        case("pair", "iam-sorry", sealer.pair("iam-sorry"), PLAIN),
        case("another-salt", "iam-sorry", Sealer(key, other).pair("iam-sorry"), PLAIN, other),
        case("profile-with-a-blank", "my manager", sealer.pair("my manager"), PLAIN),
        case("profile-not-ascii", "ünï-企業", sealer.pair("ünï-企業"), PLAIN),
        case("profile-upper-case", "IAM-SORRY", sealer.pair("IAM-SORRY"), PLAIN),
        case("one-byte", "iam-sorry", sealer.pair("iam-sorry", short), short),
        case("4096-bytes", "iam-sorry", sealer.pair("iam-sorry", long), long),
    ]
    return cases, [{"salt_hex": salt.hex(), "signature_hex": made.hex()} for salt, made in signatures.items()]


def refused(key):
    """The cases, and where each must fail: text (of one value), pair, key (nobody can sign), tag, plaintext."""
    good = Sealer(key)
    pair = good.pair("iam-sorry")
    stranger = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
    stranger_id = hashlib.sha256(public_blob(stranger)).digest()
    message = message_for(SALT)
    cases = []

    def case(at, name, reason, profile="iam-sorry", **fields):
        values = {**pair, **{ID if field == "id" else SECRET: value for field, value in fields.items()}}
        cases.append({"name": name, "profile": profile, ID: values[ID], SECRET: values[SECRET], "at": at, "reason": reason})

    def both(at, name, reason, values, profile="iam-sorry"):
        case(at, name, reason, profile, id=values[ID], secret=values[SECRET])

    # which key
    both("key", "another-key", "sealed with an SSH key that is not at hand", Sealer(stranger).pair("iam-sorry"))
    both("key", "key-id-of-another-key", "the key id names a key that is not at hand",
         Sealer(key, key_id=stranger_id).pair("iam-sorry"))
    both("tag", "claimed-key-id", "the key id is that of the key at hand, but another key made the signature",
         Sealer(stranger, key_id=good.key_id).pair("iam-sorry"))

    # a changed bit in each part, of both values and of each
    for part, at, one, two in (("key-id", 0, "pair", "key"), ("salt", 32, "pair", "tag"), ("nonce", 64, "tag", "tag"),
                               ("ciphertext", 76, "tag", "tag"), ("tag", -1, "tag", "tag")):
        name = part.replace("-", " ")
        both(two, f"bit-of-{part}", f"one bit of the {name} differs, in both values",
             {field: flip(value, at) for field, value in pair.items()})
        case(one, f"bit-of-{part}-id", f"one bit of the {name} differs in the access key id's value", id=flip(pair[ID], at))
        case(one, f"bit-of-{part}-secret", f"one bit of the {name} differs in the secret's value", secret=flip(pair[SECRET], at))

    # moved
    both("tag", "fields-exchanged", "each value stands in the other one's field", {ID: pair[SECRET], SECRET: pair[ID]})
    case("tag", "id-in-both-fields", "the value of one field stands in both", secret=pair[ID])
    case("tag", "secret-in-both-fields", "the value of one field stands in both", id=pair[SECRET])
    both("tag", "another-profile", "sealed for the profile iam-sorry", pair, profile="alice")
    both("tag", "profile-in-another-case", "profile names are compared byte by byte", pair, profile="IAM-SORRY")
    both("tag", "profile-with-a-suffix", "profile names are compared byte by byte", pair, profile="iam-sorry2")
    later = Sealer(key, bytes(range(32, 64))).pair("iam-sorry")
    case("pair", "two-sealings", "the id and the secret were not sealed together: their salts differ", secret=later[SECRET])

    # one of them not sealed, or in another format
    case("pair", "plain-id", "one value is sealed and the other is not", id=PLAIN[ID])
    case("pair", "plain-secret", "one value is sealed and the other is not", secret=PLAIN[SECRET])
    both("pair", "both-plain", "nothing is sealed, where a sealed pair is demanded", PLAIN)
    legacy = legacy_values()
    both("pair", "legacy", "values of the older tool, where format v2 is demanded", legacy)
    case("pair", "legacy-id", "one value has format v2 and the other is of the older tool", id=legacy[ID])
    case("pair", "legacy-secret", "one value has format v2 and the other is of the older tool", secret=legacy[SECRET])

    # length
    for length, what in ((0, "nothing"), (31, "part of the key id"), (63, "part of the salt"), (75, "part of the nonce"),
                         (76, "no ciphertext and no tag"), (91, "no ciphertext and part of the tag"), (92, "no ciphertext")):
        case("text", f"cut-to-{length}", f"only {length} bytes: {what}", secret=encode(raw_of(pair[SECRET])[:length]))
    case("tag", "last-byte-missing", "the last byte of the tag is missing", secret=encode(raw_of(pair[SECRET])[:-1]))
    case("tag", "trailing-byte", "a byte follows the tag", secret=encode(raw_of(pair[SECRET]) + b"\0"))
    case("text", "empty-plaintext", "an authentic value of no bytes: a plaintext has 1 to 4096",
         secret=good.value("iam-sorry", SECRET, b""))
    case("text", "4097-bytes", "an authentic value of 4097 bytes: a plaintext has 1 to 4096",
         secret=good.value("iam-sorry", SECRET, b"s" * 4097))
    case("plaintext", "not-utf-8", "authentic, but the plaintext is not UTF-8",
         secret=good.value("iam-sorry", SECRET, b"\xff\xfe\xfd"))

    # base64: one value has one spelling
    body = pair[ID][len(PREFIX):]
    assert body.endswith("=="), body
    case("text", "without-padding", "the padding is missing", id=PREFIX + body.rstrip("="))
    case("text", "half-the-padding", "half of the padding is missing", id=PREFIX + body[:-1])
    case("text", "too-much-padding", "more padding than base64 has", id=PREFIX + body + "=")
    case("text", "unused-bits", "bits that encode nothing are not zero, so the same bytes have a second spelling",
         id=unused_bits(pair[ID]))
    urlsafe = pair[SECRET][len(PREFIX):].translate(str.maketrans("+/", "-_"))
    assert PREFIX + urlsafe != pair[SECRET]
    case("text", "url-safe", "the alphabet of RFC 4648 section 5 instead of section 4", secret=PREFIX + urlsafe)
    case("text", "blank-inside", "white space in the base64", id=PREFIX + body[:40] + " " + body[40:])
    case("text", "blank-before", "white space between the prefix and the base64", id=PREFIX + " " + body)
    case("text", "line-break-inside", "a value that goes on in the next line, as a continuation line of the file would make it",
         id=PREFIX + body[:76] + "\n" + body[76:])
    case("text", "comment-behind", "a comment behind the value is part of the value", id=pair[ID] + " # sealed")
    case("pair", "quoted", "a quote in front of the prefix: to this format a plain value", id='"' + pair[ID] + '"')
    case("text", "not-base64", "a character that base64 does not have", id=PREFIX + "!" + body[1:])

    # version and prefix
    versions = {"v1": "v1", "v3": "v3", "v20": "v20", "upper-case": "V2", "with-a-blank": "v2 ", "empty": ""}
    for name, version in versions.items():
        both("text", f"version-{name}", f"the version word is {version!r}, not 'v2'",
             {field: f"__encrypted__:{version}:{value[len(PREFIX):]}" for field, value in pair.items()})
    both("pair", "prefix-upper-case", "the prefix is compared byte by byte, so these are plain values",
         {field: "__ENCRYPTED__" + value[len("__encrypted__"):] for field, value in pair.items()})

    # derived otherwise, by somebody who holds the key
    def otherwise(name, reason, signature=None, sealing_key=None, aad=None):
        both("tag", name, reason, Sealer(key, signature=signature, sealing_key=sealing_key).pair("iam-sorry", aad=aad))

    otherwise("namespace-git", "the signature was made for the SSHSIG namespace 'git'",
              signature=key.sign(signed_data(message, namespace=b"git")))
    otherwise("namespace-file", "the signature was made for the SSHSIG namespace 'file'",
              signature=key.sign(signed_data(message, namespace=b"file")))
    otherwise("hash-sha256", "the SSHSIG hash is sha256", signature=key.sign(signed_data(message, hash_name="sha256")))
    otherwise("not-sshsig", "the bare message was signed, without SSHSIG", signature=key.sign(message))
    otherwise("message-v1", "another message was signed",
              signature=key.sign(signed_data(message_for(SALT, b"iam-sorry sealing key v1\n"))))
    otherwise("message-crlf", "the line of the message ends with CR LF",
              signature=key.sign(signed_data(message_for(SALT, b"iam-sorry sealing key v2\r\n"))))
    signature = good.signature
    otherwise("whole-signature-blob", "the key was derived from the SSH signature blob, not from its 64 raw bytes",
              sealing_key=derive(string(b"ssh-ed25519") + string(signature), SALT))
    otherwise("hkdf-without-salt", "HKDF had no salt", sealing_key=derive(signature, b""))
    otherwise("hkdf-info-v1", "HKDF had another info", sealing_key=derive(signature, SALT, b"iam-sorry/v1 aes-256-gcm"))
    otherwise("no-hkdf", "the first 32 bytes of the signature were the key", sealing_key=signature[:32])
    otherwise("aad-empty", "no associated data", aad=lambda profile, field: b"")
    otherwise("aad-without-profile", "the associated data has no profile", aad=lambda profile, field: aad_for("", field))
    otherwise("aad-without-field", "the associated data has no field", aad=lambda profile, field: aad_for(profile, ""))
    otherwise("aad-without-nul", "the parts of the associated data are not parted by a NUL",
              aad=lambda profile, field: ("iam-sorry/v2" + profile + field).encode())
    otherwise("aad-v1", "the associated data names another version",
              aad=lambda profile, field: aad_for(profile, field, b"iam-sorry/v1"))
    otherwise("aad-field-upper-case", "the associated data has the field in upper case",
              aad=lambda profile, field: aad_for(profile, field.upper()))
    return cases


def legacy_refused():
    """Values of the older tool that must not open with the bytes of key_file."""
    prefix = "__encrypted__:"
    file = (HERE / "legacy" / "id_ed25519").read_bytes()
    key = HKDF(hashes.SHA256(), 32, b"iam-sorry-v1-salt-2025", b"iam-sorry-encryption").derive(file)
    good, plain = legacy_values(), legacy_values("credentials.plain")
    for field in (ID, SECRET):
        raw = base64.b64decode(good[field][len(prefix):], validate=True)
        assert AESGCM(key).decrypt(raw[:12], raw[12:], None).decode() == plain[field]

    raw = base64.b64decode(good[SECRET][len(prefix):], validate=True)

    def changed(at):
        other = bytearray(raw)
        other[at] ^= 1
        return bytes(other)

    def case(name, reason, value, key_file="legacy/id_ed25519"):
        text = value if isinstance(value, str) else prefix + base64.b64encode(value).decode()
        return {"name": name, "key_file": key_file, ID: good[ID], SECRET: text, "reason": reason}

    return [
        case("legacy-bit-of-nonce", "one bit of the nonce differs", changed(0)),
        case("legacy-bit-of-ciphertext", "one bit of the ciphertext differs", changed(12)),
        case("legacy-bit-of-tag", "one bit of the tag differs", changed(-1)),
        case("legacy-last-byte-missing", "the last byte of the tag is missing", raw[:-1]),
        case("legacy-trailing-byte", "a byte follows the tag", raw + b"\0"),
        case("legacy-cut-to-28", "no ciphertext: a nonce and a tag only", raw[:28]),
        case("legacy-empty", "nothing behind the prefix", prefix),
        case("legacy-not-base64", "a character that base64 does not have", prefix + "!!!!"),
        case("legacy-another-key-file", "the key is made from the bytes of the key file, and these are another file's",
             good[SECRET], "legacy/id_ed25519.pub"),
        case("legacy-plain", "the secret is not sealed", plain[SECRET]),
    ]


def made():
    key = test_key()
    assert public_blob(key).hex() == VECTOR["public_key_blob_hex"]
    signature = key.sign(signed_data(bytes.fromhex(VECTOR["message_hex"])))
    assert signature.hex() == VECTOR["signature_hex"]
    value = Sealer(key).value(VECTOR["profile"], VECTOR["field"], VECTOR["plaintext"], nonce=bytes.fromhex(VECTOR["nonce_hex"]))
    assert value == VECTOR["sealed_value"], "this is not format v2: the published vector comes out otherwise"
    cases, signatures = opens(key)
    document = {
        "public_key_blob_hex": public_blob(key).hex(),
        "signatures": signatures,
        "opens": cases,
        "refused": refused(key),
        "legacy_refused": legacy_refused(),
    }
    names = [case["name"] for part in ("opens", "refused", "legacy_refused") for case in document[part]]
    assert len(set(names)) == len(names), "a name stands twice"
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main():
    path = HERE / "sealed.json"
    text = made()
    if sys.argv[1:] == ["--check"]:
        if path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.name} is not what make.py makes")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
