/** Whether both packages support a version of Node such as `24.11.0`: `^22.18 || >=24.11`. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24;
}

/** Returns one line about a version of Node that is too old for a program; null if it is supported. */
export function nodeProblem(program: string, version: string): string | null {
  if (isSupportedNode(version)) return null;
  return `${program} needs Node 22.18 or later, or 24.11 or later; this is ${version}`;
}
