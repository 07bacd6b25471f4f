import { describe, expect, it } from 'vitest';
import { markup } from '../../../simulator/ui/slack/markup.ts';

describe('mrkdwn', () => {
  it.each([
    ['*bold*, _italic_ and ~gone~', '<b>bold</b>, <i>italic</i> and <s>gone</s>'],
    ['a `b*c*` d', 'a <code>b*c*</code> d'],
    ['x\n```one\ntwo```\ny', 'x<code class="block">one\ntwo</code>y'],
    ['2 &lt; 3 &amp;amp; more', '2 &lt; 3 &amp;amp; more'],
    ['snake_case_stays and 2*3*4 too', 'snake_case_stays and 2*3*4 too'],
    [
      '*<https://sentry.io/a?b=1&amp;c=2|The issue>*',
      '<b><a href="https://sentry.io/a?b=1&amp;c=2" target="_blank" rel="noreferrer">The issue</a></b>',
    ],
    ['<@U0KIM>, <!channel>', '<span class="mention">@U0KIM</span>, <span class="mention">@channel</span>'],
    [
      'since <!date^1767225600^{time_secs}|00:00:00>',
      'since <time data-at="1767225600000" data-format="{time_secs}">00:00:00</time>',
    ],
  ])('shows %j as Slack does', (text, html) => {
    expect(markup(text)).toBe(html);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<javascript:alert(1)|click>',
    '<https://a.example/"onmouseover="alert(1)|"><b>>',
    '`<b>`',
    '```<b>```',
    '*<b>*',
    '<!date^1^"><b>|x>',
    '&lt;b&gt;',
    '\uE0000\uE001<https://a.example|x>',
  ])('makes nothing of %j but text, links, dates and mentions', (text) => {
    const rest = markup(text)
      .replaceAll(/<a href="https?:[^"<>]*" target="_blank" rel="noreferrer">|<\/a>/g, '')
      .replaceAll(/<time data-at="\d+" data-format="[^"<>]*">|<\/time>|<span class="mention">|<\/span>/g, '')
      .replaceAll(/<code(?: class="block")?>|<\/code>|<\/?[bis]>/g, '');
    expect(rest).not.toMatch(/[<>"]/);
  });
});
