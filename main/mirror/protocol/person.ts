/** An address as a number, the same in both processes: for finding it among many. */
import { hash32 } from '../../../shared/threading/hash.ts';

/** Case is ignored; never 0. */
export const personOf = (address: string): number => hash32(address.toLowerCase());
