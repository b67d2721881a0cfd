import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ejs from 'ejs';
import type { Request, Response } from 'express';
import { type Format, format } from './format.ts';
import type { LayoutPage, ViewName, Views } from './views.ts';
import { visitorKey, visitorOf } from './visitor.ts';

const VIEWS = join(import.meta.dirname, '../../views');

type Template = (locals: { page: unknown; f: Format }) => string;

const compiled = new Map<ViewName, Template>();

/** A template with its one local `page`, and `f` to print with: a whole page, or a part for a script to put in place. */
export function renderView<V extends ViewName>(view: V, page: Views[V]): string {
  return templateOf(view)({ page, f: format });
}

function templateOf(view: ViewName): Template {
  const held = compiled.get(view);
  if (held !== undefined) return held;
  const filename = join(VIEWS, `${view}.ejs`);
  const template = ejs.compile(readFileSync(filename, 'utf8'), {
    filename,
    views: [VIEWS],
    cache: true,
    _with: false,
    localsName: 'locals',
    destructuredLocals: ['page', 'f'],
  }) as Template;
  compiled.set(view, template);
  return template;
}

export type Layout = Omit<LayoutPage, 'body' | 'example' | 'role'>;

interface Bytes {
  readonly html: Buffer;
  gzip: Buffer | null;
}

/**
 * Bytes of pages by what they show. An answer of a service is the same object until the record moves on, so a page
 * is rendered once for it and for every kind of visitor, and forgotten with it.
 */
const rendered = new WeakMap<object, Map<string, Bytes>>();

export interface Rendering<V extends ViewName> {
  readonly view: V;
  readonly layout: Layout;
  /** Called only where the page is not rendered yet. */
  readonly page: () => Views[V];
  /** The service's answer, where the page depends on nothing else but what the visitor may do. */
  readonly kept?: object;
}

/** Sends a page of the right status, laid out, compressed where the browser takes it. */
export function sendPage<V extends ViewName>(response: Response, rendering: Rendering<V>): void {
  const { app, req } = response;
  const example = app.locals.example as LayoutPage['example'];
  const bytes = bytesOf(
    rendering,
    { example, role: visitorOf(response).admission?.account.role ?? null },
    visitorKey(response),
  );
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Vary', 'Accept-Encoding');
  sendBytes(req, response, bytes);
}

function bytesOf<V extends ViewName>(
  { view, layout, page, kept }: Rendering<V>,
  frame: Pick<LayoutPage, 'example' | 'role'>,
  visitor: string,
): Bytes {
  const held = kept && rendered.get(kept)?.get(visitor);
  if (held !== undefined) return held;
  const body = renderView(view, page());
  const bytes: Bytes = { html: Buffer.from(renderView('layout', { ...layout, ...frame, body })), gzip: null };
  if (kept !== undefined) {
    const variants = rendered.get(kept) ?? new Map<string, Bytes>();
    rendered.set(kept, variants.set(visitor, bytes));
  }
  return bytes;
}

function sendBytes(request: Request, response: Response, bytes: Bytes): void {
  const zipped = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  if (zipped) {
    bytes.gzip ??= gzipSync(bytes.html);
    response.setHeader('Content-Encoding', 'gzip');
  }
  const content = zipped && bytes.gzip !== null ? bytes.gzip : bytes.html;
  response.setHeader('Content-Length', content.length);
  response.end(request.method === 'HEAD' ? undefined : content);
}
