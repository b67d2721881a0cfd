import type { Express } from 'express';
import type { RouteName } from '../../server/domain/permission.ts';

type Layers = Express['router']['stack'];

/** The routes that the router of the app has, `GET /targets` and so on; what pages load stands as one. */
export function routesOf(app: Express): string[] {
  const found = layersOf(app.router.stack, '');
  return [...new Set(found)].sort();
}

function layersOf(stack: Layers, under: string): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route !== undefined) {
      const methods = new Set(route.stack.map((layer) => layer.method.toUpperCase()));
      return [...methods].map((method) => `${method} ${under}${route.path}`);
    }
    return 'stack' in handle ? ['GET /assets'] : [];
  });
}

/** An address of a route: the domestic abuse target, which the Safer Communities Partnership leads, and its return. */
export function addressOf(route: RouteName): string {
  const names: Readonly<Record<string, string>> = { ':agreement': 'laa1', ':indicator': 'laa1-dv', ':part': 'a' };
  const path = route.replace(/^\w+ /, '').replace(/[{}]/g, '');
  return path
    .replace(':period', '2008-09-q2')
    .replace(/:(code|partnership)/, 'oscp')
    .replace(/:(agreement|indicator|part)/g, (name) => names[name] ?? '')
    .replace(':board', 'psb')
    .replace(':date', '2008-11-19')
    .replace(':number', '5')
    .replace(':token', 'x')
    .replace(':id', '1')
    .replace('/assets', '/assets/app.css');
}
