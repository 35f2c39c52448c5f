"""What pyHanko says of a signed PDF, and how it signs one.

with_pyhanko.py verify CERTIFICATE MOMENT FILE...       prints one line for each signature
with_pyhanko.py sign FILE OUT KEY CERTIFICATE [pkcs7] [certify=LEVEL]
with_pyhanko.py stamp FILE OUT KEY CERTIFICATE          adds a document time stamp
"""
import datetime
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def verify(certificate, moment, *paths):
    context = ValidationContext(
        trust_roots=[load_cert_from_pemder(certificate)],
        moment=datetime.datetime.fromtimestamp(int(moment), datetime.timezone.utc),
        allow_fetching=False,
    )
    for path in paths:
        print(path)
        try:
            judge(path, context)
        except Exception as error:  # whatever it is, the file was not accepted
            print("refused", type(error).__name__)


def judge(path, context):
    with open(path, "rb") as file:
        for signature in PdfFileReader(file).embedded_signatures:
            status = validate_pdf_signature(signature, context)
            print(
                signature.field_name,
                "intact" if status.intact else "changed",
                "valid" if status.valid else "invalid",
                "trusted" if status.trusted else "untrusted",
                "good" if status.bottom_line else "bad",
                status.coverage.name,
            )


def sign(path, out, key, certificate, *options):
    signer = signers.SimpleSigner.load(key, certificate)
    certify = [int(option[8:]) for option in options if option.startswith("certify=")]
    pkcs7 = "pkcs7" in options
    with open(path, "rb") as file:
        writer = IncrementalPdfFileWriter(file, strict=False)
        taken = len(writer.prev.embedded_signatures)
        metadata = signers.PdfSignatureMetadata(
            field_name=f"PyHanko{taken}",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED if pkcs7 else fields.SigSeedSubFilter.PADES,
            certify=bool(certify),
            docmdp_permissions=fields.MDPPerm(certify[0]) if certify else fields.MDPPerm.FILL_FORMS,
        )
        with open(out, "wb") as output:
            signers.sign_pdf(writer, metadata, signer, output=output)


def stamp(path, out, key, certificate):
    signer = signers.SimpleSigner.load(key, certificate)
    authority = DummyTimeStamper(signer.signing_cert, signer.signing_key)
    with open(path, "rb") as file, open(out, "wb") as output:
        writer = IncrementalPdfFileWriter(file)
        signers.PdfTimeStamper(authority).timestamp_pdf(writer, "sha256", output=output)


{"verify": verify, "sign": sign, "stamp": stamp}[sys.argv[1]](*sys.argv[2:])
