import type { Row } from './data-package.ts';
import { words } from './package-check-wording.ts';
import type { PackageProblem } from './package-problem.ts';
import { type Merge, nameOf, type PlacedRow } from './package-rows.ts';

const TARGET = ['agreement', 'indicator', 'part'];
const SUCCESSOR = ['successor_agreement', 'successor_indicator', 'successor_part'];

/** What comes next after each name: its parent, or its successor. */
type Steps = ReadonlyMap<string, string>;

/** Parents and successors that lead back to where they started. */
export function circleProblems(merge: Merge): PackageProblem[] {
  const partnerships = [...merge.after.partnerships.values()];
  return [
    ...partnershipCircles(partnerships, 'parent', 'a parent above it'),
    ...partnershipCircles(partnerships, 'successor', 'a successor that came after it'),
    ...targetCircles(latestTerms([...merge.after.targets.values()])),
  ];
}

function partnershipCircles(
  rows: readonly PlacedRow<Row<'partnerships'>>[],
  column: 'parent' | 'successor',
  allowed: string,
): PackageProblem[] {
  const circles = onCircles(
    new Map(rows.flatMap(({ row }) => (row[column] === null ? [] : [[row.code, row[column]]]))),
  );
  return rows.flatMap(({ line, row }) => {
    const circle = circles.get(row.code);
    if (circle === undefined || line === null) return [];
    const message = `is circular, ${circle.join(' → ')}; ${allowed} is allowed`;
    return [{ file: 'partnerships.csv', line, column, message }];
  });
}

function targetCircles(rows: readonly PlacedRow<Row<'targets'>>[]): PackageProblem[] {
  const circles = circularSuccessors(rows.map(({ row }) => row));
  return rows.flatMap(({ line, row }) => {
    const circle = circles.get(nameOf(row, TARGET));
    if (circle === undefined || line === null) return [];
    const path = circle.map((name) => words(JSON.parse(name) as string[])).join(' → ');
    const message = `is circular, ${path}; a successor that came after it is allowed`;
    return [{ file: 'targets.csv', line, column: 'successor_indicator', message }];
  });
}

function latestTerms(rows: readonly PlacedRow<Row<'targets'>>[]): PlacedRow<Row<'targets'>>[] {
  const latest = new Map<string, PlacedRow<Row<'targets'>>>();
  for (const placed of rows) {
    const name = nameOf(placed.row, TARGET);
    const held = latest.get(name);
    if (held === undefined || held.row.version < placed.row.version) latest.set(name, placed);
  }
  return [...latest.values()];
}

/** Targets whose successors lead back to them, by name, each with its circle. @param latest one row a target */
export function circularSuccessors(latest: readonly Row<'targets'>[]): ReadonlyMap<string, readonly string[]> {
  const followed = latest.filter((row) => row.successor_agreement !== null);
  return onCircles(new Map(followed.map((row) => [nameOf(row, TARGET), nameOf(row, SUCCESSOR)])));
}

/** Every name on a circle, with the circle from there and back. */
function onCircles(steps: Steps): Map<string, string[]> {
  const circles = new Map<string, string[]>();
  const visited = new Set<string>();
  for (const start of steps.keys()) {
    const path: string[] = [];
    let at: string | undefined = start;
    for (; at !== undefined && !visited.has(at); at = steps.get(at)) {
      visited.add(at);
      path.push(at);
    }
    const circle = at === undefined ? [] : path.slice(path.indexOf(at) === -1 ? path.length : path.indexOf(at));
    circle.forEach((name, index) => {
      circles.set(name, [...circle.slice(index), ...circle.slice(0, index), name]);
    });
  }
  return circles;
}
