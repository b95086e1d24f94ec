import { lookup } from "node:dns";
import { BlockList, isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { NetworkError } from "./network-error.ts";

/** Which addresses a host may have: a public host's name must not lead into the private network. */
export type AddressRule = "public" | "private" | "any";

const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  // Among these are 6to4, NAT64 and other ways to write an IPv4 address, which may be a private one.
  ["::", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, "ipv6");
}

const LOCAL_NAMES = /^localhost$|^[a-z0-9_-]+$|\.(?:localhost|local|internal|lan|home\.arpa)$/i;

/** The host of a URL without the brackets around an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** Whether a host is this machine or in its own network, as far as its name or address tells. */
export function isPrivateHost(host: string): boolean {
  return isIP(host) ? isPrivateAddress(host) : LOCAL_NAMES.test(host);
}

/** Refuses an address in the URL itself; a name is checked when it is looked up. */
export function checkLiteralAddress(url: URL, rule: AddressRule): void {
  const host = hostOf(url);
  if (isIP(host) && !isAllowed(host, rule)) throw forbidden(host);
}

/** A DNS lookup that fails when any address of the host breaks the rule. */
export function guardedLookup(rule: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? forbidden(hostname), "", 0);
      if (!addresses.every(({ address }) => isAllowed(address, rule))) {
        return callback(forbidden(hostname), "", 0);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function isAllowed(address: string, rule: AddressRule): boolean {
  return rule === "any" || isPrivateAddress(address) === (rule === "private");
}

function isPrivateAddress(address: string): boolean {
  return NOT_PUBLIC.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

function forbidden(host: string): NetworkError {
  return new NetworkError(false, `the address of ${host} is not one that may be asked`);
}
