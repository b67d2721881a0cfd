import type { Response } from 'express';
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';

/** What the law and decency want every site to say, to everybody. */
export function notices(): Routes {
  return {
    'GET /accessibility': (_request, response) =>
      sendNotice(response, 'notices/accessibility', 'Accessibility statement'),
    'GET /privacy': (_request, response) => sendNotice(response, 'notices/privacy', 'Privacy notice'),
  };
}

function sendNotice(response: Response, view: 'notices/accessibility' | 'notices/privacy', title: string): void {
  sendPage(response, { view, layout: { title, section: null, knownOn: null, scripts: [] }, page: () => null });
}
