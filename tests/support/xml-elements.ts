import sax from 'sax';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** The root of an XML document. */
export function xmlRoot(xml: string): XmlElement {
  const above: XmlElement[] = [{ name: '', attributes: {}, children: [], text: '' }];
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    above.at(-1)?.children.push(element);
    above.push(element);
  };
  parser.ontext = (text) => {
    const element = above.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.onclosetag = () => void above.pop();
  parser.write(xml).close();
  const [root] = above[0]?.children ?? [];
  if (root === undefined) throw new Error('there is no element');
  return root;
}

/** All elements of a name below an element, in their order. */
export function elementsIn(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsIn(child, name)]);
}
