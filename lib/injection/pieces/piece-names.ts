/** `field:nodeId` → `the field nodeId`. */
export function nameForPeople(piece: string): string {
  const [kind = '', name = ''] = piece.split(':', 2);
  if (kind === 'import') return "the import of the bus's types";
  if (kind === 'available') return 'the constant that says whether the bus is available';
  if (kind === 'loaded') return 'the variable that says whether the event bus is loaded';
  if (kind === 'reported') return 'the variable that says whether a missing event bus was reported';
  if (kind === 'load') return 'the function that loads the event bus';
  if (kind === 'call') return `the call in ${name}()`;
  return kind === 'method' ? `the method ${name}()` : `the ${kind} ${name}`;
}

/** Returns the role of a piece. An added method and a call in an existing method serve the same step. */
export function roleOf(piece: string): string {
  return piece.replace(/^(?:method|call):/, 'step:');
}
