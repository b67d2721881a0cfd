import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

import { NotFound } from '../domain/errors.ts';
import { parseDate } from '../domain/moment.ts';
import { dateWords } from '../domain/wording.ts';

const ROOT = join(import.meta.dirname, '../..');
const PUBLIC = join(ROOT, 'public');
const MODULES = join(ROOT, 'node_modules');
const HOUR = 3_600_000;

/** Everything that pages load, from this host: our own files, and those of govuk-frontend and Chart.js. */
export function assets(): Router {
  const router = Router();
  router.get('/styles.css', sendJoined('css', styles()));
  router.get('/charts.js', sendJoined('js', chartScripts()));
  router.get('/known/:date.css', sendKnownOn);
  router.get('/govuk-frontend.js', sendModule('govuk-frontend/dist/govuk/govuk-frontend.min.js'));
  router.get('/chart.js', sendModule('chart.js/dist/chart.umd.min.js'));
  router.use(express.static(PUBLIC, { index: false, maxAge: HOUR }));
  return router;
}

function sendModule(path: string): RequestHandler {
  return (_request, response) => response.sendFile(join(MODULES, path), { maxAge: HOUR });
}

/** Text made once at the start, sent as one answer so that a first page needs few requests. */
function sendJoined(type: 'css' | 'js', text: string): RequestHandler {
  return (_request, response) => {
    response.setHeader('Cache-Control', `public, max-age=${HOUR / 1000}`);
    response.type(type).send(text);
  };
}

function publicFile(name: string): string {
  return readFileSync(join(PUBLIC, name), 'utf8');
}

function styles(): string {
  return [govukStyles(), ...['app.css', 'charts.css', 'print.css'].map(publicFile)].join('\n');
}

/** Each after those that it imports from. */
const CHART_SCRIPTS = [
  'chart-labels.js',
  'chart-placing.js',
  'chart-levels.js',
  'chart-trend.js',
  'chart-trend-marks.js',
  'chart-effort.js',
  'chart-bars.js',
  'chart-bar-marks.js',
  'chart-config.js',
  'charts.js',
];

/**
 * The modules that draw the charts as one: they import only from each other, and no two declare the same name. Their
 * comments are for those who read the source, and stay there.
 */
export function chartScripts(): string {
  return CHART_SCRIPTS.map((name) =>
    publicFile(name)
      .replace(/^import .* from '\.\/chart-[\w-]+\.js';$/gm, '')
      .replace(/^export /gm, '')
      .replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, ''),
  ).join('\n');
}

/** What a printed page says at its foot: only a style can put text there, and none may stand in the page itself. */
const sendKnownOn: RequestHandler = (request, response) => {
  const date = parseDate(String(request.params.date));
  if (date === null) throw new NotFound('There is no such day.');
  response.setHeader('Cache-Control', `public, max-age=${HOUR / 1000}`);
  response.type('css').send(`@page { @bottom-left { content: "As known on ${dateWords(date)}"; } }\n`);
};

/** govuk-frontend's styles without the fonts that only government services may use. */
export function govukStyles(): string {
  const styles = readFileSync(join(MODULES, 'govuk-frontend/dist/govuk/govuk-frontend.min.css'), 'utf8');
  return styles.replace(/@font-face\{[^}]*\}/g, '').replaceAll('GDS Transport,', '');
}
