import { randomUUID } from 'node:crypto';
import { HEARTBEAT_TOPIC, INTROSPECTION_TOPIC } from '../../event-bus/wire/index.ts';
import type { FlowWindow } from './flow-window.ts';
import { heartbeatEvent } from './heartbeat-event.ts';
import { type IntrospectionReason, introspectionEvent } from './introspection-event.ts';
import type { NodeProfile } from '../identity/index.ts';
import { createVitals } from './vitals.ts';

/** What an announcement is published as. */
export interface Announcement {
  readonly topic: string;
  readonly payload: unknown;
  readonly eventType: string;
  readonly payloadType: string;
  /** Introspections and heartbeats have the ID of the node, so they stay in their order. */
  readonly key: string | null;
  readonly correlationId?: string;
}

export interface Announcer {
  /** Resolves when the bus has acknowledged it. */
  introspect(reason: IntrospectionReason, correlationId?: string): Promise<void>;
  beat(): Promise<void>;
}

export interface AnnouncerOptions {
  readonly profile: NodeProfile;
  readonly publish: (announcement: Announcement) => Promise<unknown>;
  readonly activeOperations: () => number;
  /** State of the node's machine, if the whole node has one. */
  readonly currentState?: () => string | null;
  /** Ends the window of the message flow, which is sent with the heartbeat. Absent if the flow is not counted. */
  readonly closeWindow?: () => FlowWindow;
}

/** Announces this node and sends heartbeats. The registry rejects any other event type on these topics. */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { profile, publish, activeOperations, currentState = () => null, closeWindow } = options;
  const vitals = createVitals(activeOperations);
  return {
    async introspect(reason, correlationId = randomUUID()) {
      await publish({
        topic: INTROSPECTION_TOPIC,
        payload: introspectionEvent(profile, { reason, correlationId, currentState: currentState() }),
        eventType: 'platform.node-introspection',
        payloadType: 'ModelNodeIntrospectionEvent',
        key: profile.nodeId,
        correlationId,
      });
    },
    async beat() {
      await publish({
        topic: HEARTBEAT_TOPIC,
        payload: heartbeatEvent(profile, vitals(), closeWindow?.() ?? null),
        eventType: 'platform.node-heartbeat',
        payloadType: 'ModelNodeHeartbeatEvent',
        key: profile.nodeId,
      });
    },
  };
}
