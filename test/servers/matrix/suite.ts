/** The matrix for one kind of server: one test for each probe, and what came of it where a reporter can read it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../../support/requires.ts';
import type { ServerKind } from '../launchers/kinds.ts';
import { announcedBy, isOffered, isSwitchedOff, type Announced } from './announced.ts';
import { prepareGround } from './ground.ts';
import { knownFault } from './known-faults.ts';
import { ServerFault, type Probe, type RealServer } from './probe.ts';
import { probes } from './probes/all.ts';

export interface MatrixResult {
  server: string;
  extension: string;
  rfc: number;
  outcome: 'passed' | 'not offered' | 'fails';
  /** For `fails`. */
  why?: string;
}

declare module 'vitest' {
  interface TaskMeta { matrix?: MatrixResult }
}

export function describeMatrix(kind: ServerKind): void {
  describeWith(kind.requirement, kind.name, () => {
    let server: RealServer;
    let announced: Announced;
    beforeAll(async () => {
      server = await kind.start();
      announced = await announcedBy(server);
    });
    afterAll(() => server.stop());

    for (const probe of probes) {
      test(probe.extension, async ({ task }) => {
        const tell = (outcome: MatrixResult['outcome'], why?: string) => {
          task.meta.matrix = { server: kind.name, extension: probe.extension, rfc: probe.rfc, outcome, ...(why === undefined ? {} : { why }) };
        };
        const known = knownFault(kind.name, probe.extension);
        if (isSwitchedOff(announced, probe)) {
          tell('fails', known?.fact ?? 'switched off');
          expect(known, 'the client does not use it; known-faults.ts says why').toMatchObject({ switchedOff: true });
          return;
        }
        const fault = isOffered(announced, probe) ? await faultOf(probe, server, (why) => tell('fails', why)) : 'not offered';
        if (fault === 'not offered') tell('not offered');
        else if (fault === null) tell('passed');
        else tell('fails', fault.message);
        if (fault instanceof ServerFault && known === undefined) throw fault;
        // A fault that no longer happens leaves the table.
        if (known !== undefined) expect(fault instanceof ServerFault ? fault.message : fault).toContain(known.fact);
      });
    }
  });
}

/** Null: it did all that was asked of it. Rejects with anything that is not the server's own fault. */
async function faultOf(probe: Probe, server: RealServer, tell: (why: string) => void): Promise<ServerFault | null> {
  try {
    const ground = await prepareGround(server);
    try {
      await probe.run(ground);
    } finally {
      await ground.clear();
    }
    return null;
  } catch (error) {
    if (error instanceof ServerFault) return error;
    tell(error instanceof Error ? error.message.split('\n')[0]!.trim() : String(error));
    throw error;
  }
}
