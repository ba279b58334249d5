import { requireClient } from '../require-client.ts';
import { decodeRecord } from './decode-record.ts';
import { type MakeRequest, withFastEncoder } from './fast-encoder.ts';

const replaced = new WeakSet<object>();
/** Releases of the client whose modules are known. */
const KNOWN = /^2\.2\./;

/**
 * Makes the client encode produce requests and decode records with this folder's code. The client loads both modules
 * with its first request of a kind, and later versions of the requests use them.
 */
export function useFastCodec(): void {
  replaceModule<MakeRequest>('kafkajs/src/protocol/requests/produce/v3/request.js', withFastEncoder);
  replaceModule<typeof decodeRecord>(
    'kafkajs/src/protocol/recordBatch/record/v0/decoder.js',
    () => (decoder, context) => decodeRecord(decoder, context),
  );
}

/**
 * Replaces the exports of a module of the client, before other modules of the client load it. Calling it again is
 * harmless. Other releases of the client stay unchanged.
 */
function replaceModule<Own extends object>(module: string, make: (own: Own) => Own): void {
  const load = requireClient();
  if (load === null) return;
  let path: string;
  try {
    const { version } = load('kafkajs/package.json') as { readonly version: string };
    if (!KNOWN.test(version)) return;
    path = load.resolve(module);
  } catch {
    return;
  }
  const own = load(path) as unknown;
  const cached = load.cache[path];
  if (typeof own !== 'function' || cached === undefined || replaced.has(own)) return;
  const made = make(own as unknown as Own);
  replaced.add(made);
  cached.exports = made;
}
