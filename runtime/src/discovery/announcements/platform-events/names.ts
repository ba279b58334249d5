import { randomUUID } from 'node:crypto';
import { editDistance } from 'onex-cli-kit';
import { OnexError } from '../../../errors/index.ts';
import type { Announcement } from '../announcer.ts';
import type { NodeProfile } from '../../identity/index.ts';
import { PLATFORM_EVENTS, type PlatformEvent } from './list.ts';
import { contractDeregistered, contractRegistered, nodeStateChange } from './payloads.ts';

/** Events of a start or a shutdown. */
type Occasional = Exclude<PlatformEvent, 'log-entry' | 'flow-window'>;

const PAYLOAD_TYPES: Readonly<Record<Occasional, string>> = {
  'contract-registered': 'ModelContractRegisteredEvent',
  'contract-deregistered': 'ModelContractDeregisteredEvent',
  'node-state-change': 'ModelNodeStateChangeEvent',
};

/**
 * Reads `ONEX_PLATFORM_EVENTS`, a comma-separated list. Empty if it is absent.
 * @throws OnexError CONFIGURATION_ERROR for a name that is not a platform event.
 */
export function platformEventsOf(
  environment: Readonly<Record<string, string | undefined>>,
): readonly PlatformEvent[] {
  const names = (environment['ONEX_PLATFORM_EVENTS'] ?? '').split(',').map((name) => name.trim());
  const written = [...new Set(names.filter((name) => name !== ''))];
  const unknown = written.filter((name) => !(PLATFORM_EVENTS as readonly string[]).includes(name));
  if (unknown.length > 0) {
    const shown = unknown.map((name) => {
      const near = PLATFORM_EVENTS.find((known) => editDistance(known, name.slice(0, 40)) <= 3);
      return JSON.stringify(name.slice(0, 40)) + (near === undefined ? '' : ` (did you mean ${near}?)`);
    });
    throw new OnexError(
      'CONFIGURATION_ERROR',
      `ONEX_PLATFORM_EVENTS in the environment names no platform event with ${shown.join(', ')}; ` +
        `use ${PLATFORM_EVENTS.join(', ')}`,
    );
  }
  return written as PlatformEvent[];
}

export function platformTopic(event: Exclude<PlatformEvent, 'flow-window'>): string {
  return `onex.evt.platform.${event}.v1`;
}

/** Topics of some events. The flow window is part of the heartbeat. */
export function platformTopics(events: readonly PlatformEvent[]): readonly string[] {
  return events.flatMap((event) => (event === 'flow-window' ? [] : [platformTopic(event)]));
}

/** What a node publishes after it has started. A host without a contract registers none. */
export function startEvents(profile: NodeProfile, events: readonly PlatformEvent[]): readonly Announcement[] {
  return announcements(profile, events, ['contract-registered']);
}

/** What a node publishes when it shuts down. */
export function stopEvents(profile: NodeProfile, events: readonly PlatformEvent[]): readonly Announcement[] {
  return announcements(profile, events, ['contract-deregistered', 'node-state-change']);
}

function announcements(
  profile: NodeProfile,
  wanted: readonly PlatformEvent[],
  due: readonly Occasional[],
): readonly Announcement[] {
  return due
    .filter((event) => wanted.includes(event))
    .flatMap((event) => {
      const topic = platformTopic(event);
      const correlationId = randomUUID();
      const payload = payloadOf(event, profile, { topic, correlationId });
      if (payload === null) return [];
      const eventType = `platform.${event}`;
      return [{ topic, payload, eventType, payloadType: PAYLOAD_TYPES[event], key: null, correlationId }];
    });
}

function payloadOf(
  event: Occasional,
  profile: NodeProfile,
  occasion: { readonly topic: string; readonly correlationId: string },
): object | null {
  switch (event) {
    case 'contract-registered':
      return contractRegistered(profile, occasion);
    case 'contract-deregistered':
      return contractDeregistered(profile, occasion);
    case 'node-state-change':
      return nodeStateChange(profile);
  }
}
