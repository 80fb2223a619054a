import Hashids from "hashids";

// Fixed by the protocol: every Audius client computes ids with this salt and length.
const HASHIDS = new Hashids("azowernasdfoia", 5);

/** The form of an id in REST paths and JSON: `1` is `7eP5n`. */
export function encodeHashId(id: bigint | number): string {
  if (BigInt(id) < 0n) {
    throw new RangeError(`id: ${id} (expected: 0 or more)`);
  }
  return HASHIDS.encode(id);
}

/** The id behind its form in REST; a text that is no hashid throws a `RangeError`. */
export function decodeHashId(text: string): bigint {
  const [id, ...surplus] = HASHIDS.isValidId(text) ? HASHIDS.decode(text) : [];
  // Encoding again refuses texts that decode to an id without being its one true form.
  if (id === undefined || surplus.length > 0 || HASHIDS.encode(id) !== text) {
    throw new RangeError(`hashid: "${text}" (expected: the hashid of one id, e.g. "7eP5n")`);
  }
  return BigInt(id);
}
