// Makes every size and format of the icon from the drawings beside it. Needs rsvg-convert (package librsvg2-bin).
// node icons/make.mjs
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const read = (name) => readFileSync(join(here, name), 'utf8');
const large = read('tanba.svg');
const small = read('tanba-small.svg');
const symbolic = read('tanba-symbolic.svg');

const pixels = (svg, size) => execFileSync('rsvg-convert', ['-w', String(size), '-h', String(size)], { input: svg, maxBuffer: 1 << 26 });
// Under 32 pixels the full drawing would run together.
const icon = (size) => pixels(size < 32 ? small : large, size);
const save = (name, bytes) => writeFileSync(join(here, name), bytes);

/** A Windows icon: a directory of PNG pictures. */
function ico(sizes) {
  const pictures = sizes.map(icon);
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  sizes.forEach((size, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(pictures[index].length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += pictures[index].length;
  });
  return Buffer.concat([header, ...pictures]);
}

/** A macOS icon: tagged PNG pictures. */
function icns(types) {
  const parts = Object.entries(types).map(([type, size]) => {
    const picture = icon(size);
    const head = Buffer.alloc(8);
    head.write(type, 'ascii');
    head.writeUInt32BE(picture.length + 8, 4);
    return Buffer.concat([head, picture]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 'ascii');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

/** The symbolic drawing in one colour, with a dot when something waits. */
function tray(colour, badge) {
  const drawing = symbolic.replace('#2e3436', colour);
  if (!badge) return drawing;
  return drawing.replace('</svg>', '<circle cx="12.5" cy="3.5" r="3" fill="#e2a62b" stroke="none"/></svg>');
}

/** The drawing in its colours, with a dot that stands off from it. */
function marked(svg) {
  const [, , side] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg);
  const dot = (radius, colour) => `<circle cx="${side * 0.76}" cy="${side * 0.24}" r="${side * radius}" fill="${colour}" stroke="none"/>`;
  return svg.replace('</svg>', `${dot(0.24, '#f7f6f2')}${dot(0.2, '#e2a62b')}</svg>`);
}

for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) save(`${size}x${size}.png`, icon(size));
save('128x128@2x.png', icon(256));
save('icon.png', icon(1024));
save('icon.ico', ico([16, 24, 32, 48, 64, 256]));
save('icon.icns', icns({ icp4: 16, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic09: 512, ic14: 512, ic10: 1024 }));
for (const size of [30, 44, 71, 89, 107, 142, 150, 284, 310]) save(`Square${size}x${size}Logo.png`, icon(size));
save('StoreLogo.png', icon(50));

mkdirSync(join(here, 'tray'), { recursive: true });
// The icon itself, while something waits.
save('tray/marked.png', pixels(marked(large), 64));
// Named after the panel they are for: dark lines on a light one.
for (const [panel, colour] of [['light', '#13242e'], ['dark', '#e8eef0']]) {
  for (const badge of [false, true]) {
    for (const size of [16, 22, 24, 32]) save(`tray/${panel}${badge ? '-badge' : ''}-${size}.png`, pixels(tray(colour, badge), size));
  }
}
