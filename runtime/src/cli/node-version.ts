/** One line on a Node that is too old for the runtime, or null. `version` is like `process.versions.node`. */
export function nodeProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24;
  return fits
    ? null
    : `onex-runtime needs Node ^22.18 or >=24.11; this is ${version}. See https://nodejs.org`;
}
