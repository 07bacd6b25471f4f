import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { alert } from '../../make.ts';
import { minute, Story } from '../story.ts';

const services = ['billing', 'crane', 'finch', 'heron', 'stork'] as const;

/** Five services fail in a version that all of them have just been given, each in its own way. */
function badVersion(story: Story): string {
  const of = (service: string, version: string, change: Partial<Alert>): Alert =>
    alert({ service, project: service, release: version, ...change });
  services.forEach((service, n) => {
    story.tell(
      n * 1_000,
      of(service, '7.0.9', told(`${service}-old`, `Old${n}: long known trouble ${service}`)),
    );
  });
  services.forEach((service, n) => {
    for (let event = 0; event < 3; event += 1)
      story.tell(
        20 * minute + n * 1_000 + event * 100,
        of(service, '7.1.0', {
          ...told(service, `Broke${n}: ${words[n] ?? ''}`),
          eventId: `${service}-${event}`,
        }),
      );
  });
  const root = story.incidents.find(({ storm }) => storm !== null);
  if (root === undefined) throw new Error('No storm.');
  return root.id;
}

const words = ['cents went astray', 'hook is bent', 'beak without feathers', 'pond is dry', 'nest fell'];

function told(issue: string, title: string): Partial<Alert> {
  const [type = '', message = ''] = title.split(': ');
  return {
    issueKey: `sentry:acme/${issue}`,
    title,
    type,
    message,
    exceptions: [{ type, value: message, module: null }],
  };
}

const crash = (change: Partial<Alert> = {}): Alert =>
  alert({
    service: 'osprey',
    project: 'osprey',
    release: '7.1.0',
    level: 'fatal',
    ...told('crash', 'SIGSEGV: segmentation fault at 0x0'),
    ...change,
  });

describe('what meets a paging rule beside a storm that somebody has acknowledged', () => {
  it('wakes somebody although it has the version of that storm', () => {
    const story = new Story();
    const root = badVersion(story);
    expect(story.state.incidents.get(root)?.storm?.cause.kind).toBe('release');
    story.operator(21 * minute, 'acknowledge', root);
    story.tell(21 * minute + 15_000, crash());
    const own = story.of('sentry:acme/crash');
    expect(own.parent).toBeNull();
    expect(own.page?.generations).toHaveLength(1);
    // Nor is it taken in by what joins later.
    story.tell(
      21 * minute + 20_000,
      alert({
        service: 'wren',
        project: 'wren',
        release: '7.1.0',
        ...told('wren', 'Broke9: twig snapped'),
      }),
    );
    expect(story.of('sentry:acme/crash').parent).toBeNull();
  });

  it('is no part of it where its package is another one, whose version only looks alike', () => {
    const story = new Story();
    badVersion(story);
    story.tell(20 * minute + 15_000, crash({ release: 'osprey@7.1.0' }));
    expect(story.of('sentry:acme/crash').parent).toBeNull();
  });

  it('is part of that storm while the page still calls somebody', () => {
    const story = new Story();
    const root = badVersion(story);
    story.tell(20 * minute + 15_000, crash());
    expect(story.of('sentry:acme/crash').parent).toBe(root);
  });
});
