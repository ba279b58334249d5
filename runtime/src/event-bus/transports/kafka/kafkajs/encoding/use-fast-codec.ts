import { decodeRecord } from './decode-record.ts';
import { type MakeRequest, withFastEncoder } from './fast-encoder.ts';
import { replaceModule } from './replace-module.ts';

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
