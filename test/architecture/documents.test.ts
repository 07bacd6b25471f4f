import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { leafPaths, leaves, variableNames } from '../../src/config/schema/leaves.ts';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const markdownIn = (folder: string): readonly string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
const documents = [...markdownIn('.'), ...markdownIn('docs'), ...markdownIn('bench')];

/** Fenced blocks hold what is typed and printed, and neither headings nor links. */
const prose = (text: string): string => text.replaceAll(/^ *```[^]*?^ *```/gm, '');

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(file: string): readonly string[] {
  return [...prose(textOf(file)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** A file or folder between backticks; a pattern with `*` or `<…>` names none. */
const repositoryPath = /`((?:src|test|simulator|bench|docs|fixtures)\/[\w./-]+)`/g;

/** A file of the project, as it is named for short: by the end of its path, or a folder by its name and a slash. */
const shortName = /`((?:[\w.-]+\/)*[\w-][\w.-]*(?:\.(?:tsx?|js|md|sql)|\/))`/g;

/** All that a short name may mean. */
const everything = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => !/^(?:node_modules|\.git|\.stormrelay)\b/.test(name),
);
const isThere = (name: string): boolean => {
  const whole = name.replace(/\/$/, '');
  return everything.some((one) => one === whole || one.endsWith(`/${whole}`));
};

/** Where the links and pictures of a document lead within the repository. */
function linksOf(file: string): readonly string[] {
  const links = [...prose(textOf(file)).matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)];
  return links.map(([, link, source]) => link ?? source ?? '').filter((link) => !/^[a-z]+:/.test(link));
}

function leadsNowhere(file: string, link: string): boolean {
  const [to = '', anchor] = link.split('#', 2);
  const target = to === '' ? file : path.join(path.dirname(file), to);
  if (!existsSync(path.join(root, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

describe('the documents', () => {
  it('begin with a README that is read in a few minutes: at most 1,000 words', () => {
    const words = textOf('README.md')
      .split(/\s+/)
      .filter((word) => word !== '');
    expect(words.length).toBeGreaterThan(300);
    expect(words.length).toBeLessThanOrEqual(1_000);
  });

  it('link to files and headings that are there', () => {
    const links = documents.flatMap((file) => linksOf(file).map((link) => ({ file, link })));
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ file, link }) => leadsNowhere(file, link))).toEqual([]);
  });

  it('name files of the repository that are there', () => {
    const named = documents
      .filter((file) => file !== 'CHANGELOG.md')
      .flatMap((file) => [...textOf(file).matchAll(repositoryPath)].map(([, name = '']) => ({ file, name })));
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ name }) => !existsSync(path.join(root, name)))).toEqual([]);
  });

  it('name them for short by what they are called', () => {
    const named = ['ARCHITECTURE.md', 'README.md', ...markdownIn('docs')].flatMap((file) =>
      [...textOf(file).matchAll(shortName)].map(([, name = '']) => ({ file, name })),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ name }) => !isThere(name))).toEqual([]);
    expect(['deliver/outcome/settle.ts', 'storm/'].every(isThere)).toBe(true);
    expect(['deliver/settle.ts', 'weather/'].some(isThere)).toBe(false);
  });

  it('and comments name files of the project that are there', () => {
    const sources = everything.filter((name) => /^(?:src|simulator|bench)\/.*\.tsx?$/.test(name));
    const comment = /\/\*[^]*?\*\/|(?<=^\s*)\/\/[^\n]*/gm;
    const named = sources.flatMap((file) =>
      (textOf(file).match(comment) ?? []).flatMap((text) =>
        [...text.matchAll(shortName)].map(([, name = '']) => ({ file, name })),
      ),
    );
    const ours = named.filter(({ name }) => /\.(?:tsx?|md)$/.test(name));
    expect(ours.length).toBeGreaterThan(5);
    expect(ours.filter(({ name }) => !isThere(name))).toEqual([]);
  });

  it('name every route of the API', () => {
    const declared = readdirSync(path.join(root, 'src/http/api')).flatMap((file) =>
      [...textOf(`src/http/api/${file}`).matchAll(/(?:\bpath: |\bfigure\()'([^']+)'/g)].map(([, to]) => to),
    );
    const told = textOf('docs/http-api.md').replaceAll(/<\w+>/g, ':id');
    expect(declared.length).toBeGreaterThan(10);
    expect(declared.filter((to) => !told.includes(`/api${to}`))).toEqual([]);
  });

  it('explain every setting, by its name in the file and its variable, and no other', () => {
    const rows = [
      ...textOf('docs/configuration.md').matchAll(/^\| (?:`([a-z_.]+)`|–) +\| (?:`([A-Z_]+)`|–) /gm),
    ].map(([, setting = '–', variable = '–']) => `${setting} ${variable}`);
    const known = leafPaths().map((path) => {
      const { variable, inFile } = leaves[path];
      return `${inFile ? path : '–'} ${variable ?? '–'}`;
    });
    expect(rows.toSorted()).toEqual([...known, '– STORMRELAY_CONFIG'].toSorted());
    expect(variableNames().length).toBeGreaterThan(30);
  });

  it('have no setting without an effect', () => {
    const readers = [
      'load',
      'numbers',
      'knowledge',
      'edge-settings',
      'routing/teams',
      'routing/maintenance-meant',
    ];
    const text = readers.map((name) => textOf(`src/config/${name}.ts`)).join('\n');
    const taken = [...text.matchAll(/\{([^{}]*)\} = values\b/g)].flatMap(([, names = '']) =>
      names.match(/\w+/g),
    );
    const idle = leafPaths().filter(
      (path) => !text.includes(`'${path}'`) && !text.includes(`values.${path}`) && !taken.includes(path),
    );
    expect(idle).toEqual([]);
  });
});

it('a step of a rule test in the documents is what YAML reads as one step', () => {
  const steps = [...textOf('docs/replay.md').matchAll(/(?:^ *|`)(- (?:at|by) \w+: [^`\n]+)/gm)].map(
    ([, step = '']) => step,
  );
  expect(steps.some((step) => step.includes('error="'))).toBe(true);
  const read = steps.map((step): unknown => parse(step));
  expect(read).toEqual(
    steps.map((step) => [{ [step.split(/[ :]/, 3).slice(1).join(' ')]: expect.any(String) as unknown }]),
  );
});
