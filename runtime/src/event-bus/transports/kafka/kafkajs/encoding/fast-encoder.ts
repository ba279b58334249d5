import { type ProduceOptions, type ProducedMessage, encodeProduceRequest } from './produce-request.ts';

/** What the client passes to the encoder of a request. */
export interface ClientProduceOptions extends ProduceOptions {
  readonly transactionalId?: string | null;
  readonly producerId?: unknown;
  readonly producerEpoch?: number;
  readonly compression?: number;
}

interface Request {
  encode(): Promise<object>;
}
export type MakeRequest = (options: ClientProduceOptions) => Request;

/** The same requests, encoded faster if they have the usual form. */
export function withFastEncoder(own: MakeRequest): MakeRequest {
  return (options) => {
    const request = own(options);
    if (!isUsual(options)) return request;
    return {
      ...request,
      encode: async () => {
        const buf = encodeProduceRequest(options, Date.now());
        // What the client reads from an encoder.
        return { buf, buffer: buf };
      },
    };
  };
}

function isUsual({
  transactionalId,
  producerId,
  producerEpoch,
  compression,
  topicData,
}: ClientProduceOptions): boolean {
  return (
    (transactionalId === undefined || transactionalId === null) &&
    (producerId === undefined || producerId === -1) &&
    (producerEpoch === undefined || producerEpoch === 0) &&
    (compression === undefined || compression === 0) &&
    topicData.every(({ partitions }) => partitions.every(({ messages }) => areUsual(messages)))
  );
}

/** A time in milliseconds since 1970 that a number holds exactly. */
const TIME = /^[1-9]\d{0,14}$/;

function areUsual(messages: readonly ProducedMessage[]): boolean {
  const time: unknown = messages[0]?.timestamp;
  if (time !== undefined && !(typeof time === 'string' && TIME.test(time))) return false;
  return messages.every((message) => message.timestamp === time && isPlain(message));
}

function isPlain({ key, value, headers }: ProducedMessage): boolean {
  if (!(key === undefined || isBytes(key)) || !isBytes(value)) return false;
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  return true;
}

function isBytes(value: unknown): value is Buffer | string | null {
  return value === null || typeof value === 'string' || Buffer.isBuffer(value);
}
