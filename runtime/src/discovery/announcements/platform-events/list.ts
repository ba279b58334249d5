/** Events of the platform that a node can publish, as `ONEX_PLATFORM_EVENTS` names them. */
export const PLATFORM_EVENTS = [
  'contract-registered',
  'contract-deregistered',
  'node-state-change',
  'log-entry',
  'flow-window',
] as const;
export type PlatformEvent = (typeof PLATFORM_EVENTS)[number];
