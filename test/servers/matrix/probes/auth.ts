/** One way to log in after the other: the right password, a wrong one, and what stands in for a mechanism that cannot be used. */
import { expect } from 'vitest';
import { METHODS } from '../../../../main/sasl/strength.ts';
import { FailureError } from '../../../../shared/failure.ts';
import { ServerFault, type Probe, type ProbeGround } from '../probe.ts';

/** Everything else is taken out of what the server announces, and the floor keeps the rest out. */
const onlyBy = (mechanism: string) => ({
  mask: METHODS.filter((name) => name !== mechanism).map((name) => `AUTH=${name}`),
  knownLogin: { mechanism, unusable: [] },
  allowDigestMd5: true,
});

function probe(mechanism: string, rfc: number): Probe {
  return {
    extension: `AUTH=${mechanism}`, rfc, needs: [`AUTH=${mechanism}`],
    async run(ground) {
      const session = await opened(ground, mechanism);
      expect(session.login).toEqual({ mechanism, unusable: [] });
      expect((await session.list()).length).toBeGreaterThan(0);
      const wrong = ground.open({ ...onlyBy(mechanism), credentials: { kind: 'password', password: 'wrong' } });
      await expect(wrong).rejects.toMatchObject({ failure: { code: 'authentication', step: 'imap-login' } });
    },
  };
}

async function opened(ground: ProbeGround, mechanism: string) {
  try {
    return await ground.open(onlyBy(mechanism));
  } catch (error) {
    if (!mechanism.endsWith('-PLUS') || !(error instanceof FailureError)) throw error;
    // A server that binds in another way must still let us in without.
    const unbound = mechanism.replace('-PLUS', '');
    const session = await ground.open({ mask: METHODS.filter((name) => name !== mechanism && name !== unbound).map((name) => `AUTH=${name}`) });
    expect(session.login).toEqual({ mechanism: unbound, unusable: [mechanism] });
    throw new ServerFault(`does not take tls-exporter: ${error.failure.detail ?? error.failure.code}`);
  }
}

export const probes: readonly Probe[] = [
  probe('PLAIN', 4616),
  probe('LOGIN', 3501),
  probe('CRAM-MD5', 2195),
  probe('CRAM-SHA1', 2195),
  probe('CRAM-SHA256', 2195),
  probe('DIGEST-MD5', 2831),
  probe('NTLM', 4422),
  probe('SCRAM-SHA-1', 5802),
  probe('SCRAM-SHA-256', 7677),
  probe('SCRAM-SHA-1-PLUS', 5802),
  probe('SCRAM-SHA-256-PLUS', 7677),
];
