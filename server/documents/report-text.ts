import { LIGHT_SIGNS } from '../domain/light.ts';
import type { Block, Report, Run } from '../domain/report.ts';
import { plainText } from './plain-text.ts';

/** A report as plain text to be pasted elsewhere: paragraphs with an empty line between them, lines ended by LF. */
export function reportText({ title, under, blocks }: Report): string {
  const parts = [title, under, ...blocks.flatMap(paragraphsOf)].map((part) => plainText(part).trim());
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function paragraphsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'words':
      return [runsText(block.runs)];
    case 'list':
      return block.items.map((item) => `- ${runsText(item)}`);
    case 'facts':
      return block.facts.map(({ label, runs }) => `${label}: ${runsText(runs)}`);
    case 'table':
      return [block.caption, ...block.rows.map((row) => row.map(runsText).join('\t'))];
    case 'picture':
      return [block.chart.sentence];
    case 'pictures':
      return block.charts.map(({ sentence }) => sentence);
    case 'page-break':
      return [];
  }
}

function runsText(runs: readonly Run[]): string {
  return runs
    .map((run) => {
      if (run.kind === 'mark') return ' (illustrative)';
      return run.kind === 'light' ? LIGHT_SIGNS[run.light].word : run.text;
    })
    .join('');
}
