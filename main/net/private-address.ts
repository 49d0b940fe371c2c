/** Addresses that a message from outside has no business with: this computer, this network, reserved ranges. */
import { BlockList, isIP } from 'node:net';

// One list for each family: Node holds an IPv4 address to be inside ::ffff:0:0/96, which would block them all.
const blocked4 = new BlockList();
const blocked6 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) blocked4.addSubnet(net, bits, 'ipv4');
// RFC 4291 2.4, RFC 6890: nothing outside of it is a public unicast address, also what leads back to IPv4 (mapped, translated, NAT64) or into the network of a provider (5f00::, RFC 9602).
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
// Protocol assignments with Teredo, benchmarks, ORCHID; documentation; 6to4.
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) blocked6.addSubnet(net, bits, 'ipv6');

/** True for anything that is not a public unicast address. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 4 ? blocked4.check(address, 'ipv4') : !global6.check(address, 'ipv6') || blocked6.check(address, 'ipv6');
}
