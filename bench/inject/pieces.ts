/** The same pieces for every contestant, as the event bus injects them into a plain class. */
export const MODULE_PIECE = `let EVENT_BUS_AVAILABLE = false;

let EVENT_BUS_REPORTED = false;

async function loadEventBus() {
  let bus;
  try {
    bus = await import('onex-runtime/event-bus');
    EVENT_BUS_AVAILABLE = true;
  } catch (error) {
    const reason = String(error);
    const absent = /find \\w+ \\Wonex-runtime(\\/event-bus)?[^\\w/]/;
    if (!absent.test(reason)) throw error;
    if (!EVENT_BUS_REPORTED) {
      EVENT_BUS_REPORTED = true;
      console.warn(\`The event bus is unavailable. \${reason}\`);
    }
  }
  return bus;
}`;

export const METHODS = `async initialize(): Promise<void> {
  await (await loadEventBus())?.openEventBus(this, {
    nodeName: 'node_bench_store_effect',
    nodeType: 'effect',
    nodeVersion: { major: 1, minor: 0, patch: 0 },
    domain: 'bench',
  });
}

async shutdown(): Promise<void> {
  if (EVENT_BUS_AVAILABLE) {
    await (await loadEventBus())?.closeEventBus(this);
  }
}`;
