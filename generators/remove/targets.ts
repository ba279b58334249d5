import { quote } from 'onex-cli-kit';
import { parseNodeWord, parsePartWords } from '../../lib/answers/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import { folderName, isCalled, nodeNames } from '../../lib/project/index.ts';
import { configFilesOf, type ReadProject, type Targets } from '../../lib/project/removal/index.ts';
import { isMentioned } from './mentions.ts';
import { scopeOf, versionAt } from '../upgrade/scope.ts';

const FULL = /^node_\w{1,95}$/;

/**
 * Returns the node that a word refers to. A node whose folder was deleted is identified by its full name, as long as a
 * file still names it.
 * @throws UserError for a name that nothing in the project has
 */
async function nodeOf(word: string, root: string, cwd: string, lost: readonly string[]): Promise<string> {
  const present = await nodeNames(root);
  const isPresent = present.some((node) => folderName(node) === word);
  if (FULL.test(word) && !isPresent && (configFilesOf(root, word).length > 0 || isMentioned(root, word)))
    return word;
  const [gone, second] = lost.filter((node) => isCalled(node, word));
  if (gone !== undefined && second === undefined && !present.some((node) => isCalled(node, word)))
    return gone;
  const { nodes, project } = await scopeOf([word], root, cwd);
  const [node, other] = nodes;
  if (project || node === undefined || other !== undefined) {
    throw new UserError('ERR_ONEX_USAGE', `${quote(word)} is not one node; name the nodes to remove`);
  }
  return node;
}

/**
 * Reads the words of the command. A node whose folder was deleted may be named as in the steps that still refer to it.
 * @throws UserError for a node that does not exist
 */
export async function targetsOf(
  words: readonly string[],
  root: string,
  cwd: string,
  { versions: read }: ReadProject,
): Promise<Targets> {
  const named = read.flatMap(
    ({ contract }) => contract.workflow?.steps.flatMap(({ node }) => node ?? []) ?? [],
  );
  const present = new Set((await nodeNames(root)).map(folderName));
  const lost = [...new Set(named)].filter((node) => FULL.test(node) && !present.has(node));
  const part = parsePartWords(words);
  if (part !== null) {
    const node = await nodeOf(part.node, root, cwd, lost);
    const version = part.version ?? versionAt(part.node, node, root, cwd);
    return { nodes: [], versions: [], part: { ...part, node, version } };
  }
  const nodes: string[] = [];
  const versions: { node: string; folder: string }[] = [];
  for (const word of words) {
    const { node: wanted, version: given } = parseNodeWord(word);
    const node = await nodeOf(wanted, root, cwd, lost);
    const version = given ?? versionAt(wanted, node, root, cwd);
    if (version === null) nodes.push(node);
    else versions.push({ node, folder: version });
  }
  const whole = new Set(nodes);
  return { nodes: [...whole], versions: versions.filter(({ node }) => !whole.has(node)), part: null };
}
