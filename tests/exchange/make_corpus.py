"""Writes the seeds of exchange_fuzz into corpus/: what the app writes, and small photos with hidden parts.

Run by hand after the formats changed: python3 tests/exchange/make_corpus.py
"""
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

folder = Path(__file__).parent / 'corpus'
uuid = '0f8fad5b-d9cb-469f-a165-70867728950e'
find = {
    'orientation': 'Orientation only. Never eat a mushroom because of an app.', 'format': 'hypha-find', 'version': 1, 'id': uuid,
    'created': '2026-10-04', 'created_ms': 1791110400000, 'state': 'analysed', 'failure_code': '', 'note': 'oak',
    'place': {'privacy': '10km', 'withheld': False, 'south': 42.75, 'west': -1.75, 'north': 42.84, 'east': -1.63, 'uncertainty_m': 7070.5},
    'photos': [], 'answers_by_model': [],
    'answers_by_people': [{'created_ms': 1791110401000, 'state': 'answered', 'rank': 'species', 'name': 'Agaricus augustus'}],
}
text = json.dumps(find)


def stored(names):
    """A zip with the very bytes that core/exchange/zip_layout writes."""
    out, records = b'', b''
    for name, content in names:
        facts = struct.pack('<HHHHHIIIHH', 20, 0, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(name), 0)
        records += b'PK\1\2' + struct.pack('<H', 20) + facts + struct.pack('<HHHII', 0, 0, 0, 0, len(out)) + name
        out += b'PK\3\4' + facts + name + content
    return out + records + b'PK\5\6' + struct.pack('<HHHHIIH', 0, 0, len(names), len(names), len(records), len(out), 0)


zip_bytes = stored([(b'README.txt', b'read me'), (f'finds/2026-10-04-{uuid}/find.json'.encode(), text.encode())])
assert zipfile.ZipFile(io.BytesIO(zip_bytes)).testzip() is None
segment = lambda marker, content: b'\xff' + bytes([marker]) + struct.pack('>H', len(content) + 2) + content
tiff = b'MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0'
jpeg = (b'\xff\xd8' + segment(0xE0, b'JFIF\0\1\2\1\0H\0H\0\0') + segment(0xE1, b'Exif\0\0' + tiff) + segment(0xDB, b'\1' * 65)
        + segment(0xC0, b'\x08\x01\xe0\x02\x80\1\1\x11\0') + segment(0xDA, b'\1\1\0\0?\0') + b'pixels\xff\0\xff\xd0more\xff\xd9behind')
chunk = lambda kind, content: struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))
png = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 640, 480, 8, 2, 0, 0, 0)) + chunk(b'eXIf', tiff) + chunk(b'IDAT', b'x') + chunk(b'IEND', b'')
riff = lambda kind, content: kind + struct.pack('<I', len(content)) + content + b'\0' * (len(content) % 2)
body = b'WEBP' + riff(b'VP8X', b'\x0c\0\0\0\x7f\2\0\xdf\1\0') + riff(b'VP8 ', b'pixels') + riff(b'EXIF', tiff) + riff(b'XMP ', b'x')
webp = b'RIFF' + struct.pack('<I', len(body)) + body
folder.mkdir(exist_ok=True)
for name, reader, content in [('zip', 0, zip_bytes), ('zip_cut', 0, zip_bytes[:-9]), ('zip_end', 0, zip_bytes[-22:]), ('find', 1, text.encode()),
                              ('jpeg', 2, jpeg), ('jpeg_half_marker', 2, jpeg[:jpeg.index(b'pixels') + 7]), ('png', 2, png), ('webp', 2, webp)]:
    (folder / name).write_bytes(bytes([reader]) + content)
