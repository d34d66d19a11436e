#!/usr/bin/env python3
"""Opens a profile that is sealed in format v3, and shares no code with iam-sorry: Python's cryptography package alone.

    read.py CREDENTIALS PROFILE KEY SIGNER.pub      opens with an SSH key without a passphrase, where SIGNER sealed it
    read.py --recovery CREDENTIALS PROFILE SIGNER.pub   opens with the recovery key on stdin

Prints the sealed fields as NAME = TEXT; says what is wrong and ends with 1 otherwise. docs/sealing-format.md in code, in the order
of the document: parse, signer, signature, proofs, HPKE, mac, fields.
"""

import base64
import hashlib
import hmac
import pathlib
import struct
import sys

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
PREFIX = "__encrypted__:v3:"


class Refused(Exception):
    pass


def require(condition, why):
    if not condition:
        raise Refused(why)


def canonical(text):
    data = base64.b64decode(text, validate=True)
    require(base64.b64encode(data).decode() == text, "base64 that is not canonical")
    return data


def string(data):
    return struct.pack(">I", len(data)) + data


def sshsig(message):
    return b"SSHSIG" + string(b"iam-sorry") + string(b"") + string(b"sha512") + string(hashlib.sha512(message).digest())


def verify(blob, message, signature):
    require(blob[:19] == string(b"ssh-ed25519") + struct.pack(">I", 32) and len(blob) == 51, "not an ssh-ed25519 key")
    Ed25519PublicKey.from_public_bytes(blob[19:]).verify(signature, sshsig(message))


def derive(secret, salt, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        require(self.at + size <= len(self.data), "cut short")
        self.at += size
        return self.data[self.at - size:self.at]

    def string(self, *sizes):
        value = self.take(struct.unpack(">I", self.take(4))[0])
        require(not sizes or len(value) in sizes, "a wrong size")
        return value


def section_of(text, profile):
    fields, inside = {}, False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == f"[{profile}]"
        elif inside and " = " in line and not line.startswith("#"):
            name, value = line.split(" = ", 1)
            require(name not in fields, f"{name} stands twice")
            fields[name] = value
    return fields


def open_section(text, profile, signer_blob, private_key_for):
    fields = section_of(text, profile)
    require(fields.get("iam_sorry_seal", "").startswith("v3:"), "no seal of v3")
    raw = canonical(fields["iam_sorry_seal"][3:])
    reader = Reader(raw)
    require(reader.string() == b"iam-sorry/v3", "another format")
    account, user = reader.string(), reader.string()
    reader.take(8)
    entries = [
        (reader.string(0, 51), reader.string(0, 32), reader.string(32), reader.string(0, 64), reader.string(32), reader.string(48))
        for _ in range(struct.unpack(">I", reader.take(4))[0])]
    require(1 <= len(entries) <= 32, "a wrong number of recipients")
    signer = reader.string()
    to_signer = raw[:reader.at]
    mac = reader.string(32)
    to_mac = raw[:reader.at]
    signature = reader.string(64)
    require(reader.at == len(raw), "bytes left over")
    require(len({entry[2] for entry in entries}) == len(entries), "a recipient twice")

    require(signer == signer_blob, "sealed by somebody else")
    values = sorted((name.encode(), value) for name, value in fields.items() if value.startswith("__encrypted__:"))
    hashed = to_mac + b"\0" + profile.encode() + b"".join(b"\0" + name + b"\0" + value.encode() for name, value in values)
    verify(signer, b"iam-sorry seal v3\n" + hashlib.sha256(hashed).digest(), signature)
    for blob, salt, public, proof, _, _ in entries:
        if blob:
            verify(blob, b"iam-sorry recipient v3\n" + salt + public, proof)

    for blob, salt, public, _, enc, wrapped in entries:
        private = private_key_for(blob, salt, public)
        if private is None:
            continue
        info = b"iam-sorry/v3 file key\0" + profile.encode() + b"\0" + account + b"\0" + user
        file_key = SUITE.decrypt(enc + wrapped, X25519PrivateKey.from_private_bytes(private), info)
        expected = hmac.new(derive(file_key, b"", b"iam-sorry/v3 header"), to_signer, hashlib.sha256).digest()
        require(hmac.compare_digest(expected, mac), "the mac is of another key")
        key = AESGCM(derive(file_key, b"", b"iam-sorry/v3 fields"))
        for name, value in values:
            require(value.startswith(PREFIX), f"{name.decode()} is not of v3")
            data = canonical(value[len(PREFIX):])
            aad = b"iam-sorry/v3\0" + profile.encode() + b"\0" + name + b"\0" + account + b"\0" + user
            yield name.decode(), key.decrypt(data[:12], data[12:], aad).decode()
        return
    raise Refused("sealed for somebody else")


def by_ssh_key(path):
    key = serialization.load_ssh_private_key(pathlib.Path(path).read_bytes(), password=None)
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    own = string(b"ssh-ed25519") + string(raw)

    def find(blob, salt, public):
        if blob != own:
            return None
        unlock = key.sign(sshsig(b"iam-sorry unlock v3\n" + salt))
        return derive(unlock, salt, b"iam-sorry/v3 x25519")

    return find


def by_recovery_key(text):
    private = canonical(text.strip().removeprefix("iam-sorry-recovery-key:"))
    own = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return lambda blob, salt, public: private if public == own else None


def main(words):
    if words[0] == "--recovery":
        credentials, profile, signer = words[1:]
        find = by_recovery_key(sys.stdin.read())
    else:
        credentials, profile, key, signer = words
        find = by_ssh_key(key)
    blob = base64.b64decode(pathlib.Path(signer).read_text().split()[1])
    text = pathlib.Path(credentials).read_text(encoding="utf-8")
    for name, value in list(open_section(text, profile, blob, find)):
        print(f"{name} = {value}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Refused, InvalidSignature, InvalidTag, ValueError) as error:
        sys.exit(f"refused: {error or type(error).__name__}")
