"""Signs every PDF of a folder PAdES-B in process and prints how many seconds that took."""

import sys
import time
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

key, certificate, folder = sys.argv[1:]
signer = signers.SimpleSigner.load(key, certificate)
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
