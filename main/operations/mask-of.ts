/** What an operation makes of one message: all that it asks for, but for what the message had already. Pure. */
import { kindOf } from './kind-of.ts';
import { within, type Mask } from './mask.ts';
import type { Operation } from './operation.ts';
import type { Target } from './operation-base.ts';

/** Of targets that are not changed by all of it, by UID; null where there are none, as is usual. */
const partly = new WeakMap<readonly Target[], ReadonlyMap<number, NonNullable<Target['changes']>> | null>();

export const maskOf = (operation: Operation, uid: number): Mask => masksOf(operation)(uid);

/** For many messages of it: those that it changes alike get the same mask, not merely an equal one. */
export function masksOf(operation: Operation): (uid: number) => Mask {
  const whole = kindOf(operation).mask(operation);
  const some = changesOf(operation.targets);
  return (uid) => {
    const changes = some?.get(uid);
    return changes ? within(whole, changes) : whole;
  };
}

function changesOf(targets: readonly Target[]): ReadonlyMap<number, NonNullable<Target['changes']>> | null {
  let known = partly.get(targets);
  if (known === undefined) {
    const some = targets.flatMap(({ uid, changes }) => (changes && uid > 0 ? [[uid, changes] as const] : []));
    partly.set(targets, (known = some.length ? new Map(some) : null));
  }
  return known;
}
