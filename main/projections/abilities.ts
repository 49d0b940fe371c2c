/** Projection: what the servers let be done, and how much room there is. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';

export const abilityProjections = ({ running, accountsChanged }: Parts): Pick<Projections, 'folders.abilities'> => ({
  'folders.abilities'(_input, sink) {
    let watched: (() => void)[] = [];
    const push = (): void => sink.push({ accounts: [...running.values()].map(({ abilities }) => abilities.known) });
    const watch = (): void => {
      const before = watched;
      watched = [...running.values()].map(({ abilities }) => abilities.watch(push));
      for (const off of before) off();
      push();
    };
    watch();
    const off = accountsChanged.on(watch);
    return () => {
      off();
      for (const one of watched) one();
    };
  },
});
