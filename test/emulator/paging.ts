// Pages of a list, chained by opaque tokens.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Thrown for a token that this list, with these filters, did not give out. */
export class BadNextToken extends Error {}

/** One page, and the token of the next one if there is more. */
export interface Page<T> {
  items: T[];
  nextToken: string | undefined;
}

/**
 * One page of `items` that pass `filter`, without copying or sorting the rest. The token holds the place in `items` and a
 * code over `binding` (operation, account, region, filters), so that it serves no other list. Its text has `+`, `/` and
 * `=`, as AWS's have. Throws {@link BadNextToken}.
 */
export function page<T>(items: readonly T[], secret: Buffer, binding: string, maxResults: number, token: string | undefined, filter: (item: T) => boolean = () => true): Page<T> {
  let index = token === undefined ? 0 : openToken(secret, binding, token);
  const found: T[] = [];
  for (; index < items.length; index++) {
    const item = items[index]!;
    if (!filter(item)) continue;
    if (found.length === maxResults) return { items: found, nextToken: sealToken(secret, binding, index) };
    found.push(item);
  }
  return { items: found, nextToken: undefined };
}

function sealToken(secret: Buffer, binding: string, index: number): string {
  const place = Buffer.alloc(4);
  place.writeUInt32BE(index);
  return Buffer.concat([place, code(secret, binding, place)]).toString('base64');
}

function openToken(secret: Buffer, binding: string, token: string): number {
  const bytes = Buffer.from(token, 'base64');
  const place = bytes.subarray(0, 4);
  const given = bytes.subarray(4);
  if (bytes.toString('base64') !== token || given.length !== 32 || !timingSafeEqual(given, code(secret, binding, place))) throw new BadNextToken();
  return place.readUInt32BE();
}

function code(secret: Buffer, binding: string, place: Buffer): Buffer {
  return createHmac('sha256', secret).update(binding).update('\0').update(place).digest();
}
