/** Names to addresses that the whole world can reach: what a message names must not lead into this computer or its network, at the moment of use. */
import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address.ts';

/** A host in a URL that is an address itself never reaches a lookup: it is checked here. */
export const isPrivateHost = (host: string): boolean => /^[\d.]+$|:/u.test(host) && isPrivateAddress(host);

/** For `http.request`. Fails with code 'EACCES' where all addresses are private. */
export const publicLookup = (allowPrivate: boolean): LookupFunction => (name, options, done) => {
  dnsLookup(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, [], 0);
    const allowed = allowPrivate ? addresses : addresses.filter(({ address }) => !isPrivateAddress(address));
    if (allowed.length === 0) return done(Object.assign(new Error('private address'), { code: 'EACCES' }), [], 0);
    if (options.all) done(null, allowed);
    else done(null, allowed[0]!.address, allowed[0]!.family);
  });
};
