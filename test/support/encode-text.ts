/** test/support - writes text in old encodings, which Node can only read: every table is turned around. */

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** The bytes of a text in an encoding that `TextDecoder` knows. Throws when it has no bytes for a character. */
export function encodeText(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (encoding === 'iso-2022-jp') return encodeIso2022(text);
  const table = tableOf(encoding);
  return Uint8Array.from(Array.from(text).flatMap((character) => bytesOf(character, table, encoding)));
}

function bytesOf(character: string, table: ReadonlyMap<string, readonly number[]>, encoding: string): readonly number[] {
  const bytes = table.get(character);
  if (!bytes) throw new RangeError(`${encoding} has no "${character}"`);
  return bytes;
}

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const learn = (...bytes: readonly number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if (Array.from(text).length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte += 1) learn(byte);
  for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) learn(lead, trail);
  tables.set(encoding, table);
  return table;
}

/** EUC-JP's characters with their high bits off; escapes switch to them and back. */
function encodeIso2022(text: string): Uint8Array {
  const table = tableOf('euc-jp');
  let isWide = false;
  const codes = Array.from(text).flatMap((character) => {
    const bytes = bytesOf(character, table, 'iso-2022-jp');
    const switches = isWide !== bytes.length > 1;
    isWide = bytes.length > 1;
    return [...(switches ? Buffer.from(isWide ? '\x1b$B' : '\x1b(B') : []), ...bytes.map((byte) => byte & 0x7f)];
  });
  return Uint8Array.from(codes);
}
