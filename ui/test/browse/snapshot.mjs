// Pictures of screens, compared with those that were looked at and kept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const kept = new URL('../snapshots/', import.meta.url);
const version = new URL('chromium.txt', kept);
const WIDTH = 640;
/** The part of the pixels that may differ: letters are smoothed differently now and then. */
const TOLERANCE = 0.005;

/** Compares a screen with the picture of that name; returns what is wrong with it, if anything. */
export async function compare(page, name, major, say) {
  const now = await shoot(page);
  const file = new URL(`${name}.png`, kept);
  if (process.env.UPDATE_SNAPSHOTS) {
    mkdirSync(kept, { recursive: true });
    writeFileSync(file, PNG.sync.write(now, { colorType: 2, deflateLevel: 9 }));
    writeFileSync(version, `${major}\n`);
    return;
  }
  const made = existsSync(version) ? readFileSync(version, 'utf8').trim() : 'none';
  if (made !== major) {
    console.log(`skipped: snapshot ${name}: made by Chromium ${made}, this is ${major}`);
    return;
  }
  if (!existsSync(file)) return say(`there is no snapshot ${name}; UPDATE_SNAPSHOTS=1 makes it`);
  const then = PNG.sync.read(readFileSync(file));
  if (then.width !== now.width || then.height !== now.height) return say(`${now.width}×${now.height} and not ${then.width}×${then.height}`);
  const difference = new PNG({ width: now.width, height: now.height });
  const differing = pixelmatch(then.data, now.data, difference.data, now.width, now.height, { threshold: 0.15 });
  const part = differing / (now.width * now.height);
  if (part <= TOLERANCE) return;
  const out = process.env.BROWSE_DIR;
  if (out) writeFileSync(`${out}/${name}-difference.png`, PNG.sync.write(difference));
  say(`${(part * 100).toFixed(2)} % of its pixels differ from the snapshot; BROWSE_DIR keeps the difference`);
}

/** A small picture in few colours: what matters is seen, and the file stays small. */
async function shoot(page) {
  const { width, height } = page.viewportSize();
  const session = await page.context().newCDPSession(page);
  const restore = await steady(page);
  const clip = { x: 0, y: 0, width, height, scale: Math.min(1, WIDTH / width) };
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', clip });
  await restore();
  await session.detach();
  const picture = PNG.sync.read(Buffer.from(data, 'base64'));
  for (let index = 0; index < picture.data.length; index++) {
    if (index % 4 !== 3) picture.data[index] = Math.round(picture.data[index] / 17) * 17;
  }
  return picture;
}

/** What differs from one run to the next, digests, names of key files and folders, is written alike meanwhile. */
async function steady(page) {
  await page.evaluate(() => {
    const changed = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue.replace(/[0-9a-f]{6,}|[0-9a-f]{4}(?=[ …\n]|$)/gi, (hex) => '0'.repeat(hex.length)).replace(/\/\S*\/\.tmp\w+/g, '/tmp');
      if (text !== node.nodeValue) changed.push([node, node.nodeValue]), (node.nodeValue = text);
    }
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.style.caretColor = 'transparent';
    globalThis.changed = changed;
  });
  return () => page.evaluate(() => globalThis.changed.forEach(([node, text]) => (node.nodeValue = text)));
}
