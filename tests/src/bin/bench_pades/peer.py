"""Signs every PDF of a folder PAdES-B in process and prints how many seconds that took."""

import sys
import time
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter



class LoadedSigner(signers.SimpleSigner):
    """Its parent reads and checks the key anew for each signature; that would flatter us."""

    def sign_raw(self, data, digest_algorithm):
        return LOADED.sign(data, padding.PKCS1v15(), hashes.SHA256())


key, certificate, folder = sys.argv[1:]
LOADED = serialization.load_pem_private_key(Path(key).read_bytes(), None)
signer = LoadedSigner.load(key, certificate)
documents = [path.read_bytes() for path in sorted(Path(folder).glob("*.pdf"))]
begun = time.perf_counter()
for document in documents:
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(document)),
        signers.PdfSignatureMetadata(
            field_name="Signature1", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
        ),
        signer=signer,
        output=BytesIO(),
    )
print(time.perf_counter() - begun)
