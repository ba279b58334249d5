/** `field:nodeId` → `the field nodeId`. */
export function nameForPeople(piece: string): string {
  const [kind = '', name = ''] = piece.split(':', 2);
  if (kind === 'import') return "the import of the bus's types";
  if (kind === 'available') return 'the constant that says whether the bus is available';
  if (kind === 'call') return `the call in ${name}()`;
  return kind === 'method' ? `the method ${name}()` : `the ${kind} ${name}`;
}
