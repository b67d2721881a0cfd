import sax from 'sax';
import { refusal } from './return-refusals.ts';

/** The attributes of an element by their names without a prefix. */
export type Attributes = Readonly<Record<string, string>>;

/** What is done with the elements and texts of a part, in their order. Names come without a prefix. */
export interface XmlReader {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** No part of a workbook is nested deeper than a dozen elements. */
const MOST_DEPTH = 64;
/** The root of a part may declare some dozens of namespaces. */
const MOST_ATTRIBUTES = 200;
/** A return of 2,000 rows has half of it; more would take too long to read, however small they are. */
const MOST_ELEMENTS = 200_000;

/**
 * Reads XML in UTF-8 as it comes. What is not well-formed is refused as damaged, and any DOCTYPE at all: without
 * one there are no entities but the five of XML, none that grows and none that reads a file.
 */
export async function readXml(chunks: AsyncIterable<Buffer>, reader: XmlReader): Promise<void> {
  const parser = parserFor(reader);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) parser.write(decoded(decoder, chunk));
  parser.write(decoded(decoder)).close();
}

function parserFor({ open, close, text }: XmlReader): sax.SAXParser {
  const options = { position: false, strictEntities: true } as sax.SAXOptions;
  const parser = sax.parser(true, options);
  let [depth, attributes, elements] = [0, 0, 0];
  const refuseDefinitions = (): never => {
    throw refusal('definitions');
  };
  parser.onerror = () => {
    throw refusal('damaged');
  };
  parser.ondoctype = refuseDefinitions;
  parser.onsgmldeclaration = refuseDefinitions;
  parser.onattribute = () => {
    attributes += 1;
    if (attributes > MOST_ATTRIBUTES) throw refusal('damaged');
  };
  parser.onopentag = (tag) => {
    [depth, attributes, elements] = [depth + 1, 0, elements + 1];
    if (depth > MOST_DEPTH) throw refusal('damaged');
    if (elements > MOST_ELEMENTS) throw refusal('cells');
    open(localName(tag.name), withoutPrefixes(tag.attributes));
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    close?.(localName(name));
  };
  if (text !== undefined) [parser.ontext, parser.oncdata] = [text, text];
  return parser;
}

function decoded(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw refusal('damaged');
  }
}

function withoutPrefixes(attributes: Record<string, string | sax.QualifiedAttribute>): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      localName(name),
      typeof value === 'string' ? value : value.value,
    ]),
  );
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
