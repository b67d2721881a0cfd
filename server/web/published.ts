import type { Request, Response } from 'express';
import { trendChart } from '../domain/chart.ts';
import type { PackFormat } from '../domain/pack.ts';
import type { Block } from '../domain/report.ts';
import { targetStory } from '../domain/risk-report.ts';
import { codeAddress, targetAddress } from '../domain/target-order.ts';
import { dateWords } from '../domain/wording.ts';
import {
  type PublishedPack,
  type PublishedPartnerships,
  type PublishedPartnershipView,
  type PublishedTargetView,
  type PublishedView,
  publishedFile,
  publishedPack,
  publishedPacks,
  publishedPartnership,
  publishedPartnerships,
  publishedTarget,
} from '../services/published.ts';
import type { WebDeps } from './deps.ts';
import type { Routes } from './guard.ts';
import { idOf, sendPackFile } from './packs.ts';
import { targetNameOf } from './query.ts';
import { type Layout, sendPage } from './render.ts';

export interface PublishedListPage {
  readonly packs: readonly PublishedPack[];
}

export interface PublishedPackPage {
  readonly view: PublishedView;
}

export interface PublishedPartnershipsPage {
  readonly view: PublishedPartnerships;
}

export interface PublishedPartnershipPage {
  readonly view: PublishedPartnershipView;
  readonly charts: readonly ReturnType<typeof trendChart>[];
}

export interface PublishedTargetPage {
  readonly view: PublishedTargetView;
  readonly blocks: readonly Block[];
}

/** What everybody may see, without signing in: packs that are published, and what stands behind them. */
export function published(deps: WebDeps): Routes {
  return {
    'GET /published': list(deps),
    'GET /published/:id.csv': file(deps, 'csv'),
    'GET /published/:id.xlsx': file(deps, 'xlsx'),
    'GET /published/:id.docx': file(deps, 'docx'),
    'GET /published/:id.pdf': file(deps, 'pdf'),
    'GET /published/:id': pack(deps),
    'GET /published/:id/partnerships': partnerships(deps),
    'GET /published/:id/partnerships/:code': partnership(deps),
    'GET /published/:id/targets/:agreement/:indicator{/:part}': target(deps),
  };
}

function layoutOf(title: string, knownOn: string | null, scripts: Layout['scripts'] = []): Layout {
  return { title, section: 'published', knownOn, scripts };
}

function list(deps: WebDeps) {
  return (_request: Request, response: Response): void =>
    sendPage(response, {
      view: 'published/list',
      layout: layoutOf('Published packs', null),
      page: () => ({ packs: publishedPacks(deps) }),
    });
}

function pack(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const view = publishedPack(deps, idOf(request));
    sendPage(response, {
      view: 'published/pack',
      layout: layoutOf(`Pack for ${dateWords(view.pack.date)}`, view.report.date, ['charts']),
      page: () => ({ view }),
    });
  };
}

function file(deps: WebDeps, format: PackFormat) {
  return (request: Request, response: Response): void => {
    const id = idOf(request);
    const { pack: found } = publishedPack(deps, id);
    sendPackFile(response, found, format, publishedFile(deps, id, format));
  };
}

function partnerships(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const view = publishedPartnerships(deps, idOf(request));
    sendPage(response, {
      view: 'published/partnerships',
      layout: layoutOf('Partnerships and their targets', view.facts.asAt.date),
      page: () => ({ view }),
    });
  };
}

function partnership(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const view = publishedPartnership(deps, idOf(request), codeAddress(String(request.params.code)));
    sendPage(response, {
      view: 'published/partnership',
      layout: layoutOf(view.partnership.name, view.manifest.moment.slice(0, 10), ['charts']),
      page: () => ({ view, charts: view.targets.map(({ assessment }) => trendChart(assessment, 'small')) }),
    });
  };
}

function target(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { agreement, ...named } = targetNameOf(request);
    const view = publishedTarget(deps, idOf(request), targetAddress(agreement, named));
    sendPage(response, {
      view: 'published/target',
      layout: layoutOf(view.target.assessment.known.record.measure.row.title, view.manifest.moment.slice(0, 10), [
        'charts',
      ]),
      page: () => ({ view, blocks: targetStory(view.target, true) }),
    });
  };
}
