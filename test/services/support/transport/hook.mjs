/**
 * Lets a process use another transport than the shipped one: with `ONEX_TEST_TRANSPORT`, the URL
 * of a module, every import of the Kafka transport leads to `shim.ts`. Preloaded by `--transport` of the suites,
 * into the tests and into the nodes that they start from the sources. Scripts of services may run on an older Node, which
 * has no such hooks and must be able to read this file.
 */
import module from 'node:module';

const candidate = process.env['ONEX_TEST_TRANSPORT'];
const shipped = new URL('../../../../runtime/src/event-bus/transports/kafka/index.ts', import.meta.url).href;
const shim = new URL('./shim.ts', import.meta.url).href;

if (candidate !== undefined && candidate !== '') {
  module.registerHooks?.({
    resolve(specifier, context, nextResolve) {
      const found = nextResolve(specifier, context);
      // A candidate may be made from the shipped transport.
      const own = context.parentURL === shim || context.parentURL === candidate;
      return found.url === shipped && !own ? { ...found, url: shim } : found;
    },
  });
}
