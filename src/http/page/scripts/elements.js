/**
 * An element with attributes and children. Text arrives as text nodes only, so nothing that an error says can
 * become markup.
 * @param {string} name
 * @param {Record<string, string | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null | undefined)} children
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** An SVG element with attributes. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Sets text only when it differs, so that screen readers and selections are left in peace. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The element with this id; the page is ours, so it is there. */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Keeps a list of elements in step with rows: each row keeps its element (and with it focus and hover).
 * @param {Element} list
 * @param {{ key: (row: any) => string, make: (row: any) => Element, update: (element: any, row: any) => void }} how
 */
export function keyedList(list, how) {
  const known = new Map();
  return (rows) => {
    const keys = new Set(rows.map(how.key));
    for (const [key, element] of known) {
      if (keys.has(key)) continue;
      element.remove();
      known.delete(key);
    }
    rows.forEach((row, index) => {
      const key = how.key(row);
      if (!known.has(key)) known.set(key, how.make(row));
      const element = known.get(key);
      how.update(element, row);
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
  };
}

/** A list of `term: value`, made once and then only rewritten. */
export function factList(list) {
  const update = keyedList(list, {
    key: ([term]) => term,
    make: ([term]) => el('div', {}, el('dt', {}, term), el('dd')),
    update: (row, [, value, tone = '']) => {
      setText(row.lastChild, value);
      row.dataset.tone = tone;
    },
  });
  return update;
}
