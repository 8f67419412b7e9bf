import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface MenuItem {
  command?: string;
  when?: string;
}
interface Manifest {
  main: string;
  icon: string;
  contributes: {
    viewsContainers: Record<string, { id: string; icon: string }[]>;
    views: Record<string, { id: string; icon?: string }[]>;
    viewsWelcome: { view: string; contents: string; when: string }[];
    commands: { command: string; title: string; category?: string; icon?: string }[];
    menus: Record<string, MenuItem[]>;
    keybindings?: MenuItem[];
    walkthroughs?: unknown[];
    configuration: { properties: Record<string, { scope?: string; description?: string; markdownDescription?: string; enum?: string[]; markdownEnumDescriptions?: string[]; enumItemLabels?: string[] }> };
  };
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const sources = new Map(readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => [file, read(`src/${file}`)]));
const allOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

const declared = contributes.commands.map(({ command }) => command);
const settings = Object.keys(contributes.configuration.properties);
const views = Object.values(contributes.views).flat().map(({ id }) => id);
const menuItems = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])];
const whens = [...menuItems, ...contributes.viewsWelcome].flatMap(({ when }) => (when === undefined ? [] : [when]));

/** The handlers' names: the keys of the objects that the two functions for commands return. */
function registered(): string[] {
  return ['sessionCommands', 'resourceCommands'].flatMap((name) => {
    const source = sources.get(`commands/${name}.ts`)!;
    const body = source.slice(source.indexOf(`export function ${name}`));
    const handlers = body.slice(body.indexOf('\n  return {\n'), body.indexOf('\n  };\n}'));
    return allOf(handlers, /^ {4}(\w+)(?=:|,$)/gm).map((handler) => `quickstudio.${handler}`);
  });
}

