import type { NodeIdentity } from './host.ts';
import type { HostState } from './host-state.ts';

/**
 * Reports that an object whose bus is open was opened as something else, as when a base class and its subclass both
 * have the bus. One object has one event bus, so the second identity is not used.
 */
export function reportSecondIdentity(
  { identity, logger }: HostState,
  second: NodeIdentity | undefined,
): void {
  if (identity === undefined || second === undefined || isSame(identity, second)) return;
  logger?.warn(
    `the event bus of this object is open as ${textOf(identity)}; opening it as ${textOf(second)} has no effect. ` +
      'Remove the event bus from the base class or from the subclass: onex event-bus FILE --remove --class NAME',
  );
}

function isSame(a: NodeIdentity, b: NodeIdentity): boolean {
  return a.nodeType === b.nodeType && textOf(a) === textOf(b);
}

function textOf({ nodeName, nodeVersion: { major, minor, patch }, domain }: NodeIdentity): string {
  return `${nodeName} ${major}.${minor}.${patch} of the domain ${domain}`;
}
