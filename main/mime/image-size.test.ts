/** Width and height of photographs that were taken upright: they are drawn as the camera says, so they must be measured so. */
import { expect, test } from 'vitest';
import { imageSize } from './image-size.ts';

const FRAME = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 40, 0, 80, 3, 0, 0, 0, 0, 0]);
const u16 = (value: number, big: boolean): Buffer => (big ? Buffer.from([value >> 8, value & 255]) : Buffer.from([value & 255, value >> 8]));
const u32 = (value: number, big: boolean): Buffer => Buffer.concat(big ? [u16(value >>> 16, big), u16(value & 0xffff, big)] : [u16(value & 0xffff, big), u16(value >>> 16, big)]);

/** A JPEG of 80 to 40 with an Exif segment (CIPA DC-008 4.5) that holds one other entry and the orientation. */
function photograph(orientation: number, big = true): Buffer {
  const entry = (tag: number, value: number): Buffer => Buffer.concat([u16(tag, big), u16(3, big), u32(1, big), u16(value, big), u16(0, big)]);
  const tiff = Buffer.concat([Buffer.from(big ? 'MM' : 'II'), u16(42, big), u32(8, big), u16(2, big), entry(0x0100, 80), entry(0x0112, orientation), u32(0, big)]);
  return segment(Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}
const segment = (content: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), u16(content.length + 2, true), content, FRAME]);

test.each([[1, 80, 40], [3, 80, 40], [5, 40, 80], [6, 40, 80], [8, 40, 80], [9, 80, 40]])('orientation %i', (orientation, width, height) => {
  expect(imageSize(photograph(orientation))).toEqual({ type: 'image/jpeg', width, height });
  expect(imageSize(photograph(orientation, false))).toEqual({ type: 'image/jpeg', width, height });
});

test('an Exif segment that is none, or leads beyond its end, says nothing', () => {
  for (const text of ['Exif\0\0', 'Exif\0\0MM\0*', 'Exif\0\0MM\0*\xff\xff\xff\xff', 'Exif\0\0MM\0*\0\0\0\x08\xff\xff', 'Exif\0\0XX\0*\0\0\0\x08\0\x01', 'http://ns.adobe.com/xap/1.0/\0']) {
    expect(imageSize(segment(Buffer.from(text, 'latin1')))).toEqual({ type: 'image/jpeg', width: 80, height: 40 });
  }
});