/** The members of a union of string literals, and of the unions it names. */
function union(file: string, name: string): string[] {
  const text = /=([^;]*);/.exec(sources.get(file)!.slice(sources.get(file)!.indexOf(`export type ${name} =`)))![1]!.replace(/\/\*\*.*?\*\//gs, '');
  return [...allOf(text, /'(\w+)'/g), ...(text.includes('SessionProblemKind') ? union('aws/sessionProblem.ts', 'SessionProblemKind') : [])];
}

/** Whether a welcome view's clause is true of a problem. It knows the two forms that are used here, and fails on others. */
function isTrueOf(when: string, problem: string): boolean {
  const equal = /^quickstudio\.problem == (\w+)$/.exec(when);
  if (equal) return equal[1] === problem;
  const matches = /^quickstudio\.problem =~ \/(.+)\/$/.exec(when);
  assert.ok(matches, `This test cannot read: ${when}`);
  return new RegExp(matches[1]!).test(problem);
}

describe('the manifest', () => {
  it('declares each command that is registered, and registers each that it declares', () => {
    const handlers = registered();
    assert.ok(handlers.length > 15, `only ${handlers.length} handlers were found`);
    assert.deepEqual(handlers.toSorted(), declared.toSorted());
  });

  it('declares no command twice', () => assert.equal(new Set(declared).size, declared.length));

  it('names only commands that are there: in menus, welcome views, walkthroughs and code', () => {
    const text = JSON.stringify([contributes.viewsWelcome, contributes.walkthroughs ?? []]);
    const named = [...menuItems.flatMap(({ command }) => command ?? []), ...allOf(text, /command:([\w.]+)/g)];
    for (const [file, source] of sources) {
      // Ids of other things of ours: a webview's type, the status bar item, a view and the context key.
      const others = ['quickstudio.preview', 'quickstudio.session', 'quickstudio.problem', ...views, ...settings];
      const ids = allOf(source, /['"`:](quickstudio\.[a-zA-Z]+)\b/g).filter((id) => !others.includes(id));
      for (const id of ids) assert.ok(declared.includes(id), `${file} names ${id}`);
    }
    for (const name of named.filter((command) => command.startsWith('quickstudio.'))) assert.ok(declared.includes(name), name);
    assert.ok(named.length > 30);
  });

  it('names only settings that are there: in texts and in code', () => {
    for (const name of allOf(JSON.stringify(contributes), /`?#(quickstudio\.\w+)#`?/g)) assert.ok(settings.includes(name), name);
    const source = sources.get('settings.ts')!;
    const used = [...allOf(source, /\.get<[^>]+>\('(\w+)'/g), ...allOf(source, /\$\{SECTION\}\.(\w+)/g)];
    assert.deepEqual([...new Set(used)].map((name) => `quickstudio.${name}`).sort(), settings.toSorted());
  });

  it('asks only for context keys that are set, and views that are there', () => {
    const set = allOf(sources.get('contextKeys.ts')!, /^ {2}'(quickstudio\.\w+)':/gm);
    assert.ok(set.includes('quickstudio.problem'));
    for (const when of whens) {
      for (const key of allOf(when, /(?<![\w.])(quickstudio\.\w+)(?= (?:==|=~|!=)|$)/g).filter((name) => !views.includes(name))) assert.ok(set.includes(key) || settings.includes(key.replace(/^config\./, '')), `${key} in ${when}`);
      for (const view of allOf(when, /\bview == ([\w.]+)/g)) assert.ok(views.includes(view), view);
    }
    for (const { view } of contributes.viewsWelcome) assert.ok(views.includes(view), view);
    const setInCode = [...sources.values()].flatMap((source) => allOf(source, /setContextKey\('([\w.]+)'/g));
    assert.deepEqual([...new Set(setInCode)].sort(), set.toSorted());
  });

  it('asks only for kinds of rows that there are', () => {
    const source = sources.get('tree/render.ts')!;
    const kinds = [...allOf(source, /contextValue: '(\w+)'/g), ...union('resources.ts', 'ResourceKind'), ...[...sources].filter(([file]) => file.endsWith('/resources.ts')).flatMap(([, text]) => allOf(text, /^ {2}kind: '(\w+)';$/gm))];
    assert.ok(kinds.includes('dashboard') && kinds.includes('space'));
    for (const when of whens) {
      const asked = [...allOf(when, /viewItem == (\w+)/g), ...allOf(when, /viewItem =~ \/\^\(([\w|]+)\)\$\//g).flatMap((names) => names.split('|'))];
      assert.equal(asked.length > 0, when.includes('viewItem'), `This test cannot read: ${when}`);
      for (const kind of asked) assert.ok(kinds.includes(kind), `${kind} in ${when}`);
    }
  });

  describe('welcomes', () => {
    const kinds = union('errors.ts', 'ErrorKind');
    it('knows the kinds of errors', () => {
      assert.equal(new Set(kinds).size, kinds.length);
      for (const kind of ['noProfile', 'noRegion', 'expired', 'rejectedKey', 'cancelled', 'other']) assert.ok(kinds.includes(kind), kind);
    });
    // Nothing is said of what was cancelled.
    for (const kind of kinds.filter((name) => name !== 'cancelled')) {
      it(`${kind}, once`, () => assert.equal(contributes.viewsWelcome.filter(({ when }) => isTrueOf(when, kind)).length, 1));
    }
    it('nothing else', () => {
      for (const other of ['', 'undefined', 'cancelled', 'xother', 'otherx']) assert.deepEqual(contributes.viewsWelcome.filter(({ when }) => isTrueOf(when, other)), []);
    });
    it('with a button each', () => {
      for (const { contents } of contributes.viewsWelcome) assert.match(contents, /\n\[[^\]]+\]\(command:quickstudio\.\w+\)/);
    });
  });

  it('lets no workspace choose a profile or a region', () => {
    for (const name of ['profile', 'region']) assert.equal(contributes.configuration.properties[`quickstudio.${name}`]?.scope, 'machine');
  });

  it('describes each setting, and each of its values', () => {
    for (const [name, { description, markdownDescription, enum: values, markdownEnumDescriptions, enumItemLabels }] of Object.entries(contributes.configuration.properties)) {
      assert.ok(description ?? markdownDescription, name);
      if (values) assert.deepEqual([markdownEnumDescriptions?.length, enumItemLabels?.length], [values.length, values.length], name);
    }
    assert.deepEqual(contributes.configuration.properties['quickstudio.openIn']!.enum!.toSorted(), union('preview/target.ts', 'OpenIn').toSorted());
  });

  it('puts all commands under QuickStudio', () => {
    for (const { command, category } of contributes.commands) assert.equal(category, 'QuickStudio', command);
  });

  it('has every command of the palette, with … where it always asks', () => {
    const hidden = contributes.menus.commandPalette!.filter(({ when }) => when === 'false').map(({ command }) => command);
    const titles = contributes.commands.filter(({ command }) => !hidden.includes(command)).map(({ title }) => title);
    assert.deepEqual(titles.toSorted(), [
      'Copy ARN',
      'Copy ID',
      'Copy URL',
      'Edit AWS Config File',
      'Edit AWS Credentials File',
      'Open Analysis…',
      'Open Dashboard…',
      'Open QuickSight Console…',
      'Open SageMaker Studio…',
      'Open in AWS Console',
      'Open in Browser',
      'Refresh',
      'Select Profile…',
      'Select Region…',
      'Show Log',
    ].toSorted());
    for (const title of titles) assert.equal(title.endsWith('…'), /^(Open (Dashboard|Analysis|QuickSight Console|SageMaker Studio)|Select )/.test(title), title);
    for (const { title } of contributes.commands) assert.ok(!title.includes('...'), title);
  });

  it('has one inline action for each kind of row', () => {
    const inline = contributes.menus['view/item/context']!.filter((item) => (item as { group?: string }).group === 'inline');
    const kinds = inline.flatMap(({ when = '' }) => [...allOf(when, /viewItem == (\w+)/g), ...allOf(when, /viewItem =~ \/\^\(([\w|]+)\)\$\//g).flatMap((names) => names.split('|'))]);
    assert.deepEqual(kinds.toSorted(), [...new Set(kinds)].sort());
  });

  it('names only files that are there', () => {
    const icons = [manifest.icon, ...Object.values(contributes.viewsContainers).flat().map(({ icon }) => icon), ...Object.values(contributes.views).flat().flatMap(({ icon }) => icon ?? []), ...contributes.commands.flatMap(({ icon }) => icon ?? [])];
    const files = [...icons.filter((icon) => !icon.startsWith('$(')), ...allOf(JSON.stringify(contributes), /"((?:media|resources|images)\/[^"]+)"/g)];
    for (const file of new Set(files)) assert.ok(existsSync(`${root}${file}`), file);
    for (const icon of icons.filter((name) => name.startsWith('$('))) assert.match(icon, /^\$\([a-z-]+\)$/);
    for (const [file, source] of sources) for (const name of allOf(source, /'media', '([\w.-]+)'/g)) assert.ok(existsSync(`${root}media/${name}`), `${name} in ${file}`);
  });
});
