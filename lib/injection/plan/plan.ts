import {
  type ClassPlace,
  globalAtTop,
  globalIn,
  isCommonJs,
  localAncestors,
  type OpenFile,
} from '../survey/index.ts';
import { baseOf } from '../members/index.ts';
import { labelOf } from './choose.ts';
import { reasonOf } from './clash.ts';
import {
  classDrafts,
  createNodeNames,
  DEFAULT_TEMPLATE_ROOT,
  type Draft,
  fileDrafts,
  fileNames,
  type FileNames,
  identityOf,
  inOrder,
  nodeNamesIn,
  type NodeNames,
  serviceNameOf,
  stemsOf,
  type RecordedAnswers,
} from '../pieces/index.ts';
import { notesOf } from './plan-notes.ts';
import { settle, type Settlement } from './settle.ts';
import type {
  InjectionNote,
  InjectionOptions,
  InjectionReason,
  InjectionRecord,
  RecordedInsertion,
} from '../types.ts';

export interface Plan {
  readonly ok: true;
  readonly fileDrafts: readonly Draft[];
  readonly classes: readonly { readonly place: ClassPlace; readonly drafts: readonly Draft[] }[];
  readonly notes: readonly InjectionNote[];
}

/**
 * Plans the insertions for the given classes and ignores those of earlier runs. For the index of a class, `answersOf`
 * returns the answers of an earlier run, which options override, and its form, which no option overrides.
 */
export function planInsertions(
  file: OpenFile,
  places: readonly ClassPlace[],
  options: InjectionOptions,
  answersOf: (index: number) => RecordedAnswers = () => ({}),
  names: FileNames = fileNames(file),
): Plan | { readonly ok: false; readonly reason: InjectionReason } {
  const templateRoot = options.templateRoot ?? DEFAULT_TEMPLATE_ROOT;
  const nodeNames = options.nodeNames ?? createNodeNames(nodeNamesIn(file.text).map(({ name }) => name));
  const notes: InjectionNote[] = [];
  const classes: { place: ClassPlace; drafts: readonly Draft[] }[] = [];
  const settlements: Settlement[] = [];
  for (const [index, place] of places.entries()) {
    const label = labelOf(place);
    const before = answersOf(index);
    const base = baseOf(place, file.survey, file.imports, file.text, {
      ...options,
      ...(before.baseMembers === undefined || options.baseMembers !== undefined
        ? {}
        : { baseMembers: before.baseMembers }),
    });
    const about = {
      text: file.text,
      typescript: file.language.typescript,
      commonJs: isCommonJs(file),
      program: file.program,
    };
    const settled = settle(place, label, base, about, {
      separate: before.separate ?? options.separate === true,
      ancestors: localAncestors(place, file.survey),
      form: before.form,
    });
    if (!settled.ok) {
      return { ok: false, reason: reasonOf(settled.clash, file.text) };
    }
    const { settlement } = settled;
    settlements.push(settlement);
    notes.push(...notesOf(file, place, settlement, base));
    const className = place.name ?? 'node';
    const answers = {
      ...options,
      serviceName: options.serviceName ?? before.serviceName,
      identity: { ...before.identity, ...options.identity },
    };
    classes.push({
      place,
      drafts: classDrafts(place.node, settlement, {
        text: file.text,
        comments: file.comments,
        style: file.style,
        names: before.names ?? names,
        global: globalIn(place, before.global),
        templateRoot,
        serviceName: serviceNameOf(className, answers),
        identity:
          settlement.form === 'node'
            ? null
            : identityOf(className, answers, namingOf(file, place, nodeNames)),
      }),
    });
  }
  const above = Math.min(...places.map((place) => (place.ancestors[1] ?? place.node).start));
  const { text, program, comments, style } = file;
  return {
    ok: true,
    classes,
    notes,
    fileDrafts: fileDrafts({
      text,
      program,
      comments,
      style,
      names,
      templateRoot,
      above,
      needs: {
        node: settlements.some(({ form }) => form === 'node'),
        guest: settlements.some(({ form }) => form === 'guest'),
      },
      global: globalAtTop(program),
    }),
  };
}

/** Chooses the unique node name of a class. */
function namingOf({ path, survey }: OpenFile, place: ClassPlace, nodeNames: NodeNames) {
  const ordinal = survey.classes.indexOf(place);
  return (nameOf: (stem: string) => string): string =>
    nodeNames.choose(`${path}#${ordinal}`, stemsOf(place.name, path, ordinal).map(nameOf));
}

/** Returns every insertion of a plan in text order. */
export function draftsOf(plan: Plan): readonly Draft[] {
  return inOrder([...plan.fileDrafts, ...plan.classes.flatMap((one) => one.drafts)]);
}

export function recordOf(plan: Plan): InjectionRecord {
  const recorded = ({ text, pieces }: Draft): RecordedInsertion => ({ text, pieces });
  return {
    version: 1,
    file: plan.fileDrafts.map(recorded),
    classes: plan.classes.map((one) => ({ name: one.place.name, insertions: one.drafts.map(recorded) })),
  };
}
