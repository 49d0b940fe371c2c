/** Senders that pretend: whatever the header holds, the address shown is the one that would be written to. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isAddress, parseAddresses } from '../../shared/text/address.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { describeCorpus } from '../support/requires.ts';

const path = fileURLToPath(new URL('../../../shared/corpora/own-vectors/from_spoof.json', import.meta.url));

interface Spoofs { claimed: string; actual: string; from: { id: string; value: string }[] }

describeCorpus(path, 'spoofed senders', () => {
  const { claimed, from } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Spoofs : { claimed: '', from: [] };
  test.each(from)('$id', ({ id, value }) => {
    const { addresses } = parseAddresses(value);
    for (const { address, name } of addresses) {
      expect(isAddress(address)).toBe(true);
      expect(visibleLine(name)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2800]/u);
    }
    // The one case that really names both shows both.
    if (id.startsWith('m12')) expect(addresses).toHaveLength(2);
    else expect(addresses.map((one) => one.address)).not.toContain(claimed);
  });
});
