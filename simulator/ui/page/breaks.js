import { act } from './acts.js';
import { byId, setText } from './elements.js';
import { spanOf } from './times.js';

/** The buttons that break a provider for a while, for every relay on the page. */
export function createBreaks() {
  const buttons = [...document.querySelectorAll('[data-break]')];
  for (const button of buttons)
    button.addEventListener('click', async () => {
      const why = await act('/break', { what: button.dataset.break });
      setText(byId('break-trouble'), why === null ? '' : `⚠ ${why}`);
    });
  return ({ broken, at }) => {
    for (const button of buttons) {
      const now = broken.find(({ what }) => what === button.dataset.break);
      button.setAttribute('aria-pressed', String(now !== undefined));
      setText(button.querySelector('.left'), now === undefined ? '' : spanOf(now.until - at));
    }
  };
}

/** The buttons that pause the storm, or have it come faster. */
export function createPaces() {
  const group = byId('paces');
  const buttons = [...group.querySelectorAll('[data-pace]')];
  for (const button of buttons)
    button.addEventListener('click', async () => {
      const why = await act('/pace', { times: Number(button.dataset.pace) });
      setText(byId('break-trouble'), why === null ? '' : `⚠ ${why}`);
    });
  return ({ pace }) => {
    group.hidden = pace === null;
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(Number(button.dataset.pace) === pace?.times));
  };
}
