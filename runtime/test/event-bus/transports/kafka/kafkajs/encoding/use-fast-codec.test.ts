import { createRequire } from 'node:module';
import { expect } from 'chai';
import { useFastCodec } from '../../../../../../src/event-bus/transports/kafka/kafkajs/encoding/index.ts';

const load = createRequire(import.meta.url);
const MODULES = ['requests/produce/v3/request.js', 'recordBatch/record/v0/decoder.js'].map((name) =>
  load.resolve(`kafkajs/src/protocol/${name}`),
);

describe('the codec of the Kafka client', () => {
  it('is replaced once, in the release that the runtime ships with', () => {
    useFastCodec();
    const replaced = MODULES.map((path) => load(path) as unknown);
    useFastCodec();
    expect(MODULES.map((path) => load(path) as unknown)).to.deep.equal(replaced);
    for (const [index, path] of MODULES.entries()) {
      const cached = load.cache[path];
      delete load.cache[path];
      expect(load(path), path).to.not.equal(replaced[index]);
      load.cache[path] = cached;
    }
  });

  it('stays what it is in another release', () => {
    const manifest = load('kafkajs/package.json') as { version: string };
    const { version } = manifest;
    const before = MODULES.map((path) => load.cache[path]);
    for (const path of MODULES) delete load.cache[path];
    try {
      manifest.version = '2.3.0';
      const own = MODULES.map((path) => load(path) as unknown);
      useFastCodec();
      expect(MODULES.map((path) => load(path) as unknown)).to.deep.equal(own);
    } finally {
      manifest.version = version;
      for (const [index, path] of MODULES.entries()) load.cache[path] = before[index];
    }
  });
});
