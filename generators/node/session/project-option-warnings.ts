import { shellWord } from 'onex-cli-kit';
import type { Session } from './session.ts';

/**
 * One line for each option that says something of the project where the run makes a node in one that is there: nothing
 * comes of it, which nobody would see.
 */
export function projectOptionWarnings({ given, place, program }: Session): readonly string[] {
  const { settings } = place;
  if (settings === null) return [];
  const isYo = program.startsWith('yo ');
  const version = given['runtime-version'];
  const warnings: string[] = [];
  if (typeof version === 'string' && version !== settings['runtimeVersion']) {
    const mend = `${isYo ? 'yo onex:upgrade' : 'onex upgrade'} --runtime-version ${shellWord(version)}`;
    warnings.push(
      `--runtime-version is a setting of the project, which already exists; to change it: ${mend}`,
    );
  }
  if (given['with-node'] === true && typeof settings['withNode'] !== 'string') {
    const mend = `${isYo ? 'yo onex' : 'onex project'} --with-node`;
    warnings.push(`--with-node is a setting of the project, which already exists; to change it: ${mend}`);
  }
  return warnings;
}
