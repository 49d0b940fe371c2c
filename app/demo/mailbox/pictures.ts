/** Small real pictures (PNG), painted rather than stored. */
import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

/** `paint` answers the colour at x, y, both 0 to 1. */
export function png(width: number, height: number, paint: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  let at = 0;
  for (let y = 0; y < height; y++) {
    rows[at++] = 0;
    for (let x = 0; x < width; x++) for (const value of paint(x / width, y / height)) rows[at++] = Math.max(0, Math.min(255, Math.round(value)));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

const mix = (a: Colour, b: Colour, t: number): Colour => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];

/** An evening over the mudflats. */
export function estuary(): Buffer {
  const ridge = (x: number): number => 0.46 + 0.04 * Math.sin(x * 5) + 0.02 * Math.sin(x * 13);
  return png(420, 260, (x, y) => {
    const sun = Math.hypot((x - 0.68) * 1.6, y - 0.34);
    if (y < ridge(x)) return sun < 0.075 ? [255, 236, 190] : mix(mix([86, 112, 168], [250, 186, 130], y / 0.5), [255, 214, 150], Math.max(0, 0.5 - sun));
    if (y < 0.54) return [62, 72, 92];
    const glint = Math.abs(x - 0.68) < 0.05 + (y - 0.54) * 0.25 && Math.floor(y * 130) % 3 === 0;
    return glint ? [250, 206, 150] : mix([120, 122, 146], [46, 58, 84], (y - 0.54) / 0.46);
  });
}

/** A harbour in the morning. */
export function harbour(): Buffer {
  return png(360, 220, (x, y) => {
    const hull = y > 0.5 && y < 0.62 && x > 0.22 + (y - 0.5) * 0.5 && x < 0.6 - (y - 0.5) * 0.3;
    const mast = Math.abs(x - 0.4) < 0.005 && y > 0.16 && y < 0.5;
    const sail = x > 0.41 && y > 0.2 && y < 0.46 && x < 0.41 + (y - 0.2) * 0.55;
    if (hull) return [176, 58, 46];
    if (mast) return [70, 52, 40];
    if (sail) return [248, 244, 232];
    return y < 0.58 ? mix([150, 200, 232], [226, 240, 246], y / 0.58) : mix([58, 128, 150], [24, 74, 100], (y - 0.58) / 0.42);
  });
}

/** A striped knitted blanket. */
export function blanket(): Buffer {
  const stripes: Colour[] = [[244, 208, 196], [250, 238, 214], [178, 212, 200], [222, 188, 214]];
  return png(240, 240, (x, y) => {
    const stripe = stripes[Math.floor(y * 12) % stripes.length] ?? [255, 255, 255];
    const stitch = (Math.floor(x * 60) + Math.floor(y * 48)) % 2 === 0 ? 1 : 0.93;
    return mix([120, 100, 90], stripe, stitch);
  });
}

/** A flat mark of one colour. */
export function mark(colour: Colour): Buffer {
  return png(64, 64, (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.42 ? colour : [255, 255, 255]));
}
